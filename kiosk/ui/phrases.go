package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/phrasebook"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// The phrasebook stands in both languages on every page, the resident's above English: both
// people read it. Its words are read when it is first opened.

// twin is a text in the resident's language with the English beneath.
type twin struct {
	mine, english *kit.Text
	column        *fyne.Container
}

func newTwin(look *kit.Look, size float32) *twin {
	t := &twin{}
	t.mine = kit.NewText(look, kit.Type{Size: size, Bold: true, MayScale: true})
	t.english = kit.NewText(look, kit.Type{Size: size * 0.78, Colour: kit.QuietInk})
	t.column = kit.Column(look, 2, t.mine, t.english)
	return t
}

func (t *twin) say(p locales.Printer, mine, english string) {
	t.mine.SetIn(p.Tag(), mine)
	if p.Tag() == "en" {
		english = ""
	}
	t.english.SetIn("en", english)
}

// pair is a button that says something in both languages.
type pair struct {
	*kit.Button
	*twin
}

func newPair(look *kit.Look) *pair {
	p := &pair{twin: newTwin(look, 32)}
	face := kit.CardFace
	face.PadX, face.PadY, face.Low = 32, 12, 104
	p.Button = kit.NewButton(look, face, journey.Action{}, kit.Row(look, 20, p.column, p.column, kit.NewArrow(look, icons.CaretNext, 36, kit.Blue)))
	return p
}

// list shows buttons in two languages, made as they are needed.
type list struct {
	look *kit.Look
	grid *fyne.Container
	pool []*pair
	used int
}

func newList(look *kit.Look, least float32) *list {
	return &list{look: look, grid: kit.Grid(look, 18, 104, twoColumns(look, least))}
}

func (l *list) begin() { l.used, l.grid.Objects = 0, l.grid.Objects[:0] }

func (l *list) add(p locales.Printer, a journey.Action, mine, english string) {
	if l.used == len(l.pool) {
		l.pool = append(l.pool, newPair(l.look))
	}
	b := l.pool[l.used]
	l.used++
	b.Does(a)
	b.say(p, mine, english)
	l.grid.Objects = append(l.grid.Objects, b.Button)
}

// phrases shows the groups of the book.
type phrases struct {
	words  *locales.Catalogue
	title  *kit.Text
	groups *list
	whole  fyne.CanvasObject
}

func newPhrases(look *kit.Look, words *locales.Catalogue) *phrases {
	s := &phrases{words: words, title: title(look), groups: newList(look, 900)}
	scroll := kit.NewScroll(look, kit.Top(s.groups.grid))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 24, scroll, s.title, scroll))
	return s
}

func (s *phrases) object() fyne.CanvasObject { return s.whole }

func (s *phrases) show(v glass.View, p locales.Printer) {
	mine, english := s.words.Phrases(p.Tag()), s.words.Phrases("en")
	s.title.Set(mine.T("title"))
	s.groups.begin()
	for _, g := range v.Groups {
		s.groups.add(p, journey.Action{Kind: journey.PickGroup, Value: g}, mine.T("group."+g), english.T("group."+g))
	}
}

// sentences shows the phrases of one group: what the resident says, and what staff say.
type sentences struct {
	words       *locales.Catalogue
	title       *kit.Text
	yours, ours *twin
	mine, staff *list
	scroll      *kit.Scroll
	group       string
	whole       fyne.CanvasObject
}

func newSentences(look *kit.Look, words *locales.Catalogue) *sentences {
	s := &sentences{words: words, title: title(look), mine: newList(look, 900), staff: newList(look, 900)}
	s.yours, s.ours = newTwin(look, 30), newTwin(look, 30)
	s.scroll = kit.NewScroll(look, kit.Column(look, 22, s.yours.column, s.mine.grid, s.ours.column, s.staff.grid))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 20, s.scroll, s.title, s.scroll))
	return s
}

func (s *sentences) object() fyne.CanvasObject { return s.whole }

