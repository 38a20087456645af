// Package pack is what a kiosk knows of services, in one read-only file.
//
// A pack opens at once however large it is, and is refused when it is not whole. The kiosk
// opens packs (Open), keeps the last good one (Shelf), and has a few services and rights built
// in (Builtin, Rights). Editors make packs with Write. The package does not decide what a pack
// may say: kiosk/content checks sources before they become one, and the kiosk links none of
// it. It does not know how answers are ranked (directory) or what needs are called (locales).
package pack

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"frontdoor/kiosk/directory"
)

// A pack is a bbolt file with a trailer of trailerSize bytes behind it: the mark, the length
// of what comes before it, and a checksum over that. The checksum is read before bbolt maps
// the file, because a damaged map can end the process.
const (
	marked      = "frontdoor-pack-"
	mark        = "frontdoor-pack-3"
	trailerSize = len(mark) + 8 + 4
)

// pageSize is that of a pack, on every machine: the same source makes the same bytes. Services
// leave less room at the end of a large page.
const pageSize = 1 << 14

// The buckets of a pack.
const (
	servicesBucket  = "services"  // id → the service as a record, without its id
	leavesBucket    = "leaves"    // leaf → entries, packed
	postcodesBucket = "postcodes" // sector, "E1 6" → units, packed
)

// ErrDamaged means that a file is not a pack, or not the whole of one any more.
var ErrDamaged = errors.New("the pack is damaged")

func checksum() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// verify returns an error unless a file is the whole of a pack.
func verify(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	err = verifyOpen(f)
	return errors.Join(err, f.Close())
}

func verifyOpen(f *os.File) error {
	trailer, body, err := trailerOf(f)
	if err != nil {
		return err
	}
	if binary.BigEndian.Uint64(trailer) != uint64(body) {
		return fmt.Errorf("%w: its length is not what it was", ErrDamaged)
	}
	sum := crc32.New(checksum())
	if _, err := io.Copy(sum, io.LimitReader(f, body)); err != nil {
		return err
	}
	if sum.Sum32() != binary.BigEndian.Uint32(trailer[8:]) {
		return fmt.Errorf("%w: its contents have changed", ErrDamaged)
	}
	return nil
}

// trailerOf returns what follows the mark, the length and the checksum, and how many bytes come
// before it.
func trailerOf(f *os.File) (trailer []byte, body int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	body = info.Size() - int64(trailerSize)
	if body <= 0 {
		return nil, 0, fmt.Errorf("%w: it is too short", ErrDamaged)
	}
	b := make([]byte, trailerSize)
	if _, err := f.ReadAt(b, body); err != nil {
		return nil, 0, err
	}
	if kind, ok := strings.CutPrefix(string(b[:len(mark)]), marked); ok && string(b[:len(mark)]) != mark {
		return nil, 0, fmt.Errorf("%w: it has form %q, and this program reads %q; build it again from its source", ErrDamaged, kind, mark[len(marked):])
	}
	if string(b[:len(mark)]) != mark {
		return nil, 0, fmt.Errorf("%w: its end is missing, or it never was a pack", ErrDamaged)
	}
	return b[len(mark):], body, nil
}

// A Pack is an open pack: a directory.Store. It may be used by several goroutines.
type Pack struct{ db *bbolt.DB }

// Open opens a pack for reading. One that is damaged, or of another form, is
// ErrDamaged and is not touched.
func Open(file string) (*Pack, error) {
	if err := verify(file); err != nil {
		return nil, fmt.Errorf("open the content pack %s: %w", file, err)
	}
	db, err := bbolt.Open(file, 0, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return nil, fmt.Errorf("open the content pack %s: %w", file, err)
	}
	return &Pack{db: db}, nil
}

// Close lets go of the file.
func (p *Pack) Close() error { return p.db.Close() }

// get reads a value while a transaction is open.
func (p *Pack) get(bucket, key string, use func(v []byte) error) error {
	return p.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		if b == nil {
			return ErrDamaged
		}
		return use(b.Get([]byte(key)))
	})
}

// Entries implements directory.Store.
func (p *Pack) Entries(_ context.Context, leaf string) (entries []directory.Entry, err error) {
	err = p.get(leavesBucket, leaf, func(v []byte) error {
		var err error
		entries, err = decodeEntries(v)
		return err
	})
	return entries, err
}

// Service implements directory.Store.
func (p *Pack) Service(_ context.Context, id string) (s directory.Service, err error) {
	err = p.get(servicesBucket, id, func(v []byte) error {
		if v == nil {
			return directory.ErrNoService
		}
		var err error
		s, err = DecodeRecord(v)
		s.ID = id
		return err
	})
	return s, err
}

// Postcode implements directory.Store.
func (p *Pack) Postcode(_ context.Context, postcode string) (at directory.Point, err error) {
	if len(postcode) < 5 {
		return at, directory.ErrUnknownPostcode
	}
	sector, unit := postcode[:len(postcode)-2], postcode[len(postcode)-2:]
	err = p.get(postcodesBucket, sector, func(v []byte) error {
		for ; len(v) >= 10; v = v[10:] {
			if string(v[:2]) == unit {
				at = point(v[2:])
				return nil
			}
		}
		return directory.ErrUnknownPostcode
	})
	return at, err
}

// Services returns every service, in the order of their ids.
func (p *Pack) Services() (all []directory.Service, err error) {
	err = p.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(servicesBucket))
		if b == nil {
			return ErrDamaged
		}
		return b.ForEach(func(id, v []byte) error {
			s, err := DecodeRecord(v)
			if err != nil {
				return err
			}
			s.ID = string(id)
			all = append(all, s)
			return nil
		})
	})
	return all, err
}
