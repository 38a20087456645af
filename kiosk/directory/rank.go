package directory

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"frontdoor/kiosk/needs"
)

// Wishes are what a resident has said that they need of a place. They change the order of a
// list and leave nothing out.
type Wishes struct {
	StepFree    bool
	HearingLoop bool
	Interpreter bool
	Quiet       bool
}

// What a fact is worth in a list, in minutes of walking: a place that is open comes before
// one that is closed and a quarter of an hour nearer. They were chosen, not measured.
const (
	worthOpenToday   = 10 // closed now, and open later today
	worthOpen        = 15 // closed until another day
	worthNotKnown    = 10 // nothing is known of its hours
	worthAppointment = 5
	worthLanguage    = 10
	worthInterpreter = 3
	worthSteps       = 45 // steps, for somebody who cannot climb any: as far as a walk may be
	worthAccess      = 5
	worthMoved       = 15 // it is somewhere else, and nobody knows where
	worthFull        = 30 // it takes nobody new
	worthForSome     = 5  // for people of some ages or groups only: the resident may not be one of them
)

// rank returns how good an answer is for whoever asks, in minutes of walking; less is better. What
// is not known lies between yes and no.
func rank(a *Answer, q Query) int {
	s := &a.Service
	minutes := max(onFoot(a.Metres), 0)
	switch a.Open.State {
	case OpenNow, OpenAlways:
	case ClosingSoon, ByAppointment, PhoneOnly:
		minutes += worthAppointment
	case HoursUnknown, HolidayHours:
		minutes += worthNotKnown
	case Closed:
		minutes += worthOpen
		if a.Open.Today {
			minutes += worthOpenToday - worthOpen
		}
	}
	if a.Told(AlertMoved) {
		minutes += worthMoved
	}
	if a.Told(AlertFull) {
		minutes += worthFull
	}
	if foreign(q.Lang) {
		if s.speaks(q.Lang) {
			minutes -= worthLanguage
		}
		q.Wishes.Interpreter = true
	}
	if q.Wishes.Interpreter && known(s.Interpreting) == Meets {
		minutes -= worthInterpreter
	}
	if q.Wishes.StepFree {
		switch a.Meets(FilterStepFree, q.Lang) {
		case Fails:
			minutes += worthSteps
		case NotKnown:
			minutes += worthNotKnown
		case Meets:
		}
	}
	if q.Wishes.HearingLoop && known(s.HearingLoop) == Meets {
		minutes -= worthAccess
	}
	if q.Wishes.Quiet && known(s.QuietSpace) == Meets {
		minutes -= worthAccess
	}
	if forSome(s.Eligibility) {
		minutes += worthForSome
	}
	return minutes
}

// foreign reports whether a language is one that nobody takes for granted.
func foreign(lang string) bool { return lang != "" && lang != "en" }

// forSome reports whether a service is for some people only.
func forSome(e *Eligibility) bool {
	return e != nil && (e.MinAge > 0 || e.MaxAge > 0 || len(e.Who) > 0 && !slices.Contains(e.Who, "anyone"))
}

// inOrder sorts answers, the best first. Ties are broken by distance, then by id,
// so that the same question has the same list.
func inOrder(answers []*Answer, q Query) {
	ranks := make(map[*Answer]int, len(answers))
	for _, a := range answers {
		ranks[a] = rank(a, q)
	}
	slices.SortFunc(answers, func(a, b *Answer) int {
		return cmp.Or(
			cmp.Compare(ranks[a], ranks[b]),
			cmp.Compare(a.Metres, b.Metres),
			strings.Compare(a.Service.ID, b.Service.ID),
		)
	})
}

// Walking: streets are longer than a straight line, and older people walk slowly.
const (
	detour        = 1.3
	metresAMinute = 75 // 4.5 km/h
	longestWalk   = 45 // minutes; the kiosk tells no one to walk further
)

// onFoot returns minutes on foot, however far; -1 when not known.
func onFoot(metres int) int {
	if metres < 0 {
		return -1
	}
	return int(math.Ceil(float64(metres) * detour / metresAMinute))
}

// walk returns minutes on foot; -1 when not known or too far.
func walk(metres int) int {
	if minutes := onFoot(metres); minutes <= longestWalk {
		return minutes
	}
	return -1
}

// reasons says why an answer is in its place, the strongest first. What has to be checked is
// no reason.
func reasons(a *Answer, q Query, nearest bool) []Reason {
	s := &a.Service
	var why []Reason
	add := func(r Reason, holds bool) {
		if holds {
			why = append(why, r)
		}
	}
	sure := !a.Trust.Stale
	add(ReasonDanger, needs.Danger(q.Need))
	add(ReasonNearest, nearest)
	add(ReasonNear, !nearest && a.Walk >= 0)
	add(ReasonOpen, a.Open.State == OpenNow || a.Open.State == OpenAlways)
	add(ReasonStepFree, sure && q.Wishes.StepFree && known(s.StepFree) == Meets)
	add(ReasonHearingLoop, sure && q.Wishes.HearingLoop && known(s.HearingLoop) == Meets)
	add(ReasonQuiet, sure && q.Wishes.Quiet && known(s.QuietSpace) == Meets)
	add(ReasonLanguage, sure && foreign(q.Lang) && s.speaks(q.Lang))
	add(ReasonInterpreter, sure && q.Wishes.Interpreter && known(s.Interpreting) == Meets)
	add(ReasonFree, sure && s.Cost != nil && s.Cost.Free)
	add(ReasonRight, sure && len(s.Rights) > 0)
	add(ReasonNational, s.Everywhere)
	add(ReasonNeed, len(why) == 0)
	return why
}
