package kiosk

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// A visit is what has been looked up for the resident who is there. It ends with them.
type visit struct {
	dir   *directory.Directory
	at    directory.Point // where the kiosk is
	log   *slog.Logger
	clock Clock
	list  *list
	named string // the name of the service that is looked at
}

// A list is the last answer of the directory, for as long as nothing in the question has
// changed: a clock that ticks must not reorder a list under a finger.
type list struct {
	asked journey.Question
	day   directory.Date // at midnight a fact may have to be checked
	from  *directory.Point
	found directory.Found
}

// forget drops everything of a visit that has ended.
func (v *visit) forget() { v.list, v.named = nil, "" }

// answers asks the directory, once for each question.
func (v *visit) answers(ctx context.Context, s journey.State, now time.Time) *list {
	asked, day := s.Question(), directory.DayOf(now)
	if l := v.list; l != nil && l.day == day && l.asked.Equal(asked) {
		return l
	}
	l := &list{asked: asked, day: day, from: v.from(ctx, s)}
	q := directory.Query{Need: s.Leaf, From: l.from, Now: now, Lang: s.Lang, Wishes: wishes(s.Access)}
	for _, f := range s.Filters {
		q.Filters = append(q.Filters, directory.Filter(f))
	}
	var err error
	if l.found, err = v.dir.Find(ctx, q); err != nil {
		// The resident sees an empty list with a person beside it; staff see why.
		v.log.Error("the pack could not be read for a need", "err", err)
	}
	if v.ahead(now, l.found.Answers) {
		return v.answers(ctx, s, v.clock.Believed(now))
	}
	v.list = l
	return l
}

// ahead reports whether something was checked on a day that the clock has not reached, so that
// it is not believed any more.
func (v *visit) ahead(now time.Time, answers []directory.Answer) bool {
	if now.IsZero() {
		return false
	}
	for _, a := range answers {
		if d := a.Trust.VerifiedOn; d.Month != 0 {
			v.clock.Learn(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC))
		}
	}
	return v.clock.Believed(now).IsZero()
}

// listed returns an answer of the list that is shown; nil when it is not in it.
func (v *visit) listed(id string) *directory.Answer {
	if v.list == nil {
		return nil
	}
	for i, a := range v.list.found.Answers {
		if a.Service.ID == id {
			return &v.list.found.Answers[i]
		}
	}
	return nil
}

// name keeps the name of a service of the list, for the handover.
func (v *visit) name(id string) {
	if a := v.listed(id); a != nil {
		v.named = a.Service.Name
	}
}

// answer returns the service that is looked at; nil when it has gone from the pack.
func (v *visit) answer(ctx context.Context, s journey.State, now time.Time) *directory.Answer {
	a, err := v.dir.Service(ctx, s.Service, v.from(ctx, s), now, s.Lang)
	if err != nil {
		v.log.Error("the pack could not be read for a service", "err", err)
		return nil
	}
	if v.ahead(now, []directory.Answer{a}) {
		return v.answer(ctx, s, time.Time{})
	}
	if l := v.listed(a.Service.ID); l != nil {
		a.Reasons = l.Reasons // why it was in the list that it was picked from
	}
	return &a
}

// from returns where the resident looks from; nil when that is not known.
func (v *visit) from(ctx context.Context, s journey.State) *directory.Point {
	switch s.Where {
	case journey.Here:
		if v.at != (directory.Point{}) {
			at := v.at
			return &at
		}
	case journey.Postcode:
		if at, _, err := v.dir.Place(ctx, s.Postcode); err == nil {
			return &at
		}
	case journey.Nowhere:
	}
	return nil
}

// lookUp turns what is typed into a place that the directory knows, or into what is wrong.
func (v *visit) lookUp(ctx context.Context, typed string) journey.Event {
	_, canonical, err := v.dir.Place(ctx, typed)
	switch {
	case err == nil:
		return journey.Found{Postcode: canonical}
	case errors.Is(err, directory.ErrMalformed):
		return journey.NotFound{Fault: journey.Malformed}
	case !errors.Is(err, directory.ErrUnknownPostcode):
		v.log.Error("the pack could not be read for a postcode", "err", err)
	}
	return journey.NotFound{Fault: journey.Unknown}
}

// wishes is what the access needs that a resident added ask of a place.
func wishes(access []string) directory.Wishes {
	asked := func(id string) bool { return slices.Contains(access, id) }
	return directory.Wishes{
		StepFree:    asked(handoff.Wheelchair),
		HearingLoop: asked(handoff.Hearing),
		Interpreter: asked(handoff.Interpreter),
		Quiet:       asked(handoff.Quiet),
	}
}
