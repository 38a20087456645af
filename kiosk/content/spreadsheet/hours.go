package spreadsheet

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
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
	ranged bool           // the last days of the group were made by "to": "Mon-Wed"
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
	if len(p.spans) > 0 { // "9-5 Monday": the times are before the days
		return errHours
	}
	reaches := through(p.last) && len(p.days) > 0
	if reaches && p.ranged { // "Mon-Wed-Fri" is three days, or five
		return errHours
	}
	p.ranged = reaches
	if reaches && len(days) == 1 {
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
	p.days, p.spans, p.closed, p.last, p.ranged = nil, nil, false, "", false
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
	if n := len(p.spans); n > 0 && (one.Open < p.spans[n-1].Close || p.spans[n-1].Close <= p.spans[n-1].Open) {
		return errHours
	}
	p.spans, p.last = append(p.spans, one), ""
	return nil
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
	return (&directory.Hours{Week: p.week}).Plain(), nil
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