func (s *sentences) show(v glass.View, p locales.Printer) {
	mine, english := s.words.Phrases(p.Tag()), s.words.Phrases("en")
	s.title.Set(mine.T("group." + v.State.Group))
	s.yours.say(p, mine.T("says.resident"), english.T("says.resident"))
	s.ours.say(p, mine.T("says.staff"), english.T("says.staff"))
	s.mine.begin()
	s.staff.begin()
	for _, ph := range v.Phrases {
		l := s.mine
		if ph.Says == phrasebook.Staff {
			l = s.staff
		}
		l.add(p, journey.Action{Kind: journey.PickPhrase, Value: ph.Key()}, wording.Phrase(mine, ph, nil), wording.Phrase(english, ph, nil))
	}
	visible(s.yours.column, s.mine.used > 0)
	visible(s.mine.grid, s.mine.used > 0)
	visible(s.ours.column, s.staff.used > 0)
	visible(s.staff.grid, s.staff.used > 0)
	if s.group != v.State.Group {
		s.group = v.State.Group
		s.scroll.Top()
	}
}

// phrase shows one sentence as large as it can be pointed at, in both languages, with its
// blanks and short answers beneath.
type phrase struct {
	words         *locales.Catalogue
	mine, english *kit.Text
	box, beneath  *kit.Panel
	blanks        *list
	answer        *twin
	replies       *list
	scroll        *kit.Scroll
	shown         string
	whole         fyne.CanvasObject
}

func newPhrase(look *kit.Look, words *locales.Catalogue) *phrase {
	s := &phrase{words: words, blanks: newList(look, 900), replies: newList(look, 700)}
	s.mine = kit.NewText(look, kit.Type{Size: 64, Bold: true, Fixed: true})
	s.english = kit.NewText(look, kit.Type{Size: 50, Bold: true, Fixed: true})
	inner := kit.AsideFace
	inner.PadX, inner.PadY = 32, 22
	s.beneath = kit.NewPanel(look, inner, s.english)
	s.box = kit.NewPanel(look, kit.SheetFace, kit.Column(look, 26, s.mine, s.beneath))
	s.answer = newTwin(look, 30)
	s.scroll = kit.NewScroll(look, kit.Column(look, 24, s.box, s.blanks.grid, s.answer.column, s.replies.grid))
	s.whole = kit.InsetFill(look, 48, 28, kit.ColumnGrow(look, 20, s.scroll, s.scroll))
	return s
}

func (s *phrase) object() fyne.CanvasObject { return s.whole }

func (s *phrase) show(v glass.View, p locales.Printer) {
	mine, english := s.words.Phrases(p.Tag()), s.words.Phrases("en")
	if s.shown != v.State.Phrase {
		s.shown = v.State.Phrase
		s.scroll.Top()
	}
	s.blanks.begin()
	s.replies.begin()
	visible(s.box, v.Phrase != nil)
	visible(s.answer.column, v.Phrase != nil && len(v.Replies) > 0)
	if v.Phrase == nil {
		return
	}
	s.mine.SetIn(p.Tag(), wording.Phrase(mine, *v.Phrase, v.State.Blanks))
	s.english.SetIn("en", wording.Phrase(english, *v.Phrase, v.State.Blanks))
	visible(s.beneath, p.Tag() != "en")
	for i, kind := range v.Phrase.Blanks {
		id := "choose." + string(kind)
		s.blanks.add(p, journey.Action{Kind: journey.ChooseBlank, Value: strconv.Itoa(i)}, mine.T(id), english.T(id))
	}
	visible(s.blanks.grid, s.blanks.used > 0)
	s.answer.say(p, mine.T("answer"), english.T("answer"))
	for _, ph := range v.Replies {
		s.replies.add(p, journey.Action{Kind: journey.PickPhrase, Value: ph.Key()}, wording.Phrase(mine, ph, nil), wording.Phrase(english, ph, nil))
	}
	visible(s.replies.grid, s.replies.used > 0)
}

