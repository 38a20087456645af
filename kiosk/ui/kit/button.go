package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"frontdoor/kiosk/journey"
)

// A Face is how something that can be touched looks.
type Face struct {
	Fill, Pressed, Stroke, Edge color.NRGBA
	Corner                      float32 // reference pixels; Round makes the ends round
	StrokeWidth                 float32
	PadX, PadY                  float32 // around what it holds
	Low                         float32 // the least height
}

// Round is a corner that makes the ends of a button round.
const Round = 999

// The faces. Things that look touchable are touchable, and nothing else does.
//
//nolint:gochecknoglobals // a palette: read only
var (
	CardFace    = Face{Fill: Card, Pressed: PaleBlue, Stroke: Line, Edge: Edge, Corner: 20, StrokeWidth: 2, PadX: 24, PadY: 20, Low: 120}
	PillFace    = Face{Fill: White, Pressed: PaleBlue, Stroke: Edge, Corner: Round, StrokeWidth: 2, PadX: 26, PadY: 8, Low: 72}
	PersonFace  = Face{Fill: Yellow, Pressed: rgb(0xffd166), Corner: 20, PadX: 28, PadY: 2, Low: 122}
	BackFace    = Face{Fill: White, Pressed: PaleBlue, Corner: 20, PadX: 36, PadY: 8, Low: 122}
	DangerFace  = Face{Fill: White, Pressed: rgb(0xf6dfe3), Stroke: Red, Corner: 20, StrokeWidth: 5, PadX: 36, PadY: 8, Low: 122}
	PrimaryFace = Face{Fill: Blue, Pressed: DeepBlue, Edge: DeepBlue, Corner: 20, PadX: 36, PadY: 16, Low: 104}
	PlainFace   = Face{Fill: White, Pressed: PaleBlue, Stroke: Edge, Edge: Edge, Corner: 20, StrokeWidth: 2, PadX: 32, PadY: 14, Low: 92}
	KeyFace     = Face{Fill: White, Pressed: PaleBlue, Stroke: Line, Edge: Edge, Corner: 14, StrokeWidth: 2, PadX: 6, PadY: 4, Low: 92}
)

// A Button is a face with something on it. Its whole area answers a touch; the surface of
// the glass finds it and calls its action.
type Button struct {
	node
	look    *Look
	face    Face
	content fyne.CanvasObject
	action  journey.Action
	local   func() // what a touch does on the glass itself, such as scrolling; may be nil
	pressed bool
	drawn   bool // as pressed
	fillUp  bool // the content takes the whole height

	edge, fill *plate
}

// NewButton makes a button that does action.
func NewButton(look *Look, face Face, action journey.Action, content fyne.CanvasObject) *Button {
	b := &Button{look: look, face: face, content: content, action: action}
	b.edge, b.fill = newPlate(look), newPlate(look)
	b.objects, b.lay = append(append(b.edge.objects(), b.fill.objects()...), content), b.place
	b.ExtendBaseWidget(b)
	return b
}

// newLocal makes a button whose touch stays on the glass.
func newLocal(look *Look, face Face, name journey.Kind, do func(), content fyne.CanvasObject) *Button {
	b := NewButton(look, face, journey.Action{Kind: name}, content)
	b.local = do
	return b
}

// Filled makes the content take the button's whole height.
func (b *Button) Filled() *Button {
	b.fillUp = true
	return b
}

// Action returns what a touch does.
func (b *Button) Action() journey.Action { return b.action }

// Does changes what a touch does.
func (b *Button) Does(a journey.Action) { b.action = a }

// Wear changes the face.
func (b *Button) Wear(f Face) { b.face = f }

func (b *Button) press(down bool) {
	if b.pressed != down {
		b.pressed = down
		b.look.later(func() {
			if b.pressed != b.drawn {
				b.again()
				b.look.Repaint(b.fill.whole)
			}
		})
	}
}

// dip is how far it goes down when it is pressed.
func (b *Button) dip() float32 {
	if b.face.Edge == Clear {
		return 0
	}
	return b.look.Px(PressedDip)
}

