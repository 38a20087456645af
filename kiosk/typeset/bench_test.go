package typeset

import (
	"image"
	"image/color"
	"testing"
)

// BenchmarkLayout sets a sample: warm as on every screen but the first, cold with an engine
// that has read no face yet.
func BenchmarkLayout(b *testing.B) {
	for _, s := range samples() {
		st := Style{Lang: s.lang, Size: 28}
		b.Run(s.lang+"/cold", func(b *testing.B) {
			for b.Loop() {
				NewEngine().Layout(s.text, st, 560)
			}
		})
		b.Run(s.lang+"/warm", func(b *testing.B) {
			e := NewEngine()
			e.Layout(s.text, st, 560)
			b.ReportAllocs()
			for b.Loop() {
				e.Layout(s.text, st, 560)
			}
		})
	}
}

// BenchmarkScreen sets and draws as much as a full screen holds: twelve samples.
func BenchmarkScreen(b *testing.B) {
	for _, s := range samples() {
		screen := func(e *Engine, img *image.RGBA) {
			for i := range 12 {
				l := e.Layout(s.text, Style{Lang: s.lang, Size: 24}, 600)
				l.Draw(img, image.Pt(i%2*620, i/2*180), 600, color.Black)
			}
		}
		b.Run(s.lang+"/cold", func(b *testing.B) {
			img := image.NewRGBA(image.Rect(0, 0, 1280, 1080))
			for b.Loop() {
				screen(NewEngine(), img)
			}
		})
		b.Run(s.lang+"/warm", func(b *testing.B) {
			e, img := NewEngine(), image.NewRGBA(image.Rect(0, 0, 1280, 1080))
			screen(e, img)
			for b.Loop() {
				screen(e, img)
			}
		})
	}
}

// BenchmarkLongestWord measures what a card asks before it chooses its size.
func BenchmarkLongestWord(b *testing.B) {
	e := NewEngine()
	for _, s := range samples() {
		b.Run(s.lang, func(b *testing.B) {
			for b.Loop() {
				e.LongestWord(s.text, Style{Lang: s.lang, Size: 28})
			}
		})
	}
}

// BenchmarkLevels measures UAX #9 alone.
func BenchmarkLevels(b *testing.B) {
	for _, s := range samples() {
		text := []rune(s.text)
		b.Run(s.lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Levels(text, -1)
			}
		})
	}
}
