// Package usage is the vocabulary of anonymous counts, and the form in which they travel.
//
// A visit adds counts of enumerated values to the hour it ended in: which language, which
// need, how it ended. Nothing else can be counted: a value that is not in the vocabulary is
// counted as "other", so no free text, postcode or service can ever become a count. Only
// marginals are counted, never combinations: few visits share a combination, and it would
// point at somebody. A closed hour is a [Record], and records travel in a [Batch]; their
// form on the wire is written down in docs/wire.md with examples that the tests read.
//
// The package knows no disk, no network and no resident. The core counts with it, the queue
// keeps what it counted, and the hub reads the same words.
package usage

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Dimensions of counts.
const (
	Visits    = "visit"    // every visit, value "all"
	Outcome   = "outcome"  // how it ended
	Minutes   = "minutes"  // how long it took, in bands
	Language  = "language" // chosen, a tag
	Need      = "need"     // opened, a leaf
	Step      = "step"     // a screen that was reached
	PlaceKind = "place"    // where was looked
	Unmet     = "unmet"    // what residents looked for and did not find
	Person    = "person"   // what was offered to a resident who asked for a person
	Health    = "health"   // of the kiosk itself
	Handoff   = "handoff"  // how far a call for a person came
	Wait      = "wait"     // from the call until somebody was there, in bands of minutes
	Help      = "help"     // how a call ended, as the desk said
	Lasted    = "lasted"   // how long the desk said that it took, in bands of minutes
	Format    = "format"   // in which form the kiosk was used
	Wanted    = "wanted"   // a language that the resident speaks and the glass does not
	Left      = "left"     // the screen from which somebody walked away
	Turned    = "turned"   // why a resident was turned away where the kiosk sent them
	Helpful   = "helpful"  // whether it helped, as the resident said at the end
)

// Values of Outcome.
const (
	Finished    = "finished"
	TimedOut    = "timed-out"
	Interrupted = "interrupted" // the kiosk was switched off under the visit
	Discarded   = "discarded"   // the resident had the visit's counts thrown away
)

// Values of PlaceKind.
const (
	PlaceHere     = "here"     // near the kiosk
	PlacePostcode = "postcode" // near a postcode, which is never counted itself
	PlaceNone     = "none"     // answers that need no place
)

// Values of Unmet.
const (
	NoneFound       = "none-found"
	PostcodeUnknown = "postcode-unknown"
	NoneOpen        = "closed"       // all that was found is closed
	TooFar          = "too-far"      // all that was found is further than the kiosk tells anyone to walk
	NotInLanguage   = "language"     // nothing that was found speaks the resident's language
	NoneFree        = "cost"         // nothing is known to be free, and the resident asked for that
	NoneStepFree    = "access"       // nothing is known to be without steps, and the resident asked for that
	ProofNeeded     = "proof"        // a proof of address is needed, or may be, everywhere
	NotEligible     = "not-eligible" // it is for others, as the resident was told there
	Full            = "full"         // they take nobody more, as the resident was told there
)

// Values of Turned that are not those of Unmet.
const (
	PapersAsked = "papers"  // they were asked for a passport or immigration papers
	SentOn      = "sent-on" // they were sent to another place
)

// Values of Helpful.
const (
	HelpfulYes    = "yes"
	HelpfulPartly = "partly"
	HelpfulNo     = "no"
)

// Values of Person: the routes, by the ids of the rota, and the card of 999.
const (
	PersonDesk  = "desk"
	PersonPhone = "phone"
	Person111   = "111"
	Person999   = "999"
)

// Values of Health.
const (
	ContentDamaged = "content-damaged" // a pack was refused and the built-in content is shown
	ContentKept    = "content-kept"    // a new pack was refused and the one before is shown
	SiteUnreadable = "site-unreadable" // the site's file was refused
	CountsLost     = "counts-lost"     // a damaged queue was set aside with what waited in it
	RecordRefused  = "record-refused"  // the hub would not take an hour; it was set aside
	GlassAgain     = "glass-restarted" // the window died or hung, and was opened again
	PrinterFault   = "printer-fault"   // the printer failed, or has no paper
	BellFault      = "bell-fault"      // the bell or lamp failed
)

// Values of Handoff. Each counts at most once in a visit.
const (
	Offered    = "offered"    // somebody could be called, and the resident saw so
	Asked      = "asked"      // the resident called
	Refused    = "refused"    // the resident called when nobody could be reached any more
	Accepted   = "accepted"   // somebody took it
	Arrived    = "arrived"    // somebody was with the resident
	Missed     = "missed"     // somebody took it and did not come
	Unanswered = "unanswered" // nobody came
	Withdrawn  = "withdrawn"  // the resident no longer asked, or left
)

// Values of Format.
const (
	SideBySide = "side-by-side" // English beside the resident's language, with a champion
	Larger     = "larger"       // letters made larger
	Shared     = "handover"     // a handover was shared with the desk
	QR         = "qr"           // a code for a telephone was shown
	Paper      = "paper"        // something was printed
	Phrasebook = "phrasebook"   // a sentence of the phrasebook was shown
)

// helps are how a call can have ended, by the ids of the desk.
var helps = [...]string{"helped", "signposted", "introduced", "booked", "unable", "nobody", "unsaid"}

// lasts are the bands of minutes that the desk chooses from.
var lasts = [...]string{"0-5", "5-15", "15-30", "30+"}

