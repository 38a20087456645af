package spreadsheet

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/kiosk/directory"
)

// errHours means that hours are not written in a way that can only be read as one thing.
var errHours = errors.New("these hours can be read in more than one way, or not at all")

// token is a day, a time, or what stands between them.
var token = regexp.MustCompile(`[a-z]+|\d{1,2}(?:[:.]\d{2})?|[-–—&,;/+()\n]|[^\s]`)

// noise are words that say nothing.
var noise = map[string]bool{"open": true, "from": true, "hours": true, "opening": true, "times": true, "every": true, "hrs": true, "o": true, "clock": true, ":": true, ".": true, "(": true, ")": true}

// bounds of what is read.
const (
	maxHours  = 400 // letters
	maxTokens = 200
)

// Hours reads opening hours as people write them: "Mon-Fri 9am-5pm; Sat 10-1". What can be
// read in two ways is an error: hours that are guessed send somebody to a closed door. Days
// that are not named are closed; an empty text is nil.
func Hours(text string) (*directory.Hours, error) {
	lower := strings.ToLower(strings.TrimSpace(text))
	if lower == "" {
		return nil, nil //nolint:nilnil // nothing is known, and that is no fault
	}
	if len(lower) > maxHours {
		return nil, errHours
	}
	switch strings.Trim(lower, ". ") {
	case "24/7", "24 hours", "24 hours a day", "24hrs", "always open", "day and night":
		return &directory.Hours{Always: true}, nil
	case "by appointment", "by appointment only", "appointment only", "appointments only":
		return &directory.Hours{ByAppointment: true}, nil
	}
	p := &parser{words: token.FindAllString(lower, maxTokens+1)}
	if len(p.words) > maxTokens {
		return nil, errHours
	}
	if err := p.read(); err != nil {
		return nil, err
	}
	return p.hours()
}

// parser walks over the words. A group is days, then the times of those days.
type parser struct {
	words  []string
	days   []time.Weekday // of the group
	closed bool           // of the group: "Sunday closed"
	last   string         // what joins the next day or time to the one before
	spans  []directory.Span
	week   [7][]directory.Span
	named  [7]bool
}

func (p *parser) read() error {
	for len(p.words) > 0 {
		w := p.words[0]
		switch days, isDay := weekdays(w); {
		case isDay:
			if err := p.day(days); err != nil {
				return err
			}
		case noise[w]:
			p.words = p.words[1:]
		case w == "closed":
			if len(p.spans) > 0 || len(p.days) == 0 {
				return errHours
			}
			p.closed, p.words = true, p.words[1:]
		case w[0] >= '0' && w[0] <= '9' || w == "noon" || w == "midday" || w == "midnight":
			if err := p.span(); err != nil {
				return err
			}
		case joins(w):
			p.last, p.words = w, p.words[1:]
			if (w == ";" || w == "\n") && p.complete() {
				if err := p.end(); err != nil {
					return err
				}
			}
		default:
			return errHours
		}
	}
	return p.end()
}

func joins(w string) bool {
	switch w {
	case "-", "–", "—", "to", "until", "till", "&", "and", ",", ";", "/", "+", "\n":
		return true
	}
	return false
}

func through(w string) bool {
	return w == "-" || w == "–" || w == "—" || w == "to" || w == "until" || w == "till"
}

// complete reports whether the group has its days and its times.
func (p *parser) complete() bool { return len(p.days) > 0 && (p.closed || len(p.spans) > 0) }

// day takes one word of days. After times, a new group begins with it.
func (p *parser) day(days []time.Weekday) error {
	p.words = p.words[1:]
	if p.complete() {
		if err := p.end(); err != nil {
			return err
		}
		p.last = ""
	}
	if len(p.spans) > 0 { // "9-5 Monday": the times stand before the days
		return errHours
	}
	if through(p.last) && len(p.days) > 0 && len(days) == 1 {
		for d := p.days[len(p.days)-1]; d != days[0]; {
			d = (d + 1) % 7
			p.days = append(p.days, d)
		}
	} else {
		p.days = append(p.days, days...)
	}
	p.last = ""
	return nil
}

// end closes a group. Days that stand twice with different times are not understood.
func (p *parser) end() error {
	if len(p.days) == 0 && len(p.spans) == 0 && !p.closed {
		return nil
	}
	if !p.complete() || p.closed && len(p.spans) > 0 {
		return errHours
	}
	for _, d := range p.days {
		if p.named[d] {
			return errHours
		}
		p.named[d] = true
		p.week[d] = slices.Clone(p.spans)
	}
	p.days, p.spans, p.closed, p.last = nil, nil, false, ""
	return nil
}

