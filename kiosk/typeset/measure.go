package typeset

import (
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// perEm is the size that text is shaped at. Nothing here is hinted, so that every other size
// is this one scaled. It is go-text's only way to exact fractions too: its shaper rounds a
// size up to whole units.
const perEm = 1000

// unitsPerEm is how many of the shaper's units are in an em: fixed.Int26_6 counts 64ths.
const unitsPerEm = perEm * 64

// measured is a paragraph shaped on one endless line.
type measured struct {
	text   []rune
	base   int8   // the level of the paragraph
	runs   []run  // in the order of the text
	before []int  // before[i] is how far the text before rune i reaches, in units; before[len(text)] is all
	begins []bool // whether a cluster of glyphs begins at the rune: no line may break inside one
}

// run is text of one level, one script and one face.
type run struct {
	shaping.Output
	level int8
}

// measure shapes a paragraph.
func (e *Engine) measure(s *shaper, text []rune, st Style) *measured {
	m := &measured{text: text, before: make([]int, len(text)+1), begins: make([]bool, len(text)+1)}
	if st.rtl() {
		m.base = 1
	}
	m.begins[len(text)] = true
	if len(text) == 0 {
		return m
	}
	levels := Levels(text, m.base)
	for _, part := range e.parts(s, text, levels, st) {
		m.runs = append(m.runs, run{s.harfbuzz.ShapeNoExtents(part), levels[part.RunStart]})
	}
	m.widenSpaces()
	for _, r := range m.runs {
		for i := range r.Glyphs {
			at := r.Glyphs[i].TextIndex()
			m.begins[at] = true
			m.before[at+1] += int(r.Glyphs[i].Advance)
		}
	}
	for i := range text {
		m.before[i+1] += m.before[i]
	}
	return m
}

// parts cuts a paragraph where its level, script or face changes. Direction comes from our
// levels: go-text's are overwritten, and where only they changed the parts are joined again.
func (e *Engine) parts(s *shaper, text []rune, levels []int8, st Style) []shaping.Input {
	whole := shaping.Input{
		Text: text, RunEnd: len(text), Direction: towards(levels[0]),
		Size: fixed.I(perEm), Language: language.NewLanguage(st.Lang),
	}
	if st.rtl() {
		whole.Direction = di.DirectionRTL
	}
	var parts []shaping.Input
	for _, part := range s.parts.Split(whole, e.chooser(s, st)) {
		for from := part.RunStart; from < part.RunEnd; {
			to := from + 1
			for to < part.RunEnd && levels[to] == levels[from] {
				to++
			}
			one := part
			one.RunStart, one.RunEnd, one.Direction = from, to, towards(levels[from])
			if n := len(parts); n > 0 && continues(parts[n-1], one, levels) {
				parts[n-1].RunEnd = to
			} else {
				parts = append(parts, one)
			}
			from = to
		}
	}
	return parts
}

func continues(a, b shaping.Input, levels []int8) bool {
	return levels[a.RunStart] == levels[b.RunStart] && a.Script == b.Script && a.Face == b.Face && a.Language == b.Language
}

func towards(level int8) di.Direction {
	if level&1 == 1 {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}

// widenSpaces makes a space between two faces as wide as the wider of theirs. Nastaliq's is
// made for words that lean over each other and is half of Latin's: a telephone number would
// touch the word before it.
func (m *measured) widenSpaces() {
	for i := 1; i < len(m.runs); i++ {
		a, b := &m.runs[i-1], &m.runs[i]
		if a.Face == b.Face {
			continue
		}
		least, seam := max(space(a.Face), space(b.Face)), b.Runes.Offset
		before, after := seam-1, seam
		for before > a.Runes.Offset && unseen(m.text[before]) {
			before--
		}
		for after < seam+b.Runes.Count-1 && unseen(m.text[after]) {
			after++
		}
		if m.text[before] == ' ' {
			a.widen(before, least)
		}
		if m.text[after] == ' ' {
			b.widen(after, least)
		}
	}
}

// space is how wide a face's space is, in units.
func space(f *font.Face) fixed.Int26_6 {
	id, ok := f.NominalGlyph(' ')
	if !ok {
		return 0
	}
	return fixed.Int26_6(f.HorizontalAdvance(id) * unitsPerEm / float32(f.Upem()))
}

// widen makes the glyph of one rune at least so wide.
func (r *run) widen(at int, least fixed.Int26_6) {
	for i := range r.Glyphs {
		if g := &r.Glyphs[i]; g.TextIndex() == at {
			g.Advance = max(g.Advance, least)
		}
	}
}

// span is a part of a paragraph: the runes from one to before the other.
type span struct{ from, to int }

// trimmed is a span without what takes no room at the end of a line. It is found in the
// order of the text (L1 of UAX #9), wherever on the line it is seen.
func (m *measured) trimmed(s span) span {
	for s.to > s.from && hangs(m.text[s.to-1]) {
		s.to--
	}
	return s
}

// width returns the room that a span takes on a line, in units.
func (m *measured) width(s span) int {
	s = m.trimmed(s)
	return m.before[s.to] - m.before[s.from]
}

// cut returns the runs of a span, in the order of the text.
func (m *measured) cut(s span) []run {
	var runs []run
	for _, r := range m.runs {
		if r.Runes.Offset >= s.to || r.Runes.Offset+r.Runes.Count <= s.from {
			continue
		}
		first, end := len(r.Glyphs), 0
		for i := range r.Glyphs {
			if at := r.Glyphs[i].TextIndex(); at >= s.from && at < s.to {
				first, end = min(first, i), i+1
			}
		}
		if first < end {
			r.Glyphs = r.Glyphs[first:end]
			runs = append(runs, r)
		}
	}
	return runs
}
