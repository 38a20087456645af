// Package queue keeps a kiosk's counts on its disk until the hub has them.
//
// The end of a visit is one transaction that adds the visit's counts to the open hour; the
// visit itself is never written. When the hour has passed it becomes a [usage.Record] with
// the next number of its epoch, and never changes again. The [Writer] does this alongside the
// core, so that the glass never waits for a disk. A delivery reads what waits with Pending
// and tells with Settle how far the hub has got; what the hub has is kept for seven days
// more, because a hub that was restored from a copy asks for it again.
//
// Every row has a checksum over its key and its value, and numbers run without a gap. A
// file in which that does not hold is set aside under another name, a new epoch begins, and
// the loss is the first thing that is counted in it. The package does not know residents,
// networks or the hub; it is the only one that writes counts to a disk.
package queue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/clock"
	"frontdoor/kiosk/usage"
)

// Errors of opening a queue.
var (
	// ErrLocked means that another kiosk keeps its counts in this folder.
	ErrLocked = errors.New("another kiosk is running on this data directory")
	// ErrDamaged means that the file does not hold what was written to it.
	ErrDamaged = errors.New("the file of counts is damaged")
)

// Options adjust a queue. The zero value works.
type Options struct {
	Log *slog.Logger
	// Probe checks that a file is sound, before it is opened, and returns an error that wraps
	// ErrDamaged when it is not. A damaged file can bring down the process that reads it, or
	// hang it, so a kiosk passes ProbeWith, which looks from a child process. nil looks from
	// this one.
	Probe func(ctx context.Context, path string) error
	// Most bounds the closed hours that are kept; zero means 14,000, which is every hour of a year and
	// a half and, however much is counted in each, stays below 64 MiB. Beyond it the oldest are
	// dropped, and the hub is told how many it will never have.
	Most uint64
}

// mostHours is the default of Options.Most. An hour with every value there is has less than 5 KiB.
const mostHours = 14_000

// A Queue is the file of counts of one kiosk. It may be used by several goroutines. After an
// error that wraps ErrDamaged only Close and a new Open help.
type Queue struct {
	path   string
	lock   *durable.Lock
	damage *Damage
	closed chan struct{}

	most uint64

	mu     sync.Mutex // one use of the file at a time
	db     *bolt.DB
	broken error // what was found damaged while it was open
}

// Open opens the queue at path and makes it, with its folder, where there is none. A damaged
// file is set aside and does not keep the kiosk shut; Damage tells of it.
func Open(ctx context.Context, path string, opts Options) (*Queue, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Probe == nil {
		opts.Probe = func(_ context.Context, path string) error { return Probe(path) }
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("open the queue: no counts can be kept in %s: %w", folder, err)
	}
	lock, err := lockFolder(path + ".lock")
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	q := &Queue{path: path, lock: lock, closed: make(chan struct{}, 1), most: cmp.Or(opts.Most, mostHours)}
	if err := q.open(ctx, opts); err != nil {
		return nil, errors.Join(fmt.Errorf("open the queue: %w", err), lock.Close())
	}
	if q.damage != nil {
		opts.Log.Error("the file of counts was damaged: it is set aside and a new one is begun",
			"set_aside", q.damage.SetAside, "err", q.damage.Cause)
	}
	return q, nil
}

func (q *Queue) open(ctx context.Context, opts Options) error {
	err := opts.Probe(ctx, q.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		err = create(q.path, false)
	case errors.Is(err, ErrDamaged):
		err = q.replace(err)
	}
	if err != nil {
		return err
	}
	if err := compact(q.path); err != nil {
		opts.Log.Warn("the file of counts stays as large as it is", "err", err)
	}
	if q.db, err = openFile(q.path); err != nil {
		return err
	}
	// A second commit of the same state leaves two whole roots in the file, so that damage
	// to one of them cannot take the file back to an earlier state unseen.
	if err := q.update(func(*rows) error { return nil }); err != nil {
		return errors.Join(err, q.db.Close())
	}
	q.announce()
	return nil
}

// Damage tells of the file that was set aside when the queue was opened; nil when none was.
func (q *Queue) Damage() *Damage { return q.damage }

