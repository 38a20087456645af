package directory

import (
	"strings"
	"testing"
	"time"
)

func TestHoursAreReadAsPeopleWriteThem(t *testing.T) {
	h := hours(t, map[string]string{
		"monday": "13:30-17:00, 9:00-12:30", "Tuesday": "closed", "friday": " 18:00 - 02:00 ", "saturday": "00:00-24:00", "sunday": "",
	})
	want := map[time.Weekday][]Span{
		time.Monday: {{540, 750}, {810, 1020}}, time.Friday: {{1080, 120}}, time.Saturday: {{0, 1440}},
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if len(h.Week[d]) != len(want[d]) {
			t.Errorf("%s: %v, want %v", d, h.Week[d], want[d])
			continue
		}
		for i := range want[d] {
			if h.Week[d][i] != want[d][i] {
				t.Errorf("%s: %v, want %v", d, h.Week[d], want[d])
			}
		}
	}
}

func TestHoursThatCannotBeReadSayWhichDayIsWrong(t *testing.T) {
	cases := map[string]struct {
		week map[string]string
		want string
	}{
		"not a day":            {map[string]string{"mon": "09:00-17:00"}, `"mon"`},
		"no end":               {map[string]string{"monday": "09:00"}, "monday"},
		"a time that is none":  {map[string]string{"tuesday": "09:00-25:00"}, "tuesday"},
		"nothing between":      {map[string]string{"friday": "09:00-09:00"}, "friday"},
		"beginning at the end": {map[string]string{"friday": "24:00-09:00"}, "friday"},
		"always no":            {map[string]string{"always": "no"}, "always"},
		"two are wrong":        {map[string]string{"tuesday": "x", "friday": "y", "monday": "09:00-10:00"}, "friday"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			for range 20 { // the same one is named every time
				if _, err := ParseWeek(c.week); err == nil || !strings.HasPrefix(err.Error(), c.want) {
					t.Fatalf("%v, want it to begin with %s", err, c.want)
				}
			}
		})
	}
}

func TestADateIsADayAYearOrNothing(t *testing.T) {
	for text, want := range map[string]Date{"2026-11-23": {2026, 11, 23}, "2022": {Year: 2022}, "": {}} {
		got, err := ParseDate(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("%q: %v %q, %v", text, got, got.String(), err)
		}
	}
	for _, text := range []string{"23.11.2026", "2026-02-30", "22", "soon", "2026-11"} {
		if got, err := ParseDate(text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestAYearLaterIsADayThatThereIs(t *testing.T) {
	for from, want := range map[string]string{
		"2024-02-29": "2025-03-01", "2023-02-28": "2024-02-28", "2023-12-04": "2024-12-04", "2022": "2023",
	} {
		d, err := ParseDate(from)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.AddYears(1).String(); got != want {
			t.Errorf("a year after %s: %s, want %s", from, got, want)
		}
	}
	if got := (Date{2024, 2, 29}).AddYears(4).String(); got != "2028-02-29" {
		t.Errorf("four years after a leap day: %s", got)
	}
}
