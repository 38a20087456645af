package takeaway_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/takeaway"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// What a telephone keeps for years says the usual hours with their days, and nothing of the
// moment at which it was made.
func TestCaseACodeSaysNoHoursOfAMoment(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	a := surgery()
	a.Service.Hours = &directory.Hours{}
	for d := time.Monday; d <= time.Friday; d++ {
		a.Service.Hours.Week[d] = []directory.Span{{Open: 540, Close: 1110}}
	}
	for _, l := range locales.All() {
		p := words.Printer(l.Tag)
		for name, o := range map[string]directory.Opening{
			"open":     {State: directory.OpenNow, At: 1110, Today: true},
			"midnight": {State: directory.OpenNow, At: 1440, Today: true},
			"soon":     {State: directory.ClosingSoon, At: 1110, Today: true},
			"today":    {State: directory.Closed, At: 780, Today: true},
			"tomorrow": {State: directory.Closed, At: 540, Ahead: 1, Day: time.Wednesday},
			"day":      {State: directory.Closed, At: 540, Ahead: 3, Day: time.Friday},
			"closed":   {State: directory.Closed},
			"holiday":  {State: directory.HolidayHours},
		} {
			a.Open = o
			moment := bare(wording.Opening(p, o, true).Text)
			usual := bare(p.Weekday(time.Monday))
			for paper, card := range map[string]string{
				"service": takeaway.Service(p, words.Printer("en"), from, a).Card,
				"plan":    takeaway.Plan(p, words.Printer("en"), from, "health/gp", []directory.Answer{a}).Card,
			} {
				if strings.Contains(bare(card), moment) {
					t.Errorf("%s, %s, %s: %q is kept: %q", l.Tag, name, paper, moment, card)
				}
				if !strings.Contains(card, "09:00") || !strings.Contains(card, usual) {
					t.Errorf("%s, %s, %s: the usual hours are not kept: %q", l.Tag, name, paper, card)
				}
			}
		}
	}
	a.Service.Hours, a.Open = &directory.Hours{Always: true}, directory.Opening{State: directory.OpenAlways}
	p := words.Printer("en")
	if card := takeaway.Service(p, p, from, a).Card; !strings.Contains(card, bare(wording.Opening(p, a.Open, true).Text)) {
		t.Errorf("day and night is not kept: %q", card)
	}
}

// bare drops marks of direction and the signs that a card writes otherwise.
func bare(s string) string {
	return strings.NewReplacer("\u2066", "", "\u2067", "", "\u2069", "", "\u2060", "", "\u00a0", " ", "\\", "", "’", "'", "·", "-").Replace(s)
}

// A name in Arabic letters runs as its letters do, on a slip in any language.
func TestCaseANameOnPaperRunsAsItsLettersDo(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]map[string]string{
		"مركز NHS الصحي 24": {"ar": "ar", "ur": "ur", "en": "ar", "bn": "ar"},
		"מרכז 5":            {"ar": "ar", "en": "ar"},
		"Meadow Road 24":    {"ar": "en", "ur": "en", "en": "en"},
		"রিভার হেলথ 24":     {"ar": "en", "bn": "en"},
	} {
		a := surgery()
		a.Service.Name = name
		for lang, in := range want {
			p := takeaway.Service(words.Printer(lang), words.Printer("en"), from, a)
			if p.Parts[0].Text != name || p.Parts[0].Lang != in {
				t.Errorf("%s on a slip in %s is set as %q, want %q", name, lang, p.Parts[0].Lang, in)
			}
		}
	}
}
