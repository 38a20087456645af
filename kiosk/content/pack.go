package content

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"frontdoor/kiosk/directory"
)

// A pack is a bbolt file with a trailer of trailerSize bytes behind it: the mark, the length
// of what stands before it, and a checksum over that. The checksum is read before bbolt maps
// the file, because a damaged map can end the process.
const (
	marked      = "frontdoor-pack-"
	mark        = "frontdoor-pack-2"
	trailerSize = len(mark) + 8 + 4
)

// pageSize is that of a pack, on every machine: the same source gives the same bytes. Services
// leave less room at the end of a large page.
const pageSize = 1 << 14

// The buckets of a pack.
const (
	servicesBucket  = "services"  // id → the service as a record, without its id
	leavesBucket    = "leaves"    // leaf → entries, packed
	postcodesBucket = "postcodes" // sector, "E1 6" → units, packed
)

// ErrDamaged means that a file is no pack, or not the whole of one any more.
var ErrDamaged = errors.New("the pack is damaged")

func checksum() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// Build writes a source into a pack. The file appears whole or not at all, and the same
// source gives the same bytes.
func Build(s Source, file string) (err error) {
	tmp := file + ".part"
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("build a pack: %w", err), removeIfThere(tmp))
		}
	}()
	if err := removeIfThere(tmp); err != nil {
		return err
	}
	s.Services = slices.Clone(s.Services)
	slices.SortFunc(s.Services, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
	if err := writeBuckets(s, tmp); err != nil {
		return err
	}
	if err := seal(tmp); err != nil {
		return err
	}
	if err := os.Rename(tmp, file); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(file))
}

func removeIfThere(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// writeBuckets writes each bucket in a transaction of its own: bbolt writes the buckets of
// one transaction in no fixed order, and the same source shall give the same bytes.
func writeBuckets(s Source, file string) error {
	db, err := bbolt.Open(file, 0o644, &bbolt.Options{Timeout: time.Second, PageSize: pageSize})
	if err != nil {
		return err
	}
	db.AllocSize = 1 << 16 // a pack is written once: it keeps no room to grow
	for _, put := range []func(*bbolt.Tx) error{
		func(tx *bbolt.Tx) error { return putServices(tx, s.Services) },
		func(tx *bbolt.Tx) error { return putLeaves(tx, s.Services) },
		func(tx *bbolt.Tx) error { return putPostcodes(tx, s.Postcodes) },
	} {
		if err = db.Update(put); err != nil {
			break
		}
	}
	return errors.Join(err, db.Close())
}

func putServices(tx *bbolt.Tx, services []directory.Service) error {
	b, err := tx.CreateBucket([]byte(servicesBucket))
	if err != nil {
		return err
	}
	b.FillPercent = 1
	for _, s := range services { // sorted by id
		if l := s.Location; l != nil && (math.IsNaN(l.Lat) || math.IsNaN(l.Lon)) {
			return fmt.Errorf("the place of %q is no number", s.ID)
		}
		id := s.ID
		s.ID = "" // it is the key
		if err := b.Put([]byte(id), EncodeRecord(s)); err != nil {
			return err
		}
	}
	return nil
}

func putLeaves(tx *bbolt.Tx, services []directory.Service) error {
	leaves := map[string][]directory.Entry{}
	for _, s := range services {
		if len(s.ID) > math.MaxUint8 {
			return fmt.Errorf("the id %q is too long", s.ID)
		}
		for _, n := range s.Needs {
			leaves[n] = append(leaves[n], s.Entry())
		}
	}
	l, err := tx.CreateBucket([]byte(leavesBucket))
	if err != nil {
		return err
	}
	names := make([]string, 0, len(leaves))
	for n := range leaves {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if err := l.Put([]byte(n), encodeEntries(leaves[n])); err != nil {
			return err
		}
	}
	return nil
}

func putPostcodes(tx *bbolt.Tx, postcodes map[string]directory.Point) error {
	b, err := tx.CreateBucket([]byte(postcodesBucket))
	if err != nil {
		return err
	}
	sectors := map[string][]string{}
	for p := range postcodes {
		if canonical, ok := directory.Postcode(p); !ok || canonical != p {
			return fmt.Errorf("%q is not written as a postcode", p)
		}
		sectors[p[:len(p)-2]] = append(sectors[p[:len(p)-2]], p)
	}
	names := make([]string, 0, len(sectors))
	for n := range sectors {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		units := sectors[n]
		slices.Sort(units)
		var v []byte
		for _, p := range units {
			at := postcodes[p]
			v = append(v, p[len(p)-2:]...)
			v = appendPoint(v, at)
		}
		if err := b.Put([]byte(n), v); err != nil {
			return err
		}
	}
	return nil
}

// micro is a millionth of a degree, 11 cm: finer than any postcode.
const micro = 1e6

func appendPoint(b []byte, p directory.Point) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(p.Lat*micro))))
	return binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(p.Lon*micro))))
}

func point(b []byte) directory.Point {
	return directory.Point{
		Lat: float64(int32(binary.BigEndian.Uint32(b))) / micro,
		Lon: float64(int32(binary.BigEndian.Uint32(b[4:]))) / micro,
	}
}

// seal puts the trailer behind a bbolt file and makes it lasting.
func seal(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	sum := crc32.New(checksum())
	n, err := io.Copy(sum, f)
	if err == nil {
		trailer := append([]byte(mark), binary.BigEndian.AppendUint64(nil, uint64(n))...)
		trailer = binary.BigEndian.AppendUint32(trailer, sum.Sum32())
		_, err = f.Write(trailer)
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// verify says whether a file is the whole of a pack.
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

// trailerOf gives what stands behind the mark, the length and the checksum, and how much
// stands before it.
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

// Open opens a pack for reading. A damaged one gives ErrDamaged and is not touched.
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

// Services gives every service, in the order of their ids.
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
