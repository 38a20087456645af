package kit

import "fyne.io/fyne/v2"

// A Pool holds the rows of a list. Fyne keeps the memory of what was replaced, so a row is made
// once and shown again with other values; there are as many as the longest list needed.
type Pool[T any] struct {
	build func() T
	rows  []T
	used  int
}

// NewPool returns a pool that makes a row with build when there is none left.
func NewPool[T any](build func() T) *Pool[T] { return &Pool[T]{build: build} }

// Begin takes every row back.
func (p *Pool[T]) Begin() { p.used = 0 }

// Next returns a row that has not been handed out since Begin.
func (p *Pool[T]) Next() T {
	if p.used == len(p.rows) {
		p.rows = append(p.rows, p.build())
	}
	p.used++
	return p.rows[p.used-1]
}

// Fill makes a container hold one row for each of the values, in their order. show puts a value
// on a row and returns what goes into the container.
func Fill[T, V any](in *fyne.Container, rows *Pool[T], values []V, show func(T, V) fyne.CanvasObject) {
	rows.Begin()
	in.Objects = in.Objects[:0]
	for _, v := range values {
		in.Objects = append(in.Objects, show(rows.Next(), v))
	}
}
