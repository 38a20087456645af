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

// right is a card to be shown at a desk: what the resident has a right to, large in their
// language, in English beneath it for whoever works there, and who says so. Its letters are large
// whatever size was chosen, so that both sentences fit on one glass.
type right struct {
	sheet
	english       locales.Printer
	title, show1  *kit.Text
	says, also    *kit.Text
	checked       *kit.Text
	stale         note
	card, alsoBox *kit.Panel
	take          command
	scroll        *kit.Scroll
}

func newRight(in stock) *right {
	look := in.look
	r := &right{english: in.english(), title: title(look)}
	r.show1 = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	r.says = kit.NewText(look, kit.Type{Size: 56, Bold: true, Fixed: true})
	r.also = kit.NewText(look, kit.Type{Size: 46, Bold: true, Fixed: true})
	r.checked = kit.NewText(look, kit.Type{Size: 27, Colour: kit.QuietInk})
	r.stale = newNote(look, kit.Type{Size: 28, Bold: true})
	inner := kit.AsideFace
	inner.PadX, inner.PadY = 32, 24
	r.alsoBox = kit.NewPanel(look, inner, r.also)
	r.card = kit.NewPanel(look, kit.SheetFace, kit.Column(look, 30, r.says, r.alsoBox, r.stale.Panel, r.checked))
	r.take = taking(look, journey.PaperRight)
	r.scroll = kit.NewScroll(look, kit.Top(kit.Column(look, 24, r.card, r.take.Button)))
	r.whole = kit.InsetFill(look, 48, 28, kit.ColumnGrow(look, 22, r.scroll, kit.Column(look, 4, r.title, r.show1), r.scroll))
	return r
}

func (r *right) show(_ glass.Frame, v glass.Right, p locales.Printer) {
	r.title.Set(p.T("card.title"))
	visible(r.card, v.Card != nil)
	r.take.word.Set(p.T("take.title"))
	visible(r.take, v.Card != nil)
	if v.Card == nil {
		r.show1.Set(p.T("service.gone"))
		return
	}
	c := wording.RightCard(p, r.english, *v.Card)
	r.show1.Set(p.T("card.show"))
	r.says.Set(c.Says)
	r.also.SetIn("en", c.English)
	visible(r.alsoBox, c.English != "")
	r.checked.Set(c.Checked + draft(p))
	r.stale.say(c.Stale)
}

// rightRow leads to a card: its few words, and that it can be shown.
type rightRow struct {
	*kit.Button
	word, show1 *kit.Text
}

func newRightRow(look *kit.Look) *rightRow {
	r := &rightRow{}
	r.word = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	r.show1 = kit.NewText(look, kit.Type{Size: 26, Colour: kit.QuietInk})
	words := kit.Column(look, 2, r.word, r.show1)
	face := kit.CardFace
	face.Fill, face.PadX, face.PadY, face.Low = kit.PaleBlue, 32, 14, 96
	r.Button = kit.NewButton(look, face, journey.Action{}, kit.Row(look, 28, words,
		kit.NewIcon(look, icons.Card, 52, kit.Blue), words, kit.NewArrow(look, icons.CaretNext, 40, kit.Ink)))
	return r
}

// rightRows are rights that can be shown, one below the other.
type rightRows struct {
	column *fyne.Container
	pool   *kit.Pool[*rightRow]
}

func newRightRows(look *kit.Look) rightRows {
	return rightRows{kit.Column(look, 14), kit.NewPool(func() *rightRow { return newRightRow(look) })}
}

func (r rightRows) show(p locales.Printer, ids []string) {
	kit.Fill(r.column, r.pool, ids, func(row *rightRow, id string) fyne.CanvasObject {
		row.Does(journey.Action{Kind: journey.ShowRight, Value: id})
		row.word.Set(p.T("right." + id + ".short"))
		row.show1.Set(p.T("card.show"))
		return row.Button
	})
	visible(r.column, len(ids) > 0)
}

// rightPill leads to a card from above a list, where there is no room for a row.
type rightPill struct {
	*kit.Button
	word *kit.Text
}

func newRightPill(look *kit.Look) *rightPill {
	r := &rightPill{word: kit.NewText(look, kit.Type{Size: 28, Bold: true})}
	face := kit.PillFace
	face.Fill = kit.PaleBlue
	r.Button = kit.NewButton(look, face, journey.Action{}, kit.Row(look, 12, r.word,
		kit.NewIcon(look, icons.Card, 34, kit.Blue), r.word, kit.NewArrow(look, icons.CaretNext, 28, kit.Ink)))
	return r
}

func (r *rightPill) show(p locales.Printer, id string) {
	r.Does(journey.Action{Kind: journey.ShowRight, Value: id})
	r.word.Set(p.T("right." + id + ".short"))
}
