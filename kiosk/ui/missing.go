package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// missing is the languages that the glass does not have, each in itself. Whoever finds theirs
// here is led to a person, with a card that asks for an interpreter.
type missing struct {
	sheet
	title, other *kit.Text
}

// other is the value of a language that is not on the list either.
const other = "other"

func newMissing(in stock) *missing {
	look := in.look
	m := &missing{title: title(look), other: centred(look, 32)}
	face := kit.CardFace
	face.Low, face.PadX, face.PadY = 100, 12, 10
	card := func(tag string, name *kit.Text) fyne.CanvasObject {
		return kit.NewButton(look, face, journey.Action{Kind: journey.PickMissing, Value: tag}, name)
	}
	var cards []fyne.CanvasObject
	for _, l := range locales.Missing() {
		name := centred(look, 34)
		name.SetIn(l.Tag, l.Name)
		cards = append(cards, card(l.Tag, name))
	}
	cards = append(cards, card(other, m.other))
	grid := kit.Grid(look, 16, 100, func(width float32) int { return max(int(width/(250*look.Zoom)), 2) }, cards...)
	scroll := kit.NewScroll(look, kit.Top(grid))
	m.whole = kit.InsetFill(look, 48, 24, kit.ColumnGrow(look, 20, scroll, m.title, scroll))
	return m
}

func (m *missing) show(_ glass.Frame, _ glass.Missing, p locales.Printer) {
	m.title.Set(p.T("missing.title"))
	m.other.Set(p.T("missing.other"))
}

// newAbsent leads from the languages to those that are missing. Whoever needs it reads none of
// the languages beside it, so it shows the first names of the others.
func newAbsent(look *kit.Look) command {
	a := command{word: kit.NewText(look, kit.Type{Size: 30, Bold: true})}
	face := kit.PlainFace
	names := kit.Wrap(look, 24)
	for i, l := range locales.Missing() {
		if i == 9 {
			break
		}
		name := kit.NewText(look, kit.Type{Size: 30, Bold: true, Fixed: true, Lines: 1, Colour: kit.Blue, Align: typeset.Start})
		name.SetIn(l.Tag, l.Name)
		names.Add(name)
	}
	words := kit.Column(look, 6, names, a.word)
	a.Button = kit.NewButton(look, face, journey.Action{Kind: journey.ShowMissing},
		kit.Row(look, 26, words, kit.NewIcon(look, icons.Language, 56, kit.Blue), words, kit.NewArrow(look, icons.CaretNext, 40, kit.Ink)))
	return a
}
