package pack

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"

	"frontdoor/internal/apart"
)

// A checksum says that a pack is what its maker wrote, not that it can be read: bbolt ends the
// process at pages that contradict each other. So a pack is read from end to end before a
// kiosk takes it, in a process of its own.

// probeMemory is how much memory a child may take to read a pack. The pages of a pack are mapped
// and do not count.
const probeMemory = 512 << 20

// patience is how long a child may read a pack of the largest size on a slow disk.
const patience = time.Minute

// Bound keeps a child that is about to call Probe from taking all memory.
func Bound() error { return apart.Bound(probeMemory) }

// ProbeWith returns a probe that reads a pack from a child process: the program with the arguments,
// and the file after them, which calls Probe and ends with 0 when that returns no error.
func ProbeWith(program string, args ...string) func(ctx context.Context, file string) error {
	return func(ctx context.Context, file string) error {
		err := apart.Run(ctx, patience, program, append(args, file)...)
		if errors.Is(err, apart.ErrFailed) || errors.Is(err, apart.ErrSlow) {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		return err
	}
}

// Probe reads the whole of a pack: every page, bucket and record, and every reference from one to
// another. The error wraps ErrDamaged where anything is wrong. A damaged pack may end or
// hang the process that reads it.
func Probe(file string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: reading it fails: %v", ErrDamaged, p)
		}
	}()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	if err := verify(file); err != nil {
		return fmt.Errorf("read the content pack: %w", err)
	}
	db, err := bbolt.Open(file, 0, &bbolt.Options{ReadOnly: true, Timeout: time.Second, PreLoadFreelist: true})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		return readAll(tx)
	})
}

// readAll reads every record.
func readAll(tx *bbolt.Tx) error {
	services, leaves, postcodes := tx.Bucket([]byte(servicesBucket)), tx.Bucket([]byte(leavesBucket)), tx.Bucket([]byte(postcodesBucket))
	if services == nil || leaves == nil || postcodes == nil {
		return fmt.Errorf("%w: a bucket is missing", ErrDamaged)
	}
	err := services.ForEach(func(id, v []byte) error {
		if _, err := DecodeRecord(v); err != nil {
			return fmt.Errorf("%w: the service %.40q: %w", ErrDamaged, id, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = leaves.ForEach(func(leaf, v []byte) error {
		entries, err := decodeEntries(v)
		if err != nil {
			return fmt.Errorf("%w: the need %.40q: %w", ErrDamaged, leaf, err)
		}
		for _, e := range entries {
			if services.Get([]byte(e.ID)) == nil {
				return fmt.Errorf("%w: the need %.40q lists a service that is not there", ErrDamaged, leaf)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return postcodes.ForEach(func(sector, v []byte) error {
		if len(v) == 0 || len(v)%10 != 0 {
			return fmt.Errorf("%w: the postcodes of %.10q", ErrDamaged, sector)
		}
		return nil
	})
}
