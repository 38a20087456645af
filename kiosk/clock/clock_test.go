package clock_test

import (
	"testing"
	"time"

	"frontdoor/kiosk/clock"
)

// One judgement of a clock, by all that is known of the time.
func TestCaseAnEvidentlyWrongClockIsNotBelieved(t *testing.T) {
	on := time.Duration(0)
	j := clock.NewJudge(func() time.Duration { return on })
	noon := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
	check := func(what string, now time.Time, believed bool) {
		t.Helper()
		if got := j.Doubt(now); (got == "") != believed {
			t.Errorf("%s: %q", what, got)
		}
		if got := j.Believed(now); got.IsZero() == believed {
			t.Errorf("%s: believed is %v", what, got)
		}
	}
	check("1970", time.Unix(3600, 0), false)
	check("2016", time.Date(2016, time.June, 6, 10, 0, 0, 0, time.UTC), false)
	check("the year it was written", time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC), true)
	check("now", noon, true)
	check("2106", noon.AddDate(80, 0, 0), false)
	j.Learn(noon)
	j.Learn(noon.AddDate(-1, 0, 0)) // an older fact takes nothing back
	check("a day with another zone's midnight", noon.Add(-20*time.Hour), true)
	check("before the newest fact", noon.AddDate(0, 0, -3), false)
	check("two years on", noon.AddDate(2, 0, 0), true)
	j.Heard(time.Unix(0, 0))
	check("a hub of 1970 is not asked", noon.Add(time.Hour), true)
	j.Heard(noon)
	check("as the hub's", noon.Add(9*time.Minute), true)
	check("an hour from the hub", noon.Add(time.Hour), false)
	check("two years from the hub", noon.AddDate(2, 0, 0), false)
	on = 8 * time.Hour // asleep overnight
	check("as the hub's, much later", noon.Add(8*time.Hour), true)
	check("a clock that stood still", noon, false)
}
