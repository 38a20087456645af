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

// warning asks "are you still there?" over a screen that nobody has touched. Any touch, even
// beside its buttons, means yes. The bar below stays free: a person is one touch away.
type warning struct {
	title, text, stay, finish *kit.Text
	whole                     *fyne.Container
}

func newWarning(look *kit.Look, bar fyne.CanvasObject) *warning {
	w := &warning{}
	w.title = kit.NewText(look, kit.Type{Size: 60, Bold: true, Align: typeset.Center, MayScale: true, Slow: true})
	w.text = kit.NewText(look, kit.Type{Size: 36, Align: typeset.Center})
	w.stay = kit.NewText(look, kit.Type{Size: 38, Bold: true, Colour: kit.White, Align: typeset.Center, MayScale: true})
	w.finish = kit.NewText(look, kit.Type{Size: 34, Align: typeset.Center, MayScale: true})
	stay := kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.Stay}, w.stay)
	finish := kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.Finish}, w.finish)
	face := kit.SheetFace
	face.PadX, face.PadY = 64, 48
	sheet := kit.NewPanel(look, face, kit.Column(look, 26,
		kit.Centre(kit.NewIcon(look, icons.Clock, 90, kit.Blue)), w.title, w.text, stay, finish))
	everywhere := kit.NewButton(look, kit.Face{Fill: kit.Shade, Pressed: kit.Shade}, journey.Action{Kind: journey.Stay}, kit.Stack())
	w.whole = kit.Above(bar, kit.Stack(everywhere, kit.Middle(look, 1000, sheet)))
	w.whole.Hide()
	return w
}

func (w *warning) object() fyne.CanvasObject { return w.whole }

func (w *warning) shown() bool { return w.whole.Visible() }

func (w *warning) show(f glass.Frame, p locales.Printer) {
	visible(w.whole, f.Warning)
	if !f.Warning {
		return
	}
	w.title.Set(p.T("idle.title"))
	w.text.Set(p.N("idle.text", f.Left))
	w.stay.Set(p.T("idle.stay"))
	w.finish.Set(p.T("idle.finish"))
}
