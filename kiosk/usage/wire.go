package usage

import (
	"errors"
	"fmt"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
)

// ErrMalformed is the cause of every error of reading what came over the wire.
var ErrMalformed = errors.New("not in the form of docs/wire.md")

// Bounds of what is read. A kiosk with every language and need stays far below them.
const (
	MaxRecords = 500       // in a batch
	MaxBytes   = 256 << 10 // of a batch before compression
	maxCells   = 4096      // in a record
	maxValue   = 64        // bytes of a value
	maxKiosk   = 64        // bytes of a kiosk's name
	maxReason  = 512       // bytes of a reason
	MaxVersion = 40        // bytes of a version
)

// IsVersion reports whether a text can be the version of a kiosk's program: 1 to MaxVersion
// letters, digits, dots, plus signs, hyphens and underscores. Anything else is read as no
// version, and is not written: what a kiosk is does not keep its counts from being taken.
func IsVersion(s string) bool {
	return s != "" && len(s) <= MaxVersion && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(".+_-", r)
	})
}

// dimensions are numbered on the wire; the numbers are never used again for anything else.
var dimensions = [...]string{
	1: Visits, 2: Outcome, 3: Minutes, 4: Language, 5: Need, 6: Step, 7: PlaceKind, 8: Unmet, 9: Person, 10: Health,
	11: Handoff, 12: Wait, 13: Help, 14: Lasted,
	15: Other,
	16: Format, 17: Wanted, 18: Left, 19: Turned, 20: Helpful,
}

// number returns a dimension's number on the wire, and that of Other for none.
func number(dimension string) uint64 {
	for i, d := range dimensions {
		if d == dimension && d != "" {
			return uint64(i)
		}
	}
	return 15
}

func dimension(n uint64) string {
	if n < uint64(len(dimensions)) && dimensions[n] != "" {
		return dimensions[n]
	}
	return Other
}

// Append adds the record's wire form to b.
func (r Record) Append(b []byte) []byte {
	b = appendUint(b, 1, r.Seq)
	b = appendUint(b, 2, uint64(r.Schema))
	b = appendUint(b, 3, uint64(r.Hour))
	b = appendUint(b, 4, uint64(r.Clock))
	var cell []byte
	for _, c := range r.Cells {
		cell = appendUint(cell[:0], 1, number(c.Dimension))
		cell = appendText(cell, 2, c.Value)
		cell = appendUint(cell, 3, c.Count)
		b = appendMessage(b, 5, cell)
	}
	return b
}

// Append adds the batch's wire form to b.
func (t Batch) Append(b []byte) []byte {
	b = appendText(b, 1, t.Kiosk)
	b = protowire.AppendTag(b, 2, protowire.Fixed64Type)
	b = protowire.AppendFixed64(b, t.Epoch)
	b = appendUint(b, 3, t.LostThrough)
	var record []byte
	for _, r := range t.Records {
		record = r.Append(record[:0])
		b = appendMessage(b, 4, record)
	}
	if IsVersion(t.Version) {
		b = appendText(b, 5, t.Version)
	}
	return b
}

// Append adds the answer's wire form to b.
func (a Answer) Append(b []byte) []byte {
	b = protowire.AppendTag(b, 1, protowire.Fixed64Type)
	b = protowire.AppendFixed64(b, a.Epoch)
	b = appendUint(b, 2, a.AckedThrough)
	return appendText(b, 3, strings.ToValidUTF8(a.Reason[:min(len(a.Reason), maxReason)], ""))
}

// appendUint adds a number, and nothing for zero, as proto3 does.
func appendUint(b []byte, field protowire.Number, v uint64) []byte {
	if v == 0 {
		return b
	}
	b = protowire.AppendTag(b, field, protowire.VarintType)
	return protowire.AppendVarint(b, v)
}

// appendText adds text, and nothing for none.
func appendText(b []byte, field protowire.Number, v string) []byte {
	if v == "" {
		return b
	}
	b = protowire.AppendTag(b, field, protowire.BytesType)
	return protowire.AppendString(b, v)
}

// appendMessage adds a message within a message, also an empty one.
func appendMessage(b []byte, field protowire.Number, v []byte) []byte {
	b = protowire.AppendTag(b, field, protowire.BytesType)
	return protowire.AppendBytes(b, v)
}

// ParseRecord reads one record. Fields and dimensions that are not known are for a later
// version: the fields are passed over, and the counts are added to Other.
func ParseRecord(b []byte) (Record, error) {
	var r Record
	err := eachField(b, func(f field) error {
		switch f.key {
		case key{1, protowire.VarintType}:
			r.Seq = f.number
		case key{2, protowire.VarintType}:
			r.Schema = uint32(min(f.number, 1<<31))
		case key{3, protowire.VarintType}:
			r.Hour = Hour(min(f.number, maxHour))
		case key{4, protowire.VarintType}:
			r.Clock = clock(f.number)
		case key{5, protowire.BytesType}:
			c, err := parseCell(f.bytes)
			if err != nil {
				return err
			}
			if len(r.Cells) == maxCells {
				return fmt.Errorf("more than %d cells: %w", maxCells, ErrMalformed)
			}
			r.Cells = append(r.Cells, c)
		}
		return nil
	})
	if err != nil {
		return Record{}, fmt.Errorf("read a record: %w", err)
	}
	r.Cells = Merge(r.Cells)
	return r, nil
}

