package walkthrough

import (
	"context"
	"fmt"
	"image"
	"time"

	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// stepEvery is how often a touch screen says where a finger is.
const stepEvery = 8 * time.Millisecond

// Move puts the pointer somewhere.
func (d *Display) Move(to image.Point) error {
	return d.fake(xproto.MotionNotify, 0, to)
}

// Press puts the finger down where the pointer is.
func (d *Display) Press() error {
	return d.fake(xproto.ButtonPress, xproto.ButtonIndex1, image.Point{})
}

// Release lifts the finger.
func (d *Display) Release() error {
	return d.fake(xproto.ButtonRelease, xproto.ButtonIndex1, image.Point{})
}

// Tap touches a place and lets go at once.
func (d *Display) Tap(at image.Point) error {
	if err := d.Move(at); err != nil {
		return err
	}
	if err := d.Press(); err != nil {
		return err
	}
	return d.Release()
}

// Drag draws a finger over the glass in so much time.
func (d *Display) Drag(ctx context.Context, from, to image.Point, takes time.Duration) error {
	if err := d.Move(from); err != nil {
		return err
	}
	if err := d.Press(); err != nil {
		return err
	}
	steps := max(int(takes/stepEvery), 2)
	tick := time.NewTicker(stepEvery)
	defer tick.Stop()
	for i := 1; i <= steps; i++ {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("drag: %w", ctx.Err())
		}
		if err := d.Move(from.Add(to.Sub(from).Mul(i).Div(steps))); err != nil {
			return err
		}
	}
	return d.Release()
}

// fake does one thing with the pointer and returns when the server has taken it.
func (d *Display) fake(kind, detail byte, at image.Point) error {
	err := xtest.FakeInputChecked(d.conn, kind, detail, 0, d.root, int16(at.X), int16(at.Y), 0).Check()
	if err != nil {
		return fmt.Errorf("move the pointer on %s: %w", d.name, err)
	}
	return nil
}
