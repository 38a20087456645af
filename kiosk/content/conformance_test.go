package content_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
)

func ptr[T any](v T) *T { return &v }

// everything is a service of which everything is known.
func everything() directory.Service {
	h := &directory.Hours{ByAppointment: true, Assurance: &directory.Assurance{
		Source: "example", Assurer: "the caretaker", VerifiedOn: directory.Date{Year: 2026, Month: 11, Day: 1}, ExpiresOn: directory.Date{Year: 2026, Month: 12, Day: 1},
	}}
	h.Week[1] = []directory.Span{{Open: 540, Close: 750}, {Open: 810, Close: 1440}}
	h.Week[5] = []directory.Span{{Open: 1080, Close: 120}}
	return directory.Service{
		ID: "everything", Name: "Everything “known” & ক, \"quoted\"", Kind: "clinic", Organization: "Example\tTrust",
		Needs: []string{"health/gp", "mind/talk"}, Phones: []directory.Phone{
			{Number: "020 7946 0111", Free: true}, {Number: "85258", Use: "text", Word: "SHOUT"}, {Number: "18001 020 7946 0111", Use: "relay"},
		},
		URL: "example.org/a?b=c", Email: "desk@example.org",
		Location: &directory.Location{Address: []string{"1 Example Lane", "Line \\ two"}, Postcode: "E1 6AN", Lat: 51.51888, Lon: -0.07847},
		Hours:    h, Cost: &directory.Cost{Note: "nhs-charge"},
		Eligibility: &directory.Eligibility{MinAge: 16, MaxAge: 64, Who: []string{"women", "deaf"}},
		Languages:   []string{"en", "bn"}, Interpreting: ptr(true), StepFree: ptr(false), HearingLoop: ptr(true), QuietSpace: ptr(true),
		Documents: []string{"id"}, Rights: []string{"gp-no-proof"},
		Description: &directory.Prose{Lang: "en", Text: "First line.\nSecond line with 'quotes' and \"\"\"more\"\"\"."},
		Assurance: directory.Assurance{
			Source: "example", Assurer: "a librarian", VerifiedOn: directory.Date{Year: 2026, Month: 11, Day: 16}, ExpiresOn: directory.Date{Year: 2027, Month: 11, Day: 16},
		},
		Also:   []directory.Assurance{{Source: "nhs-ods", VerifiedOn: directory.Date{Year: 2026, Month: 3, Day: 1}, ExpiresOn: directory.Date{Year: 2027, Month: 3, Day: 1}}},
		SameAs: []string{"ods-everything"},
	}
}

// few are services that differ in what is known of them.
func few() []directory.Service {
	nothing := directory.Service{
		ID: "nothing", Name: "Nothing known", Kind: "charity", Needs: []string{"health/gp"}, Everywhere: true,
		Assurance: directory.Assurance{Source: "example", VerifiedOn: directory.Date{Year: 2022}, ExpiresOn: directory.Date{Year: 2024}},
	}
	bring := nothing
	bring.ID, bring.Documents, bring.Cost = "bring-nothing", []string{}, &directory.Cost{Free: true}
	refuge := nothing
	refuge.ID, refuge.Everywhere, refuge.Location = "refuge", false, &directory.Location{Confidential: true}
	always := nothing
	always.ID, always.Everywhere = "always", false
	always.Hours, always.Location = &directory.Hours{Always: true}, &directory.Location{Postcode: "QX1 6AD"}
	return []directory.Service{everything(), nothing, bring, refuge, always}
}

func places() map[string]directory.Point {
	return map[string]directory.Point{
		"E1 6AN": {Lat: 51.51888, Lon: -0.07847}, "E1 6AX": {Lat: 51.5, Lon: 0.000001}, "E16 1AA": {Lat: 51.509, Lon: 0.01}, "ZE2 9AA": {Lat: 60.1, Lon: -1.2},
	}
}

// stores are what keeps services and postcodes. All of them keep one set of promises.
func stores(t *testing.T, services []directory.Service, postcodes map[string]directory.Point) map[string]directory.Store {
	t.Helper()
	return map[string]directory.Store{
		"memory": directory.NewMemory(services, postcodes),
		"pack":   open(t, build(t, content.Source{Services: services, Postcodes: postcodes})),
	}
}

func build(t testing.TB, s content.Source) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "test.pack")
	if err := content.Build(s, file); err != nil {
		t.Fatal(err)
	}
	return file
}

