package directory

import (
	"testing"
	"time"
)

// Where nobody knows what time it is, no door is said to be open or closed, and every fact and
// every piece of news has to be checked.
func TestCaseWithoutAClockNothingIsSaidToBeOpenOrFresh(t *testing.T) {
	week := &Hours{}
	for d := range week.Week {
		week.Week[d] = []Span{{0, midnight}}
	}
	far := Date{2036, time.January, 1}
	fact := Assurance{Source: "a", VerifiedOn: Date{2026, time.November, 16}, ExpiresOn: far}
	closed := Alert{Kind: AlertClosed, From: Date{2026, time.November, 24}, Until: far, Assurance: &fact}
	for name, c := range map[string]struct {
		service Service
		want    OpenState
	}{
		"every hour of the week": {Service{Hours: week, Assurance: fact}, HoursUnknown},
		"closed for a time":      {Service{Hours: week, Assurance: fact, Alerts: []Alert{closed}}, HoursUnknown},
		"by rule":                {Service{Hours: &Hours{Schedules: []Schedule{{Freq: Weekly, ByDay: []ByDay{{0, time.Monday}}, Span: Span{0, midnight}}}}, Assurance: fact}, HoursUnknown},
		"no hours":               {Service{Assurance: fact}, HoursUnknown},
	} {
		dir, err := New(NewMemory(nil, nil))
		if err != nil {
			t.Fatal(err)
		}
		a := dir.answer(c.service, -1, time.Time{})
		if a.Open.State != c.want || !a.Trust.Stale {
			t.Errorf("%s: %v, to be checked %v", name, a.Open.State, a.Trust.Stale)
		}
		if len(a.News) != len(c.service.Alerts) || len(a.News) > 0 && !a.News[0].Trust.Stale {
			t.Errorf("%s: news %+v", name, a.News)
		}
	}
	if o := OpeningAt(&Hours{Always: true}, time.Time{}); o.State != OpenAlways {
		t.Errorf("day and night needs no clock: %v", o)
	}
}
