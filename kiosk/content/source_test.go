package content_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack/packtest"
)

// known are the needs of these tests.
func known(need string) bool { return slices.Contains([]string{"health/gp", "mind/talk"}, need) }

// good is a file without faults. Its service begins on line 4.
const good = `[defaults]
source = "example"
verified_on = "2026-11-16"
[[service]]
id = "a"
name = "A surgery"
kind = "gp"
needs = ["health/gp"]
everywhere = true
`

func TestAFaultSaysWhereItIsAndHowToMendIt(t *testing.T) {
	cases := map[string]struct {
		file, text string
		at         string // file:line
		what       string // part of what is wrong
		mend       string // part of how to mend it
	}{
		"not TOML":           {"a.toml", good + "name = =\n", "a.toml:10", "expected", "docs/content.md"},
		"a field of no kind": {"a.toml", good + "colour = \"red\"\n", "a.toml:10", "colour", "fields there are"},
		"text for a list":    {"a.toml", strings.Replace(good, `["health/gp"]`, `"health/gp"`, 1), "a.toml:8", "needs", "docs/content.md"},
		"no id":              {"a.toml", strings.Replace(good, `id = "a"`, "", 1), "a.toml:4", "id is not made of", `id = "example-surgery"`},
		"an id in capitals":  {"a.toml", strings.Replace(good, `"a"`, `"A"`, 1), "a.toml:4", "small letters", `id = "example-surgery"`},
		"an id too long":     {"a.toml", strings.Replace(good, `"a"`, `"`+strings.Repeat("a", 121)+`"`, 1), "a.toml:4", "id", "example-surgery"},
		"an id twice":        {"a.toml", good + good[strings.Index(good, "[[service]]"):], "a.toml:10", "already in a.toml:4", "an id of its own"},
		"no name":            {"a.toml", strings.Replace(good, `"A surgery"`, `"  "`, 1), "a.toml:4", "no name", "name ="},
		"capitals":           {"a.toml", strings.Replace(good, "A surgery", "A SURGERY", 1), "a.toml:4", "capitals", "as a person would"},
		"no kind":            {"a.toml", strings.Replace(good, `kind = "gp"`, "", 1), "a.toml:4", "no kind", "kind ="},
		"no need":            {"a.toml", strings.Replace(good, `["health/gp"]`, "[]", 1), "a.toml:4", "answers no need", "needs ="},
		"an unknown need":    {"a.toml", strings.Replace(good, "health/gp", "health/g", 1), "a.toml:4", `"health/g" is not a need`, "needs there are"},
		"a need twice":       {"a.toml", strings.Replace(good, `"health/gp"`, `"health/gp", "health/gp"`, 1), "a.toml:4", `answers "health/gp" twice`, "once"},
		"nobody says so":     {"a.toml", strings.Replace(good, `source = "example"`, "", 1), "a.toml:4", "nobody says so", "source ="},
		"not checked":        {"a.toml", strings.Replace(good, `verified_on = "2026-11-16"`, "", 1), "a.toml:4", "when it was checked", "verified_on ="},
		"no date":            {"a.toml", strings.Replace(good, "2026-11-16", "16/11/26", 1), "a.toml:4", "16/11/26", "2026-11-23"},
		"expired before":     {"a.toml", good + "expires_on = \"2025-01-01\"\n", "a.toml:4", "expires before", "expires_on"},
		"nowhere":            {"a.toml", strings.Replace(good, "everywhere = true", "", 1), "a.toml:4", "nowhere", "[service.location]"},
		"swapped":            {"a.toml", good + "[service.location]\nlatitude = -0.07\nlongitude = 51.5\n", "a.toml:4", "United Kingdom", "swapped"},
		"not a number":       {"a.toml", good + "[service.location]\nlatitude = nan\nlongitude = 0.1\n", "a.toml:4", "United Kingdom", "swapped"},
		"a secret given":     {"a.toml", good + "[service.location]\nconfidential = true\naddress = [\"1 Secret Street\"]\n", "a.toml:4", "confidential", "Leave out"},
		"a secret's place":   {"a.toml", good + "[service.location]\nconfidential = true\nlatitude = 51.5\nlongitude = 0.1\n", "a.toml:4", "confidential", "Leave out"},
		"not a telephone":    {"a.toml", good + "phone = [{ number = \"020 7946 O111\" }]\n", "a.toml:4", "020 7946 O111", "Write figures"},
		"18000 to ring":      {"a.toml", good + "phone = [{ number = \"18000\" }]\n", "a.toml:4", "emergencies by text relay", "18001"},
		"not a day":          {"a.toml", good + "schedule = { mon = \"09:00-17:00\" }\n", "a.toml:4", `"mon"`, "monday ="},
		"not hours":          {"a.toml", good + "schedule = { monday = \"nine to five\" }\n", "a.toml:4", "nine to five", "monday ="},
		"not checked hours":  {"a.toml", good + "schedule = { monday = \"09:00-17:00\" }\n[service.schedule_assurance]\nexpires_on = \"soon\"\n", "a.toml:4", "soon", "2026-11-23"},

		"two columns":        {"p.csv", "postcode,latitude,longitude\nE1 6AN,51.5\n", "p.csv:2", "three columns", "postcode,latitude,longitude"},
		"not a postcode":     {"p.csv", "postcode,latitude,longitude\nE1 6AN,51.5,-0.1\nE1,51.5,-0.1\n", "p.csv:3", `"E1"`, "E1 6AN,"},
		"the north pole":     {"p.csv", "E1 6AN,99.999999,0\n", "p.csv:1", "United Kingdom", "E1 6AN,"},
		"no place":           {"p.csv", "E1 6AN,NaN,0\n", "p.csv:1", "United Kingdom", "E1 6AN,"},
		"a quotation mark":   {"p.csv", "E\"1 6AN,51.5,-0.1\n", "p.csv:1", "quotation mark", "postcode,latitude"},
		"after empty lines":  {"p.csv", "postcode,latitude,longitude\n\n\nE1,51.5,-0.1\n", "p.csv:4", `"E1"`, "E1 6AN,"},
		"an open quotation":  {"p.csv", "E1 6AN,51.5,-0.1\n\"E1 6AX,51.5,-0.1\n", "p.csv:2", "quotation mark", "postcode,latitude"},
		"in a folder within": {"sub/p.csv", "E1,51.5,-0.1\n", "sub/p.csv:1", `"E1"`, "E1 6AN,"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := content.Read(fstest.MapFS{c.file: {Data: []byte(c.text)}}, known)
			var faults content.Faults
			if !errors.As(err, &faults) || len(faults) == 0 {
				t.Fatalf("no fault: %v", err)
			}
			line := faults[0].Error()
			if !strings.HasPrefix(line, c.at+": ") || !strings.Contains(faults[0].What, c.what) || !strings.Contains(faults[0].Mend, c.mend) {
				t.Errorf("%s\nwant it at %s, of %q, mended by %q", line, c.at, c.what, c.mend)
			}
		})
	}
	if _, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(good)}}, known); err != nil {
		t.Errorf("the good file has faults: %v", err)
	}
}

