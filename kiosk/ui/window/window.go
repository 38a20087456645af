// Package window compares a window with what people see of it.
//
// A program whose loop turns can have a black screen before it: the display was switched off
// and on and left the window beside the screen, a window manager put it away, OpenGL is
// missing. The package asks the X server, on a line of its own, where the window is, whether it
// is shown, and whether anything was drawn. It knows no toolkit and mends nothing: whoever asks
// begins anew.
package window

import (
	"errors"
	"fmt"
	"image"
	"io"
	"log"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/randr"
	"github.com/jezek/xgb/xproto"
)

// A Display is a line to the X server. One goroutine may use it at a time.
type Display struct {
	conn *xgb.Conn
	root xproto.Window
	size image.Rectangle // of the root, where nothing else is known
	outs bool            // the server says which outputs are lit
	pid  xproto.Atom
}

// Open opens a line to the display of the environment.
func Open() (*Display, error) {
	xgb.Logger = log.New(io.Discard, "", 0)
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("open the display: %w", err)
	}
	screen := xproto.Setup(conn).DefaultScreen(conn)
	d := &Display{
		conn: conn, root: screen.Root, outs: randr.Init(conn) == nil,
		size: image.Rect(0, 0, int(screen.WidthInPixels), int(screen.HeightInPixels)),
	}
	if atom, err := xproto.InternAtom(conn, false, uint16(len("_NET_WM_PID")), "_NET_WM_PID").Reply(); err == nil {
		d.pid = atom.Atom
	}
	return d, nil
}

// Close closes the line.
func (d *Display) Close() { d.conn.Close() }

// Screens returns where the lit screens are, in the root's pixels. There is none while every
// screen is switched off. A server that does not know has one.
func (d *Display) Screens() ([]image.Rectangle, error) {
	if !d.outs {
		return []image.Rectangle{d.size}, nil
	}
	all, err := randr.GetScreenResourcesCurrent(d.conn, d.root).Reply()
	if err != nil {
		return nil, fmt.Errorf("ask which screens are lit: %w", err)
	}
	if len(all.Crtcs) == 0 {
		return []image.Rectangle{d.size}, nil
	}
	var lit []image.Rectangle
	for _, c := range all.Crtcs {
		i, err := randr.GetCrtcInfo(d.conn, c, all.ConfigTimestamp).Reply()
		if err != nil {
			return nil, fmt.Errorf("ask which screens are lit: %w", err)
		}
		if i.Mode != 0 && i.NumOutputs > 0 {
			lit = append(lit, image.Rect(0, 0, int(i.Width), int(i.Height)).Add(image.Pt(int(i.X), int(i.Y))))
		}
	}
	return lit, nil
}

// What is wrong with a window.
var (
	ErrNone   = errors.New("there is no window: is OpenGL missing?")
	ErrHidden = errors.New("the window is hidden")
	ErrPlace  = errors.New("the window does not fill a screen")
	ErrBlack  = errors.New("nothing is drawn in the window")
)

// Seen returns nil where the window of a process fills a lit screen and something is drawn in
// it, and while no screen is lit, because there is nothing to see then. Otherwise it returns one
// of the errors above, or what the server said.
func (d *Display) Seen(pid int) error {
	lit, err := d.Screens()
	if err != nil || len(lit) == 0 {
		return err
	}
	id, err := d.find(d.root, pid, 4)
	if err != nil {
		return err
	}
	if id == 0 {
		return ErrNone
	}
	shown, err := xproto.GetWindowAttributes(d.conn, id).Reply()
	if err != nil {
		return fmt.Errorf("ask for the window: %w", err)
	}
	if shown.MapState != xproto.MapStateViewable {
		return ErrHidden
	}
	size, err := xproto.GetGeometry(d.conn, xproto.Drawable(id)).Reply()
	if err != nil {
		return fmt.Errorf("ask for the window: %w", err)
	}
	at, err := xproto.TranslateCoordinates(d.conn, id, d.root, 0, 0).Reply()
	if err != nil {
		return fmt.Errorf("ask for the window: %w", err)
	}
	is := image.Rect(0, 0, int(size.Width), int(size.Height)).Add(image.Pt(int(at.DstX), int(at.DstY)))
	for _, screen := range lit {
		if is == screen {
			return d.drawn(id, size.Width, size.Height)
		}
	}
	return fmt.Errorf("%w: it is %v, and the screens are %v", ErrPlace, is, lit)
}

// Exists reports whether a process has a window, wherever it is.
func (d *Display) Exists(pid int) (bool, error) {
	id, err := d.find(d.root, pid, 4)
	return id != 0, err
}

// drawn looks at three lines of the window. No screen of ours is black from side to side.
func (d *Display) drawn(id xproto.Window, w, h uint16) error {
	for _, y := range []uint16{h / 50, h / 2, h - 1 - h/50} {
		line, err := xproto.GetImage(d.conn, xproto.ImageFormatZPixmap, xproto.Drawable(id), 0, int16(y), w, 1, 0x00ffffff).Reply() //nolint:gosec // a window is smaller than that
		if err != nil {
			return fmt.Errorf("look at the window: %w", err)
		}
		for i, b := range line.Data {
			if i%4 != 3 && b != 0 {
				return nil
			}
		}
	}
	return ErrBlack
}

// find returns the window of a process below another, and 0 where there is none. A window
// manager may have put it into one of its own.
func (d *Display) find(in xproto.Window, pid, deep int) (xproto.Window, error) {
	tree, err := xproto.QueryTree(d.conn, in).Reply()
	if err != nil {
		if in != d.root {
			return 0, nil // it has gone meanwhile
		}
		return 0, fmt.Errorf("ask for the windows: %w", err)
	}
	for _, w := range tree.Children {
		p, err := xproto.GetProperty(d.conn, false, w, d.pid, xproto.AtomCardinal, 0, 1).Reply()
		if err == nil && len(p.Value) == 4 && int(xgb.Get32(p.Value)) == pid {
			return w, nil
		}
		if deep > 0 {
			if found, err := d.find(w, pid, deep-1); err != nil || found != 0 {
				return found, err
			}
		}
	}
	return 0, nil
}
