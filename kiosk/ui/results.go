package ui

import (
	"reflect"

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
	look   *kit.Look
	title  *kit.Text
	change *kit.Text
	move   *kit.Button
	safe   *kit.Text
	note   *kit.Panel
	chips  *chips
	left   *kit.Text
	take   *kit.Button

	takeWord *kit.Text

	none   *kit.Panel
	noneIs *kit.Text
	toDo   *kit.Text
	again  *kit.Button // takes the filters away that left nothing
	allIs  *kit.Text
	rows   *fyne.Container
	pool   []*resultRow
	ways   []*way
	scroll *kit.Scroll
	asked  journey.State // the question that the list answers
	whole  fyne.CanvasObject
}

func newResults(look *kit.Look) *results {
	r := &results{look: look, title: title(look)}
	r.change = kit.NewText(look, kit.Type{Size: 28, Lines: 1})
	r.move = kit.NewButton(look, kit.PillFace, journey.Action{Kind: journey.ChangePlace},
		kit.Row(look, 14, nil, kit.NewIcon(look, icons.Pin, 34, kit.Ink), r.change))
	r.noneIs = kit.NewText(look, kit.Type{Size: 38, Bold: true})
	r.toDo = kit.NewText(look, kit.Type{Size: 32})
	r.allIs = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, MayScale: true})
	r.again = kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.ClearFilters}, kit.Centre(r.allIs))
	r.none = kit.NewPanel(look, kit.SheetFace, kit.Column(look, 16, r.noneIs, kit.Wrap(look, 18, r.again), r.toDo))
	r.safe = kit.NewText(look, kit.Type{Size: 28, Bold: true})
	r.note = careNote(look, r.safe)
	r.chips = newChips(look)
	r.left = kit.NewText(look, kit.Type{Size: 26, Colour: kit.QuietInk})
	r.rows = kit.Column(look, 18)
	r.take, r.takeWord = taking(look, journey.PaperPlan)
	r.scroll = kit.NewScroll(look, kit.Top(kit.Column(look, 18, r.rows, r.take)))
	head := kit.Row(look, 24, r.title, r.title, kit.Centre(r.move))
	r.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 20, r.scroll, head, r.note, r.chips.line, r.scroll))
	return r
}

func (r *results) object() fyne.CanvasObject { return r.whole }

func (r *results) show(v glass.View, p locales.Printer) {
	s := v.State
	where := v.Site
	if s.Where == journey.Postcode {
		where = s.Postcode
	}
	if s.Where == journey.Here {
		r.title.Set(p.T("results.here", "Need", wording.Need(p, s.Leaf)))
	} else {
		r.title.Set(p.T("results.near", "Need", wording.Need(p, s.Leaf), "Place", where))
	}
	r.change.Set(p.T("results.change-place"))
	r.safe.Set(p.T("safety.note"))
	visible(r.note, v.QuickExit)
	r.chips.show(v, p)
	filtered := len(s.Filters) > 0
	r.noneIs.Set(p.T("results.none"))
	if filtered {
		r.noneIs.Set(p.T("filter.none"))
	}
	r.toDo.Set(p.T("results.none.what"))
	r.allIs.Set(p.T("filter.clear"))
	visible(r.again, filtered)
	r.takeWord.Set(p.T("take.title"))
	visible(r.take, len(v.Answers) > 0 && !v.QuickExit) // paper and telephones are found by others

	r.rows.Objects = r.rows.Objects[:0]
	if len(v.Answers) == 0 {
		r.rows.Objects = append(r.rows.Objects, r.none)
		if s.Top == journey.UrgentTop {
			r.reach(v, p)
		}
	}
	if r.chips.narrow(v) { // large letters leave no room for them above the list
		r.rows.Objects = append(r.rows.Objects, r.chips.wrap)
	}
	r.left.Set(wording.LeftOut(p, v.LeftOut))
	if len(v.LeftOut) > 0 {
		r.rows.Objects = append(r.rows.Objects, r.left)
	}
	for i, a := range v.Answers {
		if i == len(r.pool) {
			r.pool = append(r.pool, newResultRow(r.look))
		}
		r.pool[i].show(p, a)
		r.rows.Objects = append(r.rows.Objects, r.pool[i].Button)
	}
	question := journey.State{Leaf: s.Leaf, Where: s.Where, Postcode: s.Postcode, Filters: s.Filters}
	if !reflect.DeepEqual(question, r.asked) {
		r.asked = question
		r.scroll.Top()
	}
}

// reach puts the ways to a person where no service is: who has an urgent need is not left with
// an empty list.
func (r *results) reach(v glass.View, p locales.Printer) {
	for i, w := range wording.Ways(p, v.Offer, v.Desk) {
		if i == len(r.ways) {
			r.ways = append(r.ways, newWay(r.look))
		}
		r.rows.Objects = append(r.rows.Objects, r.ways[i].show(w, i == 0))
	}
}

// resultRow is one service in the list.
type resultRow struct {
	*kit.Button
	look        *kit.Look
	icon        *kit.Icon
	name        *kit.Text
	beneath     *kit.Text
	tags        *fyne.Container
	pool        []*tag
	miles, walk *kit.Text
	distance    *fyne.Container
}

func newResultRow(look *kit.Look) *resultRow {
	r := &resultRow{look: look}
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
	r.name.SetIn("en", a.Service.Name)
	r.beneath.Set(wording.Beneath(p, a))
	miles, walk := wording.Distance(p, a)
	r.miles.Set(miles)
	r.walk.Set(walk)
	visible(r.distance, miles != "")
	r.tags.Objects = r.tags.Objects[:0]
	for i, t := range wording.Tags(p, a) {
		if i == len(r.pool) {
			r.pool = append(r.pool, newTag(r.look))
		}
		r.pool[i].show(t)
		r.tags.Objects = append(r.tags.Objects, r.pool[i].Panel)
	}
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
