package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"frontdoor/hub/store"
	"frontdoor/kiosk/usage"
)

// What holds when several hubs have one store.

// batchesAtTheSameTime sends one kiosk's records through two hubs, again and again, and a
// little more each time.
func batchesAtTheSameTime(t *testing.T, open shelf) {
	hubs := [2]backend{open(t), open(t)}
	enrol(t, hubs[0], "Example Library", "demo-1")
	var senders sync.WaitGroup
	for n := range 8 {
		senders.Go(func() {
			for last := uint64(1); last <= 20; last++ {
				if _, err := hubs[n%2].Add(context.Background(), "demo-1", batch(1, last), now); err != nil {
					t.Errorf("up to %d: %v", last, err)
				}
			}
		})
	}
	senders.Wait()
	wantVisits(t, hubs[0], 20*21/2)
}

// kiosksOfASite has kiosks add to the same totals, in batches whose hours stand in different
// orders: none may wait for one that waits for it.
func kiosksOfASite(t *testing.T, open shelf) {
	hubs := [2]backend{open(t), open(t)}
	var senders sync.WaitGroup
	for n := range 6 {
		kiosk := fmt.Sprintf("demo-%d", n)
		enrol(t, hubs[0], "Example Library", kiosk)
		senders.Go(func() {
			for part := range uint64(5) {
				b := batch(part*10+1, part*10+10)
				for i := range b.Records {
					b.Records[i].Hour = usage.HourOf(now) - usage.Hour((i*(2*n+1))%10)
				}
				if _, err := hubs[n%2].Add(context.Background(), kiosk, b, now); err != nil {
					t.Errorf("part %d of %s: %v", part, kiosk, err)
				}
			}
		})
	}
	senders.Wait()
	wantVisits(t, hubs[1], 6*50*51/2)
}

func openedAtOnce(t *testing.T, open shelf) {
	var opening sync.WaitGroup
	hubs := make([]backend, 4)
	for i := range hubs {
		opening.Go(func() { hubs[i] = open(t) })
	}
	opening.Wait()
	if t.Failed() {
		return
	}
	for i, h := range hubs {
		enrol(t, h, "Example Library", fmt.Sprintf("demo-%d", i))
	}
	if kiosks, err := hubs[0].Kiosks(t.Context()); err != nil || len(kiosks) != len(hubs) {
		t.Errorf("%v, %v", kiosks, err)
	}
}

func otherHubs(t *testing.T, open shelf) {
	first := open(t)
	enrol(t, first, "Example Library", "demo-1")
	second := open(t) // as keys add does while the hub serves
	enrol(t, second, "Other Library", "demo-2")
	add(t, first, "demo-2", batch(1, 2), 2)
	add(t, second, "demo-2", batch(1, 3), 3)
	wantVisits(t, first, 6)
	if _, err := second.Revoke(t.Context(), "demo-1", now); err != nil {
		t.Error(err)
	}
	if _, err := first.KioskOf(t.Context(), store.DigestOf("key of demo-1")); !errors.Is(err, store.ErrRevoked) {
		t.Errorf("a key that another hub withdrew: %v", err)
	}
}
