// Package journey decides what a resident sees next, and what the kiosk does about it.
//
// It is a pure state machine. [Step] takes a state and an event and returns the state that
// follows and the effects that go with it, in order. An event is an [Action], a touch on the glass, or
// an answer that the core brings back: a postcode was found, the PIN was wrong, the desk
// took the call, nobody has touched the glass for a while. An [Effect] is a plain value: look
// this up, call somebody, this screen was reached. The core performs effects and decides
// nothing; package tally turns them into counts.
//
// The package knows no widgets, clock, disk or network, so every way through the kiosk can be
// tested, replayed and simulated without a display.
//
// # Two tables
//
// [Screens] has a row for every screen: who may go there, and how it behaves. [Kinds] has a
// row for every touch: on which screens it means something, what its value is, what it does.
// Whatever has to hold for every screen or every touch reads them, so that a new one cannot
// be forgotten.
package journey

import "slices"

// A Where is the place a resident chose to look near.
type Where string

// Where to look.
const (
	Nowhere  Where = ""         // not said yet
	Here     Where = "here"     // near this kiosk
	Postcode Where = "postcode" // near State.Postcode
)

// A State is everything that a visit knows. The zero value is the first screen. It lives in
// memory only and dies with the visit.
type State struct {
	Screen    Screen
	Lang      string // BCP 47; empty before a language is chosen
	Top       string // a top need, "health"
	Leaf      string // a leaf need, "health/gp"
	Where     Where
	Postcode  string   // as chosen, "E1 6AN"; only with Where == Postcode
	Typed     string   // what is on the keypad
	Fault     Fault    // what was wrong with Typed; shown until the next key
	Service   string   // an id from the directory
	Size      int      // of the text: 0, 1 (×1.4), 2 (×2)
	Assist    bool     // a champion helps: English is shown beside the resident's language
	Unlocked  bool     // staff have proved on the PIN's screen that they are staff; gone when they leave their screens
	Filters   []string // what every result has to be, ids of the directory's filters; gone with the need
	Right     string   // a right that is shown
	Access    []string // access needs that the resident added to the handover
	Hidden    []string // lines that the resident took out of the handover, by kind
	Paper     Paper    // on Take: what is taken away
	Shared    bool     // the resident has shared the handover with the desk
	Call      Call     // of a person; the zero value when there is none
	Group     string   // of the phrasebook
	Phrase    string   // "time/come-back"
	Blanks    []string // what its blanks are filled with; empty for what is not chosen yet
	Blank     int      // the one that is being filled
	Wanted    string   // a language that the resident speaks and the glass does not; "other" for one that is not on the list
	Reason    string   // on Turned: why the resident was turned away, once they have said
	Rated     string   // on Finished: whether it helped, once the resident has said
	Discarded bool     // the resident has had the counts of the visit thrown away
	Warning   bool     // silence: "are you still there?" is shown over the screen
	Trail     []Screen // where Back leads, the latest last
}

// clone returns a state that shares no memory with s.
func (s State) clone() State {
	s.Trail, s.Access, s.Hidden = slices.Clone(s.Trail), slices.Clone(s.Access), slices.Clone(s.Hidden)
	s.Filters, s.Blanks = slices.Clone(s.Filters), slices.Clone(s.Blanks)
	return s
}

// A Question is what a list of services answers. Two states with the same question are shown
// the same list.
type Question struct {
	Leaf, Lang, Postcode string
	Where                Where
	Filters, Access      []string
}

// Question returns what the resident asks of the directory.
func (s State) Question() Question {
	return Question{Leaf: s.Leaf, Lang: s.Lang, Postcode: s.Postcode, Where: s.Where, Filters: s.Filters, Access: s.Access}
}

// Equal reports whether two questions are the same.
func (q Question) Equal(other Question) bool {
	return q.Leaf == other.Leaf && q.Lang == other.Lang && q.Postcode == other.Postcode && q.Where == other.Where &&
		slices.Equal(q.Filters, other.Filters) && slices.Equal(q.Access, other.Access)
}

// A Paper is something that a resident can take away.
type Paper string

// What can be taken away.
const (
	NoPaper       Paper = ""
	PaperService  Paper = "service"  // the service that is looked at
	PaperPlan     Paper = "plan"     // the need, with the first services of its list
	PaperPerson   Paper = "person"   // where and when a person can be found
	PaperRight    Paper = "right"    // a right, to be shown at a desk
	PaperHandover Paper = "handover" // the handover, as far as the resident left it in
)

// A Fault is what is wrong with what was typed: a message id "place.fault.<id>" for a
// postcode and "pin.<id>" for a PIN.
type Fault string

// Faults of what was typed.
const (
	NoFault   Fault = ""
	Malformed Fault = "malformed" // not in the form of a postcode
	Unknown   Fault = "unknown"   // in the form of a postcode, and not in the pack
	WrongPin  Fault = "wrong-pin" // not the staff's PIN
	Blocked   Fault = "blocked"   // too many wrong PINs
)

// A Call is what a visit knows of its call for a person.
type Call struct {
	Phase  Phase
	Missed int  // how often somebody took it and did not come
	Beside bool // the desk has asked for two languages side by side
}

// A Phase is how far a call has come, by the ids of the board of calls.
type Phase string

// The phases that the journey tells apart. Any other is one that waits.
const (
	NotCalled  Phase = ""
	Alerted    Phase = "alerted"
	Accepted   Phase = "accepted"
	Coming     Phase = "coming"
	Arrived    Phase = "here"
	Resolved   Phase = "resolved"
	Withdrawn  Phase = "withdrawn"
	Unanswered Phase = "unanswered"
)

// Over reports whether a call has ended, or was never made.
func (p Phase) Over() bool {
	switch p {
	case NotCalled, Resolved, Withdrawn, Unanswered:
		return true
	case Alerted, Accepted, Coming, Arrived:
	}
	return false
}

// A Patience is how long a screen waits for a touch before it takes silence for absence. The
// times are the core's.
type Patience string

// How long a screen waits.
const (
	Forever Patience = "forever" // nobody is there
	Briefly Patience = "briefly" // after the goodbye
	Warned  Patience = "warned"  // "are you still there?" has been asked
	Company Patience = "company" // the resident waits for somebody who was called
	Usual   Patience = "usual"
)

// Patience returns how long the present screen waits for a touch.
func (s State) Patience() Patience {
	switch {
	case s.Screen == Attract:
		return Forever
	case s.Screen == Finished:
		return Briefly
	case s.Warning:
		return Warned
	case !s.Call.Phase.Over():
		return Company
	}
	return Usual
}
