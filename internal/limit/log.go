package limit

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Log returns a handler that passes on only so many records of a kind within a time, and says with
// the next one how many it left out. Of a kind are those whose messages begin alike and that are
// about the same kiosk: neither a stranger who asks for what is refused nor a part that is broken
// fills the disk, and neither hides what is said of others.
func Log(h slog.Handler, most int, within time.Duration) slog.Handler {
	return &log{Handler: h, said: &said{most: most, within: within, kinds: map[string]span{}}}
}

type log struct {
	slog.Handler
	said *said
}

// said is what was said of each kind. Handlers that were made from one another share it.
type said struct {
	most   int
	within time.Duration
	mu     sync.Mutex
	kinds  map[string]span
}

// A span is a stretch of time in which records of a kind are counted.
type span struct {
	began time.Time
	n     int // records, of which no more than most were passed on
}

// kindLength is how much of a message tells its kind: what follows may be an address.
const kindLength = 24

// kind returns what a record is counted by.
func kind(r slog.Record) string {
	k := r.Message[:min(len(r.Message), kindLength)]
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "kiosk" {
			k += " " + a.Value.String()
			return false
		}
		return true
	})
	return k
}

func (l *log) Handle(ctx context.Context, r slog.Record) error {
	left, ok := l.said.note(kind(r), r.Time)
	if !ok {
		return nil
	}
	if left > 0 {
		r = r.Clone()
		r.AddAttrs(slog.Int("left_out_before", left))
	}
	return l.Handler.Handle(ctx, r)
}

func (l *log) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &log{l.Handler.WithAttrs(attrs), l.said}
}
func (l *log) WithGroup(name string) slog.Handler { return &log{l.Handler.WithGroup(name), l.said} }

// note reports whether a record may be passed on, and how many of its kind were left out before.
func (s *said) note(kind string, now time.Time) (left int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, known := s.kinds[kind]
	if !known && len(s.kinds) >= mostKeys {
		clear(s.kinds)
	}
	if !known || now.Sub(at.began) >= s.within || now.Before(at.began) {
		left, at = max(0, at.n-s.most), span{began: now}
	}
	at.n++
	s.kinds[kind] = at
	return left, at.n <= s.most
}
