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

// person says how to reach a person now: only what is true at this moment, the nearest
// first, and a card to show or read out that asks for an interpreter.
type person struct {
	look      *kit.Look
	langs     []locales.Language
	title     *kit.Text
	ways      *fyne.Container
	pool      []*way
	cardTitle *kit.Text
	say       *kit.Text
	english   *kit.Text
	relay     *kit.Text
	language  *kit.Text
	choose    *kit.Button
	box       *kit.Panel
	whole     fyne.CanvasObject
}

func newPerson(look *kit.Look, langs []locales.Language) *person {
	s := &person{look: look, langs: langs, title: title(look)}
	s.ways = kit.Column(look, 20)
	s.cardTitle = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	s.say = kit.NewText(look, kit.Type{Size: 30})
	s.english = kit.NewText(look, kit.Type{Size: 42, Bold: true})
	s.relay = kit.NewText(look, kit.Type{Size: 28, Colour: kit.QuietInk})
	s.language = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	s.choose = kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.ChangeLang},
		kit.Row(look, 18, nil, kit.NewIcon(look, icons.Language, 40, kit.Ink), s.language))
	inner := kit.SheetFace
	inner.PadX, inner.PadY = 28, 22
	s.box = kit.NewPanel(look, inner, s.english)
	card := kit.NewPanel(look, kit.AsideFace, kit.Column(look, 20,
		s.cardTitle, s.say, s.box, s.choose, s.relay))
	body := kit.Split(look, 28, 0.58, 1150, kit.Top(s.ways), card)
	scroll := kit.NewScroll(look, body)
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, s.title, scroll))
	return s
}

func (s *person) object() fyne.CanvasObject { return s.whole }

func (s *person) show(v glass.View, p locales.Printer) {
	s.title.Set(p.T("frame.person"))
	s.ways.Objects = s.ways.Objects[:0]
	for i, w := range wording.Ways(p, v.Offer) {
		if i == len(s.pool) {
			s.pool = append(s.pool, newWay(s.look))
		}
		s.ways.Objects = append(s.ways.Objects, s.pool[i].show(w, i == 0))
	}
	english := p.Tag() == "en"
	s.cardTitle.Set(p.T("person.card.title"))
	if english {
		s.say.Set(p.T("person.card.choose"))
		s.english.Set("")
	} else {
		s.say.Set(p.T("person.card.say"))
		s.english.SetIn("en", p.T("person.say-english", "Language", locales.EnglishName(p.Tag())))
	}
	visible(s.box, !english)
	s.language.Set(p.T("languages.title"))
	visible(s.choose, v.State.Lang == "" || english)
	s.relay.Set(p.T("person.relay"))
}

// way is one way to reach a person.
type way struct {
	icon          *kit.Icon
	what, beneath *kit.Text
	number        *kit.Text
	panel         *kit.Panel
}

func newWay(look *kit.Look) *way {
	w := &way{icon: kit.NewDisc(look, icons.Phone, 96, kit.Blue)}
	w.what = kit.NewText(look, kit.Type{Size: 36, Bold: true})
	w.number = kit.NewText(look, kit.Type{Size: 54, Bold: true, MayScale: true})
	w.beneath = kit.NewText(look, kit.Type{Size: 30})
	words := kit.Column(look, 2, w.what, w.number, w.beneath)
	face := kit.SheetFace
	face.PadX, face.PadY = 32, 24
	w.panel = kit.NewPanel(look, face, kit.Row(look, 28, words, w.icon, words))
	return w
}

func (w *way) show(l wording.Way, best bool) fyne.CanvasObject {
	w.icon.Set(l.Icon)
	w.what.Set(l.What)
	w.number.SetIn("en", l.Number)
	w.beneath.Set(l.Beneath)
	face := kit.SheetFace
	face.PadX, face.PadY = 32, 24
	if best {
		face.Fill, face.Stroke = kit.GreenTint, kit.GreenTint
	}
	w.panel.Wear(face)
	return w.panel
}
