package directory

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(t *testing.T, text string) Date {
	t.Helper()
	d, err := ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func byDay(t *testing.T, text string) []ByDay {
	t.Helper()
	days, ok := ParseByDay(text)
	if !ok {
		t.Fatalf("%q is not a day", text)
	}
	return days
}

func TestADoorThatOpensByARuleIsSaidToBeOpenOnlyWhenItIs(t *testing.T) {
	morning := Span{600, 720}
	firstTuesday := &Hours{Schedules: []Schedule{{Freq: Monthly, ByDay: byDay(t, "1TU"), Span: morning}}}
	lastFriday := &Hours{Schedules: []Schedule{{Freq: Monthly, ByDay: byDay(t, "-1FR"), Span: Span{1140, 60}}}}
	fortnight := &Hours{Schedules: []Schedule{{Freq: Weekly, Interval: 2, ByDay: byDay(t, "TU,TH"), Start: day(t, "2026-11-19"), Span: morning}}}
	endOfMonth := &Hours{Schedules: []Schedule{{Freq: Monthly, ByMonthDay: []int{15, -1}, Span: morning}}}
	term := &Hours{Schedules: []Schedule{{Freq: Weekly, ByDay: byDay(t, "WE"), Span: morning, From: day(t, "2026-09-02"), To: day(t, "2026-12-16"), Except: []Date{day(t, "2026-11-25")}}}}
	both := hours(t, map[string]string{"monday": "09:00-10:00", "except": "2026-11-30"})
	both.Schedules = firstTuesday.Schedules
	bounded := hours(t, map[string]string{"monday": "09:00-10:00", "valid_from": "2026-11-23", "valid_to": "2026-11-30"})
	sunday := &Hours{Schedules: []Schedule{{Freq: Monthly, ByDay: byDay(t, "-1SU"), Span: Span{30, 180}}}} // both changes are on a last Sunday
	tuesday := time.Tuesday
	cases := map[string]struct {
		hours *Hours
		at    string
		want  Opening
	}{
		"within the first Tuesday":            {firstTuesday, "2026-12-01 10:00", Opening{State: OpenNow, At: 720, Day: tuesday, Today: true}},
		"at its end":                          {firstTuesday, "2026-12-01 11:45", Opening{State: ClosingSoon, At: 720, Day: tuesday, Today: true}},
		"on the second Tuesday":               {firstTuesday, "2026-12-08 10:30", Opening{State: Closed, At: 600, Day: tuesday, Ahead: 28, Date: day(t, "2027-01-05")}},
		"the evening before":                  {firstTuesday, "2026-11-30 20:00", Opening{State: Closed, At: 600, Day: tuesday, Ahead: 1, Date: day(t, "2026-12-01")}},
		"earlier on the day":                  {firstTuesday, "2026-12-01 09:00", Opening{State: Closed, At: 600, Day: tuesday, Today: true, Date: day(t, "2026-12-01")}},
		"over midnight":                       {lastFriday, "2026-11-28 00:40", Opening{State: ClosingSoon, At: 60, Day: time.Saturday, Today: true}},
		"a week of the two":                   {fortnight, "2026-11-19 10:00", Opening{State: OpenNow, At: 720, Day: time.Thursday, Today: true}},
		"before its start":                    {fortnight, "2026-11-17 10:00", Opening{State: Closed, At: 600, Day: time.Thursday, Ahead: 2, Date: day(t, "2026-11-19")}},
		"the week between":                    {fortnight, "2026-11-24 10:00", Opening{State: Closed, At: 600, Day: tuesday, Ahead: 7, Date: day(t, "2026-12-01")}},
		"years after its start":               {fortnight, "2036-12-02 10:00", Opening{State: OpenNow, At: 720, Day: tuesday, Today: true}},
		"the last of a month":                 {endOfMonth, "2027-02-28 10:00", Opening{State: OpenNow, At: 720, Day: time.Sunday, Today: true}},
		"a day of a month":                    {endOfMonth, "2026-11-24 10:00", Opening{State: Closed, At: 600, Day: time.Monday, Ahead: 6, Date: day(t, "2026-11-30")}},
		"on a day that is excepted":           {term, "2026-11-25 10:30", Opening{State: Closed, At: 600, Day: time.Wednesday, Ahead: 7, Date: day(t, "2026-12-02")}},
		"after its end nothing is known":      {term, "2026-12-17 10:30", Opening{State: HoursUnknown}},
		"before it is valid nothing is known": {term, "2026-09-01 10:30", Opening{State: HoursUnknown}},
		"its last day, afterwards":            {term, "2026-12-16 13:00", Opening{State: Closed}},
		"the week beside a rule":              {both, "2026-11-29 12:00", Opening{State: Closed, At: 600, Day: tuesday, Ahead: 2, Date: day(t, "2026-12-01")}},
		"closed on a Monday of the week":      {both, "2026-11-30 09:30", Opening{State: Closed, At: 600, Day: tuesday, Ahead: 1, Date: day(t, "2026-12-01")}},
		"a week that is not valid any more":   {bounded, "2026-12-01 09:30", Opening{State: HoursUnknown}},
		"a holiday is stepped over": {
			&Hours{Schedules: []Schedule{{Freq: Monthly, ByDay: byDay(t, "1MO"), Span: morning}}}, "2026-04-30 12:00",
			Opening{State: Closed, At: 600, Day: time.Monday, Ahead: 32, Date: day(t, "2026-06-01")},
		},
		"before the hour that is not there": {sunday, "2026-03-29 00:59", Opening{State: OpenNow, At: 180, Day: time.Sunday, Today: true}},
		"after the hour that is not there":  {sunday, "2026-03-29 02:00", Opening{State: OpenNow, At: 180, Day: time.Sunday, Today: true}},
		"the night of the autumn change":    {sunday, "2026-10-25 02:45", Opening{State: ClosingSoon, At: 180, Day: time.Sunday, Today: true}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := OpeningAt(c.hours, at(t, c.at)); got != c.want {
				t.Errorf("at %s: %+v, want %+v", c.at, got, c.want)
			}
		})
	}
}

