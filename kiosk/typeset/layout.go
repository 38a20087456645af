package typeset

import (
	"image"
	"math"

	"golang.org/x/image/math/fixed"
)

// A Layout is text set for a width. It does not change any more, and several goroutines may
// draw it.
type Layout struct {
	Width  int // of the widest line, in pixels
	Height int // of all lines
	lines  []line
	style  Style
	engine *Engine
}

// Lines returns how many lines there are: never less than one.
func (l *Layout) Lines() int { return len(l.lines) }

// row is a line that has found its words, before its glyphs are placed.
type row struct {
	m    *measured
	b    breaks
	span span
}

// Layout sets text for a width in pixels; with no width, every paragraph is one line. A line
// feed begins a new paragraph; other white space counts as one space.
func (e *Engine) Layout(text string, st Style, width int) *Layout {
	s := e.take()
	defer e.give(s)
	rows, dots := e.rows(s, text, st, units(width, st))
	l := &Layout{style: st, engine: e, Height: len(rows) * st.lineHeight()}
	top := e.baseline(s, st)
	for i, r := range rows {
		runs := r.m.cut(r.m.trimmed(r.span))
		if i == len(rows)-1 {
			runs = append(runs, dots...)
		}
		ln := place(runs, st)
		ln.baseline = top + i*st.lineHeight()
		l.lines = append(l.lines, ln)
		l.Width = max(l.Width, ln.width.Ceil())
	}
	return l
}

// rows finds the lines of a text, and the dots to put after the last when there were more.
func (e *Engine) rows(s *shaper, text string, st Style, room int) (rows []row, dots []run) {
	for _, par := range paragraphs(text) {
		if tooMany(rows, st) {
			break
		}
		m := e.measure(s, par, st)
		b := s.breaksOf(m)
		for _, sp := range m.wrap(b, room) {
			rows = append(rows, row{m, b, sp})
		}
	}
	if tooMany(rows, st) {
		rows = rows[:st.MaxLines]
		dots = e.shortenLast(s, rows, st, room)
	}
	return rows, dots
}

func tooMany(rows []row, st Style) bool { return st.MaxLines > 0 && len(rows) > st.MaxLines }

// shortenLast makes room on the last line for the dots that say there was more, and returns
// them. They go where the line ends in its own direction.
func (e *Engine) shortenLast(s *shaper, rows []row, st Style, room int) []run {
	m := e.measure(s, []rune("…"), st)
	last := &rows[len(rows)-1]
	last.span = last.m.shorten(last.span, last.b, room-m.before[len(m.text)])
	return m.runs
}

// units returns how many of the shaper's units fit into a width; no width has room for all.
func units(width int, st Style) int {
	if width <= 0 {
		return math.MaxInt
	}
	return int(float64(width)*unitsPerEm/float64(st.size()) + rounding)
}

// rounding is what float64 may be wrong by, in units or in pixels: far less than is seen.
const rounding = 1e-6

// LongestWord returns the width in pixels of the widest piece of text that no line can break
// inside. A layout of at least this width splits no word, so that a card can choose smaller
// letters instead.
func (e *Engine) LongestWord(text string, st Style) int {
	s := e.take()
	defer e.give(s)
	widest := 0
	for _, par := range paragraphs(text) {
		m := e.measure(s, par, st)
		widest = max(widest, m.longest(s.breaksOf(m)))
	}
	return int(math.Ceil(float64(widest)*float64(st.size())/unitsPerEm - rounding))
}

// pixels scales the shaper's units to a style's size.
func pixels(units int, st Style) fixed.Int26_6 {
	return fixed.Int26_6(math.Round(float64(units) * float64(st.size()) / perEm))
}

// baseline returns the line on which the first line's letters sit: the face's own height in the
// middle of the line's. It depends on the style alone.
func (e *Engine) baseline(s *shaper, st Style) int {
	ascent, descent := st.size()*0.8, st.size()*0.2
	if f := e.chooser(s, st).own(); f != nil {
		if of, ok := f.FontHExtents(); ok {
			scale := st.size() / float32(f.Upem())
			ascent, descent = of.Ascender*scale, -of.Descender*scale
		}
	}
	return int(math.Round(float64((float32(st.lineHeight())-ascent-descent)/2 + ascent)))
}

// left returns where a line begins, in a box of a width. Lines begin on whole pixels, so that
// the same word looks the same wherever it is.
func (l *Layout) left(ln line, width int) int {
	if width <= 0 {
		width = l.Width
	}
	free := width - ln.width.Ceil()
	switch {
	case l.style.Align == Center:
		return free / 2
	case (l.style.Align == End) != l.style.rtl():
		return free
	}
	return 0
}

// Bounds returns where ink is in a box of a width, from its top left corner. Letters reach
// beyond their box, Nastaliq most of all: a picture of the size of the box would cut them.
func (l *Layout) Bounds(width int) image.Rectangle {
	var ink image.Rectangle
	for _, ln := range l.lines {
		origin := image.Pt(l.left(ln, width), ln.baseline)
		for _, g := range ln.glyphs {
			mask, at := l.engine.glyphs.get(g, origin)
			if mask != nil {
				ink = ink.Union(mask.Rect.Add(at))
			}
		}
	}
	return ink
}
