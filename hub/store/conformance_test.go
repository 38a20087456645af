package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdoor/hub/store"
	"frontdoor/kiosk/usage"
)

// A backend is all that a store can do.
type backend interface {
	store.Store
	store.Register
	store.Enroller
}

// A shelf is where a store keeps things: it opens the same store again and again, as several
// hubs do.
type shelf func(t *testing.T) backend

// now is when these tests take place, by the hub's clock.
var now = time.Date(2026, 11, 23, 11, 42, 0, 0, time.UTC)

// epoch is one that does not fit a signed number.
const epoch = 0xfedcba9876543210

// conformance holds what every backend promises. empty returns a shelf with nothing on it.
func conformance(t *testing.T, empty func(t *testing.T) shelf) {
	for name, test := range map[string]func(*testing.T, backend){
		"counts once":                      countsOnce,
		"gaps are refused":                 gapsAreRefused,
		"declared losses are stepped over": lossesAreSteppedOver,
		"a new epoch begins at one":        newEpoch,
		"nothing of a batch that fails":    nothingOfAFailedBatch,
		"doubtful hours are apart":         doubtfulHours,
		"totals are those asked for":       totalsAskedFor,
		"keys":                             keys,
		"a key is of one kiosk":            keyOfOneKiosk,
		"kiosks stay where they are":       kiosksStay,
		"names that cannot be kept":        names,
		"codes are used once":              codes,
		"one of many has a code":           codeOnce,
		"the version is the last one":      versions,
	} {
		t.Run(name, func(t *testing.T) { test(t, empty(t)(t)) })
	}
	for name, test := range map[string]func(*testing.T, shelf){
		"batches at the same time":        batchesAtTheSameTime,
		"kiosks of a site at once":        kiosksOfASite,
		"hubs that open at once":          openedAtOnce,
		"counts are there for other hubs": otherHubs,
	} {
		t.Run(name, func(t *testing.T) { test(t, empty(t)) })
	}
	t.Run("any order of batches", func(t *testing.T) { anyOrder(t, empty(t)(t)) })
}

func enrol(t *testing.T, s store.Register, site, kiosk string) {
	t.Helper()
	if err := s.Enrol(t.Context(), site, kiosk, store.DigestOf("key of "+kiosk), now); err != nil {
		t.Fatal(err)
	}
}

// records are records first to last, each with as many visits as its number.
func records(first, last uint64) []usage.Record {
	var all []usage.Record
	for seq := first; seq <= last; seq++ {
		all = append(all, usage.Record{
			Seq: seq, Schema: 1, Hour: usage.HourOf(now) - 100 + usage.Hour(seq%50), Clock: usage.ClockSteady,
			Cells: []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: seq}, {Dimension: usage.Language, Value: "bn", Count: 1}},
		})
	}
	return all
}

func batch(first, last uint64) usage.Batch {
	return usage.Batch{Epoch: epoch, Records: records(first, last)}
}

// add wants a batch to be taken up to a record.
func add(t *testing.T, s store.Store, kiosk string, b usage.Batch, want uint64) {
	t.Helper()
	if got, err := s.Add(t.Context(), kiosk, b, now); err != nil || got != want {
		t.Fatalf("acknowledged %d, %v; want %d", got, err, want)
	}
}

var always = store.Query{To: usage.HourOf(now) + 1000}

