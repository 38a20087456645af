// Package phrasebook decides which sentences two people without a common language can show
// each other, and what may be put into them.
//
// A sentence belongs to a group, and to whoever says it: staff, the resident, or either. Its
// words are reviewed messages of the locales and never made by a machine; what varies in them
// is a blank, filled by touch from a closed list or with figures, so that no free text of a
// resident comes into being. The package knows no words, no screen and no visit. The core
// lets only what is in this book onto the glass, wording says it, and ui draws it.
package phrasebook

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed book.csv
var bookFile string

// Says is who says a phrase.
type Says string

// A Who is the speaker of a phrase. The glass shows it large in the language of the other person.
const (
	Staff    Says = "staff"
	Resident Says = "resident"
	Both     Says = "both" // either says it to the other
)

// A Kind is what can fill a blank. The blank of a message is named after it: {{.Time}}.
type Kind string

// The kinds of blanks.
const (
	Time     Kind = "time"     // "10:30", on the 24-hour clock
	Day      Kind = "day"      // "today", "tomorrow" or a weekday as a figure, Sunday 0: a message "day.<id>"
	Place    Kind = "place"    // a place in the building: a message "place.<id>"
	Number   Kind = "number"   // one to four figures
	Document Kind = "document" // a message "document.<id>"
)

// A Phrase is a sentence that can be shown. The words are a message "phrase.<group>.<id>".
type Phrase struct {
	Group  string
	ID     string // within its group
	Says   Says
	Blanks []Kind // each kind at most once
}

// Key names a phrase in the whole book: "time/come-back".
func (p Phrase) Key() string { return p.Group + "/" + p.ID }

// book reads the list once. It is built in, so a fault in it is a fault of the build.
var book = sync.OnceValue(func() []Phrase {
	rows, err := csv.NewReader(strings.NewReader(bookFile)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("the built-in phrasebook: %v", err))
	}
	var out []Phrase
	for _, r := range rows[1:] {
		p := Phrase{Group: r[0], ID: r[1], Says: Says(r[2])}
		for _, k := range strings.Fields(r[3]) {
			p.Blanks = append(p.Blanks, Kind(k))
		}
		out = append(out, p)
	}
	return out
})

// Groups returns the groups in the order of the screen: messages "group.<id>".
func Groups() []string {
	var out []string
	for _, p := range book() {
		if !slices.Contains(out, p.Group) {
			out = append(out, p.Group)
		}
	}
	return out
}

// In returns the phrases of a group, in the order of the screen; none for an unknown group.
func In(group string) []Phrase {
	var out []Phrase
	for _, p := range book() {
		if p.Group == group {
			out = append(out, p)
		}
	}
	return out
}

// Find returns the phrase of a key.
func Find(key string) (Phrase, bool) {
	i := slices.IndexFunc(book(), func(p Phrase) bool { return p.Key() == key })
	if i < 0 {
		return Phrase{}, false
	}
	return book()[i], true
}

// Answers returns what the other can point at in reply to a phrase.
func Answers(p Phrase) []Phrase {
	keys := []string{"answers/yes", "answers/no", "answers/unclear"}
	if p.Says == Resident {
		keys = []string{"answers/yes", "answers/no", "answers/moment"}
	}
	var out []Phrase
	for _, k := range keys {
		if a, ok := Find(k); ok && k != p.Key() {
			out = append(out, a)
		}
	}
	return out
}