// span takes "9am-5pm".
func (p *parser) span() error {
	if p.closed || len(p.spans) > 0 && p.last != "," && p.last != "&" && p.last != "and" && p.last != "/" && p.last != "+" {
		return errHours
	}
	from, err := p.time()
	if err != nil {
		return err
	}
	if len(p.words) == 0 || !through(p.words[0]) {
		return errHours
	}
	p.words = p.words[1:]
	to, err := p.time()
	if err != nil {
		return err
	}
	one, err := between(from, to)
	if err != nil {
		return err
	}
	if n := len(p.spans); n > 0 && one.Open < p.spans[n-1].Close {
		return errHours
	}
	p.spans, p.last = append(p.spans, one), ""
	return nil
}

// clock is a time as it was written: half says "am" or "pm".
type clock struct {
	minutes int
	half    string
	plain   bool // a figure of at most 12, without a nought before it: "9", "10.30"
}

func (p *parser) time() (clock, error) {
	if len(p.words) == 0 {
		return clock{}, errHours
	}
	w := p.words[0]
	p.words = p.words[1:]
	switch w {
	case "noon", "midday":
		return clock{minutes: 720}, nil
	case "midnight":
		return clock{minutes: 1440}, nil
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
		case "noon", "midday":
			if h != 12 {
				return clock{}, errHours
			}
			p.words = p.words[1:]
			return clock{minutes: 720 + m}, nil
		}
	}
	if c.half != "" && (h == 0 || h > 12) {
		return clock{}, errHours
	}
	return c, nil
}

// on returns the minutes after midnight in a half of the day.
func (c clock) on(half string) int {
	h := c.minutes % 720 // 12 o'clock is the beginning of its half
	if half == "pm" {
		return h + 720
	}
	return h
}

// earliest is when the first door opens that says no half of the day: "1-3" is after noon, and
// whoever means the night writes it so.
const earliest = 7 * 60

// between reads two times as a span. Halves of the day that are not said are filled in where
// only one reading is left: "9-5", "10-1", "1-3pm".
func between(from, to clock) (directory.Span, error) {
	open, end := from.minutes, to.minutes
	switch {
	case from.half != "" && to.half != "":
		open, end = from.on(from.half), to.on(to.half)
	case to.half != "" && from.plain: // "9-5pm", "1-3pm"
		end = to.on(to.half)
		if open = from.on("pm"); open >= end {
			open = from.on("am")
		}
	case from.half != "" && to.plain: // "9am-5"
		open = from.on(from.half)
		if end = to.on("am"); end <= open {
			end = to.on("pm")
		}
	case from.half != "":
		open = from.on(from.half)
	case to.half != "":
		end = to.on(to.half)
	case from.plain && to.plain:
		if open < earliest {
			return directory.Span{}, errHours
		}
		if end <= open {
			end = to.on("pm")
		}
	}
	if to.half == "am" && to.minutes%720 == 0 || to.half == "" && end == 0 {
		end = 1440
	}
	if open >= 1440 || open == end {
		return directory.Span{}, errHours
	}
	return directory.Span{Open: open, Close: end}, nil
}

// hours returns what was read.
func (p *parser) hours() (*directory.Hours, error) {
	known := false
	for d := range p.week {
		known = known || p.named[d]
	}
	if !known {
		return nil, errHours
	}
	return &directory.Hours{Week: p.week}, nil
}

// weekdays reads a word for a day or for several.
func weekdays(w string) ([]time.Weekday, bool) {
	switch w {
	case "daily", "everyday", "day", "days":
		return []time.Weekday{0, 1, 2, 3, 4, 5, 6}, true
	case "weekdays", "weekday":
		return []time.Weekday{1, 2, 3, 4, 5}, true
	case "weekend", "weekends":
		return []time.Weekday{6, 0}, true
	}
	if len(w) < 3 {
		return nil, false
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if strings.HasPrefix(name, w) || w == name+"s" || w == name[:3]+"s" || w == "tues" && d == time.Tuesday || w == "thurs" && d == time.Thursday {
			return []time.Weekday{d}, true
		}
	}
	return nil, false
}

// dayHours reads one column of one day: "9-5", "closed", or nothing.
func dayHours(day time.Weekday, text string) (*directory.Hours, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil //nolint:nilnil // nothing is known, and that is no fault
	}
	h, err := Hours(fmt.Sprintf("%s %s", day, text))
	if err != nil {
		return nil, err
	}
	for d := range h.Week {
		if time.Weekday(d) != day && len(h.Week[d]) > 0 || h.Always {
			return nil, errHours
		}
	}
	return h, nil
}
