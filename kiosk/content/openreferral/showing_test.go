package openreferral

import (
	"slices"
	"strings"
	"testing"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// What one record says of its place is no word of another's, though both would have one id.
func TestCaseWhoMayBeShownIsNotSaidByAnotherOfTheSameId(t *testing.T) {
	record := func(id, name, more string) string {
		return strings.NewReplacer(`"id": "1"`, `"id": "`+id+`"`, `"name": "Counselling"`, `"name": "`+name+`"`).Replace(counselling(more))
	}
	open := func(told string) string {
		return `, "service_at_locations": [{"location": {` + told + `"addresses": [{"address_1": "1 High Street", "postal_code": "E1 6AN"}]}}]`
	}
	first, second := record("b 17", "First", open("")), record("b-17", "Second", open(`"confidential": false, `))
	page, err := ParsePage([]byte("[" + first + "," + second + "]"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		refused string
		shown   []string
	}{
		"both are taken":    {"", []string{"Second"}},
		"one cannot be had": {"Second", nil},
	} {
		services, report := Import(page.Services, mapping(t), intake.Options{Place: aldgate, Problems: func(s directory.Service) []string {
			if s.Name == c.refused {
				return []string{"it cannot be had"}
			}
			return nil
		}})
		var got []string
		for _, s := range services {
			if report.Shown(s.ID) {
				got = append(got, s.Name)
			}
		}
		if !slices.Equal(got, c.shown) || report.Shown("exampleham-b-17") || len(services) == 0 {
			t.Errorf("%s: %q of %d may be shown, not %q: %v", name, got, len(services), c.shown, report.Entries())
		}
	}
}

// An address for letters is no door, and still leads to one that is secret.
func TestCaseTheAddressForLettersOfASecretPlaceIsTakenAway(t *testing.T) {
	services, report := read(t, counselling(`, "description": "Write to us at 7 Quiet Row, E1 6AN.", "service_at_locations": [{"location": {"confidential": true,
		"addresses": [{"address_type": "postal", "address_1": "7 Quiet Row", "postal_code": "E1 6AN"}]}}]`))
	if len(services) != 1 || services[0].Location == nil || !services[0].Location.Confidential || services[0].Description != nil {
		t.Errorf("%+v, %s", services, report)
	}
}
