package directory

import "time"

// DayOf gives the day of a moment on London's calendar.
func DayOf(now time.Time) Date {
	if zone, err := london(); err == nil {
		now = now.In(zone)
	}
	return dateOf(now)
}
