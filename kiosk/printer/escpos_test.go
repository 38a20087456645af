package printer_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdoor/kiosk/printer"
)

// pattern is a picture in which no two rows are alike.
func pattern(width, height int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := uint8(255)
			if (x*7+y*13+x*y/5)%11 < 4 || x == y {
				v = 0
			}
			img.SetGray(x, y, color.Gray{v})
		}
	}
	return img
}

func drawing(height int) printer.Drawing {
	return func(width, _ int) *image.Gray { return pattern(width, height) }
}

// A roll is a receipt printer as this test understands one: it prints what it is sent, answers
// how it is, and runs out of paper.
type roll struct {
	rows    [][]byte // of dots
	cuts    int
	left    int // rows of paper; negative for no end
	mute    bool
	offline byte // what it answers besides the paper
	cleared bool
	closeAt int // rows after which the connection is shut
}

// serve understands one connection.
func (p *roll) serve(conn net.Conn) error {
	defer conn.Close()
	in := make([]byte, 1)
	next := func() byte {
		if _, err := io.ReadFull(conn, in); err != nil {
			panic(err)
		}
		return in[0]
	}
	var fault error
	func() {
		defer func() {
			if r := recover(); r != nil {
				if err, ok := r.(error); !ok || !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) && !errors.Is(err, io.ErrUnexpectedEOF) {
					fault, _ = r.(error)
				}
			}
		}()
		for {
			switch next() {
			case 0x1b:
				switch next() {
				case '@':
				case 'd':
					next()
				default:
					panic(errors.New("an unknown ESC"))
				}
			case 0x10:
				switch next() {
				case 4:
					answer := byte(0x12)
					if next() == 2 {
						answer |= p.offline
					} else if p.left == 0 {
						answer |= 0x60
					}
					if !p.mute {
						if _, err := conn.Write([]byte{answer}); err != nil {
							panic(err)
						}
					}
				case 0x14:
					for range 8 {
						next()
					}
					p.cleared = true
				default:
					panic(errors.New("an unknown DLE"))
				}
			case 0x1d:
				switch next() {
				case 'V':
					next()
					next()
					p.cuts++
				case 'v':
					next()
					next()
					wide, high := int(next())|int(next())<<8, int(next())|int(next())<<8
					for range high {
						row := make([]byte, wide)
						for i := range row {
							row[i] = next()
						}
						if p.left == 0 {
							continue
						}
						p.left--
						p.rows = append(p.rows, row)
						if p.closeAt > 0 && len(p.rows) == p.closeAt {
							return
						}
					}
				default:
					panic(errors.New("an unknown GS"))
				}
			default:
				panic(errors.New("not a command"))
			}
		}
	}()
	return fault
}

// plugged starts a printer and returns where it is.
func (p *roll) plugged(t *testing.T) (address string, unplug func()) {
	t.Helper()
	var how net.ListenConfig
	l, err := how.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			done <- nil
			return
		}
		done <- p.serve(conn)
	}()
	return l.Addr().String(), func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// same reports whether a roll shows a picture.
func (p *roll) same(img *image.Gray) bool {
	if len(p.rows) != img.Rect.Dy() {
		return false
	}
	for y, row := range p.rows {
		for x := range img.Rect.Dx() {
			if black := row[x/8]&(0x80>>(x%8)) != 0; black != (img.GrayAt(x, y).Y < 128) {
				return false
			}
		}
	}
	return true
}

func TestWhatIsDrawnIsWhatIsOnTheRoll(t *testing.T) {
	for _, width := range []int{printer.Wide, printer.Narrow} {
		p := &roll{left: -1}
		at, unplug := p.plugged(t)
		err := printer.NewSocket(at, width).Print(t.Context(), drawing(517))
		unplug()
		if err != nil || !p.same(pattern(width, 517)) || p.cuts != 1 {
			t.Errorf("%d dots: %v; %d rows, %d cuts", width, err, len(p.rows), p.cuts)
		}
	}
}

func TestAPrinterThatNeverAnswersPrints(t *testing.T) {
	p := &roll{left: -1, mute: true}
	at, unplug := p.plugged(t)
	err := printer.NewSocket(at, printer.Wide).Print(t.Context(), drawing(300))
	unplug()
	if err != nil || !p.same(pattern(printer.Wide, 300)) {
		t.Errorf("%v; %d rows", err, len(p.rows))
	}
}

func TestADeviceFileIsWrittenTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lp0")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := printer.NewDevice(path, printer.Narrow).Print(t.Context(), drawing(200)); err != nil {
		t.Fatal(err)
	}
	sent, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p := &roll{left: -1, mute: true}
	here, there := net.Pipe()
	done := make(chan error, 1)
	go func() { done <- p.serve(there) }()
	if _, err := io.Copy(here, bytes.NewReader(sent)); err != nil {
		t.Fatal(err)
	}
	if err := here.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil || !p.same(pattern(printer.Narrow, 200)) {
		t.Errorf("%v; %d rows", err, len(p.rows))
	}
}

func TestWhatIsWrongWithAPrinterIsTold(t *testing.T) {
	cases := map[string]struct {
		p       roll
		want    error
		cleared bool
	}{
		"no paper":                 {roll{left: 0}, printer.ErrPaper, false},
		"paper ends in the middle": {roll{left: 200}, printer.ErrHalf, true},
		"the cover is open":        {roll{left: -1, offline: 0x04}, printer.ErrFault, false},
		"it is pulled out":         {roll{left: -1, closeAt: 130}, printer.ErrHalf, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			at, unplug := c.p.plugged(t)
			err := printer.NewSocket(at, printer.Wide).Print(t.Context(), drawing(3000))
			unplug()
			if !errors.Is(err, c.want) || c.p.cleared != c.cleared || c.p.cuts > 0 {
				t.Errorf("%v; cleared %t, %d cuts", err, c.p.cleared, c.p.cuts)
			}
		})
	}
	if err := printer.NewSocket("127.0.0.1:1", printer.Wide).Print(t.Context(), drawing(10)); !errors.Is(err, printer.ErrGone) {
		t.Errorf("a printer that is not there gives %v", err)
	}
	if err := printer.NewDevice(filepath.Join(t.TempDir(), "lp0"), printer.Wide).Print(t.Context(), drawing(10)); !errors.Is(err, printer.ErrGone) {
		t.Errorf("a device that is not there gives %v", err)
	}
}

func TestAJobWhoseVisitHasEndedIsTakenBack(t *testing.T) {
	p := &roll{left: -1}
	at, unplug := p.plugged(t)
	ctx, cancel := context.WithCancel(t.Context())
	drawn := func(width, _ int) *image.Gray {
		cancel() // the resident finishes while it is drawn
		return pattern(width, 3000)
	}
	began := time.Now()
	err := printer.NewSocket(at, printer.Wide).Print(ctx, drawn)
	unplug()
	if !errors.Is(err, context.Canceled) || len(p.rows) != 0 || time.Since(began) > 5*time.Second {
		t.Errorf("%v; %d rows after %v", err, len(p.rows), time.Since(began))
	}
}
