package wording

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/locales"
)

// soon is how far ahead, in days, an end of hours or a day on which it is closed is told.
const soon = 92

// Usual says the hours that are kept, a line each for the week, for what repeats by a rule and
// for the days on which it is closed; nothing where they are not known or never end.
func Usual(p locales.Printer, a directory.Answer) []string {
	h := a.Service.Hours
	if h == nil || h.Always {
		return nil
	}
	var lines []string
	if days := week(p, h); len(days) > 0 && bounds(a.On, h.From, h.To) {
		lines = append(lines, join(append([]string{p.T("hours.usual", "Hours", join(days...))}, bounded(p, a.On, h.From, h.To)...)...))
	}
	except := slices.Clone(h.Except)
	for _, s := range h.Schedules {
		if !bounds(a.On, directory.Date{}, s.To) {
			continue
		}
		from := s.From
		if from.Before(s.Start) {
			from = s.Start
		}
		line := p.T("hours.on", "Days", rule(p, s), "Times", times(p, []directory.Span{s.Span}))
		lines = append(lines, join(append([]string{line}, bounded(p, a.On, from, s.To)...)...))
		except = append(except, s.Except...)
	}
	slices.SortFunc(except, func(a, b directory.Date) int { return strings.Compare(a.String(), b.String()) })
	var closed []string
	for _, d := range slices.Compact(except) {
		if !d.Before(a.On) && a.On.Until(d) <= soon {
			closed = append(closed, date(p, d))
		}
	}
	if len(closed) > 0 {
		lines = append(lines, p.T("hours.except", "Dates", p.Join(closed...)))
	}
	return lines
}

// join puts what belongs to one thing into a line.
func join(parts ...string) string { return strings.Join(parts, " · ") }

func date(p locales.Printer, d directory.Date) string { return p.Date(d.Year, d.Month, d.Day) }

// bounds reports whether something that begins and ends says anything yet, and still.
func bounds(on, from, to directory.Date) bool {
	return !on.Before(from) && (to == directory.Date{} || !to.Before(on))
}

// bounded says from when, if that is still to come, and until when, if that is soon.
func bounded(p locales.Printer, on, from, to directory.Date) []string {
	var parts []string
	if on.Before(from) {
		parts = append(parts, p.T("hours.from", "Date", date(p, from)))
	}
	if to != (directory.Date{}) && on.Until(to) <= soon {
		parts = append(parts, p.T("hours.to", "Date", date(p, to)))
	}
	return parts
}

// week says the days of a usual week, those that follow one another with the same hours
// together: "Monday to Friday 09:00–17:00".
func week(p locales.Printer, h *directory.Hours) []string {
	var out []string
	on := func(i int) []directory.Span { return h.Week[(i+1)%7] } // from Monday
	for i := 0; i < 7; i++ {
		spans := on(i)
		if len(spans) == 0 {
			continue
		}
		last := i
		for last < 6 && slices.Equal(on(last+1), spans) {
			last++
		}
		days := p.Weekday(time.Weekday((i + 1) % 7))
		switch end := p.Weekday(time.Weekday((last + 1) % 7)); last - i {
		case 0:
		case 1:
			days = p.Join(days, end)
		default:
			days = p.T("hours.days", "From", days, "To", end)
		}
		out = append(out, p.T("hours.on", "Days", days, "Times", times(p, spans)))
		i = last
	}
	return out
}

func times(p locales.Printer, spans []directory.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, p.Clock(s.Open)+"–"+p.Clock(s.Close))
	}
	return p.Join(parts...)
}

// rule says on which days a schedule opens: "First Tuesday of the month".
func rule(p locales.Printer, s directory.Schedule) string {
	var days []string
	for _, b := range s.ByDay {
		days = append(days, byDay(p, b))
	}
	for _, n := range s.ByMonthDay {
		if n < 0 {
			days = append(days, p.T("hours.month.end"))
		} else {
			days = append(days, p.T("hours.month.day", "Number", n))
		}
	}
	said := p.Join(days...)
	switch {
	case s.Interval < 2:
		return said
	case s.Freq == directory.Monthly:
		return p.N("hours.every.months", s.Interval, "Days", said)
	default:
		return p.N("hours.every.weeks", s.Interval, "Days", said)
	}
}

func byDay(p locales.Printer, b directory.ByDay) string {
	day := p.Weekday(b.Day)
	switch {
	case b.Nth == 0:
		return day
	case b.Nth > 0:
		return p.T("hours.month."+strconv.Itoa(b.Nth), "Day", day)
	default:
		return p.T("hours.month.last", "Day", day)
	}
}
