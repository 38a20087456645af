package handoff

import (
	"crypto/rand"
	"errors"
	"slices"
	"sync"
	"time"
)

// Options adjust a Board. The zero value works.
type Options struct {
	Times
	First    []string // the devices that are alerted first; the others after Times.Loud
	Staffed  func(now time.Time) bool
	Resolved func(Resolution) // called once for each request that somebody came to, when it ends
}

// A Resolution is what the desk says when a request is over: two touches and no names.
type Resolution struct {
	Outcome Outcome
	Lasted  string // one of Lasted, or empty
}

// Errors of Ask.
var (
	ErrNobody  = errors.New("nobody can be called from here now")
	ErrAlready = errors.New("somebody has been called already")
	ErrTooSoon = errors.New("somebody was called a moment ago")
)

// A Status is the truth of one kiosk, for its resident.
type Status struct {
	Request   *Request  // the live one, or the last one while its end has not been taken in; nil for none
	Listening bool      // a call would reach somebody now
	Console   bool      // somebody at the desk reads what a resident shares; a bell does not
	Answering bool      // the desk answers; false with a live Request means that it has been lost sight of
	Again     time.Time // when this kiosk may ask again; zero means now
}

// endedFor is how long the desk still sees a request that has ended, so that anyone who is on the
// way learns why there is nobody.
const endedFor = time.Minute

// coolDown is how long a kiosk whose calls came to nothing waits before the next, by how many
// did. A child with a button must not wear a desk out, nor a resident be locked out.
var coolDown = [...]time.Duration{0, 15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute}

// calmAfter is how long a kiosk has to be quiet until its calls that came to nothing are forgotten.
const calmAfter = 10 * time.Minute

// A Board holds the requests of a site's kiosks: the one place that decides who has
// been told, who comes and what a resident may be promised. Every method may be called by
// any goroutine and none of them waits. It keeps everything in memory.
type Board struct {
	opts Options

	mu        sync.Mutex
	requests  []*Request // oldest first; those that have ended stay for endedFor
	kiosks    map[string]*caller
	listening map[string]int // streams of each device
	bells     int            // bells and lamps that work
	timer     *time.Timer
	changed   chan struct{} // closed when something has changed
	said      []Resolution  // not passed on yet
	closed    bool
}

// A caller is what the board knows of a kiosk.
type caller struct {
	request *Request
	vain    int       // calls in a row that came to nothing
	last    time.Time // when the last one ended
}

// NewBoard makes a board. Close stops its clock.
func NewBoard(opts Options) *Board {
	opts.Times = opts.orDefault()
	if opts.Staffed == nil {
		opts.Staffed = func(time.Time) bool { return true }
	}
	if opts.Resolved == nil {
		opts.Resolved = func(Resolution) {}
	}
	return &Board{opts: opts, kiosks: map[string]*caller{}, listening: map[string]int{}, changed: make(chan struct{})}
}

// Close stops the board's clock.
func (b *Board) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	if b.timer != nil {
		b.timer.Stop()
	}
}

// Changed returns a channel that is closed at the next change. Take it before looking.
func (b *Board) Changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.changed
}

// Ask calls a person to a kiosk. It never promises a person who is not there: without a console that
// answers or a bell, or outside staffed hours, it refuses with ErrNobody at once.
func (b *Board) Ask(c Call) (err error) {
	b.change(func(now time.Time) { err = b.ask(c, now) })
	return err
}

func (b *Board) ask(c Call, now time.Time) error {
	k := b.caller(c.Kiosk)
	switch {
	case k.request != nil && !k.request.Phase.Over():
		return ErrAlready
	case now.Before(k.again(now)):
		return ErrTooSoon
	case !b.reaches() || !b.opts.Staffed(now):
		return ErrNobody
	}
	r := &Request{
		ID: rand.Text(), Call: c, Phase: Alerted, Began: now, Since: now, Queued: now,
		To: b.first(),
	}
	k.request = r
	b.requests = append(b.requests, r)
	return nil
}

