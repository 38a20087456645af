package queue

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	bolt "go.etcd.io/bbolt"

	"frontdoor/internal/apart"
)

// Probe checks that a file of counts is sound, without changing it: its pages, every
// checksum, and numbers without a gap. An error wraps ErrDamaged when it is not, and
// os.ErrNotExist when there is none. A damaged file may end or hang the process that looks.
func Probe(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("look at the file of counts: %w", err)
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("look at the file of counts: %w", err)
	}
	switch {
	case info.IsDir():
		return fmt.Errorf("look at the file of counts: %s is a folder", path)
	case info.Size() == 0:
		return fmt.Errorf("look at the file of counts: %w: it is empty", ErrDamaged)
	}
	err = guarded(func() error { return probe(path) })
	if err != nil {
		return fmt.Errorf("look at the file of counts: %w", sorted(err))
	}
	return nil
}

// probeMemory is how much more memory a child may take to look at a file. A sound file of the largest size
// needs a tenth of it; a damaged one can ask for all there is, and the kiosk would go with it.
const probeMemory = 512 << 20

// Bound keeps this process, a child that is about to look at a file, from taking all memory. It
// returns an error where that cannot be had.
func Bound() error { return apart.Bound(probeMemory) }

func probe(path string) (err error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: time.Second, ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(tx *bolt.Tx) error {
		var faults []error
		for err := range tx.Check() {
			if len(faults) < 3 {
				faults = append(faults, err)
			}
		}
		if len(faults) > 0 {
			return fmt.Errorf("%w: %w", ErrDamaged, errors.Join(faults...))
		}
		return (&rows{tx}).verify()
	})
}

// verify reads every row.
func (r *rows) verify() error {
	st, _, err := r.current()
	if err != nil {
		return err
	}
	for _, name := range [][]byte{bucketState, bucketOpen, bucketClosed, bucketAside} {
		b := r.tx.Bucket(name)
		if b == nil {
			return fmt.Errorf("%w: %s is missing", ErrDamaged, name)
		}
		err := b.ForEach(func(k, row []byte) error {
			_, err := opened(name, k, row)
			return err
		})
		if err != nil {
			return err
		}
	}
	seq := st.low
	c := r.tx.Bucket(bucketClosed).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		row, err := r.closed(seq) // a missing number is a gap
		if err != nil {
			return err
		}
		if _, err := parseClosed(seq, row); err != nil {
			return err
		}
		seq++
	}
	if seq != st.next {
		return fmt.Errorf("%w: records end at %d, not at %d", ErrDamaged, seq-1, st.next-1)
	}
	return nil
}

// patience is how long a child may look at a file. The disk of a kiosk that has just been
// switched on is slow, and a sound file must not be set aside for that.
const patience = 15 * time.Second

// ProbeWith returns a probe that looks from a child process: the program with the arguments,
// and the path after them, which calls Probe and ends with 0 when that returns no error. A
// child that fails, crashes or takes too long means damage.
func ProbeWith(program string, args ...string) func(ctx context.Context, path string) error {
	return func(ctx context.Context, path string) error {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return fmt.Errorf("look at the file of counts: %w", err)
		}
		if err := f.Close(); err != nil {
			return fmt.Errorf("look at the file of counts: %w", err)
		}
		err = apart.Run(ctx, patience, program, append(args, path)...)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, apart.ErrFailed), errors.Is(err, apart.ErrSlow):
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		return fmt.Errorf("look at the file of counts: %w", err)
	}
}
