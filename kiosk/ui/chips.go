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

// chips are above a list: the rights that hold for the need, and what every place in it has to
// be. They take one line; what does not fit is on a screen of its own, to which the last of them
// leads. With large letters, or where two languages share the glass, only what was chosen is
// here, and moves with the list.
type chips struct {
	line          *fyne.Container // as many as fit
	wrap          *fyne.Container // few, with large letters
	pool          *kit.Pool[*chip]
	rights        *kit.Pool[*rightPill]
	choose, clear command
}

// chip is one of them: what it asks, and how many places it leaves.
type chip struct {
	*kit.Button
	mark        *kit.Icon
	word, count *kit.Text
}

func newChips(look *kit.Look) *chips {
	c := &chips{
		pool:   kit.NewPool(func() *chip { return newChip(look) }),
		rights: kit.NewPool(func() *rightPill { return newRightPill(look) }),
	}
	c.choose = newTablet(look, kit.NewIcon(look, icons.Check, 32, kit.Ink), journey.ShowFilters)
	c.clear = newTablet(look, kit.NewIcon(look, icons.Close, 30, kit.Ink), journey.ClearFilters)
	c.line = kit.OneLine(look, 16, c.choose.Button)
	c.wrap = kit.Wrap(look, 16)
	return c
}

// narrow reports whether there is no room for a line of them.
func (*chips) narrow(f glass.Frame) bool { return f.Size > 0 || f.Assist }

// show fills what is above the list and what moves with it; one of them is empty.
func (c *chips) show(f glass.Frame, v glass.Results, p locales.Printer) {
	c.choose.word.Set(p.T("filter.choose"))
	c.clear.word.Set(p.T("filter.clear"))
	first, chosen, others := c.right(v, p), []fyne.CanvasObject{}, []fyne.CanvasObject{}
	c.pool.Begin()
	for _, x := range v.Choices {
		b := c.pool.Next()
		b.show(f.Lang, p, x)
		if x.On {
			chosen = append(chosen, b.Button)
		} else {
			others = append(others, b.Button)
		}
	}
	if len(chosen) > 1 && len(v.Answers) > 0 {
		chosen = append(chosen, c.clear.Button)
	}
	c.line.Objects, c.wrap.Objects = nil, nil
	if c.narrow(f) {
		c.wrap.Objects = slices.Concat(first, chosen)
		if len(v.Choices) > 0 {
			c.wrap.Objects = append(c.wrap.Objects, c.choose.Button)
		}
	} else if c.line.Objects = slices.Concat(first, chosen, others); len(v.Choices) > 0 {
		c.line.Objects = append(c.line.Objects, c.choose.Button)
	}
	for _, o := range slices.Concat(c.line.Objects, c.wrap.Objects) {
		o.Show() // a line may have hidden it
	}
	visible(c.line, len(c.line.Objects) > 0)
	visible(c.wrap, len(c.wrap.Objects) > 0)
}

// right returns the rights of the need; none once a list is narrowed, for then the list is wanted.
func (c *chips) right(v glass.Results, p locales.Printer) []fyne.CanvasObject {
	if len(v.Filters) > 0 {
		return nil
	}
	c.rights.Begin()
	var out []fyne.CanvasObject
	for _, id := range v.Rights {
		b := c.rights.Next()
		b.show(p, id)
		out = append(out, b.Button)
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

func (c *chip) show(lang string, p locales.Printer, x directory.Choice) {
	c.Does(journey.Action{Kind: journey.ToggleFilter, Value: string(x.Filter)})
	c.word.Set(wording.Filter(p, x.Filter, lang))
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
