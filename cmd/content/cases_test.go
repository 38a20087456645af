package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bed is a folder in which a test keeps an editor's files.
type bed struct {
	*testing.T
	folder string
}

func newBed(t *testing.T) bed {
	t.Helper()
	b := bed{t, t.TempDir()}
	b.write("pc/nspl_E.csv", "Postcode,lat,long\nE1 6AN,51.51888,-0.07847\nE1 6PU,51.5193,-0.0747\nE8 1EA,51.5450,-0.0553\nN1 9GU,51.5347,-0.1246\n")
	b.write("feed.toml", "[source]\nsource = \"exampleham\"\nassurer = \"Exampleham Council\"\nverified_on = \"2026-11-16\"\n[fixed]\nkind = \"charity\"\nneeds = [\"community/groups\"]\n")
	b.write("danger.toml", "[source]\nsource = \"exampleham\"\nassurer = \"Exampleham Council\"\nverified_on = \"2026-11-16\"\n[fixed]\nkind = \"charity\"\nneeds = [\"urgent/not-safe\"]\n")
	b.write("table.toml", "[source]\nsource = \"exampleham\"\nassurer = \"Exampleham Council\"\nverified_on = \"2026-11-16\"\n[columns]\nname = \"Name\"\npostcode = \"Postcode\"\n[fixed]\nkind = \"charity\"\nneeds = \"community/groups\"\n")
	return b
}

func (b bed) path(name string) string { return filepath.Join(b.folder, name) }

func (b bed) write(name, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(b.path(name)), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(b.path(name), []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
}

func (b bed) read(name string) string {
	b.Helper()
	text, err := os.ReadFile(b.path(name))
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

// do runs the bench; words with a slash in front are files of the bed.
func (b bed) do(words ...string) (code int, said string) {
	b.Helper()
	args := make([]string, len(words))
	for i, w := range words {
		if args[i] = w; strings.HasPrefix(w, "./") {
			args[i] = b.path(w[2:])
		}
	}
	var out, faults bytes.Buffer
	code = run(b.Context(), args, &out, &faults)
	return code, out.String() + faults.String()
}

// ok runs the bench and returns what it said.
func (b bed) ok(words ...string) string {
	b.Helper()
	code, said := b.do(words...)
	if code != 0 {
		b.Fatalf("%v: exit %d: %s", words, code, said)
	}
	return said
}

// pageOf wraps services of Open Referral UK into a page.
func pageOf(services ...string) string {
	return `{"contents": [` + strings.Join(services, ",\n") + `]}`
}

// club is one service with a place; more is put among its fields, and at among those of its location.
func club(id, name, more, at string) string {
	return fmt.Sprintf(`{"id": %q, "name": %q, "assured_date": "2026-10-01"%s, "service_at_locations": [{"location": {"addresses": [{"address_1": "12 Hidden Road", "city": "London", "postal_code": "E1 6AN"}]%s}}]}`, id, name, more, at)
}

// imported is the services that a feed becomes, as the source has them, and the report.
func (b bed) imported(mapping, json string) (services, report string) {
	b.Helper()
	b.write("in/feed.json", json)
	if err := os.RemoveAll(b.path("src")); err != nil {
		b.Fatal(err)
	}
	b.ok("import", "openreferral", "--from", "./in/feed.json", "--mapping", "./"+mapping, "--postcodes", "./pc", "-o", "./src")
	_, services, _ = strings.Cut(b.read("src/feed.toml"), "[[service]]")
	return services, b.read("src/feed.report.csv")
}
