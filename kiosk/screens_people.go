package kiosk

import (
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/printer"
)

// peopleScreens are those that lead to a person, and what is taken there.
func peopleScreens() []builder {
	return []builder{
		plain(picture.person),
		plain(picture.emergency),
		with((*Core).handover, picture.handover),
		with((*Core).takeable, picture.take),
	}
}

func (p picture) person() glass.Person { return glass.Person{Wanted: p.state.Wanted} }

func (picture) emergency() glass.Emergency { return glass.Emergency{} }

func (p picture) handover(lines []handoff.Line) glass.Handover {
	return glass.Handover{Lines: lines, Hidden: p.state.Hidden, Access: p.state.Access, Shared: p.state.Shared}
}

// A takeable is what can be taken away now, and how.
type takeable struct {
	card    string // as the code holds it
	printer bool
	press   printer.State
	answer  *directory.Answer // the service that is taken; nil for anything else
}

func (p picture) take(t takeable) glass.Take {
	return glass.Take{What: p.state.Paper, VCard: t.card, Paper: t.printer, Press: string(t.press), Answer: t.answer}
}
