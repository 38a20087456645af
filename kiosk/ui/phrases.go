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

// The phrasebook is in both languages on every page, the resident's above English: both people
// read it. Its words are read when it is first opened.

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
	grid *fyne.Container
	pool *kit.Pool[*pair]
}

func newList(look *kit.Look, least float32) *list {
	return &list{grid: kit.Grid(look, 18, 104, twoColumns(look, least)), pool: kit.NewPool(func() *pair { return newPair(look) })}
}

func (l *list) begin() {
	l.pool.Begin()
	l.grid.Objects = l.grid.Objects[:0]
}

// filled reports whether something has been added.
func (l *list) filled() bool { return len(l.grid.Objects) > 0 }

func (l *list) add(p locales.Printer, a journey.Action, mine, english string) {
	b := l.pool.Next()
	b.Does(a)
	b.say(p, mine, english)
	l.grid.Objects = append(l.grid.Objects, b.Button)
}

// phrases shows the groups of the book.
type phrases struct {
	sheet
	words  *locales.Catalogue
	title  *kit.Text
	groups *list
}

func newPhrases(in stock) *phrases {
	look := in.look
	s := &phrases{words: in.words, title: title(look), groups: newList(look, 900)}
	scroll := kit.NewScroll(look, kit.Top(s.groups.grid))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 24, scroll, s.title, scroll))
	return s
}

func (s *phrases) show(_ glass.Frame, v glass.Phrases, p locales.Printer) {
	mine, english := s.words.Phrases(p.Tag()), s.words.Phrases("en")
	s.title.Set(mine.T("title"))
	s.groups.begin()
	for _, g := range v.Groups {
		s.groups.add(p, journey.Action{Kind: journey.PickGroup, Value: g}, mine.T("group."+g), english.T("group."+g))
	}
}

// sentences shows the phrases of one group: what the resident says, and what staff say.
type sentences struct {
	sheet
	words       *locales.Catalogue
	title       *kit.Text
	yours, ours *twin
	mine, staff *list
	scroll      *kit.Scroll
	group       string
}

func newSentences(in stock) *sentences {
	look := in.look
	s := &sentences{words: in.words, title: title(look), mine: newList(look, 900), staff: newList(look, 900)}
	s.yours, s.ours = newTwin(look, 30), newTwin(look, 30)
	s.scroll = kit.NewScroll(look, kit.Column(look, 22, s.yours.column, s.mine.grid, s.ours.column, s.staff.grid))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 20, s.scroll, s.title, s.scroll))
	return s
}

func (s *sentences) show(_ glass.Frame, v glass.Sentences, p locales.Printer) {
	mine, english := s.words.Phrases(p.Tag()), s.words.Phrases("en")
	s.title.Set(mine.T("group." + v.Group))
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
	visible(s.yours.column, s.mine.filled())
	visible(s.mine.grid, s.mine.filled())
	visible(s.ours.column, s.staff.filled())
	visible(s.staff.grid, s.staff.filled())
	if s.group != v.Group {
		s.group = v.Group
		s.scroll.Top()
	}
}

// phrase shows one sentence as large as it can be pointed at, in both languages, with its
// blanks and short answers beneath.
type phrase struct {
	sheet
	words         *locales.Catalogue
	mine, english *kit.Text
	box, beneath  *kit.Panel
	blanks        *list
	answer        *twin
	replies       *list
	scroll        *kit.Scroll
	shown         string
}

