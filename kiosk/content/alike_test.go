package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/kiosk/directory"
)

// hall is a service in a community centre with one switchboard.
func hall(id, list, name, need, number string) directory.Service {
	return directory.Service{
		ID: id, Name: name, Kind: "charity", Needs: []string{need}, Phones: []directory.Phone{{Number: number}},
		Location:  &directory.Location{Address: []string{"21 Market Row"}, Postcode: "E1 6AN", Lat: 51.5, Lon: -0.07},
		Assurance: directory.Assurance{Source: list, Assurer: list, VerifiedOn: on(2026, 10, 1), ExpiresOn: on(2027, 10, 1)},
	}
}

// meets fills in when a service is open.
func meets(s directory.Service, day time.Weekday) directory.Service {
	s.Hours = &directory.Hours{}
	s.Hours.Week[day] = []directory.Span{{Open: 600, Close: 720}}
	return s
}

func idsOf(services []directory.Service) string {
	var out []string
	for _, s := range services {
		out = append(out, s.ID)
	}
	return strings.Join(out, " ")
}

// Anyone who is sent to the lunch club for legal help comes on the wrong day.
func TestCaseOnlyWhatCannotBeTwoServicesIsMadeOne(t *testing.T) {
	const number, other = "020 7946 0190", "020 7946 0191"
	food := func(id, list, number string) directory.Service {
		return hall(id, list, "Hall Food Bank", "money/food-bank", number)
	}
	aged := func(s directory.Service, from, to int) directory.Service {
		s.Eligibility = &directory.Eligibility{MinAge: from, MaxAge: to}
		return s
	}
	run := func(s directory.Service, by string) directory.Service { s.Organization = by; return s }
	kind := func(s directory.Service, kind string) directory.Service { s.Kind = kind; return s }
	says := func(s directory.Service, id string) directory.Service { s.SameAs = []string{id}; return s }
	for name, c := range map[string]struct {
		all  []directory.Service
		want string
	}{
		"one switchboard":                  {[]directory.Service{hall("a-legal", "a", "Free Legal Clinic", "rights/legal", number), hall("b-lunch", "b", "Elders Lunch Club", "mind/lonely", number)}, "a-legal b-lunch"},
		"one switchboard, one need":        {[]directory.Service{hall("a-lunch", "a", "Monday Lunch", "mind/lonely", number), hall("b-lunch", "b", "Elders Lunch Club", "mind/lonely", number)}, "a-lunch b-lunch"},
		"two clinics behind one number":    {[]directory.Service{kind(hall("a", "a", "Foot Clinic", "health/long-term", number), "clinic"), kind(hall("b", "b", "Eye Clinic", "health/long-term", number), "clinic")}, "a b"},
		"two libraries behind one number":  {[]directory.Service{kind(hall("a", "a", "Hall Library", "community/library", number), "library"), kind(hall("b", "b", "Local Archive", "community/library", number), "library")}, "a b"},
		"one by name, the other by number": {[]directory.Service{food("a-food", "a", number), hall("a-debt", "a", "Hall Debt Advice", "money/debt", other), food("b-food", "b", other)}, "a-debt a-food"},
		"practices in a chain": {[]directory.Service{
			kind(hall("a-1", "a", "Hall Practice", "health/gp", number), "gp"), kind(hall("a-2", "a", "Row Practice", "health/gp", other), "gp"), kind(hall("b-1", "b", "Hall Practice", "health/gp", other), "gp"),
		}, "a-1 a-2"},
		"a chain of three lists": {[]directory.Service{
			kind(hall("a-1", "a", "Hall Practice", "health/gp", number), "gp"), kind(hall("b-1", "b", "Hall Practice", "health/gp", other), "gp"), kind(hall("c-1", "c", "Row Practice", "health/gp", other), "gp"),
		}, "a-1 c-1"},
		"one name, other needs":      {[]directory.Service{hall("a", "a", "Drop-in", "money/debt", number), hall("b", "b", "Drop In", "mind/lonely", other)}, "a b"},
		"one name, other ages":       {[]directory.Service{aged(food("a", "a", number), 0, 18), aged(food("b", "b", number), 60, 0)}, "a b"},
		"one name, other days":       {[]directory.Service{meets(food("a", "a", number), time.Tuesday), meets(food("b", "b", number), time.Friday)}, "a b"},
		"one name, other hosts":      {[]directory.Service{run(food("a", "a", number), "Age Concern"), run(food("b", "b", number), "Bengali Elders")}, "a b"},
		"one name, one host":         {[]directory.Service{run(food("a", "a", number), "Hall Trust Ltd"), run(food("b", "b", number), "The Hall Trust")}, "a"},
		"one of each list":           {[]directory.Service{food("a", "a", number), food("b", "b", other)}, "a"},
		"three lists":                {[]directory.Service{food("a", "a", number), food("b", "b", other), food("c", "c", number)}, "a"},
		"an editor, of one list":     {[]directory.Service{says(food("a-1", "a", number), "a-2"), food("a-2", "a", number)}, "a-1 a-2"},
		"an editor, through a third": {[]directory.Service{says(hall("a-1", "a", "One", "money/debt", number), "b-1"), says(hall("a-2", "a", "Two", "money/debt", other), "b-1"), hall("b-1", "b", "Three", "money/debt", number)}, "a-1 a-2"},
	} {
		out, report := Unite(Source{Services: c.all})
		if got := idsOf(out.Services); got != c.want {
			t.Errorf("%s: %s, not %s; %v", name, got, c.want, report.Entries())
		}
		for _, s := range c.all {
			if !slices.ContainsFunc(out.Services, func(o directory.Service) bool { return o.ID == s.ID || len(o.Also) > 0 }) {
				t.Errorf("%s: %s has gone", name, s.ID)
			}
		}
	}
	_, report := Unite(Source{Services: []directory.Service{meets(food("a", "a", number), time.Tuesday), meets(food("b", "b", number), time.Friday)}})
	if got := fmt.Sprint(report.Entries()); !strings.Contains(got, "open on other days: write same_as if they are one") {
		t.Errorf("the editor is not told: %s", got)
	}
}
