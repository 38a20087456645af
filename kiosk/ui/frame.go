package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// frame is what never changes place: the bar above with the site and how to change the
// glass, and the bar below with back, a person, and 999.
type frame struct {
	langs []locales.Language

	site, clock                              *kit.Text
	again, language, comfort, assist, finish command
	phrases                                  command // while two languages are side by side
	exit                                     command // at once, for anyone in danger
	notice                                   *kit.Button
	noticeWord                               *kit.Text
	back                                     *kit.Button
	backWord, help, helpNow, nines           *kit.Text

	above, below fyne.CanvasObject
}

// newExit takes the place of "finish" where somebody may be looking over the resident's
// shoulder: it asks nothing and says no goodbye.
func newExit(look *kit.Look) command {
	word := kit.NewText(look, kit.Type{Size: 30, Bold: true, Fixed: true, Lines: 1, Tight: true, Colour: kit.White})
	face := kit.PillFace
	face.Fill, face.Stroke, face.Pressed = kit.Ink, kit.Ink, kit.QuietInk
	b := kit.NewButton(look, face, journey.Action{Kind: journey.QuickExit},
		kit.Row(look, 14, nil, kit.NewIcon(look, icons.Close, 34, kit.White), word))
	return command{b, word}
}

func newFrame(in stock) *frame {
	look, f := in.look, &frame{langs: in.langs}
	f.site = kit.NewText(look, kit.Type{Size: 32, Bold: true, Fixed: true, Lines: 1, Tight: true})
	f.clock = kit.NewText(look, kit.Type{Size: 32, Fixed: true, Lines: 1, Tight: true})
	f.again = newPill(look, kit.NewIcon(look, icons.House, 36, kit.Ink), journey.StartAgain)
	f.language = newPill(look, kit.NewIcon(look, icons.Language, 36, kit.Ink), journey.ChangeLang)
	f.comfort = newPill(look, kit.NewIcon(look, icons.Comfort, 36, kit.Ink), journey.ChangeComfort)
	f.assist = newPill(look, kit.NewIcon(look, icons.People, 36, kit.Ink), journey.AssistOff)
	f.finish = newPill(look, kit.NewArrow(look, icons.Finish, 36, kit.Ink), journey.Finish)

	f.phrases = newPill(look, kit.NewIcon(look, icons.Speak, 36, kit.Ink), journey.ShowPhrases)
	f.exit = newExit(look)

	f.noticeWord = kit.NewText(look, kit.Type{Size: 26, Fixed: true, Lines: 1, Tight: true})
	mark := kit.PillFace
	mark.Fill, mark.PadX = kit.AmberTint, 20
	f.notice = kit.NewButton(look, mark, journey.Action{Kind: journey.ShowStaff},
		kit.Row(look, 10, nil, kit.NewIcon(look, icons.Staff, 30, kit.Ink), f.noticeWord))

	name := kit.Row(look, 24, nil, f.site, f.clock, f.notice)
	pills := kit.Wrap(look, 20, f.again.Button, f.language.Button, f.comfort.Button, f.phrases.Button, f.assist.Button, f.finish.Button, f.exit.Button)
	f.above = kit.Stack(
		kit.NewGround(look, kit.White),
		kit.Inset(look, 48, 14, kit.Sides(look, 24, name, pills)),
	)

	f.backWord = kit.NewText(look, kit.Type{Size: 34, Bold: true, Fixed: true, Lines: 1, Tight: true})
	f.back = kit.NewButton(look, kit.BackFace, journey.Action{Kind: journey.Back},
		kit.Centre(kit.Row(look, 24, nil, kit.NewArrow(look, icons.ArrowBack, 44, kit.Ink), f.backWord)))

	f.help = kit.NewText(look, kit.Type{Size: 38, Bold: true, Fixed: true, Lines: 1, Tight: true})
	f.helpNow = kit.NewText(look, kit.Type{Size: 27, Fixed: true, Lines: 1, Tight: true, MayScale: true})
	person := kit.NewButton(look, kit.PersonFace, journey.Action{Kind: journey.AskPerson},
		kit.Centre(kit.Row(look, 28, nil,
			kit.NewIcon(look, icons.Wave, 64, kit.Ink),
			kit.Column(look, 2, f.help, f.helpNow))))

	f.nines = kit.NewText(look, kit.Type{Size: 38, Bold: true, Fixed: true, Tight: true, Colour: kit.Red})
	emergency := kit.NewButton(look, kit.DangerFace, journey.Action{Kind: journey.AskEmergency},
		kit.Centre(kit.Row(look, 24, nil, kit.NewIcon(look, icons.Emergency, 46, kit.Red), f.nines)))

	f.below = kit.Stack(
		kit.NewGround(look, kit.DeepBlue),
		kit.InsetFill(look, 48, 22, kit.Foot(look, 28, f.back, person, emergency)),
	)
	return f
}

// show puts the words and the truth of now into the frame.
func (f *frame) show(v glass.Frame, on journey.Screen, p locales.Printer) {
	f.site.SetIn(p.Own(v.Site), v.Site)
	f.clock.SetIn("en", p.Clock(int(v.Clock)))
	visible(f.clock, v.Clock != glass.NoClock)
	alone := on == journey.Attract
	inVisit := v.Lang != ""

	f.again.word.Set(p.T("frame.start-again"))
	visible(f.again, inVisit && on != journey.Needs && on != journey.Finished)
	f.language.word.SetIn(p.Tag(), f.endonym(p.Tag()))
	visible(f.language, inVisit && on != journey.Languages)
	f.comfort.word.Set(p.T("frame.comfort"))
	visible(f.comfort, !alone)
	f.phrases.word.Set(p.T("phrases.short"))
	visible(f.phrases, v.Assist && inVisit && on != journey.Phrases && on != journey.Finished)
	f.assist.word.Set(p.T("assist.off"))
	visible(f.assist, v.Assist)
	f.finish.word.Set(p.T("frame.finish"))
	visible(f.finish, !alone && on != journey.Finished && !v.QuickExit)
	f.exit.word.Set(p.T("frame.quick-exit"))
	visible(f.exit, v.QuickExit)

	f.noticeWord.SetIn("en", p.T("frame.staff-notice"))
	visible(f.notice, v.Notice)

	f.backWord.Set(p.T("frame.back"))
	visible(f.back, !alone && on != journey.Finished)
	f.help.Set(p.T("frame.person"))
	f.nines.SetIn("en", p.T("frame.emergency"))
	if inVisit || v.Desk.Request != nil {
		f.helpNow.Set(wording.HelpNow(p, v.Offer, v.Desk))
		return
	}
	// Nobody has chosen a language yet: the bar says it in two others, which take turns.
	var others []string
	for _, l := range f.langs {
		if l.Tag != p.Tag() {
			others = append(others, locales.Isolate(l.Person))
		}
	}
	turn := v.Greeting * 2
	f.helpNow.Set(others[turn%len(others)] + "  ·  " + others[(turn+1)%len(others)])
}

func (f *frame) endonym(tag string) string {
	for _, l := range f.langs {
		if l.Tag == tag {
			return l.Name
		}
	}
	return tag
}

// title is the question or the answer at the top of a screen.
func title(look *kit.Look) *kit.Text {
	return kit.NewText(look, kit.Type{Size: 54, Bold: true, MayScale: true, Tight: true, Slow: true})
}

func visible(o interface {
	Show()
	Hide()
}, yes bool,
) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// centred is a text in the middle of a card.
func centred(look *kit.Look, size float32) *kit.Text {
	return kit.NewText(look, kit.Type{Size: size, Bold: true, Align: typeset.Center, MayScale: true})
}