// Share replaces what the resident of a kiosk shares with the desk. Without a live request
// nothing is shared.
func (b *Board) Share(c Call) {
	b.change(func(time.Time) {
		if r := b.caller(c.Kiosk).request; r != nil && !r.Phase.Over() {
			r.Call = c
		}
	})
}

// Met says, from the kiosk, that somebody is with the resident: whoever came because of a
// bell has no console in hand.
func (b *Board) Met(kiosk string) {
	b.change(func(now time.Time) {
		if r := b.caller(kiosk).request; r != nil && !r.Phase.Over() && r.Phase != Here {
			r.to(Here, now)
		}
	})
}

// Leave ends a kiosk's request: the resident no longer asks, or the visit is over.
// Whoever is with the resident still says how it ended; what the resident shared is dropped.
func (b *Board) Leave(kiosk string) {
	b.change(func(now time.Time) {
		k := b.caller(kiosk)
		r := k.request
		k.request = nil
		switch {
		case r == nil:
		case r.Phase == Here:
			r.forget()
			if r.By == "" { // nobody at a console could end it
				r.to(Resolved, now)
				b.resolved(r, Resolution{Outcome: Unsaid}, now)
			}
		case !r.Phase.Over():
			r.to(Withdrawn, now)
			k.failed(now)
		}
	})
}

// Answer takes what a device says of a request.
func (b *Board) Answer(id, device string, a Answer, said Resolution) (err error) {
	err = ErrGone
	b.change(func(now time.Time) {
		for _, r := range b.requests {
			if r.ID != id {
				continue
			}
			if err = r.answer(device, a, now); err == nil && r.Phase == Resolved {
				b.resolved(r, said, now)
			}
		}
	})
	return err
}

// Listen says that a device's console is open and answers, until the function that it returns
// is called.
func (b *Board) Listen(device string) (gone func()) {
	b.change(func(time.Time) { b.listening[device]++ })
	return sync.OnceFunc(func() {
		b.change(func(time.Time) {
			if b.listening[device]--; b.listening[device] <= 0 {
				delete(b.listening, device)
			}
		})
	})
}

// Wire says that a bell or a lamp works, which somebody answers by coming, until the function
// that it returns is called.
func (b *Board) Wire() (cut func()) {
	b.change(func(time.Time) { b.bells++ })
	return sync.OnceFunc(func() { b.change(func(time.Time) { b.bells-- }) })
}

// Status returns the truth of a kiosk.
func (b *Board) Status(kiosk string) Status {
	now := b.lock()
	defer b.unlock()
	k := b.caller(kiosk)
	s := Status{Answering: b.reaches(), Console: len(b.listening) > 0}
	s.Listening = s.Answering && b.opts.Staffed(now)
	if at := k.again(now); at.After(now) {
		s.Again = at
	}
	if k.request != nil {
		r := k.request.clone()
		s.Request = &r
	}
	return s
}

// Requests returns what the desk sees: the oldest first, with those that ended a moment ago.
func (b *Board) Requests() []Request {
	b.lock()
	defer b.unlock()
	out := make([]Request, 0, len(b.requests))
	for _, r := range b.requests {
		out = append(out, r.clone())
	}
	return out
}

// Rings reports whether the bell sounds now: for a request that nobody takes, at once where no
// console answers.
func (b *Board) Rings() bool {
	b.lock()
	defer b.unlock()
	return slices.ContainsFunc(b.requests, func(r *Request) bool {
		return b.bells > 0 && r.Phase.Waiting() && (r.Loud || len(b.listening) == 0)
	})
}

// clone returns a request that shares nothing with the board's.
func (r *Request) clone() Request {
	c := *r
	c.Access, c.Lines, c.To = slices.Clone(r.Access), slices.Clone(r.Lines), slices.Clone(r.To)
	return c
}

