package spreadsheet

import (
	"strconv"
	"strings"

	"frontdoor/kiosk/directory"
)

// A clock is a time as it was written.
type clock struct {
	minutes int
	half    string // "am" or "pm", where it is said; noon says "pm"
	plain   bool   // a figure from 1 to 12 without a nought before it, "9" or "10.30": either half of the day
	word    bool   // noon or midnight
}

func (p *parser) time() (clock, error) {
	if len(p.words) == 0 {
		return clock{}, errHours
	}
	w := p.words[0]
	p.words = p.words[1:]
	switch w {
	case "noon", "midday":
		return clock{minutes: noon, half: "pm", word: true}, nil
	case "midnight":
		return clock{minutes: midnight, word: true}, nil
	}
	hour, minute, _ := strings.Cut(strings.ReplaceAll(w, ".", ":"), ":")
	h, err := strconv.Atoi(hour)
	m := 0
	if err == nil && minute != "" {
		m, err = strconv.Atoi(minute)
	}
	if err != nil || h > 24 || m > 59 || h == 24 && m > 0 {
		return clock{}, errHours
	}
	c := clock{minutes: h*60 + m, plain: h <= 12 && h > 0 && (len(hour) == 1 || h >= 10)}
	if len(p.words) > 0 {
		switch next := p.words[0]; next {
		case "am", "pm":
			c.half, p.words = next, p.words[1:]
		case "a", "p": // "9 a.m."
			if len(p.words) >= 3 && p.words[1] == "." && p.words[2] == "m" {
				c.half, p.words = next+"m", p.words[3:]
				if len(p.words) > 0 && p.words[0] == "." {
					p.words = p.words[1:]
				}
			}
		case "noon", "midday", "midnight":
			if h != 12 || m != 0 {
				return clock{}, errHours
			}
			p.words = p.words[1:]
			if next == "midnight" {
				return clock{minutes: midnight, word: true}, nil
			}
			return clock{minutes: noon, half: "pm", word: true}, nil
		}
	}
	if c.half != "" && (h == 0 || h > 12) {
		return clock{}, errHours
	}
	return c, nil
}

// on returns the minutes after midnight in a half of the day.
func (c clock) on(half string) int {
	h := c.minutes % noon // 12 o'clock is the beginning of its half
	if half == "pm" {
		return h + noon
	}
	return h
}

// twelve reports whether a time is after 12 and before 1.
func (c clock) twelve() bool { return c.minutes >= noon && c.minutes < noon+60 }

const (
	noon     = 12 * 60
	midnight = 24 * 60
)

// Doors at these hours, in minutes after midnight, are what tells one reading from two. A club that
// writes "7-9" or "8-10" may mean the evening; none that writes "9-11" does. Whoever means the
// night writes it so: before five, "02:00" is as often two in the afternoon.
const (
	earliest = 7 * 60  // the first door that opens without saying which half of the day
	morning  = 9 * 60  // from then on, what says no half of the day is the morning
	evening  = 17 * 60 // from then on, a door may be open past midnight
	night    = 5 * 60  // before then, nothing opens that does not say "am"
)

// between reads two times as a span, where only one reading is left: "9-5", "10-1", "1-3pm". Two
// times with "am" or "pm" say all; two of the 24-hour clock do as well; a mixture of both clocks
// is read only when it cannot be a slip: "09:00-5:00" is not.
func between(from, to clock) (directory.Span, error) {
	open, end, ok := 0, 0, false
	switch {
	case from.half != "" && to.half != "":
		open, end, ok = halves(from, to)
	case from.half != "" && to.plain:
		open, end, ok = openingSaid(from, to)
	case to.half != "" && from.plain:
		open, end, ok = closingSaid(from, to)
	case from.half != "" || to.half != "": // one of each clock: "9am-17:00", "6pm-midnight"
		open, end, ok = mixed(from, to)
	case from.plain && to.plain:
		open, end, ok = unsaid(from, to)
	default:
		open, end, ok = byTheDay(from, to)
	}
	if !ok || open < 0 || open >= midnight || open == end {
		return directory.Span{}, errHours
	}
	if end == midnight-1 { // "23:59" is how some write the end of the day
		end = midnight
	}
	return directory.Span{Open: open, Close: end}, nil
}

