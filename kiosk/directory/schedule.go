package directory

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// A Schedule is opening that repeats by a rule: "the first Tuesday of the month, 10:00 to
// 12:00", "every two weeks". Its fields are those of Open Referral UK. A day about which it says
// nothing is closed as far as the schedule goes; before From and after To it says nothing.
type Schedule struct {
	Freq       string  `cbor:"1,keyasint,omitzero"` // Weekly or Monthly
	Interval   int     `cbor:"2,keyasint,omitzero"` // every so many weeks or months; 0 is as good as 1
	ByDay      []ByDay `cbor:"3,keyasint,omitzero"` // at least one, unless ByMonthDay has one
	ByMonthDay []int   `cbor:"4,keyasint,omitzero"` // 1 to 28, or -1 for the last; only of a monthly one without ByDay
	Start      Date    `cbor:"5,keyasint,omitzero"` // dtstart: it is closed before; weeks and months are counted from it
	Span       Span    `cbor:"6,keyasint,omitzero"` // opens_at, closes_at
	From       Date    `cbor:"7,keyasint,omitzero"` // valid_from, valid_to: the first and the last day; zero means no limit
	To         Date    `cbor:"8,keyasint,omitzero"`
	Except     []Date  `cbor:"9,keyasint,omitzero"` // days on which it is closed although the rule says otherwise
}

// How often a schedule repeats. Others are refused: no door opens each second.
const (
	Weekly  = "WEEKLY"
	Monthly = "MONTHLY"
)

// Bounds of a rule. What is rarer cannot be told from a mistake.
const (
	MostWeeks  = 52
	MostMonths = 12
	MostExcept = 400 // days of a schedule or of a week
	mostRules  = 50  // of one service
)

// A ByDay is a day of a week or, with Nth, of a month: {2, time.Tuesday} is the second
// Tuesday, {-1, time.Friday} the last Friday.
type ByDay struct {
	Nth int          `cbor:"1,keyasint,omitzero"`
	Day time.Weekday `cbor:"2,keyasint,omitzero"`
}

var weekdays = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// String returns the form of Open Referral UK and iCalendar: "TU", "1TU", "-1FR".
func (b ByDay) String() string {
	if b.Nth == 0 {
		return weekdays[b.Day]
	}
	return strconv.Itoa(b.Nth) + weekdays[b.Day]
}

// ParseByDay reads "MO,WE" or "1TU".
func ParseByDay(text string) ([]ByDay, bool) {
	var days []ByDay
	for one := range strings.SplitSeq(text, ",") {
		one = strings.ToUpper(strings.TrimSpace(one))
		if len(one) < 2 {
			return nil, false
		}
		nth, name := one[:len(one)-2], one[len(one)-2:]
		n, err := strconv.Atoi(strings.TrimPrefix(nth, "+"))
		day := slices.Index(weekdays[:], name)
		if day < 0 || nth != "" && (err != nil || n == 0 || n > 5 || n < -5) {
			return nil, false
		}
		days = append(days, ByDay{n, time.Weekday(day)})
	}
	return days, true
}

// Sound reports whether a rule can be followed at all, in a bounded time. An unsound one opens
// nothing and says nothing.
func (s Schedule) Sound() bool {
	if s.Start != (Date{}) && !s.Start.counted() || len(s.Except) > MostExcept {
		return false
	}
	within := func(most int) bool {
		return s.Interval >= 0 && s.Interval <= most && (s.Interval < 2 || s.Start.Month != 0)
	}
	nth := func(b ByDay) bool { return b.Nth != 0 }
	switch s.Freq {
	case Weekly:
		return within(MostWeeks) && len(s.ByDay) > 0 && len(s.ByDay) <= len(weekdays) && len(s.ByMonthDay) == 0 && !slices.ContainsFunc(s.ByDay, nth)
	case Monthly:
		odd := func(day int) bool { return day != -1 && (day < 1 || day > 28) }
		byDay := len(s.ByDay) > 0 && len(s.ByMonthDay) == 0
		byMonthDay := len(s.ByMonthDay) > 0 && len(s.ByDay) == 0 && !slices.ContainsFunc(s.ByMonthDay, odd)
		return within(MostMonths) && (byDay || byMonthDay) && len(s.ByDay)+len(s.ByMonthDay) <= 35
	}
	return false
}

// holds reports whether a schedule says anything of a day.
func (s Schedule) holds(d Date) bool { return s.Sound() && within(d, s.From, s.To) }

// within reports whether a day is between two others or one of them. Zero is no limit.
func within(d, from, to Date) bool {
	return !d.Before(from) && (to == Date{} || !to.Before(d))
}

// Opens reports whether there is any day on which a schedule opens. A rule that has not fired in
// that many years never does.
func (s Schedule) Opens() bool {
	const years = 40
	from := later(Date{2000, time.January, 1}, later(s.Start, s.From))
	_, ok := s.days(from, from.addDays(years*366))()
	return ok
}

// days returns the days on which a schedule opens between two days, in their order. The rule is
// begun anew near the first of them, so that a start long ago costs nothing.
func (s Schedule) days(from, to Date) func() (Date, bool) {
	none := func() (Date, bool) { return Date{}, false }
	if !s.Sound() || !from.counted() || !to.counted() {
		return none
	}
	for _, d := range []Date{s.Start, s.From} {
		if from.Before(d) {
			from = d
		}
	}
	if s.To != (Date{}) && s.To.Before(to) {
		to = s.To
	}
	rule, err := rrule.NewRRule(rrule.ROption{
		Freq: map[string]rrule.Frequency{Weekly: rrule.WEEKLY, Monthly: rrule.MONTHLY}[s.Freq], Interval: max(s.Interval, 1),
		Dtstart: s.anchor(from).midnight(), Until: to.midnight(), Byweekday: s.ruleDays(), Bymonthday: s.ByMonthDay,
	})
	if err != nil || to.Before(from) {
		return none
	}
	next := rule.Iterator()
	return func() (Date, bool) {
		for at, ok := next(); ok; at, ok = next() {
			if d := dateOf(at); !d.Before(from) && !slices.Contains(s.Except, d) {
				return d, true
			}
		}
		return Date{}, false
	}
}

// anchor returns a day on or before from that counts weeks or months as the start does.
func (s Schedule) anchor(from Date) Date {
	start := s.Start
	if start == (Date{}) {
		start = from
	}
	if s.Freq == Weekly {
		first := start.addDays(-sinceMonday(start))
		step := 7 * max(s.Interval, 1)
		return later(start, first.addDays(from.since(first)/step*step))
	}
	months := (from.Year-start.Year)*12 + int(from.Month) - int(start.Month)
	step := max(s.Interval, 1)
	return later(start, dateOf(time.Date(start.Year, start.Month+time.Month(months/step*step), 1, 0, 0, 0, 0, time.UTC)))
}

func later(a, b Date) Date {
	if a.Before(b) {
		return b
	}
	return a
}

func sinceMonday(d Date) int { return (int(d.weekday()) + 6) % 7 }

// ruleDays returns the days as the library takes them. Every Sunday of a month is the first to
// the fifth to it: beside "the first Thursday" it would otherwise want both at once.
func (s Schedule) ruleDays() []rrule.Weekday {
	names := [...]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}
	out := make([]rrule.Weekday, 0, len(s.ByDay))
	for _, d := range s.ByDay {
		day := names[d.Day]
		switch {
		case d.Nth != 0:
			out = append(out, day.Nth(d.Nth))
		case s.Freq == Monthly:
			for n := range 5 {
				out = append(out, day.Nth(n+1))
			}
		default:
			out = append(out, day)
		}
	}
	return out
}
