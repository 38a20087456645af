package hub_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/internal/rig/cluster"
	delivery "frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// A pair is a hub on two servers, of which the second follows the first, and a kiosk.
type pair struct {
	first, second *cluster.Cluster
	store         *store.Postgres
	hub           *httptest.Server
	queue         *queue.Queue
	counted       uint64
}

func newPair(t *testing.T) *pair {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	first := storetest.Server(t, "wal_keep_size = 256MB")
	second, err := first.Standby(t.Context(), "second")
	must(err)
	storetest.Removed(t, second)
	storetest.Database(t, first, "counts")
	p := &pair{first: first, second: second, store: storetest.OpenServer(t, cluster.Address("counts", first, second))}
	must(p.store.Enrol(t.Context(), "Example Library", "demo-1", store.DigestOf(aKey), time.Now()))
	server, err := hub.New(p.store, hub.Options{})
	must(err)
	p.hub = httptest.NewServer(server)
	t.Cleanup(p.hub.Close)
	p.queue, err = queue.Open(t.Context(), filepath.Join(t.TempDir(), "queue.db"), queue.Options{})
	must(err)
	t.Cleanup(func() {
		if err := p.queue.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// count closes a number of hours of one visit each. Nobody waits for a hub.
func (p *pair) count(t *testing.T, hours int) {
	t.Helper()
	for range hours {
		err := p.queue.Add([]usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}}, usage.HourOf(time.Now()))
		if err := errors.Join(err, p.queue.CloseOpen()); err != nil {
			t.Fatal(err)
		}
		p.counted++
	}
}

// delivers starts the kiosk's delivery, and returns what ends it.
func (p *pair) delivers(t *testing.T) func() {
	t.Helper()
	u, err := delivery.New(p.queue, p.hub.URL, aKey, delivery.Options{Wake: p.queue.Closed()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- u.Run(ctx) }()
	return func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// until waits for what has to come, and gives up on it after a minute.
func until(t *testing.T, what string, there func() bool) {
	t.Helper()
	late := time.After(time.Minute)
	for tick := time.Tick(10 * time.Millisecond); !there(); {
		select {
		case <-late:
			t.Fatal("waited in vain: ", what)
		case <-tick:
		}
	}
}

func (p *pair) drained(t *testing.T) bool {
	t.Helper()
	b, err := p.queue.Pending(1, usage.MaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	return len(b.Records) == 0
}

func (p *pair) recorded(t *testing.T) (n uint64) {
	t.Helper()
	totals, err := p.store.Totals(t.Context(), store.Query{To: usage.HourOf(time.Now()) + 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range totals.Cells {
		n += c.Count
	}
	return n
}

// handOver kills the first server in the middle of what it does and has the second take over.
func (p *pair) handOver(ctx context.Context) error {
	return errors.Join(p.first.Kill(), p.second.Promote(ctx))
}

// balance lets the kiosk deliver what it has, and holds recorded = counted.
func (p *pair) balance(t *testing.T) {
	t.Helper()
	p.count(t, 3)
	stop := p.delivers(t)
	until(t, "the kiosk has delivered everything", func() bool { return p.drained(t) })
	stop()
	if got := p.recorded(t); got != p.counted {
		t.Errorf("%d recorded, %d counted", got, p.counted)
	}
	kiosks, err := p.store.Kiosks(t.Context())
	if err != nil || kiosks[0].Lost != 0 {
		t.Errorf("%+v, %v: a loss was declared", kiosks, err)
	}
}

// TestNothingIsLostWhenASynchronousStandbyTakesOver kills the server while batches arrive.
// What the hub said yes to is at the standby.
func TestNothingIsLostWhenASynchronousStandbyTakesOver(t *testing.T) {
	p := newPair(t)
	for _, sql := range []string{"ALTER SYSTEM SET synchronous_standby_names = 'second'", "SELECT pg_reload_conf()"} {
		if _, err := p.first.Do(t.Context(), "counts", sql); err != nil {
			t.Fatal(err)
		}
	}
	until(t, "the standby is synchronous", func() bool {
		state, err := p.first.Do(t.Context(), "counts", "SELECT sync_state FROM pg_stat_replication")
		return err == nil && state == "sync"
	})
	stop := p.delivers(t)
	p.count(t, 60)
	until(t, "something has arrived", func() bool { return p.recorded(t) > 0 })
	done := make(chan error, 1)
	go func() { done <- p.handOver(t.Context()) }()
	p.count(t, 100) // while the server is killed
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	stop()
	left, err := p.queue.Pending(usage.MaxRecords, usage.MaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	if yes, got := p.counted-uint64(len(left.Records)), p.recorded(t); got < yes {
		t.Errorf("%d recorded, and the hub had said yes to %d", got, yes)
	}
	p.balance(t)
}

// TestAStandbyThatWasBehindIsSentAgain has a standby take over that never heard of what the hub
// had said yes to last. The kiosk has kept it, and sends it again.
func TestAStandbyThatWasBehindIsSentAgain(t *testing.T) {
	p := newPair(t)
	stop := p.delivers(t)
	p.count(t, 20)
	until(t, "the first hours are there", func() bool { return p.drained(t) })
	lag := "SELECT pg_current_wal_lsn() = replay_lsn FROM pg_stat_replication"
	until(t, "the standby has them", func() bool {
		level, err := p.first.Do(t.Context(), "counts", lag)
		return err == nil && level == "t"
	})
	if err := p.second.Stop(); err != nil {
		t.Fatal(err)
	}
	p.count(t, 30)
	until(t, "more is at the first server", func() bool { return p.drained(t) })
	if got := p.recorded(t); got != 50 {
		t.Fatalf("%d recorded, want 50", got)
	}
	if err := p.first.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := p.second.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := p.second.Promote(t.Context()); err != nil {
		t.Fatal(err)
	}
	stop()
	if got := p.recorded(t); got != 20 {
		t.Fatalf("%d recorded at the standby that was behind, want 20", got)
	}
	p.balance(t)
}
