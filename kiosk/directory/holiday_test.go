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
