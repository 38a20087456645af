package desk

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// A stream is one open console. It counts as listening while it answers what it is asked.
type stream struct {
	id     string
	device string
	beat   chan struct{}
}

// mostStreams is how many pages one device may have open.
const mostStreams = 4

// events sends a console what is to be seen, at once and at every change, and asks it from
// time to time whether it is there.
func (s *Server) events(w http.ResponseWriter, r *http.Request, device string) {
	st, ok := s.begin(device)
	if !ok {
		http.Error(w, "This device has too many consoles open.", http.StatusTooManyRequests)
		return
	}
	heard := time.Time{}
	var gone func()
	defer func() {
		s.end(st)
		if gone != nil {
			gone()
		}
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	if err := out.SetReadDeadline(time.Time{}); err != nil {
		s.opts.Log.Debug("a console's stream may end early", "err", err)
	}
	again := time.NewTicker(s.opts.Beat)
	defer again.Stop()
	if !s.ask(r.Context(), w, out) {
		return
	}
	var last []byte
	for {
		board, others, devices := s.now()
		if _, err := s.devices.Of(keyOf(r), time.Now()); err != nil {
			s.send(r.Context(), w, out, "withdrawn", []byte("{}"))
			return
		}
		seen, err := json.Marshal(s.view(device, st.id, time.Now()))
		if err != nil {
			s.opts.Log.Error("the console cannot be told", "err", err)
			return
		}
		if !bytes.Equal(seen, last) && !s.send(r.Context(), w, out, "state", seen) {
			return
		}
		last = seen
		select {
		case <-r.Context().Done():
			return
		case <-board:
		case <-others:
		case <-devices:
		case <-st.beat:
			heard = time.Now()
			if gone == nil {
				gone = s.listen(device)
			}
		case now := <-again.C:
			if gone != nil && now.Sub(heard) > s.opts.Silent {
				gone() // the page is open and nobody is behind it
				gone = nil
			}
			if !s.ask(r.Context(), w, out) {
				return
			}
		}
	}
}

// ask asks a console whether it is there, and tells it the kiosk's clock and when it asks again,
// both in milliseconds: a page that is not asked knows by its own clock that it is not connected.
func (s *Server) ask(ctx context.Context, w http.ResponseWriter, out *http.ResponseController) bool {
	return s.send(ctx, w, out, "beat", fmt.Appendf(nil, `{"now":%d,"every":%d}`, time.Now().UnixMilli(), s.opts.Beat.Milliseconds()))
}

// send writes one event, and reports whether the console is still there.
func (s *Server) send(ctx context.Context, w http.ResponseWriter, out *http.ResponseController, kind string, data []byte) bool {
	err := out.SetWriteDeadline(time.Now().Add(10 * time.Second))
	if errors.Is(err, http.ErrNotSupported) {
		err = nil
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", kind, data)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil && ctx.Err() == nil {
		s.opts.Log.Debug("a console has gone", "err", err)
	}
	return err == nil
}

func keyOf(r *http.Request) string {
	c, err := r.Cookie(cookie)
	if err != nil {
		return ""
	}
	return c.Value
}

func (s *Server) begin(device string) (*stream, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	open := 0
	for _, x := range s.streams {
		if x.device == device {
			open++
		}
	}
	if open >= mostStreams {
		return nil, false
	}
	st := &stream{id: rand.Text(), device: device, beat: make(chan struct{}, 1)}
	s.streams[st.id] = st
	return st, true
}

func (s *Server) end(st *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.streams, st.id)
}

// listen says to every board that a device hears, until the function that it gives is called.
func (s *Server) listen(device string) (gone func()) {
	here := s.board.Listen(device)
	s.mu.Lock()
	s.listening[device]++
	s.change()
	s.mu.Unlock()
	return func() {
		here()
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.listening[device]--; s.listening[device] <= 0 {
			delete(s.listening, device)
		}
		s.change()
	}
}

// beat takes a console's word that it is there.
func (s *Server) beat(w http.ResponseWriter, r *http.Request, device string) {
	var said struct {
		Stream string `json:"stream"`
	}
	if !decode(w, r, &said) {
		return
	}
	s.mu.Lock()
	st := s.streams[said.Stream]
	s.mu.Unlock()
	if st == nil || st.device != device {
		http.Error(w, "That console is not open.", http.StatusGone)
		return
	}
	select {
	case st.beat <- struct{}{}:
	default: // one is waiting already
	}
	w.WriteHeader(http.StatusNoContent)
}
