package directory_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack"
)

// Every built-in service is asked for on any day of fifteen years: before it has to be
// checked it may be said as certain, from that day on it may not.
func TestNothingStaleIsSaidAsCertain(t *testing.T) {
	source, err := pack.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	withHours := 0
	for _, s := range source.Services {
		if s.Assurance.ExpiresOn == (directory.Date{}) {
			t.Errorf("%s never has to be checked", s.ID)
		}
		if s.Hours != nil {
			withHours++
		}
	}
	if withHours < 20 {
		t.Fatalf("only %d services have hours: this proves little", withHours)
	}
	d, err := directory.New(directory.NewMemory(source.Services, nil))
	if err != nil {
		t.Fatal(err)
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(t rapid.TB, s directory.Service, now time.Time) {
		a, err := d.Service(context.Background(), s.ID, nil, now, "en")
		if err != nil {
			t.Fatal(err)
		}
		y, m, day := now.In(london).Date()
		stale := !(directory.Date{Year: y, Month: m, Day: day}).Before(s.Assurance.ExpiresOn)
		if a.Trust.Stale != stale {
			t.Fatalf("%s on %s: stale is %v, want %v", s.ID, now, a.Trust.Stale, stale)
		}
		hoursStale := stale
		if s.Hours != nil && s.Hours.Assurance != nil {
			hoursStale = !(directory.Date{Year: y, Month: m, Day: day}).Before(s.Hours.Assurance.ExpiresOn)
		}
		if known := a.Open.State != directory.HoursUnknown; known != (s.Hours != nil && !hoursStale) {
			t.Fatalf("%s on %s: %q is said of its hours", s.ID, now, a.Open.State)
		}
		for _, r := range a.Reasons {
			if r == directory.ReasonOpen && hoursStale {
				t.Fatalf("%s on %s: said to be open", s.ID, now)
			}
		}
	}
	for _, s := range source.Services { // the last minute and the first
		e := s.Assurance.ExpiresOn
		first := time.Date(e.Year, e.Month, e.Day, 0, 0, 0, 0, london)
		ask(t, s, first)
		ask(t, s, first.Add(-time.Minute))
	}
	rapid.Check(t, func(t *rapid.T) {
		s := source.Services[rapid.IntRange(0, len(source.Services)-1).Draw(t, "service")]
		minutes := rapid.IntRange(0, 15*366*24*60).Draw(t, "minutes")
		ask(t, s, time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(minutes)*time.Minute))
	})
}

// Hours that somebody else vouches for go stale on their own.
func TestHoursGoStaleWithWhoeverVouchesForThem(t *testing.T) {
	s := directory.Service{
		ID: "a", Hours: &directory.Hours{Always: true, Assurance: &directory.Assurance{ExpiresOn: directory.Date{Year: 2026, Month: 6, Day: 1}}},
		Assurance: directory.Assurance{ExpiresOn: directory.Date{Year: 2030, Month: 1, Day: 1}},
	}
	d, err := directory.New(directory.NewMemory([]directory.Service{s}, nil))
	if err != nil {
		t.Fatal(err)
	}
	for now, want := range map[time.Time]directory.OpenState{
		time.Date(2026, 5, 31, 22, 59, 0, 0, time.UTC): directory.OpenAlways,
		time.Date(2026, 5, 31, 23, 0, 0, 0, time.UTC):  directory.HoursUnknown, // 1 June on London's clocks
	} {
		a, err := d.Service(context.Background(), "a", nil, now, "en")
		if err != nil {
			t.Fatal(err)
		}
		if a.Open.State != want || a.Trust.Stale {
			t.Errorf("at %s: %q, stale %v; want %q", now, a.Open.State, a.Trust.Stale, want)
		}
	}
}
