package ui

import (
	"strings"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// pin is the keypad on which staff say that they are staff. What is typed is not shown.
type pin struct {
	sheet
	title, typed *kit.Text
	fault        note
	unlock       command
}

func newPin(in stock) *pin {
	look := in.look
	s := &pin{title: title(look)}
	s.typed = kit.NewText(look, kit.Type{Size: 58, Bold: true, Fixed: true, Align: typeset.Center})
	s.fault = newNote(look, kit.Type{Size: 30})
	s.unlock = newPrimary(look, journey.EnterPin)
	left := kit.Column(look, 24, typedField(look, s.typed), s.fault.Panel, s.unlock.Button)
	scroll := kit.NewScroll(look, kit.Split(look, 48, 0.5, 1100, left, figurePad(look)))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, s.title, scroll))
	return s
}

func (s *pin) show(_ glass.Frame, v glass.Pin, p locales.Printer) {
	s.title.Set(p.T("pin.title"))
	s.typed.SetIn("en", strings.Repeat("•", v.Typed)+"\u2009|")
	s.unlock.word.Set(p.T("pin.enter"))
	fault := ""
	if v.Fault != journey.NoFault {
		fault = p.T("pin." + string(v.Fault))
	}
	s.fault.say(fault)
}
