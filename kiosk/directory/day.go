package directory

import "time"

// DayOf gives the day of a moment on London's calendar.
func DayOf(now time.Time) Date { return dateOf(inLondon(now)) }

// inLondon gives a moment as London's clocks show it.
func inLondon(now time.Time) time.Time {
	if zone, err := london(); err == nil {
		return now.In(zone)
	}
	return now
}
