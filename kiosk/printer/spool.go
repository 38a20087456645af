package printer

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// A State is how the printing of this visit goes.
type State string

// The states. All but the first two end a job.
const (
	Idle     State = ""
	Printing State = "printing"
	Printed  State = "printed"
	NoPaper  State = "no-paper"
	Gone     State = "gone"
	Half     State = "half"
	Fault    State = "fault"
)

// Options adjust a Spool. The zero value works.
type Options struct {
	Log      *slog.Logger
	Patience time.Duration // that one job may take; zero means 45 s
}

// A Spool prints one job at a time, for one visit at a time, and remembers none.
type Spool struct {
	printer Printer
	opts    Options
	jobs    chan job

	mu      sync.Mutex
	state   State
	visit   int // counts visits, so that a late end is not taken for this visit's
	cancel  context.CancelFunc
	changed chan struct{}
}

type job struct {
	visit   int
	ctx     context.Context //nolint:containedctx // it is the job's own life, ended by Forget
	drawing Drawing
}

// NewSpool makes a spool; Run works it.
func NewSpool(p Printer, opts Options) *Spool {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Patience == 0 {
		opts.Patience = 45 * time.Second
	}
	return &Spool{printer: p, opts: opts, jobs: make(chan job, 1), changed: make(chan struct{})}
}

// Print begins a job, unless one is under way. It does not wait.
func (s *Spool) Print(d Drawing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.opts.Patience)
	select {
	case s.jobs <- job{s.visit, ctx, d}:
		s.cancel = cancel
		s.set(Printing)
	default: // the job of an earlier visit is still being taken back
		cancel()
		s.set(Gone)
	}
}

// Forget ends what belongs to the visit: a job under way is taken back, and its end is not
// told to the next visit.
func (s *Spool) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
	s.visit++
	s.set(Idle)
}

// State returns how the printing of this visit goes.
func (s *Spool) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Changed returns a channel that is closed at the next change. Take it before looking.
func (s *Spool) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

// Run prints until ctx ends.
func (s *Spool) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			s.Forget()
			return nil
		case j := <-s.jobs:
			stop := context.AfterFunc(ctx, s.Forget)
			s.end(j, s.once(j))
			stop()
		}
	}
}

// once prints a job. A fault in the drawing of one slip takes nobody's kiosk with it.
func (s *Spool) once(j job) (err error) {
	if j.ctx.Err() != nil {
		return j.ctx.Err() // its visit ended before the printer was free
	}
	defer func() {
		if r := recover(); r != nil {
			s.opts.Log.Error("a slip could not be drawn")
			err = ErrFault
		}
	}()
	return s.printer.Print(j.ctx, j.drawing)
}

func (s *Spool) end(j job, err error) {
	if err != nil {
		s.opts.Log.Warn("nothing was printed, or not all", "err", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if j.visit != s.visit {
		return
	}
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
	switch {
	case err == nil:
		s.set(Printed)
	case errors.Is(err, ErrPaper) && !errors.Is(err, ErrHalf):
		s.set(NoPaper)
	case errors.Is(err, ErrHalf):
		s.set(Half)
	case errors.Is(err, ErrGone):
		s.set(Gone)
	default:
		s.set(Fault)
	}
}

// set changes the state and wakes whoever waits. The caller holds mu.
func (s *Spool) set(to State) {
	s.state = to
	close(s.changed)
	s.changed = make(chan struct{})
}
