package typeset

import (
	"image"
	"image/color"
	"testing"
)

// A letter that no face has is a box, never nothing, and is named to editors.
func TestCaseALetterThatNoFaceHasIsABox(t *testing.T) {
	e := NewEngine()
	for name, text := range map[string]string{
		"Thai": "ศูนย์", "Khmer": "មន្ទីរ", "Tamil": "மையம்", "Amharic": "ማዕከል", "Korean": "센터", "Armenian": "Կենտրոն", "Cherokee": "ᏣᎳᎩ",
	} {
		if len(e.Lacks(text, "en")) == 0 {
			continue // a face has come for it since
		}
		for _, w := range []Weight{Regular, Bold} {
			l := e.Layout(text, Style{Lang: "en", Size: 40, Weight: w}, 0)
			img := image.NewRGBA(image.Rect(0, 0, l.Width+20, l.Height+20))
			l.Draw(img, image.Pt(10, 10), l.Width, color.Black)
			ink := 0
			for i := 3; i < len(img.Pix); i += 4 {
				if img.Pix[i] > 0 {
					ink++
				}
			}
			if ink < 200 || l.Width < 20 {
				t.Errorf("%s %v: %d pixels of ink, %d wide", name, w, ink, l.Width)
			}
		}
	}
	for _, text := range []string{"St John’s Surgery, E1", "মেডো রোড", "مركز صحي", "\u202aZażółć\u200d", "社区中心"} {
		if gone := e.Lacks(text, "en"); len(gone) > 0 {
			t.Errorf("%q: %q has a face", text, gone)
		}
	}
	if gone := string(e.Lacks("日本Կ Կentre", "en")); gone != "Կ" {
		t.Errorf("lacking are %q", gone)
	}
}
