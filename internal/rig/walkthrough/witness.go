package walkthrough

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"net"
	"strings"
	"sync"
	"time"
)

// Seen is what a kiosk says of a picture that it has put on the glass.
type Seen struct {
	Screen  string   `json:"screen"`
	Lang    string   `json:"lang"`
	Size    [2]int   `json:"size"` // pixels
	Targets []Target `json:"targets"`
	Texts   []string `json:"texts"`

	number int // counts pictures, over every glass that told this witness
}

// A Target is a place that can be touched, in pixels.
type Target struct {
	Action string `json:"action"`
	Value  string `json:"value"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	W      int    `json:"w"`
	H      int    `json:"h"`
}

// Target returns the place that does an action; an empty value stands for any.
func (s Seen) Target(action, value string) (image.Rectangle, bool) {
	for _, t := range s.Targets {
		if t.Action == action && (value == "" || t.Value == value) {
			return image.Rect(t.X, t.Y, t.X+t.W, t.Y+t.H), true
		}
	}
	return image.Rectangle{}, false
}

// Values returns what an action is offered for, from the first target to the last.
func (s Seen) Values(action string) []string {
	var all []string
	for _, t := range s.Targets {
		if t.Action == action {
			all = append(all, t.Value)
		}
	}
	return all
}

// Says reports whether one of the texts on the glass holds some words.
func (s Seen) Says(words string) bool {
	for _, t := range s.Texts {
		if strings.Contains(t, words) {
			return true
		}
	}
	return false
}

// A Witness hears what is on the glass of a kiosk that was started with its path. It
// goes on hearing when the kiosk is started again.
type Witness struct {
	path     string
	listener net.Listener
	stop     func() bool
	serving  sync.WaitGroup

	mu      sync.Mutex
	last    Seen
	changed chan struct{} // closed, and another made, when last changes
	conns   map[net.Conn]bool
	closed  bool
}

// Listen opens a witness on a Unix socket until ctx ends or Close is called.
func Listen(ctx context.Context, path string) (*Witness, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "unix", path)
	if err != nil {
		return nil, fmt.Errorf("open a witness: %w", err)
	}
	w := &Witness{path: path, listener: l, changed: make(chan struct{}), conns: map[net.Conn]bool{}}
	w.stop = context.AfterFunc(ctx, func() { w.hangUp() }) //nolint:errcheck // Close says what was wrong
	w.serving.Go(w.accept)
	return w, nil
}

// Path is what the kiosk is started with.
func (w *Witness) Path() string { return w.path }

// Close stops listening and waits until nobody is heard any more.
func (w *Witness) Close() error {
	w.stop()
	err := w.hangUp()
	w.serving.Wait()
	if err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("close a witness: %w", err)
	}
	return nil
}

func (w *Witness) hangUp() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	err := w.listener.Close()
	for c := range w.conns {
		err = errors.Join(err, c.Close())
	}
	clear(w.conns)
	return err
}

func (w *Witness) accept() {
	for {
		conn, err := w.listener.Accept()
		if err != nil {
			return
		}
		if !w.keep(conn) {
			return
		}
		w.serving.Go(func() { w.hear(conn) })
	}
}

// keep remembers a connection, so that Close can end it.
func (w *Witness) keep(conn net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		conn.Close() //nolint:errcheck // nothing was read from it
		return false
	}
	w.conns[conn] = true
	return true
}

// hear listens to one kiosk until it goes. A kiosk that was killed may leave half a line.
func (w *Witness) hear(conn net.Conn) {
	dec := json.NewDecoder(conn)
	for {
		var s Seen
		if dec.Decode(&s) != nil {
			break
		}
		w.mu.Lock()
		s.number = w.last.number + 1
		w.last = s
		close(w.changed)
		w.changed = make(chan struct{})
		w.mu.Unlock()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.conns[conn] {
		delete(w.conns, conn)
		conn.Close() //nolint:errcheck // it was only read
	}
}

// Last is the latest picture; its screen is empty before the first one.
func (w *Witness) Last() Seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last
}

// Wait waits until the glass shows a screen and returns the latest picture of it. It
// returns at once when that screen is there already.
func (w *Witness) Wait(ctx context.Context, screen string) (Seen, error) {
	s, err := w.Until(ctx, func(s Seen) bool { return s.Screen == screen })
	if err != nil {
		return s, fmt.Errorf("wait for the screen %q: %w", screen, err)
	}
	return s, nil
}

// After waits for a picture that is newer than one seen before.
func (w *Witness) After(ctx context.Context, before Seen) (Seen, error) {
	return w.Until(ctx, func(s Seen) bool { return s.number > before.number })
}

// Until waits for a picture that is as wanted. Its error says what is there instead.
func (w *Witness) Until(ctx context.Context, wanted func(Seen) bool) (Seen, error) {
	for {
		w.mu.Lock()
		last, changed := w.last, w.changed
		w.mu.Unlock()
		if last.number > 0 && wanted(last) {
			return last, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return last, fmt.Errorf("%w: %q in %q stands on the glass after %d pictures", context.Cause(ctx), last.Screen, last.Lang, last.number)
		}
	}
}

// Within bounds one wait of a longer walk.
func Within(ctx context.Context, d time.Duration, what string) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, d, fmt.Errorf("%s did not come within %v", what, d))
}
