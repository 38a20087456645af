package ui

import (
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
	look  *kit.Look
	title *kit.Text
	text  *kit.Text
	rows  *fyne.Container
	pool  []*noticeRow
	whole fyne.CanvasObject

	unlockWord, assistWord, assistText, locked *kit.Text
	unlock, assist, pair                       *kit.Button
	pairWord, pairText, bookWord               *kit.Text
	book                                       *kit.Button
}

type noticeRow struct {
	panel        *kit.Panel
	what, detail *kit.Text
}

func newStaff(look *kit.Look) *staff {
	s := &staff{look: look, title: title(look)}
	s.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	s.rows = kit.Column(look, 20)
	s.locked = kit.NewText(look, kit.Type{Size: 30})
	s.unlockWord = kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})
	s.unlock = kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.AskPin}, s.unlockWord)
	s.assistWord = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, MayScale: true})
	s.assistText = kit.NewText(look, kit.Type{Size: 28, Colour: kit.White})
	words := kit.Column(look, 4, s.assistWord, s.assistText)
	s.assist = kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.AssistOn},
		kit.Row(look, 26, words, kit.NewIcon(look, icons.People, 60, kit.White), words))
	s.book, s.bookWord = talking(look)
	s.pairWord = kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})
	s.pairText = kit.NewText(look, kit.Type{Size: 28, Colour: kit.QuietInk})
	pairing := kit.Column(look, 4, s.pairWord, s.pairText)
	s.pair = kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.ShowPairing},
		kit.Row(look, 26, pairing, kit.NewIcon(look, icons.Phone, 60, kit.Ink), pairing))
	scroll := kit.NewScroll(look, kit.Top(kit.Column(look, 24, s.assist, s.book, s.pair, s.unlock, s.locked, s.rows)))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 20, scroll, s.title, s.text, scroll))
	return s
}

func (s *staff) object() fyne.CanvasObject { return s.whole }

func (s *staff) show(v glass.View, p locales.Printer) {
	s.title.Set(p.T("staff.title"))
	s.text.Set(p.T("staff.text"))
	s.unlockWord.Set(p.T("staff.unlock"))
	s.assistWord.Set(p.T("staff.assist"))
	s.assistText.Set(p.T("staff.assist.text"))
	s.locked.Set("")
	if v.Locked {
		s.locked.Set(p.T("staff.locked"))
	}
	visible(s.unlock, !v.Locked && !v.State.Unlocked)
	visible(s.assist, v.State.Unlocked)
	s.bookWord.Set(p.T("phrases.open"))
	visible(s.book, v.State.Lang != "" && v.State.Lang != "en")
	s.pairWord.Set(p.T("staff.pair"))
	s.pairText.Set(p.T("staff.pair.text"))
	visible(s.pair, v.State.Unlocked && v.Console)
	s.rows.Objects = s.rows.Objects[:0]
	for i, n := range v.Notices {
		if i == len(s.pool) {
			s.pool = append(s.pool, newNoticeRow(s.look))
		}
		r := s.pool[i]
		r.what.Set(p.T("staff.notice." + n.ID))
		r.detail.SetIn("en", n.Detail)
		s.rows.Objects = append(s.rows.Objects, r.panel)
	}
}

func newNoticeRow(look *kit.Look) *noticeRow {
	r := &noticeRow{what: kit.NewText(look, kit.Type{Size: 34, Bold: true}), detail: kit.NewText(look, kit.Type{Size: 28})}
	words := kit.Column(look, 8, r.what, r.detail)
	r.panel = kit.NewPanel(look, kit.SheetFace, kit.Row(look, 24, words, kit.NewIcon(look, icons.Warning, 54, kit.Ink), words))
	return r
}
