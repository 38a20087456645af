package main

import (
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"time"

	"frontdoor/internal/rig/walkthrough"
)

// A subject is a program that can be measured.
type subject struct {
	name    string
	program string
	mend    string // what to do when the program is not there
	size    func() (int64, error)
	start   func(ctx context.Context, d *walkthrough.Display, dir string) (*walkthrough.Program, walker, error)
}

// A walker finds its way through one running program.
type walker interface {
	// begin goes from the first screen to the list of languages.
	begin(ctx context.Context) error
	// there returns the place to touch for the needs in the nth language; back the place that
	// leads to the languages again.
	there(ctx context.Context, n int) (image.Point, error)
	back(ctx context.Context) (image.Point, error)
	end() error
}

// figures is what one run shows.
type figures struct {
	first                    time.Duration // from start to text
	memoryFirst, memoryLater int64         // bytes, of all processes
	touches                  []time.Duration
}

// still is how long a picture must not change before it counts as finished.
const still = 600 * time.Millisecond

// runPatience bounds one run of one program.
const runPatience = 3 * time.Minute

// measure starts a subject in a folder of its own, looks at it, touches it and ends it.
func measure(ctx context.Context, o options, s subject, dir string) (f figures, err error) {
	ctx, cancel := walkthrough.Within(ctx, runPatience, "the end of a run")
	defer cancel()
	d, err := walkthrough.Start(ctx, o.size)
	if err != nil {
		return f, err
	}
	defer closing(&err, d.Close)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return f, err
	}

	started := time.Now()
	p, w, err := s.start(ctx, d, dir)
	if err != nil {
		return f, err
	}
	defer closing(&err, w.end)
	defer closing(&err, p.Stop)
	defer func() { err = explain(ctx, err, d, filepath.Join(o.out, s.name+"-failed.png")) }()

	if err := firstText(ctx, d, p); err != nil {
		return f, err
	}
	f.first = time.Since(started)
	if err := photograph(ctx, d, filepath.Join(o.out, s.name+"-first.png")); err != nil {
		return f, err
	}
	if f.memoryFirst, err = p.PSS(); err != nil {
		return f, err
	}
	if err := w.begin(ctx); err != nil {
		return f, err
	}
	for n := range o.touches {
		took, err := touch(ctx, d, w, n)
		if err != nil {
			return f, fmt.Errorf("touch %d: %w", n+1, err)
		}
		f.touches = append(f.touches, took)
		if n < 2 {
			if err := photograph(ctx, d, filepath.Join(o.out, fmt.Sprintf("%s-%d.png", s.name, n+1))); err != nil {
				return f, err
			}
		}
	}
	f.memoryLater, err = p.PSS()
	return f, err
}

// closing keeps the first error, and does not lose a later one.
func closing(err *error, close func() error) {
	if e := close(); e != nil && *err == nil {
		*err = e
	}
}

// explain keeps a picture of what stood there when a run went wrong, and says so.
func explain(ctx context.Context, err error, d *walkthrough.Display, path string) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("%w: %w", context.Cause(ctx), err)
	}
	img, e := d.Picture(d.Bounds())
	if e == nil {
		e = walkthrough.Save(path, img)
	}
	if e != nil {
		return err
	}
	return fmt.Errorf("%w: see %s", err, path)
}

func photograph(ctx context.Context, d *walkthrough.Display, path string) error {
	img, err := d.Settled(ctx, d.Bounds(), still)
	if err != nil {
		return err
	}
	return walkthrough.Save(path, img)
}

// touchPatience is when a touch counts as lost.
const touchPatience = 15 * time.Second

// touch goes to the needs with even numbers and back with odd ones, and returns the time from
// the press to another picture where the title stands. What changes on the touched place
// itself, to show that it is pressed, does not count.
func touch(ctx context.Context, d *walkthrough.Display, w walker, n int) (time.Duration, error) {
	next := w.back
	if n%2 == 0 {
		next = func(ctx context.Context) (image.Point, error) { return w.there(ctx, n/2) }
	}
	at, err := next(ctx)
	if err != nil {
		return 0, err
	}
	before, err := d.Settled(ctx, titleBand(d.Bounds()), 100*time.Millisecond)
	if err != nil {
		return 0, err
	}
	if err := d.Move(at); err != nil {
		return 0, err
	}
	pressed := time.Now()
	if err := d.Press(); err != nil {
		return 0, err
	}
	if err := d.Release(); err != nil {
		return 0, err
	}
	within, cancel := walkthrough.Within(ctx, touchPatience, "another picture")
	defer cancel()
	if _, err := d.WaitChange(within, before); err != nil {
		return 0, fmt.Errorf("%w: %w", context.Cause(within), err)
	}
	took := time.Since(pressed)
	_, err = d.Settled(ctx, d.Bounds(), 100*time.Millisecond)
	return took, err
}

// part returns a part of a rectangle in thousandths of its sides.
func part(r image.Rectangle, x0, y0, x1, y1 int) image.Rectangle {
	return image.Rect(r.Min.X+r.Dx()*x0/1000, r.Min.Y+r.Dy()*y0/1000, r.Min.X+r.Dx()*x1/1000, r.Min.Y+r.Dy()*y1/1000)
}

// titleBand is a strip through the words in which a screen asks its question, in either
// direction of writing. It is thin, because looking at it takes time from who draws it.
func titleBand(r image.Rectangle) image.Rectangle { return part(r, 20, 142, 980, 158) }

// firstText waits until there is text in the middle of the screen.
func firstText(ctx context.Context, d *walkthrough.Display, p *walkthrough.Program) error {
	tick := time.NewTicker(4 * time.Millisecond)
	defer tick.Stop()
	for {
		img, err := d.Picture(part(d.Bounds(), 200, 200, 800, 800))
		if err != nil {
			return err
		}
		if hasText(img) {
			return nil
		}
		select {
		case <-tick.C:
		case <-p.Done():
			return fmt.Errorf("it ended before it showed anything: %w", p.Err())
		case <-ctx.Done():
			return fmt.Errorf("wait for text: %w", context.Cause(ctx))
		}
	}
}

// enoughStrokes is about two words of a title: more than the edges of empty cards.
const enoughStrokes = 1500

// hasText reports whether a picture has letters in it: many places where dark meets light from
// one pixel to the next but one. Neither a plain colour nor a pale border has them, and it
// does not matter whether the letters are dark on light or light on dark.
func hasText(img *image.RGBA) bool {
	strokes := 0
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride : y*img.Stride+4*img.Rect.Dx()]
		for x := 8; x < len(row); x += 4 {
			if d := luma(row[x:]) - luma(row[x-8:]); d > 110 || d < -110 {
				strokes++
			}
		}
	}
	return strokes >= enoughStrokes
}

// luma is how light a pixel is, 0 to 255.
func luma(p []byte) int { return (299*int(p[0]) + 587*int(p[1]) + 114*int(p[2])) / 1000 }
