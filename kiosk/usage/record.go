package usage

import "time"

// An Hour counts hours since 1 January 1970 in UTC. Nothing in a count is finer.
type Hour uint32

// HourOf returns the hour of a moment. Moments before 1970, from a clock that was never set,
// are its first hour.
func HourOf(t time.Time) Hour {
	s := t.Unix()
	if s < 0 {
		return 0
	}
	return Hour(min(s/3600, maxHour))
}

// maxHour is the last hour of the year 9999: no clock shows more.
const maxHour = 70389527

// Time returns the beginning of the hour.
func (h Hour) Time() time.Time { return time.Unix(int64(h)*3600, 0).UTC() }

// A Clock says how far a record's hour can be trusted. A record is never refused for it.
type Clock uint8

// Qualities of a clock.
const (
	ClockUnknown  Clock = 0
	ClockSteady   Clock = 1 // it went forward through the hour and since the record before
	ClockDoubtful Clock = 2 // it was put back, or shows a time before this program was written
)

// Schema is the version of the vocabulary that this program writes. It grows when values or
// dimensions are added; none ever changes its meaning.
const Schema = 2

// A Record is a closed hour of one kiosk, and never changes. Two records may be of the same
// hour, when it was closed early or the clock was put back: they add up.
type Record struct {
	Seq    uint64 // contiguous within an epoch, from 1; 0 before the hour is closed
	Schema uint32
	Hour   Hour
	Clock  Clock
	Cells  []Cell // in the order of the wire
}

// A Batch is what a kiosk sends to the hub at once. With no records it says only that the
// kiosk is there.
type Batch struct {
	Kiosk       string   // the kiosk's name at the hub; may be empty, for the key says it
	Epoch       uint64   // random, of the kiosk's file: a new file begins a new epoch
	LostThrough uint64   // the kiosk has no record up to here any more
	Records     []Record // contiguous
	Version     string   // of the kiosk's program, as IsVersion has it; empty: not known
}

// An Answer is what the hub says to a batch.
type Answer struct {
	Epoch        uint64 // of the batch that is answered; 0 when it could not be read
	AckedThrough uint64 // every record up to here is on the hub's disk
	Reason       string // why a batch was refused: for the log, never for the glass
}
