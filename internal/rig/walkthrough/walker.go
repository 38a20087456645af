package walkthrough

import (
	"context"
	"errors"
	"fmt"
	"image"
	"time"
)

// stepPatience bounds each step of a walk. A machine that compiles at the same time is slow;
// nobody waits this long in earnest.
const stepPatience = 30 * time.Second

// reading is how long a resident looks at a new picture before touching it. A kiosk takes a
// faster touch on the same place for the second half of a double touch.
const reading = 450 * time.Millisecond

// ErrNoTarget means that what should be touched is not offered on the glass.
var ErrNoTarget = errors.New("nothing on the glass does this")

// A Walker goes through a kiosk as a resident does.
type Walker struct {
	Display *Display
	Witness *Witness
}

// At waits until the glass shows a screen.
func (w Walker) At(ctx context.Context, screen string) (Seen, error) {
	ctx, cancel := Within(ctx, stepPatience, "the screen "+screen)
	defer cancel()
	return w.Witness.Wait(ctx, screen)
}

// Touch touches the place that does an action and returns the picture that follows. An empty
// value stands for the first place that does the action.
func (w Walker) Touch(ctx context.Context, action, value string) (Seen, error) {
	ctx, cancel := Within(ctx, stepPatience, action+" "+value)
	defer cancel()
	offered, err := w.Witness.Until(ctx, func(s Seen) bool {
		_, ok := s.Target(action, value)
		return ok
	})
	if err != nil {
		return offered, fmt.Errorf("touch %s %q: %w: %w", action, value, ErrNoTarget, err)
	}
	place, _ := offered.Target(action, value)
	select {
	case <-time.After(reading):
	case <-ctx.Done():
		return offered, fmt.Errorf("touch %s %q: %w", action, value, context.Cause(ctx))
	}
	if err := w.Display.Tap(middle(place)); err != nil {
		return offered, fmt.Errorf("touch %s %q: %w", action, value, err)
	}
	after, err := w.Witness.After(ctx, offered)
	if err != nil {
		return after, fmt.Errorf("touch %s %q: %w", action, value, err)
	}
	return after, nil
}

// Go touches the place that does an action and waits until it has led to a screen. Use it
// where a picture may come in between: a pressed button, or the clock's next minute.
func (w Walker) Go(ctx context.Context, action, value, screen string) (Seen, error) {
	if s, err := w.Touch(ctx, action, value); err != nil {
		return s, err
	}
	s, err := w.At(ctx, screen)
	if err != nil {
		return s, fmt.Errorf("touch %s %q: %w", action, value, err)
	}
	return s, nil
}

// Type touches one key after the other.
func (w Walker) Type(ctx context.Context, action, text string) (Seen, error) {
	var s Seen
	for _, key := range text {
		var err error
		if s, err = w.Touch(ctx, action, string(key)); err != nil {
			return s, err
		}
	}
	return s, nil
}

// Photograph saves the whole display once it stands still.
func (w Walker) Photograph(ctx context.Context, path string) error {
	ctx, cancel := Within(ctx, stepPatience, "a still picture")
	defer cancel()
	img, err := w.Display.Settled(ctx, w.Display.Bounds(), 600*time.Millisecond)
	if err != nil {
		return err
	}
	return Save(path, img)
}

func middle(r image.Rectangle) image.Point { return r.Min.Add(r.Max).Div(2) }
