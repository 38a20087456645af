package ui

import (
	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// remembered shows the very counts that this visit would add, lets them be thrown away with
// one touch, and says what waits on this kiosk for the hub.
type remembered struct {
	sheet
	title, text           *kit.Text
	visit, deleted        *kit.Text
	lines                 *fyne.Container
	pool                  *kit.Pool[*countLine]
	remove                command
	waits, hours, whither *kit.Text
}

// countLine is what a count is about, and what is counted.
type countLine struct {
	about, values *kit.Text
	row           *fyne.Container
}

func newRemembered(in stock) *remembered {
	look := in.look
	r := &remembered{title: title(look), pool: kit.NewPool(func() *countLine { return newCountLine(look) })}
	r.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	r.visit = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	r.lines = kit.Grid(look, 16, 60, twoColumns(look, 620))
	r.remove = newLeading(look, icons.Erase, 48, journey.Action{Kind: journey.Discard})
	r.deleted = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	sheet := kit.NewPanel(look, kit.SheetFace, kit.Column(look, 22, r.visit, r.lines))

	r.waits = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	r.hours = kit.NewText(look, kit.Type{Size: 32})
	r.whither = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	aside := kit.NewPanel(look, kit.AsideFace, kit.Column(look, 14, r.waits, r.hours, r.whither))
	body := kit.Split(look, 28, 0.6, 1150, kit.Top(sheet), kit.Top(kit.Column(look, 24, r.remove.Button, r.deleted, aside)))
	scroll := kit.NewScroll(look, body)
	r.whole = kit.InsetFill(look, 48, 28, kit.ColumnGrow(look, 22, scroll, kit.Column(look, 6, r.title, r.text), scroll))
	return r
}

func (r *remembered) show(_ glass.Frame, v glass.Remembered, p locales.Printer) {
	r.title.Set(p.T("memory.title"))
	r.text.Set(p.T("memory.text"))
	r.visit.Set(p.T("memory.visit"))
	if len(v.Counted) == 0 {
		r.visit.Set(p.T("memory.none"))
	}
	r.remove.word.Set(p.T("memory.delete"))
	visible(r.remove, len(v.Counted) > 0 && !v.Discarded)
	r.deleted.Set(p.T("memory.deleted"))
	visible(r.deleted, v.Discarded)
	kit.Fill(r.lines, r.pool, wording.Remembered(p, v.Counted), func(l *countLine, c wording.Count) fyne.CanvasObject {
		l.about.Set(c.About)
		l.values.Set(c.Values)
		return l.row
	})
	r.waits.Set(p.T("memory.waiting"))
	hours, whither := wording.Waiting(p, v.Waiting)
	r.hours.Set(hours)
	r.whither.Set(whither)
}

func newCountLine(look *kit.Look) *countLine {
	l := &countLine{about: kit.NewText(look, kit.Type{Size: 27, Colour: kit.QuietInk}), values: kit.NewText(look, kit.Type{Size: 32, Bold: true})}
	l.row = kit.Column(look, 0, l.about, l.values)
	return l
}
