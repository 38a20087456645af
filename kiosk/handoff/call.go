package handoff

import "slices"

// A Call is what a resident shares when they ask for a person. It is made of ids only, so
// that the desk reads it in English and the resident in their own language, from one source.
type Call struct {
	Kiosk  string   // where the resident is, in the installer's words: "by the entrance"
	Lang   string   // BCP 47; empty before a language is chosen
	Topic  string   // a leaf of the tree of needs; empty when it is not shared
	Access []string // ids of Access
	Lines  []Line   // the handover, as far as the resident shares it
}

// A Line is one fact of a warm handover.
type Line struct {
	Kind  LineKind
	Value string
}

// A LineKind says what a line is about. Its words are a message "handover.<kind>".
type LineKind string

// The lines of a handover, in the order in which they are read.
const (
	LineLanguage    LineKind = "language"    // the resident's language, a tag
	LineInterpreter LineKind = "interpreter" // an interpreter is needed, for a tag
	LineNeed        LineKind = "need"        // a leaf of the tree of needs
	LinePlace       LineKind = "place"       // NearKiosk, or a postcode as it was chosen
	LineService     LineKind = "service"     // the name of a service that was looked at
	LineAccess      LineKind = "access"      // an id of Access
)

// NearKiosk is the value of a LinePlace when the resident looks near the kiosk.
const NearKiosk = "here"

// An access need is a message "access.<id>". The order is that of the screen.
const (
	Seat        = "seat"        // cannot stand for long
	Wheelchair  = "wheelchair"  // uses a wheelchair
	Quiet       = "quiet"       // needs a quiet place
	Hearing     = "hearing"     // hears badly: face me, write it down
	Sign        = "sign"        // uses British Sign Language
	Sight       = "sight"       // sees badly
	Reading     = "reading"     // finds reading hard
	Slowly      = "slowly"      // needs more time
	Interpreter = "interpreter" // an interpreter, in the language of the call
)

// access is every access need that can be shared.
var access = [...]string{Seat, Wheelchair, Quiet, Hearing, Sign, Sight, Reading, Slowly, Interpreter}

// Access returns the ids of the access needs, in the order of the screen.
func Access() []string { return slices.Clone(access[:]) }

// Sensitive reports whether the desk never learns of a need unless the resident says so: what
// could be overheard at a counter, or put somebody in danger at home.
func Sensitive(leaf string) bool {
	switch leaf {
	case "urgent/mh-crisis", "urgent/not-safe", "urgent/assault",
		"health/sexual-health", "health/long-term",
		"mind/talk", "mind/therapy", "mind/bereavement", "mind/alcohol-drugs", "mind/gambling", "mind/memory",
		"family/pregnant", "money/debt", "work/rights", "rights/asylum", "rights/immigration",
		"rights/slavery", "rights/hate-crime", "rights/complain", "rights/legal":
		return true
	}
	return false
}
