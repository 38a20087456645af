package storybook

import (
	"slices"
	"time"

	"frontdoor/kiosk/directory"
)

// choices returns every filter with a number, some of them on.
func choices(on ...string) []directory.Choice {
	var out []directory.Choice
	for i, f := range directory.Filters() {
		out = append(out, directory.Choice{Filter: f, On: slices.Contains(on, string(f)), Leaves: []int{7, 14, 1, 3, 20}[i]})
	}
	return out
}

// Refuge returns an invented service whose address keeps people safe.
func Refuge() directory.Answer {
	fresh := directory.Assurance{Source: "example", VerifiedOn: directory.Date{Year: 2026, Month: time.November, Day: 16}}
	return directory.Answer{
		Service: directory.Service{
			ID: "example-safe-house", Name: "Example Safe House", Kind: "charity",
			Phones: []directory.Phone{{Number: "020 7946 0191", Free: true}}, Cost: &directory.Cost{Free: true},
			Location: &directory.Location{Confidential: true}, Eligibility: &directory.Eligibility{Who: []string{"women"}},
			Languages: []string{"bn", "pl", "ur"}, Documents: []string{}, Assurance: fresh,
		},
		Metres: -1, Walk: -1, Open: directory.Opening{State: directory.OpenAlways},
		Reasons: []directory.Reason{directory.ReasonDanger, directory.ReasonOpen, directory.ReasonLanguage},
		Trust:   directory.Trust{Source: fresh.Source, VerifiedOn: fresh.VerifiedOn},
	}
}

// Group returns an invented group that meets by a rule, has news, and says some of it in English
// only.
func Group() directory.Answer {
	yes := true
	fresh := directory.Assurance{Source: "example", VerifiedOn: directory.Date{Year: 2026, Month: time.November, Day: 16}}
	on := func(day int) directory.Date { return directory.Date{Year: 2026, Month: time.December, Day: day} }
	today := directory.Date{Year: 2026, Month: time.November, Day: 24}
	h := &directory.Hours{Schedules: []directory.Schedule{
		{Freq: directory.Monthly, ByDay: []directory.ByDay{{Nth: 1, Day: time.Tuesday}}, Span: directory.Span{Open: 600, Close: 720}, Except: []directory.Date{on(29)}},
		{Freq: directory.Weekly, Interval: 2, Start: on(3), ByDay: []directory.ByDay{{Day: time.Thursday}}, Span: directory.Span{Open: 1110, Close: 1230}},
	}}
	h.Week[time.Friday] = []directory.Span{{Open: 600, Close: 750}, {Open: 810, Close: 960}}
	return directory.Answer{
		Service: directory.Service{
			ID: "example-sewing", Name: "Example Sewing and Talking Group", Kind: "charity",
			Phones:   []directory.Phone{{Number: "020 7946 0155"}},
			Location: &directory.Location{Address: []string{"Library Square", "Example Borough"}, Postcode: "QX1 6AN", Lat: 51.51, Lon: -0.07},
			Cost:     &directory.Cost{Free: true}, Languages: []string{"en", "ur", "bn"}, StepFree: &yes, QuietSpace: &yes, Documents: []string{},
			Hours: h, Assurance: fresh,
		},
		Metres: 480, Walk: 9, On: today,
		Open:    directory.Opening{State: directory.Closed, At: 600, Day: time.Tuesday, Ahead: 7, Date: on(1)},
		News:    []directory.News{{Kind: directory.AlertClosed, Until: directory.Date{Year: 2026, Month: time.November, Day: 30}, Text: &directory.Prose{Lang: "en", Text: "The roof is being mended."}, Trust: directory.Trust{Source: fresh.Source}}},
		Reasons: []directory.Reason{directory.ReasonNear, directory.ReasonLanguage},
		Trust:   directory.Trust{Source: fresh.Source, VerifiedOn: fresh.VerifiedOn},
	}
}

// News returns invented services with something that holds for a time.
func News() []directory.Answer {
	group, moved, full, line := Group(), Answers()[1], Answers()[2], Answers()[3]
	moved.News = []directory.News{{Kind: directory.AlertMoved}}
	moved.Metres, moved.Walk, moved.Reasons = -1, -1, moved.Reasons[1:]
	full.News = []directory.News{{Kind: directory.AlertFull}, {Kind: directory.AlertHours}}
	full.Open = directory.Opening{State: directory.HoursUnknown}
	line.News, line.Open = []directory.News{{Kind: directory.AlertPhone}}, directory.Opening{State: directory.PhoneOnly}
	return []directory.Answer{group, moved, full, line}
}
