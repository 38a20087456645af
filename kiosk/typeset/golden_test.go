package typeset

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden pictures anew; look at each of them")

// page draws a sample as a screen would: a bold heading over a wrapped text, both at the side
// where the language starts.
func page(e *Engine, s sample) *image.RGBA {
	const width, margin = 560, 24
	title := e.Layout(s.title, Style{Lang: s.lang, Size: 44, Weight: Bold}, width)
	text := e.Layout(s.text, Style{Lang: s.lang, Size: 28}, width)
	short := e.Layout(s.text, Style{Lang: s.lang, Size: 22, MaxLines: 1}, width)
	img := image.NewRGBA(image.Rect(0, 0, width+2*margin, title.Height+text.Height+short.Height+2*margin))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	at := image.Pt(margin, margin)
	for _, l := range []*Layout{title, text, short} {
		l.Draw(img, at, width, color.NRGBA{0x10, 0x20, 0x40, 0xff})
		at.Y += l.Height
	}
	return img
}

func TestSixLanguagesLookAsTheyWereReviewed(t *testing.T) {
	e := NewEngine()
	for _, s := range samples() {
		t.Run(s.lang, func(t *testing.T) {
			got, file := page(e, s), filepath.Join("testdata", s.lang+".png")
			if *update {
				writePNG(t, file, got)
			}
			if off := difference(got, readPNG(t, file)); off > 0.001 {
				writePNG(t, filepath.Join(t.ArtifactDir(), s.lang+".png"), got)
				t.Errorf("%.2f%% of %s differs; what was drawn is in %s (go test -artifacts keeps it)", 100*off, file, t.ArtifactDir())
			}
		})
	}
}

// difference returns the part of the pixels that are clearly not the same: rounding differs
// from one processor to the next, letters do not.
func difference(got *image.RGBA, want image.Image) float64 {
	if got.Rect.Size() != want.Bounds().Size() {
		return 1
	}
	off := 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			a, _, _, _ := got.At(x, y).RGBA()
			b, _, _, _ := want.At(x, y).RGBA()
			if d := int(a>>8) - int(b>>8); d > 24 || d < -24 {
				off++
			}
		}
	}
	return float64(off) / float64(got.Rect.Dx()*got.Rect.Dy())
}

func writePNG(t *testing.T, name string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readPNG(t *testing.T, name string) image.Image {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}
