package ui

import (
	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// take is what a resident carries away: a code for their telephone, paper where there is a
// printer, and the card to ring with.
type take struct {
	sheet
	title, scan, printWord, going, instead   *kit.Text
	ring, number, beneath, relay, say, words *kit.Text
	mine                                     *kit.Text // the sentence in the resident's language
	picture                                  *kit.Code
	print                                    *kit.Button
	state                                    *kit.Panel
	card, sentence                           *kit.Panel
}

func newTake(in stock) *take {
	look := in.look
	s := &take{title: title(look)}
	s.picture = kit.NewCode(look, 520)
	s.scan = kit.NewText(look, kit.Type{Size: 32})
	s.printWord = kit.NewText(look, kit.Type{Size: 38, Bold: true, Colour: kit.White, MayScale: true})
	s.print = kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.Print},
		kit.Row(look, 24, s.printWord, kit.NewIcon(look, icons.Printer, 60, kit.White), s.printWord))
	s.going = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	s.instead = kit.NewText(look, kit.Type{Size: 30})
	s.state = kit.NewPanel(look, kit.SheetFace, kit.Column(look, 6, s.going, s.instead))

	s.ring = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	s.number = kit.NewText(look, kit.Type{Size: 66, Bold: true, MayScale: true})
	s.beneath = kit.NewText(look, kit.Type{Size: 30})
	s.relay = kit.NewText(look, kit.Type{Size: 27, Colour: kit.QuietInk})
	s.say = kit.NewText(look, kit.Type{Size: 30})
	s.mine = kit.NewText(look, kit.Type{Size: 32})
	s.words = kit.NewText(look, kit.Type{Size: 38, Bold: true})
	inner := kit.SheetFace
	inner.PadX, inner.PadY = 28, 22
	s.sentence = kit.NewPanel(look, inner, kit.Column(look, 8, s.say, s.words, s.mine))
	s.card = kit.NewPanel(look, kit.AsideFace, kit.Column(look, 14, s.ring, s.number, s.beneath, s.sentence, s.relay))
	right := kit.Column(look, 24, s.print, s.state, s.card)
	left := kit.Column(look, 18, s.picture, s.scan)
	scroll := kit.NewScroll(look, kit.Split(look, 40, 0.42, 1050, left, kit.Top(right)))
	s.whole = kit.InsetFill(look, 48, 28, kit.ColumnGrow(look, 22, scroll, s.title, scroll))
	return s
}

func (s *take) show(f glass.Frame, v glass.Take, p locales.Printer) {
	s.title.Set(p.T("take.title"))
	s.picture.Set(v.VCard)
	s.scan.Set(p.T("take.scan"))
	visible(s.picture, v.VCard != "")
	visible(s.scan, v.VCard != "")

	s.printWord.Set(p.T("take.print"))
	busy := v.Press == "printing"
	visible(s.print, v.Paper && !busy)
	visible(s.state, v.Press != "")
	face := kit.SheetFace
	s.going.Set("")
	s.instead.Set("")
	switch v.Press {
	case "":
	case "printing":
		s.going.Set(p.T("take.printing"))
	case "printed":
		s.going.Set(p.T("take.printed"))
		face.Fill, face.Stroke = kit.GreenTint, kit.GreenTint
	default:
		s.going.Set(p.T("take." + v.Press))
		s.instead.Set(p.T("take.instead"))
		face.Fill, face.Stroke = kit.AmberTint, kit.AmberTint
	}
	s.state.Wear(face)

	c, ok := wording.Telephone(p, v.Answer, f.Offer)
	if v.What == journey.PaperHandover || v.What == journey.PaperPlan || v.What == journey.PaperRight {
		ok = false
	}
	visible(s.card, ok)
	s.ring.Set(c.What)
	s.number.SetIn("en", c.Number)
	s.beneath.Set(c.Beneath)
	s.relay.Set(p.T("take.relay", "Number", c.Relay))
	visible(s.sentence, p.Tag() != "en")
	s.say.Set(p.T("take.say"))
	s.mine.Set(wording.Interpreter(p))
	s.words.SetIn("en", p.T("person.say-english", "Language", locales.EnglishName(p.Tag())))
}
