package directory

import "time"

// holiday reports whether usual hours say nothing of a day. Christmas Day, Boxing Day and New
// Year's Day count on a weekend too, as well as the days in lieu of them: doors that are open on
// other Saturdays are shut then.
func holiday(d Date) bool {
	christmas := d.Month == time.December && (d.Day == 25 || d.Day == 26)
	return christmas || d.Month == time.January && d.Day == 1 || bankHoliday(d)
}

// bankHoliday reports whether a day is a bank holiday in England by the standing rules of the
// Banking and Financial Dealings Act 1971 and the yearly proclamations of 1 January and of
// the first Monday in May. Holidays that are proclaimed once (a coronation) are not known.
func bankHoliday(d Date) bool {
	at := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	easter := easterSunday(d.Year)
	for _, h := range []time.Time{
		substitute(d.Year, time.January, 1),
		easter.AddDate(0, 0, -2),
		easter.AddDate(0, 0, 1),
		firstMonday(d.Year, time.May),
		lastMonday(d.Year, time.May),
		lastMonday(d.Year, time.August),
	} {
		if at.Equal(h) {
			return true
		}
	}
	return christmas(at)
}

// substitute moves a holiday that falls on a weekend to the Monday after it.
func substitute(year int, m time.Month, day int) time.Time {
	t := time.Date(year, m, day, 0, 0, 0, 0, time.UTC)
	switch t.Weekday() {
	case time.Saturday:
		return t.AddDate(0, 0, 2)
	case time.Sunday:
		return t.AddDate(0, 0, 1)
	default:
		return t
	}
}

// christmas is 25 and 26 December and the days in lieu of them.
func christmas(at time.Time) bool {
	if at.Month() != time.December {
		return false
	}
	switch time.Date(at.Year(), time.December, 25, 0, 0, 0, 0, time.UTC).Weekday() {
	case time.Friday: // Boxing Day is a Saturday
		return at.Day() == 25 || at.Day() == 28
	case time.Saturday: // both are on the weekend
		return at.Day() == 27 || at.Day() == 28
	case time.Sunday:
		return at.Day() == 26 || at.Day() == 27
	default:
		return at.Day() == 25 || at.Day() == 26
	}
}

func firstMonday(year int, m time.Month) time.Time {
	t := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, (8-int(t.Weekday()))%7)
}

func lastMonday(year int, m time.Month) time.Time {
	t := time.Date(year, m+1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1)
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
}

// easterSunday is the Gregorian computus of Meeus, Jones and Butcher.
func easterSunday(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}
