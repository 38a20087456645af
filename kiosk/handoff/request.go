package handoff

import (
	"errors"
	"slices"
	"time"
)

// A Phase is how far a request has come. Those of a live request, and Unanswered, are shown to
// the resident by a message "request.<phase>".
type Phase string

// The phases, in their order. The last three end a request.
const (
	Asked      Phase = "asked"      // nobody has been told: no console answers and there is no bell
	Alerted    Phase = "alerted"    // a console that answers, or a bell, has been told
	Accepted   Phase = "accepted"   // somebody has taken it
	Coming     Phase = "coming"     // they are on their way
	Here       Phase = "here"       // they are with the resident
	Resolved   Phase = "resolved"   // done
	Withdrawn  Phase = "withdrawn"  // the resident no longer asks, or has gone
	Unanswered Phase = "unanswered" // nobody came: the resident has been told
)

// Waiting reports whether a resident waits for somebody to take the request.
func (p Phase) Waiting() bool { return p == Asked || p == Alerted }

// Taken reports whether somebody has the request in hand and is not there yet.
func (p Phase) Taken() bool { return p == Accepted || p == Coming }

// Over reports whether a request has ended.
func (p Phase) Over() bool { return p == Resolved || p == Withdrawn || p == Unanswered }

// A Request is one resident who has asked for a person. It holds no name and no number of
// theirs, and what they shared is dropped with its end.
type Request struct {
	ID string // random, and known to the desk only
	Call
	Phase  Phase
	By     string    // the device that has it in hand; empty while it waits
	Began  time.Time // when the resident asked
	Since  time.Time // when the phase began
	Queued time.Time // when it last began to wait
	Loud   bool      // every device and the bell have been told
	Late   bool      // nobody has taken it for long enough that the screen shows other ways as well
	Missed int       // how often somebody took it and did not come
	Assist bool      // whoever has it in hand asks for two languages side by side
	To     []string  // the devices that are alerted first; empty means all of them
}

// Times are how long each part of a request may last. The zero value is what a library can
// keep; tests use others.
type Times struct {
	Loud   time.Duration // unanswered, until every device and the bell sound; zero means 20 s
	Late   time.Duration // unanswered, until other ways are shown; zero means 60 s
	Arrive time.Duration // taken, until somebody has to be there; zero means 2 min
	GiveUp time.Duration // unanswered, until the screen says that nobody is coming; zero means 5 min
	Whole  time.Duration // from the asking until somebody is there, whatever happens between; zero means 12 min
	Help   time.Duration // side by side, until the request is taken to be over; zero means 1 h
}

func (t Times) orDefault() Times {
	set := func(d *time.Duration, or time.Duration) {
		if *d == 0 {
			*d = or
		}
	}
	set(&t.Loud, 20*time.Second)
	set(&t.Late, time.Minute)
	set(&t.Arrive, 2*time.Minute)
	set(&t.GiveUp, 5*time.Minute)
	set(&t.Whole, 12*time.Minute)
	set(&t.Help, time.Hour)
	return t
}

// mostMissed is how often a request goes back into the queue because somebody who had taken
// it did not come. After that, the screen says that nobody is coming: hope that fails three
// times is worse than a telephone number.
const mostMissed = 2

