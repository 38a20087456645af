package dashboard

import (
	"fmt"
	"time"

	"frontdoor/hub/disclosure"
	"frontdoor/kiosk/usage"
)

// A period is one of the few that can be asked for. Two periods of somebody's own choice
// could be taken from each other until one visit is left.
type period struct {
	ID, Name string
	days     int // with today; 0 is all
	from, to usage.Hour
}

var periods = [...]period{
	{ID: "7", Name: "7 days", days: 7},
	{ID: "30", Name: "30 days", days: 30},
	{ID: "all", Name: "All"},
}

// periodOf returns the period of an id, the first one when none is asked for, until the end of
// today in London.
func periodOf(id string, now time.Time) (period, bool) {
	for _, p := range periods {
		if id != p.ID && (id != "" || p.ID != periods[0].ID) {
			continue
		}
		// A kiosk whose clock is a little fast counts for tomorrow: the store allows a day.
		p.to = usage.HourOf(midnight(now, 2))
		if p.days > 0 {
			p.from = usage.HourOf(midnight(now, 1-p.days))
			p.to = usage.HourOf(midnight(now, 1))
		}
		return p, true
	}
	return period{}, false
}

// midnight returns the beginning of the day that is a number of days after now's.
func midnight(now time.Time, days int) time.Time {
	return time.Date(now.Year(), now.Month(), now.Day()+days, 0, 0, 0, 0, now.Location())
}

// A chart is visits by day, or by month when there are more days than can be told apart.
type chart struct {
	Unit  string // "day" or "month"
	Bars  []bar
	Most  uint64 // the number at the top
	Slots int
}

// A bar is one day or month. Its place and size are as percentages of the chart's width and height.
type bar struct {
	Name   string // in full
	Label  string // below; empty where there is no room
	Wide   bool   // there is room for the label on a wide screen only
	Part   bool   // it is not over
	Number disclosure.Number

	X, Width, Middle string
	Y, Height        string
}

// mostDays is how many bars can be told apart on a phone.
const mostDays = 31

// draw places the bars.
func (c *chart) draw(starts []time.Time, shown []disclosure.Number, now time.Time) {
	for _, n := range shown {
		c.Most = max(c.Most, n.Value())
	}
	every := (len(starts) + 6) / 7
	slot := 100 / float64(len(starts))
	for i, t := range starts {
		b := bar{Name: t.Format("Monday 2 January 2006"), Number: shown[i]}
		label := t.Format("2 Jan")
		if c.Unit == "month" {
			b.Name, label = t.Format("January 2006"), t.Format("Jan 06")
		}
		if before := len(starts) - 1 - i; before%every == 0 {
			b.Label, b.Wide = label, before/every%2 == 1
		}
		b.Part = i == len(starts)-1 && !t.After(now)
		height := float64(share(shown[i], c.Most))
		if shown[i].Hidden() {
			height = hiddenHeight
		}
		b.X, b.Width = percent(slot*(float64(i)+0.14)), percent(slot*0.72)
		b.Middle = percent(slot * (float64(i) + 0.5))
		b.Y, b.Height = percent(100-height), percent(height)
		c.Bars = append(c.Bars, b)
	}
}

// hiddenHeight is that of a bar whose number is hidden, whatever the number is.
const hiddenHeight = 6

func percent(f float64) string { return fmt.Sprintf("%.2f%%", f) }