// All and Other are values of every dimension: all of it, and what is not in the vocabulary.
// Other is a dimension too, for cells of dimensions that the reader is too old to know.
const (
	All   = "all"
	Other = "other"
)

// reasons are why residents are turned away, in the order in which they are asked. They are
// those of Unmet as far as there are such, for whoever was turned away did not find help.
var reasons = [...]string{
	ProofNeeded, PapersAsked, Full, NoneOpen, NotEligible, NotInLanguage, NoneStepFree, NoneFree, SentOn, Other,
}

// Reasons returns why a resident can have been turned away, in the order in which they are asked.
func Reasons() []string { return slices.Clone(reasons[:]) }

// wanted are the languages that Londoners speak and that a glass may not have: those of the
// most people by the Census of 2021, and those of people who came for refuge. Romani and signed
// languages are not told by the Census; British Sign Language is here.
var wanted = [...]string{
	"ro", "es", "pt", "gu", "it", "pa", "ta", "tr", "fr", "bg", "fa", "so", "el", "yue", "ru", "lt", "sq", "fil", "hu", "ne", "hi",
	"de", "ps", "ku", "ckb", "uk", "vi", "am", "ti", "bfi", "pl", "bn", "ar", "ur", "zh-Hans",
}

// A Cell is one count.
type Cell struct {
	Dimension string
	Value     string
	Count     uint64
}

// A Vocabulary is every value that may be counted. Make one with NewVocabulary. It is not
// changed afterwards and may be used by several goroutines.
type Vocabulary struct {
	values map[string]map[string]bool
}

// Known is what of the vocabulary this build of the kiosk or the hub knows, and this package
// cannot: its languages, its tree of needs, and the screens that are counted.
type Known struct {
	Languages []string // tags, "bn"
	Needs     []string // leaves, "health/gp"
	Screens   []string // ids of the journey, "results"
}

// NewVocabulary makes the vocabulary. A kiosk and its hub may know different values; what one
// does not know is "other".
func NewVocabulary(k Known) *Vocabulary {
	v := &Vocabulary{values: map[string]map[string]bool{}}
	add := func(dimension string, values ...string) {
		set := map[string]bool{Other: true}
		for _, x := range values {
			set[x] = true
		}
		v.values[dimension] = set
	}
	add(Visits, All)
	add(Outcome, Finished, TimedOut, Interrupted, Discarded)
	add(Minutes, bands[:]...)
	add(Language, k.Languages...)
	add(Need, k.Needs...)
	add(Step, k.Screens...)
	add(PlaceKind, PlaceHere, PlacePostcode, PlaceNone)
	add(Unmet, NoneFound, PostcodeUnknown, NoneOpen, TooFar, NotInLanguage, NoneFree, NoneStepFree, ProofNeeded, NotEligible, Full)
	add(Person, PersonDesk, PersonPhone, Person111, Person999)
	add(Health, ContentDamaged, ContentKept, SiteUnreadable, CountsLost, RecordRefused, GlassAgain, PrinterFault, BellFault)
	add(Handoff, Offered, Asked, Refused, Accepted, Arrived, Missed, Unanswered, Withdrawn)
	add(Wait, waits[:]...)
	add(Help, helps[:]...)
	add(Lasted, lasts[:]...)
	add(Format, SideBySide, Larger, Shared, QR, Paper, Phrasebook)
	add(Wanted, wanted[:]...)
	add(Left, k.Screens...)
	add(Turned, reasons[:]...)
	add(Helpful, HelpfulYes, HelpfulPartly, HelpfulNo)
	add(Other)
	return v
}

// Admit returns the value as it may be counted in a dimension: an unknown value is "other". It
// says no to a dimension that there is not.
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

// Values returns the values of a dimension, sorted, with Other; nil for a dimension that there
// is not.
func (v *Vocabulary) Values(dimension string) []string {
	return slices.Sorted(maps.Keys(v.values[dimension]))
}

// AdmitAll returns cells as this vocabulary may count them. No count is dropped: what is
// unknown is added to "other". The cells passed in are not changed.
func (v *Vocabulary) AdmitAll(cells []Cell) []Cell {
	out := make([]Cell, 0, len(cells))
	for _, c := range cells {
		value, ok := v.Admit(c.Dimension, c.Value)
		if !ok {
			c.Dimension, value = Other, Other
		}
		out = append(out, Cell{c.Dimension, value, c.Count})
	}
	return Merge(out)
}

// Merge puts cells in the order of the wire, one for each dimension and value, and drops
// those of nothing. The order is that of the dimensions' numbers, then of the values.
func Merge(cells ...[]Cell) []Cell {
	all := slices.Concat(cells...)
	slices.SortFunc(all, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(number(a.Dimension), number(b.Dimension)), cmp.Compare(a.Value, b.Value))
	})
	out := all[:0]
	for _, c := range all {
		switch last := len(out) - 1; {
		case c.Count == 0:
		case last >= 0 && out[last].Dimension == c.Dimension && out[last].Value == c.Value:
			out[last].Count = plus(out[last].Count, c.Count)
		default:
			out = append(out, c)
		}
	}
	return out
}

// plus adds counts and stops at what every store can hold: a wrong count that is far too
// big is seen, and one that has wrapped round to a few is not.
func plus(a, b uint64) uint64 {
	if sum := a + b; sum >= a && sum <= MaxCount {
		return sum
	}
	return MaxCount
}

// MaxCount is the largest count of a cell. A thousand years of visits to every kiosk of a
// city stay below it, and a sum of a million of them fits any store's integers.
const MaxCount = math.MaxUint32
