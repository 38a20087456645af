package store_test

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/kiosk/usage"
)

// A victim is a store whose tables can be spoilt.
type victim interface {
	backend
	Exec(ctx context.Context, query string) error
}

// onBoth runs tests on an empty store of each kind.
func onBoth(t *testing.T, tests map[string]func(*testing.T, victim)) {
	t.Run("SQLite", func(t *testing.T) {
		for name, test := range tests {
			t.Run(name, func(t *testing.T) { test(t, storetest.OpenFile(t, filepath.Join(t.TempDir(), "hub.db"))) })
		}
	})
	t.Run("Postgres", func(t *testing.T) {
		c, n := storetest.Server(t), 0
		for name, test := range tests {
			n++
			address := storetest.Database(t, c, strings.Repeat("x", n))
			t.Run(name, func(t *testing.T) { test(t, storetest.OpenServer(t, address)) })
		}
	})
}

func TestCaseOneKioskHarmsItsOwnNumbersOnly(t *testing.T) {
	onBoth(t, map[string]func(*testing.T, victim){
		"losses that nobody can have had": hugeLosses,
		"losses without end":              endlessLosses,
		"counts that nobody can have":     hugeCounts,
		"a hub that took them before":     spoiltBefore,
		"sums that do not fit":            sumsThatDoNotFit,
		"gaps are forgotten":              gapsForgotten,
	})
}

func hugeLosses(t *testing.T, s victim) {
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Other Library", "demo-2")
	add(t, s, "demo-2", batch(1, 3), 3)
	for i, lost := range []uint64{math.MaxInt64, math.MaxInt64 - 1, 1 << 62, 1 << 40, 1 << 32, 1_000_000, 100_001} {
		for _, b := range []usage.Batch{
			{Epoch: uint64(i + 1), LostThrough: lost},
			{Epoch: uint64(i + 101), LostThrough: lost, Records: []usage.Record{{Seq: lost, Schema: 1, Hour: usage.HourOf(now)}}},
		} {
			if b.LostThrough == 100_001 && len(b.Records) > 0 {
				continue // 100,000 are lost before the record: that is taken
			}
			if acked, err := s.Add(t.Context(), "demo-1", b, now); !errors.Is(err, store.ErrRange) {
				t.Errorf("%d lost at once: acknowledged %d, %v", lost, acked, err)
			}
		}
	}
	kiosks, err := s.Kiosks(t.Context())
	if err != nil || len(kiosks) != 2 || kiosks[0].Lost != 0 {
		t.Errorf("%+v, %v", kiosks, err)
	}
	wantVisits(t, s, 6)
	// Years without a hub are no attack.
	add(t, s, "demo-1", usage.Batch{Epoch: 99, LostThrough: 100_000}, 100_000)
	add(t, s, "demo-1", usage.Batch{Epoch: 99, LostThrough: 200_000}, 200_000)
	// Whoever has sent everything may say what it likes of what it has no more.
	done := batch(1, 3)
	done.LostThrough = math.MaxInt64
	add(t, s, "demo-2", done, 3)
}

func endlessLosses(t *testing.T, s victim) {
	enrol(t, s, "Example Library", "demo-1")
	for n := range uint64(50) {
		add(t, s, "demo-1", usage.Batch{Epoch: n + 1, LostThrough: 100_000}, 100_000)
	}
	kiosks, err := s.Kiosks(t.Context())
	if err != nil || kiosks[0].Lost != 50*100_000 {
		t.Errorf("%+v, %v", kiosks, err)
	}
}

func hugeCounts(t *testing.T, s victim) {
	enrol(t, s, "Example Library", "demo-1")
	b := batch(1, 1)
	for _, n := range []uint64{1<<20 + 1, usage.MaxCount, math.MaxInt64, math.MaxUint64} {
		b.Records[0].Cells[0].Count = n
		if acked, err := s.Add(t.Context(), "demo-1", b, now); !errors.Is(err, store.ErrRange) {
			t.Errorf("%d visits in an hour: acknowledged %d, %v", n, acked, err)
		}
	}
	b.Records[0].Cells[0].Count = 1 << 20
	add(t, s, "demo-1", b, 1)
	wantVisits(t, s, 1<<20)
}