// blank shows what a blank of a phrase can be filled with, or a keypad for a number.
type blank struct {
	words        *locales.Catalogue
	title, typed *kit.Text
	options      *list
	times        *fyne.Container
	timePool     []*timeKey
	look         *kit.Look
	pad          *fyne.Container
	enter        *kit.Text
	use          *kit.Button
	scroll       *kit.Scroll
	whole        fyne.CanvasObject
}

// timeKey is a time as a key: figures are those of London's clocks in every language.
type timeKey struct {
	*kit.Button
	word *kit.Text
}

func newBlank(look *kit.Look, words *locales.Catalogue) *blank {
	s := &blank{words: words, look: look, title: title(look), options: newList(look, 900)}
	s.times = kit.Grid(look, 14, 92, func(width float32) int { return max(2, min(6, int(width/(200*look.Zoom)))) })
	s.typed = kit.NewText(look, kit.Type{Size: 58, Bold: true, Fixed: true, Align: typeset.Center})
	s.enter = kit.NewText(look, kit.Type{Size: 34, Bold: true, Colour: kit.White, MayScale: true})
	s.use = kit.NewButton(look, kit.PrimaryFace, journey.Action{Kind: journey.FillBlank}, kit.Centre(s.enter))
	s.pad = kit.Split(look, 48, 0.5, 1100, kit.Column(look, 24, typedField(look, s.typed), s.use), figurePad(look))
	s.scroll = kit.NewScroll(look, kit.Column(look, 20, s.options.grid, s.times, s.pad))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 24, s.scroll, s.title, s.scroll))
	return s
}

func (s *blank) object() fyne.CanvasObject { return s.whole }

func (s *blank) show(v glass.View, p locales.Printer) {
	mine, english := s.words.Phrases(p.Tag()), s.words.Phrases("en")
	s.options.begin()
	s.times.Objects = s.times.Objects[:0]
	kind := phrasebook.Kind("")
	if v.Phrase != nil && v.State.Blank < len(v.Phrase.Blanks) {
		kind = v.Phrase.Blanks[v.State.Blank]
	}
	id := "choose." + string(kind)
	chosen := ""
	if v.State.Blank < len(v.State.Blanks) {
		chosen = v.State.Blanks[v.State.Blank]
	}
	if phrasebook.Partial(chosen) {
		id = "choose.minutes"
	}
	s.title.Set(mine.T(id))
	for i, o := range v.Options {
		a := journey.Action{Kind: journey.FillBlank, Value: o}
		if kind != phrasebook.Time {
			s.options.add(p, a, wording.Filled(mine, kind, o), wording.Filled(english, kind, o))
			continue
		}
		if i == len(s.timePool) {
			k := &timeKey{word: kit.NewText(s.look, kit.Type{Size: 42, Bold: true, Fixed: true, Align: typeset.Center})}
			k.Button = kit.NewButton(s.look, kit.KeyFace, journey.Action{}, k.word)
			s.timePool = append(s.timePool, k)
		}
		k := s.timePool[i]
		k.word.SetIn("en", wording.Filled(english, kind, o))
		k.Does(a)
		s.times.Objects = append(s.times.Objects, k.Button)
	}
	number := kind == phrasebook.Number
	s.typed.SetIn("en", v.State.Typed+"\u2009|")
	s.enter.Set(mine.T("enter"))
	s.use.Does(journey.Action{Kind: journey.FillBlank, Value: v.State.Typed})
	visible(s.use, v.State.Typed != "")
	visible(s.options.grid, s.options.used > 0)
	visible(s.times, len(s.times.Objects) > 0)
	visible(s.pad, number)
}

// talking is the button that leads to the phrasebook.
func talking(look *kit.Look) (b *kit.Button, word *kit.Text) {
	word = kit.NewText(look, kit.Type{Size: 34, Bold: true, MayScale: true})
	b = kit.NewButton(look, kit.PlainFace, journey.Action{Kind: journey.ShowPhrases},
		kit.Row(look, 20, word, kit.NewIcon(look, icons.Speak, 52, kit.Ink), word))
	return b, word
}
