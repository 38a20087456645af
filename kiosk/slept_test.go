package kiosk_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
)

// A machine that wakes up shows the first screen, to whoever is there now; what was in memory is
// given back at a visit's end.
func TestCaseAVisitDoesNotOutliveSuspend(t *testing.T) {
	var asleep, given atomic.Int64
	l := &ledger{}
	opts := kiosk.Options{Counter: l, Asleep: func() time.Duration { return time.Duration(asleep.Load()) }, Forgotten: func() { given.Add(1) }}
	stand(t, opts, func(s *screen, do func(journey.Kind, ...string) glass.View) {
		on[glass.Results](t, toResults(do))
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if shown(s.now()) != journey.Results {
			t.Fatal("a visit ends while nobody sleeps")
		}
		asleep.Store(int64(time.Hour))
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if v := s.now(); shown(v) != journey.Attract {
			t.Errorf("after an hour of sleep the glass shows %v", shown(v))
		}
	})
	if !slices.Contains(l.outcomes, journey.EndedByPower) || given.Load() == 0 {
		t.Errorf("it ended as %v, and memory was given back %d times", l.outcomes, given.Load())
	}
}
