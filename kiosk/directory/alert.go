package directory

import (
	"slices"
	"time"
)

// An Alert is news of a place that holds for a time: closed for repairs, moved, full. Its
// kind is said in every language; Text is whatever else there is, in its own language only.
type Alert struct {
	Kind      AlertKind  `cbor:"1,keyasint,omitzero"`
	From      Date       `cbor:"2,keyasint,omitzero"` // the first and the last day; zero means already, and nobody knows
	Until     Date       `cbor:"3,keyasint,omitzero"`
	Text      *Prose     `cbor:"4,keyasint,omitzero"`
	Assurance *Assurance `cbor:"5,keyasint,omitzero"` // nil: the service's own
}

// An AlertKind is a message id "alert.<kind>".
type AlertKind string

// The kinds.
const (
	AlertClosed AlertKind = "closed"
	AlertMoved  AlertKind = "moved"         // it is somewhere else: its address and its distance are not said
	AlertHours  AlertKind = "changed-hours" // its hours are not known for a time
	AlertPhone  AlertKind = "phone-only"    // nobody can go there
	AlertFull   AlertKind = "full"          // nobody new is taken
)

// News is an alert that the kiosk shows today.
type News struct {
	Kind  AlertKind
	Start Date // only of what is still to come
	Until Date // the last day of it; zero when nobody knows
	Text  *Prose
	Trust Trust // past its expiry it is shown as something to check
}

// comingDays is how many days before it begins news is shown: anyone who takes a paper home may go
// within two weeks.
const comingDays = 14

// news returns what there is to say of a place today: what holds and what is soon to come. What is over
// is not told.
func (s *Service) news(today Date) []News {
	var out []News
	for _, a := range s.Alerts {
		if today != (Date{}) && !within(today, a.From.before(comingDays), a.Until) {
			continue
		}
		n := News{Kind: a.Kind, Until: a.Until, Text: a.Text, Trust: a.assurance(s).on(today)}
		if today.Before(a.From) {
			n.Start = a.From
		}
		out = append(out, n)
	}
	return out
}

// sure returns the alerts that may be said as certain on a day. What was never looked at again
// neither closes a door nor keeps it open.
func (s *Service) sure(today Date) (sure, old []Alert) {
	for _, a := range s.Alerts {
		if a.assurance(s).expired(today) {
			old = append(old, a)
		} else {
			sure = append(sure, a)
		}
	}
	return sure, old
}

func (a Alert) assurance(s *Service) Assurance {
	if a.Assurance != nil {
		return *a.Assurance
	}
	return s.Assurance
}

// before returns the day that is n days earlier; a day that is not known stays so.
func (d Date) before(days int) Date {
	if d == (Date{}) {
		return d
	}
	return d.addDays(-days)
}

// onDay reports whether news of a kind holds on a day.
func onDay(news []Alert, kind AlertKind, d Date) bool {
	return slices.ContainsFunc(news, func(a Alert) bool { return a.Kind == kind && within(d, a.From, a.Until) })
}

// Told reports whether news of a kind holds for an answer now.
func (a *Answer) Told(kind AlertKind) bool {
	return slices.ContainsFunc(a.News, func(n News) bool { return n.Kind == kind && n.Start == Date{} })
}

// door returns what is known of the door now, with the news. Whether old news still holds is not
// known, so that hours which it might change are not known either.
func (s *Service) door(now time.Time) Opening {
	today := DayOf(now)
	sure, old := s.sure(today)
	hours := s.Assurance
	if s.Hours != nil && s.Hours.Assurance != nil {
		hours = *s.Hours.Assurance
	}
	if hours.expired(today) {
		s.Hours = nil // what is stale is never said as certain: old hours are hours that nobody knows
	}
	o := openingWith(s.Hours, sure, now)
	switch {
	case onDay(sure, AlertClosed, today):
	case onDay(sure, AlertPhone, today):
		return Opening{State: PhoneOnly}
	case onDay(old, AlertClosed, today), onDay(old, AlertHours, today), onDay(old, AlertPhone, today):
		return Opening{State: HoursUnknown}
	}
	return o
}
