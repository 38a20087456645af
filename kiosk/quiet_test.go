package kiosk

import (
	"slices"
	"testing"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// Anyone who says on the way to a person that they need a quiet place finds those that have one first.
func TestWhoNeedsAQuietPlaceIsShownOneFirst(t *testing.T) {
	yes := true
	service := func(id string, quiet *bool) directory.Service {
		return directory.Service{
			ID: id, Name: id, Kind: "charity", Needs: []string{"health/gp"}, QuietSpace: quiet,
			Location:  &directory.Location{Lat: 51.51, Lon: -0.08},
			Assurance: directory.Assurance{Source: "example", VerifiedOn: directory.Date{Year: 2026, Month: 11, Day: 16}},
		}
	}
	dir, err := directory.New(directory.NewMemory([]directory.Service{service("a", nil), service("b", &yes)}, nil))
	if err != nil {
		t.Fatal(err)
	}
	f := everything(t)
	r := New(dir, f.runtime.tree, f.runtime.site, Options{})
	now := time.Date(2026, time.November, 24, 11, 0, 0, 0, time.UTC)
	first := func(access ...string) directory.Answer {
		r.state = journey.State{Screen: journey.Results, Lang: "en", Leaf: "health/gp", Where: journey.Here, Access: access}
		return drawn[glass.Results](t.Context(), r, now).Answers[0]
	}
	if a := first(); a.Service.ID != "a" || slices.Contains(a.Reasons, directory.ReasonQuiet) {
		t.Errorf("without being asked: %s, %v", a.Service.ID, a.Reasons)
	}
	if a := first(handoff.Quiet); a.Service.ID != "b" || !slices.Contains(a.Reasons, directory.ReasonQuiet) {
		t.Errorf("when asked: %s, %v", a.Service.ID, a.Reasons)
	}
}
