package ui

import (
	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// emergency is the 999 card. It is static: it asks nothing and decides nothing.
type emergency struct {
	sheet
	title, when, number, ring *kit.Text
	lines                     []*factLine
	ids                       []string
}

func newEmergency(in stock) *emergency {
	look := in.look
	e := &emergency{title: title(look)}
	e.when = kit.NewText(look, kit.Type{Size: 38, Bold: true, Colour: kit.White})
	e.number = kit.NewText(look, kit.Type{Size: 150, Bold: true, Fixed: true, Colour: kit.White})
	e.ring = kit.NewText(look, kit.Type{Size: 36, Colour: kit.White})
	red := kit.SheetFace
	red.Fill, red.Stroke = kit.Red, kit.Red
	card := kit.NewPanel(look, red, kit.Column(look, 10, e.when, e.number, e.ring))

	e.ids = []string{"emergency.language", "emergency.no-phone", "emergency.cannot-speak", "emergency.bsl", "emergency.text"}
	marks := []string{icons.Language, icons.Wave, icons.Speak, icons.Ear, icons.TextMessage}
	rest := kit.Column(look, 26)
	for _, m := range marks {
		l := newFactLine(look)
		l.icon.Set(m)
		e.lines = append(e.lines, l)
		rest.Add(l.row)
	}
	body := kit.Split(look, 28, 0.48, 1150, card, kit.NewPanel(look, kit.SheetFace, rest))
	scroll := kit.NewScroll(look, body)
	e.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, e.title, scroll))
	return e
}

func (e *emergency) show(_ glass.Frame, _ glass.Emergency, p locales.Printer) {
	e.title.Set(p.T("emergency.title"))
	e.when.Set(p.T("emergency.when"))
	e.number.SetIn("en", "999")
	e.ring.Set(p.T("emergency.ring"))
	for i, id := range e.ids {
		e.lines[i].strong.Set("")
		e.lines[i].number.Set("")
		e.lines[i].plain.Set(p.T(id))
	}
}
