package directory

import "slices"

// Plain returns hours in the plainest form that says the same: a week without a minute of closed
// doors is day and night, and 23:59, which some write for the end of a day, is the end of it. h is
// not changed; nil stays nil.
func (h *Hours) Plain() *Hours {
	if h == nil || h.Always {
		return h
	}
	limited := h.ByAppointment || h.From != Date{} || h.To != Date{} || len(h.Except) > 0 || len(h.Schedules) > 0
	if !limited && unbroken(h.Week) {
		return &Hours{Always: true, Assurance: h.Assurance}
	}
	short := func(s Span) bool { return s.Close == midnight-1 }
	shortDay := func(day []Span) bool { return slices.ContainsFunc(day, short) }
	shortRule := func(s Schedule) bool { return short(s.Span) }
	if !slices.ContainsFunc(h.Week[:], shortDay) && !slices.ContainsFunc(h.Schedules, shortRule) {
		return h
	}
	out := *h
	for d, spans := range h.Week {
		out.Week[d] = slices.Clone(spans)
		for i := range out.Week[d] {
			out.Week[d][i] = spans[i].plain()
		}
	}
	out.Schedules = slices.Clone(h.Schedules)
	for i := range out.Schedules {
		out.Schedules[i].Span = out.Schedules[i].Span.plain()
	}
	return &out
}

func (s Span) plain() Span {
	if s.Close == midnight-1 {
		s.Close = midnight
	}
	return s
}

// unbroken reports whether spans leave no minute of a week, which begins anew after its Saturday.
func unbroken(week [7][]Span) bool {
	var all []Span
	for d, spans := range week {
		if len(spans) == 0 { // no span of the day before reaches past where it began
			return false
		}
		for _, s := range spans {
			end := s.plain().Close
			if end <= s.Open {
				end += midnight
			}
			all = append(all, Span{d*midnight + s.Open, d*midnight + end}, Span{(d-7)*midnight + s.Open, (d-7)*midnight + end})
		}
	}
	return openUntil(all, 0) >= 7*midnight
}