// Close closes the file. A queue that is not closed loses nothing.
func (q *Queue) Close() error {
	err := q.update(func(*rows) error { return nil })
	q.mu.Lock()
	defer q.mu.Unlock()
	if errors.Is(err, errStuck) {
		return errors.Join(err, q.lock.Close()) // the end of the process frees the rest
	}
	return errors.Join(err, q.db.Close(), q.lock.Close())
}

// Closed is sent to when a record waits for the hub.
func (q *Queue) Closed() <-chan struct{} { return q.closed }

func (q *Queue) announce() {
	select {
	case q.closed <- struct{}{}:
	default:
	}
}

// Add adds the counts of a visit that ended in an hour. It returns when they are on the disk:
// after that no kill and no power cut takes them away. An hour other than the open one,
// later or earlier, closes the open one.
func (q *Queue) Add(cells []usage.Cell, hour usage.Hour) error {
	done := false
	err := q.update(func(r *rows) error {
		st, open, err := r.current()
		if err != nil {
			return err
		}
		if done, err = r.closeUnless(&st, open, hour, q.most); err != nil {
			return err
		}
		if open == nil || done {
			open = &usage.Record{Schema: usage.Schema, Hour: hour, Clock: st.clock(hour)}
		}
		open.Cells = usage.Merge(open.Cells, cells)
		if err := r.putOpen(*open); err != nil {
			return err
		}
		return r.putState(st)
	})
	if err != nil {
		return fmt.Errorf("add to the queue: %w", err)
	}
	if done {
		q.announce()
	}
	return nil
}

// CloseHour closes the open hour if it is another than the clock shows now.
func (q *Queue) CloseHour(now usage.Hour) error { return q.close(&now) }

// CloseOpen closes the open hour early. What the hour still brings becomes a second record
// of it; the two add up.
func (q *Queue) CloseOpen() error { return q.close(nil) }

func (q *Queue) close(now *usage.Hour) error {
	due := false
	err := q.view(func(r *rows) error {
		_, open, err := r.current()
		due = open != nil && (now == nil || *now != open.Hour)
		return err
	})
	if err == nil && due { // what is not due costs no write
		err = q.update(func(r *rows) error {
			st, open, err := r.current()
			if err != nil || open == nil {
				return err
			}
			hour := open.Hour + 1
			if now != nil {
				hour = *now
			}
			if _, err := r.closeUnless(&st, open, hour, q.most); err != nil {
				return err
			}
			return r.putState(st)
		})
	}
	if err != nil {
		return fmt.Errorf("close the hour: %w", err)
	}
	if due {
		q.announce()
	}
	return nil
}

// plausible is the first hour that a clock can show which was set.
var plausible = usage.HourOf(clock.Written())

// clock returns the quality of a clock that shows an hour.
func (s state) clock(hour usage.Hour) usage.Clock {
	if hour < s.last || hour < plausible {
		return usage.ClockDoubtful
	}
	return usage.ClockSteady
}

// closeUnless makes the open hour a record if it is another hour than now, and reports whether
// it did.
func (r *rows) closeUnless(st *state, open *usage.Record, now usage.Hour, most uint64) (bool, error) {
	if open == nil || open.Hour == now {
		return false, nil
	}
	if now < open.Hour {
		open.Clock = usage.ClockDoubtful
	}
	open.Seq = st.next
	if err := r.putClosed(*open); err != nil {
		return false, err
	}
	st.next++
	st.last = open.Hour
	if err := r.deleteOpen(); err != nil {
		return false, err
	}
	if err := r.prune(st); err != nil {
		return false, err
	}
	return true, r.drop(st, most)
}

// redate moves the open hour, if it is the one that was meant, by as much as its clock was wrong.
func (q *Queue) redate(hour usage.Hour, by time.Duration) error {
	err := q.update(func(r *rows) error {
		st, open, err := r.current()
		if err != nil || open == nil || open.Hour != hour {
			return err
		}
		open.Hour = shifted(hour, by)
		open.Clock = st.clock(open.Hour)
		return r.putOpen(*open)
	})
	if err != nil {
		return fmt.Errorf("put the open hour right: %w", err)
	}
	return nil
}
