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
	look  *kit.Look
	icon  *kit.Icon
	title *kit.Text
	rows  *fyne.Container
	pool  []*leafRow
	whole fyne.CanvasObject
}

type leafRow struct {
	*kit.Button
	word *kit.Text
}

func newLeaves(look *kit.Look) *leaves {
	l := &leaves{look: look, title: title(look)}
	l.icon = kit.NewDisc(look, "urgent", 84, kit.Red)
	l.rows = kit.Grid(look, 20, 112, twoColumns(look, 900))
	head := kit.Row(look, 24, l.title, l.icon, l.title)
	scroll := kit.NewScroll(look, kit.Top(l.rows))
	l.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, head, scroll))
	return l
}

func (l *leaves) object() fyne.CanvasObject { return l.whole }

func (l *leaves) show(v glass.View, p locales.Printer) {
	l.icon.Set(v.State.Top)
	l.icon.Paint(topColour(v.State.Top))
	l.title.Set(wording.Need(p, v.State.Top))
	l.rows.Objects = l.rows.Objects[:0]
	for i, leaf := range v.Leaves {
		if i == len(l.pool) {
			l.pool = append(l.pool, newLeafRow(l.look))
		}
		r := l.pool[i]
		r.word.Set(wording.Need(p, leaf))
		r.Does(journey.Action{Kind: journey.PickLeaf, Value: leaf})
		l.rows.Objects = append(l.rows.Objects, r.Button)
	}
}

func newLeafRow(look *kit.Look) *leafRow {
	r := &leafRow{word: kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})}
	face := kit.CardFace
	face.PadX = 32
	r.Button = kit.NewButton(look, face, journey.Action{},
		kit.Row(look, 20, r.word, r.word, kit.NewArrow(look, icons.CaretNext, 36, kit.Blue)))
	return r
}
