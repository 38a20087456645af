package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"frontdoor/kiosk/journey"
)

// slop is how far a finger may tremble, in reference pixels (6 mm), and still touch what it
// came down on.
const slop = 24

// A Surface is the whole glass as it is touched. It lies over everything, finds what is
// under a finger, and decides between a touch and a scroll. One finger counts: a palm that
// rests on the glass does nothing more.
type Surface struct {
	widget.BaseWidget
	look   *Look
	root   fyne.CanvasObject
	do     func(journey.Action, fyne.Position)
	stirs  func() // if not nil, is told of each movement that does nothing else: somebody is there
	hidden bool   // the pointer: a kiosk has none

	pressed   *Button
	scroll    *Scroll
	from      fyne.Position // where the finger came down
	at        fyne.Position // where it is
	scrolling bool
}

// NewSurface makes the surface over root. do is called for every touch of a button,
// with where it was touched.
func NewSurface(look *Look, root fyne.CanvasObject, do func(journey.Action, fyne.Position)) *Surface {
	s := &Surface{look: look, root: root, do: do}
	s.ExtendBaseWidget(s)
	return s
}

// Stirs sets what is told of scrolling, of dragging, and of touches on nothing: they say that
// somebody is there, and nothing else. It may be told often.
func (s *Surface) Stirs(told func()) { s.stirs = told }

func (s *Surface) stir() {
	if s.stirs != nil {
		s.stirs()
	}
}

// HidePointer makes the pointer invisible, as on a touch screen.
func (s *Surface) HidePointer() { s.hidden = true }

// Cursor implements desktop.Cursorable.
func (s *Surface) Cursor() desktop.Cursor {
	if s.hidden {
		return desktop.HiddenCursor
	}
	return desktop.DefaultCursor
}

// MouseDown implements desktop.Mouseable: a finger comes down.
func (s *Surface) MouseDown(e *desktop.MouseEvent) {
	s.release()
	s.from, s.at = e.Position, e.Position
	s.pressed, s.scroll = s.under(e.Position)
	if s.pressed != nil {
		s.pressed.press(true)
	}
}

// Dragged implements fyne.Draggable: the finger moves.
func (s *Surface) Dragged(e *fyne.DragEvent) {
	s.stir()
	moved := e.Position.Y - s.at.Y
	s.at = e.Position
	if !s.scrolling && s.scroll != nil && abs(s.at.Y-s.from.Y) > s.look.Px(slop) {
		s.scrolling = true
		moved = s.at.Y - s.from.Y
		if s.pressed != nil {
			s.pressed.press(false)
			s.pressed = nil
		}
	}
	if s.scrolling {
		s.scroll.by(-moved)
	}
}

// DragEnd implements fyne.Draggable. The finger's going up is told by MouseUp as well.
func (s *Surface) DragEnd() {}

// MouseUp implements desktop.Mouseable: the finger goes up. What it came down on answers
// if the finger is still on it or has only trembled.
func (s *Surface) MouseUp(e *desktop.MouseEvent) {
	b := s.pressed
	if b != nil && !s.scrolling {
		still := abs(e.Position.X-s.from.X) <= s.look.Px(slop) && abs(e.Position.Y-s.from.Y) <= s.look.Px(slop)
		now, _ := s.under(e.Position)
		if still || now == b {
			s.release()
			s.act(b)
			return
		}
	}
	s.release()
	s.stir()
}

func (s *Surface) act(b *Button) {
	if b.local != nil {
		s.stir()
		b.local()
		return
	}
	s.do(b.action, s.from)
}

// Scrolled implements fyne.Scrollable: a wheel, where a kiosk is tried on a desk.
func (s *Surface) Scrolled(e *fyne.ScrollEvent) {
	s.stir()
	if _, scroll := s.under(e.Position); scroll != nil {
		scroll.by(-e.Scrolled.DY * 4)
	}
}

// release lets go of everything, as when the picture changes under a finger.
func (s *Surface) release() {
	if s.pressed != nil {
		s.pressed.press(false)
	}
	s.pressed, s.scroll, s.scrolling = nil, nil, false
}

// Release forgets a finger that is down: what it came down on has gone.
func (s *Surface) Release() { s.release() }

func abs(f float32) float32 { return max(f, -f) }

// CreateRenderer implements fyne.Widget. The surface itself is not seen.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}

// under returns what a finger at a position touches: the button on top and the scroll that
// it would move.
func (s *Surface) under(at fyne.Position) (b *Button, scroll *Scroll) {
	walk(s.root, fyne.NewPos(0, 0), rect{size: s.Size()}, func(o fyne.CanvasObject, seen rect) {
		if !seen.holds(at) {
			return
		}
		switch o := o.(type) {
		case *Button:
			b = o
		case *Scroll:
			scroll, b = o, nil
		}
	})
	return b, scroll
}

// A Part is something on the glass that a person can read or touch.
type Part struct {
	Action *journey.Action // nil for what can only be read
	Text   string
	At     fyne.Position
	Size   fyne.Size // of what is seen of it

	Whole fyne.Size // of all of it: some may be scrolled away
	Tight bool      // a text that is wider or higher than its place
}

// Parts returns everything that is seen, in the order in which it was built.
func (s *Surface) Parts() []Part {
	var parts []Part
	walk(s.root, fyne.NewPos(0, 0), rect{size: s.Size()}, func(o fyne.CanvasObject, seen rect) {
		if seen.size.Width < 1 || seen.size.Height < 1 {
			return
		}
		switch o := o.(type) {
		case *Button:
			a := o.action
			parts = append(parts, Part{Action: &a, At: seen.at, Size: seen.size, Whole: o.Size()})
		case *Text:
			if o.text != "" {
				parts = append(parts, Part{Text: o.text, At: seen.at, Size: seen.size, Whole: o.Size(), Tight: o.tight()})
			}
		}
	})
	return parts
}

// rect is the part of an object that is seen.
type rect struct {
	at   fyne.Position
	size fyne.Size
}

func (r rect) holds(p fyne.Position) bool {
	return p.X >= r.at.X && p.Y >= r.at.Y && p.X < r.at.X+r.size.Width && p.Y < r.at.Y+r.size.Height
}

func (r rect) within(clip rect) rect {
	x, y := max(r.at.X, clip.at.X), max(r.at.Y, clip.at.Y)
	return rect{
		at: fyne.NewPos(x, y),
		size: fyne.NewSize(
			min(r.at.X+r.size.Width, clip.at.X+clip.size.Width)-x,
			min(r.at.Y+r.size.Height, clip.at.Y+clip.size.Height)-y,
		),
	}
}

// A holder is an object that may have others on it. Whatever is made of a node is one, and
// answers for all that it draws, so that no widget of kit can be forgotten here.
type holder interface {
	// each calls visit for every object on it, with where its holder is and what of that is
	// seen. at and seen are its own, clip is what it lies in.
	each(at fyne.Position, seen, clip rect, visit func(o fyne.CanvasObject, at fyne.Position, clip rect))
}

// walk visits everything that is shown, parents first, with what of it is seen.
func walk(o fyne.CanvasObject, origin fyne.Position, clip rect, visit func(fyne.CanvasObject, rect)) {
	if o == nil || !o.Visible() {
		return
	}
	at := origin.Add(o.Position())
	seen := rect{at: at, size: o.Size()}.within(clip)
	visit(o, seen)
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			walk(c, at, clip, visit)
		}
	case holder:
		o.each(at, seen, clip, func(c fyne.CanvasObject, at fyne.Position, clip rect) { walk(c, at, clip, visit) })
	}
}
