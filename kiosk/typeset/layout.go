package typeset

import (
	"image"
	"strings"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// An Align is the side that lines stand at, in the reading direction of the language.
type Align int

// The sides.
const (
	Start Align = iota
	Center
	End
)

// A Style is how a paragraph is set.
type Style struct {
	Lang     string  // BCP 47: decides direction, faces and the height of lines
	Size     float32 // pixels per em
	Weight   Weight
	Align    Align
	MaxLines int // 0 means as many as it takes; the last of fewer ends in "…"
}

// A Layout is text set for a width. It does not change any more.
type Layout struct {
	Width  int // of the widest line, in pixels
	Height int // of all lines
	lines  []line
	style  Style
	engine *Engine
}

// line is one line, its runs from left to right.
type line struct {
	runs     []run
	width    fixed.Int26_6
	baseline int // from the top
}

type run struct {
	shaping.Output
	x fixed.Int26_6 // from the line's left edge
}

// Lines gives how many lines there are.
func (l *Layout) Lines() int { return len(l.lines) }

// unbounded is a width that no text reaches.
const unbounded = 1 << 20

// Layout sets text for a width in pixels; with no width, every paragraph is one line. A line
// feed begins a new line.
func (e *Engine) Layout(text string, st Style, width int) *Layout {
	if width <= 0 {
		width = unbounded
	}
	s := e.shapers.Get().(*shaper) //nolint:errcheck // the pool holds nothing else
	defer e.shapers.Put(s)
	l := &Layout{style: st, engine: e}
	for par := range strings.SplitSeq(text, "\n") {
		if st.MaxLines > 0 && len(l.lines) >= st.MaxLines {
			break
		}
		e.paragraph(s, l, []rune(par), width)
	}
	height := lineHeight(st)
	for i := range l.lines {
		l.Width = max(l.Width, l.lines[i].width.Ceil())
		l.lines[i].baseline += i * height
	}
	l.Height = height * len(l.lines)
	return l
}

// lineHeight is the same for every line of a style, whatever it holds.
func lineHeight(st Style) int { return int(st.Size*LineHeight(st.Lang) + 0.5) }

// paragraph adds the lines of one paragraph.
func (e *Engine) paragraph(s *shaper, l *Layout, text []rune, width int) {
	if len(text) == 0 {
		text = []rune{' '}
	}
	st := l.style
	dir, base := di.DirectionLTR, int8(0)
	if RTL(st.Lang) {
		dir, base = di.DirectionRTL, 1
	}
	levels := Levels(text, base)
	chooser := &faceChooser{engine: e, lang: st.Lang, weight: st.Weight}
	input := shaping.Input{
		Text: text, RunEnd: len(text), Direction: dir,
		Size: fixed.Int26_6(st.Size * 64), Language: language.NewLanguage(st.Lang),
	}
	var shaped []shaping.Output
	for _, part := range s.segmenter.Split(input, chooser) { // by direction, script and face
		for from := part.RunStart; from < part.RunEnd; { // and by level
			to := from + 1
			for to < part.RunEnd && levels[to] == levels[from] {
				to++
			}
			one := part
			one.RunStart, one.RunEnd = from, to
			shaped = append(shaped, s.harfbuzz.Shape(one))
			from = to
		}
	}
	config := shaping.WrapConfig{Direction: dir, BreakPolicy: shaping.WhenNecessary}
	if st.MaxLines > 0 {
		config.TruncateAfterLines = st.MaxLines - len(l.lines)
		dots := input
		dots.Text, dots.RunStart, dots.RunEnd = []rune("…"), 0, 1
		dots.Face, dots.Script = e.face(latin, st.Weight), language.Latin
		config.Truncator = s.harfbuzz.Shape(dots)
	}
	wrapped, _ := s.wrapper.WrapParagraphF(config, fixed.I(width), text, shaping.NewSliceIterator(shaped))
	baseline := e.baseline(chooser, st)
	for _, w := range wrapped {
		l.lines = append(l.lines, newLine(w, text, levels, baseline))
	}
}

// baseline gives where the letters of a line stand: the face's own middle in the middle of
// the line's height.
func (e *Engine) baseline(c *faceChooser, st Style) int {
	ascent, descent := st.Size*0.8, st.Size*0.2
	if f := c.main(); f != nil {
		if ex, ok := f.FontHExtents(); ok {
			k := st.Size / float32(f.Upem())
			ascent, descent = ex.Ascender*k, -ex.Descender*k
		}
	}
	return int((float32(lineHeight(st))-(ascent+descent))/2 + ascent + 0.5)
}

// newLine puts the runs of a wrapped line into visual order.
func newLine(wrapped shaping.Line, text []rune, levels []int8, baseline int) line {
	trimEnd(wrapped, text)
	ln := line{baseline: baseline}
	for _, i := range visualOrder(wrapped, levels) {
		o := wrapped[i]
		o.Glyphs = append([]shaping.Glyph(nil), o.Glyphs...) // the wrapper uses its memory again
		ln.runs = append(ln.runs, run{o, ln.width})
		ln.width += o.Advance
	}
	return ln
}

// trimEnd takes the width from the white space that is logically last in a line (L1). The
// wrapper's own trimming looks at the visual end only.
func trimEnd(wrapped shaping.Line, text []rune) {
	for k := len(wrapped) - 1; k >= 0; k-- {
		o := &wrapped[k]
		first, end := o.Runes.Offset, min(o.Runes.Offset+o.Runes.Count, len(text))
		start := end
		for start > first && (text[start-1] == ' ' || text[start-1] == '\t' || text[start-1] == 0x3000) {
			start--
		}
		if start < end {
			for i := range o.Glyphs {
				if o.Glyphs[i].TextIndex() >= start {
					o.Glyphs[i].Advance, o.Glyphs[i].XAdvance = 0, 0
				}
			}
			o.RecomputeAdvance()
		}
		if start > first {
			return
		}
	}
}

// visualOrder is L2 with real levels: what go-text offers knows only two.
func visualOrder(wrapped shaping.Line, levels []int8) []int {
	order := make([]int, len(wrapped))
	level := make([]int8, len(wrapped))
	highest, lowestOdd := int8(0), int8(maxDepth)
	for i := range wrapped {
		order[i] = i
		if at := wrapped[i].Runes.Offset; at < len(levels) {
			level[i] = levels[at]
		}
		highest = max(highest, level[i])
		if level[i]&1 == 1 {
			lowestOdd = min(lowestOdd, level[i])
		}
	}
	for at := highest; at >= lowestOdd && at > 0; at-- {
		for i := 0; i < len(order); i++ {
			if level[order[i]] < at {
				continue
			}
			j := i
			for j+1 < len(order) && level[order[j+1]] >= at {
				j++
			}
			for a, b := i, j; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
			i = j
		}
	}
	return order
}

// LongestWord gives the width in pixels of the widest piece of text that a line cannot break
// inside, so that a card can choose smaller letters rather than split a word.
func (e *Engine) LongestWord(text string, st Style) int {
	st.MaxLines = 0
	var seg segmenter.Segmenter
	runes := []rune(text)
	seg.Init(runes)
	longest := 0
	for it := seg.LineIterator(); it.Next(); {
		word := strings.TrimSpace(string(it.Line().Text))
		longest = max(longest, e.Layout(word, st, 0).Width)
	}
	return longest
}

// Bounds gives where ink may be, from the top left corner of the layout set for a width.
// Letters reach beyond their box, Nastaliq most of all.
func (l *Layout) Bounds(width int) image.Rectangle {
	var ink image.Rectangle
	for _, ln := range l.lines {
		left := l.left(ln, width)
		for _, r := range ln.runs {
			pen := left + r.x
			for _, g := range r.Glyphs {
				x, y := pen+g.XOffset+g.XBearing, fixed.I(ln.baseline)-g.YOffset-g.YBearing
				box := image.Rect(x.Floor(), y.Floor(), (x+g.Width).Ceil()+1, (y-g.Height).Ceil()+1)
				ink = ink.Union(box)
				pen += g.Advance
			}
		}
	}
	return ink
}

// left is where a line begins from the left, in a box of a width.
func (l *Layout) left(ln line, width int) fixed.Int26_6 {
	free := fixed.I(width) - ln.width
	align := l.style.Align
	if align == Center {
		return free / 2
	}
	if (align == End) != RTL(l.style.Lang) {
		return fixed.I(free.Floor())
	}
	return 0
}