// visits returns the visits of a query.
func visits(t interface{ Fatal(...any) }, s store.Store, q store.Query) (n uint64) {
	totals, err := s.Totals(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var byHour uint64
	at := map[string]uint64{}
	for _, h := range totals.Hours {
		byHour += h.Count
		at[h.Site] += h.Count
	}
	for _, c := range totals.Cells {
		if c.Dimension == usage.Visits {
			n += c.Count
			if at[c.Site] != c.Count {
				t.Fatal("by hour", c.Site, "has", at[c.Site], "visits, and by itself", c.Count)
			}
		}
	}
	if n != byHour {
		t.Fatal("by hour there are", byHour, "visits, and by site", n)
	}
	return n
}

func wantVisits(t *testing.T, s store.Store, want uint64) {
	t.Helper()
	if got := visits(t, s, always); got != want {
		t.Fatalf("%d visits, want %d", got, want)
	}
}

func countsOnce(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	add(t, s, "demo-1", batch(1, 3), 3)
	add(t, s, "demo-1", batch(1, 3), 3) // the same again
	add(t, s, "demo-1", batch(2, 5), 5) // half of it new
	add(t, s, "demo-1", batch(1, 2), 5) // late
	add(t, s, "demo-1", batch(1, 0), 5) // only that it is there
	wantVisits(t, s, 1+2+3+4+5)
}

func gapsAreRefused(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	add(t, s, "demo-1", batch(1, 2), 2)
	acked, err := s.Add(t.Context(), "demo-1", batch(5, 6), now.Add(time.Hour))
	var gap *store.GapError
	if !errors.As(err, &gap) || *gap != (store.GapError{First: 3, Last: 4}) || acked != 2 {
		t.Fatalf("acknowledged %d, %v", acked, err)
	}
	wantVisits(t, s, 3)
	kiosks, err := s.Kiosks(t.Context())
	if err != nil || !kiosks[0].Heard.Equal(now.Add(time.Hour)) {
		t.Errorf("a kiosk with a gap was heard at %v, %v", kiosks, err)
	}
	part := batch(5, 6)
	part.LostThrough = 3
	if _, err := s.Add(t.Context(), "demo-1", part, now); !errors.As(err, &gap) {
		t.Errorf("a gap that is declared in part is taken: %v", err)
	}
	add(t, s, "demo-1", batch(3, 6), 6)
	wantVisits(t, s, 21)
}

func lossesAreSteppedOver(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	add(t, s, "demo-1", batch(1, 2), 2)
	lost := batch(5, 6)
	lost.LostThrough = 4
	add(t, s, "demo-1", lost, 6)
	add(t, s, "demo-1", lost, 6)
	add(t, s, "demo-1", batch(3, 4), 6) // from before, and late
	wantVisits(t, s, 1+2+5+6)
	add(t, s, "demo-1", usage.Batch{Epoch: epoch, LostThrough: 9}, 9) // with nothing left
	kiosks, err := s.Kiosks(t.Context())
	if err != nil || kiosks[0].Lost != 2+3 {
		t.Errorf("lost %+v, %v; want 5", kiosks, err)
	}
}

func newEpoch(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Example Library", "demo-2")
	add(t, s, "demo-1", batch(1, 2), 2)
	other := batch(1, 1)
	other.Epoch = 1
	add(t, s, "demo-1", other, 1)
	add(t, s, "demo-2", batch(1, 1), 1) // another kiosk in the same epoch
	add(t, s, "demo-1", batch(3, 3), 3)
	wantVisits(t, s, 1+2+3+1+1)
}

func nothingOfAFailedBatch(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	far := batch(1<<63-1, 1<<63-1)
	far.Records[0].Seq, far.LostThrough = 1<<63, 1<<63-1
	if _, err := s.Add(t.Context(), "demo-1", far, now); !errors.Is(err, store.ErrRange) {
		t.Errorf("a number beyond the store: %v", err)
	}
	if _, err := s.Add(t.Context(), "nobody", batch(1, 1), now); !errors.Is(err, store.ErrNoKiosk) {
		t.Errorf("a batch of nobody: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Add(ended, "demo-1", batch(1, 9), now); err == nil {
		t.Error("a batch whose sender went is taken")
	}
	wantVisits(t, s, 0)
	add(t, s, "demo-1", batch(1, 1), 1)
}

func doubtfulHours(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	b := batch(1, 4)
	b.Records[0].Clock = usage.ClockDoubtful
	b.Records[1].Hour = 0                          // a clock that was never set
	b.Records[2].Hour = usage.HourOf(now) + 24*365 // and one of next year
	add(t, s, "demo-1", b, 4)
	wantVisits(t, s, 4)
	totals, err := s.Totals(t.Context(), always)
	want := []store.Cell{{Site: "Example Library", Cell: usage.Cell{Dimension: usage.Visits, Value: usage.All, Count: 1 + 2 + 3}}}
	if err != nil || !slices.Equal(totals.Undated, want) {
		t.Errorf("undated %+v, %v", totals.Undated, err)
	}
}

func totalsAskedFor(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Example Library", "demo-2")
	enrol(t, s, "Other Library", "demo-3")
	for _, kiosk := range []string{"demo-1", "demo-2", "demo-3"} {
		add(t, s, kiosk, batch(1, 3), 3)
	}
	at := records(2, 2)[0].Hour
	for name, c := range map[string]struct {
		q    store.Query
		want uint64
	}{
		"one hour":       {store.Query{From: at, To: at + 1}, 3 * 2},
		"from an hour":   {store.Query{From: at, To: at + 100}, 3 * (2 + 3)},
		"to an hour":     {store.Query{To: at}, 3 * 1},
		"a site":         {store.Query{Site: "Example Library", To: at + 100}, 2 * 6},
		"no such site":   {store.Query{Site: "example library", To: at + 100}, 0},
		"not even quote": {store.Query{Site: "' OR 1=1 --", To: at + 100}, 0},
	} {
		if got := visits(t, s, c.q); got != c.want {
			t.Errorf("%s: %d visits, want %d", name, got, c.want)
		}
	}
	totals, err := s.Totals(t.Context(), always)
	bengali := store.Cell{Site: "Example Library", Cell: usage.Cell{Dimension: usage.Language, Value: "bn", Count: 6}}
	if err != nil || !slices.Contains(totals.Cells, bengali) {
		t.Errorf("%+v, %v: want %+v", totals.Cells, err, bengali)
	}
}

func keys(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	key := store.DigestOf("key of demo-1")
	if kiosk, err := s.KioskOf(t.Context(), key); err != nil || kiosk != "demo-1" {
		t.Errorf("%q, %v", kiosk, err)
	}
	if _, err := s.KioskOf(t.Context(), store.DigestOf("demo-1")); !errors.Is(err, store.ErrUnknownKey) {
		t.Errorf("an unknown key: %v", err)
	}
	add(t, s, "demo-1", batch(1, 1), 1)
	if n, err := s.Revoke(t.Context(), "demo-1", now); err != nil || n != 1 {
		t.Errorf("withdrawn %d, %v", n, err)
	}
	if _, err := s.KioskOf(t.Context(), key); !errors.Is(err, store.ErrRevoked) {
		t.Errorf("a withdrawn key: %v", err)
	}
	if err := s.Enrol(t.Context(), "Example Library", "demo-1", store.DigestOf("another"), now); err != nil {
		t.Fatal(err)
	}
	if kiosk, err := s.KioskOf(t.Context(), store.DigestOf("another")); err != nil || kiosk != "demo-1" {
		t.Errorf("a second key: %q, %v", kiosk, err)
	}
	if _, err := s.Revoke(t.Context(), "demo-2", now); !errors.Is(err, store.ErrNoKiosk) {
		t.Errorf("keys of nobody: %v", err)
	}
	wantVisits(t, s, 1)
}

func keyOfOneKiosk(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Example Library", "demo-1") // the same again, of which nobody knew whether it was heard
	if err := s.Enrol(t.Context(), "Example Library", "demo-2", store.DigestOf("key of demo-1"), now); !errors.Is(err, store.ErrTaken) {
		t.Errorf("a key of two kiosks: %v", err)
	}
	kiosks, err := s.Kiosks(t.Context())
	if err != nil || len(kiosks) != 1 || kiosks[0].Keys != 1 {
		t.Errorf("%+v, %v", kiosks, err)
	}
}

func kiosksStay(t *testing.T, s backend) {
	enrol(t, s, "Other Library", "b")
	enrol(t, s, "Example Library", "a")
	if err := s.Enrol(t.Context(), "Third Library", "a", store.DigestOf("another"), now); !errors.Is(err, store.ErrElsewhere) {
		t.Errorf("a kiosk moved: %v", err)
	}
	got, err := s.Kiosks(t.Context())
	want := []store.Kiosk{{Name: "a", Site: "Example Library", Keys: 1}, {Name: "b", Site: "Other Library", Keys: 1}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

func names(t *testing.T, s backend) {
	for _, c := range [][2]string{
		{"Example Library", ""},
		{"Example Library", "a.b"},
		{"Example Library", "Ä"},
		{"Example Library", "-a"},
		{"", "a"},
		{" Library", "a"},
		{"Library ", "a"},
		{"=1+1", "a"},
		{"a\nb", "a"},
	} {
		if err := s.Enrol(t.Context(), c[0], c[1], store.DigestOf("x"), now); !errors.Is(err, store.ErrName) {
			t.Errorf("%q: %v", c, err)
		}
	}
	for i, site := range []string{"A", "Queen’s Crescent Library & Hub", "পাঠাগার", "1 High Street"} {
		if err := s.Enrol(t.Context(), site, fmt.Sprint(i), store.DigestOf(site), now); err != nil {
			t.Errorf("%q: %v", site, err)
		}
	}
}

// anyOrder sends pieces of a kiosk's records again, late, early and with losses, and holds
// the store to a model: the mark, and the sum of what came before it and was not lost.
func anyOrder(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	epochs := uint64(epoch)
	var before uint64
	rapid.Check(t, func(t *rapid.T) {
		epochs++
		var mark, counted uint64
		for range rapid.IntRange(1, 12).Draw(t, "batches") {
			first := rapid.Uint64Range(1, 30).Draw(t, "first")
			b := batch(first, first+rapid.Uint64Max(6).Draw(t, "more"))
			b.Epoch, b.LostThrough = epochs, rapid.Uint64Max(20).Draw(t, "lost")
			if rapid.Bool().Draw(t, "empty") {
				b.Records = nil
			}
			gap := false
			switch {
			case len(b.Records) == 0:
				mark = max(mark, b.LostThrough)
			case first > mark+1 && b.LostThrough < first-1:
				gap = true
			default:
				mark = max(mark, first-1)
				for _, r := range b.Records {
					if r.Seq > mark {
						mark, counted = r.Seq, counted+r.Seq
					}
				}
			}
			acked, err := s.Add(context.Background(), "demo-1", b, now)
			var missing *store.GapError
			if acked != mark || errors.As(err, &missing) != gap || !gap && err != nil {
				t.Fatalf("acknowledged %d, %v; want %d, a gap %v", acked, err, mark, gap)
			}
		}
		before += counted
		if got := visits(t, s, always); got != before {
			t.Fatalf("%d visits, want %d", got, before)
		}
	})
}

func codes(t *testing.T, s backend) {
	code, key := store.DigestOf("code A"), store.DigestOf("ed25519 a")
	if err := s.Offer(t.Context(), "Example Library", "demo-1", code, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Redeem(t.Context(), store.DigestOf("code B"), key, now); !errors.Is(err, store.ErrCode) {
		t.Errorf("an unknown code: %v", err)
	}
	if _, _, err := s.Redeem(t.Context(), code, key, now.Add(2*time.Hour)); !errors.Is(err, store.ErrLate) {
		t.Errorf("an old code: %v", err)
	}
	for range 2 { // the answer to the first may have been lost
		if kiosk, site, err := s.Redeem(t.Context(), code, key, now); err != nil || kiosk != "demo-1" || site != "Example Library" {
			t.Errorf("%q, %q, %v", kiosk, site, err)
		}
	}
	if _, _, err := s.Redeem(t.Context(), code, store.DigestOf("ed25519 b"), now); !errors.Is(err, store.ErrUsed) {
		t.Errorf("a code for two kiosks: %v", err)
	}
	if kiosk, err := s.KioskOf(t.Context(), key); err != nil || kiosk != "demo-1" {
		t.Errorf("the key is of %q, %v", kiosk, err)
	}
	if err := s.Offer(t.Context(), "Other Library", "demo-1", store.DigestOf("code C"), now.Add(time.Hour)); !errors.Is(err, store.ErrElsewhere) {
		t.Errorf("a kiosk moved: %v", err)
	}
	// Withdrawing a kiosk withdraws what it could come back with.
	if err := s.Offer(t.Context(), "Example Library", "demo-1", store.DigestOf("code D"), now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Revoke(t.Context(), "demo-1", now); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Redeem(t.Context(), store.DigestOf("code D"), store.DigestOf("ed25519 d"), now); !errors.Is(err, store.ErrLate) {
		t.Errorf("a code of a kiosk that was withdrawn: %v", err)
	}
}

// versions are of the last batch that was taken, whether or not it counted anything; they are of
// one kiosk and no other.
func versions(t *testing.T, s backend) {
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Example Library", "demo-2")
	want := func(want string) {
		t.Helper()
		kiosks, err := s.Kiosks(t.Context())
		if err != nil || kiosks[0].Version != want || kiosks[1].Version != "" {
			t.Errorf("%+v, %v: want the version %q of demo-1 only", kiosks, err, want)
		}
	}
	want("")
	b := batch(1, 2)
	b.Version = "0.1.0+573fe73"
	add(t, s, "demo-1", b, 2)
	add(t, s, "demo-2", batch(1, 2), 2)
	want("0.1.0+573fe73")
	hello := batch(1, 0)
	hello.Version = "0.2.0"
	add(t, s, "demo-1", hello, 2)
	want("0.2.0")
	gap := batch(9, 9)
	gap.Version = "0.3.0"
	var missing *store.GapError
	if _, err := s.Add(t.Context(), "demo-1", gap, now); !errors.As(err, &missing) {
		t.Errorf("a gap: %v", err)
	}
	want("0.3.0")
	add(t, s, "demo-1", batch(1, 3), 3) // an older program again, which says none
	want("")
}

// However many come with one code at once, one of them has it.
func codeOnce(t *testing.T, s backend) {
	code := store.DigestOf("code A")
	if err := s.Offer(t.Context(), "Example Library", "demo-1", code, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	var have atomic.Int64
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			_, _, err := s.Redeem(t.Context(), code, store.DigestOf(fmt.Sprint("ed25519 ", i)), now)
			switch {
			case err == nil:
				have.Add(1)
			case !errors.Is(err, store.ErrUsed):
				t.Error(err)
			}
		})
	}
	all.Wait()
	kiosks, err := s.Kiosks(t.Context())
	if err != nil || have.Load() != 1 || len(kiosks) != 1 || kiosks[0].Keys != 1 {
		t.Errorf("%d have it, %+v, %v", have.Load(), kiosks, err)
	}
}
