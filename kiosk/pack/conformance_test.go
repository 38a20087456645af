package pack_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/pack/packtest"
)

// stores are what keeps services and postcodes. All of them keep one set of promises.
func stores(t *testing.T, services []directory.Service, postcodes map[string]directory.Point) map[string]directory.Store {
	t.Helper()
	return map[string]directory.Store{
		"memory": directory.NewMemory(services, postcodes),
		"pack":   packtest.Open(t, packtest.Write(t, pack.Contents{Services: services, Postcodes: postcodes})),
	}
}

func TestEveryStoreGivesBackWhatItWasGiven(t *testing.T) {
	for name, store := range stores(t, packtest.Few(), packtest.Places()) {
		t.Run(name, func(t *testing.T) {
			for _, want := range packtest.Few() {
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
	for name, store := range stores(t, packtest.Few(), packtest.Places()) {
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

// close reports whether two places are the same within 11 centimetres.
func close(a, b directory.Point) bool {
	return math.Abs(a.Lat-b.Lat) < 1e-6 && math.Abs(a.Lon-b.Lon) < 1e-6
}

func TestEveryStoreKnowsWhatItDoesNotHave(t *testing.T) {
	for name, store := range stores(t, packtest.Few(), packtest.Places()) {
		t.Run(name, func(t *testing.T) {
			for postcode, want := range packtest.Places() {
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
	for name, store := range stores(t, packtest.Few(), packtest.Places()) {
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
		s := packtest.Everything()
		s.ID = fmt.Sprintf("s-%03d", i*37%200)
		s.Location = &directory.Location{Postcode: "E1 6AN", Lat: 51.5 + float64(i%20)/500, Lon: -0.07}
		services = append(services, s)
	}
	lists := map[string]string{}
	for name, store := range stores(t, services, packtest.Places()) {
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