func newPhrase(in stock) *phrase {
	look := in.look
	s := &phrase{words: in.words, blanks: newList(look, 900), replies: newList(look, 700)}
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

func (s *phrase) show(_ glass.Frame, v glass.Phrase, p locales.Printer) {
	mine, english := s.words.Phrases(p.Tag()), s.words.Phrases("en")
	s.blanks.begin()
	s.replies.begin()
	visible(s.box, v.Phrase != nil)
	visible(s.answer.column, v.Phrase != nil && len(v.Replies) > 0)
	if v.Phrase == nil {
		return
	}
	if key := v.Phrase.Key(); s.shown != key {
		s.shown = key
		s.scroll.Top()
	}
	s.mine.SetIn(p.Tag(), wording.Phrase(mine, *v.Phrase, v.Blanks))
	s.english.SetIn("en", wording.Phrase(english, *v.Phrase, v.Blanks))
	visible(s.beneath, p.Tag() != "en")
	for i, kind := range v.Phrase.Blanks {
		id := "choose." + string(kind)
		s.blanks.add(p, journey.Action{Kind: journey.ChooseBlank, Value: strconv.Itoa(i)}, mine.T(id), english.T(id))
	}
	visible(s.blanks.grid, s.blanks.filled())
	s.answer.say(p, mine.T("answer"), english.T("answer"))
	for _, ph := range v.Replies {
		s.replies.add(p, journey.Action{Kind: journey.PickPhrase, Value: ph.Key()}, wording.Phrase(mine, ph, nil), wording.Phrase(english, ph, nil))
	}
	visible(s.replies.grid, s.replies.filled())
}

// blank shows what a blank of a phrase can be filled with, or a keypad for a number.
type blank struct {
	sheet
	words        *locales.Catalogue
	title, typed *kit.Text
	options      *list
	times        *fyne.Container
	hours        *kit.Pool[command]
	pad          *fyne.Container
	use          command
	scroll       *kit.Scroll
}

// newTimeKey is a time as a key: figures are those of London's clocks in every language.
func newTimeKey(look *kit.Look) command {
	word := kit.NewText(look, kit.Type{Size: 42, Bold: true, Fixed: true, Align: typeset.Center})
	return command{kit.NewButton(look, kit.KeyFace, journey.Action{}, word), word}
}

func newBlank(in stock) *blank {
	look := in.look
	s := &blank{words: in.words, title: title(look), options: newList(look, 900), hours: kit.NewPool(func() command { return newTimeKey(look) })}
	s.times = kit.Grid(look, 14, 92, func(width float32) int { return max(2, min(6, int(width/(200*look.Zoom)))) })
	s.typed = kit.NewText(look, kit.Type{Size: 58, Bold: true, Fixed: true, Align: typeset.Center})
	s.use = newPrimary(look, journey.FillBlank)
	s.pad = kit.Split(look, 48, 0.5, 1100, kit.Column(look, 24, typedField(look, s.typed), s.use.Button), figurePad(look))
	s.scroll = kit.NewScroll(look, kit.Column(look, 20, s.options.grid, s.times, s.pad))
	s.whole = kit.InsetFill(look, 48, 32, kit.ColumnGrow(look, 24, s.scroll, s.title, s.scroll))
	return s
}

func (s *blank) show(_ glass.Frame, v glass.Blank, p locales.Printer) {
	mine, english := s.words.Phrases(p.Tag()), s.words.Phrases("en")
	s.options.begin()
	id := "choose." + string(v.Kind)
	if phrasebook.Partial(v.Chosen) {
		id = "choose.minutes"
	}
	s.title.Set(mine.T(id))
	fill := func(o string) journey.Action { return journey.Action{Kind: journey.FillBlank, Value: o} }
	times, others := []string(nil), v.Options
	if v.Kind == phrasebook.Time {
		times, others = v.Options, nil
	}
	kit.Fill(s.times, s.hours, times, func(k command, o string) fyne.CanvasObject {
		k.word.SetIn("en", wording.Filled(english, v.Kind, o))
		k.Does(fill(o))
		return k.Button
	})
	for _, o := range others {
		s.options.add(p, fill(o), wording.Filled(mine, v.Kind, o), wording.Filled(english, v.Kind, o))
	}
	s.typed.SetIn("en", v.Typed+"\u2009|")
	s.use.word.Set(mine.T("enter"))
	s.use.Does(fill(v.Typed))
	visible(s.use, v.Typed != "")
	visible(s.options.grid, s.options.filled())
	visible(s.times, len(s.times.Objects) > 0)
	visible(s.pad, v.Kind == phrasebook.Number)
}
