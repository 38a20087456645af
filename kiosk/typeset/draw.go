package typeset

import (
	"image"
	"image/color"
	"image/draw"
)

// Draw draws the layout with the top left corner of its box at a point, aligned in a box of a
// width. Ink may lie outside the box: see [Layout.Bounds].
//
// Colours of any transparency blend as premultiplied alpha does. An *image.RGBA is drawn on
// without a call a pixel, by image/draw's own path for glyphs.
func (l *Layout) Draw(dst draw.Image, at image.Point, width int, c color.Color) {
	ink := image.NewUniform(c)
	for _, ln := range l.lines {
		origin := at.Add(image.Pt(l.left(ln, width), ln.baseline))
		for _, g := range ln.glyphs {
			mask, zero := l.engine.glyphs.get(g, origin)
			if mask != nil {
				draw.DrawMask(dst, mask.Rect.Add(zero), ink, image.Point{}, mask, mask.Rect.Min, draw.Over)
			}
		}
	}
}
