package handoff_test

import (
	"testing"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
)

// there says in the plainest way whether somebody is there: a list of days and hours.
type there map[time.Weekday][2]int // from and to, in quarter hours after midnight

func (h there) hours() *directory.Hours {
	var out directory.Hours
	for d, s := range h {
		out.Week[d] = []directory.Span{{Open: s[0] * 15, Close: s[1] * 15}}
	}
	return &out
}

func (h there) at(d time.Weekday, quarter int) bool {
	s, ok := h[d]
	return ok && quarter >= s[0] && quarter < s[1]
}

func TestNobodyIsPromisedWhoIsNotThere(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	desk := there{time.Monday: {36, 76}, time.Tuesday: {36, 68}, time.Thursday: {40, 80}, time.Saturday: {40, 64}}
	calls := there{time.Monday: {34, 80}, time.Tuesday: {32, 36}, time.Wednesday: {34, 80}, time.Saturday: {60, 72}}
	rotas := map[string]struct {
		rota        handoff.Rota
		desk, calls there
	}{
		"a desk and a telephone": {handoff.Rota{Desk: desk.hours(), Phone: "020 7946 0123", Calls: calls.hours()}, desk, calls},
		"only a desk":            {handoff.Rota{Desk: desk.hours()}, desk, nil},
		"only a telephone":       {handoff.Rota{Phone: "020 7946 0123", Calls: calls.hours()}, nil, calls},
		"hours but no number":    {handoff.Rota{Calls: calls.hours()}, nil, nil},
		"a number but no hours":  {handoff.Rota{Phone: "020 7946 0123"}, nil, nil},
		"nothing":                {handoff.Rota{}, nil, nil},
	}
	for name, c := range rotas {
		t.Run(name, func(t *testing.T) {
			seen := map[handoff.Route]int{}
			for quarter := range 7 * 96 {
				// Days are counted, not hours: the week holds the change of the clocks of 25 October.
				now := time.Date(2026, time.October, 20+quarter/96, 0, quarter%96*15, 0, 0, london)
				day, q := now.Weekday(), now.Hour()*4+now.Minute()/15
				want := handoff.NHS
				switch {
				case c.desk.at(day, q):
					want = handoff.Desk
				case c.calls.at(day, q):
					want = handoff.Phone
				}
				got := c.rota.Offer(now)
				if got.Best != want {
					t.Errorf("%s: %q, want %q", now.Format("Mon 15:04"), got.Best, want)
				}
				if handoff.Answers(got.Desk) != c.desk.at(day, q) {
					t.Errorf("%s: the desk is said to be %q", now.Format("Mon 15:04"), got.Desk.State)
				}
				seen[got.Best]++
			}
			if seen[handoff.NHS] == 0 || seen[handoff.Desk]+seen[handoff.Phone]+seen[handoff.NHS] != 7*96 {
				t.Errorf("%v", seen)
			}
		})
	}
}

func TestOnABankHolidayNobodyIsPromisedButTheNHS(t *testing.T) {
	all := there{time.Friday: {0, 96}}.hours()
	r := handoff.Rota{Desk: all, Phone: "020 7946 0123", Calls: all}
	if got := r.Offer(time.Date(2026, time.December, 25, 11, 0, 0, 0, time.UTC)); got.Best != handoff.NHS {
		t.Errorf("on Christmas Day: %q", got.Best)
	}
	if got := r.Offer(time.Date(2026, time.December, 18, 11, 0, 0, 0, time.UTC)); got.Best != handoff.Desk {
		t.Errorf("a week before: %q", got.Best)
	}
}

func TestOnlyWhatIsCertainAnswers(t *testing.T) {
	for state, want := range map[directory.OpenState]bool{
		directory.OpenNow: true, directory.ClosingSoon: true, directory.OpenAlways: true,
		directory.HoursUnknown: false, directory.Closed: false, directory.ByAppointment: false, directory.HolidayHours: false, "": false,
	} {
		if got := handoff.Answers(directory.Opening{State: state}); got != want {
			t.Errorf("%q: %v", state, got)
		}
	}
}

func TestOnAClosedDayNobodyIsPromised(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	week := &directory.Hours{}
	for d := range week.Week {
		week.Week[d] = []directory.Span{{Open: 540, Close: 1020}}
	}
	rota := handoff.Rota{Desk: week, Phone: "020 7946 0123", Calls: week, Closed: []directory.Date{{Year: 2026, Month: time.December, Day: 23}}}
	for day, want := range map[int]handoff.Route{22: handoff.Desk, 23: handoff.NHS, 24: handoff.Desk} {
		now := time.Date(2026, time.December, day, 11, 0, 0, 0, london)
		if got := rota.Offer(now); got.Best != want || rota.Staffed(now) != (want == handoff.Desk) {
			t.Errorf("on the %dth %q is offered, staffed %v; it should be %q", day, got.Best, rota.Staffed(now), want)
		}
	}
	evening := time.Date(2026, time.December, 22, 18, 0, 0, 0, london)
	if got := rota.Offer(evening).Desk; got != (directory.Opening{State: directory.Closed}) {
		t.Errorf("the evening before, the desk opens %+v", got)
	}
}
