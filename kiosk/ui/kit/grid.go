package kit

import "fyne.io/fyne/v2"

// wrap places chips in lines in reading direction.
type wrap struct {
	look *Look
	gap  float32
}

// Wrap places objects side by side and goes on in a new line where the width ends.
func Wrap(look *Look, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(&wrap{look: look, gap: gap}, objects...)
}

func (l *wrap) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (l *wrap) wide(objects []fyne.CanvasObject) float32 {
	shown := visible(objects)
	w := l.look.Px(l.gap) * float32(max(len(shown)-1, 0))
	for _, o := range shown {
		w += wide(o)
	}
	return w
}

func (l *wrap) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return l.place(objects, width, nil)
}

func (l *wrap) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.place(objects, size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		if l.look.RTL() {
			x = size.Width - x - w
		}
		Place(o, x, y, w, h)
	})
}

// place goes through the lines. Objects are in the middle of the height of their line.
func (l *wrap) place(objects []fyne.CanvasObject, width float32, each func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	type placed struct {
		o       fyne.CanvasObject
		x, w, h float32
	}
	gap := l.look.Px(l.gap)
	x, y, high := float32(0), float32(0), float32(0)
	var line []placed
	end := func() {
		for _, p := range line {
			if each != nil {
				each(p.o, p.x, y+float32(int((high-p.h)/2)), p.w, p.h)
			}
		}
		line = line[:0]
	}
	for _, o := range visible(objects) {
		w := min(wide(o), width)
		h := heightFor(o, w)
		if x > 0 && x+w > width {
			end()
			x, y, high = 0, y+high+gap, 0
		}
		line = append(line, placed{o, x, w, h})
		x += w + gap
		high = max(high, h)
	}
	end()
	return y + high
}

// grid places what it holds in equal columns and rows of equal height.
type grid struct {
	look   *Look
	gap    float32
	lowest float32 // the least height of a row, reference pixels
	cols   func(width float32) int
}

// Grid places objects in equal columns in reading direction. cols says how many columns
// there are at a width, in reference pixels. Rows are equally high and share what height
// there is; they are never lower than lowest reference pixels or than what they hold.
func Grid(look *Look, gap, lowest float32, cols func(width float32) int, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(&grid{look: look, gap: gap, lowest: lowest, cols: cols}, objects...)
}

func (g *grid) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (g *grid) wide(objects []fyne.CanvasObject) float32 {
	w := float32(0)
	for _, o := range visible(objects) {
		w = max(w, wide(o))
	}
	return w
}

// measure returns the number of columns and rows, a cell's width, and the least row height.
func (g *grid) measure(shown []fyne.CanvasObject, width float32) (cols, rows int, w, h float32) {
	gap := g.look.Px(g.gap)
	cols = max(g.cols(width/g.look.Unit), 1)
	rows = (len(shown) + cols - 1) / cols
	w = float32(int((width - gap*float32(cols-1)) / float32(cols)))
	h = g.look.Px(g.lowest)
	for _, o := range shown {
		h = max(h, heightFor(o, w))
	}
	return cols, rows, w, h
}

func (g *grid) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown := visible(objects)
	_, rows, _, h := g.measure(shown, width)
	return h*float32(rows) + g.look.Px(g.gap)*float32(max(rows-1, 0))
}

func (g *grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	if len(shown) == 0 {
		return
	}
	gap := g.look.Px(g.gap)
	cols, rows, w, h := g.measure(shown, size.Width)
	h = max(h, float32(int((size.Height-gap*float32(rows-1))/float32(rows))))
	for i, o := range shown {
		x := float32(i%cols) * (w + gap)
		if g.look.RTL() {
			x = size.Width - x - w
		}
		Place(o, x, float32(i/cols)*(h+gap), w, h)
	}
}

// keys is one row of a keypad: n places of equal width, filled from the left in every
// language, as on every keyboard.
type keys struct {
	look *Look
	gap  float32
	n    int
}

// Keys places the keys of one row of a keypad that has n keys in its longest row.
func Keys(look *Look, gap float32, n int, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(&keys{look: look, gap: gap, n: n}, objects...)
}

func (k *keys) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (k *keys) width(width float32) float32 {
	return float32(int((width - k.look.Px(k.gap)*float32(k.n-1)) / float32(k.n)))
}

func (k *keys) wide([]fyne.CanvasObject) float32 {
	return (k.look.Px(84) + k.look.Px(k.gap)) * float32(k.n)
}

func (k *keys) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h := float32(0)
	for _, o := range objects {
		h = max(h, heightFor(o, k.width(width)))
	}
	return h
}

func (k *keys) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := k.width(size.Width)
	for i, o := range objects {
		Place(o, float32(i)*(w+k.look.Px(k.gap)), 0, w, size.Height)
	}
}

// oneLine places chips in a single line in reading direction.
type oneLine struct {
	look *Look
	gap  float32
	more fyne.CanvasObject
}

// OneLine places objects side by side as far as there is room. Where there is not, those that
// come last are left out, and more, which has to lead to them, comes after the others. To show
// the objects again, show all of them first: what is left out is hidden.
func OneLine(look *Look, gap float32, more fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return newContainer(&oneLine{look: look, gap: gap, more: more}, objects...)
}

func (l *oneLine) MinSize([]fyne.CanvasObject) fyne.Size { return tiny() }

func (l *oneLine) wide(objects []fyne.CanvasObject) float32 {
	w := -l.look.Px(l.gap)
	for _, o := range objects {
		if o != l.more {
			w += wide(o) + l.look.Px(l.gap)
		}
	}
	return max(w, 0)
}

func (l *oneLine) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	high := float32(0)
	for _, o := range objects {
		high = max(high, heightFor(o, min(wide(o), width)))
	}
	return high
}

func (l *oneLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := size.Width
	l.more.Hide()
	if l.wide(objects) > room {
		l.more.Show()
		room -= wide(l.more) + l.look.Px(l.gap)
	}
	x := float32(0)
	put := func(o fyne.CanvasObject, w float32) {
		h, at := heightFor(o, w), x
		if l.look.RTL() {
			at = size.Width - x - w
		}
		Place(o, at, float32(int((size.Height-h)/2)), w, h)
		x += w + l.look.Px(l.gap)
	}
	full := false
	for _, o := range objects {
		if o == l.more {
			continue
		}
		if w := wide(o); full || x+w > room {
			full = true
			o.Hide()
		} else {
			o.Show()
			put(o, w)
		}
	}
	if l.more.Visible() {
		put(l.more, min(wide(l.more), size.Width-x))
	}
}
