package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// comfort lets the resident choose larger letters. Each choice is set in its own size.
type comfort struct {
	sheet
	title  *kit.Text
	words  [journey.Sizes]*kit.Text
	cards  [journey.Sizes]*kit.Button
	staff  command
	memory command
}

func newComfort(in stock) *comfort {
	look := in.look
	c := &comfort{title: title(look)}
	var cards []fyne.CanvasObject
	for i, size := range [journey.Sizes]float32{32, 45, 64} {
		letter := kit.NewText(look, kit.Type{Size: size * 2.2, Bold: true, Fixed: true, Align: typeset.Center, Colour: kit.Blue})
		letter.SetIn("en", "A")
		c.words[i] = kit.NewText(look, kit.Type{Size: size, Fixed: true, Align: typeset.Center, MayScale: true})
		c.cards[i] = kit.NewButton(look, kit.CardFace,
			journey.Action{Kind: journey.PickSize, Value: strconv.Itoa(i)}, kit.Column(look, 16, letter, c.words[i]))
		cards = append(cards, c.cards[i])
	}
	grid := kit.Grid(look, 24, 300, func(width float32) int {
		if width < 1000 {
			return 1
		}
		return journey.Sizes
	}, cards...)
	c.staff = newPill(look, kit.NewIcon(look, icons.Staff, 36, kit.Ink), journey.ShowStaff)
	c.memory = remembering(look)
	scroll := kit.NewScroll(look, kit.ColumnGrow(look, 28, grid, grid, kit.Wrap(look, 20, c.memory.Button, c.staff.Button)))
	c.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, c.title, scroll))
	return c
}

func (c *comfort) show(f glass.Frame, _ glass.Comfort, p locales.Printer) {
	c.staff.word.SetIn("en", p.T("frame.staff-notice"))
	c.memory.word.Set(p.T("memory.title"))
	c.title.Set(p.T("comfort.title"))
	for i := range c.cards {
		c.words[i].Set(p.T("comfort.size." + strconv.Itoa(i)))
		face := kit.CardFace
		if i == f.Size {
			face.Stroke, face.StrokeWidth, face.Fill = kit.Blue, 6, kit.PaleBlue
		}
		c.cards[i].Wear(face)
	}
}
