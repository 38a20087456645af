// Package tally turns what happened in a visit into anonymous counts.
//
// It is a table from the effects of a journey to the vocabulary of counts, and holds nothing:
// whether a visit is under way, and what of it has been counted already, is the counter's. The
// core asks it about every effect, so that a screen or a touch cannot be counted in one place
// and forgotten in another.
package tally

import (
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/usage"
)

// A Count is one value of one dimension of the vocabulary.
type Count struct {
	Dimension, Value string
	Kiosk            bool // it belongs to the kiosk and to no visit
}

// Of returns what an effect counts; nothing for most.
func Of(e journey.Effect) []Count {
	one := func(dimension, value string) []Count { return []Count{{Dimension: dimension, Value: value}} }
	switch e.Deed {
	case journey.SawScreen:
		return append(one(usage.Step, e.Value), reached(journey.Screen(e.Value))...)
	case journey.ChoseLanguage:
		return one(usage.Language, e.Value)
	case journey.LacksLanguage:
		return one(usage.Wanted, e.Value)
	case journey.OpenedNeed:
		return one(usage.Need, e.Value)
	case journey.LookedNear:
		return one(usage.PlaceKind, e.Value)
	case journey.NoSuchPostcode:
		return one(usage.Unmet, usage.PostcodeUnknown)
	case journey.ListLacks:
		return one(usage.Unmet, e.Value)
	case journey.WasTurnedAway:
		return append(one(usage.Turned, e.Value), turnedAway(e.Value)...)
	case journey.Enlarged:
		return one(usage.Format, usage.Larger)
	case journey.WentBeside:
		return one(usage.Format, usage.SideBySide)
	case journey.SharedHandover:
		return one(usage.Format, usage.Shared)
	case journey.TookPaper:
		return one(usage.Format, usage.Paper)
	case journey.WasOffered:
		return one(usage.Person, e.Value)
	case journey.CouldCall:
		return one(usage.Handoff, usage.Offered)
	case journey.CallWas:
		return one(usage.Handoff, e.Value)
	case journey.WaitedFor:
		return one(usage.Wait, e.Value)
	case journey.LeftFrom:
		return one(usage.Left, e.Value)
	case journey.PaperFailed:
		return []Count{{usage.Health, usage.PrinterFault, true}}
	case journey.Rated: // the visit is over
		return []Count{{usage.Helpful, e.Value, true}}
	default: // something to do, and nothing to count
		return nil
	}
}

// reached returns what it means beside its step that a screen was reached.
func reached(s journey.Screen) []Count {
	switch s { //nolint:exhaustive // most are no more than a step
	case journey.Emergency:
		return []Count{{Dimension: usage.Person, Value: usage.Person999}}
	case journey.Take:
		return []Count{{Dimension: usage.Format, Value: usage.QR}}
	case journey.Phrase:
		return []Count{{Dimension: usage.Format, Value: usage.Phrasebook}}
	}
	return nil
}

// turnedAway returns what somebody who was turned away did not find with it. Where it was is
// not counted: too few are turned away from one place.
func turnedAway(reason string) []Count {
	if reason == usage.PapersAsked || reason == usage.SentOn || reason == usage.Other {
		return nil
	}
	return []Count{{Dimension: usage.Unmet, Value: reason}}
}
