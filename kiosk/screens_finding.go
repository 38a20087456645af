package kiosk

import (
	"slices"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/usage"
)

// findingScreens are those on the way to a service, and what can be done from there.
func findingScreens() []builder {
	return []builder{
		plain(picture.needs),
		plain(picture.leaves),
		plain(picture.place),
		with((*Core).found, picture.results),
		with((*Core).found, picture.filter),
		with((*Core).answer, picture.service),
		plain(picture.turned),
		plain(picture.right),
	}
}

func (p picture) needs() glass.Needs { return glass.Needs{Tops: p.tree.TopIDs()} }

func (p picture) leaves() glass.Leaves {
	return glass.Leaves{Top: p.state.Top, Leaves: p.tree.LeafIDs(p.state.Top)}
}

func (p picture) place() glass.Place { return glass.Place{Typed: p.state.Typed, Fault: p.state.Fault} }

func (p picture) results(found directory.Found) glass.Results {
	s := p.state
	return glass.Results{
		Need: s.Leaf, Urgent: s.Top == journey.UrgentTop, Where: s.Where, Postcode: s.Postcode, Filters: s.Filters,
		Answers: found.Answers, Choices: found.Choices, LeftOut: found.Left,
		Rights: directory.RightsFor(p.rights, s.Leaf, p.now),
	}
}

func (p picture) filter(found directory.Found) glass.Filter {
	return glass.Filter{Filters: p.state.Filters, Choices: found.Choices, Answers: len(found.Answers)}
}

func (p picture) service(a *directory.Answer) glass.Service {
	s := glass.Service{Service: p.state.Service, Answer: a}
	if a != nil {
		s.Rights = slices.DeleteFunc(slices.Clone(a.Service.Rights), func(id string) bool { return !carded(p.rights, id) })
	}
	return s
}

// carded reports whether there is a card for a right.
func carded(rights []directory.Right, id string) bool {
	return slices.ContainsFunc(rights, func(x directory.Right) bool { return x.ID == id })
}

func (p picture) turned() glass.Turned {
	return glass.Turned{Reason: p.state.Reason, Reasons: usage.Reasons(), Rights: directory.RightsFor(p.rights, p.state.Leaf, p.now)}
}

func (p picture) right() glass.Right {
	return glass.Right{Card: directory.CardOf(p.rights, p.state.Right, p.now)}
}
