package wording

import (
	"slices"
	"strings"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/directory"
	"frontdoor/locales"
)

// Lines are what the screen of one service says, in the order in which people ask: may I,
// where, when, how do I reach them, will they understand me, what do I bring. What is short
// is together in the first line.
func Lines(p locales.Printer, a directory.Answer) []Line {
	s := a.Service
	var lines []Line
	add := func(icon, text string) {
		if text != "" {
			lines = append(lines, Line{Icon: icon, Text: text})
		}
	}
	lines = append(lines, told(p, a)...)
	lines = append(lines, may(p, a)...)
	lines = append(lines, where(p, a)...)
	if a.Open.State == directory.HoursUnknown {
		add(icons.Clock, Opening(p, a.Open, ringable(s)).Text)
	}
	for _, usual := range Usual(p, a) {
		add(icons.Clock, usual)
	}
	lines = append(lines, numbers(p, s)...)
	if s.Interpreting != nil && *s.Interpreting {
		add(icons.Language, p.T("fact.interpreter"))
	}
	add(icons.Wheelchair, access(p, s))
	add(icons.Card, bring(p, s))
	if s.Description != nil && s.Description.Text != "" {
		lines = append(lines, written(p, *s.Description)...)
	}
	return lines
}

// Kept says of a service what somebody can keep: as Lines, with the hours that are usual and
// without those of this moment. "Open until 18:00" in a telephone's contacts would be wrong from
// the same evening on.
func Kept(p locales.Printer, a directory.Answer) []Line {
	if !momentary(a.Open) {
		return Lines(p, a)
	}
	a.Open = directory.Opening{State: directory.HoursUnknown}
	unknown := Opening(p, a.Open, ringable(a.Service)).Text
	return slices.DeleteFunc(Lines(p, a), func(l Line) bool { return l.Text == unknown })
}

// KeptHours says the hours that somebody can keep in a line; nothing where none are known.
func KeptHours(p locales.Printer, a directory.Answer) string {
	if !momentary(a.Open) {
		return Opening(p, a.Open, ringable(a.Service)).Text
	}
	return join(Usual(p, a)...)
}

// momentary reports whether what is said of a door is true for a moment only.
func momentary(o directory.Opening) bool {
	switch o.State {
	case directory.OpenNow, directory.ClosingSoon, directory.Closed, directory.HolidayHours:
		return true
	case directory.HoursUnknown, directory.OpenAlways, directory.ByAppointment, directory.PhoneOnly:
	}
	return false
}

// may says in one line what is known, what it costs and which right holds; then whose it is.
func may(p locales.Printer, a directory.Answer) []Line {
	s := a.Service
	var lines []Line
	var first []string
	if known := Facts(p, a); known != "" {
		first = append(first, known)
	}
	if s.Cost != nil && !s.Cost.Free && s.Cost.Note != "" {
		first = append(first, p.T("fact.cost."+s.Cost.Note))
	}
	for _, r := range s.Rights {
		first = append(first, p.T("right."+r))
	}
	if len(first) > 0 {
		lines = append(lines, Line{Icon: icons.Check, Text: sentences(first...), Strong: true})
	}
	if who := eligible(p, s.Eligibility); who != "" {
		lines = append(lines, Line{Icon: icons.Info, Text: who})
	}
	return lines
}

func eligible(p locales.Printer, e *directory.Eligibility) string {
	if e == nil {
		return ""
	}
	var parts []string
	switch {
	case e.MinAge > 0 && e.MaxAge > 0:
		parts = append(parts, p.T("fact.age.between", "From", e.MinAge, "To", e.MaxAge))
	case e.MinAge > 0:
		parts = append(parts, p.T("fact.age.from", "From", e.MinAge))
	case e.MaxAge > 0:
		parts = append(parts, p.T("fact.age.to", "To", e.MaxAge))
	}
	for _, w := range e.Who {
		parts = append(parts, p.T("who."+w))
	}
	return sentences(parts...)
}

// where says the way there. An address that keeps somebody safe is never said.
func where(p locales.Printer, a directory.Answer) []Line {
	l := a.Service.Location
	if l == nil {
		return nil
	}
	if l.Confidential {
		return []Line{{Icon: icons.Pin, Text: p.T("fact.confidential")}}
	}
	var lines []Line
	miles, walk := Distance(p, a)
	switch {
	case walk != "":
		lines = append(lines, Line{Icon: icons.Walk, Text: walk + " · " + miles})
	case miles != "":
		lines = append(lines, Line{Icon: icons.Walk, Text: miles})
	}
	address := append([]string{}, l.Address...)
	if l.Postcode != "" {
		address = append(address, strings.ReplaceAll(l.Postcode, " ", "\u00a0"))
	}
	if len(address) > 0 {
		lines = append(lines, Line{Icon: icons.Pin, Text: strings.Join(address, ", "), Lang: p.Own(strings.Join(address, ", "))})
	}
	return lines
}

func numbers(p locales.Printer, s directory.Service) []Line {
	var lines []Line
	for _, ph := range s.Phones {
		switch ph.Use {
		case "text":
			lines = append(lines, Line{Icon: icons.TextMessage, Text: p.T("fact.text", "Word", ph.Word, "Number", ph.Number)})
		case "relay":
			lines = append(lines, Line{Icon: icons.Phone, Text: p.T("fact.relay", "Number", ph.Number)})
		default:
			lines = append(lines, Line{Icon: icons.Phone, Text: phone(ph.Number), Lang: "en", Strong: true, Number: true})
		}
	}
	return lines
}

func access(p locales.Printer, s directory.Service) string {
	var parts []string
	if s.StepFree != nil && !*s.StepFree {
		parts = append(parts, p.T("fact.steps"))
	}
	if s.HearingLoop != nil && *s.HearingLoop {
		parts = append(parts, p.T("fact.hearing-loop"))
	}
	if s.QuietSpace != nil && *s.QuietSpace {
		parts = append(parts, p.T("fact.quiet"))
	}
	return sentences(parts...)
}

func bring(p locales.Printer, s directory.Service) string {
	if len(s.Documents) == 0 { // that nothing is needed is in the first line
		return ""
	}
	names := make([]string, len(s.Documents))
	for i, d := range s.Documents {
		names[i] = p.T("document." + d)
	}
	return p.T("fact.bring", "Things", p.Join(names...))
}
