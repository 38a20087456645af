package ui_test

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/ui"
	"frontdoor/locales"
)

var update = flag.Bool("update", false, "draw the golden pictures anew: look at each of them before it is committed")

// golden is the pages that are kept as pictures.
var golden = []string{"languages", "needs", "place", "results", "service", "person"}

// The pictures are drawn at two thirds of the reference screen.
var goldenSize = fyne.NewSize(1280, 720)

func TestScreensLookAsTheyDidWhenSomebodyLooked(t *testing.T) {
	complete.NotQuick(t, "compares every golden picture")
	s := newShelf(t, ui.Options{})
	s.window.Resize(goldenSize)
	for _, l := range locales.All() {
		for _, name := range golden {
			t.Run(name+"-"+l.Tag, func(t *testing.T) {
				v := s.page(t, name).In(l.Tag)
				if l.Tag != "en" {
					v.Lang = l.Tag // languages, too, as it is found within a visit
				}
				s.glass.Show(v)
				got := quantised(s.window.Canvas().Capture())
				path := filepath.Join("testdata", "golden", name+"-"+l.Tag+".png")
				if *update {
					save(t, path, got)
					return
				}
				want := load(t, path)
				if got.Bounds() != want.Bounds() {
					t.Fatalf("it is %v, and was %v", got.Bounds(), want.Bounds())
				}
				if n := unlike(got, want); n > tolerated {
					failed := filepath.Join(t.ArtifactDir(), name+"-"+l.Tag+".png")
					save(t, failed, got)
					t.Errorf("%d pixels differ: look at %s, and run go test with -update when it is right", n, failed)
				}
			})
		}
	}
}

// tolerated is how many pixels may differ visibly: edges of letters that another processor
// rounds otherwise, and less than one letter.
const tolerated = 40

// unlike counts pixels whose colours differ visibly.
func unlike(a, b image.Image) int {
	n := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r0, g0, b0, _ := a.At(x, y).RGBA()
			r1, g1, b1, _ := b.At(x, y).RGBA()
			if apart(r0, r1) || apart(g0, g1) || apart(b0, b1) {
				n++
			}
		}
	}
	return n
}

func apart(a, b uint32) bool { return max(a, b)-min(a, b) > 0x2800 }

// quantised keeps five bits of each colour, so that a picture takes little room.
func quantised(img image.Image) *image.NRGBA {
	out := image.NewNRGBA(img.Bounds())
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, _ := img.At(x, y).RGBA()
			out.SetNRGBA(x, y, color.NRGBA{step(r), step(g), step(b), 0xff})
		}
	}
	return out
}

func step(v uint32) uint8 { return uint8((v>>8*31 + 127) / 255 * 255 / 31) }

func save(t *testing.T, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return img
}
