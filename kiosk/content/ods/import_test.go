package ods

import (
	"fmt"
	"strings"
	"testing"

	"frontdoor/kiosk/directory"
)

// row makes a row of 27 columns.
func row(set map[int]string) string {
	cells := make([]string, columns)
	for i, v := range map[int]string{
		colCode: "F84016", colName: "EXAMPLE SURGERY", colGrouping: "Y56", colAddress: "1 EXAMPLE LANE", colPostcode: "E1 6AN",
		colOpened: "19740401", colStatus: "A", colPhone: "020 79460111", colSetting: "4",
	} {
		cells[i] = v
	}
	for i, v := range set {
		cells[i] = v
	}
	return `"` + strings.Join(cells, `","`) + "\"\n"
}

func aldgate(p string) (directory.Point, bool) {
	return directory.Point{Lat: 51.5, Lon: -0.07}, p == "E1 6AN"
}

func importRows(t *testing.T, k Kind, rows ...string) ([]directory.Service, directory.Date, string) {
	t.Helper()
	services, newest, report, err := Import(strings.NewReader(strings.Join(rows, "")), k, Options{Area: "Y56", Place: aldgate})
	if err != nil {
		t.Fatal(err)
	}
	return services, newest, fmt.Sprint(report.Entries())
}

func TestOnlyOpenPracticesOfTheAreaAreTaken(t *testing.T) {
	for name, set := range map[string]map[int]string{
		"closed": {colStatus: "C"}, "dormant": {colStatus: "D"}, "elsewhere": {colGrouping: "Y60"}, "a prison": {colSetting: "10"},
	} {
		if got, _, _ := importRows(t, Kinds()[0], row(set)); len(got) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got, _, _ := importRows(t, Kinds()[1], row(map[int]string{colSetting: ""})); len(got) != 1 || got[0].Kind != "pharmacy" {
		t.Errorf("a pharmacy has no setting: %+v", got)
	}
}

func TestAPracticeIsSaidWithWhoSaysSoAndUntilWhen(t *testing.T) {
	got, newest, notes := importRows(t, Kinds()[0], row(nil), row(map[int]string{colCode: "X1", colStatus: "C", colClosed: "20240229"}))
	if len(got) != 1 || notes != "[]" {
		t.Fatalf("%+v, %s", got, notes)
	}
	s := got[0]
	if s.ID != "ods-f84016" || s.Name != "Example Surgery" || s.Hours != nil || s.Phones[0].Number != "020 7946 0111" || !s.Placed() {
		t.Errorf("%+v", s)
	}
	// The file's newest record dates it; a leap day has no day a year later.
	if newest.String() != "2024-02-29" || s.Assurance.VerifiedOn != newest || s.Assurance.ExpiresOn.String() != "2025-03-01" {
		t.Errorf("%+v", s.Assurance)
	}
}

func TestWhatIsRepairedOrMissingIsReported(t *testing.T) {
	for name, c := range map[string]struct{ row, want string }{
		"no such postcode": {row(map[int]string{colPostcode: "E1 6AX"}), `location "E1 6AX": the postcode is not in the list`},
		"not a postcode":   {row(map[int]string{colPostcode: "LONDON"}), `"LONDON": this is not a postcode`},
		"not a number":     {row(map[int]string{colPhone: "ring"}), `phone "ring": this is not a telephone number`},
		"too few columns":  {row(nil) + "a,b,c\n", "it has not 27 columns"},
	} {
		if _, _, notes := importRows(t, Kinds()[0], c.row); !strings.Contains(notes, c.want) {
			t.Errorf("%s: %s", name, notes)
		}
	}
}

func TestWhereNobodyCanGoIsLeftOutAndTheReasonSaid(t *testing.T) {
	for name, c := range map[string]struct {
		kind int
		set  map[int]string
		want string // empty: it stays
	}{
		"a dentist in a prison":            {2, map[int]string{colName: "HMP EXAMPLE"}, "inside a prison"},
		"a pharmacy at a prison's address": {1, map[int]string{colAddress: "HMP EXAMPLE"}, "inside a prison"},
		"a hub":                            {0, map[int]string{colName: "EXAMPLE PCN EA HUB"}, "nobody registers"},
		"a federation":                     {0, map[int]string{colName: "EXAMPLE GP FEDERATION"}, "nobody registers"},
		"a dentist may be called hub":      {2, map[int]string{colName: "THE DENTAL HUB"}, ""},
		"part of a word":                   {0, map[int]string{colName: "SASHA HUBBARD PRACTICE"}, ""},
		"a walk-in for homeless people":    {0, map[int]string{colName: "THE EXAMPLE WALK-IN"}, ""},
		"a street that is called so":       {0, map[int]string{colName: "PRISONERS LANE SURGERY"}, ""},
	} {
		got, _, notes := importRows(t, Kinds()[c.kind], row(c.set))
		if (len(got) == 0) != (c.want != "") || !strings.Contains(notes, c.want) {
			t.Errorf("%s: %d services, %s", name, len(got), notes)
		}
	}
}

func TestANameThatOnlySaysWhatItIsGetsItsStreet(t *testing.T) {
	for capitals, want := range map[string]string{
		"DENTAL SURGERY": "Dental Surgery, 1 Example Lane", "THE MEDICAL CENTRE": "The Medical Centre, 1 Example Lane",
		"108 DENTAL SURGERY": "108 Dental Surgery", "CARE CHEMISTS LTD": "Care Chemists Ltd",
	} {
		got, _, notes := importRows(t, Kinds()[2], row(map[int]string{colName: capitals}))
		if len(got) != 1 || got[0].Name != want || strings.Contains(notes, "repaired") != strings.Contains(want, ",") {
			t.Errorf("%s becomes %+v, %s", capitals, got, notes)
		}
	}
}

func TestADayThatHasNotComeDatesNothing(t *testing.T) {
	if _, newest, _ := importRows(t, Kinds()[0], row(map[int]string{colJoined: "29990101"})); newest.Year != 1974 {
		t.Errorf("%s", newest)
	}
}

func FuzzImport(f *testing.F) {
	f.Add(row(nil), 0)
	f.Add(row(map[int]string{colPhone: "+44", colPostcode: "É1"}), 2)
	f.Add("\"\n", 1)
	f.Fuzz(func(t *testing.T, text string, kind int) {
		kinds := Kinds()
		services, _, _, err := Import(strings.NewReader(text), kinds[uint(kind)%uint(len(kinds))], Options{Place: aldgate})
		if err != nil && len(services) > 0 {
			t.Error("an error and services")
		}
		for _, s := range services {
			if !strings.HasPrefix(s.ID, "ods-") || s.Location == nil {
				t.Errorf("%+v", s)
			}
		}
	})
}
