// Package handoff decides how a resident reaches a person now.
//
// It follows the site's rota and the clock, and never promises a person who is not there.
// When nobody is at the desk it offers the telephone, and beneath everything NHS 111 and
// 999, which answer day and night. It does not know how an offer is worded or drawn. The
// core asks it for every screen, because a person is one touch away on every screen.
package handoff

import (
	"slices"
	"time"

	"frontdoor/kiosk/directory"
)

// A Rota is when people at a site can be talked to. A nil field means that there is none.
type Rota struct {
	Desk  *directory.Hours // when somebody is at the desk
	Phone string           // the site's own number, "020 7946 0123"
	Calls *directory.Hours // when that number is answered

	Closed      []directory.Date // days on which nobody is at the desk or the telephone, besides bank holidays
	Interpreter Service
}

// A Service is the site's telephone service of interpreters. Without a number there is
// none.
type Service struct {
	Number string
	Hours  *directory.Hours
}

// A Route is one way to reach a person.
type Route string

// The routes, in the order in which they are offered.
const (
	Desk  Route = "desk"
	Phone Route = "phone"
	NHS   Route = "111" // free, day and night, for health
	// 999 is on a card of its own and never one choice among others.
)

// An Offer is what can truthfully be offered at one moment.
type Offer struct {
	Best   Route // what the bar on every screen says
	Desk   directory.Opening
	Number string // of the site; empty when there is none
	Calls  directory.Opening

	Interpreter string // a number; empty when there is none
	Interpreted directory.Opening
}

// Offer returns what can be offered at a moment.
func (r Rota) Offer(now time.Time) Offer {
	o := Offer{
		Best:   NHS,
		Desk:   r.opening(r.Desk, now),
		Number: r.Phone,
		Calls:  r.opening(r.Calls, now),

		Interpreter: r.Interpreter.Number,
		Interpreted: directory.OpeningAt(r.Interpreter.Hours, now),
	}
	switch {
	case Answers(o.Desk):
		o.Best = Desk
	case r.Phone != "" && Answers(o.Calls):
		o.Best = Phone
	}
	return o
}

// Staffed reports whether somebody is at the desk for certain.
func (r Rota) Staffed(now time.Time) bool { return Answers(r.opening(r.Desk, now)) }

// opening is what hours say of a moment, unless the site is closed that day: then nothing is
// promised but that it is closed.
func (r Rota) opening(h *directory.Hours, now time.Time) directory.Opening {
	o := directory.OpeningAt(h, now)
	if h == nil || len(r.Closed) == 0 {
		return o
	}
	today := directory.DayOf(now)
	switch {
	case slices.Contains(r.Closed, today):
		return directory.Opening{State: directory.Closed}
	case o.State == directory.Closed && slices.Contains(r.Closed, o.Date):
		return directory.Opening{State: directory.Closed}
	}
	return o
}

// Answers reports whether somebody is there for certain.
func Answers(o directory.Opening) bool {
	switch o.State {
	case directory.OpenNow, directory.ClosingSoon, directory.OpenAlways:
		return true
	case directory.HoursUnknown, directory.Closed, directory.ByAppointment, directory.HolidayHours, directory.PhoneOnly:
		return false
	}
	return false
}
