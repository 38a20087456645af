package directory

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// ParseWeek reads hours as people write them: monday = "09:00-12:30, 13:30-17:00". A day that
// is left out is closed. always = "yes" means day and night, by_appointment = "yes" that a
// visit must be booked. valid_from and valid_to bound the days on which the week holds, and
// except = "2026-12-24, 2027-01-02" names days on which it is closed. Its error names the day
// is wrong, the first in the alphabet.
func ParseWeek(week map[string]string) (*Hours, error) {
	h := &Hours{}
	for _, day := range slices.Sorted(maps.Keys(week)) {
		text := week[day]
		if day == "always" || day == "by_appointment" {
			if text != "yes" {
				return nil, fmt.Errorf("%s is %q: write \"yes\", or leave it out", day, text)
			}
			h.Always = h.Always || day == "always"
			h.ByAppointment = h.ByAppointment || day == "by_appointment"
			continue
		}
		if ok, err := h.dates(day, text); ok && err == nil {
			continue
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", day, err)
		}
		d, ok := ParseWeekday(day)
		if !ok {
			return nil, fmt.Errorf("%q is not a day of the week", day)
		}
		for one := range strings.SplitSeq(text, ",") {
			if one = strings.TrimSpace(one); one == "" || one == "closed" {
				continue
			}
			span, err := ParseSpan(one)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", day, err)
			}
			h.Week[d] = append(h.Week[d], span)
		}
		slices.SortFunc(h.Week[d], func(a, b Span) int { return a.Open - b.Open })
	}
	return h, nil
}

// dates reads what bounds a week, and reports whether it is that.
func (h *Hours) dates(field, text string) (bool, error) {
	var err error
	switch field {
	case "valid_from":
		h.From, err = ParseDay(text)
	case "valid_to":
		h.To, err = ParseDay(text)
	case "except":
		for one := range strings.SplitSeq(text, ",") {
			d, bad := ParseDay(strings.TrimSpace(one))
			if bad != nil {
				return true, bad
			}
			h.Except = append(h.Except, d)
		}
		slices.SortFunc(h.Except, func(a, b Date) int { return a.midnight().Compare(b.midnight()) })
	default:
		return false, nil
	}
	return true, err
}

// ParseWeekday reads an English day of the week, in any case.
func ParseWeekday(name string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(d.String(), name) {
			return d, true
		}
	}
	return 0, false
}

// ParseSpan reads "09:00-17:30". A span that ends before it begins runs over midnight.
func ParseSpan(s string) (Span, error) {
	from, to, ok := strings.Cut(s, "-")
	open, errOpen := parseMinutes(from)
	end, errEnd := parseMinutes(to)
	if !ok || errOpen != nil || errEnd != nil || open == end || open == midnight {
		return Span{}, fmt.Errorf("%q is not a time from and to: write \"09:00-17:30\"", s)
	}
	return Span{Open: open, Close: end}, nil
}

// parseMinutes reads "09:00" as minutes after midnight; "24:00" is the end of the day.
func parseMinutes(s string) (int, error) {
	s = strings.TrimSpace(s)
	if s == "24:00" {
		return midnight, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time", s)
	}
	return t.Hour()*60 + t.Minute(), nil
}
