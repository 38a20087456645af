package kit

import "fyne.io/fyne/v2"

// inset keeps a distance around one object.
type inset struct {
	look *Look
	x, y float32
	fill bool // the object takes the whole height rather than the middle of it
}

// Inset keeps x and y reference pixels free around an object, which is in the middle of
// what height there is.
func Inset(look *Look, x, y float32, o fyne.CanvasObject) *fyne.Container {
	return newContainer(&inset{look: look, x: x, y: y}, o)
}

// InsetFill is an Inset whose object takes the whole height.
func InsetFill(look *Look, x, y float32, o fyne.CanvasObject) *fyne.Container {
	return newContainer(&inset{look: look, x: x, y: y, fill: true}, o)
}

func (i *inset) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (i *inset) wide(objects []fyne.CanvasObject) float32 {
	return wide(objects[0]) + 2*i.look.Px(i.x)
}

func (i *inset) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[0], width-2*i.look.Px(i.x)) + 2*i.look.Px(i.y)
}

func (i *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y := i.look.Px(i.x), i.look.Px(i.y)
	w, h := max(size.Width-2*x, 0), max(size.Height-2*y, 0)
	need := heightFor(objects[0], w)
	if i.fill || need > h {
		need = h
	}
	Place(objects[0], x, y+float32(int((h-need)/2)), w, need)
}

// stack lays objects over one another, all of the same size.
type stack struct{}

// Stack lays objects over one another. Its height is that of the highest.
func Stack(objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(stack{}, objects...)
}

func (stack) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (stack) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range visible(objects) {
		h = max(h, heightFor(o, width))
	}
	return h
}

func (stack) wide(objects []fyne.CanvasObject) float32 {
	w := float32(0)
	for _, o := range visible(objects) {
		w = max(w, wide(o))
	}
	return w
}

func (stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		Place(o, 0, 0, size.Width, size.Height)
	}
}

// centre puts one object in the middle, as wide as it likes.
type centre struct{}

// Centre puts an object in the middle, as wide as it likes and no wider than there is room.
func Centre(o fyne.CanvasObject) *fyne.Container {
	return newContainer(centre{}, o)
}

func (centre) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (centre) wide(objects []fyne.CanvasObject) float32 { return wide(objects[0]) }

func (centre) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[0], min(wide(objects[0]), width))
}

func (centre) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(wide(objects[0]), size.Width)
	h := min(heightFor(objects[0], w), size.Height)
	Place(objects[0], float32(int((size.Width-w)/2)), float32(int((size.Height-h)/2)), w, h)
}

// sides puts one object at the start and one at the end, or one under the other where they
// do not fit side by side.
type sides struct {
	look *Look
	gap  float32
}

// Sides puts one object at the start of a line and one at its end.
func Sides(look *Look, gap float32, start, end fyne.CanvasObject) *fyne.Container {
	return newContainer(&sides{look: look, gap: gap}, start, end)
}

func (s *sides) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (s *sides) wide(objects []fyne.CanvasObject) float32 {
	return wide(objects[0]) + s.look.Px(s.gap) + wide(objects[1])
}

func (s *sides) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	a, b := heightFor(objects[0], min(wide(objects[0]), width)), heightFor(objects[1], min(wide(objects[1]), width))
	if s.wide(objects) > width {
		return a + s.look.Px(8) + b
	}
	return max(a, b)
}

func (s *sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	a, b := objects[0], objects[1]
	aw, bw := min(wide(a), size.Width), min(wide(b), size.Width)
	ah, bh := heightFor(a, aw), heightFor(b, bw)
	ax, bx := float32(0), size.Width-bw
	if s.look.RTL() {
		ax, bx = size.Width-aw, 0
	}
	if s.wide(objects) <= size.Width {
		Place(a, ax, float32(int((size.Height-ah)/2)), aw, ah)
		Place(b, bx, float32(int((size.Height-bh)/2)), bw, bh)
		return
	}
	Place(a, ax, 0, aw, ah)
	Place(b, bx, size.Height-bh, bw, bh)
}

// split shares the width between two objects, or puts one under the other on a narrow glass.
type split struct {
	look  *Look
	gap   float32
	first float32 // the first object's part of the width
	least float32 // reference pixels below which they go one under the other
}

