package directory

import "time"

// closingSoon is how many minutes before it closes a door is said to close soon.
const closingSoon = 30

// midnight is 24:00 in minutes.
const midnight = 24 * 60

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
	if london, err := time.LoadLocation("Europe/London"); err == nil {
		now = now.In(london)
	}
	if bankHoliday(dateOf(now)) {
		return Opening{State: HolidayHours}
	}
	if h.ByAppointment {
		return Opening{State: ByAppointment}
	}
	minute := now.Hour()*60 + now.Minute()
	today := now.Weekday()
	if until, open := openUntil(h, today, minute); open {
		state := OpenNow
		if until-minute <= closingSoon {
			state = ClosingSoon
		}
		return Opening{State: state, At: Clock(until % midnight), Day: today, Today: true}
	}
	return nextOpening(h, now, minute)
}

// openUntil gives the minute at which a door that is open closes, counted from today's
// midnight. A span that ends before it begins runs over midnight.
func openUntil(h *Hours, day time.Weekday, minute int) (until int, open bool) {
	for _, s := range h.Week[day] {
		end := s.Close
		if end <= s.Open {
			end += midnight
		}
		if minute >= s.Open && minute < end {
			return end, true
		}
	}
	for _, s := range h.Week[(day+6)%7] {
		if s.Close <= s.Open && minute < s.Close {
			return s.Close, true
		}
	}
	return 0, false
}

// nextOpening finds when a closed door opens, within a week. A bank holiday on the way is
// stepped over: nothing is known of it.
func nextOpening(h *Hours, now time.Time, minute int) Opening {
	for ahead := range 8 {
		date := now.AddDate(0, 0, ahead)
		if bankHoliday(dateOf(date)) {
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
