package typeset

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// glyphKey is a glyph at a size and at a quarter of a pixel.
type glyphKey struct {
	face    *font.Face
	id      font.GID
	size    fixed.Int26_6
	quarter uint8
}

// glyphMask is a drawn glyph, and where it is from the pen.
type glyphMask struct {
	mask   *image.Alpha // nil: nothing is seen
	dx, dy int
}

// glyphCache keeps drawn glyphs, up to a bound.
type glyphCache struct {
	mu         sync.Mutex
	masks      map[glyphKey]glyphMask
	bytes      int
	rasterizer vector.Rasterizer
}

// cacheBytes bounds the drawn glyphs: some thousands, more than any screen has.
const cacheBytes = 8 << 20

// get gives a glyph, drawn when it is first needed. c.mu is held.
func (c *glyphCache) get(k glyphKey) glyphMask {
	if m, ok := c.masks[k]; ok {
		return m
	}
	if c.masks == nil || c.bytes > cacheBytes {
		c.masks, c.bytes = map[glyphKey]glyphMask{}, 0
	}
	m := c.draw(k)
	c.masks[k] = m
	if m.mask != nil {
		c.bytes += len(m.mask.Pix) + 128
	}
	return m
}

func (c *glyphCache) draw(k glyphKey) glyphMask {
	outline, ok := k.face.GlyphData(k.id).(font.GlyphOutline)
	if !ok || len(outline.Segments) == 0 {
		return glyphMask{}
	}
	scale := float32(k.size) / 64 / float32(k.face.Upem())
	shift := float32(k.quarter) / 4
	x0, y0, x1, y1 := bounds(outline, scale, shift)
	left, top := floor(x0), floor(y0)
	w, h := floor(x1)-left+2, floor(y1)-top+2
	c.rasterizer.Reset(w, h)
	at := func(p opentype.SegmentPoint) (x, y float32) {
		return p.X*scale + shift - float32(left), -p.Y*scale - float32(top)
	}
	trace(&c.rasterizer, outline, at)
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	c.rasterizer.DrawOp = draw.Src
	c.rasterizer.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return glyphMask{mask, left, top}
}

func bounds(o font.GlyphOutline, scale, shift float32) (x0, y0, x1, y1 float32) {
	x0, y0, x1, y1 = math.MaxFloat32, math.MaxFloat32, -math.MaxFloat32, -math.MaxFloat32
	for _, s := range o.Segments {
		for _, p := range s.ArgsSlice() {
			x, y := p.X*scale+shift, -p.Y*scale
			x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
		}
	}
	return x0, y0, x1, y1
}

func trace(r *vector.Rasterizer, o font.GlyphOutline, at func(opentype.SegmentPoint) (x, y float32)) {
	open := false
	for _, s := range o.Segments {
		ax, ay := at(s.Args[0])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				r.ClosePath()
			}
			r.MoveTo(ax, ay)
			open = true
		case opentype.SegmentOpLineTo:
			r.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			bx, by := at(s.Args[1])
			r.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			bx, by := at(s.Args[1])
			cx, cy := at(s.Args[2])
			r.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	if open {
		r.ClosePath()
	}
}

func floor(f float32) int { return int(math.Floor(float64(f))) }

// Draw draws the layout with its top left corner at a point, aligned in a box of a width.
func (l *Layout) Draw(dst draw.Image, at image.Point, width int, c color.Color) {
	cache := &l.engine.glyphs
	cache.mu.Lock()
	defer cache.mu.Unlock()
	ink := image.NewUniform(c)
	for _, ln := range l.lines {
		left := fixed.I(at.X) + l.left(ln, width)
		base := at.Y + ln.baseline
		for _, r := range ln.runs {
			pen := left + r.x
			for _, g := range r.Glyphs {
				x := pen + g.XOffset
				y := base - g.YOffset.Round()
				m := cache.get(glyphKey{r.Face, g.GlyphID, r.Size, uint8((x & 63) >> 4)})
				if m.mask != nil {
					box := m.mask.Rect.Add(image.Pt(x.Floor()+m.dx, y+m.dy))
					draw.DrawMask(dst, box, ink, image.Point{}, m.mask, image.Point{}, draw.Over)
				}
				pen += g.Advance
			}
		}
	}
}
