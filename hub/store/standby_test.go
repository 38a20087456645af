package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/internal/rig/cluster"
	"frontdoor/kiosk/usage"
)

// TestNothingIsAnsweredForThatTheStandbyDoesNotHave cuts the synchronous standby off. The server
// goes on waiting for it, and says yes, with a warning, when somebody ends the wait: that is no
// yes to a kiosk. What was left behind is counted once when the standby is back.
func TestNothingIsAnsweredForThatTheStandbyDoesNotHave(t *testing.T) {
	first := storetest.Server(t)
	second, err := first.Standby(t.Context(), "second")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Removed(t, second)
	s := storetest.OpenServer(t, storetest.Database(t, first, "counts"))
	enrol(t, s, "Example Library", "demo-1")
	do := func(sql string) string {
		t.Helper()
		got, err := first.Do(t.Context(), "counts", sql)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	do("ALTER SYSTEM SET synchronous_standby_names = 'second'")
	do("SELECT pg_reload_conf()")
	until(t, func() bool { return do("SELECT sync_state FROM pg_stat_replication") == "sync" })
	add(t, s, "demo-1", batch(1, 1), 1)

	if err := second.Stop(); err != nil {
		t.Fatal(err)
	}
	answered := make(chan error, 1)
	go func() {
		_, err := s.Add(context.Background(), "demo-1", batch(1, 2), now)
		answered <- err
	}()
	const waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
	until(t, func() bool { return do("SELECT count(*) "+waiting) == "1" })
	do("SELECT pg_cancel_backend(pid) " + waiting)
	if err := <-answered; err == nil || !strings.Contains(err.Error(), "the commit is not where it should be") {
		t.Errorf("the standby does not have it, and the hub says %v", err)
	}
	// It is on the first server now, and a kiosk that asks again is not told so.
	short, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	for name, b := range map[string]usage.Batch{"the same again": batch(1, 2), "only that it is there": batch(1, 0)} {
		if acked, err := s.Add(short, "demo-1", b, now); err == nil {
			t.Errorf("%s is answered with %d", name, acked)
		}
	}
	if err := second.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, func() bool { return do("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == "1" })
	add(t, s, "demo-1", batch(1, 3), 3)
	wantVisits(t, s, 1+2+3)
}

// TestHubsGoOnAtTheServerThatTookOver kills the server between two batches: the hub finds the
// other by itself.
func TestHubsGoOnAtTheServerThatTookOver(t *testing.T) {
	first := storetest.Server(t)
	second, err := first.Standby(t.Context(), "second")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Removed(t, second)
	storetest.Database(t, first, "counts")
	s := storetest.OpenServer(t, cluster.Address("counts", first, second))
	enrol(t, s, "Example Library", "demo-1")
	add(t, s, "demo-1", batch(1, 2), 2)
	until(t, func() bool {
		got, err := first.Do(t.Context(), "counts", "SELECT pg_current_wal_lsn() = replay_lsn FROM pg_stat_replication")
		return err == nil && got == "t"
	})
	if err := first.Kill(); err != nil {
		t.Fatal(err)
	}
	promoted := make(chan error, 1)
	go func() { promoted <- second.Promote(t.Context()) }()
	until(t, func() bool { // it waits for the second, and a kiosk comes again
		acked, err := s.Add(t.Context(), "demo-1", batch(1, 3), now)
		return err == nil && acked == 3
	})
	if err := <-promoted; err != nil {
		t.Fatal(err)
	}
	if kiosk, err := s.KioskOf(t.Context(), store.DigestOf("key of demo-1")); err != nil || kiosk != "demo-1" {
		t.Errorf("%q, %v", kiosk, err)
	}
	wantVisits(t, s, 1+2+3)
}

// until waits for what has to come, and gives up on it after a minute.
func until(t *testing.T, there func() bool) {
	t.Helper()
	late := time.After(time.Minute)
	for tick := time.Tick(10 * time.Millisecond); !there(); {
		select {
		case <-late:
			t.Fatal("waited in vain")
		case <-tick:
		}
	}
}