// Split puts two objects side by side: the first takes its part of the width. Below least
// reference pixels, the second goes under the first.
func Split(look *Look, gap, first, least float32, a, b fyne.CanvasObject) *fyne.Container {
	return newContainer(&split{look: look, gap: gap, first: first, least: least}, a, b)
}

func (s *split) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (s *split) wide(objects []fyne.CanvasObject) float32 {
	return wide(objects[0]) + s.look.Px(s.gap) + wide(objects[1])
}

// below reports whether the objects go one under the other: large letters need the room too.
func (s *split) below(width float32) bool {
	return width/s.look.Unit/s.look.Zoom < s.least
}

func (s *split) widths(width float32) (a, b float32) {
	a = float32(int((width - s.look.Px(s.gap)) * s.first))
	return a, width - s.look.Px(s.gap) - a
}

func (s *split) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	if len(shown) == 1 {
		return heightFor(shown[0], width)
	}
	if s.below(width) {
		return heightFor(objects[0], width) + s.look.Px(s.gap) + heightFor(objects[1], width)
	}
	a, b := s.widths(width)
	return max(heightFor(objects[0], a), heightFor(objects[1], b))
}

func (s *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	if len(shown) == 1 {
		Place(shown[0], 0, 0, size.Width, size.Height)
		return
	}
	if s.below(size.Width) {
		h := heightFor(objects[0], size.Width)
		Place(objects[0], 0, 0, size.Width, h)
		y := h + s.look.Px(s.gap)
		Place(objects[1], 0, y, size.Width, max(size.Height-y, heightFor(objects[1], size.Width)))
		return
	}
	a, b := s.widths(size.Width)
	ax, bx := float32(0), a+s.look.Px(s.gap)
	if s.look.RTL() {
		ax, bx = size.Width-a, 0
	}
	Place(objects[0], ax, 0, a, size.Height)
	Place(objects[1], bx, 0, b, size.Height)
}

// spread pushes what it holds apart from top to bottom: the first at the top, the last at
// the bottom.
type spread struct {
	look *Look
	gap  float32
}

// Spread puts one object at the top of what height there is and one at the bottom.
func Spread(look *Look, gap float32, top, bottom fyne.CanvasObject) *fyne.Container {
	return newContainer(&spread{look: look, gap: gap}, top, bottom)
}

func (s *spread) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (s *spread) wide(objects []fyne.CanvasObject) float32 {
	return max(wide(objects[0]), wide(objects[1]))
}

func (s *spread) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[0], width) + s.look.Px(s.gap) + heightFor(objects[1], width)
}

func (s *spread) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := heightFor(objects[1], size.Width)
	Place(objects[0], 0, 0, size.Width, max(size.Height-h-s.look.Px(s.gap), 0))
	Place(objects[1], 0, size.Height-h, size.Width, h)
}

// top leaves one object at the top, at its own height.
type top struct{}

// Top leaves an object at the top of what height there is.
func Top(o fyne.CanvasObject) *fyne.Container { return newContainer(top{}, o) }

func (top) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (top) wide(objects []fyne.CanvasObject) float32 { return wide(objects[0]) }

func (top) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[0], width)
}

func (top) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	Place(objects[0], 0, 0, size.Width, heightFor(objects[0], size.Width))
}

// above leaves the bar at the bottom free.
type above struct{ bar fyne.CanvasObject }

// Above lays an object over everything but the bar at the bottom.
func Above(bar, o fyne.CanvasObject) *fyne.Container {
	return newContainer(above{bar}, o)
}

func (above) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (a above) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	Place(objects[0], 0, 0, size.Width, size.Height-heightFor(a.bar, size.Width))
}

// middle puts a sheet in the middle of the glass.
type middle struct {
	look *Look
	most float32
}

// Middle puts an object in the middle, no wider than a number of reference pixels.
func Middle(look *Look, most float32, o fyne.CanvasObject) *fyne.Container {
	return newContainer(&middle{look: look, most: most}, o)
}

func (m *middle) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (m *middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(m.look.Px(m.most)*max(m.look.Zoom*0.75, 1), size.Width-m.look.Px(64))
	h := min(heightFor(objects[0], w), size.Height)
	Place(objects[0], float32(int((size.Width-w)/2)), float32(int((size.Height-h)/2)), w, h)
}
