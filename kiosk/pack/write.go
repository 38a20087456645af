package pack

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/directory"
)

// Contents are what a pack holds. Services may come in any order, each with an id of its own;
// postcodes are written as directory.Postcode returns them.
type Contents struct {
	Services  []directory.Service
	Postcodes map[string]directory.Point
}

// Write makes a pack. The file appears whole or not at all, and the same contents make the
// same bytes. It takes what it is given: whether a service is fit to be shown has been decided
// before (kiosk/content).
func Write(c Contents, file string) (err error) {
	tmp := file + ".part"
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("build a pack: %w", err), removeIfThere(tmp))
		}
	}()
	if err := removeIfThere(tmp); err != nil {
		return err
	}
	c.Services = slices.Clone(c.Services)
	slices.SortFunc(c.Services, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
	if err := writeBuckets(c, tmp); err != nil {
		return err
	}
	if err := writeTrailer(tmp); err != nil {
		return err
	}
	return durable.Replace(tmp, file)
}

func removeIfThere(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// writeBuckets writes each bucket in a transaction of its own: bbolt writes the buckets of
// one transaction in no fixed order, and the same source shall give the same bytes.
func writeBuckets(c Contents, file string) error {
	db, err := bbolt.Open(file, 0o644, &bbolt.Options{Timeout: time.Second, PageSize: pageSize})
	if err != nil {
		return err
	}
	db.AllocSize = 1 << 16 // a pack is written once: it keeps no room to grow
	for _, put := range []func(*bbolt.Tx) error{
		func(tx *bbolt.Tx) error { return putServices(tx, c.Services) },
		func(tx *bbolt.Tx) error { return putLeaves(tx, c.Services) },
		func(tx *bbolt.Tx) error { return putPostcodes(tx, c.Postcodes) },
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
			return fmt.Errorf("the place of %q is not a number", s.ID)
		}
		id := s.ID
		s.ID = "" // it is the key
		r, err := EncodeRecord(s)
		if err != nil {
			return fmt.Errorf("the service %q: %w", id, err)
		}
		if err := b.Put([]byte(id), r); err != nil {
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

// writeTrailer puts the trailer behind a bbolt file.
func writeTrailer(file string) error {
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
	return errors.Join(err, f.Close())
}