// HeightFor implements Flow.
func (b *Button) HeightFor(width float32) float32 {
	h := heightFor(b.content, width-2*b.look.Px(b.face.PadX)) + 2*b.look.Px(b.face.PadY) + b.dip()
	return max(h, b.look.Px(b.face.Low))
}

// Wide implements Flow.
func (b *Button) Wide() float32 {
	return max(wide(b.content)+2*b.look.Px(b.face.PadX), b.look.Px(60))
}

func (b *Button) place(s fyne.Size) {
	f, dip := b.face, b.dip()
	down := float32(0)
	fill := f.Fill
	b.drawn = b.pressed
	if b.pressed {
		fill, down = f.Pressed, dip
	}
	corner := min(b.look.Px(f.Corner), (s.Height-dip)/2)
	// The edge is seen below the fill only; the rest of it would be painted for nothing.
	strip := 2*corner + dip
	b.edge.place(f.Edge, Clear, 0, corner, 0, s.Height-strip, s.Width, strip)
	b.fill.place(fill, f.Stroke, b.look.Px(f.StrokeWidth), corner, 0, down, s.Width, s.Height-dip)
	x, y := b.look.Px(f.PadX), b.look.Px(f.PadY)
	w, h := max(s.Width-2*x, 0), max(s.Height-dip-2*y, 0)
	need := min(heightFor(b.content, w), h)
	if b.fillUp {
		need = h
	}
	Place(b.content, x, down+y+float32(int((h-need)/2)), w, need)
}

// dress sets the colours of a rectangle. What is not seen is hidden: a clear rectangle costs a
// drawing library without a graphics card as much as one that is seen.
func dress(r *canvas.Rectangle, fill, stroke color.NRGBA, width, corner float32) {
	r.FillColor, r.StrokeColor = fill, stroke
	r.StrokeWidth, r.CornerRadius = width, corner
	if stroke == Clear || width == 0 {
		r.StrokeColor, r.StrokeWidth = color.Transparent, 0
	}
	r.Hidden = fill == Clear && r.StrokeWidth == 0
}

// A Panel is a face that cannot be touched: what is on it is only to be read.
type Panel struct {
	node
	look    *Look
	face    Face
	content fyne.CanvasObject
	fill    *plate
}

// NewPanel makes a panel.
func NewPanel(look *Look, face Face, content fyne.CanvasObject) *Panel {
	p := &Panel{look: look, face: face, content: content, fill: newPlate(look)}
	p.objects, p.lay = append(p.fill.objects(), content), p.place
	p.ExtendBaseWidget(p)
	return p
}

// Wear changes the face.
func (p *Panel) Wear(f Face) { p.face = f }

// The faces of panels.
//
//nolint:gochecknoglobals // a palette: read only
var (
	SheetFace = Face{Fill: Card, Stroke: Line, Corner: 20, StrokeWidth: 2, PadX: 36, PadY: 32}
	AsideFace = Face{Fill: PaleBlue, Stroke: Line, Corner: 20, StrokeWidth: 2, PadX: 36, PadY: 32}
	GoodTag   = Face{Fill: GreenTint, Corner: 10, PadX: 16, PadY: 2}
	CareTag   = Face{Fill: AmberTint, Corner: 10, PadX: 16, PadY: 2}
	PlainTag  = Face{Fill: PaleBlue, Corner: 10, PadX: 16, PadY: 2}
)

// HeightFor implements Flow.
func (p *Panel) HeightFor(width float32) float32 {
	h := heightFor(p.content, width-2*p.look.Px(p.face.PadX)) + 2*p.look.Px(p.face.PadY)
	return max(h, p.look.Px(p.face.Low))
}

// Wide implements Flow.
func (p *Panel) Wide() float32 { return wide(p.content) + 2*p.look.Px(p.face.PadX) }

func (p *Panel) place(s fyne.Size) {
	f := p.face
	p.fill.place(f.Fill, f.Stroke, p.look.Px(f.StrokeWidth), min(p.look.Px(f.Corner), s.Height/2), 0, 0, s.Width, s.Height)
	x, y := p.look.Px(f.PadX), p.look.Px(f.PadY)
	Place(p.content, x, y, max(s.Width-2*x, 0), max(s.Height-2*y, 0))
}
