package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// chips stand above a list: what every place in it has to be. With large letters, or where
// two languages share the glass, there is room for the list or for the choices: one button
// then leads to a screen of them, and only what was chosen stands here.
type chips struct {
	look              *kit.Look
	row               *fyne.Container
	pool              []*chip
	choose, clear     *kit.Button
	chooseIs, clearIs *kit.Text
}

// chip is one of them: what it asks, and how many places it leaves.
type chip struct {
	*kit.Button
	mark        *kit.Icon
	word, count *kit.Text
}

func newChips(look *kit.Look) *chips {
	c := &chips{look: look}
	c.chooseIs = kit.NewText(look, kit.Type{Size: 28, Lines: 1})
	c.choose = kit.NewButton(look, kit.PillFace, journey.Action{Kind: journey.ShowFilters},
		kit.Row(look, 14, nil, kit.NewIcon(look, icons.Check, 32, kit.Ink), c.chooseIs))
	c.clearIs = kit.NewText(look, kit.Type{Size: 28, Lines: 1})
	c.clear = kit.NewButton(look, kit.PillFace, journey.Action{Kind: journey.ClearFilters},
		kit.Row(look, 14, nil, kit.NewIcon(look, icons.Close, 30, kit.Ink), c.clearIs))
	c.row = kit.Wrap(look, 16)
	return c
}

// narrow says whether there is no room for all of them.
func (*chips) narrow(v glass.View) bool { return v.State.Size > 0 || v.State.Assist }

func (c *chips) show(v glass.View, p locales.Printer) {
	c.row.Objects = c.row.Objects[:0]
	narrow := c.narrow(v)
	if narrow && len(v.Choices) > 0 {
		c.chooseIs.Set(p.T("filter.choose"))
		c.row.Objects = append(c.row.Objects, c.choose)
	}
	on := 0
	for i, x := range v.Choices {
		if i == len(c.pool) {
			c.pool = append(c.pool, newChip(c.look))
		}
		if x.On {
			on++
		}
		if !narrow || x.On {
			c.pool[i].show(p, x)
			c.row.Objects = append(c.row.Objects, c.pool[i].Button)
		}
	}
	if on > 1 && len(v.Answers) > 0 {
		c.clearIs.Set(p.T("filter.clear"))
		c.row.Objects = append(c.row.Objects, c.clear)
	}
	visible(c.row, len(c.row.Objects) > 0)
}

func newChip(look *kit.Look) *chip {
	c := &chip{mark: kit.NewIcon(look, icons.Check, 30, kit.Blue)}
	c.word = kit.NewText(look, kit.Type{Size: 28, Lines: 1})
	c.count = kit.NewText(look, kit.Type{Size: 28, Bold: true, Lines: 1, Colour: kit.QuietInk})
	c.Button = kit.NewButton(look, kit.PillFace, journey.Action{}, kit.Row(look, 12, nil, c.mark, c.word, c.count))
	return c
}

func (c *chip) show(p locales.Printer, x directory.Choice) {
	c.Does(journey.Action{Kind: journey.ToggleFilter, Value: string(x.Filter)})
	c.word.Set(wording.Filter(p, x.Filter))
	c.count.Set(strconv.Itoa(x.Leaves))
	visible(c.mark, x.On)
	c.Wear(chosenFace(kit.PillFace, x.On))
}

// chosenFace marks what was chosen. It is marked with a tick as well: a colour alone is not
// seen by everybody.
func chosenFace(face kit.Face, on bool) kit.Face {
	if on {
		face.Fill, face.Stroke, face.StrokeWidth = kit.PaleBlue, kit.Blue, 4
	}
	return face
}
