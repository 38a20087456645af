package storybook

import (
	"slices"
	"time"

	"frontdoor/kiosk/directory"
)

// choices gives every filter with a number, some of them on.
func choices(on ...string) []directory.Choice {
	var out []directory.Choice
	for i, f := range directory.Filters() {
		out = append(out, directory.Choice{Filter: f, On: slices.Contains(on, string(f)), Leaves: []int{7, 14, 1, 3, 20}[i]})
	}
	return out
}

// Refuge gives an invented service whose address keeps people safe.
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
