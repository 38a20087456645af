package wording

import (
	"strings"

	"frontdoor/kiosk/usage"
	"frontdoor/locales"
)

// A Count is one line of what a visit would add: what it is about, and what is counted of it.
type Count struct{ About, Values string }

// Remembered says every count that a visit would add, one line for each dimension, in the
// order of the wire. No cell is left out: what has no words is said as "something else".
func Remembered(p locales.Printer, cells []usage.Cell) []Count {
	var out []Count
	last := ""
	for _, c := range cells {
		about, value := p.T("count.other"), counted(p, c)
		if id := "count." + c.Dimension; p.Has(id) {
			about = p.T(id)
		}
		if c.Dimension == last {
			out[len(out)-1].Values = p.Join(out[len(out)-1].Values, value)
			continue
		}
		out, last = append(out, Count{about, value}), c.Dimension
	}
	return out
}

// counted says one value.
func counted(p locales.Printer, c usage.Cell) string {
	if c.Value == usage.Other {
		return p.T("count.other")
	}
	id := "count." + c.Dimension + "." + c.Value
	switch c.Dimension {
	case usage.Language, usage.Wanted:
		return p.Language(c.Value)
	case usage.Need:
		return Need(p, c.Value)
	case usage.Minutes, usage.Wait:
		return locales.Isolate(strings.ReplaceAll(c.Value, "-", "–"))
	case usage.Turned:
		id = "turned." + c.Value
	}
	if !p.Has(id) {
		return p.T("count.other")
	}
	return p.T(id)
}

// Waiting says what waits on this kiosk for the hub, and where it goes.
func Waiting(p locales.Printer, w usage.Waiting) (what, where string) {
	what, where = p.T("memory.waiting.none"), p.T("memory.hub.none")
	if w.Hours > 0 {
		y, m, d := w.Since.Date()
		what = p.N("memory.waiting.hours", w.Hours, "Date", p.Date(y, m, d))
	}
	if w.Hub {
		where = p.T("memory.hub")
	}
	return what, where
}
