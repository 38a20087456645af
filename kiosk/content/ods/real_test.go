package ods_test

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"frontdoor/kiosk/content/ods"
	"frontdoor/kiosk/content/postcodes"
	"frontdoor/kiosk/directory"
)

const data = "../../../../shared/data/"

// london imports the three real files, or skips.
func london(t *testing.T) (map[string][]directory.Service, map[string]directory.Point) {
	t.Helper()
	places, _, err := postcodes.Read(os.DirFS(data + "postcodes"))
	if err != nil {
		t.Skipf("the public data is not there (../shared/data): %v", err)
	}
	all := map[string][]directory.Service{}
	for _, k := range ods.Kinds() {
		f, err := os.Open(data + "ods/" + k.File)
		if errors.Is(err, fs.ErrNotExist) {
			t.Skipf("%s is not there (../shared/data/ods)", k.File)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		services, newest, _, err := ods.Import(f, k, ods.Options{Area: "Y56", Place: func(p string) (directory.Point, bool) { at, ok := places[p]; return at, ok }})
		if err != nil {
			t.Fatal(err)
		}
		if newest.Year < 2023 {
			t.Errorf("%s: the newest record is of %s", k.File, newest)
		}
		all[k.File] = services
	}
	return all, places
}

func TestLondonHasAsManyPracticesAsTheRegisterSays(t *testing.T) {
	all, places := london(t)
	for file, want := range map[string]int{"epraccur.csv": 1168, "edispensary.csv": 1739, "egdpprac.csv": 1684} {
		placed := 0
		for _, s := range all[file] {
			if s.Placed() {
				placed++
			}
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

// Capitals are hard to read, and a screen reader spells them. Up to four letters may stand
// for words.
func TestNoRealNameIsInCapitals(t *testing.T) {
	all, _ := london(t)
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
