package locales

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// A Printer says messages in one language.
type Printer struct {
	tag       string
	rtl       bool
	localizer *i18n.Localizer
	checked   func() map[string]check
}

// Tag returns the language.
func (p Printer) Tag() string { return p.tag }

// T says a message. pairs are the names and values of what is put into it: T("hours.open",
// "Time", "18:30"). A message that no language has appears as its id, which a test finds.
func (p Printer) T(id string, pairs ...any) string {
	return p.say(&i18n.LocalizeConfig{MessageID: id, TemplateData: p.data(pairs)})
}

// N says a message whose form depends on a number, which is put into it as Count.
func (p Printer) N(id string, n int, pairs ...any) string {
	data := p.data(pairs)
	data["Count"] = p.value(n)
	return p.say(&i18n.LocalizeConfig{MessageID: id, PluralCount: n, TemplateData: data})
}

func (p Printer) say(c *i18n.LocalizeConfig) string {
	s, err := p.localizer.Localize(c)
	if s == "" && err != nil {
		return c.MessageID
	}
	return s
}

// Has reports whether the language, or English behind it, has a message.
func (p Printer) Has(id string) bool {
	s, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: id})
	return err == nil || s != ""
}

// data makes what is put into a message.
func (p Printer) data(pairs []any) map[string]any {
	d := make(map[string]any, len(pairs)/2+1)
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok { // otherwise a fault of the caller, seen in the sentence
			d[name] = p.value(pairs[i+1])
		}
	}
	return d
}

// value keeps what is put into a message whole. Figures are never parted over two lines
// from what they belong to, in any language: a telephone number, a postcode, a day of a
// month. In a sentence from right to left, a piece keeps its own order.
func (p Printer) value(v any) string {
	s := keepFigures(fmt.Sprint(v))
	switch {
	case !p.rtl:
		return s
	case strings.HasPrefix(s, lri) || strings.HasPrefix(s, rli):
		return rli + s + pdi // several pieces, each in its own order: they follow one another as the sentence does
	}
	return Isolate(s)
}

// keepFigures puts no-break spaces next to figures, and a word joiner into "10:00–12:00", which
// would be parted behind its dash.
func keepFigures(s string) string {
	r := []rune(s)
	for i := 1; i+1 < len(r); i++ {
		switch {
		case r[i] == ' ' && (figure(beside(r, i, -1)) || figure(beside(r, i, 1))):
			r[i] = '\u00a0'
		case r[i] == '–' && figure(r[i-1]) && figure(r[i+1]):
			r = slices.Insert(r, i+1, '\u2060')
		}
	}
	return string(r)
}

// beside returns the rune next to a place, in one direction, and passes over marks of direction.
func beside(r []rune, i, step int) rune {
	for i += step; i >= 0 && i < len(r); i += step {
		if !unicode.Is(unicode.Bidi_Control, r[i]) {
			return r[i]
		}
	}
	return 0
}

func figure(r rune) bool { return r >= '0' && r <= '9' }

// The marks that isolate, from left to right, from right to left, and their end.
const lri, rli, pdi = "\u2066", "\u2067", "\u2069"

// Isolate keeps a piece of text in its own order inside a text of another direction. A
// piece that holds right-to-left letters runs from right to left even when its first word
// is NHS or GP; all else, such as a telephone number or an address of the web, runs from
// left to right.
func Isolate(s string) string {
	if leftwards(s) {
		return rli + s + pdi
	}
	return lri + s + pdi
}

// leftwards reports whether a text runs from right to left by its letters.
func leftwards(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && unicode.In(r, rightToLeft...) })
}

// rightToLeft is the alphabets that run from right to left in use today.
var rightToLeft = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam, unicode.Hanifi_Rohingya} //nolint:gochecknoglobals // a table

// Own returns the language in whose direction a name runs that is the same in every language,
// such as a service's or a street's: English, unless its letters run from right to left.
func (p Printer) Own(name string) string {
	switch {
	case !leftwards(name):
		return "en"
	case p.rtl:
		return p.tag
	}
	return "ar"
}

// Clock says minutes after midnight on the 24-hour clock, "18:30". Like all figures it is
// written in European digits in every language, even in Bengali and Arabic: the resident has
// to find the same signs on a door, a bus stop or a keypad in London.
func (p Printer) Clock(minutes int) string {
	return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
}

// Date says a day, "4 Dec 2023".
func (p Printer) Date(year int, month time.Month, day int) string {
	return p.T("date", "Day", day, "Month", p.T("date.month."+strconv.Itoa(int(month))), "Year", year)
}

// Weekday says the day of a week.
func (p Printer) Weekday(d time.Weekday) string {
	return p.T("date.day." + strconv.Itoa(int(d)))
}

// metresInMile is the length of a statute mile.
const metresInMile = 1609.344

// Miles says a distance as signs in London do, "0.3 miles". Nothing is nearer than 0.1.
func (p Printer) Miles(metres int) string {
	tenths := max(int(float64(metres)/metresInMile*10+0.5), 1)
	if tenths >= 100 || tenths%10 == 0 {
		return p.N("distance.miles", (tenths+5)/10)
	}
	// A fraction has a form of its own in most languages, so it is a message of its own.
	fraction := strconv.Itoa(tenths/10) + p.T("number.point") + strconv.Itoa(tenths%10)
	return p.T("distance.miles.part", "Miles", fraction)
}

// Language returns what a language is called in the printer's language; its own name for
// itself when it has none there.
func (p Printer) Language(tag string) string {
	if id := "language." + tag; p.Has(id) {
		return p.T(id)
	}
	if tag == "other" {
		return p.T("missing.other")
	}
	if l, ok := named(tag); ok {
		return l.Name
	}
	return tag
}

// Join says several things after one another: "ID, proof of address". From right to left, the
// first stands at the right, also where they are figures: "09:00–12:00, 13:00–17:00".
func (p Printer) Join(things ...string) string {
	if p.rtl && len(things) > 1 {
		apart := make([]string, len(things))
		for i, t := range things {
			if apart[i] = t; !strings.HasPrefix(t, lri) && !strings.HasPrefix(t, rli) {
				apart[i] = Isolate(t)
			}
		}
		things = apart
	}
	return strings.Join(things, p.T("list.comma"))
}
