package typeset

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// FuzzLayout sets any text in any style: nothing panics, nothing is lost, and no line is
// longer than a word can help.
func FuzzLayout(f *testing.F) {
	for i, s := range samples() {
		f.Add(s.title+"\n"+s.text, uint8(i), 300, float32(24), 0)
		f.Add(s.text, uint8(i+1), 1, float32(9.5), 2)
	}
	f.Add("\u202e\u2066\u2069\u2069abc \u2067(\u05d0)\u202c", uint8(2), 40, float32(30), 1)
	f.Add("e\u0301\u200d\u200c\u0903\u09cd\u200d\u0e01\u0e4d\xff\x00", uint8(1), 7, float32(20), 3)
	f.Add("👨\u200d👩\u200d👧 क्\u200dष ﷽ \u2028\u2029 \u3000\u00a0", uint8(3), 30, float32(15), 0)
	e := NewEngine()
	picture := image.NewRGBA(image.Rect(0, 0, 40, 40))
	f.Fuzz(func(t *testing.T, text string, lang uint8, width int, size float32, most int) {
		if len(text) > 2000 {
			return // a longer text only takes longer
		}
		st := Style{Lang: languages[int(lang)%len(languages)], Size: size, Weight: Weight(lang & 1), Align: Align(lang % 3), MaxLines: most}
		l := e.Layout(text, st, width)
		if l.Lines() < 1 || most > 0 && l.Lines() > most || l.Height != l.Lines()*st.lineHeight() {
			t.Errorf("%d lines of at most %d, %d high", l.Lines(), most, l.Height)
		}
		if st.size() < 64 { // large letters only take longer
			l.Draw(picture, image.Pt(3, 3), width, color.NRGBA{1, 2, 3, 200})
		}

		longest := e.LongestWord(text, st)
		st.MaxLines = 0
		if width >= longest && width > 0 && width < math.MaxInt32 {
			if l := e.Layout(text, st, width); l.Width > width {
				t.Errorf("a line is %d wide in %d, the longest word %d", l.Width, width, longest)
			}
		}
		s := e.take()
		defer e.give(s)
		rows, _ := e.rows(s, text, st, units(width, st))
		var of *measured
		at := 0
		for _, r := range rows {
			if r.m != of {
				of, at = r.m, 0
			}
			if !r.m.begins[r.span.from] && r.span.to > 0 {
				t.Fatalf("the line %q begins inside a glyph", string(r.m.text[r.span.from:r.span.to]))
			}
			if r.span.from != at || r.span.to < at || r.span.to == at && len(r.m.text) > 0 {
				t.Fatalf("a line is %v after %d", r.span, at)
			}
			at = r.span.to
			glyphs := 0
			for _, run := range r.m.cut(r.span) {
				glyphs += len(run.Glyphs)
			}
			if glyphs == 0 && len(r.m.text) > 0 {
				t.Fatalf("no glyph for %q", string(r.m.text[r.span.from:r.span.to]))
			}
		}
	})
}

// FuzzWords takes away and isolates any text: what is left is less, and isolating twice is
// isolating once.
func FuzzWords(f *testing.F) {
	for _, s := range samples() {
		f.Add(s.text)
	}
	f.Add("\u202d020 7946\u202c \xff")
	f.Fuzz(func(t *testing.T, text string) {
		if got := DeleteLast(text); len(text) > 0 && len([]rune(got)) >= len([]rune(text)) {
			t.Errorf("DeleteLast(%q) = %q", text, got)
		}
		if once := Isolate(text); Isolate(once) != once {
			t.Errorf("Isolate twice: %q", once)
		}
		levels := Levels([]rune(text), -1)
		for i, level := range levels {
			if level < 0 || level > maxDepth+1 {
				t.Errorf("level %d at %d", level, i)
			}
		}
	})
}