// clock returns a quality; one that is not known says nothing.
func clock(n uint64) Clock {
	switch c := Clock(min(n, 255)); c {
	case ClockSteady, ClockDoubtful:
		return c
	case ClockUnknown:
		return ClockUnknown
	default:
		return ClockUnknown
	}
}

func parseCell(b []byte) (Cell, error) {
	c := Cell{Dimension: Other}
	err := eachField(b, func(f field) error {
		switch f.key {
		case key{1, protowire.VarintType}:
			c.Dimension = dimension(f.number)
		case key{2, protowire.BytesType}:
			c.Value = string(f.bytes)
		case key{3, protowire.VarintType}:
			c.Count = f.number
		}
		return nil
	})
	switch {
	case err != nil:
		return Cell{}, fmt.Errorf("cell: %w", err)
	case len(c.Value) > maxValue:
		return Cell{}, fmt.Errorf("cell: a value of %d bytes: %w", len(c.Value), ErrMalformed)
	case c.Value == "":
		return Cell{}, fmt.Errorf("cell: no value: %w", ErrMalformed)
	case c.Count > MaxCount:
		return Cell{}, fmt.Errorf("cell: a count of %d: %w", c.Count, ErrMalformed)
	}
	return c, nil
}

// ParseBatch reads a batch and sees to it that its records follow each other.
func ParseBatch(b []byte) (Batch, error) {
	var t Batch
	err := eachField(b, func(f field) error {
		switch f.key {
		case key{1, protowire.BytesType}:
			if len(f.bytes) > maxKiosk {
				return fmt.Errorf("a kiosk's name of %d bytes: %w", len(f.bytes), ErrMalformed)
			}
			t.Kiosk = string(f.bytes)
		case key{2, protowire.Fixed64Type}:
			t.Epoch = f.number
		case key{3, protowire.VarintType}:
			t.LostThrough = f.number
		case key{4, protowire.BytesType}:
			r, err := ParseRecord(f.bytes)
			if err != nil {
				return err
			}
			if n := len(t.Records); r.Seq == 0 || n > 0 && r.Seq != t.Records[n-1].Seq+1 {
				return fmt.Errorf("record %d out of its place: %w", r.Seq, ErrMalformed)
			}
			if len(t.Records) == MaxRecords {
				return fmt.Errorf("more than %d records: %w", MaxRecords, ErrMalformed)
			}
			t.Records = append(t.Records, r)
		case key{5, protowire.BytesType}:
			t.Version = ""
			if v := string(f.bytes); IsVersion(v) {
				t.Version = v
			}
		}
		return nil
	})
	if err == nil && t.Epoch == 0 {
		err = fmt.Errorf("no epoch: %w", ErrMalformed)
	}
	if err != nil {
		return Batch{}, fmt.Errorf("read a batch: %w", err)
	}
	return t, nil
}

// ParseAnswer reads the hub's answer.
func ParseAnswer(b []byte) (Answer, error) {
	var a Answer
	err := eachField(b, func(f field) error {
		switch f.key {
		case key{1, protowire.Fixed64Type}:
			a.Epoch = f.number
		case key{2, protowire.VarintType}:
			a.AckedThrough = f.number
		case key{3, protowire.BytesType}:
			if len(f.bytes) > maxReason {
				return fmt.Errorf("a reason of %d bytes: %w", len(f.bytes), ErrMalformed)
			}
			a.Reason = string(f.bytes)
		}
		return nil
	})
	if err != nil {
		return Answer{}, fmt.Errorf("read the hub's answer: %w", err)
	}
	return a, nil
}

// A key is a field's number and its kind: a known number with another kind is not known.
type key struct {
	number protowire.Number
	kind   protowire.Type
}

// A field is one field of a message.
type field struct {
	key    key
	number uint64 // of a varint or fixed64
	bytes  []byte
}

// eachField returns the fields of a message in their order.
func eachField(b []byte, do func(field) error) error {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return fmt.Errorf("%w: %w", ErrMalformed, protowire.ParseError(n))
		}
		b = b[n:]
		f := field{key: key{number, kind}}
		switch kind {
		case protowire.VarintType:
			f.number, n = protowire.ConsumeVarint(b)
		case protowire.Fixed64Type:
			f.number, n = protowire.ConsumeFixed64(b)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(b)
		default:
			n = protowire.ConsumeFieldValue(number, kind, b)
		}
		if n < 0 {
			return fmt.Errorf("%w: %w", ErrMalformed, protowire.ParseError(n))
		}
		b = b[n:]
		if err := do(f); err != nil {
			return err
		}
	}
	return nil
}
