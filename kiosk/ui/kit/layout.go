package kit

import (
	"fyne.io/fyne/v2"
)

// A Flow is an object whose height follows from its width, as text does. Everything in kit
// is one; what is not has the height of its MinSize.
type Flow interface {
	fyne.CanvasObject
	// HeightFor returns the height that the object needs at a width, in pixels.
	HeightFor(width float32) float32
	// Wide returns the width that it would take if nothing hindered it.
	Wide() float32
}

func heightFor(o fyne.CanvasObject, width float32) float32 {
	switch o := o.(type) {
	case Flow:
		return o.HeightFor(width)
	case *fyne.Container:
		if f, ok := o.Layout.(flowLayout); ok {
			return f.heightFor(o.Objects, width)
		}
	}
	return o.MinSize().Height
}

func wide(o fyne.CanvasObject) float32 {
	switch o := o.(type) {
	case Flow:
		return o.Wide()
	case *fyne.Container:
		if f, ok := o.Layout.(flowLayout); ok {
			return f.wide(o.Objects)
		}
	}
	return o.MinSize().Width
}

// flowLayout is a layout that knows its height for a width.
type flowLayout interface {
	fyne.Layout
	heightFor(objects []fyne.CanvasObject, width float32) float32
	wide(objects []fyne.CanvasObject) float32
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			out = append(out, o)
		}
	}
	return out
}

// column stacks what it holds at full width. What is left over at the bottom stays empty,
// unless one object takes it.
type column struct {
	look *Look
	gap  float32
	grow fyne.CanvasObject // takes what is left; may be nil
}

// Column stacks objects from the top, gap reference pixels apart.
func Column(look *Look, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(&column{look: look, gap: gap}, objects...)
}

// ColumnGrow is a Column in which one of the objects takes what height is left over.
func ColumnGrow(look *Look, gap float32, grow fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(&column{look: look, gap: gap, grow: grow}, objects...)
}

func (c *column) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (c *column) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	shown := visible(objects)
	for _, o := range shown {
		h += heightFor(o, width)
	}
	return h + c.gaps(len(shown))
}

func (c *column) gaps(n int) float32 { return c.look.Px(c.gap) * float32(max(n-1, 0)) }

func (c *column) wide(objects []fyne.CanvasObject) float32 {
	w := float32(0)
	for _, o := range visible(objects) {
		w = max(w, wide(o))
	}
	return w
}

func (c *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	left := size.Height - c.heightFor(objects, size.Width)
	y := float32(0)
	for _, o := range shown {
		h := heightFor(o, size.Width)
		if o == c.grow {
			h = max(h+left, 0)
		}
		Place(o, 0, y, size.Width, h)
		y += h + c.look.Px(c.gap)
	}
}

// row places what it holds one after the other in reading direction.
type row struct {
	look *Look
	gap  float32
	grow fyne.CanvasObject // takes what width is left; may be nil
}

// Row places objects side by side in reading direction, each as wide as it likes. When it
// is too narrow for all, grow shrinks, or else the widest does.
func Row(look *Look, gap float32, grow fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(&row{look: look, gap: gap, grow: grow}, objects...)
}

func (r *row) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (r *row) wide(objects []fyne.CanvasObject) float32 {
	shown := visible(objects)
	w := r.look.Px(r.gap) * float32(max(len(shown)-1, 0))
	for _, o := range shown {
		w += wide(o)
	}
	return w
}

// widths shares a width out between the objects shown.
func (r *row) widths(shown []fyne.CanvasObject, width float32) []float32 {
	out := make([]float32, len(shown))
	left := width - r.look.Px(r.gap)*float32(max(len(shown)-1, 0))
	flexible := -1
	for i, o := range shown {
		out[i] = wide(o)
		left -= out[i]
		if o == r.grow {
			flexible = i
		}
	}
	if flexible >= 0 {
		out[flexible] = max(out[flexible]+left, 0)
		return out
	}
	for left < 0 {
		widest := 0
		for i := range out {
			if out[i] > out[widest] {
				widest = i
			}
		}
		take := min(-left, out[widest]/2)
		if take < 1 {
			break
		}
		out[widest] -= take
		left += take
	}
	return out
}

func (r *row) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	h := float32(0)
	for i, w := range r.widths(shown, width) {
		h = max(h, heightFor(shown[i], w))
	}
	return h
}

func (r *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	x := float32(0)
	for i, w := range r.widths(shown, size.Width) {
		o := shown[i]
		h := heightFor(o, w)
		if _, ok := o.(*Button); ok || h > size.Height {
			h = size.Height
		}
		at := x
		if r.look.RTL() {
			at = size.Width - x - w
		}
		Place(o, at, float32(int((size.Height-h)/2)), w, h)
		x += w + r.look.Px(r.gap)
	}
}

func newContainer(l fyne.Layout, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: l, Objects: objects}
}
