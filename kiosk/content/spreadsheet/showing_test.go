package spreadsheet

import (
	"strings"
	"testing"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// A row that is left out says nothing of the row that gets its id.
func TestCaseARowThatIsLeftOutShowsNoOther(t *testing.T) {
	m, err := ParseMapping(strings.Join([]string{
		"[source]", `source = "exampleham"`, `assurer = "Exampleham Council"`, `verified_on = "2026-11-16"`,
		"[columns]", `id = "id"`, `name = "name"`, `postcode = "postcode"`, `confidential = "confidential"`, "[fixed]", `kind = "charity"`, `needs = "community/groups"`,
	}, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	const text = "id,name,postcode,confidential\n7,Club A,E1 6AN,no\n7,Club B,E1 6AN,\n8,Club C,E1 6AN,no\n"
	services, report, err := Import(strings.NewReader(text), m, intake.Options{Place: place, Problems: func(s directory.Service) []string {
		if s.Name == "Club A" {
			return []string{"it cannot be had"}
		}
		return nil
	}})
	if err != nil || len(services) != 2 {
		t.Fatalf("%d services, %v", len(services), err)
	}
	if b, c := services[0], services[1]; b.Name != "Club B" || report.Shown(b.ID) || !report.Shown(c.ID) {
		t.Errorf("%s may be shown: %t, %s: %t", b.ID, report.Shown(b.ID), c.ID, report.Shown(c.ID))
	}
}
