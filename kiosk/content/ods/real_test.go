package ods_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/content/ods"
	"frontdoor/kiosk/content/postcodes"
	"frontdoor/kiosk/directory"
)

const data = "../../../../shared/data/"

// london imports the three real files, or skips.
func london(t *testing.T) (map[string][]directory.Service, map[string]*intake.Report, map[string]directory.Point) {
	t.Helper()
	complete.NotQuick(t, "imports the whole register")
	places, _, err := postcodes.Read(os.DirFS(data + "postcodes"))
	if err != nil {
		complete.Lacking(t, "the public data is not there (../shared/data): %v", err)
	}
	all, reports := map[string][]directory.Service{}, map[string]*intake.Report{}
	for _, k := range ods.Kinds() {
		f, err := os.Open(data + "ods/" + k.File)
		if errors.Is(err, fs.ErrNotExist) {
			complete.Lacking(t, "%s is not there (../shared/data/ods)", k.File)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		services, newest, report, err := ods.Import(f, k, ods.Options{Area: "Y56", Place: func(p string) (directory.Point, bool) { at, ok := places[p]; return at, ok }})
		if err != nil {
			t.Fatal(err)
		}
		if newest.Year < 2023 {
			t.Errorf("%s: the newest record is of %s", k.File, newest)
		}
		all[k.File], reports[k.File] = services, report
	}
	return all, reports, places
}

func TestLondonHasAsManyPracticesAsTheRegisterSays(t *testing.T) {
	all, reports, places := london(t)
	for file, want := range map[string]int{"epraccur.csv": 1168, "edispensary.csv": 1739 + 25 /* proposed, and open by now */, "egdpprac.csv": 1684} {
		placed := 0
		for _, e := range reports[file].Entries() {
			if e.Outcome == intake.LeftOut {
				want--
				t.Log(file, e)
			}
		}
		for _, s := range all[file] {
			if s.Placed() {
				placed++
			}
		}
		if left := reports[file].Count(intake.LeftOut); left > 20 {
			t.Errorf("%s: %d rows are left out", file, left)
		}
		if len(all[file]) != want || placed < want-10 {
			t.Errorf("%s: %d, of which %d have a place; want %d", file, len(all[file]), placed, want)
		}
	}
	d, err := directory.New(directory.NewMemory(all["epraccur.csv"], places))
	if err != nil {
		t.Fatal(err)
	}
	from, _, err := d.Place(t.Context(), "e16an")
	if err != nil {
		t.Fatal(err)
	}
	found, err := d.Find(t.Context(), directory.Query{Need: "health/gp", From: &from})
	if err != nil || len(found.Answers) == 0 {
		t.Fatalf("%d answers, %v", len(found.Answers), err)
	}
	const halfAMile = 805
	last := 0
	for _, a := range found.Answers {
		if a.Metres < 0 {
			t.Errorf("%s is somewhere, nobody knows where, and stands among the nearest", a.Service.Name)
			continue
		}
		if a.Metres < last {
			t.Errorf("%s at %d m stands after one at %d m", a.Service.Name, a.Metres, last)
		}
		last = a.Metres
	}
	if found.Answers[0].Metres > halfAMile {
		t.Errorf("the nearest to E1 6AN is %s at %d m", found.Answers[0].Service.Name, found.Answers[0].Metres)
	}
}

// Capitals are hard to read, and a screen reader spells them. Up to four letters may are
// for words.
func TestNoRealNameIsInCapitals(t *testing.T) {
	all, _, _ := london(t)
	capitals := regexp.MustCompile(`[A-Z]{5,}`)
	names := 0
	for file, services := range all {
		for _, s := range services {
			for _, text := range append([]string{s.Name}, s.Location.Address...) {
				names++
				if w := capitals.FindString(text); w != "" {
					t.Errorf("%s: %s in %q", file, w, text)
				}
				if strings.Contains(text, "  ") || strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s: %q is not tidy", file, text)
				}
			}
		}
	}
	if names < 10_000 {
		t.Errorf("only %d names and lines were looked at", names)
	}
}

// A list of ten places with one name cannot be read.
func TestRealNeighboursHaveNamesOfTheirOwn(t *testing.T) {
	all, _, _ := london(t)
	for _, file := range []string{"epraccur.csv", "egdpprac.csv"} { // pharmacies are chains: their name is their name
		services := all[file]
		at := map[string]int{}
		for _, s := range services {
			at[s.Name]++
		}
		for name, n := range at {
			if n > 12 {
				t.Errorf("%s: %d are called %q", file, n, name)
			}
		}
	}
}

// All of the register's England, as it is downloaded.
func BenchmarkEnglandsRegister(b *testing.B) {
	var files [][]byte
	rows := 0
	for _, k := range ods.Kinds() {
		text, err := os.ReadFile(data + "ods/" + k.File)
		if err != nil {
			complete.Lacking(b, "the public data is not there (../shared/data): %v", err)
		}
		rows += bytes.Count(text, []byte("\n"))
		files = append(files, text)
	}
	kept := 0
	for b.Loop() {
		kept = 0
		for i, k := range ods.Kinds() {
			services, _, _, err := ods.Import(bytes.NewReader(files[i]), k, ods.Options{Place: func(string) (directory.Point, bool) { return directory.Point{}, false }})
			if err != nil {
				b.Fatal(err)
			}
			kept += len(services)
		}
	}
	b.ReportMetric(float64(rows), "rows")
	b.ReportMetric(float64(kept), "services")
}
