package glass

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"frontdoor/kiosk/journey"
)

// ErrCoreGone means that the pipe ended without a goodbye: the core has died.
var ErrCoreGone = errors.New("the core is gone")

// A Window is what draws. Its methods are called from Link.Run's goroutine.
type Window interface {
	// Show draws v soon. Only the latest view matters.
	Show(v View)
	// Ping calls alive from the goroutine that draws, which shows that it still turns.
	Ping(alive func())
	// Watch asks for a report after each picture.
	Watch(seen func(Seen))
	// Silent means that the core has not been heard for as long as the link waits: whatever is
	// on the glass is put away and forgotten, and people are told where else to find help. The
	// next Show ends it.
	Silent()
}

// LinkOptions adjust a Link. The zero value works.
type LinkOptions struct {
	Patience time.Duration // how long the core may not be heard before its picture is put away; zero means 5 s
	Hung     func()        // if not nil, is told that the core was not heard for twice as long, and again each time it was not
}

// A Link is the glass's end of the pipe. Its sending methods never block: a touch that
// cannot be sent because the core hangs is dropped, and the core's silence is noticed.
type Link struct {
	in      io.Reader
	out     io.Writer
	opts    LinkOptions
	touches chan up
	says    chan up // of the glass itself: no flood of touches pushes it out
}

// NewLink joins the two ends of a pipe.
func NewLink(in io.Reader, out io.Writer, opts LinkOptions) *Link {
	if opts.Patience == 0 {
		opts.Patience = 5 * time.Second
	}
	return &Link{in: in, out: out, opts: opts, touches: make(chan up, 64), says: make(chan up, 64)}
}

// Ready says that the window is open.
func (l *Link) Ready() { send(l.says, up{Ready: true}) }

// Do says what a resident did.
func (l *Link) Do(a journey.Action) { send(l.touches, up{Do: &a}) }

func send(to chan<- up, m up) {
	select {
	case to <- m:
	default:
	}
}

// A heard is one message of the core, or the end of the pipe.
type heard struct {
	down
	err error
}

// Run passes the core's messages to w until the core says goodbye, when it returns nil, or is
// gone, when it returns ErrCoreGone. A core that is there and says nothing is not heard, and a
// keeper's ping alone is no word of the core.
func (l *Link) Run(w Window) error {
	done := make(chan struct{})
	defer close(done)
	go l.write(done)
	words := make(chan heard)
	go l.read(words, done)
	silence := time.NewTimer(l.opts.Patience)
	defer silence.Stop()
	for missed := 0; ; {
		select {
		case m := <-words:
			if m.err != nil {
				return m.err
			}
			if m.Bye {
				return nil
			}
			if m.Turns || m.Show != nil {
				if missed > 0 && m.Show == nil {
					send(l.says, up{Again: true})
				}
				missed = 0
				silence.Reset(l.opts.Patience)
			}
			l.pass(m.down, w)
		case <-silence.C:
			if missed++; missed == 1 {
				w.Silent()
			} else if l.opts.Hung != nil {
				l.opts.Hung()
			}
			silence.Reset(l.opts.Patience)
		}
	}
}

func (l *Link) pass(m down, w Window) {
	switch {
	case m.Ping != 0:
		w.Ping(func() { send(l.says, up{Pong: m.Ping}) })
	case m.Watch:
		w.Watch(func(s Seen) { send(l.says, up{Seen: &s}) })
	case m.Show != nil:
		w.Show(*m.Show)
	}
}

// read reads the pipe to its end.
func (l *Link) read(words chan<- heard, done <-chan struct{}) {
	dec := json.NewDecoder(l.in)
	for {
		var m heard
		err := dec.Decode(&m.down)
		var unread *ScreenError
		switch {
		case errors.As(err, &unread): // the view has its frame, and a person is one touch away
			send(l.says, up{Unread: unread.Screen})
		case err != nil:
			m.err = fmt.Errorf("%w: %w", ErrCoreGone, err)
		}
		select {
		case words <- m:
		case <-done:
			return
		}
		if m.err != nil {
			return
		}
	}
}

// write sends what waits. A pipe that broke is noticed by the reading end.
func (l *Link) write(done <-chan struct{}) {
	enc := json.NewEncoder(l.out)
	for {
		var m up
		select { // what the glass says of itself goes first
		case m = <-l.says:
		default:
			select {
			case m = <-l.says:
			case m = <-l.touches:
			case <-done:
				return
			}
		}
		if enc.Encode(m) != nil {
			return
		}
	}
}
