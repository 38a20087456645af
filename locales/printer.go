package locales

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// A Printer says messages in one language.
type Printer struct {
	tag       string
	localizer *i18n.Localizer
}

// Tag gives the language.
func (p Printer) Tag() string { return p.tag }

// rtl says whether sentences of the language run from right to left.
func (p Printer) rtl() bool {
	switch p.tag {
	case "ar", "fa", "ps", "ckb", "ur", "he", "yi":
		return true
	}
	return false
}

// T says a message. pairs are the names and values of what is put into it: T("hours.open",
// "Time", "18:30"). A message that no language has is said as its id, which a test finds.
func (p Printer) T(id string, pairs ...any) string {
	return p.say(&i18n.LocalizeConfig{MessageID: id, TemplateData: p.data(pairs)})
}

// N says a message whose form depends on a number, which is put into it as Count.
func (p Printer) N(id string, n int, pairs ...any) string {
	return p.say(&i18n.LocalizeConfig{
		MessageID: id, PluralCount: n,
		TemplateData: p.data(append(pairs, "Count", n)),
	})
}

func (p Printer) say(c *i18n.LocalizeConfig) string {
	s, err := p.localizer.Localize(c)
	if s == "" && err != nil {
		return c.MessageID
	}
	return s
}

// Has says whether the language, or English behind it, has a message.
func (p Printer) Has(id string) bool {
	s, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: id})
	return err == nil || s != ""
}

// data makes what is put into a message. Inside right-to-left sentences, text keeps its own
// order; figures with spaces in them are never split over two lines in any language.
func (p Printer) data(pairs []any) map[string]any {
	d := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			continue // a fault of the caller, which a missing value in the sentence shows
		}
		d[name] = p.value(pairs[i+1])
	}
	return d
}

func (p Printer) value(v any) string {
	s := fmt.Sprint(v)
	if strings.ContainsAny(s, "0123456789") {
		s = strings.ReplaceAll(s, " ", "\u00a0")
	}
	if p.rtl() {
		return Isolate(s)
	}
	return s
}

// Clock says minutes after midnight on the 24-hour clock, "18:30", in every language with
// the digits that stand on doors and clocks in London.
func (p Printer) Clock(minutes int) string {
	return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
}

// Date says a day, "4 Dec 2023", or a year where there is no month.
func (p Printer) Date(year int, month time.Month, day int) string {
	if month == 0 {
		return strconv.Itoa(year)
	}
	return p.T("date", "Day", strconv.Itoa(day), "Month", p.T("date.month."+strconv.Itoa(int(month))), "Year", strconv.Itoa(year))
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
	n := strconv.Itoa(tenths/10) + p.T("number.point") + strconv.Itoa(tenths%10)
	if tenths >= 100 || tenths%10 == 0 {
		whole := (tenths + 5) / 10
		return p.N("distance.miles", whole)
	}
	// A fraction has a form of its own in most languages, so it is a message of its own.
	return p.T("distance.miles.part", "Miles", n)
}

// Language says what a language is called in the printer's language; its own name for
// itself when it has none there.
func (p Printer) Language(tag string) string {
	if id := "language." + tag; p.Has(id) {
		return p.T(id)
	}
	for _, l := range All() {
		if l.Tag == tag {
			return l.Name
		}
	}
	return tag
}
