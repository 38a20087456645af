package directory

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestBankHolidaysAreThoseOfTheCalendar(t *testing.T) {
	want := strings.Fields(bankHolidays)
	var got []string
	for day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2031; day = day.AddDate(0, 0, 1) {
		if bankHoliday(dateOf(day)) {
			got = append(got, day.Format(time.DateOnly))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestNobodyIsPromisedOnBoxingDayThatIsASaturday(t *testing.T) {
	for _, d := range []Date{{2026, time.December, 26}, {2027, time.December, 25}, {2028, time.January, 1}, {2026, time.December, 28}} {
		if !holiday(d) {
			t.Errorf("on %v hours are those of any week", d)
		}
	}
	if holiday(Date{2026, time.December, 27}) || holiday(Date{2027, time.January, 2}) {
		t.Error("a day that is none is a holiday")
	}
}
