// Package usage is the vocabulary of anonymous counts.
//
// A visit adds counts of enumerated values to the hour it ended in: which language, which
// need, how it ended. Nothing else can be counted: a value that is not in the vocabulary is
// counted as "other", so no free text, postcode or service can ever become a count. Only
// marginals are counted, never combinations: few visits share a combination, and it would
// point at somebody. The package knows no disk and no network. The core counts with it,
// the queue keeps what it counted, and the hub reads the same words.
package usage

import (
	"cmp"
	"slices"
	"time"
)

// Dimensions of counts.
const (
	Visits    = "visit"    // every visit, value "all"
	Outcome   = "outcome"  // how it ended
	Minutes   = "minutes"  // how long it took, in bands
	Language  = "language" // chosen, a tag
	Need      = "need"     // opened, a leaf
	Step      = "step"     // a screen that was reached
	PlaceKind = "place"    // where was looked: here, postcode
	Unmet     = "unmet"    // what was asked for and not found
	Person    = "person"   // what was offered when a person was asked for
	Health    = "health"   // of the kiosk itself
)

// Values of Outcome.
const (
	Finished    = "finished"
	TimedOut    = "timed-out"
	Interrupted = "interrupted" // the kiosk was switched off under the visit
)

// Values of Unmet.
const (
	NoneFound       = "none-found"
	PostcodeUnknown = "postcode-unknown"
)

// Values of Health.
const (
	ContentDamaged = "content-damaged"
	SiteUnreadable = "site-unreadable"
	CountsLost     = "counts-lost"
)

// All and Other are values of every dimension: all of it, and what is not in the vocabulary.
const (
	All   = "all"
	Other = "other"
)

// A Cell is one count.
type Cell struct {
	Dimension string
	Value     string
	Count     uint64
}

// A Vocabulary is every value that may be counted. Make one with NewVocabulary.
type Vocabulary struct {
	values map[string]map[string]bool
}

// NewVocabulary makes the vocabulary with the languages and the needs of this kiosk.
func NewVocabulary(languages, needs []string) *Vocabulary {
	v := &Vocabulary{values: map[string]map[string]bool{}}
	add := func(dimension string, values ...string) {
		set := map[string]bool{Other: true}
		for _, x := range values {
			set[x] = true
		}
		v.values[dimension] = set
	}
	add(Visits, All)
	add(Outcome, Finished, TimedOut, Interrupted)
	add(Minutes, bands[:]...)
	add(Language, languages...)
	add(Need, needs...)
	add(Step, "languages", "needs", "leaves", "place", "results", "service", "person", "emergency", "comfort", "staff")
	add(PlaceKind, "here", "postcode")
	add(Unmet, NoneFound, PostcodeUnknown)
	add(Person, "desk", "phone", "111")
	add(Health, ContentDamaged, SiteUnreadable, CountsLost)
	return v
}

// Admit gives the cell's dimension and value as they may be counted. An unknown value is
// "other"; an unknown dimension is not counted at all.
func (v *Vocabulary) Admit(dimension, value string) (string, bool) {
	set, ok := v.values[dimension]
	switch {
	case !ok:
		return "", false
	case set[value]:
		return value, true
	default:
		return Other, true
	}
}

// bands are how long a visit took, in minutes. Finer times would tell visits apart.
var bands = [...]string{"0-1", "1-3", "3-10", "10-30", "30+"}

// band gives the band of a duration.
func band(d time.Duration) string {
	for i, most := range []time.Duration{time.Minute, 3 * time.Minute, 10 * time.Minute, 30 * time.Minute} {
		if d < most {
			return bands[i]
		}
	}
	return bands[len(bands)-1]
}

// A Visit is the counts of one visit, in memory. It has no id, and its order of events is
// not kept.
type Visit struct {
	vocabulary *Vocabulary
	began      time.Time
	counts     map[[2]string]uint64
}

// Begin starts the counts of a visit.
func (v *Vocabulary) Begin(now time.Time) *Visit {
	return &Visit{vocabulary: v, began: now, counts: map[[2]string]uint64{}}
}

// Count adds one. Within a visit, each value counts once: a resident who walks to and fro
// is one resident.
func (t *Visit) Count(dimension, value string) {
	if admitted, ok := t.vocabulary.Admit(dimension, value); ok {
		t.counts[[2]string{dimension, admitted}] = 1
	}
}

// End closes the visit and gives its cells, sorted.
func (t *Visit) End(now time.Time, outcome string) []Cell {
	t.Count(Visits, All)
	t.Count(Outcome, outcome)
	t.Count(Minutes, band(now.Sub(t.began)))
	cells := make([]Cell, 0, len(t.counts))
	for k, n := range t.counts {
		cells = append(cells, Cell{k[0], k[1], n})
	}
	Sort(cells)
	t.counts = nil
	return cells
}

// Sort puts cells in the order of the wire: by dimension, then value.
func Sort(cells []Cell) {
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(a.Value, b.Value))
	})
}
