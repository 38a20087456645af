package ui

import (
	"cmp"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// person says how to reach a person now: only what is true at this moment, the nearest
// first, and a card to show or read out that asks for an interpreter.
type person struct {
	sheet
	title     *kit.Text
	ways      *fyne.Container
	pool      *kit.Pool[*way]
	cardTitle *kit.Text
	say       *kit.Text
	english   *kit.Text
	relay     *kit.Text
	language  *kit.Text
	choose    *kit.Button
	box       *kit.Panel
	book      command
	take      command

	call                     *kit.Button
	cancel, met, tell        command
	callWord, callThen, soon *kit.Text
	state, means             *kit.Text
	request                  *kit.Panel
}

func newPerson(in stock) *person {
	look := in.look
	s := &person{title: title(look), pool: newWays(look)}
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
	s.take, s.book = taking(look, journey.PaperPerson), talking(look)
	body := kit.Split(look, 28, 0.58, 1150, kit.Top(kit.Column(look, 20, append(s.calling(look), s.ways)...)), kit.Top(kit.Column(look, 20, card, s.book.Button, s.take.Button)))
	scroll := kit.NewScroll(look, body)
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, scroll, s.title, scroll))
	return s
}

// calling is the part of the screen that calls somebody and says how the call goes.
func (s *person) calling(look *kit.Look) []fyne.CanvasObject {
	s.callWord = kit.NewText(look, kit.Type{Size: 42, Bold: true, Colour: kit.White, MayScale: true})
	s.callThen = kit.NewText(look, kit.Type{Size: 29, Colour: kit.White})
	words := kit.Column(look, 4, s.callWord, s.callThen)
	face := kit.PrimaryFace
	face.Low = 150
	s.call = kit.NewButton(look, face, journey.Action{Kind: journey.CallPerson},
		kit.Row(look, 28, words, kit.NewIcon(look, icons.Wave, 84, kit.White), words))
	s.soon = kit.NewText(look, kit.Type{Size: 30})

	s.state = kit.NewText(look, kit.Type{Size: 42, Bold: true, MayScale: true})
	s.means = kit.NewText(look, kit.Type{Size: 31})
	state := kit.Column(look, 6, s.state, s.means)
	s.met, s.cancel, s.tell = newBare(look, 32, journey.Met), newBare(look, 32, journey.CancelCall), newBare(look, 32, journey.ShowHandover)
	s.request = kit.NewPanel(look, kit.SheetFace, kit.Column(look, 22,
		kit.Row(look, 28, state, kit.NewDisc(look, icons.Wave, 96, kit.Blue), state),
		kit.Wrap(look, 18, s.met.Button, s.cancel.Button)))
	return []fyne.CanvasObject{s.call, s.request, s.soon, s.tell.Button}
}

// showCall puts the truth of the call on the screen. best says that nothing but the ways
// beneath leads to a person.
func (s *person) showCall(f glass.Frame, p locales.Printer) (best bool) {
	q := f.Desk.Request
	live := q != nil && !q.Phase.Over()
	said := q != nil && (live || q.Phase == handoff.Unanswered)
	if said {
		heading, text := wording.Request(p, *q)
		s.state.Set(heading)
		s.means.Set(text)
		face := kit.SheetFace
		switch q.Phase {
		case handoff.Accepted, handoff.Coming, handoff.Here:
			face.Fill, face.Stroke = kit.GreenTint, kit.GreenTint
		case handoff.Asked, handoff.Unanswered:
			face.Fill, face.Stroke = kit.AmberTint, kit.AmberTint
		case handoff.Alerted, handoff.Resolved, handoff.Withdrawn:
		}
		s.request.Wear(face)
	}
	visible(s.request, said)
	s.met.word.Set(p.T("request.met"))
	s.cancel.word.Set(p.T("request.cancel"))
	visible(s.met, live && q.Phase != handoff.Here)
	visible(s.cancel, live && q.Phase != handoff.Here)

	again := f.Desk.Again.IsZero()
	s.callWord.Set(p.T("person.call"))
	s.callThen.Set(p.T("person.call.then"))
	visible(s.call, !live && f.Desk.Listening && again)
	s.soon.Set(p.T("person.call.soon"))
	visible(s.soon, !live && f.Desk.Listening && !again)
	s.tell.word.Set(p.T("handover.open"))
	visible(s.tell, f.Lang != "" && (live || f.Desk.Listening))
	return !live && !f.Desk.Listening
}

func (s *person) show(f glass.Frame, v glass.Person, p locales.Printer) {
	s.title.Set(p.T("frame.person"))
	best := s.showCall(f, p)
	s.ways.Objects = showWays(s.ways.Objects[:0], s.pool, wording.Ways(p, f.Offer, f.Desk), best)
	mine := cmp.Or(v.Wanted, p.Tag())
	english := mine == "en"
	s.cardTitle.Set(p.T("person.card.title"))
	if v.Wanted != "" && v.Wanted != other {
		s.cardTitle.SetIn(mine, p.Language(mine))
	}
	if english {
		s.say.Set(p.T("person.card.choose"))
		s.english.Set("")
	} else {
		s.say.Set(p.T("person.card.say"))
		say := p.T("person.say-english", "Language", locales.EnglishName(mine))
		if mine == other {
			say = p.T("person.say-other")
		}
		s.english.SetIn("en", say)
	}
	visible(s.box, !english)
	s.language.Set(p.T("languages.title"))
	visible(s.choose, v.Wanted == "" && (f.Lang == "" || english))
	s.relay.Set(p.T("person.relay"))
	s.book.word.Set(p.T("phrases.open"))
	visible(s.book, f.Lang != "" && p.Tag() != "en")
	s.take.word.Set(p.T("take.title"))
	visible(s.take, f.Lang != "")
}

// way is one way to reach a person.
type way struct {
	icon          *kit.Icon
	what, beneath *kit.Text
	number        *kit.Text
	panel         *kit.Panel
}

func newWays(look *kit.Look) *kit.Pool[*way] {
	return kit.NewPool(func() *way { return newWay(look) })
}

// showWays adds the ways to a person to what a column holds. The first is marked when it is the
// best that there is.
func showWays(in []fyne.CanvasObject, pool *kit.Pool[*way], ways []wording.Way, best bool) []fyne.CanvasObject {
	pool.Begin()
	for i, w := range ways {
		in = append(in, pool.Next().show(w, best && i == 0))
	}
	return in
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
