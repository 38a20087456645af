package directory

import "time"

// DayOf returns the day of a moment on London's calendar. The zero time is a moment that nobody
// knows, as where a clock is evidently wrong, and its day is the zero Date.
func DayOf(now time.Time) Date {
	if now.IsZero() {
		return Date{}
	}
	return dateOf(inLondon(now))
}

// inLondon returns a moment as London's clocks show it.
func inLondon(now time.Time) time.Time {
	if zone, err := london(); err == nil {
		return now.In(zone)
	}
	return now
}

// midnight is the day as a moment that counts days and tells no time: it has no zone in which
// clocks change.
func (d Date) midnight() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

func (d Date) weekday() time.Weekday { return d.midnight().Weekday() }

func (d Date) addDays(n int) Date { return dateOf(d.midnight().AddDate(0, 0, n)) }

// counted reports whether rules are reckoned on a day. Nobody asks about any other; a clock that
// was never set, or a hostile file, may.
func (d Date) counted() bool { return d.Year > 1900 && d.Year < 2400 && d.Month != 0 }

// Until returns how many days it is to another day.
func (d Date) Until(other Date) int { return other.since(d) }

// since returns how many days later d is than another.
func (d Date) since(other Date) int {
	const day = 24 * time.Hour
	return int(d.midnight().Sub(other.midnight()) / day)
}
