package typeset

import (
	"image"
	"image/draw"
	"math"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// cacheBytes bounds the drawn glyphs: some thousands, more than any screen has.
const cacheBytes = 3 << 20

// entryBytes is what a drawn glyph costs besides its picture.
const entryBytes = 192

// glyphCache keeps drawn glyphs. When what it has drawn lately reaches half of its bound, it
// forgets what was not used since the last time: the letters of a language that somebody has
// just left, and never a whole screen at once.
type glyphCache struct {
	mu          sync.Mutex
	faces       map[*font.Font]*font.Face
	recent, old map[glyphKey]*image.Alpha // nil: the glyph has no ink
	bytes       int                       // of recent
	oldBytes    int
	rasterizer  vector.Rasterizer
}

// glyphKey is a glyph at a size and at quarters of a pixel. Letters that hang on each other,
// as in Nastaliq, need the quarters of y to meet.
type glyphKey struct {
	font   *font.Font
	id     font.GID
	size   fixed.Int26_6
	qx, qy uint8
}

// get returns a glyph's picture for a place, from the origin of its line, and where the
// picture's own zero goes. The picture is nil when there is nothing to see.
func (c *glyphCache) get(g glyph, origin image.Point) (*image.Alpha, image.Point) {
	x, y := g.x+8, g.y+8 // to the nearest quarter
	k := glyphKey{font: g.font, id: g.id, size: g.size, qx: uint8(x & 63 >> 4), qy: uint8(y & 63 >> 4)}
	return c.mask(k), origin.Add(image.Pt(x.Floor(), y.Floor()))
}

func (c *glyphCache) mask(k glyphKey) *image.Alpha {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m, ok := c.recent[k]; ok {
		return m
	}
	m, ok := c.old[k]
	if ok {
		delete(c.old, k)
		c.oldBytes -= cost(m)
	} else {
		m = c.draw(k)
	}
	if c.recent == nil || c.bytes+cost(m) > cacheBytes/2 {
		c.old, c.oldBytes = c.recent, c.bytes
		c.recent, c.bytes = map[glyphKey]*image.Alpha{}, 0
	}
	if cost(m) <= cacheBytes/2 { // a letter as large as a wall is drawn each time
		c.recent[k] = m
		c.bytes += cost(m)
	}
	return m
}

func cost(m *image.Alpha) int {
	if m == nil {
		return entryBytes
	}
	return entryBytes + len(m.Pix)
}

// draw fills a glyph's outline. c.mu is held.
func (c *glyphCache) draw(k glyphKey) *image.Alpha {
	outline, ok := c.face(k.font).GlyphDataOutline(k.id)
	if !ok || len(outline.Segments) == 0 {
		if k.id == 0 {
			return box(k)
		}
		return nil
	}
	scale := float32(k.size) / 64 / float32(k.font.Upem())
	dx, dy := float32(k.qx)/4, float32(k.qy)/4
	at := func(p opentype.SegmentPoint) (x, y float32) { return p.X*scale + dx, dy - p.Y*scale }
	box := bounds(outline, at)
	c.rasterizer.Reset(box.Dx(), box.Dy())
	trace(&c.rasterizer, outline, func(p opentype.SegmentPoint) (x, y float32) {
		x, y = at(p)
		return x - float32(box.Min.X), y - float32(box.Min.Y)
	})
	mask := image.NewAlpha(image.Rectangle{Max: box.Size()})
	c.rasterizer.DrawOp = draw.Src
	c.rasterizer.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	mask.Rect = box
	return mask
}

// box draws what stands for a letter that no face has: never nothing, so that a name is seen to be
// there. The faces' own boxes are left out of the embedded files.
func box(k glyphKey) *image.Alpha {
	em := float64(k.size) / 64
	thick := max(int(em*0.06+0.5), 1)
	r := image.Rect(int(em*0.08), -int(em*0.7+0.5), int(em*0.52+0.5), 0)
	mask := image.NewAlpha(r)
	draw.Draw(mask, r, image.Opaque, image.Point{}, draw.Src)
	draw.Draw(mask, r.Inset(thick), image.Transparent, image.Point{}, draw.Src)
	return mask
}

// face returns the cache's own view of a font: faces are for one goroutine at a time.
func (c *glyphCache) face(f *font.Font) *font.Face {
	if c.faces[f] == nil {
		if c.faces == nil {
			c.faces = map[*font.Font]*font.Face{}
		}
		c.faces[f] = font.NewFace(f)
	}
	return c.faces[f]
}

// bounds returns the pixels that an outline touches. Curves stay within their control points.
func bounds(o font.GlyphOutline, at func(opentype.SegmentPoint) (x, y float32)) image.Rectangle {
	x0, y0 := float32(math.MaxFloat32), float32(math.MaxFloat32)
	x1, y1 := -x0, -y0
	for i := range o.Segments {
		for _, p := range o.Segments[i].ArgsSlice() {
			x, y := at(p)
			x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
		}
	}
	return image.Rect(floor(x0), floor(y0), floor(x1)+1, floor(y1)+1)
}

func floor(f float32) int { return int(math.Floor(float64(f))) }

// trace returns an outline to the rasterizer.
func trace(r *vector.Rasterizer, o font.GlyphOutline, at func(opentype.SegmentPoint) (x, y float32)) {
	open := false
	for i := range o.Segments {
		s := &o.Segments[i]
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
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
			r.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			r.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	if open {
		r.ClosePath()
	}
}
