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

// finished says goodbye, and that everything has been forgotten. By the time it is drawn,
// it has.
type finished struct {
	title, text, touch *kit.Text
	whole              fyne.CanvasObject
}

func newFinished(look *kit.Look) *finished {
	f := &finished{}
	f.title = kit.NewText(look, kit.Type{Size: 84, Bold: true, Align: typeset.Center, MayScale: true, Slow: true})
	f.text = kit.NewText(look, kit.Type{Size: 40, Align: typeset.Center})
	f.touch = kit.NewText(look, kit.Type{Size: 32, Align: typeset.Center, Colour: kit.QuietInk})
	page := kit.Column(look, 36, kit.Centre(kit.NewIcon(look, icons.Check, 150, kit.Blue)), f.title, f.text, f.touch)
	face := kit.Face{Pressed: kit.Clear, PadX: 48, PadY: 24}
	f.whole = kit.NewButton(look, face, journey.Action{Kind: journey.Touch}, page)
	return f
}

func (f *finished) object() fyne.CanvasObject { return f.whole }

func (f *finished) show(_ glass.View, p locales.Printer) {
	f.title.Set(p.T("finished.title"))
	f.text.Set(p.T("finished.forgotten"))
	f.touch.Set(p.T("finished.touch"))
}
