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
	look              *kit.Look
	title, text, next *kit.Text
	cards             *fyne.Container
	pool              []*reason
	rights            *fyne.Container
	rightPool         []*rightRow
	list              *kit.Button
	listWord          *kit.Text
	then              *fyne.Container
	whole             fyne.CanvasObject
}

type reason struct {
	*kit.Button
	word *kit.Text
}

func newTurned(look *kit.Look) *turned {
	t := &turned{look: look, title: title(look)}
	t.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	t.cards = kit.Grid(look, 18, 104, twoColumns(look, 900))
	t.next = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	t.rights = kit.Column(look, 14)
	t.listWord = kit.NewText(look, kit.Type{Size: 36, Bold: true, MayScale: true})
	t.list = kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.SeeList},
		kit.Row(look, 24, t.listWord, kit.NewIcon(look, icons.Pin, 56, kit.Ink), t.listWord))
	t.then = kit.Column(look, 20, t.next, t.rights, t.list)
	scroll := kit.NewScroll(look, kit.Top(kit.Column(look, 18, t.cards, t.then)))
	t.whole = kit.InsetFill(look, 48, 24, kit.ColumnGrow(look, 18, scroll, kit.Column(look, 4, t.title, t.text), scroll))
	return t
}

func (t *turned) object() fyne.CanvasObject { return t.whole }

func (t *turned) show(v glass.View, p locales.Printer) {
	said := v.State.Reason != ""
	t.title.Set(p.T("turned.title"))
	t.text.Set(p.T("turned.text"))
	if said {
		t.title.Set(p.T("turned.thanks"))
	}
	t.cards.Objects = t.cards.Objects[:0]
	for i, id := range v.Reasons {
		if i == len(t.pool) {
			t.pool = append(t.pool, newReason(t.look))
		}
		c := t.pool[i]
		c.word.Set(p.T("turned." + id))
		c.Does(journey.Action{Kind: journey.PickReason, Value: id})
		t.cards.Objects = append(t.cards.Objects, c.Button)
	}
	t.rights.Objects = t.rights.Objects[:0]
	for i, id := range v.Rights {
		if i == len(t.rightPool) {
			t.rightPool = append(t.rightPool, newRightRow(t.look))
		}
		t.rightPool[i].show(p, id)
		t.rights.Objects = append(t.rights.Objects, t.rightPool[i].Button)
	}
	visible(t.cards, !said)
	visible(t.then, said)
	visible(t.rights, len(v.Rights) > 0)
	t.next.Set(p.T("turned.next"))
	t.listWord.Set(p.T("turned.list"))
}

func newReason(look *kit.Look) *reason {
	r := &reason{word: kit.NewText(look, kit.Type{Size: 34, Bold: true})}
	face := kit.CardFace
	face.Low = 104
	r.Button = kit.NewButton(look, face, journey.Action{}, r.word)
	return r
}