func TestAllFaultsAreSaidAtOnceEachOnALine(t *testing.T) {
	_, err := content.Read(fstest.MapFS{
		"a.toml": {Data: []byte(strings.Replace(good, "A surgery", "", 1))},
		"b.toml": {Data: []byte(strings.Replace(good, `"a"`, `"b b"`, 1))},
		"p.csv":  {Data: []byte("E1,51.5,-0.1\nE2,51.5,-0.1\n")},
	}, known)
	if err == nil || strings.Count(err.Error(), "\n") != 3 {
		t.Errorf("want four lines:\n%v", err)
	}
}

func TestOtherFilesOfAFolderAreLeftAlone(t *testing.T) {
	s, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(good)}, "notes.txt": {Data: []byte("[[[")}, "a.report.tsv": {Data: []byte("x")}}, known)
	if err != nil || len(s.Services) != 1 {
		t.Errorf("%d services, %v", len(s.Services), err)
	}
}

func TestWhatIsWrittenIsReadBackWhole(t *testing.T) {
	folder := t.TempDir()
	// One that stands after others must not take over who vouches for them.
	if err := content.WriteServices(filepath.Join(folder, "few.toml"), "A comment\nof two lines", packtest.Few(), nil); err != nil {
		t.Fatal(err)
	}
	if err := content.WritePostcodes(filepath.Join(folder, "p.csv"), packtest.Places()); err != nil {
		t.Fatal(err)
	}
	got, err := content.Read(os.DirFS(folder), known)
	if err != nil {
		t.Fatal(err)
	}
	want := packtest.Few()
	slices.SortFunc(want, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
	for i := range want {
		if !reflect.DeepEqual(got.Services[i], want[i]) {
			t.Errorf("got  %+v\nwant %+v", got.Services[i], want[i])
		}
	}
	for p, at := range packtest.Places() {
		if !close(got.Postcodes[p], at) {
			t.Errorf("%s: %v, want %v", p, got.Postcodes[p], at)
		}
	}
	if len(got.Postcodes) != len(packtest.Places()) || len(got.Services) != len(want) {
		t.Errorf("%d postcodes and %d services", len(got.Postcodes), len(got.Services))
	}
}

// close reports whether two places are the same as far as a file of postcodes says, a metre.
func close(a, b directory.Point) bool {
	return math.Abs(a.Lat-b.Lat) < 1e-5 && math.Abs(a.Lon-b.Lon) < 1e-5
}

func TestAnIDInTwoSourcesIsAFault(t *testing.T) {
	s, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(good)}}, known)
	if err != nil {
		t.Fatal(err)
	}
	var faults content.Faults
	if _, err := content.Merge(s, s); !errors.As(err, &faults) || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("%v", err)
	}
	if both, err := content.Merge(s, content.Source{Postcodes: packtest.Places()}); err != nil || len(both.Services) != 1 || len(both.Postcodes) != len(packtest.Places()) {
		t.Errorf("%+v, %v", both, err)
	}
}
