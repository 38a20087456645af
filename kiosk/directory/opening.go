package directory

import (
	"sync"
	"time"
)

// closingSoon is how many minutes before it closes a door is said to close soon.
const closingSoon = 30

// midnight is 24:00 in minutes.
const midnight = 24 * 60

// london is where the clocks are that hours are told by. It is read once: from a disk, it
// takes longer than all that is asked of it.
var london = sync.OnceValues(func() (*time.Location, error) { return time.LoadLocation("Europe/London") })

// OpeningAt says what hours say about a moment. Hours are in London's time, so now is taken
// as it stands on London's clocks: a span that begins at 09:00 begins when clocks show
// 09:00, also on the two days on which they change. nil means that nothing is known.
func OpeningAt(h *Hours, now time.Time) Opening {
	switch {
	case h == nil:
		return Opening{State: HoursUnknown}
	case h.Always:
		return Opening{State: OpenAlways}
	}
	now = inLondon(now)
	if holiday(dateOf(now)) {
		return Opening{State: HolidayHours}
	}
	if h.ByAppointment {
		return Opening{State: ByAppointment}
	}
	minute := now.Hour()*60 + now.Minute()
	today := now.Weekday()
	known, unknown := around(h, now)
	if until := openUntil(known, minute); until > minute {
		state := OpenNow
		if until-minute <= closingSoon {
			state = ClosingSoon
		}
		return Opening{State: state, At: Clock(until % midnight), Day: today, Today: true}
	}
	if openUntil(unknown, minute) > minute {
		return Opening{State: HolidayHours}
	}
	return nextOpening(h, now, minute)
}

// around gives the spans of yesterday, today and tomorrow in minutes from today's midnight;
// those of a bank holiday apart, because nobody knows whether they are kept.
func around(h *Hours, now time.Time) (known, unknown []Span) {
	for ahead := -1; ahead <= 1; ahead++ {
		date := now.AddDate(0, 0, ahead)
		for _, s := range h.Week[date.Weekday()] {
			end := s.Close
			if end <= s.Open { // it runs over midnight
				end += midnight
			}
			moved := Span{s.Open + ahead*midnight, end + ahead*midnight}
			if holiday(dateOf(date)) {
				unknown = append(unknown, moved)
			} else {
				known = append(known, moved)
			}
		}
	}
	return known, unknown
}

// openUntil gives the minute at which a door that is open closes; the minute itself when it
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

// nextOpening finds when a closed door opens, within a week. A bank holiday on the way is
// stepped over: nothing is known of it.
func nextOpening(h *Hours, now time.Time, minute int) Opening {
	for ahead := range 8 {
		date := now.AddDate(0, 0, ahead)
		if holiday(dateOf(date)) {
			continue
		}
		day := date.Weekday()
		first := -1
		for _, s := range h.Week[day] {
			if (ahead > 0 || s.Open > minute) && (first < 0 || s.Open < first) {
				first = s.Open
			}
		}
		if first >= 0 {
			return Opening{State: Closed, At: Clock(first), Day: day, Today: ahead == 0}
		}
	}
	return Opening{State: Closed}
}
