package desk

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"frontdoor/kiosk/handoff"
)

// errSilent means that another kiosk of the site did not answer in time.
var errSilent = errors.New("the kiosk does not answer")

// A follower is what the kiosk that leads knows of one that follows: what it sent last, and
// what it has not answered yet.
type follower struct {
	requests []handoff.Request
	run, n   uint64 // of the report that they are from
	heard    time.Time
	waiting  []*command
	next     int64
	kick     chan struct{} // closed when there is something to tell it
}

// A command is what a console says of a request at another kiosk.
type command struct {
	N       int64           `json:"n"`
	ID      string          `json:"id"`
	Device  string          `json:"device"`
	Answer  handoff.Answer  `json:"answer"`
	Outcome handoff.Outcome `json:"outcome,omitempty"`
	Lasted  string          `json:"lasted,omitempty"`
	done    chan string     // takes one word
}

// A report is what a kiosk that follows sends: its calls, and what became of commands.
type report struct {
	Run      uint64            `json:"run"` // of the kiosk, random; N counts its reports
	N        uint64            `json:"n"`
	Requests []handoff.Request `json:"requests"`
	Done     map[int64]string  `json:"done"`  // commands by number: "", or what was wrong
	Known    []string          `json:"known"` // the devices that it takes to be listening
}

// orders are what it is told in return, at once or when there is something to tell.
type orders struct {
	Listening []string   `json:"listening"`
	Commands  []*command `json:"commands"`
}

// Bounds of a site.
const (
	lostAfter    = 20 * time.Second // a kiosk that follows is silent
	hold         = 8 * time.Second  // how long it waits for something new
	mostRequests = 16
	mostWaiting  = 32
)

func (f *follower) silent(now time.Time) bool { return now.Sub(f.heard) > lostAfter }

// words of what became of a command, and their errors.
var verdicts = map[string]error{
	"": nil, "gone": handoff.ErrGone, "taken": handoff.ErrTaken, "order": handoff.ErrOrder,
}

// sync takes the report of a kiosk that follows, and tells it what to do.
func (s *Server) sync(w http.ResponseWriter, r *http.Request, name string) {
	var rep report
	if !decode(w, r, &rep) {
		return
	}
	if len(rep.Requests) > mostRequests || len(rep.Known) > mostDevices {
		http.Error(w, "That is too much.", http.StatusRequestEntityTooLarge)
		return
	}
	for i := range rep.Requests {
		rep.Requests[i].Kiosk = name // a kiosk speaks for itself only
	}
	f := s.heard(name, rep)
	slices.Sort(rep.Known)
	end := time.NewTimer(hold)
	defer end.Stop()
	var o orders
	for over := false; !over; {
		var kick chan struct{}
		o, kick = s.orders(f)
		_, others, _ := s.now()
		if len(o.Commands) > 0 || !slices.Equal(o.Listening, rep.Known) {
			break
		}
		select {
		case <-r.Context().Done():
			return
		case <-kick:
		case <-others:
		case <-end.C:
			over = true
		}
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(o); err != nil {
		s.opts.Log.Debug("a kiosk that follows has gone", "err", err)
	}
}

// heard takes in what a follower said.
func (s *Server) heard(name string, rep report) *follower {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.followers[name]
	if f == nil {
		f = &follower{kick: make(chan struct{}), next: time.Now().UnixMilli()} // not what an earlier run said
		s.followers[name] = f
	}
	f.heard = time.Now()
	if rep.Run != f.run || rep.N > f.n { // an older report may come in after a newer one
		f.requests, f.run, f.n = rep.Requests, rep.Run, rep.N
	}
	f.waiting = slices.DeleteFunc(f.waiting, func(c *command) bool {
		word, ok := rep.Done[c.N]
		if ok {
			c.done <- word
		}
		return ok
	})
	s.change()
	return f
}

// orders returns what a follower has to be told.
func (s *Server) orders(f *follower) (orders, chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return orders{Listening: slices.Sorted(maps.Keys(s.listening)), Commands: slices.Clone(f.waiting)}, f.kick
}

// elsewhere passes an answer on to the kiosk at which the request stands, and waits for what
// becomes of it.
func (s *Server) elsewhere(ctx context.Context, c command) error {
	c.done = make(chan string, 1)
	f := s.queue(&c)
	if f == nil {
		return handoff.ErrGone
	}
	end := time.NewTimer(s.opts.Reply)
	defer end.Stop()
	select {
	case word := <-c.done:
		err, ok := verdicts[word]
		if !ok {
			return handoff.ErrOrder
		}
		return err
	case <-end.C:
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f.waiting = slices.DeleteFunc(f.waiting, func(x *command) bool { return x == &c })
	return errSilent
}

func (s *Server) queue(c *command) *follower {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.followers {
		if !f.silent(time.Now()) && len(f.waiting) < mostWaiting &&
			slices.ContainsFunc(f.requests, func(r handoff.Request) bool { return r.ID == c.ID }) {
			f.next++
			c.N = f.next
			f.waiting = append(f.waiting, c)
			close(f.kick)
			f.kick = make(chan struct{})
			return f
		}
	}
	return nil
}
