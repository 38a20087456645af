package queue

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"

	bolt "go.etcd.io/bbolt"

	"frontdoor/kiosk/usage"
)

// version is of the file's form.
const version = 1

// The file's buckets, and the keys of the two that have one row.
var (
	bucketState  = []byte("state")  // "state": a state
	bucketOpen   = []byte("open")   // "hour": the open hour, a record without a number
	bucketClosed = []byte("closed") // seq: a record; from low to next without a gap
	bucketAside  = []byte("aside")  // epoch and seq: a record that was not delivered, for a person to look at
	keyState     = []byte("state")
	keyHour      = []byte("hour")
)

// A state is what is true of the whole file.
type state struct {
	epoch uint64     // random, never 0
	next  uint64     // the number of the next record to be closed
	acked uint64     // the hub has every record up to here
	low   uint64     // the first record that is still kept
	last  usage.Hour // of the record that was closed last
}

const stateSize = 1 + 4*8 + 4

func (s state) bytes() []byte {
	b := []byte{version}
	for _, n := range []uint64{s.epoch, s.next, s.acked, s.low} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	return binary.BigEndian.AppendUint32(b, uint32(s.last))
}

func parseState(b []byte) (state, error) {
	if len(b) != stateSize || b[0] != version {
		return state{}, fmt.Errorf("%w: a state of another form", ErrDamaged)
	}
	number := func(i int) uint64 { return binary.BigEndian.Uint64(b[1+8*i:]) }
	s := state{
		epoch: number(0), next: number(1), acked: number(2), low: number(3),
		last: usage.Hour(binary.BigEndian.Uint32(b[stateSize-4:])),
	}
	if s.epoch == 0 || s.low == 0 || s.low > s.next || s.acked >= s.next {
		return state{}, fmt.Errorf("%w: a state that cannot be", ErrDamaged)
	}
	return s, nil
}

// begin returns the state of a new epoch.
func begin() state {
	var b [8]byte
	rand.Read(b[:])
	return state{epoch: binary.BigEndian.Uint64(b[:]) | 1, next: 1, low: 1}
}

// rows is the file within one transaction.
type rows struct{ tx *bolt.Tx }

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum returns the checksum of a row: over its bucket, its key and its value, so that a row
// in the wrong place is as wrong as a changed one.
func checksum(bucket, key, value []byte) []byte {
	sum := crc32.Checksum(bucket, castagnoli)
	sum = crc32.Update(sum, castagnoli, key)
	sum = crc32.Update(sum, castagnoli, value)
	return binary.BigEndian.AppendUint32(nil, sum)
}

func (r *rows) put(bucket, key, value []byte) error {
	b := r.tx.Bucket(bucket)
	if b == nil {
		return fmt.Errorf("%w: %s is missing", ErrDamaged, bucket)
	}
	return b.Put(key, append(checksum(bucket, key, value), value...))
}

// get returns a row's value, or nil.
func (r *rows) get(bucket, key []byte) ([]byte, error) {
	b := r.tx.Bucket(bucket)
	if b == nil {
		return nil, fmt.Errorf("%w: %s is missing", ErrDamaged, bucket)
	}
	row := b.Get(key)
	if row == nil {
		return nil, nil
	}
	return opened(bucket, key, row)
}

func opened(bucket, key, row []byte) ([]byte, error) {
	if len(row) < 4 || !slices.Equal(row[:4], checksum(bucket, key, row[4:])) {
		return nil, fmt.Errorf("%w: the checksum of %s %x is wrong", ErrDamaged, bucket, key)
	}
	return row[4:], nil
}

func (r *rows) state() (state, error) {
	b, err := r.get(bucketState, keyState)
	if err != nil {
		return state{}, err
	}
	return parseState(b)
}

func (r *rows) putState(s state) error { return r.put(bucketState, keyState, s.bytes()) }

// current returns the state and the open hour, which is nil when none is open.
func (r *rows) current() (state, *usage.Record, error) {
	st, err := r.state()
	if err != nil {
		return state{}, nil, err
	}
	b, err := r.get(bucketOpen, keyHour)
	if err != nil || b == nil {
		return st, nil, err
	}
	open, err := usage.ParseRecord(b)
	if err != nil {
		return state{}, nil, fmt.Errorf("%w: the open hour: %w", ErrDamaged, err)
	}
	return st, &open, nil
}

func (r *rows) putOpen(o usage.Record) error { return r.put(bucketOpen, keyHour, o.Append(nil)) }

func (r *rows) deleteOpen() error { return r.tx.Bucket(bucketOpen).Delete(keyHour) }

func (r *rows) putClosed(c usage.Record) error {
	return r.put(bucketClosed, seqKey(c.Seq), c.Append(nil))
}

// closed returns the wire form of a record that is kept.
func (r *rows) closed(seq uint64) ([]byte, error) {
	b, err := r.get(bucketClosed, seqKey(seq))
	if err == nil && b == nil {
		err = fmt.Errorf("%w: record %d is missing", ErrDamaged, seq)
	}
	return b, err
}

// parseClosed reads a record and holds it to its place.
func parseClosed(seq uint64, b []byte) (usage.Record, error) {
	c, err := usage.ParseRecord(b)
	if err == nil && c.Seq != seq {
		err = fmt.Errorf("it says it is %d", c.Seq)
	}
	if err != nil {
		return usage.Record{}, fmt.Errorf("%w: record %d: %w", ErrDamaged, seq, err)
	}
	return c, nil
}

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// What is kept of what the hub has: the hours of seven days, by the records' own hours, so
// that a clock that jumps throws nothing away; and never more than 8,192 records, which a
// clock that has stopped would let grow.
const (
	keepHours = 7 * 24
	keepMost  = 8192
)

// prune drops what the hub has and nobody will ask for any more.
func (r *rows) prune(st *state) error {
	b := r.tx.Bucket(bucketClosed)
	for st.low <= st.acked {
		kept := st.acked - st.low + 1
		if kept <= keepHours {
			return nil
		}
		row, err := r.closed(st.low)
		if err != nil {
			return err
		}
		c, err := parseClosed(st.low, row)
		if err != nil {
			return err
		}
		if recent := uint64(c.Hour)+keepHours >= uint64(st.last); recent && kept <= keepMost {
			return nil
		}
		if err := b.Delete(seqKey(st.low)); err != nil {
			return err
		}
		st.low++
	}
	return nil
}

// drop makes room when more hours wait than may be kept: the oldest go, and the low mark tells
// the hub that they will never come.
func (r *rows) drop(st *state, most uint64) error {
	b := r.tx.Bucket(bucketClosed)
	for st.next-st.low > most {
		if err := b.Delete(seqKey(st.low)); err != nil {
			return err
		}
		st.low++
	}
	return nil
}
