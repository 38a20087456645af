package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// A slab is a filled area without corners or edges.
//
// On a window it is a very thick line: without a graphics card, a thick line costs half of
// what a rectangle of the same area does, because less is asked of every pixel. The software
// painter, which draws pictures without a window, gets a rectangle.
type slab struct {
	look *Look
	rect *canvas.Rectangle
	line *canvas.Line
}

func newSlab(look *Look) slab {
	return slab{look: look, rect: canvas.NewRectangle(Clear), line: canvas.NewLine(Clear)}
}

func (s slab) objects() []fyne.CanvasObject { return []fyne.CanvasObject{s.rect, s.line} }

// place puts the slab somewhere, w and h pixels large; nothing of it is seen when one of them
// is 0. A line has an even height: what is over is drawn by the rectangle.
func (s slab) place(c color.NRGBA, x, y, w, h float32) {
	s.rect.FillColor, s.line.StrokeColor = c, c
	none := c == Clear || w < 1 || h < 1
	even := float32(int(h/2) * 2)
	s.line.Hidden = none || !s.look.OpenGL || even < thickEnough
	if s.line.Hidden {
		even = 0
	}
	s.rect.Hidden = none || even == h
	if !s.line.Hidden {
		s.line.StrokeWidth = even
		s.line.Position1, s.line.Position2 = fyne.NewPos(x, y+even/2), fyne.NewPos(x+w, y+even/2)
	}
	if !s.rect.Hidden {
		Place(s.rect, x, y+even, w, h-even)
	}
}

// thickEnough is the height from which a line is worth its own drawing, in pixels.
const thickEnough = 12

// A Ground is a plain colour behind other things.
type Ground struct {
	node
	colour color.NRGBA
	slab   slab
}

// NewGround makes a ground.
func NewGround(look *Look, c color.NRGBA) *Ground {
	g := &Ground{colour: c, slab: newSlab(look)}
	g.objects, g.lay = g.slab.objects(), func(s fyne.Size) { g.slab.place(g.colour, 0, 0, s.Width, s.Height) }
	g.ExtendBaseWidget(g)
	return g
}

// HeightFor implements Flow.
func (g *Ground) HeightFor(float32) float32 { return 0 }

// Wide implements Flow.
func (g *Ground) Wide() float32 { return 0 }

// A plate is a filled shape with round corners and a stroke.
//
// A rounded rectangle is the dearest thing that can be drawn without a graphics card: where
// it is large, only its corners are one, and the rest is slabs and thin bands.
type plate struct {
	look    *Look
	whole   *canvas.Rectangle    // a small plate is drawn in one
	corners [4]*canvas.Rectangle // top left, top right, bottom left, bottom right
	bands   [4]*canvas.Rectangle // top, bottom, left, right
	slabs   [3]slab              // top, middle, bottom
}

func newPlate(look *Look) *plate {
	p := &plate{look: look, whole: canvas.NewRectangle(Clear)}
	for i := range p.corners {
		p.corners[i], p.bands[i] = canvas.NewRectangle(Clear), canvas.NewRectangle(Clear)
	}
	for i := range p.slabs {
		p.slabs[i] = newSlab(look)
	}
	return p
}

// objects are in the order in which they are drawn: slabs cover the soft inner edges of the
// corners.
func (p *plate) objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{p.whole}
	for _, c := range p.corners {
		out = append(out, c)
	}
	for _, s := range p.slabs {
		out = append(out, s.objects()...)
	}
	for _, b := range p.bands {
		out = append(out, b)
	}
	return out
}

// wholeArea is up to how many pixels a plate is drawn in one: below it, many small pieces
// cost more than they save.
const wholeArea = 24000

// place lays the plate out. Its corner and its stroke are in pixels.
func (p *plate) place(fill, stroke color.NRGBA, width, corner, x, y, w, h float32) {
	p.hide()
	if stroke == Clear {
		width = 0
	}
	if fill == Clear && width == 0 || w < 1 || h < 1 {
		return
	}
	c := float32(int(min(corner, w/2, h/2)))
	if !p.look.OpenGL || w*h <= wholeArea || c <= width || 2*(c+width+1) > h {
		dress(p.whole, fill, stroke, width, corner)
		Place(p.whole, x, y, w, h)
		return
	}
	p.round(fill, stroke, width, c, x, y, w, h)
	p.slabs[0].place(fill, x+c, y+width, w-2*c, c-width)
	p.slabs[1].place(fill, x+width, y+c, w-2*width, h-2*c)
	p.slabs[2].place(fill, x+c, y+h-c, w-2*c, c-width)
	if width > 0 {
		band(p.bands[0], stroke, x+c, y, w-2*c, width)
		band(p.bands[1], stroke, x+c, y+h-width, w-2*c, width)
		band(p.bands[2], stroke, x, y+c, width, h-2*c)
		band(p.bands[3], stroke, x+w-width, y+c, width, h-2*c)
	}
}

func (p *plate) hide() {
	p.whole.Hidden = true
	for i := range p.corners {
		p.corners[i].Hidden, p.bands[i].Hidden = true, true
	}
	for _, s := range p.slabs {
		s.rect.Hidden, s.line.Hidden = true, true
	}
}

// round places the corners. Each is a little larger than what is seen of it, because its
// inner edges are soft and carry a stroke; slabs and bands cover them.
func (p *plate) round(fill, stroke color.NRGBA, width, c, x, y, w, h float32) {
	d := c + width + 1
	for i, r := range p.corners {
		dress(r, fill, stroke, width, 0)
		cx, cy := x, y
		if i%2 == 1 {
			cx = x + w - d
		}
		if i >= 2 {
			cy = y + h - d
		}
		for j, radius := range []*float32{
			&r.TopLeftCornerRadius, &r.TopRightCornerRadius, &r.BottomLeftCornerRadius, &r.BottomRightCornerRadius,
		} {
			*radius = 0
			if i == j {
				*radius = c
			}
		}
		Place(r, cx, cy, d, d)
	}
}

func band(r *canvas.Rectangle, c color.NRGBA, x, y, w, h float32) {
	if w < 1 || h < 1 {
		return
	}
	dress(r, c, Clear, 0, 0)
	Place(r, x, y, w, h)
}
