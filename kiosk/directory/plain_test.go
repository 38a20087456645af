package directory

import (
	"slices"
	"testing"
	"time"
)

// every returns a week of which each day has the same spans.
func every(spans ...Span) *Hours {
	h := &Hours{}
	for d := range h.Week {
		h.Week[d] = spans
	}
	return h
}

func TestCaseAWholeWeekIsDayAndNightAtEveryMinute(t *testing.T) {
	for name, h := range map[string]*Hours{
		"00:00-24:00":          every(Span{0, 1440}),
		"00:00-23:59":          every(Span{0, 1439}),
		"two halves":           every(Span{720, 1440}, Span{0, 720}),
		"a night and a day":    every(Span{1200, 480}, Span{480, 1200}),
		"days that run on":     every(Span{600, 1439}, Span{0, 600}),
		"beside its assurance": {Week: every(Span{0, 1440}).Week, Assurance: &Assurance{Source: "x"}},
	} {
		for _, moment := range []string{"2026-11-24 00:00", "2026-11-24 12:00", "2026-11-24 23:45", "2026-11-24 23:59", "2026-12-25 03:00", "2027-03-28 01:30"} {
			if got := OpeningAt(h, at(t, moment)); got.State != OpenAlways {
				t.Errorf("%s at %s: %+v", name, moment, got)
			}
		}
		if p := h.Plain(); !p.Always || p.Assurance != h.Assurance {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestCaseWhatIsNotTheWholeWeekIsNotDayAndNight(t *testing.T) {
	friday := every(Span{0, 1440})
	friday.Week[time.Friday] = []Span{{0, 1438}}
	bounded := every(Span{0, 1440})
	bounded.To = Date{2026, 11, 24}
	except := every(Span{0, 1440})
	except.Except = []Date{{2026, 12, 24}}
	for name, h := range map[string]*Hours{"a gap on one day": friday, "to a day": bounded, "but for a day": except, "nothing": {}, "two minutes short": every(Span{0, 1438})} {
		if h.Plain().Always {
			t.Errorf("%s is day and night", name)
		}
	}
	one := &Hours{}
	one.Week[time.Tuesday] = []Span{{600, 1439}}
	if got := OpeningAt(one, at(t, "2026-11-24 23:59")); got.State != ClosingSoon {
		t.Errorf("closed for a minute: %+v", got)
	}
	if !slices.Equal(one.Week[time.Tuesday], []Span{{600, 1439}}) {
		t.Error("the hours that were given were changed")
	}
}

// Chinese is spoken in one way by whoever writes it in two.
func TestCaseALanguageWithoutItsScriptIsForBoth(t *testing.T) {
	for _, c := range []struct {
		staff, reads string
		want         bool
	}{{"zh", "zh-Hans", true}, {"zh-Hans", "zh-Hans", true}, {"zh-Hant", "zh-Hans", false}, {"pl", "zh-Hans", false}, {"pl", "pl", true}, {"zh-Hans", "zh", true}, {"", "pl", false}} {
		s := Service{Languages: []string{c.staff}}
		if got := s.speaks(c.reads); got != c.want {
			t.Errorf("%q for %q: %t", c.staff, c.reads, got)
		}
	}
}