// due returns when time alone next changes the request, and false when it never does.
func (r *Request) due(t Times) (time.Time, bool) {
	switch r.Phase {
	case Asked, Alerted:
		next := r.Queued.Add(t.GiveUp)
		if !r.Late {
			next = earlier(next, r.Queued.Add(t.Late))
		}
		if !r.Loud {
			next = earlier(next, r.Queued.Add(t.Loud))
		}
		return earlier(next, r.Began.Add(t.Whole)), true
	case Accepted, Coming: // "on my way" does not begin the time anew
		return earlier(r.Since.Add(t.Arrive), r.Began.Add(t.Whole)), true
	case Here:
		return r.Since.Add(t.Help), true
	case Resolved, Withdrawn, Unanswered:
	}
	return time.Time{}, false
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// pass lets time pass up to now. Each step is taken at the moment at which it was due.
func (r *Request) pass(now time.Time, t Times) {
	for {
		at, ok := r.due(t)
		if !ok || at.After(now) {
			return
		}
		switch {
		case r.Phase == Here:
			r.to(Resolved, at)
		case !at.Before(r.Began.Add(t.Whole)):
			r.to(Unanswered, at)
		case r.Phase.Taken():
			r.Missed++
			if r.Missed > mostMissed {
				r.to(Unanswered, at)
				continue
			}
			r.queue(at)
			r.Loud, r.Late = true, true
		case !at.Before(r.Queued.Add(t.GiveUp)):
			r.to(Unanswered, at)
		case !r.Late && !at.Before(r.Queued.Add(t.Late)):
			r.Late, r.Loud, r.To = true, true, nil
		default:
			r.Loud, r.To = true, nil
		}
	}
}

// queue puts the request back to wait for anybody.
func (r *Request) queue(now time.Time) {
	r.to(Alerted, now)
	r.By, r.To, r.Queued = "", nil, now
}

func (r *Request) to(p Phase, now time.Time) {
	r.Phase, r.Since = p, now
	if p.Over() {
		r.forget()
	}
}

// forget drops what the resident shared.
func (r *Request) forget() { r.Topic, r.Access, r.Lines = "", nil, nil }

// An Answer is what somebody at the desk does with a request.
type Answer string

// The answers.
const (
	Accept  Answer = "accept"  // I take it
	OnMyWay Answer = "on-way"  // I am on my way
	Arrive  Answer = "arrive"  // I am with the resident
	Release Answer = "release" // I cannot: send a colleague
	Beside  Answer = "beside"  // show English beside the resident's language
	Done    Answer = "done"    // it is over
)

// Errors of an answer.
var (
	ErrGone  = errors.New("there is no such request any more")
	ErrTaken = errors.New("somebody else has taken it")
	ErrOrder = errors.New("that does not follow from where the request stands")
)

// answer takes what a device says. The second of two who accept learns that somebody else
// has it; the same answer twice is the same answer.
func (r *Request) answer(device string, a Answer, now time.Time) error {
	if r.Phase.Over() {
		return ErrGone
	}
	if r.By != "" && r.By != device {
		return ErrTaken
	}
	switch a {
	case Accept:
		if r.Phase.Waiting() {
			r.By = device
			r.to(Accepted, now)
		}
		return nil
	case OnMyWay:
		switch r.Phase {
		case Asked, Alerted:
			r.By = device
			r.to(Coming, now)
		case Accepted:
			r.Phase = Coming // Since stays: the two minutes run from when it was taken
		case Coming, Here, Resolved, Withdrawn, Unanswered:
		}
		return nil
	case Arrive:
		if r.Phase != Here {
			r.By = device
			r.to(Here, now)
		}
		return nil
	case Release:
		if !r.Phase.Taken() {
			return ErrOrder
		}
		r.queue(now)
		r.Loud = true
		return nil
	case Beside:
		if r.Phase.Waiting() {
			return ErrOrder
		}
		r.Assist = true
		return nil
	case Done:
		if r.Phase != Here {
			return ErrOrder
		}
		r.to(Resolved, now)
		return nil
	}
	return ErrOrder
}

// For reports whether a device hears of the request now: one that is called first, any once
// it is loud, and always the one that has it in hand.
func (r *Request) For(device string) bool {
	return r.By == device || r.Loud || len(r.To) == 0 || slices.Contains(r.To, device)
}

// An Outcome is how a request ended, as the desk says.
type Outcome string

// The outcomes. None says anything of the resident.
const (
	Helped     Outcome = "helped"     // with what they came for
	Signposted Outcome = "signposted" // told where to go
	Introduced Outcome = "introduced" // a warm handover: somebody else was rung or fetched
	Booked     Outcome = "booked"     // an appointment was made
	Unable     Outcome = "unable"     // we could not help
	Nobody     Outcome = "nobody"     // nobody was there
	Unsaid     Outcome = "unsaid"     // the desk did not say
)

// Outcomes returns the outcomes that the desk can choose from, in the order of the screen.
func Outcomes() []Outcome {
	return []Outcome{Helped, Signposted, Introduced, Booked, Unable, Nobody}
}

// Lasted are the bands of minutes that a champion says it took.
func Lasted() []string { return []string{"0-5", "5-15", "15-30", "30+"} }
