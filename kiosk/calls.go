package kiosk

import (
	"cmp"
	"slices"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/usage"
)

// A Desk calls people for this kiosk's residents and tells the truth of each call. A
// handoff.Board is one. None of its methods waits.
type Desk interface {
	Caller
	Watcher
}

// A Caller asks for somebody to come.
type Caller interface {
	Ask(c handoff.Call) error
	Share(c handoff.Call) // what the resident shares has changed
	Leave(kiosk string)   // the resident no longer asks, or has gone
}

// A Watcher tells how a call goes.
type Watcher interface {
	Status(kiosk string) handoff.Status
	Met(kiosk string)         // somebody stands beside the resident, as the kiosk was told
	Changed() <-chan struct{} // closed at the next change
}

// nobody is the desk of a site that has none: everything is refused, and nothing changes.
type nobody struct{}

func (nobody) Ask(handoff.Call) error       { return handoff.ErrNobody }
func (nobody) Share(handoff.Call)           {}
func (nobody) Leave(string)                 {}
func (nobody) Status(string) handoff.Status { return handoff.Status{} }
func (nobody) Met(string)                   {}
func (nobody) Changed() <-chan struct{}     { return nil }

// A calling is what the Runtime remembers of this visit's call, to count it once and to tell
// the desk of changes.
type calling struct {
	sent   handoff.Call
	phase  handoff.Phase
	missed int
	assist bool // the desk has asked for side by side, and it was turned on
}

// call makes what the desk is told. The need is told unless it is a sensitive one; the rest
// of the handover only once the resident shares it.
func (r *Runtime) call() handoff.Call {
	s := r.state
	c := handoff.Call{Kiosk: r.site.Kiosk, Lang: cmp.Or(s.Wanted, s.Lang), Access: slices.Clone(s.Access)}
	told := !slices.Contains(s.Hidden, string(handoff.LineNeed))
	if s.Leaf != "" && told && (s.Shared || !handoff.Sensitive(s.Leaf)) {
		c.Topic = s.Leaf
	}
	if s.Shared {
		for _, l := range r.lines() {
			if !slices.Contains(s.Hidden, string(l.Kind)) {
				c.Lines = append(c.Lines, l)
			}
		}
	}
	return c
}

// lines is the handover of this visit: everything that a person who takes over should not
// have to ask again. It is made of ids, so that both languages come from one source.
func (r *Runtime) lines() []handoff.Line {
	s := r.state
	var out []handoff.Line
	if lang := cmp.Or(s.Wanted, s.Lang); lang != "" && lang != "en" {
		out = append(
			out,
			handoff.Line{Kind: handoff.LineLanguage, Value: lang},
			handoff.Line{Kind: handoff.LineInterpreter, Value: lang},
		)
	}
	if s.Leaf != "" {
		out = append(out, handoff.Line{Kind: handoff.LineNeed, Value: s.Leaf})
	}
	switch s.Where {
	case journey.Here:
		out = append(out, handoff.Line{Kind: handoff.LinePlace, Value: string(journey.Here)})
	case journey.Postcode:
		out = append(out, handoff.Line{Kind: handoff.LinePlace, Value: s.Postcode})
	case journey.Nowhere:
	}
	// Who helps somebody in danger has to know the need; which helpline was looked at, nobody.
	if s.Service != "" && r.named != "" && !directory.Danger(s.Leaf) {
		out = append(out, handoff.Line{Kind: handoff.LineService, Value: r.named})
	}
	for _, id := range s.Access {
		out = append(out, handoff.Line{Kind: handoff.LineAccess, Value: id})
	}
	return out
}

// summon does what a resident asks of the desk.
func (r *Runtime) summon(a journey.Action) {
	switch a.Kind {
	case journey.CallPerson:
		c := r.call()
		if err := r.opts.Desk.Ask(c); err != nil {
			r.tally(usage.Handoff, usage.Refused)
			return
		}
		r.calling = &calling{sent: c, phase: handoff.Alerted}
		r.tally(usage.Handoff, usage.Asked)
	case journey.CancelCall:
		r.leave()
	case journey.Met:
		r.opts.Desk.Met(r.site.Kiosk)
	case journey.Share, journey.Unshare, journey.PickLanguage:
		r.share(a.Kind)
	default: // the desk is not asked for anything
	}
}

// share tells the desk what the resident decides to share, and in which language to answer.
// What is looked at while waiting is nobody's business.
func (r *Runtime) share(what journey.Kind) {
	if r.calling == nil {
		return
	}
	c := r.calling.sent
	switch {
	case what == journey.Share && r.state.Shared:
		c = r.call()
	case what == journey.Unshare:
		c = handoff.Call{Kiosk: c.Kiosk, Lang: c.Lang}
	case what == journey.PickLanguage:
		c.Lang = r.state.Lang
		if c.Lines != nil {
			other := func(l handoff.Line) bool { return !spoken(l) }
			c.Lines = slices.Concat(slices.DeleteFunc(r.call().Lines, other), slices.DeleteFunc(slices.Clone(c.Lines), spoken))
		}
	}
	r.calling.sent = c
	r.opts.Desk.Share(c)
}

// spoken says whether a line follows from the language that is chosen.
func spoken(l handoff.Line) bool {
	return l.Kind == handoff.LineLanguage || l.Kind == handoff.LineInterpreter
}

// leave ends the call of this visit, if there is one.
func (r *Runtime) leave() {
	c := r.calling
	if c == nil {
		return
	}
	if r.follow(); !c.phase.Over() && c.phase != handoff.Here {
		r.tally(usage.Handoff, usage.Withdrawn)
	}
	r.calling = nil
	r.opts.Desk.Leave(r.site.Kiosk)
}

// follow takes in how the call has gone on, and counts it.
func (r *Runtime) follow() {
	c, q := r.calling, r.opts.Desk.Status(r.site.Kiosk).Request
	if c == nil || q == nil {
		return
	}
	if q.Missed > c.missed {
		c.missed = q.Missed
		r.tally(usage.Handoff, usage.Missed)
	}
	if q.Phase != c.phase {
		c.phase = q.Phase
		switch q.Phase {
		case handoff.Accepted, handoff.Coming:
			r.tally(usage.Handoff, usage.Accepted)
		case handoff.Here:
			r.tally(usage.Handoff, usage.Arrived)
			r.tally(usage.Wait, usage.WaitBand(q.Since.Sub(q.Began)))
		case handoff.Unanswered:
			r.tally(usage.Handoff, usage.Unanswered)
		case handoff.Asked, handoff.Alerted, handoff.Resolved, handoff.Withdrawn:
		}
	}
	if q.Assist && !c.assist && !q.Phase.Over() {
		c.assist = true
		r.state = journey.Next(r.state, journey.Action{Kind: journey.AssistOn})
		r.tally(usage.Format, usage.SideBySide)
	}
}

// waiting says whether somebody has been called and the call has not ended: silence is then
// the resident's patience, and not their absence.
func (r *Runtime) waiting() bool {
	return r.calling != nil && !r.calling.phase.Over()
}

// patient is how many times longer a screen waits for somebody who waits for somebody.
const patient = 4
