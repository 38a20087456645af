package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// pin is the keypad on which staff say that they are staff. What is typed is not shown.
type pin struct {
	title, typed, fault, enter *kit.Text
	notice                     *kit.Panel
	whole                      fyne.CanvasObject
}

func newPin(look *kit.Look) *pin {
	s := &pin{title: title(look)}
	s.typed = kit.NewText(look, kit.Type{Size: 58, Bold: true, Fixed: true, Align: typeset.Center})
	s.fault = kit.NewText(look, kit.Type{Size: 30})
	s.notice = careNote(look, s.fault)
	s.enter = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, MayScale: true})
	unlock := kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.EnterPin}, kit.Centre(s.enter))
	left := kit.Column(look, 24, typedField(look, s.typed), s.notice, unlock)
	scroll := kit.NewScroll(look, kit.Split(look, 48, 0.5, 1100, left, figurePad(look)))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, s.title, scroll))
	return s
}

func (s *pin) object() fyne.CanvasObject { return s.whole }

func (s *pin) show(v glass.View, p locales.Printer) {
	s.title.Set(p.T("pin.title"))
	s.typed.SetIn("en", strings.Repeat("•", len(v.State.Typed))+"\u2009|")
	s.enter.Set(p.T("pin.enter"))
	if v.State.Fault != journey.NoFault {
		s.fault.Set(p.T("pin." + string(v.State.Fault)))
	}
	visible(s.notice, v.State.Fault != journey.NoFault)
}
