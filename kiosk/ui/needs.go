package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// needs is the ten tops: one question, ten cards.
type needs struct {
	sheet
	title  *kit.Text
	cards  *fyne.Container
	pool   *kit.Pool[*needCard]
	memory command
}

type needCard struct {
	*kit.Button
	icon *kit.Icon
	word *kit.Text
}

func newNeeds(in stock) *needs {
	look := in.look
	n := &needs{title: title(look), pool: kit.NewPool(func() *needCard { return newNeedCard(look) })}
	n.cards = kit.Grid(look, 24, 200, func(width float32) int {
		switch {
		case width/look.Zoom < 760:
			return 2
		case width/look.Zoom < 1250:
			return 3
		default:
			return 5
		}
	})
	n.memory = remembering(look)
	scroll := kit.NewScroll(look, n.cards)
	n.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, kit.Sides(look, 24, n.title, n.memory.Button), scroll))
	return n
}

func (n *needs) show(_ glass.Frame, v glass.Needs, p locales.Printer) {
	n.memory.word.Set(p.T("memory.title"))
	n.title.Set(p.T("needs.title"))
	kit.Fill(n.cards, n.pool, v.Tops, func(c *needCard, top string) fyne.CanvasObject {
		c.icon.Set(top)
		c.icon.Paint(topColour(top))
		c.word.Set(wording.Need(p, top))
		c.Does(journey.Action{Kind: journey.PickTop, Value: top})
		return c.Button
	})
}

func newNeedCard(look *kit.Look) *needCard {
	c := &needCard{icon: kit.NewDisc(look, "urgent", 116, kit.Red), word: centred(look, 31)}
	face := kit.CardFace
	face.PadX, face.PadY = 16, 16
	c.Button = kit.NewButton(look, face, journey.Action{}, kit.Column(look, 12, kit.Centre(c.icon), c.word))
	return c
}

// topColour returns the colour of a top: a second way to know it again, never the only one.
func topColour(top string) color.NRGBA {
	hex := map[string]uint32{
		"urgent": 0xa3001b, "health": 0x005eb8, "mind": 0x330072, "home": 0x006747, "money": 0x7c2855,
		"family": 0xae2573, "care": 0x0060ad, "work": 0x425563, "rights": 0x003087, "community": 0x00685e,
	}[top]
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xff}
}
