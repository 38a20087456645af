// Package specimen invents content of any size, to measure with.
//
// What it makes is like the content of a large city in what costs time: hours of every form,
// news, prose, several languages, places that lie close together and a need that a tenth of all
// services answer. It decides nothing and nobody reads it: names, numbers and places are
// invented, and the same size makes the same content. The benchmarks rely on it.
package specimen

import (
	"fmt"
	"math/rand/v2"
	"time"

	"frontdoor/kiosk/directory"
)

// Largest is a need that a tenth of all services answer, as pharmacies do in a pack of the
// whole country.
const Largest = "health/pharmacy"

// On is the day on which it was made: a few facts have to be checked by then.
var on = time.Date(2026, time.November, 24, 0, 0, 0, 0, time.UTC)

// Where returns a place in the invented city.
func Where(r *rand.Rand) directory.Point {
	return directory.Point{Lat: 51.3 + r.Float64()*0.4, Lon: -0.5 + r.Float64()*0.8}
}

// Services returns n services for the leaves of a tree of needs.
func Services(n int, leaves []string) []directory.Service {
	r := rand.New(rand.NewPCG(7, 8))
	all := make([]directory.Service, n)
	for i := range all {
		all[i] = one(r, i, leaves)
	}
	return all
}

func one(r *rand.Rand, i int, leaves []string) directory.Service {
	kinds := []string{"gp", "pharmacy", "dentist", "library", "charity", "council", "clinic"}
	kind := kinds[r.IntN(len(kinds))]
	s := directory.Service{
		ID: fmt.Sprintf("specimen-%06d", i), Name: fmt.Sprintf("%s %s number %d", pick(r, streets), kind, i), Kind: kind, Organization: pick(r, bodies),
		Needs:  []string{leaves[r.IntN(len(leaves))]},
		Phones: []directory.Phone{{Number: fmt.Sprintf("020 7946 0%03d", r.IntN(1000)), Free: r.IntN(20) == 0}},
		URL:    fmt.Sprintf("specimen-%d.example.org", i),
		Hours:  hours(r), StepFree: maybe(r), HearingLoop: maybe(r), QuietSpace: maybe(r), Interpreting: maybe(r),
		Assurance: directory.Assurance{Source: "example", VerifiedOn: day(-r.IntN(300)), ExpiresOn: day(r.IntN(365) - 30)},
	}
	if more := leaves[r.IntN(len(leaves))]; r.IntN(2) == 0 && more != s.Needs[0] {
		s.Needs = append(s.Needs, more)
	}
	if i%10 == 0 && s.Needs[0] != Largest && s.Needs[len(s.Needs)-1] != Largest {
		s.Needs = append(s.Needs, Largest)
	}
	at := Where(r)
	s.Location = &directory.Location{Address: []string{fmt.Sprintf("%d %s", 1+r.IntN(200), pick(r, streets)), "London"}, Postcode: postcode(r), Lat: at.Lat, Lon: at.Lon}
	switch i % 500 {
	case 0:
		s.Everywhere, s.Location = true, nil
	case 1:
		s.Location = &directory.Location{Confidential: true}
	}
	if r.IntN(3) == 0 {
		s.Cost, s.Documents = &directory.Cost{Free: true}, []string{}
	}
	if r.IntN(3) == 0 {
		s.Languages = []string{"en", pick(r, []string{"bn", "pl", "ar", "ur", "zh-Hans"}), pick(r, []string{"so", "pt", "tr"})}
	}
	if r.IntN(8) == 0 {
		s.Eligibility = &directory.Eligibility{MinAge: 16, Who: []string{"anyone"}}
	}
	if r.IntN(3) > 0 {
		s.Description = &directory.Prose{Lang: "en", Text: "Come in, ring us or send us a letter. We can help you with forms, and with what to ask for. It does not matter how long you have lived here."}
	}
	if r.IntN(50) == 0 {
		s.Alerts = []directory.Alert{{Kind: directory.AlertClosed, From: day(r.IntN(20) - 10), Until: day(r.IntN(30) + 10), Text: &directory.Prose{Lang: "en", Text: "The roof is being mended."}}}
	}
	return s
}

// hours are those of an office, of a shop, with a break, by a rule, always, by appointment, or
// not known.
func hours(r *rand.Rand) *directory.Hours {
	h := &directory.Hours{}
	open := 480 + 30*r.IntN(5)
	switch n := r.IntN(20); {
	case n < 2:
		return nil
	case n == 2:
		h.Always = true
	case n == 3:
		h.ByAppointment = true
	case n < 6:
		span := directory.Span{Open: open + 120, Close: open + 240}
		h.Schedules = []directory.Schedule{
			{Freq: directory.Monthly, ByDay: []directory.ByDay{{Nth: 1 + r.IntN(4), Day: time.Weekday(r.IntN(7))}}, Span: span},
			{Freq: directory.Weekly, Interval: 2, Start: day(-7 * r.IntN(100)), ByDay: []directory.ByDay{{Day: time.Weekday(r.IntN(7))}}, Span: span},
		}
	default:
		for d := time.Monday; d <= time.Friday; d++ {
			h.Week[d] = []directory.Span{{Open: open, Close: open + 510}}
			if n > 15 {
				h.Week[d] = []directory.Span{{Open: open, Close: 750}, {Open: 810, Close: 1080}}
			}
		}
		if n%2 == 0 {
			h.Week[time.Saturday] = []directory.Span{{Open: open + 60, Close: 960}}
		}
	}
	return h
}

// Postcodes returns at most n postcodes, with where they are.
func Postcodes(n int) map[string]directory.Point {
	r := rand.New(rand.NewPCG(9, 10))
	all := make(map[string]directory.Point, n)
	for range n {
		all[postcode(r)] = Where(r)
	}
	return all
}

// postcode invents one: there is no area QX.
func postcode(r *rand.Rand) string {
	const letters = "ABDEFGHJLNPQRSTUWXYZ"
	return fmt.Sprintf("QX%d %d%c%c", 1+r.IntN(99), r.IntN(10), letters[r.IntN(len(letters))], letters[r.IntN(len(letters))])
}

var (
	streets = []string{"Meadow Road", "Mill Yard", "Station Parade", "Long Wharf", "Example Lane", "Market Row", "Library Square"}
	bodies  = []string{"Example Trust", "Example Council", "Meadow Road Residents", ""}
)

func pick(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

func maybe(r *rand.Rand) *bool {
	yes := r.IntN(3) > 0
	if r.IntN(2) == 0 {
		return nil
	}
	return &yes
}

func day(n int) directory.Date {
	y, m, d := on.AddDate(0, 0, n).Date()
	return directory.Date{Year: y, Month: m, Day: d}
}