// A rule that cannot be followed says nothing, and takes no time to say it.
func TestAHostileRuleSaysNothing(t *testing.T) {
	span := Span{600, 720}
	start := Date{1, time.January, 1}
	for name, s := range map[string]Schedule{
		"each second":        {Freq: "SECONDLY", ByDay: []ByDay{{0, time.Monday}}, Span: span},
		"no day":             {Freq: Weekly, Span: span},
		"a day that is none": {Freq: Monthly, ByMonthDay: []int{31}, Interval: 12, Start: Date{2026, time.February, 1}, Span: span},
		"the 0th":            {Freq: Monthly, ByMonthDay: []int{0}, Span: span},
		"a far interval":     {Freq: Weekly, Interval: 1 << 40, Start: start, ByDay: []ByDay{{0, time.Monday}}, Span: span},
		"below nothing":      {Freq: Weekly, Interval: -3, ByDay: []ByDay{{0, time.Monday}}, Span: span},
		"the nth of a week":  {Freq: Weekly, ByDay: []ByDay{{2, time.Monday}}, Span: span},
		"nothing to count":   {Freq: Weekly, Interval: 2, ByDay: []ByDay{{0, time.Monday}}, Span: span},
		"always excepted":    {Freq: Weekly, ByDay: []ByDay{{0, time.Monday}}, Span: span, Except: make([]Date, 1_000_000)},
		"since ever":         {Freq: Weekly, Start: start, ByDay: []ByDay{{0, time.Monday}}, Span: span},
		"many days":          {Freq: Monthly, ByDay: slices.Repeat([]ByDay{{1, time.Monday}}, 1000), Span: span},
	} {
		if s.Sound() {
			t.Errorf("%s is sound", name)
		}
		if s.Opens() {
			t.Errorf("%s opens", name)
		}
		if got := OpeningAt(&Hours{Schedules: []Schedule{s}}, at(t, "2026-06-01 10:30")); got != (Opening{State: HoursUnknown}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for never, want := range map[time.Time]OpenState{{}: HoursUnknown, time.Date(9999, 12, 31, 12, 0, 0, 0, time.UTC): Closed} { // a clock that nobody believes, and one that was not set
		if got := OpeningAt(&Hours{Schedules: []Schedule{{Freq: Weekly, ByDay: []ByDay{{0, time.Monday}}, Span: span}}}, never); got != (Opening{State: want}) {
			t.Errorf("at %s: %+v", never, got)
		}
	}
	rare := Schedule{Freq: Monthly, Interval: 12, Start: Date{2026, time.February, 1}, ByDay: []ByDay{{5, time.Sunday}}, Span: span}
	if d, ok := rare.days(Date{2026, time.February, 1}, Date{2066, time.January, 1})(); !ok || d != (Date{2032, time.February, 29}) || !rare.Opens() {
		t.Errorf("the fifth Sunday of a February: %v, %v", d, ok)
	}
}

// opens says in the slowest way whether a schedule opens on a day: no library, no state.
func opens(s Schedule, d Date) bool {
	if d.Before(s.Start) || d.Before(s.From) || s.To != (Date{}) && s.To.Before(d) || slices.Contains(s.Except, d) {
		return false
	}
	at := d.midnight()
	every := max(s.Interval, 1)
	if s.Freq == Weekly {
		if every > 1 {
			monday := func(t time.Time) time.Time {
				for t.Weekday() != time.Monday {
					t = t.AddDate(0, 0, -1)
				}
				return t
			}
			if int(monday(at).Sub(monday(s.Start.midnight())).Hours())/24/7%every != 0 {
				return false
			}
		}
		return slices.Contains(s.ByDay, ByDay{0, at.Weekday()})
	}
	if every > 1 && ((d.Year-s.Start.Year)*12+int(d.Month-s.Start.Month))%every != 0 {
		return false
	}
	last := at.AddDate(0, 1, -at.Day()).Day()
	for _, m := range s.ByMonthDay {
		if m == d.Day || m == -1 && d.Day == last {
			return true
		}
	}
	for _, b := range s.ByDay {
		nth, fromEnd := (d.Day-1)/7+1, -((last-d.Day)/7 + 1)
		if b.Day == at.Weekday() && (b.Nth == 0 || b.Nth == nth || b.Nth == fromEnd) {
			return true
		}
	}
	return false
}

func drawSpan(t *rapid.T) Span {
	from := rapid.IntRange(0, midnight-1).Draw(t, "opens")
	to := rapid.IntRange(1, midnight).Filter(func(n int) bool { return n != from }).Draw(t, "closes")
	return Span{from, to}
}

func drawSchedule(t *rapid.T, near Date) Schedule {
	date := func(label string, a, b int) Date { return near.addDays(rapid.IntRange(a, b).Draw(t, label)) }
	s := Schedule{Freq: Weekly, Span: drawSpan(t), Interval: rapid.IntRange(0, 5).Draw(t, "interval")}
	monthly := rapid.Bool().Draw(t, "monthly")
	if s.Interval > 1 || rapid.Bool().Draw(t, "starts") {
		s.Start = date("start", -4000, 20)
	}
	if rapid.IntRange(0, 3).Draw(t, "bounded") == 0 {
		s.From, s.To = date("from", -30, 5), date("to", 5, 60)
	}
	for range rapid.IntRange(0, 3).Draw(t, "excepted") {
		s.Except = append(s.Except, date("except", -2, 40))
	}
	if monthly {
		s.Freq = Monthly
		if rapid.Bool().Draw(t, "by month day") {
			s.ByMonthDay = rapid.SliceOfN(rapid.SampledFrom([]int{1, 2, 15, 27, 28, -1}), 1, 3).Draw(t, "bymonthday")
			return s
		}
	}
	for range rapid.IntRange(1, 3).Draw(t, "days") {
		b := ByDay{Day: time.Weekday(rapid.IntRange(0, 6).Draw(t, "byday"))}
		if monthly {
			b.Nth = rapid.SampledFrom([]int{0, 1, 2, 3, 4, 5, -1, -2}).Draw(t, "nth")
		}
		s.ByDay = append(s.ByDay, b)
	}
	return s
}

// Hours of every kind are looked at on any minute of some months, even where clocks change and
// on bank holidays, and held against minutes that are listed one by one.
func TestEveryMinuteAgreesWithTheSlowestWayToTell(t *testing.T) {
	zone, err := london()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[OpenState]int{}
	look := func(t *rapid.T) {
		today := rapid.SampledFrom([]Date{{2026, time.March, 28}, {2026, time.October, 24}, {2026, time.June, 9}, {2026, time.December, 23}, {2028, time.February, 27}}).Draw(t, "near").
			addDays(rapid.IntRange(0, 2).Draw(t, "day"))
		h := &Hours{}
		for range rapid.IntRange(0, 2).Draw(t, "spans") {
			d := rapid.IntRange(0, 6).Draw(t, "weekday")
			h.Week[d] = append(h.Week[d], drawSpan(t))
		}
		for range rapid.IntRange(0, 3).Draw(t, "schedules") {
			h.Schedules = append(h.Schedules, drawSchedule(t, today))
		}
		if rapid.IntRange(0, 3).Draw(t, "shut") == 0 {
			h.Except = []Date{today.addDays(rapid.IntRange(-1, 3).Draw(t, "except"))}
		}
		minute := rapid.IntRange(0, midnight-1).Draw(t, "minute")
		if n := len(h.Schedules); n > 0 && rapid.Bool().Draw(t, "near an end") {
			minute = (h.Schedules[n-1].Span.Close + midnight - rapid.IntRange(0, 40).Draw(t, "before")) % midnight
		}
		now := time.Date(today.Year, today.Month, today.Day, minute/60, minute%60, 0, 0, zone)
		if now.Hour()*60+now.Minute() != minute {
			return // a minute that is not on the clocks
		}
		got := OpeningAt(h, now)
		seen[got.State]++

		spans := func(d Date) []Span {
			if slices.Contains(h.Except, d) {
				return nil
			}
			all := slices.Clone(h.Week[d.weekday()])
			for _, s := range h.Schedules {
				if opens(s, d) {
					all = append(all, s.Span)
				}
			}
			return all
		}
		open := map[int]bool{} // minutes from today's first, of days about which something is known
		for ahead := -1; ahead <= 2; ahead++ {
			d := today.addDays(ahead)
			if holiday(d) {
				continue
			}
			for _, s := range spans(d) {
				end := s.Close
				if end <= s.Open {
					end += midnight
				}
				for m := s.Open; m < end; m++ {
					open[ahead*midnight+m] = true
				}
			}
		}
		shut := slices.Contains(h.Except, today)
		switch {
		case holiday(today) && !shut:
			if got.State != HolidayHours {
				t.Fatalf("on a holiday: %+v", got)
			}
			return
		case got.State == HolidayHours || got.State == HoursUnknown:
			if open[minute] {
				t.Fatalf("it is open, and %+v", got)
			}
			return
		case (got.State == OpenNow || got.State == ClosingSoon) != open[minute]:
			t.Fatalf("%+v, but open is %v", got, open[minute])
		case got.State == OpenNow || got.State == ClosingSoon:
			until := minute
			for open[until] && until < 2*midnight {
				until++
			}
			if until < 2*midnight && (int(got.At) != until%midnight || (got.State == ClosingSoon) != (until-minute <= closingSoon)) {
				t.Fatalf("%+v, but it is open until minute %d", got, until)
			}
			return
		}
		for ahead := range horizon {
			d := today.addDays(ahead)
			first := -1
			for _, s := range spans(d) {
				if !holiday(d) && (ahead > 0 || s.Open > minute) && (first < 0 || s.Open < first) {
					first = s.Open
				}
			}
			if first < 0 {
				continue
			}
			want := Opening{State: Closed, At: Clock(first), Day: d.weekday(), Today: ahead == 0, Ahead: ahead, Date: d}
			if got != want {
				t.Fatalf("%+v, want %+v", got, want)
			}
			return
		}
		if got != (Opening{State: Closed}) {
			t.Fatalf("%+v, but it opens on no day", got)
		}
	}
	every := []OpenState{OpenNow, ClosingSoon, Closed, HolidayHours, HoursUnknown}
	missing := func(s OpenState) bool { return seen[s] == 0 }
	for rounds := 0; rounds == 0 || rounds < 20 && slices.ContainsFunc(every, missing); rounds++ {
		rapid.Check(t, look)
	}
	for _, s := range every {
		if missing(s) {
			t.Errorf("%q was never seen: this proves little", s)
		}
	}
}

func BenchmarkOpeningByARule(b *testing.B) {
	h := &Hours{Schedules: []Schedule{{Freq: Monthly, ByDay: []ByDay{{1, time.Tuesday}}, Span: Span{600, 720}, Start: Date{2020, time.January, 1}}}}
	now := time.Date(2026, time.November, 4, 12, 0, 0, 0, time.UTC)
	for b.Loop() {
		if OpeningAt(h, now).Date != (Date{2026, time.December, 1}) {
			b.Fatal("another day")
		}
	}
}
