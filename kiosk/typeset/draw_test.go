package typeset

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"sync"
	"testing"
)

// painted returns where a picture is not empty.
func painted(img *image.RGBA) image.Rectangle {
	var box image.Rectangle
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			if img.RGBAAt(x, y).A != 0 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

func TestInkStaysWithinBounds(t *testing.T) {
	e := NewEngine()
	const width = 360
	canvas := image.Rect(-200, -200, width+200, 900)
	for _, s := range samples() {
		for _, align := range []Align{Start, Center, End} {
			for _, size := range []float32{13.7, 28, 51} {
				l := e.Layout(s.title+"\n"+s.text, Style{Lang: s.lang, Size: size, Align: align, MaxLines: 6}, width)
				img := image.NewRGBA(canvas)
				l.Draw(img, image.Point{}, width, color.Black)
				ink, bounds := painted(img), l.Bounds(width)
				if !ink.In(bounds) {
					t.Errorf("%s, align %d, size %v: ink %v is outside of %v", s.lang, align, size, ink, bounds)
				}
				if !bounds.In(ink.Inset(-3)) {
					t.Errorf("%s, align %d, size %v: bounds %v are far from the ink %v", s.lang, align, size, bounds, ink)
				}
			}
		}
	}
}

func TestNastaliqReachesOverItsBox(t *testing.T) {
	l := NewEngine().Layout("کسی بھی وقت", Style{Lang: "ur", Size: 40}, 300)
	if b := l.Bounds(300); b.In(image.Rect(0, 0, 300, l.Height)) {
		t.Errorf("ink %v stays in the box of 300 by %d: if this is so now, callers need no room for it", b, l.Height)
	}
}

func TestAPictureOfAnyKindGetsTheSameText(t *testing.T) {
	l := NewEngine().Layout("Zażółć ضرورت", Style{Lang: "pl", Size: 24}, 0)
	box := image.Rect(0, 0, l.Width, l.Height)
	rgba, nrgba := image.NewRGBA(box), image.NewNRGBA(box)
	for _, img := range []draw.Image{rgba, nrgba} {
		draw.Draw(img, box, image.White, image.Point{}, draw.Src)
		l.Draw(img, image.Point{}, 0, color.NRGBA{0x20, 0x40, 0x60, 0xff})
	}
	for i := range rgba.Pix {
		if d := int(rgba.Pix[i]) - int(nrgba.Pix[i]); d < -1 || d > 1 {
			t.Fatalf("byte %d is %d on one picture and %d on the other", i, rgba.Pix[i], nrgba.Pix[i])
		}
	}
}

// TestTransparentInkBlendsAsIfDrawnAtOnce holds premultiplied alpha: text drawn on an empty
// picture which is then laid over a ground looks like text drawn on the ground.
func TestTransparentInkBlendsAsIfDrawnAtOnce(t *testing.T) {
	l := NewEngine().Layout("Welcome স্বাগতম", Style{Lang: "bn", Size: 24}, 0)
	box := image.Rect(0, 0, l.Width, l.Height)
	ink, ground := color.NRGBA{0xd0, 0x30, 0x10, 0x90}, image.NewUniform(color.NRGBA{0xf0, 0xe0, 0x80, 0xff})

	direct := image.NewRGBA(box)
	draw.Draw(direct, box, ground, image.Point{}, draw.Src)
	l.Draw(direct, image.Point{}, 0, ink)

	layer, laid := image.NewRGBA(box), image.NewRGBA(box)
	l.Draw(layer, image.Point{}, 0, ink)
	draw.Draw(laid, box, ground, image.Point{}, draw.Src)
	draw.Draw(laid, box, layer, image.Point{}, draw.Over)

	for i := 0; i < len(layer.Pix); i += 4 {
		if p := layer.Pix[i : i+4]; p[0] > p[3] || p[1] > p[3] || p[2] > p[3] {
			t.Fatalf("pixel %d is %v: brighter than it is opaque", i/4, p)
		}
		for k := range 4 {
			if d := int(direct.Pix[i+k]) - int(laid.Pix[i+k]); d < -2 || d > 2 {
				t.Fatalf("pixel %d: %v drawn at once, %v laid over", i/4, direct.Pix[i:i+4], laid.Pix[i:i+4])
			}
		}
	}
}

func TestManyDrawersGetTheSamePictures(t *testing.T) {
	want := map[string]*image.RGBA{}
	for _, s := range samples() {
		want[s.lang] = page(NewEngine(), s)
	}
	e := NewEngine()
	var all sync.WaitGroup
	for range 3 {
		for _, s := range samples() {
			all.Go(func() {
				if got := page(e, s); !bytes.Equal(got.Pix, want[s.lang].Pix) {
					t.Errorf("%s looks different when others draw at the same time", s.lang)
				}
			})
		}
	}
	all.Wait()
}

func TestDrawnGlyphsAreForgottenBeforeTheyFillTheMemory(t *testing.T) {
	e := NewEngine()
	c := &e.glyphs
	most := 0
	for size := float32(20); size < 200; size += 3 {
		for _, s := range samples() {
			l := e.Layout(s.title, Style{Lang: s.lang, Size: size, Weight: Bold}, 0)
			l.Draw(image.NewRGBA(image.Rect(0, 0, 10, 10)), image.Point{}, 0, color.Black)
			held := 0
			for _, m := range c.recent {
				held += cost(m)
			}
			for _, m := range c.old {
				held += cost(m)
			}
			if held != c.bytes+c.oldBytes {
				t.Fatalf("%d bytes are held, %d counted", held, c.bytes+c.oldBytes)
			}
			most = max(most, held)
		}
	}
	if most > cacheBytes {
		t.Errorf("the cache grew to %d bytes, more than %d", most, cacheBytes)
	}
	if most < cacheBytes/2 {
		t.Errorf("the cache never filled (%d bytes), so this proves nothing", most)
	}
}

func TestALetterLargerThanTheCacheIsStillDrawn(t *testing.T) {
	e := NewEngine()
	for _, w := range []Weight{Regular, Bold} {
		l := e.Layout("﷽", Style{Lang: "ar", Size: maxSize * 10, Weight: w}, 0)
		if b := l.Bounds(0); b.Dx()*b.Dy() < cacheBytes/2 {
			t.Fatalf("the largest letter has the bounds %v, which a cache would hold", b)
		}
	}
	if held := e.glyphs.bytes + e.glyphs.oldBytes; held > cacheBytes {
		t.Errorf("the cache holds %d bytes", held)
	}
}
