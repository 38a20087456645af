package typeset

import (
	"slices"

	"github.com/go-text/typesetting/font"
	"golang.org/x/image/math/fixed"
)

// line is one line, its glyphs placed.
type line struct {
	glyphs   []glyph
	width    fixed.Int26_6
	baseline int // from the top of the layout
}

// glyph is a glyph and its place, from the left end of its line and from the baseline.
type glyph struct {
	font *font.Font
	id   font.GID
	size fixed.Int26_6
	x, y fixed.Int26_6 // y grows downwards
}

// place puts the runs of a line into the order in which they are seen, and their glyphs at
// their places.
func place(runs []run, st Style) line {
	levels := make([]int8, len(runs))
	count := 0
	for i, r := range runs {
		levels[i] = r.level
		count += len(r.Glyphs)
	}
	ln := line{glyphs: make([]glyph, 0, count)}
	pen, size := 0, fixed.Int26_6(st.size()*64)
	for _, i := range visualOrder(levels) {
		r := runs[i]
		for k := range r.Glyphs {
			g := &r.Glyphs[k]
			ln.glyphs = append(ln.glyphs, glyph{
				font: r.Face.Font, id: g.GlyphID, size: size,
				x: pixels(pen+int(g.XOffset), st), y: -pixels(int(g.YOffset), st),
			})
			pen += int(g.Advance)
		}
	}
	ln.width = pixels(pen, st)
	return ln
}

// visualOrder is L2 of UAX #9: from the highest level down to the lowest odd one, everything
// at that level or above is turned round. It returns, from left to right, which one is there.
func visualOrder(levels []int8) []int {
	order := make([]int, len(levels))
	highest, lowestOdd := int8(0), int8(maxDepth+1)
	for i, level := range levels {
		order[i] = i
		highest = max(highest, level)
		if level&1 == 1 {
			lowestOdd = min(lowestOdd, level)
		}
	}
	for level := highest; level >= lowestOdd; level-- {
		for i := 0; i < len(order); i++ {
			from := i
			for i < len(order) && levels[order[i]] >= level {
				i++
			}
			slices.Reverse(order[from:i])
		}
	}
	return order
}
