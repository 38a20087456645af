package ui

import (
	"slices"
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

// chips stand above a list: the rights that hold for the need, and what every place in it has
// to be. They take one line; what does not fit stands on a screen of its own, to which the last
// of them leads. With large letters, or where two languages share the glass, only what was
// chosen stands here, and moves with the list.
type chips struct {
	look              *kit.Look
	line              *fyne.Container // as many as fit
	wrap              *fyne.Container // few, with large letters
	pool              []*chip
	rights            []*rightPill
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
	c.line = kit.OneLine(look, 16, c.choose)
	c.wrap = kit.Wrap(look, 16)
	return c
}

// narrow says whether there is no room for a line of them.
func (*chips) narrow(v glass.View) bool { return v.State.Size > 0 || v.State.Assist }

// show gives what stands above the list and what moves with it; one of them is empty.
func (c *chips) show(v glass.View, p locales.Printer) {
	c.chooseIs.Set(p.T("filter.choose"))
	c.clearIs.Set(p.T("filter.clear"))
	first, chosen, others := c.right(v, p), []fyne.CanvasObject{}, []fyne.CanvasObject{}
	for i, x := range v.Choices {
		if i == len(c.pool) {
			c.pool = append(c.pool, newChip(c.look))
		}
		c.pool[i].show(v, p, x)
		if x.On {
			chosen = append(chosen, c.pool[i].Button)
		} else {
			others = append(others, c.pool[i].Button)
		}
	}
	if len(chosen) > 1 && len(v.Answers) > 0 {
		chosen = append(chosen, c.clear)
	}
	c.line.Objects, c.wrap.Objects = nil, nil
	if c.narrow(v) {
		c.wrap.Objects = slices.Concat(first, chosen)
		if len(v.Choices) > 0 {
			c.wrap.Objects = append(c.wrap.Objects, c.choose)
		}
	} else if c.line.Objects = slices.Concat(first, chosen, others); len(v.Choices) > 0 {
		c.line.Objects = append(c.line.Objects, c.choose)
	}
	for _, o := range slices.Concat(c.line.Objects, c.wrap.Objects) {
		o.Show() // a line may have hidden it
	}
	visible(c.line, len(c.line.Objects) > 0)
	visible(c.wrap, len(c.wrap.Objects) > 0)
}

// right gives the rights of the need. Who narrows a list wants the list.
func (c *chips) right(v glass.View, p locales.Printer) []fyne.CanvasObject {
	if len(v.State.Filters) > 0 {
		return nil
	}
	var out []fyne.CanvasObject
	for i, id := range v.Rights {
		if i == len(c.rights) {
			c.rights = append(c.rights, newRightPill(c.look))
		}
		c.rights[i].show(p, id)
		out = append(out, c.rights[i].Button)
	}
	return out
}

func newChip(look *kit.Look) *chip {
	c := &chip{mark: kit.NewIcon(look, icons.Check, 30, kit.Blue)}
	c.word = kit.NewText(look, kit.Type{Size: 28, Lines: 1})
	c.count = kit.NewText(look, kit.Type{Size: 28, Bold: true, Lines: 1, Colour: kit.QuietInk})
	c.Button = kit.NewButton(look, kit.PillFace, journey.Action{}, kit.Row(look, 12, nil, c.mark, c.word, c.count))
	return c
}

func (c *chip) show(v glass.View, p locales.Printer, x directory.Choice) {
	c.Does(journey.Action{Kind: journey.ToggleFilter, Value: string(x.Filter)})
	c.word.Set(wording.Filter(p, x.Filter, v.State.Lang))
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
