package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// silent covers the whole glass while the core is not heard. It says so in every language, so
// that it shows nothing of whoever was there, with 999 and the desk's own number. No touch of
// it does anything: nobody would answer.
type silent struct {
	words      *locales.Catalogue
	langs      []locales.Language
	title      *kit.Text
	when, nine *kit.Text
	ring       *kit.Text
	number     *kit.Text
	desk       *kit.Panel
	headings   []*kit.Text
	texts      []*kit.Text
	scroll     *kit.Scroll
	whole      *fyne.Container
}

func newSilent(in stock) *silent {
	look, s := in.look, &silent{words: in.words, langs: in.langs}
	s.title = kit.NewText(look, kit.Type{Size: 56, Bold: true, MayScale: true, Fixed: true})
	s.when = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, Fixed: true})
	s.nine = kit.NewText(look, kit.Type{Size: 140, Bold: true, Fixed: true, Colour: kit.White})
	s.ring = kit.NewText(look, kit.Type{Size: 32, Colour: kit.White, Fixed: true})
	red := kit.SheetFace
	red.Fill, red.Stroke = kit.Red, kit.Red
	s.number = kit.NewText(look, kit.Type{Size: 64, Bold: true, Fixed: true, MayScale: true, Lines: 1})
	s.desk = kit.NewPanel(look, kit.SheetFace, kit.Row(look, 28, s.number, kit.NewIcon(look, icons.Phone, 84, kit.Ink), s.number))
	rest := kit.Column(look, 22)
	for range s.langs {
		heading := kit.NewText(look, kit.Type{Size: 32, Bold: true, Fixed: true})
		text := kit.NewText(look, kit.Type{Size: 28, Fixed: true})
		s.headings, s.texts = append(s.headings, heading), append(s.texts, text)
		rest.Add(kit.Column(look, 4, heading, text))
	}
	help := kit.Column(look, 24, kit.NewPanel(look, red, kit.Column(look, 8, s.when, s.nine, s.ring)), s.desk)
	s.scroll = kit.NewScroll(look, kit.Split(look, 28, 0.42, 1150, kit.Top(help), kit.NewPanel(look, kit.SheetFace, rest)))
	s.whole = kit.Stack(kit.NewGround(look, kit.Paper),
		kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 28, s.scroll, s.title, s.scroll)))
	s.whole.Hide()
	return s
}

func (s *silent) object() fyne.CanvasObject { return s.whole }

// show says it. number is the site's; empty for none.
func (s *silent) show(number string) {
	en := s.words.Printer("en")
	s.title.SetIn("en", en.T("silent.title"))
	s.when.SetIn("en", en.T("emergency.when"))
	s.nine.SetIn("en", "999")
	s.ring.SetIn("en", en.T("emergency.ring"))
	s.number.SetIn("en", number)
	visible(s.desk, number != "")
	for i, l := range s.langs {
		p := s.words.Printer(l.Tag)
		s.headings[i].SetIn(l.Tag, p.T("silent.title"))
		s.texts[i].SetIn(l.Tag, p.T("wait.text"))
	}
	s.scroll.Top()
	visible(s.whole, true)
}

func (s *silent) hide() { visible(s.whole, false) }
