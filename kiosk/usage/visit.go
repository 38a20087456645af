package usage

import (
	"maps"
	"slices"
	"time"
)

// bands are how long a visit took, in minutes. Finer times would tell visits apart.
var bands = [...]string{"0-1", "1-3", "3-10", "10-30", "30+"}

// band returns the band of a duration.
func band(d time.Duration) string { return within(d, bands[:], 1, 3, 10, 30) }

// waits are how long a resident waited for a person, in minutes.
var waits = [...]string{"0-1", "1-3", "3-5", "5-10", "10+"}

// WaitBand returns the value of Wait for a time.
func WaitBand(d time.Duration) string { return within(d, waits[:], 1, 3, 5, 10) }

// within returns the first name whose limit, in minutes, a duration is below; the last has none.
func within(d time.Duration, names []string, limits ...time.Duration) string {
	for i, most := range limits {
		if d < most*time.Minute {
			return names[i]
		}
	}
	return names[len(limits)]
}

// A Visit is the counts of one visit, in memory. It has no id, and the order of its events
// is not kept. One goroutine uses it.
type Visit struct {
	vocabulary *Vocabulary
	began      time.Time
	counted    map[Cell]bool // cells of one; nil once it has ended
	discarded  bool
}

// Begin starts the counts of a visit.
func (v *Vocabulary) Begin(now time.Time) *Visit {
	return &Visit{vocabulary: v, began: now, counted: map[Cell]bool{}}
}

// Count adds one. Within a visit, each value counts once: a resident who walks to and fro
// is one resident.
func (t *Visit) Count(dimension, value string) {
	if admitted, ok := t.vocabulary.Admit(dimension, value); ok && t.counted != nil && !t.discarded {
		t.counted[Cell{dimension, admitted, 1}] = true
	}
}

// Remembered returns what the visit would add if its resident finished it now, in the order of
// the wire, for a resident who asks what this kiosk remembers.
func (t *Visit) Remembered(now time.Time) []Cell {
	if t.counted == nil {
		return nil
	}
	preview := *t
	preview.counted = maps.Clone(t.counted)
	return preview.End(now, Finished)
}

// Discard throws away what was counted. Nothing more of the visit is counted than that there
// was one, and that it was discarded.
func (t *Visit) Discard() {
	clear(t.counted)
	t.discarded = true
}

// End closes the visit and returns its cells. A visit that was discarded, before or as its
// outcome, leaves only that there was one. A visit that has ended counts nothing more and has
// no cells.
func (t *Visit) End(now time.Time, outcome string) []Cell {
	if t.counted == nil {
		return nil
	}
	if t.discarded || outcome == Discarded {
		clear(t.counted)
		t.discarded, outcome = false, Discarded
	} else {
		t.Count(Minutes, band(now.Sub(t.began)))
	}
	t.Count(Visits, All)
	t.Count(Outcome, outcome)
	cells := Merge(slices.Collect(maps.Keys(t.counted)))
	t.counted = nil
	return cells
}
