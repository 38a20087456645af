package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// broken stands when the glass is shown something that it does not know, or waits for the
// core to come back. It says what to do; the person bar below it still holds.
type broken struct {
	title, text *kit.Text
	whole       fyne.CanvasObject
}

func newBroken(look *kit.Look) *broken {
	b := &broken{}
	b.title = kit.NewText(look, kit.Type{Size: 64, Bold: true, Align: typeset.Center, MayScale: true, Slow: true})
	b.text = kit.NewText(look, kit.Type{Size: 38, Align: typeset.Center})
	b.whole = kit.Inset(look, 96, 24, kit.Column(look, 36,
		kit.Centre(kit.NewIcon(look, icons.Warning, 130, kit.Ink)), b.title, b.text))
	return b
}

func (b *broken) object() fyne.CanvasObject { return b.whole }

func (b *broken) show(_ glass.View, p locales.Printer) {
	b.title.Set(p.T("broken.title"))
	b.text.Set(p.T("broken.text"))
}