// halves reads times that both say their half. Many write "12am" for noon, so that it is read only
// as the end of an evening.
func halves(from, to clock) (open, end int, ok bool) {
	open, end = from.on(from.half), to.on(to.half)
	if from.half == "am" && from.twelve() {
		return 0, 0, false
	}
	if to.half == "am" && to.twelve() {
		if end == 0 {
			end = midnight
		}
		return open, end, from.half == "pm" && open >= evening
	}
	if end <= open { // over midnight, and not to "12pm", which then is midnight as good
		return open, end, from.half == "pm" && to.half == "am"
	}
	return open, end, true
}

// openingSaid reads "9am-5" and "1pm-3". "7am-9" may end in the morning or in the evening, and
// "10pm-2" at either two.
func openingSaid(from, to clock) (open, end int, ok bool) {
	open = from.on(from.half)
	if from.half == "am" {
		if from.twelve() {
			return 0, 0, false
		}
		return open, to.on("pm"), to.on("am") <= open
	}
	end = to.on("pm")
	return open, end, end > open
}

// closingSaid reads "9-5pm", "1-3pm" and "10-11am". "10-2am" may begin in the morning or in the evening.
func closingSaid(from, to clock) (open, end int, ok bool) {
	end = to.on(to.half)
	if to.half == "am" {
		open = from.on("am")
		return open, end, !to.twelve() && open < end
	}
	if open = from.on("pm"); open >= end {
		open = from.on("am")
	}
	return open, end, open < end && (open >= noon || open >= night)
}

// mixed reads one time that says its half and one of the 24-hour clock.
func mixed(from, to clock) (open, end int, ok bool) {
	open, end = from.minutes, to.minutes
	switch {
	case from.half != "":
		if from.half == "am" && from.twelve() {
			return 0, 0, false
		}
		open = from.on(from.half)
		if !to.word && end == 0 {
			end = midnight
		}
	case to.half == "am" && to.twelve():
		if end = to.on("am"); end == 0 {
			end = midnight
		}
		return open, end, open >= evening
	default:
		end = to.on(to.half)
	}
	if end <= open {
		return open, end, open >= evening && end < noon
	}
	return open, end, open >= night
}

// unsaid reads two times of which neither says its half: "9-5", "10-1", "12-2".
func unsaid(from, to clock) (open, end int, ok bool) {
	open, end = from.minutes, to.minutes
	if open < earliest {
		return 0, 0, false
	}
	if end > open {
		return open, end, open >= morning
	}
	end = to.on("pm")
	// "8-2" may be eight in the evening; "8-4" is not.
	return open, end, end > open && (open >= morning || end >= noon+4*60)
}

// byTheDay reads two times of the 24-hour clock, or one of it with one that may be either. A span
// over midnight has to begin in the afternoon: "08:00-05:00" is what programs make of 8 to 5.
func byTheDay(from, to clock) (open, end int, ok bool) {
	open, end = from.minutes, to.minutes
	if from.word { // from midnight
		return 0, 0, false
	}
	zeroes := open == 0 && end == 0 && !to.word // closed in some lists, the whole day in others
	if end == 0 {
		end = midnight
	}
	switch {
	case zeroes:
		return 0, 0, false
	case from.plain && open < earliest || from.plain && to.word:
		return 0, 0, false
	case end <= open:
		return open, end, !to.plain && !from.plain && open > noon+59 && end < noon
	case to.plain && end < noon-2*60: // "07:00-9:00": the other clock would write 09:00
		return 0, 0, false
	}
	return open, end, open == 0 || open >= night
}
