package glass

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

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
}

// A Link is the glass's end of the pipe. Its sending methods never block: a touch that
// cannot be sent because the core hangs is dropped, as the core's end will be noticed.
type Link struct {
	in  io.Reader
	out io.Writer
	ups chan up
}

// NewLink joins the two ends of a pipe.
func NewLink(in io.Reader, out io.Writer) *Link {
	return &Link{in: in, out: out, ups: make(chan up, 64)}
}

// Ready says that the window is open.
func (l *Link) Ready() { l.send(up{Ready: true}) }

// Do says what a resident did.
func (l *Link) Do(a journey.Action) { l.send(up{Do: &a}) }

func (l *Link) send(m up) {
	select {
	case l.ups <- m:
	default:
	}
}

// Run passes the core's messages to w until the core says goodbye, when it returns nil, or is
// gone, when it returns ErrCoreGone.
func (l *Link) Run(w Window) error {
	done := make(chan struct{})
	defer close(done)
	go l.write(done)
	dec := json.NewDecoder(l.in)
	for {
		var m down
		err := dec.Decode(&m)
		var unread *ScreenError
		switch {
		case errors.As(err, &unread): // the view has its frame, and a person is one touch away
			l.send(up{Unread: unread.Screen})
		case err != nil:
			return fmt.Errorf("%w: %w", ErrCoreGone, err)
		}
		switch {
		case m.Bye:
			return nil
		case m.Ping != 0:
			w.Ping(func() { l.send(up{Pong: m.Ping}) })
		case m.Watch:
			w.Watch(func(s Seen) { l.send(up{Seen: &s}) })
		case m.Show != nil:
			w.Show(*m.Show)
		}
	}
}

// write sends what waits. A pipe that broke is noticed by the reading end.
func (l *Link) write(done <-chan struct{}) {
	enc := json.NewEncoder(l.out)
	for {
		select {
		case m := <-l.ups:
			if enc.Encode(m) != nil {
				return
			}
		case <-done:
			return
		}
	}
}
