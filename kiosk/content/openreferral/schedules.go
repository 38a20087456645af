package openreferral

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// The sentences of what makes hours unknown.
const (
	whyTime    = "a time cannot be read, so that nothing is known of the hours"
	whyDay     = "its days cannot be read, so that nothing is known of the hours"
	whyRule    = "the rule cannot be followed, so that nothing is known of the hours"
	whyNoTimes = "it has days or words and no times, so that nothing is known of the hours"
	whyWords   = "words beside the times may change them, so that nothing is known of the hours"
	whyField   = "a schedule says something that the kiosk cannot keep to, so that nothing is known of the hours"
	whyMany    = "there are more schedules than anybody could read, so that nothing is known of the hours"
	whyHoliday = "on a holiday there are other hours, or days that cannot be read, so that nothing is known of the hours"
	whyVisit   = "whether a visit has to be booked cannot be told, so that nothing is known of the hours"
	whyPlace   = "the service says no hours of its own: these are of the place where it is"
)

// mostSchedules is how many a source takes of one service.
const mostSchedules = 50

// beside are the fields of a schedule that say nothing of when a door is open. Those that are read
// are in rule; any other with something in it leaves the hours unknown.
var beside = []string{"schedule_link", "attributes", "metadata", "name", "links", "created_at", "updated_at", "last_modified"} //nolint:gochecknoglobals // read only

// understood are the fields that rule and hours understand.
var understood = []string{ //nolint:gochecknoglobals // read only
	"opens_at", "closes_at", "byday", "weekday", "bymonthday", "freq", "interval", "dtstart", "valid_from", "valid_to", "until", "count", "wkst", "timezone",
	"except", "description", "notes", "original_text", "attending_type",
}

// said reports whether a field holds anything.
func (n node) said(field string) bool {
	switch v := n[field].(type) {
	case nil:
		return false
	case string:
		return strings.TrimSpace(v) != ""
	case bool:
		return v
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return true
}

// levelled returns a schedule in which lists of texts are texts: ["MO", "TU"] is "MO,TU". It reports
// the name of a field that cannot be understood at all.
func (n node) levelled() (out node, odd string) {
	out = node{}
	for field, v := range n {
		idle := field == "id" || strings.HasSuffix(field, "_id") || slices.Contains(beside, field)
		if idle || !n.said(field) {
			continue
		}
		if list, ok := v.([]any); ok {
			var parts []string
			for _, one := range list {
				parts = append(parts, node{"x": one}.text("x"))
			}
			v = strings.Join(parts, ",")
		}
		out[field] = v
		if !slices.Contains(understood, field) || out.text(field) == "" {
			odd = max(odd, field)
		}
	}
	return out, odd
}

// hours reads schedules of either version, and reports whether they say anything at all. What is
// not clear in one of them leaves the whole unknown: a day that is left out would be said to be
// closed.
func (r *record) hours(schedules, holidays []node) (h *directory.Hours, said bool) {
	h = &directory.Hours{}
	lost := func(was, why string) (*directory.Hours, bool) {
		r.unknown("schedules", strings.TrimSpace(was), why)
		return nil, true
	}
	for _, whole := range schedules {
		n, odd := whole.levelled()
		if len(n) == 0 {
			continue
		}
		said = true
		if odd != "" {
			return lost(odd, whyField)
		}
		booked, clear := booking(n.text("attending_type"))
		if !clear {
			return lost(n.text("attending_type"), whyVisit)
		}
		h.ByAppointment = h.ByAppointment || booked
		from, to := n.text("opens_at"), n.text("closes_at")
		days := n.text("byday", "weekday")
		if words := n.text("description") + " " + n.text("notes") + " " + n.text("original_text"); limiting(words) {
			return lost(words, whyWords)
		}
		if from == "" && to == "" {
			delete(n, "attending_type")
			if len(n) > 0 {
				return lost(days+" "+n.text("description", "notes", "original_text"), whyNoTimes)
			}
			continue
		}
		times, offset, err := span(from, to)
		if err != nil {
			return lost(from+" "+to, whyTime)
		}
		if offset {
			r.repaired("schedules", from+" "+to, fmt.Sprintf("%02d:%02d-%02d:%02d", times.Open/60, times.Open%60, times.Close/60, times.Close%60), "the clock is taken as it is written, without its offset")
		}
		one, why := r.rule(n, days, times)
		if why != "" {
			return lost(n.text("freq")+" "+days+" "+n.text("bymonthday"), why)
		}
		h.Schedules = append(h.Schedules, one)
	}
	if !h.ByAppointment && len(h.Schedules) == 0 {
		return nil, said
	}
	h = simple(h)
	if len(h.Schedules) > mostSchedules {
		h.Schedules = slices.DeleteFunc(h.Schedules, func(s directory.Schedule) bool { return s.To != directory.Date{} && !later(s.To) })
	}
	if len(h.Schedules) > mostSchedules {
		return lost(strconv.Itoa(len(h.Schedules)), whyMany)
	}
	for _, text := range r.attributes("closed-on") {
		if d := limit(text); d != (directory.Date{}) {
			h.Except = append(h.Except, d)
		}
	}
	shut, ok := closedOn(holidays)
	if !ok || len(h.Except)+len(shut) > directory.MostExcept {
		return lost("holiday_schedules", whyHoliday)
	}
	h.Except = append(h.Except, shut...)
	if r.own().text("id") != "" { // an export of ours says "day and night" beside what bounds it
		booked, except := h.ByAppointment, h.Except
		h.ByAppointment, h.Except = false, nil
		h = h.Plain()
		h.ByAppointment, h.Except = booked, except
		return h, said
	}
	return h.Plain(), said
}

// booking reads how people attend: whether a visit has to be booked, and whether that can be told.
func booking(text string) (booked, clear bool) {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && r != '\'' }), " ") + " "
	has := func(any ...string) bool {
		return slices.ContainsFunc(any, func(w string) bool { return strings.Contains(words, " "+w+" ") })
	}
	if !has("appointment", "appointments", "book", "booked", "booking", "bookings") {
		return false, true
	}
	free := has("no", "not", "without", "never", "needn't", "don't", "unnecessary", "drop in", "drop", "walk in", "walk")
	must := has("by", "only", "required", "needed", "necessary", "must", "essential", "ahead", "advance", "please") || len(strings.Fields(words)) == 1
	switch {
	case free && has("or", "and", "but", "except", "unless", "some", "preferred"):
		return false, false // both ways, and nobody says when
	case free:
		return false, true
	case must && !has("or", "recommended", "preferred", "unless", "some"):
		return true, true
	}
	return false, false
}

