package ui

import (
	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// broken is shown when the glass is given a screen that it cannot draw. It says what to do; the
// person bar below it still holds.
type broken struct {
	sheet
	title, text *kit.Text
}

func newBroken(in stock) *broken {
	look := in.look
	b := &broken{}
	b.title = kit.NewText(look, kit.Type{Size: 64, Bold: true, Align: typeset.Center, MayScale: true, Slow: true})
	b.text = kit.NewText(look, kit.Type{Size: 38, Align: typeset.Center})
	b.whole = kit.Inset(look, 96, 24, kit.Column(look, 36,
		kit.Centre(kit.NewIcon(look, icons.Warning, 130, kit.Ink)), b.title, b.text))
	return b
}

func (b *broken) show(_ glass.Frame, _ glass.Screen, p locales.Printer) {
	b.title.Set(p.T("broken.title"))
	b.text.Set(p.T("broken.text"))
}
