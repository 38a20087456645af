package kiosk

import (
	"time"

	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/usage"
)

// count notes what an action changed. It sees states, not residents: which screens were
// reached, which needs opened, whether there was an answer.
func (r *Runtime) count(before, after journey.State, a journey.Action) {
	here, there := before.Screen, after.Screen
	if after.Rated != before.Rated && after.Rated != "" { // the visit is over: this belongs to none
		r.opts.Note(time.Now(), usage.Helpful, after.Rated)
	}
	if !r.visited {
		return
	}
	c := r.opts.Counter
	if there != here && !atRest(there) {
		c.Count(usage.Step, there.String())
	}
	if after.Lang != before.Lang && after.Lang != "" {
		c.Count(usage.Language, after.Lang)
	}
	if after.Wanted != before.Wanted && after.Wanted != "" {
		c.Count(usage.Wanted, after.Wanted)
	}
	if after.Reason != before.Reason && after.Reason != "" {
		r.turnedAway(after.Reason)
	}
	if after.Discarded && !before.Discarded {
		r.opts.Memory.Discard()
	}
	if after.Leaf != before.Leaf && after.Leaf != "" {
		c.Count(usage.Need, after.Leaf)
	}
	if a.Kind == journey.BadPostcode {
		c.Count(usage.Unmet, usage.PostcodeUnknown)
	}
	if there == journey.Results && here != there {
		c.Count(usage.PlaceKind, string(after.Where))
	}
	if there == journey.Emergency && here != there {
		c.Count(usage.Person, usage.Person999)
	}
	if there == journey.Person && here != journey.Person {
		c.Count(usage.Person, string(r.site.Rota.Offer(time.Now()).Best))
		if r.opts.Desk.Status(r.site.Kiosk).Listening {
			c.Count(usage.Handoff, usage.Offered)
		}
	}
	if there == journey.Take && here != there {
		c.Count(usage.Format, usage.QR)
	}
	if there == journey.Phrase && here != there {
		c.Count(usage.Format, usage.Phrasebook)
	}
	if after.Size > before.Size {
		c.Count(usage.Format, usage.Larger)
	}
	if after.Assist && !before.Assist {
		c.Count(usage.Format, usage.SideBySide)
	}
	if after.Shared && !before.Shared {
		c.Count(usage.Format, usage.Shared)
	}
	if atRest(there) {
		outcome := usage.Finished
		if a.Kind == journey.Expire {
			outcome = usage.TimedOut
			c.Count(usage.Left, here.String())
		}
		r.endVisit(outcome)
	}
}

// turnedAway counts that a resident was turned away, and what they did not find with it. Where
// it was is not counted: too few are turned away from one place.
func (r *Runtime) turnedAway(reason string) {
	r.opts.Counter.Count(usage.Turned, reason)
	if reason != usage.PapersAsked && reason != usage.SentOn && reason != usage.Other {
		r.opts.Counter.Count(usage.Unmet, reason)
	}
}

// begin begins a visit when somebody has come.
func (r *Runtime) begin(before, after journey.State) {
	if atRest(before.Screen) && !atRest(after.Screen) {
		r.visited = true
		r.opts.Paper.Forget() // paper of whoever was here before
		r.opts.Counter.Begin(time.Now())
	}
}

// atRest says whether a screen belongs to nobody.
func atRest(s journey.Screen) bool { return s == journey.Attract || s == journey.Finished }

// tally counts something of the visit, if there is one.
func (r *Runtime) tally(dimension, value string) {
	if r.visited {
		r.opts.Counter.Count(dimension, value)
	}
}

func (r *Runtime) endVisit(outcome string) {
	if r.visited {
		r.leave()
		r.visited = false
		r.opts.Counter.End(time.Now(), outcome)
	}
}
