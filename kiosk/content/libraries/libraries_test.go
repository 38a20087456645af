package libraries_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/content/libraries"
	"frontdoor/kiosk/directory"
)

const header = "Local authority,Library name,Address 1,Address 2,Postcode,Year closed,Monday staffed hours,Tuesday staffed hours,Saturday staffed hours,Monday unstaffed hours,URL,Email address\n"

func options(postcodes ...string) libraries.Options {
	return libraries.Options{
		VerifiedOn: directory.Date{Year: 2024, Month: 2, Day: 29},
		Place: func(p string) (directory.Point, bool) {
			for _, one := range postcodes {
				if one == p {
					return directory.Point{Lat: 51.5, Lon: -0.07}, true
				}
			}
			return directory.Point{}, false
		},
	}
}

func TestALibraryIsOpenWhenStaffAreThere(t *testing.T) {
	rows := "Exampleham,St Example,1 Lane,London,E1 6AN,,\"09:30-12:00, 13:00-17:30\",10:00 - 18:00,,00:00-24:00,https://example.org/lib,a@example.org\n"
	got, report, err := libraries.Import(strings.NewReader("\ufeff"+header+rows), options("E1 6AN"))
	if err != nil || len(got) != 1 || len(report.Entries()) != 1 || !strings.Contains(report.Entries()[0].String(), "hours without staff are not taken") {
		t.Fatalf("%+v, %v, %v", got, report, err)
	}
	s := got[0]
	if s.ID != "lib-exampleham-st-example" || s.Name != "St Example Library" || s.URL != "example.org/lib" || !s.Placed() {
		t.Errorf("%+v", s)
	}
	want := "[[{570 720} {780 1050}] [{600 1080}] []]"
	if got := fmt.Sprint([][]directory.Span{s.Hours.Week[time.Monday], s.Hours.Week[time.Tuesday], s.Hours.Week[time.Saturday]}); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if s.Assurance.ExpiresOn.String() != "2025-03-01" {
		t.Errorf("expires on %s", s.Assurance.ExpiresOn)
	}
}

func TestWhatALibraryDoesNotSayIsNotMadeUp(t *testing.T) {
	cases := map[string]struct {
		row, notes string
		libraries  int
		hours      bool
	}{
		"closed for ever":       {"X,Old,1 Lane,,E1 6AN,2012,09:00-17:00,,,,,\n", "it has closed for ever", 0, false},
		"no hours":              {"X,New,1 Lane,,E1 6AN,,,,,,,\n", "", 1, false},
		"only without staff":    {"X,New,1 Lane,,E1 6AN,,,,,08:00-22:00,,\n", "hours without staff", 1, false},
		"hours nobody can read": {"X,New,1 Lane,,E1 6AN,,nine to five,,,,,\n", `schedule "Monday nine to five"`, 1, false},
		"one day readable":      {"X,New,1 Lane,,E1 6AN,,nine to five,09:00-17:00,,,,\n", `schedule "Monday nine to five"`, 1, false},
		"open from midnight":    {"X,New,1 Lane,,E1 6AN,,09:00-17:00,00:00-19:00,,,,\n", `schedule "Tuesday 00:00-19:00"`, 1, false},
		"open overnight":        {"X,New,1 Lane,,E1 6AN,,18:00-09:00,,,,,\n", `schedule "Monday 18:00-09:00"`, 1, false},
		"a day of two halves":   {"X,New,1 Lane,,E1 6AN,,07:00-12:00;13:00-22:00,,,,,\n", "", 1, true},
		"an unknown postcode":   {"X,New,1 Lane,,E1 6AX,,,,,,,\n", `"E1 6AX": the postcode is not in the list`, 1, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, report, err := libraries.Import(strings.NewReader(header+c.row), options("E1 6AN"))
			if err != nil || len(got) != c.libraries {
				t.Fatalf("%+v, %v", got, err)
			}
			if len(got) > 0 && (got[0].Hours != nil) != c.hours {
				t.Errorf("hours: %+v", got[0].Hours)
			}
			if text := fmt.Sprint(report.Entries()); !strings.Contains(text, c.notes) || c.notes == "" && text != "[]" {
				t.Errorf("%s", text)
			}
		})
	}
}

func TestTwoLibrariesOfOneNameAreTwo(t *testing.T) {
	row := "X,Central,1 Lane,,E1 6AN,,,,,,,\n"
	got, _, err := libraries.Import(strings.NewReader(header+row+row+row), options("E1 6AN"))
	if err != nil || len(got) != 3 {
		t.Fatalf("%d, %v", len(got), err)
	}
	if ids := got[0].ID + " " + got[1].ID + " " + got[2].ID; ids != "lib-x-central lib-x-central-2 lib-x-central-3" {
		t.Error(ids)
	}
}

func TestAListThatIsNoneSaysWhy(t *testing.T) {
	for text, want := range map[string]string{"": "empty", "a,b\n1,2\n": `no column "Library name"`, header + "x\n": "wrong number of fields", "\"": "list of libraries"} {
		if _, _, err := libraries.Import(strings.NewReader(text), options()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestLondonsLibraries(t *testing.T) {
	f, err := os.Open("../../../../shared/data/libraries/london_libraries.csv")
	if errors.Is(err, fs.ErrNotExist) {
		complete.Lacking(t, "the list of libraries is not there (../shared/data/libraries)")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, _, err := libraries.Import(f, options())
	if err != nil {
		t.Fatal(err)
	}
	withHours := 0
	for _, s := range got {
		if s.Hours != nil {
			withHours++
		}
	}
	if len(got) != 339 || withHours != 326 { // 329 give hours, of which three open a library at midnight or at one
		t.Errorf("%d libraries, %d with hours; want 339, of which 326 have hours that can be right", len(got), withHours)
	}
}

func FuzzImport(f *testing.F) {
	f.Add(header + "X,Central,1 Lane,,E1 6AN,,09:00-17:00,;&,24:00-25:00,,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, _, err := libraries.Import(strings.NewReader(text), options("E1 6AN"))
		if err != nil && len(got) > 0 {
			t.Error("an error and libraries")
		}
		seen := map[string]bool{}
		for _, s := range got {
			if seen[s.ID] {
				t.Errorf("%q twice", s.ID)
			}
			seen[s.ID] = true
		}
	})
}

func TestCaseALibraryIsSaidToHaveOnlyWhatTheListSays(t *testing.T) {
	rows := "X,North,1 Lane,,E1 6AN,,09:00-17:00,,,,https://www.example.org/north/,mailto:north@example.org\n" +
		"X,South,2 Lane,,E1 6AN,,00:00-00:00,09:00-17:00,,,HTTPS://example.org/south,https://www.example.org/contact\n" +
		"X,West,3 Lane,,E1 6AN,,09:00-5:00,09:00-17:00,,,ask us,West <west@example.org>\n"
	got, report, err := libraries.Import(strings.NewReader(header+rows), options("E1 6AN"))
	if err != nil || len(got) != 3 {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, want := range []string{"www.example.org/north north@example.org true", "example.org/south  false", "  false"} {
		s := got[i]
		if said := fmt.Sprint(s.URL, " ", s.Email, " ", s.Hours != nil); said != want {
			t.Errorf("%s: %q, not %q", s.Name, said, want)
		}
		for _, need := range s.Needs {
			if need == "community/toilets" {
				t.Errorf("%s is said to have toilets", s.Name)
			}
		}
	}
	if n := len(report.Entries()); n != 5 {
		t.Errorf("%d entries: %v", n, report.Entries())
	}
}