// spoil has demo-1 declare lost what no kiosk can have, as an earlier hub took it.
func spoil(t *testing.T, s victim) {
	t.Helper()
	for _, query := range []string{
		`INSERT INTO mark (kiosk, epoch, acked) SELECT id, 7, 9223372036854775807 FROM kiosk WHERE name = 'demo-1'`,
		`INSERT INTO mark (kiosk, epoch, acked) SELECT id, 8, 9223372036854775807 FROM kiosk WHERE name = 'demo-1'`,
		`INSERT INTO gap (kiosk, epoch, first, last, heard) SELECT id, 7, 1, 9223372036854775807, 0 FROM kiosk WHERE name = 'demo-1'`,
		`INSERT INTO gap (kiosk, epoch, first, last, heard) SELECT id, 8, 3, 9223372036854775807, 0 FROM kiosk WHERE name = 'demo-1'`,
		`UPDATE kiosk SET heard = 1 WHERE name = 'demo-1'`,
	} {
		if err := s.Exec(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
}

func spoiltBefore(t *testing.T, s victim) {
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Other Library", "demo-2")
	spoil(t, s)
	kiosks, err := s.Kiosks(t.Context())
	if err != nil || len(kiosks) != 2 || kiosks[0].Lost < 1e15 || kiosks[1].Lost != 0 {
		t.Fatalf("the list of kiosks: %+v, %v", kiosks, err)
	}
	if n, err := s.ForgetGaps(t.Context(), "demo-1"); err != nil || n != 2 {
		t.Errorf("forgot %d gaps, %v", n, err)
	}
	if kiosks, err = s.Kiosks(t.Context()); err != nil || kiosks[0].Lost != 0 {
		t.Errorf("after it: %+v, %v", kiosks, err)
	}
	// What the kiosk then counts is counted again.
	b := batch(3, 4)
	b.Epoch = 8
	add(t, s, "demo-1", b, 4)
	wantVisits(t, s, 7)
}

func sumsThatDoNotFit(t *testing.T, s victim) {
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Other Library", "demo-2")
	add(t, s, "demo-1", batch(1, 1), 1)
	add(t, s, "demo-2", batch(1, 1), 1)
	for _, table := range []string{"total", "ever"} {
		if err := s.Exec(t.Context(), `UPDATE `+table+` SET count = 9000000000000000000 WHERE dimension = 'visit'`); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Exec(t.Context(), `INSERT INTO total (dimension, doubtful, hour, site, value, count)
		SELECT dimension, doubtful, hour + 1, site, value, count FROM total WHERE dimension = 'visit'`); err != nil {
		t.Fatal(err)
	}
	for name, q := range map[string]store.Query{"all": always, "ever": {To: 1}, "since": {From: 1, To: always.To}} {
		totals, err := s.Totals(t.Context(), q)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		most := uint64(0)
		for _, c := range totals.Cells {
			most = max(most, c.Count)
		}
		if name == "since" && most < 1e15 {
			t.Errorf("%s: nothing was that large: %+v", name, totals.Cells)
		}
	}
	for _, table := range []string{"total", "ever"} { // no hub of ours wrote that
		if err := s.Exec(t.Context(), `DELETE FROM `+table+` WHERE dimension = 'visit'`); err != nil {
			t.Fatal(err)
		}
	}
}

func gapsForgotten(t *testing.T, s victim) {
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Example Library", "demo-2")
	b := batch(3, 4)
	b.LostThrough = 2
	add(t, s, "demo-1", b, 4)
	add(t, s, "demo-2", b, 4)
	if n, err := s.ForgetGaps(t.Context(), "demo-1"); err != nil || n != 1 {
		t.Errorf("forgot %d gaps, %v", n, err)
	}
	add(t, s, "demo-1", b, 4) // a gap that can be true leaves the mark where it is: nothing counts twice
	wantVisits(t, s, 14)
	kiosks, err := s.Kiosks(t.Context())
	if err != nil || kiosks[0].Lost != 0 || kiosks[1].Lost != 2 {
		t.Errorf("%+v, %v", kiosks, err)
	}
	if _, err := s.ForgetGaps(t.Context(), "nobody"); !errors.Is(err, store.ErrNoKiosk) {
		t.Errorf("of nobody: %v", err)
	}
}

func TestCaseTheHubsClockIsJudgedFirst(t *testing.T) {
	onBoth(t, map[string]func(*testing.T, victim){"before its newest record": func(t *testing.T, s victim) {
		if at, err := s.Newest(t.Context()); err != nil || !at.IsZero() {
			t.Errorf("nobody was heard at %v, %v", at, err)
		}
		enrol(t, s, "Example Library", "demo-1")
		enrol(t, s, "Example Library", "demo-2")
		add(t, s, "demo-1", batch(1, 1), 1)
		wrong := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		if acked, err := s.Add(t.Context(), "demo-2", batch(1, 3), wrong); !errors.Is(err, store.ErrClock) {
			t.Errorf("judged by a clock that is wrong: acknowledged %d, %v", acked, err)
		}
		if acked, err := s.Add(t.Context(), "demo-2", batch(1, 3), now.Add(-11*time.Hour)); err != nil || acked != 3 {
			t.Errorf("hubs that differ by hours: %d, %v", acked, err)
		}
		wantVisits(t, s, 1+6)
		totals, err := s.Totals(t.Context(), always)
		if err != nil || len(totals.Undated) != 0 {
			t.Errorf("undated: %+v, %v", totals.Undated, err)
		}
		// A clock that was ahead is put right, and told so.
		ahead := now.AddDate(3, 0, 0)
		if _, err := s.Add(t.Context(), "demo-1", batch(2, 2), ahead); err != nil {
			t.Fatal(err)
		}
		if at, err := s.Newest(t.Context()); err != nil || !at.Equal(ahead) {
			t.Errorf("heard at %v, %v", at, err)
		}
		if _, err := s.Add(t.Context(), "demo-2", batch(4, 4), now); !errors.Is(err, store.ErrClock) {
			t.Errorf("after a clock that was ahead: %v", err)
		}
		if n, err := s.TrustClock(t.Context(), now); err != nil || n != 1 {
			t.Errorf("%d put right, %v", n, err)
		}
		add(t, s, "demo-2", batch(4, 4), 4)
	}})
}

func TestCaseAnEnrolmentThatSaysYesIsAYes(t *testing.T) {
	onBoth(t, map[string]func(*testing.T, victim){"withdrawn and invited again": func(t *testing.T, s victim) {
		key, later := store.DigestOf("ed25519 a"), time.Now().Add(time.Hour)
		state := func(when string, want store.Kiosk) {
			t.Helper()
			kiosks, err := s.Kiosks(t.Context())
			if err != nil || len(kiosks) != 1 {
				t.Fatalf("%s: %+v, %v", when, kiosks, err)
			}
			if k := kiosks[0]; k.Keys != want.Keys || k.Withdrawn != want.Withdrawn || k.Invited != want.Invited {
				t.Errorf("%s: %+v", when, k)
			}
		}
		offer := func(code string) {
			t.Helper()
			if err := s.Offer(t.Context(), "Example Library", "demo-1", store.DigestOf(code), later); err != nil {
				t.Fatal(err)
			}
		}
		offer("code A")
		state("invited", store.Kiosk{Invited: true})
		if _, _, err := s.Redeem(t.Context(), store.DigestOf("code A"), key, now); err != nil {
			t.Fatal(err)
		}
		state("enrolled", store.Kiosk{Keys: 1})
		if _, err := s.Revoke(t.Context(), "demo-1", now); err != nil {
			t.Fatal(err)
		}
		state("withdrawn", store.Kiosk{Withdrawn: true})
		if _, _, err := s.Redeem(t.Context(), store.DigestOf("code A"), key, now); !errors.Is(err, store.ErrRevoked) {
			t.Errorf("the old code lets it in again: %v", err)
		}
		offer("code B")
		state("invited again", store.Kiosk{Withdrawn: true, Invited: true})
		if kiosk, _, err := s.Redeem(t.Context(), store.DigestOf("code B"), key, now); err != nil || kiosk != "demo-1" {
			t.Fatalf("%q, %v", kiosk, err)
		}
		state("restored", store.Kiosk{Keys: 1})
		if kiosk, err := s.KioskOf(t.Context(), key); err != nil || kiosk != "demo-1" {
			t.Errorf("it was told yes, and its key is %q, %v", kiosk, err)
		}
	}})
}
