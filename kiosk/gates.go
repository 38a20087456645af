package kiosk

import (
	"slices"
	"strconv"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/phrasebook"
	"frontdoor/kiosk/usage"
	"frontdoor/locales"
)

// offered reports whether this kiosk has what a touch names. A glass that sends anything else
// is out of step, and nothing is changed.
func (c *Core) offered(a journey.Action) bool {
	switch a.Kind { //nolint:exhaustive // the others need nothing of the site
	case journey.AskPin:
		return c.site.Pin != ""
	case journey.ShowPairing:
		return c.opts.Console != nil
	}
	gate := c.gates[a.Kind.Takes()]
	return gate == nil || gate(a.Value)
}

// makeGates returns, for each kind of value, the function that reports whether this kiosk has it. Values
// without a gate are few, and the journey itself knows all of them.
func (c *Core) makeGates() map[journey.Value]func(string) bool {
	return map[journey.Value]func(string) bool{
		journey.ALanguage: func(tag string) bool { return c.opts.Languages == nil || slices.Contains(c.opts.Languages, tag) },
		journey.AMissing:  func(tag string) bool { return tag == usage.Other || locales.Lacks(tag) },
		journey.ATop:      func(id string) bool { _, ok := c.tree.Top(id); return ok },
		journey.ALeaf:     func(id string) bool { _, ok := c.tree.Leaf(id); return ok },
		journey.AService:  func(id string) bool { return c.visit.listed(id) != nil },
		journey.AFilter:   func(id string) bool { return slices.Contains(directory.Filters(), directory.Filter(id)) },
		journey.ARight:    func(id string) bool { return carded(c.opts.Rights, id) },
		journey.AReason:   func(id string) bool { return slices.Contains(usage.Reasons(), id) },
		journey.ARating: func(id string) bool {
			return id == usage.HelpfulYes || id == usage.HelpfulPartly || id == usage.HelpfulNo
		},
		journey.ALine: func(kind string) bool {
			return slices.ContainsFunc(lines(c.state, c.visit.named), func(l handoff.Line) bool { return string(l.Kind) == kind })
		},
		journey.AnAccessNeed:    func(id string) bool { return slices.Contains(handoff.Access(), id) },
		journey.AGroup:          func(id string) bool { return slices.Contains(phrasebook.Groups(), id) },
		journey.APhrase:         func(id string) bool { _, ok := phrasebook.Find(id); return ok },
		journey.AnIndexOfBlanks: c.hasBlank,
		journey.AFilling:        func(text string) bool { kind, chosen := blank(c.state); return phrasebook.Fits(kind, chosen, text) },
		journey.ADevice:         func(name string) bool { return c.opts.Console != nil && slices.Contains(c.opts.Console.Paired(), name) },
	}
}

// hasBlank reports whether the phrase that is shown has a blank of that index.
func (c *Core) hasBlank(index string) bool {
	p, _ := phrasebook.Find(c.state.Phrase)
	n, err := strconv.Atoi(index)
	return err == nil && n >= 0 && n < len(p.Blanks)
}
