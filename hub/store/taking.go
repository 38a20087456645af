package store

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"frontdoor/kiosk/usage"
)

// taking is what becomes of a batch of a kiosk whose mark is known. It is the same in every
// store; a store reads the mark under a lock, and writes all of this before it lets go.
type taking struct {
	mark  uint64       // where the mark is moved to
	lost  *GapError    // declared lost, to be stepped over and written down
	gap   *GapError    // not declared: nothing is taken
	no    error        // declared, and more than any kiosk can have lost: nothing is taken
	cells []totalCell  // to be added, each of them once
	ever  []usage.Cell // the same of all hours that can be trusted
}

// A totalCell is a count as the table of totals keeps it.
type totalCell struct {
	usage.Cell
	hour     usage.Hour
	doubtful bool
}

// Bounds of what a batch may say. A kiosk that is broken, or whose key somebody has stolen, harms
// its own numbers only: no sum of what is within them leaves a store's integers, however many
// batches come.
const (
	// MostLost is how many records a batch may declare lost beyond those that the hub has: a
	// record is an hour, and these are eleven years.
	MostLost = 100_000
	// mostCount is the largest count of one value in an hour. A thousand visits in every minute
	// stay far below it.
	mostCount = 1 << 20
)

// check refuses numbers that no store keeps, and those that no kiosk can have counted.
func check(b usage.Batch) error {
	if n := len(b.Records); b.LostThrough > math.MaxInt64 || n > 0 && b.Records[n-1].Seq > math.MaxInt64 {
		return fmt.Errorf("add a batch: %w", ErrRange)
	}
	for _, r := range b.Records {
		for _, c := range r.Cells {
			if c.Count > mostCount {
				return fmt.Errorf("add a batch: %d of one thing in record %d: %w", c.Count, r.Seq, ErrRange)
			}
		}
	}
	return nil
}

// take decides what to do with a batch when the store has everything up to mark.
func take(mark uint64, b usage.Batch, now time.Time) taking {
	// The kiosk has nothing up to LostThrough any more but what it sends now.
	missing := b.LostThrough
	if len(b.Records) > 0 {
		missing = b.Records[0].Seq - 1
	}
	t := taking{mark: mark}
	if missing > mark {
		span := &GapError{First: mark + 1, Last: missing}
		if missing > b.LostThrough {
			t.gap = span
			return t
		}
		if missing-mark > MostLost {
			t.no = fmt.Errorf("%d records lost at once: %w", missing-mark, ErrRange)
			return t
		}
		t.lost, t.mark = span, missing
	}
	counts, ever := map[totalCell]uint64{}, map[usage.Cell]uint64{}
	for _, r := range b.Records {
		if r.Seq <= t.mark {
			continue
		}
		t.mark = r.Seq
		doubtful := doubts(r, now)
		for _, c := range r.Cells {
			what := usage.Cell{Dimension: c.Dimension, Value: c.Value}
			counts[totalCell{what, r.Hour, doubtful}] += c.Count
			if !doubtful {
				ever[what] += c.Count
			}
		}
	}
	t.cells = make([]totalCell, 0, len(counts))
	for c, n := range counts {
		c.Count = n
		t.cells = append(t.cells, c)
	}
	t.ever = make([]usage.Cell, 0, len(ever))
	for c, n := range ever {
		c.Count = n
		t.ever = append(t.ever, c)
	}
	// In the order of the tables: whoever adds to the same rows takes them in the same order, and
	// nobody waits for one who waits for them.
	slices.SortFunc(t.cells, func(a, b totalCell) int {
		return cmp.Or(cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(number(a.doubtful), number(b.doubtful)),
			cmp.Compare(a.hour, b.hour), cmp.Compare(a.Value, b.Value))
	})
	slices.SortFunc(t.ever, func(a, b usage.Cell) int {
		return cmp.Or(cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(a.Value, b.Value))
	})
	return t
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// earliest is the first hour of 2026: no kiosk counted before it.
const earliest = usage.Hour(490896)

// doubts reports whether an hour is not to be trusted: the kiosk says so, or it cannot be. A day
// is left for a kiosk whose clock goes before the hub's.
func doubts(r usage.Record, now time.Time) bool {
	return r.Clock == usage.ClockDoubtful || r.Hour < earliest || r.Hour > usage.HourOf(now.Add(24*time.Hour))
}
