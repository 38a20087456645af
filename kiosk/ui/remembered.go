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
	look                  *kit.Look
	title, text           *kit.Text
	visit, deleted, word  *kit.Text
	lines                 *fyne.Container
	pool                  []*countLine
	remove                *kit.Button
	waits, hours, whither *kit.Text
	whole                 fyne.CanvasObject
}

// countLine is what a count is about, and what is counted.
type countLine struct {
	about, values *kit.Text
	row           *fyne.Container
}

func newRemembered(look *kit.Look) *remembered {
	r := &remembered{look: look, title: title(look)}
	r.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	r.visit = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	r.lines = kit.Grid(look, 16, 60, twoColumns(look, 620))
	r.word = kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})
	r.remove = kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.Discard},
		kit.Row(look, 20, r.word, kit.NewIcon(look, icons.Erase, 48, kit.Ink), r.word))
	r.deleted = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	sheet := kit.NewPanel(look, kit.SheetFace, kit.Column(look, 22, r.visit, r.lines))

	r.waits = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	r.hours = kit.NewText(look, kit.Type{Size: 32})
	r.whither = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	aside := kit.NewPanel(look, kit.AsideFace, kit.Column(look, 14, r.waits, r.hours, r.whither))
	body := kit.Split(look, 28, 0.6, 1150, kit.Top(sheet), kit.Top(kit.Column(look, 24, r.remove, r.deleted, aside)))
	scroll := kit.NewScroll(look, body)
	r.whole = kit.InsetFill(look, 48, 28, kit.ColumnGrow(look, 22, scroll, kit.Column(look, 6, r.title, r.text), scroll))
	return r
}

func (r *remembered) object() fyne.CanvasObject { return r.whole }

func (r *remembered) show(v glass.View, p locales.Printer) {
	r.title.Set(p.T("memory.title"))
	r.text.Set(p.T("memory.text"))
	r.visit.Set(p.T("memory.visit"))
	if len(v.Counted) == 0 {
		r.visit.Set(p.T("memory.none"))
	}
	r.word.Set(p.T("memory.delete"))
	visible(r.remove, len(v.Counted) > 0 && !v.State.Discarded)
	r.deleted.Set(p.T("memory.deleted"))
	visible(r.deleted, v.State.Discarded)
	r.lines.Objects = r.lines.Objects[:0]
	for i, c := range wording.Remembered(p, v.Counted) {
		if i == len(r.pool) {
			r.pool = append(r.pool, newCountLine(r.look))
		}
		l := r.pool[i]
		l.about.Set(c.About)
		l.values.Set(c.Values)
		r.lines.Objects = append(r.lines.Objects, l.row)
	}
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

// newMemory leads to what the kiosk remembers.
func newMemory(look *kit.Look) pill {
	return newPill(look, kit.NewIcon(look, icons.Info, 36, kit.Ink), journey.ShowMemory)
}
