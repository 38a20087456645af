package kit

import "fyne.io/fyne/v2"

// foot is the bar below: the way back, a person, 999.
type foot struct {
	look *Look
	gap  float32
}

// footLeast is the width in reference pixels below which a person has a line of their own:
// the words that lead to a person are never cut short.
const footLeast = 1300

// Foot places the way back at the start, 999 at the end, and what leads to a person between
// them, or above them on a narrow glass.
func Foot(look *Look, gap float32, back, person, emergency fyne.CanvasObject) *fyne.Container {
	return newContainer(&foot{look: look, gap: gap}, back, person, emergency)
}

func (f *foot) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (f *foot) narrow(width float32) bool { return width/f.look.Unit < footLeast }

func (f *foot) wide(objects []fyne.CanvasObject) float32 {
	w := float32(0)
	for _, o := range objects {
		w += wide(o) + f.look.Px(f.gap)
	}
	return w
}

// high is the height of one line: the same whether or not there is a way back.
func (f *foot) high(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range objects {
		h = max(h, heightFor(o, width))
	}
	return h
}

func (f *foot) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := f.high(objects, width)
	if f.narrow(width) {
		return 2*h + f.look.Px(f.gap)
	}
	return h
}

func (f *foot) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	back, person, emergency := objects[0], objects[1], objects[2]
	gap, h := f.look.Px(f.gap), f.high(objects, size.Width)
	place := func(o fyne.CanvasObject, x, y, w float32) {
		if f.look.RTL() {
			x = size.Width - x - w
		}
		Place(o, x, y, w, h)
	}
	bw, ew := min(wide(back), size.Width/3), min(wide(emergency), size.Width/3)
	if f.narrow(size.Width) {
		place(person, 0, 0, size.Width)
		place(back, 0, h+gap, bw)
		place(emergency, size.Width-ew, h+gap, ew)
		return
	}
	place(emergency, size.Width-ew, 0, ew)
	x := float32(0)
	if back.Visible() {
		place(back, 0, 0, bw)
		x = bw + gap
	}
	place(person, x, 0, size.Width-ew-gap-x)
}
