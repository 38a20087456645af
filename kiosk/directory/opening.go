package directory

import (
	"slices"
	"sync"
	"time"
)

// closingSoon is for how many minutes before it closes a door counts as closing soon.
const closingSoon = 30

// midnight is 24:00 in minutes.
const midnight = 24 * 60

// horizon is how many days ahead an opening is looked for. A rule that repeats once in a year
// is found.
const horizon = 400

// london is where the clocks are that hours are told by. It is read once: from a disk, it
// takes longer than all that is asked of it.
var london = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation("Europe/London") })

// OpeningAt returns what hours say about a moment. Hours are in London's time, so now is read
// as London's clocks show it: a span that begins at 09:00 begins when clocks show
// 09:00, also on the two days on which they change. nil means that nothing is known.
// At the zero time, when nobody knows what time it is, no door is said to be open or closed.
func OpeningAt(h *Hours, now time.Time) Opening { return openingWith(h, nil, now) }

// timeless is what hours say where nobody knows what time it is.
func timeless(h *Hours, news []Alert) Opening {
	switch {
	case h == nil || len(news) > 0:
	case h.Always:
		return Opening{State: OpenAlways}
	case h.ByAppointment:
		return Opening{State: ByAppointment}
	}
	return Opening{State: HoursUnknown}
}

// openingWith says it with the news of a place: what is closed for a time is closed, and
// hours that do not hold for a time are not known.
func openingWith(h *Hours, news []Alert, now time.Time) Opening {
	h = h.Plain()
	if now.IsZero() {
		return timeless(h, news)
	}
	now = inLondon(now)
	t := &timetable{hours: h, news: news, today: dateOf(now)}
	shut := t.shut(t.today)
	switch {
	case h == nil && shut:
		return Opening{State: Closed}
	case h == nil || !shut && t.changed(t.today):
		return Opening{State: HoursUnknown}
	case shut: // whatever else holds on other days
	case h.Always:
		return Opening{State: OpenAlways}
	case holiday(t.today):
		return Opening{State: HolidayHours}
	case h.ByAppointment && t.inForce(t.today):
		return Opening{State: ByAppointment}
	}
	minute := now.Hour()*60 + now.Minute()
	known, unknown := t.around()
	if until := openUntil(known, minute); until > minute {
		state := OpenNow
		if until-minute <= closingSoon {
			state = ClosingSoon
		}
		return Opening{State: state, At: Clock(until % midnight), Day: t.today.weekday(), Today: true}
	}
	switch {
	case openUntil(unknown, minute) > minute:
		return Opening{State: HolidayHours}
	case !shut && !t.inForce(t.today):
		return Opening{State: HoursUnknown}
	case h.ByAppointment:
		return Opening{State: Closed}
	}
	return t.nextOpening(minute)
}

// A timetable is hours around one day.
type timetable struct {
	hours *Hours
	news  []Alert
	today Date
	rules []occurrences // of hours.Schedules, once somebody asks for them
}

// occurrences are the days of one schedule, as many as anybody has asked for.
type occurrences struct {
	span Span
	days []Date
	next func() (Date, bool) // nil when there are no more
}

// on reports whether a schedule opens on a day.
func (o *occurrences) on(d Date) bool {
	for o.next != nil && (len(o.days) == 0 || o.days[len(o.days)-1].Before(d)) {
		day, ok := o.next()
		if !ok {
			o.next = nil
			break
		}
		o.days = append(o.days, day)
	}
	return slices.Contains(o.days, d)
}

// spans returns the spans that begin on a day, in no order.
func (t *timetable) spans(d Date) []Span {
	h := t.hours
	if t.shut(d) || t.changed(d) {
		return nil
	}
	if h.Always {
		return []Span{{0, midnight}}
	}
	var spans []Span
	if within(d, h.From, h.To) {
		spans = h.Week[d.weekday()]
	}
	if len(h.Schedules) == 0 {
		return spans
	}
	if t.rules == nil {
		for _, s := range h.Schedules[:min(len(h.Schedules), mostRules)] {
			t.rules = append(t.rules, occurrences{span: s.Span, next: s.days(t.today.addDays(-1), t.today.addDays(horizon))})
		}
	}
	spans = slices.Clone(spans)
	for i := range t.rules {
		if t.rules[i].on(d) {
			spans = append(spans, t.rules[i].span)
		}
	}
	return spans
}

// shut reports whether it is known that a door stays closed on a day.
func (t *timetable) shut(d Date) bool {
	return t.hours != nil && slices.Contains(t.hours.Except[:min(len(t.hours.Except), MostExcept)], d) || onDay(t.news, AlertClosed, d)
}

// changed reports whether a day has other hours than usual, about which nothing is known.
func (t *timetable) changed(d Date) bool { return onDay(t.news, AlertHours, d) }

// inForce reports whether the hours say anything of a day.
func (t *timetable) inForce(d Date) bool {
	h := t.hours
	weekly := len(h.Schedules) == 0 || h.ByAppointment || slices.ContainsFunc(h.Week[:], func(s []Span) bool { return len(s) > 0 })
	if weekly && within(d, h.From, h.To) {
		return true
	}
	return slices.ContainsFunc(h.Schedules, func(s Schedule) bool { return s.holds(d) })
}

// around returns the spans of yesterday, today and tomorrow in minutes from today's midnight;
// those of a bank holiday apart, because nobody knows whether they are kept.
func (t *timetable) around() (known, unknown []Span) {
	for ahead := -1; ahead <= 1; ahead++ {
		date := t.today.addDays(ahead)
		for _, s := range t.spans(date) {
			end := s.Close
			if end <= s.Open { // it runs over midnight
				end += midnight
			}
			moved := Span{s.Open + ahead*midnight, end + ahead*midnight}
			if holiday(date) && !t.hours.Always {
				unknown = append(unknown, moved)
			} else {
				known = append(known, moved)
			}
		}
	}
	return known, unknown
}

// openUntil returns the minute at which a door that is open closes; the minute itself when it
// is not open. Spans that touch are one, also at midnight: a door that opens again in the
// same minute does not close.
func openUntil(spans []Span, minute int) int {
	until := minute
	for again := true; again; {
		again = false
		for _, s := range spans {
			if s.Open <= until && until < s.Close {
				until, again = s.Close, true
			}
		}
	}
	return until
}

// nextOpening finds when a closed door opens. A bank holiday on the way is stepped over:
// nothing is known of it.
func (t *timetable) nextOpening(minute int) Opening {
	h := t.hours
	if !h.Always && len(h.Schedules) == 0 && !slices.ContainsFunc(h.Week[:], func(s []Span) bool { return len(s) > 0 }) {
		return Opening{State: Closed} // it opens on no day
	}
	for ahead := range horizon {
		date := t.today.addDays(ahead)
		first := -1
		for _, s := range t.spans(date) {
			if (ahead > 0 || s.Open > minute) && (first < 0 || s.Open < first) {
				first = s.Open
			}
		}
		if first >= 0 && (h.Always || !holiday(date)) {
			return Opening{State: Closed, At: Clock(first), Day: date.weekday(), Today: ahead == 0, Ahead: ahead, Date: date}
		}
	}
	return Opening{State: Closed}
}
