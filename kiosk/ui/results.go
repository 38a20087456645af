package ui

import (
	"slices"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// results lists services, nearest first, each with why it is there and what is not known.
type results struct {
	sheet
	title  *kit.Text
	move   command
	safe   note
	chips  *chips
	left   *kit.Text
	take   command
	none   *kit.Panel
	noneIs *kit.Text
	toDo   *kit.Text
	again  command // takes the filters away that left nothing
	rows   *fyne.Container
	pool   *kit.Pool[*resultRow]
	ways   *kit.Pool[*way]
	scroll *kit.Scroll
	asked  glass.Results // the question that the list answers, without answers
}

func newResults(in stock) *results {
	look := in.look
	r := &results{title: title(look), pool: kit.NewPool(func() *resultRow { return newResultRow(look) }), ways: newWays(look)}
	r.move = newTablet(look, kit.NewIcon(look, icons.Pin, 34, kit.Ink), journey.ChangePlace)
	r.noneIs = kit.NewText(look, kit.Type{Size: 38, Bold: true})
	r.toDo = kit.NewText(look, kit.Type{Size: 32})
	r.again = newPrimary(look, journey.ClearFilters)
	r.none = kit.NewPanel(look, kit.SheetFace, kit.Column(look, 16, r.noneIs, kit.Wrap(look, 18, r.again.Button), r.toDo))
	r.safe = newNote(look, kit.Type{Size: 28, Bold: true})
	r.chips = newChips(look)
	r.left = kit.NewText(look, kit.Type{Size: 26, Colour: kit.QuietInk})
	r.rows = kit.Column(look, 18)
	r.take = taking(look, journey.PaperPlan)
	r.scroll = kit.NewScroll(look, kit.Top(kit.Column(look, 18, r.rows, r.take.Button)))
	head := kit.Row(look, 24, r.title, r.title, kit.Centre(r.move.Button))
	r.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 20, r.scroll, head, r.safe.Panel, r.chips.line, r.scroll))
	return r
}

func (r *results) show(f glass.Frame, v glass.Results, p locales.Printer) {
	switch need := wording.Need(p, v.Need); v.Where {
	case journey.Here:
		r.title.Set(p.T("results.here", "Need", need))
	case journey.Postcode:
		r.title.Set(p.T("results.near", "Need", need, "Place", v.Postcode))
	case journey.Nowhere:
		r.title.Set(p.T("results.near", "Need", need, "Place", f.Site))
	}
	r.move.word.Set(p.T("results.change-place"))
	safety := ""
	if f.QuickExit {
		safety = p.T("safety.note")
	}
	r.safe.say(safety)
	r.chips.show(f, v, p)
	filtered := len(v.Filters) > 0
	r.noneIs.Set(p.T("results.none"))
	if filtered {
		r.noneIs.Set(p.T("filter.none"))
	}
	r.toDo.Set(p.T("results.none.what"))
	r.again.word.Set(p.T("filter.clear"))
	visible(r.again, filtered)
	r.take.word.Set(p.T("take.title"))
	visible(r.take, len(v.Answers) > 0 && !f.QuickExit) // paper and telephones are found by others

	r.rows.Objects = r.rows.Objects[:0]
	if len(v.Answers) == 0 {
		r.rows.Objects = append(r.rows.Objects, r.none)
		if v.Urgent { // nobody with an urgent need is left with an empty list
			r.rows.Objects = showWays(r.rows.Objects, r.ways, wording.Ways(p, f.Offer, f.Desk), true)
		}
	}
	if r.chips.narrow(f) { // large letters leave no room for them above the list
		r.rows.Objects = append(r.rows.Objects, r.chips.wrap)
	}
	r.left.Set(wording.LeftOut(p, v.LeftOut))
	if len(v.LeftOut) > 0 {
		r.rows.Objects = append(r.rows.Objects, r.left)
	}
	r.pool.Begin()
	for _, a := range v.Answers {
		row := r.pool.Next()
		row.show(p, a)
		r.rows.Objects = append(r.rows.Objects, row.Button)
	}
	if !sameQuestion(v, r.asked) {
		r.asked = glass.Results{Need: v.Need, Where: v.Where, Postcode: v.Postcode, Filters: v.Filters}
		r.scroll.Top()
	}
}

