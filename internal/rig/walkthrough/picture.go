package walkthrough

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"github.com/jezek/xgb/xproto"
)

// lookEvery is how often a wait looks at the glass. X has no word for "the picture that a
// person sees has changed", so a wait has to look.
const lookEvery = 2 * time.Millisecond

// ErrGone means that the display does not answer any more.
var ErrGone = errors.New("the display has gone")

// Picture takes a picture of a part of the display, in the display's coordinates.
func (d *Display) Picture(part image.Rectangle) (*image.RGBA, error) {
	part = part.Intersect(d.Bounds())
	if part.Empty() {
		return nil, fmt.Errorf("take a picture of %s: the part is outside of the display", d.name)
	}
	reply, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(d.root),
		int16(part.Min.X), int16(part.Min.Y), uint16(part.Dx()), uint16(part.Dy()), 0xffffffff).Reply()
	if err != nil {
		return nil, fmt.Errorf("take a picture of %s: %w", d.name, err)
	}
	if reply == nil {
		return nil, fmt.Errorf("take a picture of %s: %w", d.name, ErrGone)
	}
	if len(reply.Data) < 4*part.Dx()*part.Dy() {
		return nil, fmt.Errorf("take a picture of %s: it has %d bits a pixel, and only 24 in 32 are understood", d.name, reply.Depth)
	}
	return fromBGRX(reply.Data, part), nil
}

// fromBGRX turns the server's pixels into Go's.
func fromBGRX(data []byte, part image.Rectangle) *image.RGBA {
	img := &image.RGBA{Pix: data[:4*part.Dx()*part.Dy()], Stride: 4 * part.Dx(), Rect: part}
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		p[0], p[2], p[3] = p[2], p[0], 0xff
	}
	return img
}

// WaitChange waits until a part of the display differs from an earlier picture of it, and
// returns the new one.
func (d *Display) WaitChange(ctx context.Context, since *image.RGBA) (*image.RGBA, error) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		now, err := d.Picture(since.Rect)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(now.Pix, since.Pix) {
			return now, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for another picture on %s: %w", d.name, ctx.Err())
		}
	}
}

// Settled waits until a part of the display has not changed for a while, and returns it.
func (d *Display) Settled(ctx context.Context, part image.Rectangle, still time.Duration) (*image.RGBA, error) {
	last, err := d.Picture(part)
	if err != nil {
		return nil, err
	}
	since := time.Now()
	tick := time.NewTicker(max(still/5, lookEvery))
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for a still picture on %s: %w", d.name, ctx.Err())
		}
		now, err := d.Picture(part)
		switch {
		case err != nil:
			return nil, err
		case !bytes.Equal(now.Pix, last.Pix):
			last, since = now, time.Now()
		case time.Since(since) >= still:
			return now, nil
		}
	}
}

// Save writes a picture as a PNG file and makes the folders on the way.
func Save(path string, img image.Image) error {
	var b bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&b, img); err != nil {
		return fmt.Errorf("save a picture: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("save a picture: %w", err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("save a picture: %w", err)
	}
	return nil
}
