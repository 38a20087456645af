package kiosk

import (
	"cmp"
	"slices"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/usage"
)

// A call is this visit's request for a person: what the desk has been told, and nothing that
// the resident has looked at since.
type call struct {
	desk  Desk
	kiosk string // what the desk calls this kiosk
	told  handoff.Call
}

// ask asks the desk for somebody to come.
func (c *call) ask(s journey.State, named string) journey.Event {
	told := handover(s, c.kiosk, named)
	if c.desk.Ask(told) != nil {
		return journey.NotCalledNow{}
	}
	c.told = told
	return journey.Called{}
}

// share tells the desk what the resident decides to share, and in which language to answer.
func (c *call) share(what journey.Deed, s journey.State, named string) {
	switch what { //nolint:exhaustive // the others share nothing
	case journey.DoShare:
		c.told = handover(s, c.kiosk, named)
	case journey.DoUnshare:
		c.told = handoff.Call{Kiosk: c.told.Kiosk, Lang: c.told.Lang}
	case journey.DoShareLanguage:
		c.told.Lang = s.Lang
		if c.told.Lines != nil {
			other := func(l handoff.Line) bool { return !spoken(l) }
			now := handover(s, c.kiosk, named).Lines
			c.told.Lines = slices.Concat(slices.DeleteFunc(now, other), slices.DeleteFunc(slices.Clone(c.told.Lines), spoken))
		}
	}
	c.desk.Share(c.told)
}

// status returns how the call goes; nil when there is none.
func (c *call) status() *handoff.Request { return c.desk.Status(c.kiosk).Request }

// changed returns how the call goes, as an event.
func changed(q handoff.Request) journey.CallChanged {
	return journey.CallChanged{
		Phase: journey.Phase(q.Phase), Missed: q.Missed, Beside: q.Assist, Waited: usage.WaitBand(q.Since.Sub(q.Began)),
	}
}

// handover makes what the desk is told. The need is told unless it is a sensitive one; the
// rest of the handover only once the resident shares it.
func handover(s journey.State, kiosk, named string) handoff.Call {
	told := handoff.Call{Kiosk: kiosk, Lang: cmp.Or(s.Wanted, s.Lang), Access: slices.Clone(s.Access)}
	hidden := func(k handoff.LineKind) bool { return slices.Contains(s.Hidden, string(k)) }
	if s.Leaf != "" && !hidden(handoff.LineNeed) && (s.Shared || !handoff.Sensitive(s.Leaf)) {
		told.Topic = s.Leaf
	}
	if s.Shared {
		for _, l := range lines(s, named) {
			if !hidden(l.Kind) { // nil when nothing is left: a later change of language then adds nothing either
				told.Lines = append(told.Lines, l)
			}
		}
	}
	return told
}

// lines is the handover of a visit: everything that a person who takes over should not have to
// ask again. It is made of ids, so that both languages come from one source. named is the name
// of the service that was looked at.
func lines(s journey.State, named string) []handoff.Line {
	var out []handoff.Line
	add := func(k handoff.LineKind, value string) { out = append(out, handoff.Line{Kind: k, Value: value}) }
	if lang := cmp.Or(s.Wanted, s.Lang); lang != "" && lang != "en" {
		add(handoff.LineLanguage, lang)
		add(handoff.LineInterpreter, lang)
	}
	if s.Leaf != "" {
		add(handoff.LineNeed, s.Leaf)
	}
	switch s.Where {
	case journey.Here:
		add(handoff.LinePlace, handoff.NearKiosk)
	case journey.Postcode:
		add(handoff.LinePlace, s.Postcode)
	case journey.Nowhere:
	}
	// Anyone who helps somebody in danger has to know the need; nobody has to know which
	// helpline was looked at.
	if s.Service != "" && named != "" && !needs.Danger(s.Leaf) {
		add(handoff.LineService, named)
	}
	for _, id := range s.Access {
		add(handoff.LineAccess, id)
	}
	return out
}

// spoken reports whether a line follows from the language that is chosen.
func spoken(l handoff.Line) bool {
	return l.Kind == handoff.LineLanguage || l.Kind == handoff.LineInterpreter
}
