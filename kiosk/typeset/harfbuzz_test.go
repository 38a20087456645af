package typeset

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/shaping"

	"frontdoor/internal/complete"
)

// hbShape returns the path of HarfBuzz's own shaper, from Debian's libharfbuzz-bin.
func hbShape(t *testing.T) string {
	t.Helper()
	complete.NotQuick(t, "starts hb-shape")
	path, err := exec.LookPath("hb-shape")
	if err != nil {
		complete.Lacking(t, "Debian's libharfbuzz-bin is not installed: %v", err)
	}
	return path
}

// A shapedGlyph is one glyph as hb-shape writes it, in units of 1000 an em.
type shapedGlyph struct {
	Glyph   int `json:"g"`
	Cluster int `json:"cl"`
	X       int `json:"dx"`
	Y       int `json:"dy"`
	Advance int `json:"ax"`
}

// harfbuzz shapes lines of text with the C library, all in one face and direction.
func harfbuzz(t *testing.T, in shaping.Input, face faceName, lines []string, options ...string) [][]shapedGlyph {
	t.Helper()
	files, err := filepath.Glob(fmt.Sprintf("../../assets/fonts/%s-%s.?tf", face.family, face.weight))
	if err != nil || len(files) != 1 {
		t.Fatalf("the file of %v: %v %v", face, files, err)
	}
	direction := "ltr"
	if in.Direction == di.DirectionRTL {
		direction = "rtl"
	}
	arguments := append([]string{
		"--no-glyph-names", "--output-format=json", "--font-size=1000",
		"--direction=" + direction, "--script=" + in.Script.String(), "--language=" + string(in.Language),
		"--font-file=" + files[0],
	}, options...)
	cmd := exec.CommandContext(t.Context(), hbShape(t), arguments...)
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("hb-shape: %v", err)
	}
	var all [][]shapedGlyph
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var one []shapedGlyph
		if err := dec.Decode(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if len(all) != len(lines) {
		t.Fatalf("%d lines shaped, want %d", len(all), len(lines))
	}
	return all
}

// ours returns our own shaper's glyphs in the same form.
func ours(o shaping.Output, first int) []shapedGlyph {
	var all []shapedGlyph
	for _, g := range o.Glyphs {
		all = append(all, shapedGlyph{int(g.GlyphID), g.TextIndex() - first, g.XOffset.Round(), g.YOffset.Round(), g.Advance.Round()})
	}
	return all
}

// nameOf finds the name of a shaper's face.
func (s *shaper) nameOf(t *testing.T, in shaping.Input) faceName {
	t.Helper()
	for n, f := range s.faces {
		if f != nil && f == in.Face {
			return n
		}
	}
	t.Fatalf("an unknown face for %q", string(in.Text[in.RunStart:in.RunEnd]))
	return faceName{}
}

// TestGlyphsStandWhereHarfBuzzPutsThem compares glyphs, places and clusters of the samples as
// they are set, each run with its neighbours.
func TestGlyphsStandWhereHarfBuzzPutsThem(t *testing.T) {
	e, glyphs := NewEngine(), 0
	s := e.take()
	for _, sample := range samples() {
		for w, text := range map[Weight]string{Bold: sample.title, Regular: sample.text} {
			st := Style{Lang: sample.lang, Size: 20, Weight: w}
			par := paragraphs(text)[0]
			base := int8(0)
			if st.rtl() {
				base = 1
			}
			for _, in := range e.parts(s, par, Levels(par, base), st) {
				run := string(par[in.RunStart:in.RunEnd])
				want := harfbuzz(t, in, s.nameOf(t, in), []string{run}, "--text-before="+string(par[:in.RunStart]), "--text-after="+string(par[in.RunEnd:]))[0]
				if got := ours(s.harfbuzz.Shape(in), in.RunStart); !slices.Equal(got, want) {
					t.Errorf("%s %q:\n got %v\nwant %v", sample.lang, run, got, want)
				}
				glyphs += len(want)
			}
		}
	}
	t.Logf("%d glyphs of the six samples compared", glyphs)
	if glyphs < 700 {
		t.Errorf("only %d glyphs compared", glyphs)
	}
}

// TestEveryWordOnTheGlassIsShapedAsHarfBuzzDoes compares all messages in all languages.
func TestEveryWordOnTheGlassIsShapedAsHarfBuzzDoes(t *testing.T) {
	e := NewEngine()
	s := e.take()
	type group struct {
		in    shaping.Input // without text
		lines []string
	}
	groups := map[string]*group{}
	for lang, texts := range messages(t) {
		for _, w := range []Weight{Regular, Bold} {
			st := Style{Lang: lang, Size: 20, Weight: w}
			base := int8(0)
			if st.rtl() {
				base = 1
			}
			for _, text := range texts {
				for _, par := range paragraphs(text) {
					if len(par) == 0 {
						continue
					}
					for _, in := range e.parts(s, par, Levels(par, base), st) {
						key := fmt.Sprint(s.nameOf(t, in), in.Direction, in.Script, in.Language)
						if groups[key] == nil {
							groups[key] = &group{in: in}
						}
						groups[key].lines = append(groups[key].lines, string(par[in.RunStart:in.RunEnd]))
					}
				}
			}
		}
	}
	glyphs, wrong := 0, 0
	for key, g := range groups {
		for i, want := range harfbuzz(t, g.in, s.nameOf(t, g.in), g.lines) {
			in := g.in
			in.Text = []rune(g.lines[i])
			in.RunStart, in.RunEnd = 0, len(in.Text)
			glyphs += len(want)
			if got := ours(s.harfbuzz.Shape(in), 0); !slices.Equal(got, want) {
				if wrong++; wrong < 6 {
					t.Errorf("%s %q:\n got %v\nwant %v", key, g.lines[i], got, want)
				}
			}
		}
	}
	t.Logf("%d glyphs of the messages compared, %d runs differ", glyphs, wrong)
	if glyphs < 10000 {
		t.Errorf("only %d glyphs compared", glyphs)
	}
}
