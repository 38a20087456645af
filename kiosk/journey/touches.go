package journey

import "slices"

// A Kind is what a resident, or staff, did on the glass. The kinds are in the files of their
// subjects, each beside its row.
type Kind string

// An Action is one touch. Unknown kinds and values change nothing.
type Action struct {
	Kind  Kind
	Value string
}

// A Value is what the value of a touch is. Which ids there are is the core's to know; it lets
// only those through that this kiosk has.
type Value string

// What values are.
const (
	NoValue         Value = ""
	ALanguage       Value = "language"         // "bn"
	AMissing        Value = "missing-language" // one that the glass lacks, "ro", or "other"
	ATop            Value = "top"              // "health"
	ALeaf           Value = "leaf"             // "health/gp"
	ACharacter      Value = "character"        // one, "E"
	ASize           Value = "size"             // "0", "1" or "2"
	AService        Value = "service"          // an id of the list that is shown
	AFilter         Value = "filter"           // "open"
	ARight          Value = "right"            // "gp-no-proof"
	AReason         Value = "reason"           // why somebody was turned away, "full"
	ARating         Value = "rating"           // "yes", "partly" or "no"
	ALine           Value = "line"             // a kind of line of the handover, "place"
	AnAccessNeed    Value = "access"           // "wheelchair"
	APaper          Value = "paper"            // a Paper
	AGroup          Value = "group"            // of the phrasebook, "time"
	APhrase         Value = "phrase"           // "time/come-back"
	AnIndexOfBlanks Value = "blank"            // "0"
	AFilling        Value = "filling"          // of the blank that is open: "10:30", or "10:" for the hour alone
	ADevice         Value = "device"           // the name of one that is paired
)

// A touch is a row of the table: all that is said of one kind in one place.
type touch struct {
	kind    Kind
	takes   Value
	on      []Screen // where it means something; nil for every screen of a visit
	anytime bool     // it means something while nobody is there, too
	through bool     // it goes through the warning to the screen
	does    func(*walk, string)
}

// touches is the table. The rows are in the files of their subjects.
var touches = slices.Concat(wayTouches, listTouches, personTouches, staffTouches, phraseTouches, toldTouches)

// on names the screens on which a touch means something.
func on(screens ...Screen) []Screen { return screens }

// row returns the row of a kind, and false for one that there is not.
func (k Kind) row() (touch, bool) {
	if i := slices.IndexFunc(touches, func(t touch) bool { return t.kind == k }); i >= 0 {
		return touches[i], true
	}
	return touch{}, false
}

// Kinds returns every kind of touch.
func Kinds() []Kind {
	all := make([]Kind, len(touches))
	for i, t := range touches {
		all[i] = t.kind
	}
	return all
}

// Takes returns what the value of a touch is.
func (k Kind) Takes() Value {
	t, _ := k.row()
	return t.takes
}

// means reports whether a touch means something on the screen of s.
func (t touch) means(s State) bool {
	switch {
	case t.on != nil:
		return slices.Contains(t.on, s.Screen)
	case t.anytime:
		return true
	}
	return !s.Screen.Rest()
}
