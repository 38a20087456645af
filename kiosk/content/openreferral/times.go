package openreferral

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/kiosk/directory"
)

// clocks are the forms in which publishers write a time: 10:00, 10:00:00, and with an offset.
var clocks = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$`)

// clock reads a time of day on London's clock. An offset is London's own in summer or in
// winter: the clock as it is written is then meant. It returns an error for any other, and reports whether there was an offset.
func clock(text string) (minutes int, offset bool, err error) {
	m := clocks.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, false, fmt.Errorf("%q is not a time", text)
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	if h > 24 || min > 59 || h == 24 && min > 0 {
		return 0, false, fmt.Errorf("%q is not a time", text)
	}
	switch m[3] {
	case "", "Z", "+00:00", "+0000", "-00:00", "+01:00", "+0100":
	default:
		return 0, true, fmt.Errorf("%q is not London's time", text)
	}
	return h*60 + min, m[3] != "", nil
}

// span reads opening and closing of one schedule. From midnight to midnight is closed in some data
// and the whole day in other, so that only 24:00 says it.
func span(from, to string) (s directory.Span, offset bool, err error) {
	open, a, err := clock(from)
	if err != nil {
		return s, a, err
	}
	end, b, err := clock(to)
	if err != nil {
		return s, a || b, err
	}
	if open == end {
		return s, a || b, fmt.Errorf("it is not open from %q to %q", from, to)
	}
	if end == 0 {
		end = 24 * 60
	}
	if open >= 24*60 {
		return s, a || b, fmt.Errorf("it is not open from %q to %q", from, to)
	}
	return directory.Span{Open: open, Close: end}, a || b, nil
}

// calendar reads a day as publishers write it: by itself, with a time behind it, or as a moment of
// another zone, which is then London's day. An empty text is the day that is not known; anything
// else, 05/06/2026 too, is an error.
func calendar(text string) (directory.Date, error) {
	text = strings.TrimSpace(text)
	if len(text) >= 8 && strings.Trim(text[:8], "0123456789") == "" { // 20260325, as iCalendar writes it
		text = text[:4] + "-" + text[4:6] + "-" + text[6:]
		if at, err := time.Parse("2006-01-02T150405Z", text); err == nil {
			return ofMoment(at), nil
		}
	}
	if at, err := time.Parse(time.RFC3339, strings.Replace(text, " ", "T", 1)); err == nil {
		return ofMoment(at), nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T150405", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if at, err := time.Parse(layout, text); err == nil {
			return directory.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}, nil
		}
	}
	return directory.ParseDate(text)
}

// ofMoment returns the day of a moment in London. The last minute of a day is how some write that
// day, whatever the zone.
func ofMoment(at time.Time) directory.Date {
	if at.Hour() == 23 && at.Minute() == 59 {
		return directory.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}
	}
	return directory.DayOf(at)
}

// day reads a day that has been; what has not come is none.
func day(text string) directory.Date {
	d, err := calendar(text)
	if err != nil || d.Year < 1990 {
		return directory.Date{}
	}
	if d.Month != 0 && later(d) || d.Year > time.Now().Year() {
		return directory.Date{}
	}
	return d
}

// limit reads a day that may be to come; the zero date where there is none.
func limit(text string) directory.Date {
	d, err := calendar(text)
	if err != nil || d.Month == 0 {
		return directory.Date{}
	}
	return d
}

// weekdays reads "MO,TU", "Monday" or "every day".
func weekdays(text string) ([]directory.ByDay, bool) {
	if d, ok := directory.ParseWeekday(strings.TrimSpace(text)); ok {
		return []directory.ByDay{{Day: d}}, true
	}
	return directory.ParseByDay(text)
}

// simple makes a usual week of schedules that are nothing else: every week, without an end.
func simple(h *directory.Hours) *directory.Hours {
	for _, s := range h.Schedules {
		if s.Freq != directory.Weekly || s.Interval > 1 || s.From != (directory.Date{}) || s.To != (directory.Date{}) || len(s.Except) > 0 || s.Start.Month != 0 && later(s.Start) {
			return h
		}
	}
	for _, s := range h.Schedules {
		for _, d := range s.ByDay {
			if !slices.Contains(h.Week[d.Day], s.Span) {
				h.Week[d.Day] = append(h.Week[d.Day], s.Span)
			}
		}
	}
	for d := range h.Week {
		slices.SortFunc(h.Week[d], func(a, b directory.Span) int { return a.Open - b.Open })
	}
	h.Schedules = nil
	return h
}

// later reports whether a day is still to come.
func later(d directory.Date) bool {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).After(time.Now())
}
