package usage

import "time"

// bands are how long a visit took, in minutes. Finer times would tell visits apart.
var bands = [...]string{"0-1", "1-3", "3-10", "10-30", "30+"}

// band gives the band of a duration.
func band(d time.Duration) string { return within(d, bands[:], 1, 3, 10, 30) }

// waits are how long a resident waited for a person, in minutes.
var waits = [...]string{"0-1", "1-3", "3-5", "5-10", "10+"}

// WaitBand gives the value of Wait for a time.
func WaitBand(d time.Duration) string { return within(d, waits[:], 1, 3, 5, 10) }

// within gives the first name whose limit, in minutes, a duration is below; the last has none.
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
	counted    map[Cell]bool // cells of one
}

// Begin starts the counts of a visit.
func (v *Vocabulary) Begin(now time.Time) *Visit {
	return &Visit{vocabulary: v, began: now, counted: map[Cell]bool{}}
}

// Count adds one. Within a visit, each value counts once: a resident who walks to and fro
// is one resident.
func (t *Visit) Count(dimension, value string) {
	if admitted, ok := t.vocabulary.Admit(dimension, value); ok && t.counted != nil {
		t.counted[Cell{dimension, admitted, 1}] = true
	}
}

// Cells gives what the visit would add if it ended now, in the order of the wire, for a
// resident who asks what this kiosk remembers.
func (t *Visit) Cells() []Cell {
	cells := make([]Cell, 0, len(t.counted))
	for c := range t.counted {
		cells = append(cells, c)
	}
	return Merge(cells)
}

// End closes the visit and gives its cells. A discarded visit leaves only that there was
// one. A visit that has ended counts nothing more and has no cells.
func (t *Visit) End(now time.Time, outcome string) []Cell {
	if t.counted == nil {
		return nil
	}
	if outcome == Discarded {
		clear(t.counted)
	} else {
		t.Count(Minutes, band(now.Sub(t.began)))
	}
	t.Count(Visits, All)
	t.Count(Outcome, outcome)
	cells := t.Cells()
	t.counted = nil
	return cells
}