// limits are words after which the times beside them may not hold.
var limits = strings.Fields(`term terms termtime holiday holidays half-term except excluding excludes closed closes shut only not unless alternate alternating alternately
	fortnight fortnightly other odd even vary varies various varying change changes changed changing subject ring call phone telephone contact check email confirm
	summer winter spring autumn easter christmas seasonal season until from starts starting ends ending ended first second third fourth last monthly month biweekly
	january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
	weeks week's unavailable approximately approx usually normally sometimes occasionally may might temporarily suspended cancelled postponed appointment appointments book booking booked no`) //nolint:gochecknoglobals // read only

// limiting reports whether words beside the times of a schedule may bound them: "term time only".
func limiting(text string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '\'' }) {
		if slices.Contains(limits, strings.Trim(w, "-'")) {
			return true
		}
		for part := range strings.SplitSeq(w, "-") {
			if slices.Contains(limits, part) {
				return true
			}
		}
	}
	return false
}

// closedOn returns the days of holiday schedules that are still to come. Anything but closed days,
// and what cannot be read, is not ok.
func closedOn(holidays []node) (days []directory.Date, ok bool) {
	for _, n := range holidays {
		start, errStart := calendar(n.text("start_date", "valid_from", "date"))
		end, errEnd := calendar(n.text("end_date", "valid_to"))
		if end == (directory.Date{}) {
			end = start
		}
		if errStart != nil || errEnd != nil || start.Month == 0 || end.Month == 0 || end.Before(start) || start.Until(end) > directory.MostExcept {
			return nil, false
		}
		if !later(end) && end != directory.DayOf(time.Now()) {
			continue
		}
		if shut := n.text("closed"); !n.said("closed") || n["closed"] != true && !strings.EqualFold(shut, "true") && shut != "1" && !strings.EqualFold(shut, "yes") {
			return nil, false
		}
		for d := start; !end.Before(d); {
			days = append(days, d)
			t := time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, time.UTC)
			d = directory.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
		}
	}
	return days, true
}

