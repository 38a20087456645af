package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/internal/complete"
	"frontdoor/internal/rig/walkthrough"
)

var screen = image.Rect(0, 0, 1920, 1080)

// canvas is a plain screen.
func canvas(c color.Color) *image.RGBA {
	img := image.NewRGBA(screen)
	draw.Draw(img, screen, image.NewUniform(c), image.Point{}, draw.Src)
	return img
}

// strokes draws bars as wide as the stems of letters.
func strokes(img *image.RGBA, c color.Color, n int) *image.RGBA {
	for i := range n {
		draw.Draw(img, image.Rect(200+i*12, 300, 205+i*12, 350), image.NewUniform(c), image.Point{}, draw.Src)
	}
	return img
}

func TestTextIsToldFromAnEmptyScreen(t *testing.T) {
	ink, paper, blue := color.RGBA{0x21, 0x2b, 0x32, 255}, color.RGBA{0xee, 0xf3, 0xf5, 255}, color.RGBA{0, 0x30, 0x87, 255}
	border := color.RGBA{0xd8, 0xdd, 0xe0, 255}
	cases := map[string]struct {
		img  *image.RGBA
		want bool
	}{
		"a black screen":           {canvas(color.Black), false},
		"a white screen":           {canvas(color.White), false},
		"a coloured screen":        {canvas(blue), false},
		"empty cards":              {strokes(canvas(paper), border, 100), false},
		"one letter":               {strokes(canvas(paper), ink, 3), false},
		"two words":                {strokes(canvas(paper), ink, 30), true},
		"light words on dark blue": {strokes(canvas(blue), color.White, 30), true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := hasText(c.img); got != c.want {
				t.Errorf("has text: %v, want %v", got, c.want)
			}
		})
	}
}

func TestPercentilesAndMediansAreOfTheNearestRank(t *testing.T) {
	var all []time.Duration
	for n := range 40 {
		all = append(all, time.Duration((n*7)%40+1)*time.Millisecond)
	}
	if got := percentile(all, 50); got != 20*time.Millisecond {
		t.Errorf("p50 of 1 to 40 is %v", got)
	}
	if got := percentile(all, 95); got != 38*time.Millisecond {
		t.Errorf("p95 of 1 to 40 is %v", got)
	}
	if got := percentile(all[:1], 95); got != all[0] {
		t.Errorf("p95 of one is %v", got)
	}
	if a, b := median([]float64{3, 1, 2}), median([]float64{4, 1, 3, 2}); a != 2 || b != 2.5 {
		t.Errorf("medians are %v and %v", a, b)
	}
}

func TestThePageSaysTheKiosksWordsInItsLetters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.html")
	if err := writePage(path, geometry(screen)); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	for _, want := range []string{"What do you need help with?", "বাংলা", "العربية", "اردو", "简体中文", "Polski", "<svg xmlns", "left:48px;top:232px"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "ZgotmplZ") {
		t.Error("the template refused a value")
	}
	for line := range strings.Lines(page) {
		if _, rest, ok := strings.Cut(line, `src: url("`); ok {
			name, _, _ := strings.Cut(rest, `"`)
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), name)); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestNothingOnThePageOverlapsWhatIsTouchedOrWatched(t *testing.T) {
	for _, size := range []image.Rectangle{screen, image.Rect(0, 0, 1280, 800)} {
		g := geometry(size)
		screens := map[string][]image.Rectangle{
			"languages": append([]image.Rectangle{titleBand(size), g.Bar}, g.Languages...),
			"needs":     append([]image.Rectangle{titleBand(size), g.Bar, g.Pill}, g.Needs...),
		}
		for name, boxes := range screens {
			for i, a := range boxes {
				if !a.In(size) {
					t.Errorf("%s at %v: %v lies outside", name, size.Max, a)
				}
				for _, b := range boxes[i+1:] {
					if a.Overlaps(b) {
						t.Errorf("%s at %v: %v overlaps %v", name, size.Max, a, b)
					}
				}
			}
		}
		if !g.Title.Overlaps(titleBand(size)) {
			t.Errorf("the title %v is not where it is watched, %v", g.Title, titleBand(size))
		}
	}
}

func TestBadOptionsAreRefused(t *testing.T) {
	for _, args := range [][]string{{"-size", "big"}, {"-size", "10x10"}, {"-runs", "0"}, {"-touches", "1"}, {"-nonsense"}} {
		args = append(args, "-out", t.TempDir())
		if _, err := parse(args); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
	o := options{kiosk: "bin/kiosk", chromium: "no-such-browser", only: "chromium"}
	if _, err := choose(o); err == nil || !strings.Contains(err.Error(), "apt-get install chromium") {
		t.Errorf("without a browser: %v", err)
	}
}

// A program that dies has to be told from one that is slow, with its own last words.
func TestAProgramThatDiesIsSaidAtOnce(t *testing.T) {
	complete.NotQuick(t, "starts a display")
	d, err := walkthrough.Start(t.Context(), image.Pt(800, 600))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	dir := t.TempDir()
	script := filepath.Join(dir, "kiosk")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho 'kiosk: the disk is full' >&2\nexit 2\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	o := options{kiosk: script, out: dir, size: image.Pt(800, 600), touches: 2}
	_, err = measure(t.Context(), o, kioskSubject(o), dir)
	if err == nil || !strings.Contains(fmt.Sprint(err), "the disk is full") {
		t.Errorf("the error is %v", err)
	}
}
