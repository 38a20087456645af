// Package limit bounds how often somebody may be wrong: at a password, a code, a key.
//
// A [Limiter] counts what missed by a key of its caller's choice, such as an address or a
// device, and tells how long each has to wait before the next try is looked at. The right
// answer has to wait as well, or waiting would be for nothing. It knows no request and no
// secret, and forgets by itself.
package limit

import (
	"maps"
	"sync"
	"time"
)

// mostKeys bounds what a limiter remembers. A flood of more keys within the time of its rule
// clears it: what is guarded has to hold by itself then.
const mostKeys = 1024

// A Limiter counts misses. It may be used by several goroutines.
type Limiter struct {
	rule rule

	mu   sync.Mutex
	keys map[string]misses
}

// misses are those of one key.
type misses struct {
	n      int         // in a row, as far as the rule remembers
	last   time.Time   // the latest
	recent []time.Time // those that a Window still counts
	until  time.Time   // the next try may be looked at
}

// A rule decides what a miss costs.
type rule interface {
	missed(m misses, now time.Time) misses
	forgets(m misses, now time.Time) bool
}

// Window returns a limiter that allows a number of misses within a time. It may be exceeded by
// tries that are looked at at the same moment.
func Window(most int, within time.Duration) *Limiter {
	return &Limiter{rule: window{most, within}, keys: map[string]misses{}}
}

type window struct {
	most   int
	within time.Duration
}

func (w window) missed(m misses, now time.Time) misses {
	kept := m.recent[:0:0]
	for _, t := range m.recent {
		if now.Sub(t) < w.within {
			kept = append(kept, t)
		}
	}
	m.recent, m.last = append(kept, now), now
	if over := len(m.recent) - w.most; over >= 0 {
		m.until = m.recent[over].Add(w.within)
	}
	return m
}

func (w window) forgets(m misses, now time.Time) bool { return now.Sub(m.last) >= w.within }

// Backoff returns a limiter whose waits grow: after a number of free misses in a row the first
// wait is a second, each further miss doubles it, up to the longest. A key that does not miss
// for a time begins anew.
func Backoff(free int, longest, forget time.Duration) *Limiter {
	return &Limiter{rule: backoff{free, longest, forget}, keys: map[string]misses{}}
}

type backoff struct {
	free            int
	longest, forget time.Duration
}

// mostDoubled keeps a wait from overflowing: 2^10 seconds are longer than anybody's longest.
const mostDoubled = 10

func (b backoff) missed(m misses, now time.Time) misses {
	if b.forgets(m, now) {
		m = misses{}
	}
	m.n, m.last = m.n+1, now
	if over := m.n - b.free; over >= 0 {
		m.until = now.Add(min(time.Second<<min(over, mostDoubled), b.longest))
	}
	return m
}

func (b backoff) forgets(m misses, now time.Time) bool { return now.Sub(m.last) > b.forget }

// Wait returns how long a key has to wait before its next try may be looked at; nought or less
// for not at all.
func (l *Limiter) Wait(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.keys[key].until.Sub(now)
}

// Miss counts a miss of a key.
func (l *Limiter) Miss(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.keys) >= mostKeys {
		maps.DeleteFunc(l.keys, func(_ string, m misses) bool { return l.rule.forgets(m, now) })
		if len(l.keys) >= mostKeys {
			clear(l.keys)
		}
	}
	l.keys[key] = l.rule.missed(l.keys[key], now)
}

// Forgive forgets the misses of a key, whose owner has shown that they know.
func (l *Limiter) Forgive(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.keys, key)
}
