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

// pairing shows how a telephone or tablet of the desk is added: a code to point a camera at,
// and the same to type. The code works once; what is paired can be withdrawn here.
type pairing struct {
	sheet
	title, scan, open, code, once, trust, ended *kit.Text
	paired                                      *kit.Text
	picture                                     *kit.Code
	again                                       command
	typed                                       *kit.Panel
	rows                                        *fyne.Container
	pool                                        *kit.Pool[command]
}

func newPairing(in stock) *pairing {
	look := in.look
	s := &pairing{title: title(look), pool: kit.NewPool(func() command { return newWithdrawal(look) })}
	s.scan = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	s.open = kit.NewText(look, kit.Type{Size: 30})
	s.code = kit.NewText(look, kit.Type{Size: 54, Bold: true, Fixed: true, Align: typeset.Center})
	s.typed = typedField(look, s.code)
	s.once = kit.NewText(look, kit.Type{Size: 28, Colour: kit.QuietInk})
	s.trust = kit.NewText(look, kit.Type{Size: 28, Colour: kit.QuietInk})
	s.ended = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	s.again = newPrimary(look, journey.ShowPairing)
	s.picture = kit.NewCode(look, 460)
	s.paired = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	s.rows = kit.Column(look, 14)
	words := kit.Column(look, 18, s.scan, s.open, s.typed, s.ended, s.again.Button, s.once, s.trust)
	scroll := kit.NewScroll(look, kit.Column(look, 32, kit.Split(look, 48, 0.54, 1000, words, s.picture), s.paired, s.rows))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 24, scroll, s.title, scroll))
	return s
}

func (s *pairing) show(_ glass.Frame, v glass.Pairing, p locales.Printer) {
	works := v.Invite.Code != ""
	s.title.Set(p.T("pairing.title"))
	s.scan.Set(p.T("pairing.scan"))
	s.open.Set(p.T("pairing.type", "Address", v.Invite.Address))
	s.code.SetIn("en", v.Invite.Code)
	s.once.Set(p.T("pairing.once"))
	s.trust.Set(p.T("pairing.trust"))
	s.ended.Set(p.T("pairing.ended"))
	s.again.word.Set(p.T("pairing.new"))
	s.picture.Set("")
	if works {
		s.picture.Set(v.Invite.Link())
	}
	for _, o := range []fyne.CanvasObject{s.scan, s.open, s.typed, s.once, s.trust, s.picture} {
		visible(o, works)
	}
	visible(s.ended, !works)
	visible(s.again, !works)
	s.paired.Set(p.T("pairing.devices"))
	visible(s.paired, len(v.Devices) > 0)
	kit.Fill(s.rows, s.pool, v.Devices, func(w command, name string) fyne.CanvasObject {
		w.word.Set(p.T("pairing.withdraw", "Name", name))
		w.Does(journey.Action{Kind: journey.Withdraw, Value: name})
		return w.Button
	})
}

// newWithdrawal is a paired device, and shuts it out.
func newWithdrawal(look *kit.Look) command {
	w := command{word: kit.NewText(look, kit.Type{Size: 32})}
	w.Button = kit.NewButton(look, kit.PlainFace, journey.Action{}, kit.Row(look, 20, w.word, kit.NewIcon(look, icons.Close, 36, kit.Ink), w.word))
	return w
}
