package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
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
	box := kit.SheetFace
	box.Stroke, box.StrokeWidth, box.PadX, box.PadY, box.Low = kit.Blue, 4, 20, 4, 92
	s.fault = kit.NewText(look, kit.Type{Size: 30})
	care := kit.CareTag
	care.PadX, care.PadY = 20, 10
	s.notice = kit.NewPanel(look, care, kit.Row(look, 14, s.fault, kit.NewIcon(look, icons.Warning, 34, kit.Ink), s.fault))
	s.enter = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, MayScale: true})
	unlock := kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.EnterPin}, kit.Centre(s.enter))
	var rows []fyne.CanvasObject
	for _, figures := range []string{"123", "456", "789", "0"} {
		var keys []fyne.CanvasObject
		for _, r := range figures {
			t := kit.NewText(look, kit.Type{Size: 44, Bold: true, Fixed: true, Align: typeset.Center})
			t.SetIn("en", string(r))
			keys = append(keys, kit.NewButton(look, kit.KeyFace, journey.Action{Kind: journey.Type, Value: string(r)}, t))
		}
		if figures == "0" {
			keys = append(keys, kit.NewButton(look, kit.KeyFace, journey.Action{Kind: journey.Erase}, kit.NewIcon(look, icons.Erase, 44, kit.Ink)))
		}
		rows = append(rows, kit.Keys(look, 16, 3, keys...))
	}
	left := kit.Column(look, 24, kit.NewPanel(look, box, s.typed), s.notice, unlock)
	scroll := kit.NewScroll(look, kit.Split(look, 48, 0.5, 1100, left, kit.Column(look, 16, rows...)))
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
