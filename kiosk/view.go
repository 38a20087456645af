package kiosk

import (
	"context"
	"slices"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
)

// lookup is the last answer of the directory, for as long as nothing in the question has
// changed: a clock that ticks must not reorder a list under a finger.
type lookup struct {
	leaf, lang, postcode string
	where                journey.Where
	answers              []directory.Answer
	from                 *directory.Point
	err                  error
}

func (r *Runtime) show(ctx context.Context, g Glass) { g.Show(r.view(ctx, time.Now())) }

// view gives the whole picture for the present state.
func (r *Runtime) view(ctx context.Context, now time.Time) glass.View {
	local := now.In(r.opts.Location)
	desk := r.opts.Desk.Status(r.site.Kiosk)
	if desk.Request != nil {
		desk.Request.ID = "" // the desk's business
	}
	v := glass.View{
		State:    r.state,
		Site:     r.site.Name,
		Clock:    directory.Clock(local.Hour()*60 + local.Minute()),
		Greeting: r.greet,
		Offer:    r.site.Rota.Offer(now),
		Desk:     desk,
		Notices:  r.opts.Notices,
	}
	if r.opts.Live != nil {
		v.Notices = slices.Concat(v.Notices, r.opts.Live())
	}
	if r.state.Warning {
		left := r.opts.WarnFor - now.Sub(r.warned)
		v.Left = max(int((left+time.Second-1)/time.Second), 1)
	}
	switch r.state.Screen {
	case journey.Needs:
		v.Tops = r.tree.TopIDs()
	case journey.Leaves:
		v.Leaves = r.tree.LeafIDs(r.state.Top)
	case journey.Results:
		v.Answers = r.answers(ctx, now).answers
	case journey.Service:
		v.Answer = r.answer(ctx, now)
	case journey.Handover:
		v.Lines = r.lines()
	case journey.Staff:
		v.Locked = r.site.Pin == ""
		v.Console = r.opts.Console != nil
	case journey.Pairing:
		if c := r.opts.Console; c != nil {
			v.Invite, v.Devices = c.Invited(), c.Paired()
		}
	case journey.Attract, journey.Languages, journey.Place, journey.Person, journey.Emergency,
		journey.Finished, journey.Comfort, journey.Pin:
	}
	return v
}

// answers asks the directory, once for each question.
func (r *Runtime) answers(ctx context.Context, now time.Time) *lookup {
	s := r.state
	if c := r.cached; c != nil && c.leaf == s.Leaf && c.lang == s.Lang && c.where == s.Where && c.postcode == s.Postcode {
		return c
	}
	l := &lookup{leaf: s.Leaf, lang: s.Lang, where: s.Where, postcode: s.Postcode, from: r.from(ctx)}
	l.answers, l.err = r.dir.Find(ctx, directory.Query{Need: s.Leaf, From: l.from, Now: now, Lang: s.Lang})
	if l.err != nil {
		// The resident sees an empty list with a person beside it; staff see why.
		r.opts.Log.Error("the pack could not be read for a need", "err", l.err)
	}
	r.cached = l
	return l
}

// from is where the resident looks from; nil when that is not known.
func (r *Runtime) from(ctx context.Context) *directory.Point {
	switch r.state.Where {
	case journey.Here:
		if r.site.At != (directory.Point{}) {
			at := r.site.At
			return &at
		}
	case journey.Postcode:
		if at, _, err := r.dir.Place(ctx, r.state.Postcode); err == nil {
			return &at
		}
	case journey.Nowhere:
	}
	return nil
}

func (r *Runtime) answer(ctx context.Context, now time.Time) *directory.Answer {
	a, err := r.dir.Service(ctx, r.state.Service, r.from(ctx), now, r.state.Lang)
	if err != nil {
		r.opts.Log.Error("the pack could not be read for a service", "err", err)
		return nil
	}
	return &a
}
