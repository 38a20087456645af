package content_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"frontdoor/assets/builtin"
	"frontdoor/internal/complete"
	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
)

func builtinContent(t *testing.T) (*needs.Tree, content.Source) {
	t.Helper()
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := content.Builtin(func(id string) bool { _, ok := tree.Leaf(id); return ok })
	if err != nil {
		t.Fatalf("the built-in content has faults:\n%v", err)
	}
	return tree, s
}

func TestNobodyAsksTheBuiltInContentForNothing(t *testing.T) {
	tree, s := builtinContent(t)
	d, err := directory.New(directory.NewMemory(s.Services, s.Postcodes))
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range tree.Leaves() {
		found, err := d.Find(t.Context(), directory.Query{Need: leaf})
		if err != nil || len(found.Answers) == 0 {
			t.Errorf("%s: %d answers, %v", leaf, len(found.Answers), err)
		}
	}
}

func TestTheBuiltInBoroughIsOpenlyInvented(t *testing.T) {
	_, s := builtinContent(t)
	invented := 0
	for _, one := range s.Services {
		if !strings.HasPrefix(one.ID, "example-") {
			continue
		}
		invented++
		if one.Assurance.Source != "example" {
			t.Errorf("%s: %q says so", one.ID, one.Assurance.Source)
		}
		for _, p := range one.Phones {
			if !strings.HasPrefix(p.Number, "020 7946 0") || len(p.Number) != len("020 7946 0000") {
				t.Errorf("%s: %q is not one of Ofcom's numbers for drama", one.ID, p.Number)
			}
		}
		if l := one.Location; !l.Confidential && !strings.HasPrefix(l.Postcode, "QX1 ") {
			t.Errorf("%s: %q could be somebody's postcode", one.ID, l.Postcode)
		}
	}
	if invented < 20 {
		t.Errorf("only %d invented services were looked at", invented)
	}
}

func TestNoBuiltInWordIsInCapitals(t *testing.T) {
	_, s := builtinContent(t)
	capitals := regexp.MustCompile(`\b[A-Z]{5,}\b`)
	for _, one := range s.Services {
		for _, text := range append([]string{one.Name, one.Organization}, address(one)...) {
			if w := capitals.FindString(text); w != "" && w != "HOPELINE" {
				t.Errorf("%s: %q shouts %s", one.ID, text, w)
			}
		}
	}
}

func address(s directory.Service) []string {
	if s.Location == nil {
		return nil
	}
	return s.Location.Address
}

// facts returns the telephone numbers of the list of facts, without spaces: those that were
// confirmed (grades A and B) and those that were not (C, and U for unknown).
func facts(t *testing.T) (confirmed, unconfirmed string) {
	t.Helper()
	f, err := os.Open("../../../shared/data/facts/national_facts.csv")
	if errors.Is(err, fs.ErrNotExist) {
		complete.Lacking(t, "the list of national facts is not there (../shared/data/facts)")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		text := strings.NewReplacer(" 24h", "|", " ", "").Replace(row[1]) + "|"
		switch row[4][0] {
		case 'A', 'B':
			confirmed += text
		default:
			unconfirmed += text
		}
	}
	return confirmed, unconfirmed
}

func TestEveryNationalNumberWasConfirmed(t *testing.T) {
	confirmed, unconfirmed := facts(t)
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := content.National(func(id string) bool { _, ok := tree.Leaf(id); return ok })
	if err != nil {
		t.Fatal(err)
	}
	number := regexp.MustCompile(`[0-9]{3,}`)
	seen := 0
	for _, one := range s.Services {
		for _, p := range one.Phones {
			seen++
			whole := regexp.MustCompile(`(^|[^0-9])` + strings.ReplaceAll(p.Number, " ", "") + `([^0-9]|$)`)
			if !whole.MatchString(confirmed) {
				t.Errorf("%s: %s is in no row of grade A or B", one.ID, p.Number)
			}
		}
	}
	if seen < 12 {
		t.Errorf("only %d numbers were looked at", seen)
	}
	// What nobody confirmed stands nowhere, neither as a number nor in prose.
	all := &strings.Builder{}
	for _, one := range s.Services {
		for _, p := range one.Phones {
			all.WriteString("|" + strings.ReplaceAll(p.Number, " ", ""))
		}
		if one.Description != nil {
			all.WriteString("|" + one.Description.Text)
		}
	}
	for _, n := range number.FindAllString(unconfirmed, -1) {
		if len(n) >= 10 && strings.Contains(strings.ReplaceAll(all.String(), " ", ""), n) {
			t.Errorf("%s was never confirmed", n)
		}
	}
	if strings.Contains(all.String(), "18000") {
		t.Error("18000 is for emergencies by text relay, and stands among the services")
	}
}

// Kiosks read what go generate made of the sources.
func TestTheBuiltInContentOfKiosksIsThatOfTheSources(t *testing.T) {
	tree, s := builtinContent(t)
	known := func(id string) bool { _, ok := tree.Leaf(id); return ok }
	want, err := content.CompileBuiltin(known)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(builtin.Compiled, want) {
		t.Error("assets/builtin/builtin.cbor is not what its sources say: run go generate ./assets/builtin")
	}
	got, err := pack.Builtin()
	if err != nil || !reflect.DeepEqual(got, pack.Contents{Services: s.Services, Postcodes: s.Postcodes}) {
		t.Errorf("%v\ngot  %+v\nwant %+v", err, got, s)
	}
	rights, err := content.Rights(known)
	if err != nil {
		t.Fatal(err)
	}
	if held, err := pack.Rights(); err != nil || !reflect.DeepEqual(held, rights) {
		t.Errorf("%v\ngot  %+v\nwant %+v", err, held, rights)
	}
}
