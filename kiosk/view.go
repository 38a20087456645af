package kiosk

import (
	"context"
	"slices"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/phrasebook"
	"frontdoor/kiosk/usage"
)

// lookup is the last answer of the directory, for as long as nothing in the question has
// changed: a clock that ticks must not reorder a list under a finger.
type lookup struct {
	leaf, lang, postcode string
	where                journey.Where
	filters, access      []string
	found                directory.Found
	from                 *directory.Point
	day                  directory.Date // at midnight a fact may have to be checked
	err                  error
}

// view gives the whole picture for the present state.
func (r *Core) view(ctx context.Context, now time.Time) glass.View {
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
	v.QuickExit = r.state.QuickExit()
	switch r.state.Screen {
	case journey.Needs:
		v.Tops = r.tree.TopIDs()
	case journey.Leaves:
		v.Leaves = r.tree.LeafIDs(r.state.Top)
	case journey.Results:
		found := r.answers(ctx, now).found
		v.Answers, v.Choices, v.LeftOut = found.Answers, found.Choices, found.Left
		v.Rights = directory.RightsFor(r.opts.Rights, r.state.Leaf, now)
	case journey.Filter:
		found := r.answers(ctx, now).found
		v.Answers, v.Choices = found.Answers, found.Choices
	case journey.Service:
		v.Answer = r.answer(ctx, now)
		if v.Answer != nil {
			v.Rights = r.held(v.Answer.Service.Rights)
		}
	case journey.Right:
		v.Card = directory.CardOf(r.opts.Rights, r.state.Right, now)
	case journey.Remembered:
		v.Counted, v.Waiting = r.opts.Memory.Remembered(now), r.opts.Memory.Waiting()
	case journey.Turned:
		v.Reasons, v.Rights = usage.Reasons(), directory.RightsFor(r.opts.Rights, r.state.Leaf, now)
	case journey.Handover:
		v.Lines = r.lines()
	case journey.Take:
		v.VCard = r.taken(ctx, now).Card
		_, none := r.opts.Spool.(noPaper)
		v.Paper, v.Press = !none, string(r.opts.Spool.State())
		if r.state.Paper == journey.PaperService {
			v.Answer = r.answer(ctx, now)
		}
	case journey.Phrases:
		v.Groups = phrasebook.Groups()
	case journey.Sentences:
		v.Phrases = phrasebook.In(r.state.Group)
	case journey.Phrase:
		if p, ok := phrasebook.Find(r.state.Phrase); ok {
			v.Phrase, v.Replies = &p, phrasebook.Answers(p)
		}
	case journey.Blank:
		if p, kind, chosen := r.blank(); kind != "" {
			v.Phrase, v.Options = &p, phrasebook.Options(kind, chosen)
		}
	case journey.Staff:
		v.Locked = r.site.Pin == ""
		v.Console = r.opts.Console != nil
	case journey.Pairing:
		if c := r.opts.Console; c != nil {
			v.Invite, v.Devices = c.Invited(), c.Paired()
		}
	case journey.Attract, journey.Languages, journey.Place, journey.Person, journey.Emergency,
		journey.Finished, journey.Comfort, journey.Pin, journey.Missing:
	}
	return v
}

// answers asks the directory, once for each question.
func (r *Core) answers(ctx context.Context, now time.Time) *lookup {
	s := r.state
	if c := r.cached; c != nil && c.day == directory.DayOf(now) && c.leaf == s.Leaf && c.lang == s.Lang && c.where == s.Where && c.postcode == s.Postcode &&
		slices.Equal(c.filters, s.Filters) && slices.Equal(c.access, s.Access) {
		return c
	}
	l := &lookup{day: directory.DayOf(now), leaf: s.Leaf, lang: s.Lang, where: s.Where, postcode: s.Postcode, filters: s.Filters, access: s.Access, from: r.from(ctx)}
	q := directory.Query{Need: s.Leaf, From: l.from, Now: now, Lang: s.Lang, Wishes: wishes(s.Access)}
	for _, f := range s.Filters {
		q.Filters = append(q.Filters, directory.Filter(f))
	}
	l.found, l.err = r.dir.Find(ctx, q)
	if l.err != nil {
		// The resident sees an empty list with a person beside it; staff see why.
		r.opts.Log.Error("the pack could not be read for a need", "err", l.err)
	}
	r.cached = l
	return l
}

// from is where the resident looks from; nil when that is not known.
func (r *Core) from(ctx context.Context) *directory.Point {
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

func (r *Core) answer(ctx context.Context, now time.Time) *directory.Answer {
	a, err := r.dir.Service(ctx, r.state.Service, r.from(ctx), now, r.state.Lang)
	if err != nil {
		r.opts.Log.Error("the pack could not be read for a service", "err", err)
		return nil
	}
	if l := r.listed(a.Service.ID); l != nil {
		a.Reasons = l.Reasons // why it was in the list that it was picked from
	}
	return &a
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

// held gives those rights of a service that there is a card for.
func (r *Core) held(ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !r.carded(id) })
}

// carded says whether there is a card for a right.
func (r *Core) carded(id string) bool {
	return slices.ContainsFunc(r.opts.Rights, func(x directory.Right) bool { return x.ID == id })
}

// blank gives the phrase whose blank is being filled, of which kind that is, and what stands
// in it.
func (r *Core) blank() (p phrasebook.Phrase, kind phrasebook.Kind, chosen string) {
	p, _ = phrasebook.Find(r.state.Phrase)
	n := r.state.Blank
	if n >= len(p.Blanks) || n >= len(r.state.Blanks) {
		return p, "", ""
	}
	return p, p.Blanks[n], r.state.Blanks[n]
}