// lock takes the board, with time passed up to now.
func (b *Board) lock() (now time.Time) {
	now = time.Now()
	b.mu.Lock()
	b.pass(now)
	return now
}

// unlock lets the board go, and passes on what was said at the end of requests: whoever
// is told of a change may ask the board something.
func (b *Board) unlock() {
	said := b.said
	b.said = nil
	b.mu.Unlock()
	for _, s := range said {
		b.opts.Resolved(s)
	}
}

// change does something, and wakes whoever waits for a change.
func (b *Board) change(f func(now time.Time)) {
	now := b.lock()
	defer b.unlock()
	f(now)
	b.see(now)
	b.wind(now)
	close(b.changed)
	b.changed = make(chan struct{})
}

// pass lets time pass for every request, and drops those that ended long enough ago.
func (b *Board) pass(now time.Time) {
	for _, r := range b.requests {
		before := r.Phase
		r.pass(now, b.opts.Times)
		if r.Phase == before {
			continue
		}
		switch r.Phase {
		case Unanswered:
			b.caller(r.Kiosk).failed(r.Since)
		case Resolved:
			b.resolved(r, Resolution{Outcome: Unsaid}, r.Since)
		case Asked, Alerted, Accepted, Coming, Here, Withdrawn:
		}
	}
	b.see(now)
	b.requests = slices.DeleteFunc(b.requests, func(r *Request) bool {
		return r.Phase.Over() && now.Sub(r.Since) >= endedFor
	})
}

// see keeps those who have been told apart from those who have not: the desk's connection can be lost, and
// come back, under a resident who waits.
func (b *Board) see(now time.Time) {
	for _, r := range b.requests {
		switch reached := b.reaches(); {
		case r.Phase == Asked && reached:
			r.Phase, r.Since = Alerted, now
		case r.Phase == Alerted && !reached:
			r.Phase, r.Since = Asked, now
		}
	}
}

// resolved passes on what the desk said, and makes a kiosk's next call free again, unless
// nobody was there.
func (b *Board) resolved(r *Request, said Resolution, now time.Time) {
	if !slices.Contains(Outcomes(), said.Outcome) {
		said.Outcome = Unsaid
	}
	if !slices.Contains(Lasted(), said.Lasted) {
		said.Lasted = ""
	}
	k := b.caller(r.Kiosk)
	if said.Outcome == Nobody {
		k.failed(now)
	} else {
		k.vain = 0
	}
	b.said = append(b.said, said)
}

// wind sets the clock to when time alone next changes something.
func (b *Board) wind(now time.Time) {
	var next time.Time
	for _, r := range b.requests {
		at, ok := r.due(b.opts.Times)
		if !ok {
			at = r.Since.Add(endedFor)
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	if b.timer != nil {
		b.timer.Stop()
		b.timer = nil
	}
	if next.IsZero() || b.closed {
		return
	}
	b.timer = time.AfterFunc(max(next.Sub(now), time.Millisecond), func() { b.change(func(time.Time) {}) })
}

func (b *Board) caller(kiosk string) *caller {
	k := b.kiosks[kiosk]
	if k == nil {
		k = &caller{}
		b.kiosks[kiosk] = k
	}
	return k
}

// reaches reports whether anybody would hear a call.
func (b *Board) reaches() bool { return b.bells > 0 || len(b.listening) > 0 }

// first returns the devices that are alerted first: those of the rota that answer. Without
// one, all are.
func (b *Board) first() []string {
	var to []string
	for _, d := range b.opts.First {
		if b.listening[d] > 0 {
			to = append(to, d)
		}
	}
	return to
}

func (k *caller) failed(now time.Time) {
	k.vain++
	k.last = now
}

// again is when a kiosk may ask again.
func (k *caller) again(now time.Time) time.Time {
	if now.Sub(k.last) >= calmAfter {
		k.vain = 0
	}
	return k.last.Add(coolDown[min(k.vain, len(coolDown)-1)])
}
