package queue

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/usage"
)

// Damage tells of a file that was set aside. What had waited in it is lost, and the first
// count of the new epoch says so to the hub.
type Damage struct {
	SetAside string // where the damaged file is now
	Cause    error
}

// lockFolder holds a folder for this process, until the lock is closed or the process ends. It
// is a file of its own so that the queue's file can be looked at and renamed under it.
func lockFolder(path string) (*durable.Lock, error) {
	l, err := durable.TryLock(path)
	switch {
	case errors.Is(err, durable.ErrLocked):
		return nil, fmt.Errorf("%w: %s", ErrLocked, filepath.Dir(path))
	case err != nil:
		return nil, fmt.Errorf("no counts can be kept in %s: %w", filepath.Dir(path), err)
	}
	return l, nil
}

// openFile opens the file with every safety on: each commit is synced, and so is the list
// of free pages.
func openFile(path string) (*bolt.DB, error) {
	var db *bolt.DB
	err := guarded(func() (err error) {
		db, err = bolt.Open(path, 0o600, &bolt.Options{Timeout: time.Second})
		return err
	})
	return db, sorted(err)
}

// compactFrom is the size from which a file is made smaller when it is opened and nothing waits in it.
const compactFrom = 4 << 20

// compact writes a file anew without its free pages, when it was large once and nothing waits in
// it any more: bbolt never hands a page back to the system.
func compact(path string) (err error) {
	info, err := os.Stat(path)
	if err != nil || info.Size() < compactFrom {
		return err
	}
	old, err := openFile(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	waits := false
	err = old.View(func(tx *bolt.Tx) error {
		st, err := (&rows{tx}).state()
		waits = st.next > st.acked+1
		return err
	})
	if err != nil || waits {
		return err
	}
	small := path + ".small"
	if err := os.Remove(small); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	fresh, err := openFile(small)
	if err != nil {
		return err
	}
	err = bolt.Compact(fresh, old, 1<<16)
	if err := errors.Join(err, fresh.Sync(), fresh.Close()); err != nil {
		return errors.Join(err, os.Remove(small))
	}
	return durable.Replace(small, path)
}

// sorted tells errors of damage and of locks from the rest.
func sorted(err error) error {
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("%w: %w", ErrLocked, err)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum),
		errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrInvalidMapping):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// errStuck is damage that ended a transaction in its middle, which may hold locks for ever.
var errStuck = fmt.Errorf("%w: it could not be read", ErrDamaged)

// guarded turns a panic, or a fault in the file's memory, into damage.
func guarded(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errStuck, p)
		}
	}()
	return do()
}

// create makes a file with a new epoch. It appears under its name only when it is whole, so
// an empty file under that name is a damaged one.
func create(path string, lost bool) (err error) {
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	db, err := openFile(fresh)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range [][]byte{bucketState, bucketOpen, bucketClosed, bucketAside} {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		r := &rows{tx}
		st := begin()
		if lost {
			hour := usage.HourOf(time.Now())
			if err := r.putOpen(lossIn(hour, st)); err != nil {
				return err
			}
		}
		return r.putState(st)
	})
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	return durable.Replace(fresh, path)
}

// lossIn is an open hour that begins with a declared loss.
func lossIn(hour usage.Hour, st state) usage.Record {
	return usage.Record{
		Schema: usage.Schema, Hour: hour, Clock: st.clock(hour),
		Cells: []usage.Cell{{Dimension: usage.Health, Value: usage.CountsLost, Count: 1}},
	}
}

// replace sets a damaged file aside and makes a new one.
func (q *Queue) replace(cause error) error {
	aside, err := durable.SetAside(q.path, time.Now())
	if err != nil {
		return err
	}
	q.damage = &Damage{SetAside: aside, Cause: cause}
	return create(q.path, true)
}

// update changes the file in one transaction, which is on the disk when it returns.
func (q *Queue) update(do func(*rows) error) error {
	return q.use(func(db *bolt.DB) error {
		return db.Update(func(tx *bolt.Tx) error { return do(&rows{tx}) })
	})
}

// view reads the file. Nothing that takes long, such as the network, is done in it.
func (q *Queue) view(do func(*rows) error) error {
	return q.use(func(db *bolt.DB) error {
		return db.View(func(tx *bolt.Tx) error { return do(&rows{tx}) })
	})
}

func (q *Queue) use(do func(*bolt.DB) error) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.broken != nil {
		return q.broken
	}
	err := guarded(func() error { return do(q.db) })
	if errors.Is(err, ErrDamaged) {
		q.broken = err
	}
	return err
}
