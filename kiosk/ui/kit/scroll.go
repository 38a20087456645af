package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"frontdoor/assets/icons"
)

// What the buttons of a scroll are called when the glass tells what can be touched.
const (
	scrollUp   = "scroll-up"
	scrollDown = "scroll-down"
)

// A Scroll shows what is higher than its place. It follows the finger, and has two large
// buttons for hands that cannot drag. They are there only while there is more to see.
type Scroll struct {
	node
	look     *Look
	content  fyne.CanvasObject
	sheet    *fyne.Container
	clip     *container.Clip
	up, down *Button
	bar      *fyne.Container
	offset   float32
}

// barWidth is the width of the buttons' column, reference pixels.
const barWidth = 84

// NewScroll makes a scroll around content.
func NewScroll(look *Look, content fyne.CanvasObject) *Scroll {
	s := &Scroll{look: look, content: content}
	s.sheet = newContainer(&sheetLayout{s}, content)
	s.clip = container.NewClip(s.sheet)
	arrow := func(name string) fyne.CanvasObject { return NewIcon(look, name, 36, DeepBlue) }
	s.up = newLocal(look, scrollFace(), scrollUp, func() { s.by(-s.page()) }, arrow(icons.CaretUp))
	s.down = newLocal(look, scrollFace(), scrollDown, func() { s.by(s.page()) }, arrow(icons.CaretDown))
	s.bar = newContainer(&barLayout{look}, s.up, s.down)
	s.objects, s.lay = []fyne.CanvasObject{s.clip, s.bar}, func(fyne.Size) { s.place() }
	s.ExtendBaseWidget(s)
	return s
}

func scrollFace() Face {
	f := PlainFace
	f.PadX, f.PadY, f.Low = 4, 4, 84
	return f
}

// each implements holder: of the content, only what is within the scroll's own place is seen.
func (s *Scroll) each(at fyne.Position, seen, clip rect, visit func(fyne.CanvasObject, fyne.Position, rect)) {
	visit(s.sheet, at.Add(s.clip.Position()), seen)
	visit(s.bar, at, clip)
}

// Top goes back to the beginning: a new list is read from its first line.
func (s *Scroll) Top() { s.to(0) }

// page is a little less than what is seen at once, so that the last line seen is seen again.
func (s *Scroll) page() float32 { return s.Size().Height * 0.8 }

func (s *Scroll) by(dy float32) { s.to(s.offset + dy) }

func (s *Scroll) to(offset float32) {
	offset = float32(int(max(min(offset, s.most()), 0)))
	if offset != s.offset {
		s.offset = offset
		s.place()
		s.look.Repaint(s.bar)
	}
}

// most is the furthest offset.
func (s *Scroll) most() float32 {
	return max(heightFor(s.content, s.inner())-s.Size().Height, 0)
}

// full reports whether there is more than can be seen without scrolling.
func (s *Scroll) full() bool {
	return heightFor(s.content, s.Size().Width) > s.Size().Height+1
}

// inner is the width that the content has.
func (s *Scroll) inner() float32 {
	if s.full() {
		return s.Size().Width - s.look.Px(barWidth+24)
	}
	return s.Size().Width
}

// place lays out the parts for the present size, content and offset.
func (s *Scroll) place() {
	size := s.Size()
	if size.Width < 1 || size.Height < 1 {
		return
	}
	s.offset = max(min(s.offset, s.most()), 0)
	inner := s.inner()
	x, barX := float32(0), inner+s.look.Px(24)
	if s.look.RTL() && s.full() {
		x, barX = size.Width-inner, 0
	}
	// The clip is a little larger than the content: letters overhang, Nastaliq most of all,
	// and the software painter moves a stroke that begins beyond a clip.
	over, above := s.over()
	Place(s.clip, x-over, -above, inner+2*over, size.Height+2*above)
	Place(s.sheet, 0, 0, inner+2*over, size.Height+2*above)
	(&sheetLayout{s}).Layout(s.sheet.Objects, s.sheet.Size())
	if s.full() {
		s.bar.Show()
		Place(s.bar, barX, 0, s.look.Px(barWidth), size.Height)
		show(s.up, s.offset > 0)
		show(s.down, s.offset < s.most()-1)
	} else {
		s.bar.Hide()
	}
}

// over is how far the clip reaches beyond the content at its sides, and above and below it.
func (s *Scroll) over() (sides, above float32) { return s.look.Px(24), s.look.Px(10) }

func show(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// HeightFor implements Flow: all of the content, for those who can give it.
func (s *Scroll) HeightFor(width float32) float32 { return heightFor(s.content, width) }

// Wide implements Flow.
func (s *Scroll) Wide() float32 { return wide(s.content) }

// sheetLayout puts the content behind the clip, moved by the offset.
type sheetLayout struct{ s *Scroll }

func (l *sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	over, above := l.s.over()
	w := size.Width - 2*over
	if w < 1 {
		return
	}
	h := max(heightFor(objects[0], w), size.Height-2*above)
	Place(objects[0], over, above-l.s.offset, w, h)
}

// barLayout puts one button at the top and one at the bottom.
type barLayout struct{ look *Look }

func (l *barLayout) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (l *barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := min(l.look.Px(120), size.Height/2)
	Place(objects[0], 0, 0, size.Width, h)
	Place(objects[1], 0, size.Height-h, size.Width, h)
}
