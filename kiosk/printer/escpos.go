package printer

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// A Receipt is a receipt printer that speaks ESC/POS.
type Receipt struct {
	open  func(ctx context.Context) (Line, error)
	width int
}

// A Line is what a receipt printer is spoken to over. Its deadlines hold for both ways.
type Line interface {
	io.ReadWriteCloser
	SetDeadline(t time.Time) error
}

// Dots of the two usual rolls, of 80 and of 58 mm, at 203 dots an inch.
const (
	Wide    = 576
	Narrow  = 384
	receipt = 203
)

// NewDevice returns the printer at a device file, such as /dev/usb/lp0.
func NewDevice(path string, width int) *Receipt {
	return &Receipt{width: width, open: func(context.Context) (Line, error) {
		// Without waiting: a printer that is switched off holds up whoever opens or writes.
		f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK, 0)
		if errors.Is(err, os.ErrPermission) {
			f, err = os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0) // one that cannot be asked
		}
		return f, err
	}}
}

// NewSocket returns the printer at a network address, usually with port 9100.
func NewSocket(address string, width int) *Receipt {
	return &Receipt{width: width, open: func(ctx context.Context) (Line, error) {
		d := net.Dialer{Timeout: 5 * time.Second}
		return d.DialContext(ctx, "tcp", address)
	}}
}

// The commands that are used, of the ESC/POS command reference.
var (
	begin      = []byte{0x1b, '@'}                           // ESC @: start anew
	cut        = []byte{0x1b, 'd', 5, 0x1d, 'V', 'B', 0}     // feed five lines and cut
	askPaper   = []byte{0x10, 0x04, 4}                       // DLE EOT 4: the paper's sensors
	askOffline = []byte{0x10, 0x04, 2}                       // DLE EOT 2: why it is offline
	clearAll   = []byte{0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8} // DLE DC4 8: forget what is not printed yet
	raster     = func(bytes, rows int) []byte {              // GS v 0: a band of a picture
		return []byte{0x1d, 'v', '0', 0, byte(bytes), byte(bytes >> 8), byte(rows), byte(rows >> 8)}
	}
)

// band is how many rows are sent at once: what a printer still prints after its visit has
// ended is not more than two centimetres.
const band = 128

// Times of a receipt printer.
const (
	reply    = 700 * time.Millisecond // to say how it is; many never do
	bandTime = 8 * time.Second        // to take a band
)

// Print prints a drawing and cuts the paper.
func (r *Receipt) Print(ctx context.Context, d Drawing) (err error) {
	line, err := r.open(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	defer func() {
		if closing := line.Close(); err == nil && closing != nil {
			err = fmt.Errorf("%w: %w", ErrHalf, closing)
		}
	}()
	stop := context.AfterFunc(ctx, func() {
		if err := line.SetDeadline(time.Now()); err != nil && !errors.Is(err, os.ErrNoDeadline) {
			return // it is shut already
		}
	})
	defer stop()
	speaks := true
	if err := r.ready(ctx, line, &speaks); err != nil {
		return err
	}
	img := d(r.width, receipt)
	if err := r.say(ctx, line, begin, bandTime); err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	for top := img.Rect.Min.Y; top < img.Rect.Max.Y; top += band {
		rows := min(band, img.Rect.Max.Y-top)
		if err := r.say(ctx, line, bits(img, top, rows), bandTime); err != nil {
			return r.takeBack(line, err)
		}
		if err := r.ready(ctx, line, &speaks); err != nil {
			return r.takeBack(line, err)
		}
	}
	if err := r.say(ctx, line, cut, bandTime); err != nil {
		return r.takeBack(line, err)
	}
	if err := r.ready(ctx, line, &speaks); err != nil {
		return r.takeBack(line, err)
	}
	return nil
}

// takeBack has the printer forget what it has not printed, and says that it stopped half way.
func (r *Receipt) takeBack(line Line, why error) error {
	if err := line.SetDeadline(time.Now().Add(reply)); err == nil || errors.Is(err, os.ErrNoDeadline) {
		if _, err := line.Write(clearAll); err != nil {
			why = errors.Join(why, err)
		}
	}
	return fmt.Errorf("%w: %w", ErrHalf, why)
}

// ready asks how the printer is. One that does not answer is not asked again: many cannot.
func (r *Receipt) ready(ctx context.Context, line Line, speaks *bool) error {
	if !*speaks {
		return ctx.Err()
	}
	paper, ok := r.ask(ctx, line, askPaper)
	if !ok {
		*speaks = false
		return ctx.Err()
	}
	if paper&0x60 != 0 {
		return ErrPaper
	}
	if why, ok := r.ask(ctx, line, askOffline); ok {
		switch {
		case why&0x20 != 0:
			return ErrPaper
		case why&0x44 != 0: // the cover is open, or a fault
			return ErrFault
		}
	}
	return ctx.Err()
}

// ask returns the one byte that the printer answers with. Bits 1 and 4 of every such byte are
// set and bits 0 and 7 are not: anything else is no answer.
func (r *Receipt) ask(ctx context.Context, line Line, what []byte) (byte, bool) {
	if err := line.SetDeadline(time.Now().Add(reply)); err != nil || ctx.Err() != nil {
		return 0, false // a device whose waiting cannot be bounded is not asked
	}
	if _, err := line.Write(what); err != nil {
		return 0, false
	}
	var b [1]byte
	if _, err := io.ReadFull(line, b[:]); err != nil {
		return 0, false
	}
	return b[0], b[0]&0x93 == 0x12
}

func (r *Receipt) say(ctx context.Context, line Line, b []byte, within time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := line.SetDeadline(time.Now().Add(within)); err != nil && !errors.Is(err, os.ErrNoDeadline) {
		return err
	}
	if ctx.Err() != nil { // it ended between: its deadline may have been put off
		return ctx.Err()
	}
	_, err := line.Write(b)
	return err
}

// bits returns rows of a picture as a printer takes them: eight dots a byte, the leftmost
// highest, 1 for black.
func bits(img *image.Gray, top, rows int) []byte {
	bytes := (img.Rect.Dx() + 7) / 8
	out := raster(bytes, rows)
	for y := top; y < top+rows; y++ {
		row := make([]byte, bytes)
		for x := range img.Rect.Dx() {
			if img.GrayAt(img.Rect.Min.X+x, y).Y < 0x80 {
				row[x/8] |= 0x80 >> (x % 8)
			}
		}
		out = append(out, row...)
	}
	return out
}
