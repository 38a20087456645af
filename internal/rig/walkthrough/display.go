// Package walkthrough drives a real window as a person would, and looks at it.
//
// A [Display] is an X server, its own virtual one or one that is there: it moves the
// pointer, presses, drags and takes pictures of what is on the glass. A [Program] is
// what runs on it, and ends with everything that it started. A [Witness] hears from a kiosk
// what it has drawn and where that can be touched, so that a walk finds the Bengali for
// "doctor" without reading it. A [Walker] joins the three.
//
// The package knows nothing of the kiosk from inside: it sees pixels and what a witness is
// told. The demonstration, the test of the whole journey and the benchmark rely on it.
// Every wait ends with its context.
package walkthrough

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"log"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

// startPatience is how long a virtual display may take to open on a busy machine.
const startPatience = 30 * time.Second

// A Display is an X display with a pointer that this program moves. Its methods may not be
// called at the same time.
type Display struct {
	name   string
	conn   *xgb.Conn
	root   xproto.Window
	size   image.Point
	server *Program // nil when the display was there before
}

// quiet keeps xgb from writing to standard error that there is no .Xauthority, as there
// never is for a virtual display. Its errors are returned as well.
var quiet = sync.OnceFunc(func() { xgb.Logger = log.New(io.Discard, "", 0) })

// Start opens a virtual display of a size in pixels, on a number that is free. Close ends
// it.
func Start(ctx context.Context, size image.Point) (*Display, error) {
	number, theirs, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start a display: %w", err)
	}
	defer number.Close() //nolint:errcheck // it was only read

	cmd := exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-nolisten", "tcp", "-noreset",
		"-screen", "0", fmt.Sprintf("%dx%dx24", size.X, size.Y))
	cmd.ExtraFiles = []*os.File{theirs}
	server, err := Launch(cmd)
	if closed := theirs.Close(); err == nil && closed != nil {
		err = errors.Join(closed, server.Stop())
	}
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("there is no Xvfb: install it with apt-get install xvfb")
	}
	if err != nil {
		return nil, fmt.Errorf("start a display: %w", err)
	}
	name, err := readNumber(number)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start a display: %w", err), server.Stop(), server.Err())
	}
	d, err := Attach(name)
	if err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	d.server = server
	return d, nil
}

// readNumber waits until Xvfb says on which display it listens.
func readNumber(from *os.File) (string, error) {
	if err := from.SetReadDeadline(time.Now().Add(startPatience)); err != nil {
		return "", err
	}
	var line []byte
	for b := make([]byte, 16); !bytes.ContainsRune(line, '\n'); {
		n, err := from.Read(b)
		line = append(line, b[:n]...)
		if err != nil {
			return "", fmt.Errorf("the server gave no display number: %w", err)
		}
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(line)))
	if err != nil {
		return "", fmt.Errorf("the server gave no display number: %w", err)
	}
	return fmt.Sprintf(":%d", n), nil
}

// Attach joins a display that is there, such as ":0".
func Attach(name string) (*Display, error) {
	quiet()
	conn, err := xgb.NewConnDisplay(name)
	if err != nil {
		return nil, fmt.Errorf("open the display %s: %w", name, err)
	}
	if err := xtest.Init(conn); err != nil {
		conn.Close()
		return nil, fmt.Errorf("open the display %s: its pointer cannot be moved: %w", name, err)
	}
	screen := xproto.Setup(conn).DefaultScreen(conn)
	return &Display{
		name: name, conn: conn, root: screen.Root,
		size: image.Pt(int(screen.WidthInPixels), int(screen.HeightInPixels)),
	}, nil
}

// Close leaves the display, and ends it when Start opened it.
func (d *Display) Close() error {
	d.conn.Close()
	if d.server == nil {
		return nil
	}
	if err := d.server.Stop(); err != nil {
		return fmt.Errorf("end the display %s: %w", d.name, err)
	}
	return nil
}

// Name is what DISPLAY is set to for a program on this display.
func (d *Display) Name() string { return d.name }

// Bounds is the whole display in pixels.
func (d *Display) Bounds() image.Rectangle { return image.Rectangle{Max: d.size} }

// Env is this program's environment with this display in it.
func (d *Display) Env() []string {
	var env []string
	for _, e := range os.Environ() {
		switch name, _, _ := strings.Cut(e, "="); name {
		case "DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE":
		default:
			env = append(env, e)
		}
	}
	return append(env, "DISPLAY="+d.name)
}
