package content

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"frontdoor/kiosk/directory"
)

// schedule is opening that repeats by a rule, as it is in a file.
type schedule struct {
	Freq       string   `toml:"freq"`
	Interval   int      `toml:"interval,omitempty"`
	ByDay      string   `toml:"byday,omitempty"`
	ByMonthDay string   `toml:"bymonthday,omitempty"`
	Start      string   `toml:"dtstart,omitempty"`
	OpensAt    string   `toml:"opens_at"`
	ClosesAt   string   `toml:"closes_at"`
	ValidFrom  string   `toml:"valid_from,omitempty"`
	ValidTo    string   `toml:"valid_to,omitempty"`
	Except     []string `toml:"except,omitempty"`
}

// mendDay is how a day is written.
const mendDay = "Write days like 2026-11-23"

// schedule turns what is written into a schedule, with what is wrong with it.
func (w schedule) schedule() (directory.Schedule, []problem) {
	var wrong problems
	s := directory.Schedule{Freq: strings.ToUpper(w.Freq), Interval: w.Interval}
	span, err := directory.ParseSpan(w.OpensAt + "-" + w.ClosesAt)
	wrong.add(err != nil, fmt.Sprintf("a schedule is not open from %q to %q", w.OpensAt, w.ClosesAt), `Write opens_at = "10:00" and closes_at = "12:00"`)
	s.Span = span
	if w.ByDay != "" {
		days, ok := directory.ParseByDay(w.ByDay)
		wrong.add(!ok, fmt.Sprintf("%q is not a day of a schedule", w.ByDay), `Write byday = "MO,WE", "1TU" for the first Tuesday of the month, or "-1FR" for the last Friday`)
		s.ByDay = days
	}
	if w.ByMonthDay != "" {
		for one := range strings.SplitSeq(w.ByMonthDay, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(one))
			bad := err != nil || n == 0 || n > 28 || n < -1
			wrong.add(bad, fmt.Sprintf("%q is not a day that every month has", one), `Write bymonthday = "15", or "-1" for the last day of the month`)
			s.ByMonthDay = append(s.ByMonthDay, n)
		}
	}
	days(&wrong, "dtstart", w.Start, &s.Start)
	days(&wrong, "valid_from", w.ValidFrom, &s.From)
	days(&wrong, "valid_to", w.ValidTo, &s.To)
	for _, text := range w.Except {
		var d directory.Date
		days(&wrong, "except", text, &d)
		s.Except = append(s.Except, d)
	}
	if len(wrong) > 0 {
		return s, wrong
	}
	return s, follow(s, w.Freq)
}

// days reads a day, where there is one.
func days(wrong *problems, field, text string, into *directory.Date) {
	if text == "" {
		return
	}
	d, err := directory.ParseDay(text)
	wrong.add(err != nil, fmt.Sprintf("%s is %q, which is not a day", field, text), mendDay)
	*into = d
}

// follow says why a rule cannot be followed: it repeats too often to be a door's, or it never
// opens one.
func follow(s directory.Schedule, freq string) []problem {
	var wrong problems
	weekly, monthly := s.Freq == directory.Weekly, s.Freq == directory.Monthly
	if !weekly && !monthly {
		wrong.add(true, fmt.Sprintf("no door opens %q", strings.ToLower(freq)), `Write freq = "WEEKLY" with byday = "MO,TU,WE,TH,FR", or freq = "MONTHLY" with byday = "1TU"`)
		return wrong
	}
	nth := slices.ContainsFunc(s.ByDay, func(b directory.ByDay) bool { return b.Nth != 0 })
	wrong.add(weekly && nth, "a week has one of each day", `Write freq = "MONTHLY" for byday = "1TU", or leave the number out`)
	wrong.add(weekly && len(s.ByMonthDay) > 0, "a week has no days of a month", `Write freq = "MONTHLY" for bymonthday`)
	wrong.add(monthly && len(s.ByDay) > 0 && len(s.ByMonthDay) > 0, "byday and bymonthday stand in one schedule", "Write a schedule for each")
	wrong.add(len(s.ByDay)+len(s.ByMonthDay) == 0, "a schedule does not say on which days", `Write byday = "TU"`)
	most := directory.MostWeeks
	if monthly {
		most = directory.MostMonths
	}
	wrong.add(s.Interval < 0 || s.Interval > most, fmt.Sprintf("every %d is not how often a door opens", s.Interval), fmt.Sprintf("Write interval = 2 for every second one; at most %d", most))
	wrong.add(s.Interval > 1 && s.Start == directory.Date{}, fmt.Sprintf("it is not said from when every %d are counted", s.Interval), `Write dtstart = "2026-11-24", the first day on which it opens`)
	wrong.add(s.To != directory.Date{} && s.To.Before(s.From), "its valid_to is before its valid_from", "Check both")
	wrong.add(len(s.Except) > directory.MostExcept, fmt.Sprintf("a schedule has more than %d days on which it is closed", directory.MostExcept), "Leave out those that are over")
	if len(wrong) == 0 {
		wrong.add(!s.Sound(), "a schedule names the same days many times", "Write each day once")
		wrong.add(s.Sound() && !s.Opens(), "a schedule never opens", "Check byday, dtstart, valid_to and except: together they leave no day")
	}
	return wrong
}

