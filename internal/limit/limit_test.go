package limit_test

import (
	"fmt"
	"testing"
	"time"

	"frontdoor/internal/limit"
)

var began = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func TestAWindowAllowsSoManyMissesInAnyMinute(t *testing.T) {
	l, missed := limit.Window(3, time.Minute), 0
	for s := range 600 { // somebody who tries every second, for ten minutes
		now := began.Add(time.Duration(s) * time.Second)
		if l.Wait("a", now) > 0 {
			continue
		}
		l.Miss("a", now)
		missed++
	}
	if missed != 30 {
		t.Errorf("%d misses in ten minutes, want 30", missed)
	}
	if w := l.Wait("b", began); w > 0 {
		t.Errorf("another waits for %v", w)
	}
	l.Miss("c", began)
	l.Miss("c", began.Add(10*time.Second))
	l.Miss("c", began.Add(20*time.Second))
	if w := l.Wait("c", began.Add(30*time.Second)); w != 30*time.Second {
		t.Errorf("the wait is %v: the first of three is forgotten after half a minute more", w)
	}
}

func TestABackoffDoublesUntilTheLongestAndForgets(t *testing.T) {
	l := limit.Backoff(3, 10*time.Second, time.Minute)
	now := began
	for i, want := range []time.Duration{0, 0, 1, 2, 4, 8, 10, 10} {
		l.Miss("a", now)
		if w := max(l.Wait("a", now), 0); w != want*time.Second {
			t.Errorf("after %d misses the wait is %v, want %v", i+1, w, want*time.Second)
		}
		now = now.Add(l.Wait("a", now))
	}
	now = now.Add(2 * time.Minute)
	l.Miss("a", now)
	if w := l.Wait("a", now); w > 0 {
		t.Errorf("a miss of long ago counts: %v", w)
	}
}

func TestWhoKnowsIsForgiven(t *testing.T) {
	l := limit.Backoff(1, time.Minute, time.Hour)
	l.Miss("a", began)
	l.Miss("b", began)
	l.Forgive("a")
	if l.Wait("a", began) > 0 || l.Wait("b", began) <= 0 {
		t.Errorf("a waits %v, b %v", l.Wait("a", began), l.Wait("b", began))
	}
}

// TestAFloodOfKeysIsForgottenAndNotKept sees that old keys make room first, and that a flood within
// one window does not grow what is remembered: the first key is forgotten with it.
func TestAFloodOfKeysIsForgottenAndNotKept(t *testing.T) {
	l := limit.Window(1, time.Minute)
	for i := range 1000 {
		l.Miss(fmt.Sprint("old ", i), began)
	}
	later := began.Add(2 * time.Minute)
	l.Miss("first", later)
	for i := range 200 {
		l.Miss(fmt.Sprint("new ", i), later)
	}
	if l.Wait("first", later) <= 0 {
		t.Error("old keys have pushed out a new one")
	}
	for i := range 5000 {
		l.Miss(fmt.Sprint("flood ", i), later)
	}
	if l.Wait("first", later) > 0 {
		t.Error("five thousand keys are remembered")
	}
}
