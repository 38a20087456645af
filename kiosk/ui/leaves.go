package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// leaves asks what kind of help within a top.
type leaves struct {
	sheet
	icon  *kit.Icon
	title *kit.Text
	rows  *fyne.Container
	pool  *kit.Pool[command]
}

func newLeaves(in stock) *leaves {
	look := in.look
	l := &leaves{title: title(look), pool: kit.NewPool(func() command { return newLeafRow(look) })}
	l.icon = kit.NewDisc(look, "urgent", 84, kit.Red)
	l.rows = kit.Grid(look, 20, 112, twoColumns(look, 900))
	head := kit.Row(look, 24, l.title, l.icon, l.title)
	scroll := kit.NewScroll(look, kit.Top(l.rows))
	l.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, head, scroll))
	return l
}

func (l *leaves) show(_ glass.Frame, v glass.Leaves, p locales.Printer) {
	l.icon.Set(v.Top)
	l.icon.Paint(topColour(v.Top))
	l.title.Set(wording.Need(p, v.Top))
	kit.Fill(l.rows, l.pool, v.Leaves, func(r command, leaf string) fyne.CanvasObject {
		r.word.Set(wording.Need(p, leaf))
		r.Does(journey.Action{Kind: journey.PickLeaf, Value: leaf})
		return r.Button
	})
}

func newLeafRow(look *kit.Look) command {
	r := command{word: kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})}
	face := kit.CardFace
	face.PadX = 32
	r.Button = kit.NewButton(look, face, journey.Action{},
		kit.Row(look, 20, r.word, r.word, kit.NewArrow(look, icons.CaretNext, 36, kit.Blue)))
	return r
}
