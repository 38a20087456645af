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

// service says everything that is known of one service as short sentences, and at the foot
// who says so and when it was checked.
type service struct {
	sheet
	title, kind  *kit.Text
	lines        *fyne.Container
	pool         *kit.Pool[*factLine]
	trust        *kit.Text
	stale        note
	aside        *kit.Panel
	asideTitle   *kit.Text
	interpreter  *kit.Text
	say, english *kit.Text
	gone         *kit.Text
	turned       command
	rights       rightRows
	take         command
	scroll       *kit.Scroll
	id           string
}

func newService(in stock) *service {
	look := in.look
	s := &service{title: title(look), pool: kit.NewPool(func() *factLine { return newFactLine(look) }), rights: newRightRows(look)}
	s.kind = kit.NewText(look, kit.Type{Size: 34, Colour: kit.QuietInk})
	s.lines = kit.Column(look, 22)
	s.trust = kit.NewText(look, kit.Type{Size: 27, Colour: kit.QuietInk})
	s.stale = newNote(look, kit.Type{Size: 28, Bold: true})
	s.gone = kit.NewText(look, kit.Type{Size: 34})
	sheet := kit.NewPanel(look, kit.SheetFace,
		kit.Spread(look, 28, kit.Column(look, 22, s.stale.Panel, s.gone, s.lines, s.rights.column), s.trust))

	s.asideTitle = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	s.interpreter = kit.NewText(look, kit.Type{Size: 30})
	s.say = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	s.english = kit.NewText(look, kit.Type{Size: 38, Bold: true})
	card := kit.SheetFace
	card.PadX, card.PadY = 28, 22
	s.aside = kit.NewPanel(look, kit.AsideFace, kit.Column(look, 20,
		s.asideTitle, s.interpreter, kit.NewPanel(look, card, kit.Column(look, 10, s.say, s.english))))

	s.take = taking(look, journey.PaperService)
	s.turned = newPill(look, kit.NewIcon(look, icons.Close, 34, kit.Ink), journey.ShowTurned)
	body := kit.Split(look, 28, 0.6, 1150, sheet, kit.Top(kit.Column(look, 24, s.take.Button, s.aside, kit.Wrap(look, 20, s.turned.Button))))
	s.scroll = kit.NewScroll(look, body)
	head := kit.Column(look, 0, s.title, s.kind)
	s.whole = kit.InsetFill(look, 48, 28, kit.ColumnGrow(look, 24, s.scroll, head, s.scroll))
	return s
}

func (s *service) show(f glass.Frame, v glass.Service, p locales.Printer) {
	if v.Service != s.id {
		s.id = v.Service
		s.scroll.Top()
	}
	s.lines.Objects = s.lines.Objects[:0]
	s.rights.show(p, v.Rights)
	s.turned.word.Set(p.T("turned.open"))
	visible(s.turned, v.Answer != nil && !f.QuickExit)
	s.take.word.Set(p.T("take.title"))
	visible(s.take, v.Answer != nil && !f.QuickExit) // paper and telephones are found by others
	visible(s.aside, p.Tag() != "en" && v.Answer != nil)
	if v.Answer == nil {
		s.title.Set(p.T("service.gone.title"))
		s.gone.Set(p.T("service.gone"))
		s.kind.Set("")
		s.trust.Set("")
		s.stale.say("")
		return
	}
	a := *v.Answer
	s.title.SetIn(p.Own(a.Service.Name), a.Service.Name)
	s.kind.Set(wording.Kind(p, a))
	s.gone.Set("")
	kit.Fill(s.lines, s.pool, wording.Lines(p, a), (*factLine).show)
	s.stale.say(wording.Stale(p, a))
	s.trust.Set(wording.CheckedBy(p, a) + draft(p))
	s.asideTitle.Set(p.T("service.language.title"))
	s.interpreter.Set(p.T("service.language.interpreter"))
	s.say.Set(p.T("service.language.say"))
	s.english.SetIn("en", p.T("person.say-english", "Language", locales.EnglishName(p.Tag())))
}

// draft says, under what a resident relies on, that nobody has checked the words yet.
func draft(p locales.Printer) string {
	if !p.Draft("trust.checked") {
		return ""
	}
	return " · " + p.T("trust.draft")
}

// factLine is a fact with its picture, set as a sentence or as a large number.
type factLine struct {
	icon                  *kit.Icon
	plain, strong, number *kit.Text
	row                   *fyne.Container
}

func newFactLine(look *kit.Look) *factLine {
	f := &factLine{icon: kit.NewIcon(look, icons.Info, 46, kit.Blue).Growing()}
	f.plain = kit.NewText(look, kit.Type{Size: 32})
	f.strong = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	f.number = kit.NewText(look, kit.Type{Size: 46, Bold: true, MayScale: true})
	words := kit.Stack(f.plain, f.strong, f.number)
	f.row = kit.Row(look, 26, words, f.icon, words)
	return f
}

func (f *factLine) show(l wording.Line) fyne.CanvasObject {
	f.icon.Set(l.Icon)
	for _, t := range []*kit.Text{f.plain, f.strong, f.number} {
		t.Set("")
	}
	t := f.plain
	switch {
	case l.Number:
		t = f.number
	case l.Strong:
		t = f.strong
	}
	t.SetIn(l.Lang, l.Text)
	return f.row
}
