package directory

import (
	"slices"
	"time"
)

// A Right is something that everybody has at services of a kind, and that a resident can show
// at a desk. Its words are messages: "right.<id>", and "right.<id>.short".
type Right struct {
	ID        string    `cbor:"1,keyasint,omitzero"`
	Needs     []string  `cbor:"2,keyasint,omitzero"` // the needs it belongs to
	Assurance Assurance `cbor:"3,keyasint,omitzero"`
}

// A Card is a right as it may be shown today.
type Card struct {
	Right string
	Trust Trust
}

// RightsFor returns the ids of the rights that belong to a need and hold today, in their order.
func RightsFor(rights []Right, need string, now time.Time) []string {
	var ids []string
	for _, r := range rights {
		if slices.Contains(r.Needs, need) && !r.Assurance.expired(DayOf(now)) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// holding returns the ids of those rights that do not have to be checked again.
func holding(ids []string, rights []Right, today Date) []string {
	old := func(id string) bool {
		return slices.ContainsFunc(rights, func(r Right) bool { return r.ID == id && r.Assurance.expired(today) })
	}
	if !slices.ContainsFunc(ids, old) {
		return ids
	}
	return slices.DeleteFunc(slices.Clone(ids), old)
}

// CardOf returns the card of a right; nil when there is none.
func CardOf(rights []Right, id string, now time.Time) *Card {
	for _, r := range rights {
		if r.ID == id {
			return &Card{Right: id, Trust: r.Assurance.on(DayOf(now))}
		}
	}
	return nil
}

// on returns what may be said of a fact on a day.
func (a Assurance) on(day Date) Trust {
	return Trust{Source: a.Source, Assurer: a.Assurer, VerifiedOn: a.VerifiedOn, Stale: a.expired(day)}
}