// sameQuestion reports whether two lists answer the same: how far one is scrolled then holds.
func sameQuestion(a, b glass.Results) bool {
	return a.Need == b.Need && a.Where == b.Where && a.Postcode == b.Postcode && slices.Equal(a.Filters, b.Filters)
}

// resultRow is one service in the list.
type resultRow struct {
	*kit.Button
	icon        *kit.Icon
	name        *kit.Text
	beneath     *kit.Text
	tags        *fyne.Container
	pool        *kit.Pool[*tag]
	miles, walk *kit.Text
	distance    *fyne.Container
}

func newResultRow(look *kit.Look) *resultRow {
	r := &resultRow{pool: kit.NewPool(func() *tag { return newTag(look) })}
	r.icon = kit.NewDisc(look, icons.Info, 76, kit.Blue)
	r.name = kit.NewText(look, kit.Type{Size: 36, Bold: true, MayScale: true})
	r.beneath = kit.NewText(look, kit.Type{Size: 26, Colour: kit.QuietInk})
	r.tags = kit.Wrap(look, 14)
	r.miles = kit.NewText(look, kit.Type{Size: 32, Bold: true, Align: typeset.End, Lines: 1})
	r.walk = kit.NewText(look, kit.Type{Size: 27, Align: typeset.End, Lines: 1})
	r.distance = kit.Column(look, 0, r.miles, r.walk)
	what := kit.Column(look, 8, r.name, r.tags, r.beneath)
	face := kit.CardFace
	face.PadX, face.PadY = 32, 18
	r.Button = kit.NewButton(look, face, journey.Action{},
		kit.Row(look, 28, what, r.icon, what, r.distance, kit.NewArrow(look, icons.CaretNext, 40, kit.Ink)))
	return r
}

func (r *resultRow) show(p locales.Printer, a directory.Answer) {
	r.Does(journey.Action{Kind: journey.PickService, Value: a.Service.ID})
	r.icon.Set(kindIcon(a.Service.Kind))
	r.name.SetIn(p.Own(a.Service.Name), a.Service.Name)
	r.beneath.Set(wording.Beneath(p, a))
	miles, walk := wording.Distance(p, a)
	r.miles.Set(miles)
	r.walk.Set(walk)
	visible(r.distance, miles != "")
	kit.Fill(r.tags, r.pool, wording.Tags(p, a), func(t *tag, w wording.Tag) fyne.CanvasObject {
		t.show(w)
		return t.Panel
	})
	visible(r.tags, len(r.tags.Objects) > 0)
}

// tag is a fact of a few words on a tint.
type tag struct {
	*kit.Panel
	word *kit.Text
}

func newTag(look *kit.Look) *tag {
	word := kit.NewText(look, kit.Type{Size: 27})
	return &tag{kit.NewPanel(look, kit.PlainTag, word), word}
}

func (t *tag) show(w wording.Tag) {
	t.word.Set(w.Text)
	switch w.Tone {
	case wording.Good:
		t.Wear(kit.GoodTag)
	case wording.Care:
		t.Wear(kit.CareTag)
	case wording.Plain:
		t.Wear(kit.PlainTag)
	}
}

// kindIcon is the picture of a kind of service.
func kindIcon(kind string) string {
	switch kind {
	case "gp":
		return icons.Stethoscope
	case "pharmacy":
		return icons.Pharmacy
	case "dentist":
		return icons.Tooth
	case "library":
		return icons.Books
	case "helpline":
		return icons.Phone
	case "council":
		return icons.Council
	default:
		return icons.People
	}
}