// writeSchedule is schedule the other way round.
func writeSchedule(s directory.Schedule) schedule {
	w := schedule{
		Freq: s.Freq, Interval: s.Interval, OpensAt: minutes(s.Span.Open), ClosesAt: minutes(s.Span.Close),
		Start: s.Start.String(), ValidFrom: s.From.String(), ValidTo: s.To.String(), Except: dates(s.Except),
	}
	w.ByDay = joined(s.ByDay, directory.ByDay.String)
	w.ByMonthDay = joined(s.ByMonthDay, strconv.Itoa)
	return w
}

func minutes(n int) string { return fmt.Sprintf("%02d:%02d", n/60, n%60) }

func dates(days []directory.Date) []string {
	var out []string
	for _, d := range days {
		out = append(out, d.String())
	}
	return out
}

func joined[T any](all []T, say func(T) string) string {
	parts := make([]string, len(all))
	for i, one := range all {
		parts[i] = say(one)
	}
	return strings.Join(parts, ",")
}

// hours turns what is written of opening into hours; nil where nothing is.
func (w written) hours(defaults assurance) (*directory.Hours, []problem) {
	if len(w.Schedule) == 0 && len(w.Schedules) == 0 {
		return nil, nil
	}
	h, err := directory.ParseWeek(w.Schedule)
	if err != nil {
		return nil, []problem{{err.Error(), `Write monday = "09:00-12:30, 13:30-17:00"`}}
	}
	var wrong problems
	for _, one := range w.Schedules {
		s, more := one.schedule()
		h.Schedules = append(h.Schedules, s)
		wrong = append(wrong, more...)
	}
	const most = 50
	wrong.add(len(w.Schedules) > most, "it has more than 50 schedules", "Put days that repeat alike into one")
	wrong.add(len(h.Except) > directory.MostExcept, fmt.Sprintf("it has more than %d days on which it is closed", directory.MostExcept), "Leave out those that are over")
	limited := h.From != directory.Date{} || h.To != directory.Date{} || len(h.Except) > 0 || len(h.Schedules) > 0
	wrong.add(h.Always && limited, "it is open day and night, and other hours are written as well", `Leave out always = "yes", or everything else`)
	wrong.add(h.To != directory.Date{} && h.To.Before(h.From), "its valid_to is before its valid_from", "Check both")
	if w.HoursFrom != nil {
		a, err := w.HoursFrom.or(w.or(defaults)).assured()
		wrong.add(err != nil, fmt.Sprint(err), "Write dates like 2026-11-23")
		h.Assurance = &a
	}
	return h, wrong
}

// week is the weekly part of hours, as it is in a file.
func week(h *directory.Hours) map[string]string {
	out := map[string]string{}
	for field, is := range map[string]bool{"always": h.Always, "by_appointment": h.ByAppointment} {
		if is {
			out[field] = "yes"
		}
	}
	for field, d := range map[string]directory.Date{"valid_from": h.From, "valid_to": h.To} {
		if d != (directory.Date{}) {
			out[field] = d.String()
		}
	}
	if len(h.Except) > 0 {
		out["except"] = strings.Join(dates(h.Except), ", ")
	}
	for d, spans := range h.Week {
		if len(spans) > 0 {
			out[weekday(d)] = strings.Join(spansOf(spans), ", ")
		}
	}
	return out
}
