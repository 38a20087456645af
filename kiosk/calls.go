package kiosk

import (
	"cmp"
	"context"
	"slices"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/usage"
)

// call asks the desk for somebody to come.
func (c *Core) call() journey.Event {
	told := c.handover()
	if c.opts.Desk.Ask(told) != nil {
		return journey.NotCalledNow{}
	}
	c.told = told
	return journey.Called{}
}

// handover makes what the desk is told. The need is told unless it is a sensitive one; the
// rest of the handover only once the resident shares it.
func (c *Core) handover() handoff.Call {
	s := c.state
	told := handoff.Call{Kiosk: c.site.Kiosk, Lang: cmp.Or(s.Wanted, s.Lang), Access: slices.Clone(s.Access)}
	hidden := func(l handoff.LineKind) bool { return slices.Contains(s.Hidden, string(l)) }
	if s.Leaf != "" && !hidden(handoff.LineNeed) && (s.Shared || !handoff.Sensitive(s.Leaf)) {
		told.Topic = s.Leaf
	}
	if s.Shared {
		told.Lines = slices.DeleteFunc(c.lines(), func(l handoff.Line) bool { return hidden(l.Kind) })
	}
	return told
}

// lines is the handover of this visit: everything that a person who takes over should not
// have to ask again. It is made of ids, so that both languages come from one source.
func (c *Core) lines() []handoff.Line {
	s := c.state
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
		out = append(out, handoff.Line{Kind: handoff.LinePlace, Value: handoff.NearKiosk})
	case journey.Postcode:
		out = append(out, handoff.Line{Kind: handoff.LinePlace, Value: s.Postcode})
	case journey.Nowhere:
	}
	// Anyone who helps somebody in danger has to know the need; nobody has to know which
	// helpline was looked at.
	if s.Service != "" && c.named != "" && !needs.Danger(s.Leaf) {
		out = append(out, handoff.Line{Kind: handoff.LineService, Value: c.named})
	}
	for _, id := range s.Access {
		out = append(out, handoff.Line{Kind: handoff.LineAccess, Value: id})
	}
	return out
}

// share tells the desk what the resident decides to share, and in which language to answer.
// What is looked at while waiting is nobody's business.
func (c *Core) share(what journey.Deed) {
	told := c.told
	switch what { //nolint:exhaustive // the others share nothing
	case journey.DoShare:
		told = c.handover()
	case journey.DoUnshare:
		told = handoff.Call{Kiosk: told.Kiosk, Lang: told.Lang}
	case journey.DoShareLanguage:
		told.Lang = c.state.Lang
		if told.Lines != nil {
			other := func(l handoff.Line) bool { return !spoken(l) }
			told.Lines = slices.Concat(slices.DeleteFunc(c.handover().Lines, other), slices.DeleteFunc(slices.Clone(told.Lines), spoken))
		}
	}
	c.told = told
	c.opts.Desk.Share(told)
}

// spoken reports whether a line follows from the language that is chosen.
func spoken(l handoff.Line) bool {
	return l.Kind == handoff.LineLanguage || l.Kind == handoff.LineInterpreter
}

// followCall tells the journey how the call has gone on.
func (c *Core) followCall(ctx context.Context) {
	if c.state.Call.Phase == journey.NotCalled {
		return
	}
	if q := c.opts.Desk.Status(c.site.Kiosk).Request; q != nil {
		c.hear(ctx, journey.CallChanged{
			Phase: journey.Phase(q.Phase), Missed: q.Missed, Beside: q.Assist, Waited: usage.WaitBand(q.Since.Sub(q.Began)),
		})
	}
}
