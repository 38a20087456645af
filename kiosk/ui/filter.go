package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// filter asks what every place in the list has to be: the same choices as above the list,
// with room for large letters.
type filter struct {
	look           *kit.Look
	title, text    *kit.Text
	choices        *fyne.Container
	pool           []*wish
	done, clear    *kit.Button
	doneIs, allIs  *kit.Text
	whole          fyne.CanvasObject
	nothing, toAsk *kit.Text
}

// wish is one choice, with how many places it leaves.
type wish struct {
	*kit.Button
	mark        *kit.Icon
	word, count *kit.Text
}

func newFilter(look *kit.Look) *filter {
	f := &filter{look: look, title: title(look)}
	f.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	f.nothing = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	f.toAsk = kit.NewText(look, kit.Type{Size: 30})
	f.choices = kit.Grid(look, 18, 104, twoColumns(look, 900))
	f.doneIs = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, MayScale: true})
	f.done = kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.Back}, kit.Centre(f.doneIs))
	f.allIs = kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})
	f.clear = kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.ClearFilters}, kit.Centre(f.allIs))
	scroll := kit.NewScroll(look, kit.Top(kit.Column(look, 18, f.choices, f.nothing, f.toAsk)))
	f.whole = kit.InsetFill(look, 48, 24, kit.ColumnGrow(look, 18, scroll,
		kit.Column(look, 4, f.title, f.text), scroll, kit.Wrap(look, 18, f.done, f.clear)))
	return f
}

func (f *filter) object() fyne.CanvasObject { return f.whole }

func (f *filter) show(v glass.View, p locales.Printer) {
	f.title.Set(p.T("filter.title"))
	f.text.Set(p.T("filter.text"))
	f.doneIs.Set(p.T("filter.show"))
	f.allIs.Set(p.T("filter.clear"))
	f.nothing.Set(p.T("filter.none"))
	f.toAsk.Set(p.T("results.none.what"))
	visible(f.nothing, len(v.Answers) == 0)
	visible(f.toAsk, len(v.Answers) == 0)
	visible(f.clear, len(v.State.Filters) > 0)
	f.choices.Objects = f.choices.Objects[:0]
	for i, x := range v.Choices {
		if i == len(f.pool) {
			f.pool = append(f.pool, newWish(f.look))
		}
		w := f.pool[i]
		w.Does(journey.Action{Kind: journey.ToggleFilter, Value: string(x.Filter)})
		w.word.Set(wording.Filter(p, x.Filter, v.State.Lang))
		w.count.Set(strconv.Itoa(x.Leaves))
		visible(w.mark, x.On)
		face := kit.CardFace
		face.Low = 104
		w.Wear(chosenFace(face, x.On))
		f.choices.Objects = append(f.choices.Objects, w.Button)
	}
}

func newWish(look *kit.Look) *wish {
	w := &wish{mark: kit.NewIcon(look, icons.Check, 44, kit.Blue)}
	w.word = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	w.count = kit.NewText(look, kit.Type{Size: 34, Colour: kit.QuietInk, Lines: 1})
	w.Button = kit.NewButton(look, kit.CardFace, journey.Action{}, kit.Row(look, 22, w.word, w.mark, w.word, w.count))
	return w
}
