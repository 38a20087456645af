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

// schedule reads opening and closing of one schedule.
func span(from, to string) (s directory.Span, offset bool, err error) {
	open, a, err := clock(from)
	if err != nil {
		return s, a, err
	}
	end, b, err := clock(to)
	if err != nil {
		return s, a || b, err
	}
	if end == 0 {
		end = 24 * 60
	}
	if open >= 24*60 || open == end {
		return s, a || b, fmt.Errorf("it is not open from %q to %q", from, to)
	}
	return directory.Span{Open: open, Close: end}, a || b, nil
}

// day reads a day as publishers write it, also with a time behind it; what has not come is none.
func day(text string) directory.Date {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "T")
	d, err := directory.ParseDate(text)
	if err != nil || d.Year < 1990 {
		return directory.Date{}
	}
	if d.Month != 0 && time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).After(time.Now()) || d.Year > time.Now().Year() {
		return directory.Date{}
	}
	return d
}

// limit reads a day that may be to come.
func limit(text string) directory.Date {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "T")
	d, err := directory.ParseDate(text)
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

// hours reads schedules of either version. What is not clear in one of them leaves the whole
// unknown: a day that is left out would be said to be closed.
func (r *record) hours(schedules []node) *directory.Hours {
	h := &directory.Hours{}
	known := false
	for _, n := range schedules {
		if strings.Contains(strings.ToLower(n.text("attending_type")), "appointment") {
			h.ByAppointment, known = true, true
		}
		from, to := n.text("opens_at"), n.text("closes_at")
		days := n.text("byday", "weekday")
		if from == "" && to == "" {
			continue // only words, or nothing: it opens nothing
		}
		times, offset, err := span(from, to)
		if err != nil {
			r.unknown("schedules", from+" "+to, "a time cannot be read, so that nothing is known of the hours")
			return nil
		}
		if offset {
			r.repaired("schedules", from+" "+to, fmt.Sprintf("%02d:%02d-%02d:%02d", times.Open/60, times.Open%60, times.Close/60, times.Close%60), "the clock is taken as it is written, without its offset")
		}
		one, why := r.rule(n, days, times)
		if why != "" {
			r.unknown("schedules", strings.TrimSpace(n.text("freq")+" "+days+" "+n.text("bymonthday")), why)
			return nil
		}
		h.Schedules = append(h.Schedules, one)
		known = true
	}
	if !known {
		return nil
	}
	h = simple(h)
	for _, text := range r.attributes("closed-on") {
		if d := limit(text); d != (directory.Date{}) {
			h.Except = append(h.Except, d)
		}
	}
	return h
}

// rule reads when a schedule repeats, or says why that cannot be told.
func (r *record) rule(n node, days string, times directory.Span) (directory.Schedule, string) {
	s := directory.Schedule{Freq: strings.ToUpper(n.text("freq")), Span: times, Start: limit(n.text("dtstart")), From: limit(n.text("valid_from")), To: limit(n.text("valid_to"))}
	if s.Freq == "" {
		s.Freq = directory.Weekly
	}
	if v, ok := n.number("interval"); ok && v >= 0 && v <= 1000 {
		s.Interval = int(v)
	}
	if s.Interval == 1 {
		s.Interval = 0
	}
	if days != "" {
		var ok bool
		if s.ByDay, ok = weekdays(days); !ok {
			return s, "its days cannot be read, so that nothing is known of the hours"
		}
	}
	if s.Freq == directory.Monthly && len(s.ByDay) == 0 {
		for one := range strings.SplitSeq(n.text("bymonthday"), ",") {
			d, err := strconv.Atoi(strings.TrimSpace(one))
			if err != nil {
				return s, "its days cannot be read, so that nothing is known of the hours"
			}
			s.ByMonthDay = append(s.ByMonthDay, d)
		}
	}
	for one := range strings.SplitSeq(n.text("except"), ",") {
		if d := limit(one); d != (directory.Date{}) {
			s.Except = append(s.Except, d)
		}
	}
	if !s.Sound() || !s.Opens() {
		return s, "the rule cannot be followed, so that nothing is known of the hours"
	}
	return s, ""
}

// simple makes a usual week of schedules that are nothing else: every week, without an end.
func simple(h *directory.Hours) *directory.Hours {
	for _, s := range h.Schedules {
		if s.Freq != directory.Weekly || s.Interval > 1 || s.From != (directory.Date{}) || s.To != (directory.Date{}) || len(s.Except) > 0 || s.Start.Month != 0 && later(s.Start) {
			return h
		}
	}
	always := len(h.Schedules) > 0
	for _, s := range h.Schedules {
		for _, d := range s.ByDay {
			if !slices.Contains(h.Week[d.Day], s.Span) {
				h.Week[d.Day] = append(h.Week[d.Day], s.Span)
			}
		}
	}
	for d := range h.Week {
		slices.SortFunc(h.Week[d], func(a, b directory.Span) int { return a.Open - b.Open })
		always = always && slices.Equal(h.Week[d], []directory.Span{{Open: 0, Close: 24 * 60}})
	}
	h.Schedules = nil
	if always {
		return &directory.Hours{Always: true, ByAppointment: h.ByAppointment}
	}
	return h
}

// later reports whether a day is still to come.
func later(d directory.Date) bool {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).After(time.Now())
}
