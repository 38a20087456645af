package ui

import (
	"image/color"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// staff says in plain words what staff should know of this kiosk's health. It holds nothing
// of any resident.
type staff struct {
	sheet
	title *kit.Text
	text  *kit.Text
	rows  *fyne.Container
	pool  *kit.Pool[*noticeRow]

	locked       *kit.Text
	unlock, book command
	assist, pair offer
}

type noticeRow struct {
	panel        *kit.Panel
	what, detail *kit.Text
}

func newStaff(in stock) *staff {
	look := in.look
	s := &staff{title: title(look), pool: kit.NewPool(func() *noticeRow { return newNoticeRow(look) })}
	s.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	s.rows = kit.Column(look, 20)
	s.locked = kit.NewText(look, kit.Type{Size: 30})
	s.unlock = newBare(look, 34, journey.AskPin)
	s.assist = newOffer(look, kit.PrimaryFace, icons.People, kit.White, kit.White, journey.AssistOn)
	s.book = talking(look)
	s.pair = newOffer(look, kit.PlainFace, icons.Phone, kit.Ink, kit.QuietInk, journey.ShowPairing)
	scroll := kit.NewScroll(look, kit.Top(kit.Column(look, 24, s.assist.Button, s.book.Button, s.pair.Button, s.unlock.Button, s.locked, s.rows)))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 20, scroll, s.title, s.text, scroll))
	return s
}

func (s *staff) show(f glass.Frame, v glass.Staff, p locales.Printer) {
	s.title.Set(p.T("staff.title"))
	s.text.Set(p.T("staff.text"))
	s.unlock.word.Set(p.T("staff.unlock"))
	s.assist.word.Set(p.T("staff.assist"))
	s.assist.text.Set(p.T("staff.assist.text"))
	s.locked.Set("")
	if v.Locked {
		s.locked.Set(p.T("staff.locked"))
	}
	visible(s.unlock, !v.Locked && !v.Unlocked)
	visible(s.assist, v.Unlocked)
	s.book.word.Set(p.T("phrases.open"))
	visible(s.book, f.Lang != "" && f.Lang != "en")
	s.pair.word.Set(p.T("staff.pair"))
	s.pair.text.Set(p.T("staff.pair.text"))
	visible(s.pair, v.Unlocked && v.Console)
	kit.Fill(s.rows, s.pool, v.Notices, func(r *noticeRow, n glass.Notice) fyne.CanvasObject {
		r.what.Set(p.T("staff.notice." + n.ID))
		r.detail.SetIn("en", n.Detail)
		return r.panel
	})
}

// An offer is a command with a sentence that says what it does.
type offer struct {
	command
	text *kit.Text
}

func newOffer(look *kit.Look, face kit.Face, icon string, ink, quiet color.NRGBA, kind journey.Kind) offer {
	o := offer{text: kit.NewText(look, kit.Type{Size: 28, Colour: quiet})}
	o.word = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: ink, MayScale: true})
	words := kit.Column(look, 4, o.word, o.text)
	o.Button = kit.NewButton(look, face, journey.Action{Kind: kind}, kit.Row(look, 26, words, kit.NewIcon(look, icon, 60, ink), words))
	return o
}

func newNoticeRow(look *kit.Look) *noticeRow {
	r := &noticeRow{what: kit.NewText(look, kit.Type{Size: 34, Bold: true}), detail: kit.NewText(look, kit.Type{Size: 28})}
	words := kit.Column(look, 8, r.what, r.detail)
	r.panel = kit.NewPanel(look, kit.SheetFace, kit.Row(look, 24, words, kit.NewIcon(look, icons.Warning, 54, kit.Ink), words))
	return r
}
