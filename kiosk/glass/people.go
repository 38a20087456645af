package glass

import (
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// people is the screens that lead to a person, and what is taken there.
func people() []kind {
	return []kind{of[Person](), of[Emergency](), of[Handover](), of[Take]()}
}

// Person is how to talk to a person; the frame has who can be talked to and how a call goes.
type Person struct {
	Wanted string // a language that the resident speaks and the glass does not
}

// ID implements Screen.
func (Person) ID() journey.Screen { return journey.Person }

// Emergency is the 999 card.
type Emergency struct{}

// ID implements Screen.
func (Emergency) ID() journey.Screen { return journey.Emergency }

// Handover is what the person who comes is told.
type Handover struct {
	Lines  []handoff.Line // all that could be told
	Hidden []string       // kinds of lines that the resident took out
	Access []string       // access needs that the resident added
	Shared bool           // the desk has it
}

// ID implements Screen.
func (Handover) ID() journey.Screen { return journey.Handover }

// Take is what can be carried away.
type Take struct {
	What   journey.Paper
	VCard  string            // as the code holds it
	Paper  bool              // there is a printer
	Press  string            // how the printing goes, a state of printer
	Answer *directory.Answer // the service that is taken; nil for anything else
}

// ID implements Screen.
func (Take) ID() journey.Screen { return journey.Take }
