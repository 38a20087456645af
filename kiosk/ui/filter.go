package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// filter asks what every place in the list has to be: the same choices as above the list,
// with room for large letters.
type filter struct {
	sheet
	title, text    *kit.Text
	choices        *fyne.Container
	wishes         *kit.Pool[*wish]
	done, clear    command
	nothing, toAsk *kit.Text
}

// wish is one choice, with how many places it leaves.
type wish struct {
	*kit.Button
	mark        *kit.Icon
	word, count *kit.Text
}

func newFilter(in stock) *filter {
	look := in.look
	f := &filter{title: title(look), wishes: kit.NewPool(func() *wish { return newWish(look) })}
	f.text = kit.NewText(look, kit.Type{Size: 30, Colour: kit.QuietInk})
	f.nothing = kit.NewText(look, kit.Type{Size: 32, Bold: true})
	f.toAsk = kit.NewText(look, kit.Type{Size: 30})
	f.choices = kit.Grid(look, 18, 104, twoColumns(look, 900))
	f.done, f.clear = newPrimary(look, journey.Back), newPlain(look, journey.ClearFilters)
	scroll := kit.NewScroll(look, kit.Top(kit.Column(look, 18, f.choices, f.nothing, f.toAsk)))
	f.whole = kit.InsetFill(look, 48, 24, kit.ColumnGrow(look, 18, scroll,
		kit.Column(look, 4, f.title, f.text), scroll, kit.Wrap(look, 18, f.done.Button, f.clear.Button)))
	return f
}

func (f *filter) show(around glass.Frame, v glass.Filter, p locales.Printer) {
	f.title.Set(p.T("filter.title"))
	f.text.Set(p.T("filter.text"))
	f.done.word.Set(p.T("filter.show"))
	f.clear.word.Set(p.T("filter.clear"))
	f.nothing.Set(p.T("filter.none"))
	f.toAsk.Set(p.T("results.none.what"))
	visible(f.nothing, v.Answers == 0)
	visible(f.toAsk, v.Answers == 0)
	visible(f.clear, len(v.Filters) > 0)
	kit.Fill(f.choices, f.wishes, v.Choices, func(w *wish, x directory.Choice) fyne.CanvasObject {
		w.Does(journey.Action{Kind: journey.ToggleFilter, Value: string(x.Filter)})
		w.word.Set(wording.Filter(p, x.Filter, around.Lang))
		w.count.Set(strconv.Itoa(x.Leaves))
		visible(w.mark, x.On)
		face := kit.CardFace
		face.Low = 104
		w.Wear(chosenFace(face, x.On))
		return w.Button
	})
}

func newWish(look *kit.Look) *wish {
	w := &wish{mark: kit.NewIcon(look, icons.Check, 44, kit.Blue)}
	w.word = kit.NewText(look, kit.Type{Size: 34, Bold: true})
	w.count = kit.NewText(look, kit.Type{Size: 34, Colour: kit.QuietInk, Lines: 1})
	w.Button = kit.NewButton(look, kit.CardFace, journey.Action{}, kit.Row(look, 22, w.word, w.mark, w.word, w.count))
	return w
}