func open(t testing.TB, file string) *content.Pack {
	t.Helper()
	p, err := content.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestEveryStoreGivesBackWhatItWasGiven(t *testing.T) {
	for name, store := range stores(t, few(), places()) {
		t.Run(name, func(t *testing.T) {
			for _, want := range few() {
				got, err := store.Service(t.Context(), want.ID)
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("got  %+v\nwant %+v", got, want)
				}
			}
		})
	}
}

func TestEveryStoreSaysWhereAServiceIs(t *testing.T) {
	want := []directory.Entry{
		{ID: "always", Astray: true},
		{ID: "bring-nothing"},
		{ID: "everything", At: directory.Point{Lat: 51.51888, Lon: -0.07847}, Placed: true},
		{ID: "nothing"},
		{ID: "refuge"},
	}
	for name, store := range stores(t, few(), places()) {
		t.Run(name, func(t *testing.T) {
			got, err := store.Entries(t.Context(), "health/gp")
			if err != nil {
				t.Fatal(err)
			}
			slices.SortFunc(got, func(a, b directory.Entry) int { return strings.Compare(a.ID, b.ID) })
			if !slices.EqualFunc(got, want, func(a, b directory.Entry) bool {
				return a.ID == b.ID && a.Placed == b.Placed && a.Astray == b.Astray && close(a.At, b.At)
			}) {
				t.Errorf("got  %v\nwant %v", got, want)
			}
			if none, err := store.Entries(t.Context(), "work/job"); err != nil || len(none) != 0 {
				t.Errorf("a need that nobody answers: %v, %v", none, err)
			}
		})
	}
}

// close says whether two places are the same within 11 centimetres.
func close(a, b directory.Point) bool {
	return math.Abs(a.Lat-b.Lat) < 1e-6 && math.Abs(a.Lon-b.Lon) < 1e-6
}

func TestEveryStoreKnowsWhatItDoesNotHave(t *testing.T) {
	for name, store := range stores(t, few(), places()) {
		t.Run(name, func(t *testing.T) {
			for postcode, want := range places() {
				if got, err := store.Postcode(t.Context(), postcode); err != nil || !close(got, want) {
					t.Errorf("%s: %v, %v; want %v", postcode, got, err, want)
				}
			}
			for _, postcode := range []string{"E1 6AB", "E2 6AN", "E16 1AB", "", "E1", "E1 6", "help", "\x00"} {
				if _, err := store.Postcode(t.Context(), postcode); !errors.Is(err, directory.ErrUnknownPostcode) {
					t.Errorf("%q: %v", postcode, err)
				}
			}
			for _, id := range []string{"nobody", "", "everythin", "everything-else"} {
				if _, err := store.Service(t.Context(), id); !errors.Is(err, directory.ErrNoService) {
					t.Errorf("%q: %v", id, err)
				}
			}
			if entries, err := store.Entries(t.Context(), ""); err != nil || len(entries) != 0 {
				t.Errorf("no need at all: %v, %v", entries, err)
			}
		})
	}
}

func TestEveryStoreAnswersSeveralAtOnce(t *testing.T) {
	for name, store := range stores(t, few(), places()) {
		t.Run(name, func(t *testing.T) {
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() {
					for range 50 {
						if err := useAll(t.Context(), store); err != nil {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
		})
	}
}

func useAll(ctx context.Context, store directory.Store) error {
	_, err1 := store.Entries(ctx, "health/gp")
	_, err2 := store.Service(ctx, "everything")
	_, err3 := store.Postcode(ctx, "E1 6AN")
	return errors.Join(err1, err2, err3)
}

// Both stores give the same lists, so that what an editor sees before building is what the
// glass shows after.
func TestEveryStoreGivesTheSameList(t *testing.T) {
	var services []directory.Service
	for i := range 200 {
		s := everything()
		s.ID = fmt.Sprintf("s-%03d", i*37%200)
		s.Location = &directory.Location{Postcode: "E1 6AN", Lat: 51.5 + float64(i%20)/500, Lon: -0.07}
		services = append(services, s)
	}
	lists := map[string]string{}
	for name, store := range stores(t, services, places()) {
		d, err := directory.New(store)
		if err != nil {
			t.Fatal(err)
		}
		found, err := d.Find(t.Context(), directory.Query{Need: "health/gp", From: &directory.Point{Lat: 51.51, Lon: -0.07}, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range found.Answers {
			lists[name] += a.Service.ID + " "
		}
	}
	if lists["memory"] != lists["pack"] || len(lists["pack"]) != 50*6 {
		t.Errorf("memory %s\npack   %s", lists["memory"], lists["pack"])
	}
}