// rule reads when a schedule repeats, or says why that cannot be told.
func (r *record) rule(n node, days string, times directory.Span) (directory.Schedule, string) {
	s := directory.Schedule{Freq: strings.ToUpper(n.text("freq")), Span: times}
	if s.Freq == "" {
		s.Freq = directory.Weekly
	}
	var last directory.Date
	for field, into := range map[string]*directory.Date{"dtstart": &s.Start, "valid_from": &s.From, "valid_to": &s.To, "until": &last} {
		d, err := calendar(n.text(field))
		if err != nil || n.said(field) && d.Month == 0 {
			return s, whyDay
		}
		*into = d
	}
	s.To = earlier(s.To, last)
	if zone := n.text("timezone"); zone != "" && zone != "Europe/London" && zone != "GMT" && zone != "BST" && zone != "0" && zone != "1" {
		return s, whyField
	}
	if count := n.text("count"); count != "" && count != "0" {
		return s, whyField // so many times, from a day that may be another than dtstart
	}
	if text := n.text("interval"); text != "" {
		v, err := strconv.Atoi(text)
		if err != nil || v < 0 {
			return s, whyRule
		}
		s.Interval = v
	}
	if s.Interval == 1 {
		s.Interval = 0
	}
	if first := strings.ToUpper(n.text("wkst")); first != "" && first != "MO" && first != "MONDAY" && s.Freq == directory.Weekly && s.Interval > 1 {
		return s, whyField // its weeks begin on another day than ours
	}
	if days != "" {
		var ok bool
		if s.ByDay, ok = weekdays(days); !ok {
			return s, whyDay
		}
	}
	var why string
	if s, why = ofMonth(s, n.text("bymonthday")); why != "" {
		return s, why
	}
	for one := range strings.SplitSeq(n.text("except"), ",") {
		d, err := calendar(one)
		if err != nil || d.Month == 0 && strings.TrimSpace(one) != "" {
			return s, whyDay
		}
		if d != (directory.Date{}) {
			s.Except = append(s.Except, d)
		}
	}
	if !s.Sound() || s.To != (directory.Date{}) && s.To.Before(s.From) || !s.Opens() {
		return s, whyRule
	}
	return s, ""
}

// ofMonth reads days of a month. Beside days of the week they mean both at once, which is told only
// where it is one week of the month: TU with 8 to 14 is the second Tuesday.
func ofMonth(s directory.Schedule, text string) (directory.Schedule, string) {
	if text == "" {
		return s, ""
	}
	var days []int
	for one := range strings.SplitSeq(text, ",") {
		d, err := strconv.Atoi(strings.TrimSpace(one))
		if err != nil {
			return s, whyDay
		}
		days = append(days, d)
	}
	switch {
	case s.Freq != directory.Monthly:
		return s, whyRule
	case len(s.ByDay) == 0:
		s.ByMonthDay = days
		return s, ""
	}
	slices.Sort(days)
	nth := map[int]int{1: 1, 8: 2, 15: 3, 22: 4, -7: -1}[days[0]]
	for i, d := range days {
		if nth == 0 || len(days) != 7 || d != days[0]+i {
			return s, whyRule
		}
	}
	for i := range s.ByDay {
		if s.ByDay[i].Nth != 0 {
			return s, whyRule
		}
		s.ByDay[i].Nth = nth
	}
	return s, ""
}

// timed fills in the hours of a service at a place: those that hold there, else the service's, else
// those of the building. What is said nearer and cannot be read is not made up for by what is said
// further away.
func (r *record) timed(s *directory.Service, p place) {
	holidays := slices.Concat(r.list("holiday_schedules", "holiday_schedule"), p.holidays)
	for _, schedules := range [][]node{p.schedules, r.list("schedules", "regular_schedules", "regular_schedule")} {
		if h, said := r.hours(schedules, holidays); said {
			s.Hours = h
			return
		}
	}
	if h, said := r.hours(p.building, holidays); said {
		s.Hours = h
		if h != nil {
			r.report.Add(intake.Entry{Outcome: intake.Repaired, Record: r.name(), Field: "schedules", Was: "", Now: "", Why: whyPlace})
		}
	}
}
