package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// node is what every widget of kit is made of. It keeps its canvas objects itself: Fyne throws
// away the renderers of widgets that were not shown for a minute, and a new one would have to
// be measured again. What it keeps is found by a finger: see holder.
type node struct {
	widget.BaseWidget
	objects []fyne.CanvasObject
	lay     func(size fyne.Size)
}

// CreateRenderer implements fyne.Widget.
func (n *node) CreateRenderer() fyne.WidgetRenderer { return nodeRenderer{n} }

// MinSize is tiny: nothing on the glass makes its window grow.
func (n *node) MinSize() fyne.Size { return tiny() }

// each implements holder: everything that the widget draws is on it.
func (n *node) each(at fyne.Position, _, clip rect, visit func(fyne.CanvasObject, fyne.Position, rect)) {
	for _, o := range n.objects {
		visit(o, at, clip)
	}
}

// again lays the widget out for what it holds now.
func (n *node) again() { n.lay(n.Size()) }

type nodeRenderer struct{ n *node }

func (r nodeRenderer) Layout(s fyne.Size)           { r.n.lay(s) }
func (r nodeRenderer) MinSize() fyne.Size           { return tiny() }
func (r nodeRenderer) Refresh()                     { r.n.again() }
func (r nodeRenderer) Objects() []fyne.CanvasObject { return r.n.objects }
func (r nodeRenderer) Destroy()                     {}

// tiny is the MinSize of everything: the window is never asked to grow.
func tiny() fyne.Size { return fyne.NewSize(1, 1) }

// Place puts an object somewhere and lays it out for what it holds now, even when its size
// stays the same. Fyne lays out on a change of size only.
func Place(o fyne.CanvasObject, x, y, w, h float32) {
	// A container that is moved to where it is would have the whole glass painted again.
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	size := fyne.NewSize(w, h)
	if o.Size() != size {
		o.Resize(size)
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, size)
		}
	case interface{ again() }:
		o.again()
	}
}
