package directory

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// at reads a moment on London's clocks.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := london()
	if err != nil {
		t.Fatal(err)
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func hours(t *testing.T, week map[string]string) *Hours {
	t.Helper()
	h, err := ParseWeek(week)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// said is what is said of a door, without the date.
type said struct {
	State OpenState
	At    Clock
	Day   time.Weekday
	Today bool
}

func TestADoorIsSaidToBeOpenOnlyWhenItIs(t *testing.T) {
	office := map[string]string{
		"monday": "09:00-12:30, 13:30-17:00", "tuesday": "09:00-17:00", "wednesday": "09:00-17:00",
		"thursday": "09:00-17:00", "friday": "09:00-16:00",
	}
	night := map[string]string{"friday": "18:00-02:00", "saturday": "18:00-02:00"}
	fullDays := map[string]string{"tuesday": "00:00-24:00", "wednesday": "00:00-06:00"}
	cases := map[string]struct {
		week map[string]string
		at   string
		want said
	}{
		"before it opens":               {office, "2026-11-24 08:59", said{Closed, 540, time.Tuesday, true}},
		"the minute it opens":           {office, "2026-11-24 09:00", said{OpenNow, 1020, time.Tuesday, true}},
		"31 minutes before it closes":   {office, "2026-11-24 16:29", said{OpenNow, 1020, time.Tuesday, true}},
		"30 minutes before it closes":   {office, "2026-11-24 16:30", said{ClosingSoon, 1020, time.Tuesday, true}},
		"the minute it closes":          {office, "2026-11-24 17:00", said{Closed, 540, time.Wednesday, false}},
		"at lunch":                      {office, "2026-11-23 13:00", said{Closed, 810, time.Monday, true}},
		"over a weekend":                {office, "2026-11-27 16:00", said{Closed, 540, time.Monday, false}},
		"on a Sunday":                   {office, "2026-11-29 12:00", said{Closed, 540, time.Monday, false}},
		"over a weekend and a holiday":  {office, "2026-05-01 17:00", said{Closed, 540, time.Tuesday, false}},
		"over Easter":                   {office, "2026-04-02 18:00", said{Closed, 540, time.Tuesday, false}},
		"on a bank holiday":             {office, "2026-12-25 10:00", said{State: HolidayHours}},
		"on the day in lieu":            {office, "2026-12-28 10:00", said{State: HolidayHours}},
		"in the evening of a night":     {night, "2026-11-27 23:00", said{OpenNow, 120, time.Friday, true}},
		"after the midnight of a night": {night, "2026-11-28 01:00", said{OpenNow, 120, time.Saturday, true}},
		"at the end of a night":         {night, "2026-11-28 01:45", said{ClosingSoon, 120, time.Saturday, true}},
		"after a night":                 {night, "2026-11-28 02:00", said{Closed, 1080, time.Saturday, true}},
		"from Saturday into Sunday":     {night, "2026-11-29 00:10", said{OpenNow, 120, time.Sunday, true}},
		"after the night of a holiday":  {night, "2027-01-02 01:00", said{State: HolidayHours}},
		"a day that runs on does not close at midnight": {
			fullDays, "2026-11-24 23:45", said{OpenNow, 360, time.Tuesday, true},
		},
		"spans that touch are one": {
			map[string]string{"tuesday": "09:00-12:00, 12:00-17:00"}, "2026-11-24 11:50", said{OpenNow, 1020, time.Tuesday, true},
		},
		"nothing is promised of a holiday's morning": {
			map[string]string{"thursday": "08:00-24:00", "friday": "00:00-24:00"}, "2026-12-24 23:45", said{ClosingSoon, 0, time.Thursday, true},
		},
		"always":                   {map[string]string{"always": "yes"}, "2026-12-25 03:00", said{State: OpenAlways}},
		"by appointment":           {map[string]string{"by_appointment": "yes", "tuesday": "09:00-17:00"}, "2026-11-24 10:00", said{State: ByAppointment}},
		"appointment on a holiday": {map[string]string{"by_appointment": "yes"}, "2026-12-25 10:00", said{State: HolidayHours}},
		"never":                    {map[string]string{}, "2026-11-24 10:00", said{State: Closed}},
		"a week ahead":             {map[string]string{"tuesday": "09:00-10:00"}, "2026-11-24 11:00", said{Closed, 540, time.Tuesday, false}},

		// The clocks go from 01:00 to 02:00 on 29 March and from 02:00 to 01:00 on 25 October.
		"before the hour that is not there": {map[string]string{"saturday": "20:00-03:00"}, "2026-03-29 00:59", said{OpenNow, 180, time.Sunday, true}},
		"after the hour that is not there":  {map[string]string{"saturday": "20:00-03:00"}, "2026-03-29 02:00", said{OpenNow, 180, time.Sunday, true}},
		"the morning of the spring change":  {map[string]string{"sunday": "09:00-17:00"}, "2026-03-29 09:00", said{OpenNow, 1020, time.Sunday, true}},
		"the evening before it":             {map[string]string{"sunday": "09:00-17:00"}, "2026-03-28 23:30", said{Closed, 540, time.Sunday, false}},
		"the morning of the autumn change":  {map[string]string{"sunday": "09:00-17:00"}, "2026-10-25 08:59", said{Closed, 540, time.Sunday, true}},
		"the evening of the autumn change":  {map[string]string{"sunday": "09:00-17:00"}, "2026-10-25 16:59", said{ClosingSoon, 1020, time.Sunday, true}},
		"the day after the autumn change":   {map[string]string{"monday": "09:00-17:00"}, "2026-10-25 23:30", said{Closed, 540, time.Monday, false}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := OpeningAt(hours(t, c.week), at(t, c.at)); (said{got.State, got.At, got.Day, got.Today}) != c.want {
				t.Errorf("at %s: %+v, want %+v", c.at, got, c.want)
			}
		})
	}
}

func TestTheHourThatComesTwiceIsOpenTwice(t *testing.T) {
	h := hours(t, map[string]string{"saturday": "20:00-02:00"})
	first := time.Date(2026, time.October, 25, 0, 10, 0, 0, time.UTC) // 01:10 in summer time
	for _, moment := range []time.Time{first, first.Add(time.Hour)} {
		if got := OpeningAt(h, moment); got.State != OpenNow || got.At != 120 {
			t.Errorf("at %s: %+v", moment, got)
		}
	}
	if got := OpeningAt(h, first.Add(2*time.Hour)); got.State != Closed {
		t.Errorf("at 02:10: %+v", got)
	}
}

func TestHoursAreLondonsWhateverTheMachineIsSetTo(t *testing.T) {
	h := hours(t, map[string]string{"monday": "09:00-17:00"})
	tokyo := time.FixedZone("elsewhere", 9*3600)
	if got := OpeningAt(h, time.Date(2026, time.July, 20, 17, 30, 0, 0, tokyo)); got.State != OpenNow { // 09:30 in London
		t.Errorf("%+v", got)
	}
}

func TestUnknownHoursAreNotClosed(t *testing.T) {
	if got := OpeningAt(nil, at(t, "2026-11-24 10:00")); got != (Opening{State: HoursUnknown}) {
		t.Errorf("%+v", got)
	}
}

// bankHolidays are those of England as GOV.UK published them, and from 2028 on as the same
// rules return them; worked out by hand on a calendar.
const bankHolidays = `
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26
2029-01-01 2029-03-30 2029-04-02 2029-05-07 2029-05-28 2029-08-27 2029-12-25 2029-12-26
2030-01-01 2030-04-19 2030-04-22 2030-05-06 2030-05-27 2030-08-26 2030-12-25 2030-12-26`

// A door that keeps its weekly hours is looked at every minute, against a list of minutes
// that is made in the plainest way.
func TestEveryMinuteOfAWeekAgreesWithAListOfMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &Hours{}
		open := map[int]bool{} // minutes of a week, from Sunday
		for d := range 7 {
			for range rapid.IntRange(0, 3).Draw(t, "spans") {
				from := rapid.IntRange(0, midnight-1).Draw(t, "from")
				to := rapid.IntRange(1, midnight).Filter(func(n int) bool { return n != from }).Draw(t, "to")
				h.Week[d] = append(h.Week[d], Span{from, to})
				if to <= from {
					to += midnight
				}
				for m := from; m < to; m++ {
					open[(d*midnight+m)%(7*midnight)] = true
				}
			}
		}
		zone, err := london()
		if err != nil {
			t.Fatal(err)
		}
		sunday := time.Date(2026, time.June, 7, 0, 0, 0, 0, zone) // no holiday and no change of the clocks near
		for n := 0; n < 7*midnight; n += 7 {
			got := OpeningAt(h, sunday.Add(time.Duration(n)*time.Minute))
			is := got.State == OpenNow || got.State == ClosingSoon
			if is != open[n] {
				t.Fatalf("minute %d of the week: %+v, but open is %v", n, got, open[n])
			}
			if got.State == ClosingSoon && open[(n+closingSoon)%(7*midnight)] && int(got.At) == (n+closingSoon)%midnight {
				t.Fatalf("minute %d: closing soon, but it is open at %d", n, got.At)
			}
		}
	})
}
