package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// turned asks why a resident was turned away where the kiosk had sent them, with one touch,
// and then what they can do now: show their right, or see other places. A person is in the bar
// below, as everywhere.
type turned struct {
	sheet
	title, text, next *kit.Text
	cards             *fyne.Container
	pool              *kit.Pool[command]
	rights            rightRows
	list              *kit.Button
	listWord          *kit.Text
	then              *fyne.Container
}

func newTurned(in stock) *turned {
	look := in.look
	t := &turned{title: title(look), pool: kit.NewPool(func() command { return newReason(look) }), rights: newRightRows(look)}
	t.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	t.cards = kit.Grid(look, 18, 104, twoColumns(look, 900))
	t.next = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	t.listWord = kit.NewText(look, kit.Type{Size: 36, Bold: true, MayScale: true})
	t.list = kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.SeeList},
		kit.Row(look, 24, t.listWord, kit.NewIcon(look, icons.Pin, 56, kit.Ink), t.listWord))
	t.then = kit.Column(look, 20, t.next, t.rights.column, t.list)
	scroll := kit.NewScroll(look, kit.Top(kit.Column(look, 18, t.cards, t.then)))
	t.whole = kit.InsetFill(look, 48, 24, kit.ColumnGrow(look, 18, scroll, kit.Column(look, 4, t.title, t.text), scroll))
	return t
}

func (t *turned) show(_ glass.Frame, v glass.Turned, p locales.Printer) {
	said := v.Reason != ""
	t.title.Set(p.T("turned.title"))
	t.text.Set(p.T("turned.text"))
	if said {
		t.title.Set(p.T("turned.thanks"))
	}
	kit.Fill(t.cards, t.pool, v.Reasons, func(c command, id string) fyne.CanvasObject {
		c.word.Set(p.T("turned." + id))
		c.Does(journey.Action{Kind: journey.PickReason, Value: id})
		return c.Button
	})
	t.rights.show(p, v.Rights)
	visible(t.cards, !said)
	visible(t.then, said)
	t.next.Set(p.T("turned.next"))
	t.listWord.Set(p.T("turned.list"))
}

func newReason(look *kit.Look) command {
	r := command{word: kit.NewText(look, kit.Type{Size: 34, Bold: true})}
	face := kit.CardFace
	face.Low = 104
	r.Button = kit.NewButton(look, face, journey.Action{}, r.word)
	return r
}
