package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// ratings are what a resident can say at the end.
var ratings = [...]string{"yes", "partly", "no"} //nolint:gochecknoglobals // read only

// finished says goodbye, and that everything has been forgotten. By the time it is drawn,
// it has. Whoever likes says with one touch whether it helped; nobody has to.
type finished struct {
	sheet
	title, text, touch *kit.Text
	ask                *kit.Text
	words              [len(ratings)]*kit.Text
	answers            *fyne.Container
}

func newFinished(in stock) *finished {
	look := in.look
	f := &finished{}
	f.title = kit.NewText(look, kit.Type{Size: 84, Bold: true, Align: typeset.Center, MayScale: true, Slow: true})
	f.text = kit.NewText(look, kit.Type{Size: 40, Align: typeset.Center})
	f.touch = kit.NewText(look, kit.Type{Size: 32, Align: typeset.Center, Colour: kit.QuietInk})
	f.ask = kit.NewText(look, kit.Type{Size: 40, Bold: true, Align: typeset.Center})
	face := kit.Face{Pressed: kit.Clear, PadX: 48, PadY: 12}
	again := kit.NewButton(look, face, journey.Action{Kind: journey.Touch},
		kit.Column(look, 28, kit.Centre(kit.NewIcon(look, icons.Check, 120, kit.Blue)), f.title, f.text, f.touch))
	var cards []fyne.CanvasObject
	for i, id := range ratings {
		f.words[i] = centred(look, 40)
		card := kit.CardFace
		card.Low = 110
		cards = append(cards, kit.NewButton(look, card, journey.Action{Kind: journey.Rate, Value: id}, f.words[i]))
	}
	f.answers = kit.Grid(look, 24, 110, func(float32) int { return len(ratings) }, cards...)
	asked := kit.Inset(look, 48, 12, kit.Column(look, 20, f.ask, f.answers))
	f.whole = kit.InsetFill(look, 0, 20, kit.NewScroll(look, kit.ColumnGrow(look, 8, again, again, asked)))
	return f
}

func (f *finished) show(_ glass.Frame, v glass.Finished, p locales.Printer) {
	f.title.Set(p.T("finished.title"))
	f.text.Set(p.T("finished.forgotten"))
	f.touch.Set(p.T("finished.touch"))
	f.ask.Set(p.T("helpful.ask"))
	if v.Rated != "" {
		f.ask.Set(p.T("helpful.thanks"))
	}
	for i, id := range ratings {
		f.words[i].Set(p.T("helpful." + id))
	}
	// Who had everything thrown away is asked nothing more.
	visible(f.ask, !v.Discarded)
	visible(f.answers, !v.Discarded && v.Rated == "")
}
