// Package takeaway makes what a resident carries out of the door: a slip of paper and a code
// for their telephone, in their own language and in English.
//
// It decides what is on them and draws them, in every script, with the same engine as the
// glass. It knows no printer, no screen and no network. A code holds the information itself, as
// a vCard that any telephone's camera reads, and no address to visit: nobody learns that it was
// read. What a source calls confidential is on neither.
package takeaway

import (
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// A Style is how a part is set.
type Style int

// The styles.
const (
	Text   Style = iota
	Title        // what it is about
	Number       // a telephone number, large
	Small        // who says so
	Rule         // a line across; it has no text
)

// A Part is one thing on paper, in the resident's language with the English beneath.
type Part struct {
	Style   Style
	Text    string
	Lang    string // of Text, BCP 47
	English string // empty where it would say the same
}

// A Paper is what is taken away.
type Paper struct {
	Parts []Part
	Card  string // a vCard, as a code holds it; empty for none
}

// writer collects parts in both languages.
type writer struct {
	p, english locales.Printer
	parts      []Part
}

func (w *writer) add(style Style, mine, english string) {
	if mine == "" {
		return
	}
	part := Part{Style: style, Text: mine, Lang: w.p.Tag(), English: english}
	if english == mine || w.p.Tag() == "en" {
		part.English = ""
	}
	w.parts = append(w.parts, part)
}

// both adds a message in both languages.
func (w *writer) both(style Style, say func(p locales.Printer) string) {
	w.add(style, say(w.p), say(w.english))
}

// plain adds something that is the same in every language: a name, a number, an address.
func (w *writer) plain(style Style, text string) {
	if text != "" {
		w.parts = append(w.parts, Part{Style: style, Text: text, Lang: w.p.Own(text)})
	}
}

func (w *writer) rule() {
	if n := len(w.parts); n > 0 && w.parts[n-1].Style != Rule {
		w.parts = append(w.parts, Part{Style: Rule})
	}
}

// A From is where and when a paper was made. What it says of hours was true then.
type From struct {
	Site string
	When time.Time // on London's clock
}

// foot ends a paper with where it is from.
func (w *writer) foot(from From) []Part {
	w.rule()
	if from.When.IsZero() { // nobody knows what time it is: no paper says a wrong one
		w.plain(Small, from.Site)
		return w.parts
	}
	w.both(Small, func(p locales.Printer) string {
		y, m, d := from.When.Date()
		return p.T("slip.from", "Site", from.Site, "Date", p.Date(y, m, d), "Time", p.Clock(from.When.Hour()*60+from.When.Minute()))
	})
	return w.parts
}

// Service is one service: what is known of it, how to reach it, who says so, and how to ask
// for an interpreter there.
func Service(p, english locales.Printer, from From, a directory.Answer) Paper {
	w := &writer{p: p, english: english}
	w.service(a)
	w.interpreter()
	return Paper{Parts: w.foot(from), Card: serviceCard(p, a)}
}

func (w *writer) service(a directory.Answer) {
	w.plain(Title, a.Service.Name)
	w.both(Text, func(p locales.Printer) string { return p.T("kind." + a.Service.Kind) })
	english := wording.Lines(w.english, a)
	for _, l := range wording.Lines(w.p, a) {
		if l.Marks { // a line that English has no need of
			w.add(Text, l.Text, "")
			continue
		}
		said := ""
		if len(english) > 0 {
			said, english = english[0].Text, english[1:]
		}
		switch {
		case l.Number:
			w.plain(Number, l.Text)
		case l.Lang != "":
			w.parts = append(w.parts, Part{Text: l.Text, Lang: l.Lang})
		default:
			w.add(Text, l.Text, said)
		}
	}
	w.both(Small, func(p locales.Printer) string { return wording.Stale(p, a) })
	w.both(Small, func(p locales.Printer) string { return wording.CheckedBy(p, a) })
}

// interpreter adds the sentence to show or to read out.
func (w *writer) interpreter() {
	if w.p.Tag() == "en" {
		return
	}
	w.rule()
	w.add(Text, w.p.T("service.language.say"), "")
	w.plain(Title, w.english.T("person.say-english", "Language", locales.EnglishName(w.p.Tag())))
	w.add(Text, wording.Interpreter(w.p), "")
}

// mostPlanned is how many services a plan holds: a slip is read in the street.
const mostPlanned = 3

// Plan is a need with the first services of its list.
func Plan(p, english locales.Printer, from From, need string, answers []directory.Answer) Paper {
	w := &writer{p: p, english: english}
	w.both(Title, func(p locales.Printer) string { return wording.Need(p, need) })
	var cards []string
	for i, a := range answers {
		if i == mostPlanned {
			break
		}
		w.rule()
		w.service(a)
		cards = append(cards, briefly(p, a))
	}
	w.interpreter()
	return Paper{Parts: w.foot(from), Card: card(wording.Need(p, need), "", nil, cards)}
}

// Person is where and when a person can be found.
func Person(p, english locales.Printer, from From, o handoff.Offer) Paper {
	w := &writer{p: p, english: english}
	w.plain(Title, from.Site)
	// Paper never says that somebody is at the desk "now": it is read tomorrow.
	later := handoff.Status{Request: &handoff.Request{Phase: handoff.Unanswered}}
	mine, en := wording.Ways(p, o, later), wording.Ways(english, o, later)
	var notes []string
	for i, way := range mine {
		w.rule()
		said := en[min(i, len(en)-1)]
		w.add(Text, way.What, said.What)
		w.plain(Number, way.Number)
		w.add(Text, way.Beneath, said.Beneath)
		notes = append(notes, join(" - ", way.What, way.Number, way.Beneath))
	}
	w.rule()
	w.both(Text, func(p locales.Printer) string { return p.T("person.relay") })
	w.interpreter()
	return Paper{Parts: w.foot(from), Card: card(from.Site, o.Number, nil, notes)}
}

// Handover is what a person who takes over should not have to ask again, as far as the
// resident left it in.
func Handover(p, english locales.Printer, from From, lines []handoff.Line) Paper {
	w := &writer{p: p, english: english}
	w.both(Title, func(p locales.Printer) string { return p.T("slip.handover") })
	var notes []string
	for _, l := range lines {
		said := wording.Told(p, l)
		w.add(Text, said, wording.Told(english, l))
		notes = append(notes, join(" / ", said, wording.Told(english, l)))
	}
	return Paper{Parts: w.foot(from), Card: card(p.T("slip.handover"), "", nil, notes)}
}

// Right is a right, to be shown at another desk.
func Right(p, english locales.Printer, from From, c wording.Card) Paper {
	w := &writer{p: p, english: english}
	w.add(Title, c.Says, c.English)
	w.add(Small, c.Stale, "")
	w.add(Small, c.Checked, "")
	w.interpreter()
	return Paper{Parts: w.foot(from), Card: card(p.T("card.title"), "", nil, []string{c.Says, c.Stale, c.English, c.Checked})}
}
