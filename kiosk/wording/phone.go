package wording

import (
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/locales"
)

// A Number is a telephone number to ring, with what has to be known before.
type Number struct {
	What    string // whose it is
	Number  string // to be set large
	Beneath string // when it is answered, and what it costs where that is known
	Relay   string // the number with Relay UK's prefix before it
}

// Telephone returns the number of a service or, without one, the best number to reach a person
// now. It is false where there is none to ring.
func Telephone(p locales.Printer, a *directory.Answer, o handoff.Offer) (Number, bool) {
	if a == nil {
		for _, w := range Ways(p, o, handoff.Status{}) {
			if w.Number != "" {
				return Number{What: w.What, Number: w.Number, Beneath: w.Beneath, Relay: relay(w.Number)}, true
			}
		}
		return Number{}, false
	}
	n, ok := a.Service.Voice()
	if !ok {
		return Number{}, false
	}
	beneath := Opening(p, a.Open, true).Text
	if n.Free {
		beneath = sentences(stopped(p, beneath), p.T("take.free-call"))
	}
	return Number{What: p.T("take.ring", "Name", a.Service.Name), Number: phone(n.Number), Beneath: beneath, Relay: relay(n.Number)}, true
}

// relay puts Relay UK's prefix before a number. 18000 is for emergencies by text and never
// goes before another number.
func relay(number string) string { return phone("18001 " + number) }

// Interpreter asks for an interpreter in the resident's own language: the sentence that they
// show or read out in English, so that they know what it says.
func Interpreter(p locales.Printer) string {
	language := p.Language(p.Tag())
	return sentences(p.T("handover.language", "Language", language), p.T("handover.interpreter", "Language", language))
}
