package icons_test

import (
	"slices"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"
)

// shape is a picture under the even-odd rule, sampled at nine points of each pixel.
type shape struct {
	size   int
	counts []int
}

func (s shape) inside(x, y int) bool  { return s.counts[y*s.size+x] == 9 }
func (s shape) outside(x, y int) bool { return s.counts[y*s.size+x] == 0 }

// evenOdd fills each path of an icon by counting how many edges lie to the left of a point.
func evenOdd(icon *oksvg.SvgIcon, size int) shape {
	s := shape{size: size, counts: make([]int, size*size)}
	icon.SetTarget(0, 0, float64(size), float64(size))
	var paths []edges
	for _, p := range icon.SVGPaths {
		var e edges
		p.Path.AddTo(&rasterx.MatrixAdder{Adder: &e, M: icon.Transform})
		paths = append(paths, e)
	}
	for y := range 3 * size {
		rows := make([][]float64, len(paths))
		for i, e := range paths {
			rows[i] = e.crossings((float64(y) + 0.5) / 3)
		}
		for x := range 3 * size {
			px := (float64(x) + 0.5) / 3
			if slices.ContainsFunc(rows, func(row []float64) bool { return odd(row, px) }) {
				s.counts[y/3*size+x/3]++
			}
		}
	}
	return s
}

// edges collects a path as straight lines.
type edges struct {
	lines       [][4]float64
	x, y        float64
	startX, sty float64
}

// crossings returns where the edges cross a height, from left to right.
func (e *edges) crossings(y float64) []float64 {
	var all []float64
	for _, l := range e.lines {
		if (l[1] > y) != (l[3] > y) {
			all = append(all, (l[2]-l[0])*(y-l[1])/(l[3]-l[1])+l[0])
		}
	}
	slices.Sort(all)
	return all
}

// odd reports whether an odd number of edges lies to the left.
func odd(crossings []float64, x float64) bool {
	n, _ := slices.BinarySearch(crossings, x)
	return n%2 == 1
}

func (e *edges) to(x, y float64) {
	e.lines = append(e.lines, [4]float64{e.x, e.y, x, y})
	e.x, e.y = x, y
}

func at(p fixed.Point26_6) (x, y float64) { return float64(p.X) / 64, float64(p.Y) / 64 }

// Start implements rasterx.Adder; an open path is closed, as a fill does.
func (e *edges) Start(a fixed.Point26_6) {
	e.Stop(true)
	e.x, e.y = at(a)
	e.startX, e.sty = e.x, e.y
}

// Line implements rasterx.Adder.
func (e *edges) Line(b fixed.Point26_6) { e.to(at(b)) }

// QuadBezier implements rasterx.Adder.
func (e *edges) QuadBezier(b, c fixed.Point26_6) {
	x0, y0 := e.x, e.y
	x1, y1 := at(b)
	x2, y2 := at(c)
	for i := 1; i <= 8; i++ {
		t := float64(i) / 8
		u := 1 - t
		e.to(u*u*x0+2*u*t*x1+t*t*x2, u*u*y0+2*u*t*y1+t*t*y2)
	}
}

// CubeBezier implements rasterx.Adder.
func (e *edges) CubeBezier(b, c, d fixed.Point26_6) {
	x0, y0 := e.x, e.y
	x1, y1 := at(b)
	x2, y2 := at(c)
	x3, y3 := at(d)
	for i := 1; i <= 12; i++ {
		t := float64(i) / 12
		u := 1 - t
		e.to(u*u*u*x0+3*u*u*t*x1+3*u*t*t*x2+t*t*t*x3, u*u*u*y0+3*u*u*t*y1+3*u*t*t*y2+t*t*t*y3)
	}
}

// Stop implements rasterx.Adder.
func (e *edges) Stop(bool) {
	if len(e.lines) > 0 {
		e.to(e.startX, e.sty)
	}
}
