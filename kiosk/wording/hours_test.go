package wording_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

func date(m time.Month, day int) directory.Date {
	return directory.Date{Year: 2026, Month: m, Day: day}
}

var unmarked = strings.NewReplacer("\u2066", "", "\u2067", "", "\u2069", "", "\u00a0", " ", "\u2060", "")

func TestWhenADoorOpensNextIsSaidAsPeopleSayIt(t *testing.T) {
	p := catalogue(t).Printer("en")
	for want, o := range map[string]directory.Opening{
		"Closed now":                                     {},
		"Closed now. Opens at 10:00 today.":              {At: 600, Today: true},
		"Closed now. Opens tomorrow at 10:00.":           {At: 600, Ahead: 1},
		"Closed now. Opens Tuesday at 10:00.":            {At: 600, Ahead: 6, Day: time.Tuesday},
		"Closed now. Opens Tuesday 1 Dec 2026 at 10:00.": {At: 600, Ahead: 7, Day: time.Tuesday, Date: date(time.December, 1)},
		"Closed now. Opens Sunday at 00:00.":             {Ahead: 2, Day: time.Sunday},
	} {
		o.State = directory.Closed
		if got := unmarked.Replace(wording.Opening(p, o, true).Text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// usual are hours of every form.
func usual() directory.Answer {
	span := directory.Span{Open: 600, Close: 720}
	h := &directory.Hours{Except: []directory.Date{date(time.December, 24), date(time.October, 1)}}
	for d := time.Monday; d <= time.Friday; d++ {
		h.Week[d] = []directory.Span{{Open: 540, Close: 1020}}
	}
	h.Week[time.Thursday] = []directory.Span{{Open: 540, Close: 750}, {Open: 810, Close: 1440}}
	for _, s := range []directory.Schedule{
		{Freq: directory.Monthly, ByDay: []directory.ByDay{{Nth: 1, Day: time.Tuesday}, {Nth: -1, Day: time.Friday}}},
		{Freq: directory.Weekly, Interval: 2, Start: date(time.November, 26), ByDay: []directory.ByDay{{Day: time.Thursday}}},
		{Freq: directory.Monthly, Interval: 3, Start: date(time.January, 1), ByMonthDay: []int{15, -1}, To: directory.Date{Year: 2027, Month: 2, Day: 1}},
		{Freq: directory.Weekly, ByDay: []directory.ByDay{{Day: time.Monday}}, To: date(time.November, 23)},
	} {
		s.Span = span
		h.Schedules = append(h.Schedules, s)
	}
	return directory.Answer{On: date(time.November, 24), Service: directory.Service{Hours: h}}
}

func TestUsualHoursAreSaidInEveryLanguage(t *testing.T) {
	words := catalogue(t)
	want := []string{
		"Usual hours: Monday to Wednesday 09:00–17:00 · Thursday 09:00–12:30, 13:30–00:00 · Friday 09:00–17:00",
		"First Tuesday of the month, Last Friday of the month 10:00–12:00",
		"Every 2 weeks: Thursday 10:00–12:00 · from 26 Nov 2026",
		"Every 3 months: Day 15 of the month, Last day of the month 10:00–12:00 · until 1 Feb 2027",
		"Closed on: 24 Dec 2026",
	}
	got := wording.Usual(words.Printer("en"), usual())
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || unmarked.Replace(got[i]) != want[i] {
			t.Fatalf("%q\nwant %q", got, want)
		}
	}
	for _, tag := range tags {
		lines := wording.Usual(words.Printer(tag), usual())
		if len(lines) != len(want) {
			t.Errorf("%s: %q", tag, lines)
		}
		for _, l := range lines {
			if wrong := said(l); wrong != "" {
				t.Errorf("%s: %s: %q", tag, wrong, l)
			}
		}
		for n := 1; n <= 5; n++ {
			a := usual()
			a.Service.Hours.Schedules[0].ByDay = []directory.ByDay{{Nth: n, Day: time.Sunday}}
			if wrong := said(wording.Usual(words.Printer(tag), a)[1]); wrong != "" {
				t.Errorf("%s, %d: %s", tag, n, wrong)
			}
		}
	}
	if lines := wording.Usual(words.Printer("en"), directory.Answer{}); len(lines) != 0 {
		t.Errorf("of hours that are not known: %q", lines)
	}
}

// News is said in the resident's language, the first of all; what is only in English is marked.
func TestNewsIsSaidInEveryLanguageAndEnglishIsMarked(t *testing.T) {
	words := catalogue(t)
	for _, tag := range tags {
		p := words.Printer(tag)
		for _, kind := range []directory.AlertKind{directory.AlertClosed, directory.AlertMoved, directory.AlertHours, directory.AlertPhone, directory.AlertFull} {
			n := directory.News{Kind: kind, Until: date(time.December, 3), Text: &directory.Prose{Lang: "en", Text: "A burst pipe."}}
			a := directory.Answer{News: []directory.News{n}, On: date(time.November, 24)}
			checkNews(t, p, a)
			a.News[0].Start = date(time.December, 1)
			a.Open.State = directory.HoursUnknown
			if got := wording.Tags(p, a); len(got) != 0 {
				t.Errorf("%s, %s: what is to come stands in a list: %v", tag, kind, got)
			}
			checkNews(t, p, a)
			a.News[0].Trust.Stale, a.News[0].Start = true, directory.Date{}
			if got := wording.Lines(p, a)[0].Text; !strings.Contains(got, p.T("trust.stale.nophone")) {
				t.Errorf("%s, %s: old news is said as certain: %q", tag, kind, got)
			}
			if got := wording.Tags(p, a); len(got) == 0 || got[0].Text != p.T("trust.stale.short.nophone") {
				t.Errorf("%s, %s: old news in a list: %v", tag, kind, got)
			}
		}
	}
	en := words.Printer("en")
	closed := directory.Answer{
		News: []directory.News{{Kind: directory.AlertClosed, Start: date(time.December, 1), Until: date(time.December, 3)}},
	}
	if got := unmarked.Replace(wording.News(en, closed)[0]); got != "Closed for a time. This starts on 1 Dec 2026. The last day of this is 3 Dec 2026." {
		t.Errorf("%q", got)
	}
	closed.News[0].Start, closed.Open.State = directory.Date{}, directory.Closed
	if got := wording.Tags(en, closed); got[0] != (wording.Tag{Text: "Closed for a time", Tone: wording.Care}) {
		t.Errorf("%v", got)
	}
}

func checkNews(t *testing.T, p locales.Printer, a directory.Answer) {
	t.Helper()
	lines := wording.Lines(p, a)
	if wrong := said(lines[0].Text); wrong != "" || !lines[0].Strong {
		t.Errorf("%s: %s: %+v", p.Tag(), wrong, lines[0])
	}
	at := 1
	if p.Tag() != "en" {
		if !lines[1].Marks || !strings.Contains(lines[1].Text, p.T("trust.english-only")) {
			t.Errorf("%s: English stands unmarked after %q", p.Tag(), lines[1].Text)
		}
		at++
	}
	if lines[at].Text != "A burst pipe." || lines[at].Lang != "en" {
		t.Errorf("%s: %+v", p.Tag(), lines[at])
	}
}

// Two spans of a day are read in the order of the day: from right to left, the morning stands at
// the right, beside the day's name.
func TestCaseTheMorningIsReadFirstInEveryDirection(t *testing.T) {
	words := catalogue(t)
	for _, tag := range []string{"ar", "ur"} {
		line := wording.Usual(words.Printer(tag), usual())[0]
		morning, afternoon := around(line, "09:00–\u206012:30"), around(line, "13:30–")
		if !strings.HasSuffix(morning, "\u2067\u2066") || afternoon != morning {
			t.Errorf("%s: the morning is within %q and the afternoon within %q of %q", tag, morning, afternoon, line)
		}
	}
	if line := wording.Usual(words.Printer("en"), usual())[0]; strings.ContainsAny(line, "\u2066\u2067") {
		t.Errorf("English needs no marks: %q", line)
	}
}

// around returns the marks of direction that a piece of a text is within, the outermost first.
func around(text, piece string) string {
	before, _, found := strings.Cut(text, piece)
	if !found {
		return "nothing: it is not there"
	}
	var open []rune
	for _, r := range before {
		switch r {
		case '\u2066', '\u2067':
			open = append(open, r)
		case '\u2069':
			open = open[:len(open)-1]
		}
	}
	return string(open)
}
