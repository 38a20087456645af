// Package journey decides what a resident sees next.
//
// It is a pure state machine: Next takes what is shown and what the resident did, and
// returns what to show. It knows no widgets, clock, disk or network, so every way through
// the kiosk can be tested, replayed and simulated without a display. What is on a screen
// beyond its state (the services, the time, who is at the desk) is the core's business.
package journey

// A Screen is one question or one answer that fills the glass.
type Screen string

// The screens, in the order of the main way through.
const (
	Attract   Screen = ""          // alone: greets in turn in every language
	Languages Screen = "languages" // every language in itself
	Needs     Screen = "needs"     // the ten tops
	Leaves    Screen = "leaves"    // what kind of help within a top
	Place     Screen = "place"     // where to look: a postcode or near this kiosk
	Results   Screen = "results"   // services, nearest first
	Service   Screen = "service"   // one service
	Person    Screen = "person"    // talk to a person
	Emergency Screen = "emergency" // the 999 card
	Finished  Screen = "finished"  // goodbye: everything has been forgotten
	Comfort   Screen = "comfort"   // bigger, louder, simpler
	Staff     Screen = "staff"     // what staff should know of this kiosk's health
	Pin       Screen = "pin"       // staff say that they are staff
	Take      Screen = "take"      // what can be taken away: a code, a slip of paper, a number
	Pairing   Screen = "pairing"   // staff add a telephone or tablet to the desk
	Handover  Screen = "handover"  // what the person who comes is told, chosen by the resident
	Phrases   Screen = "phrases"   // the groups of the phrasebook
	Sentences Screen = "sentences" // the phrases of one group
	Phrase    Screen = "phrase"    // one phrase, very large, in both languages
	Blank     Screen = "blank"     // what a blank of the phrase is filled with
	Filter    Screen = "filter"    // what every result has to be
	Right     Screen = "right"     // a right, to be shown at a desk

	Missing    Screen = "missing"    // languages that the glass does not have
	Turned     Screen = "turned"     // why the resident was turned away somewhere
	Remembered Screen = "remembered" // what the kiosk counts of this visit
)

// String names the screen; the first one has no name of its own in a state.
func (s Screen) String() string {
	if s == Attract {
		return "attract"
	}
	return string(s)
}

// A Where is the place a resident chose to look near.
type Where string

// Where to look.
const (
	Nowhere  Where = ""         // not said yet
	Here     Where = "here"     // near this kiosk
	Postcode Where = "postcode" // near State.Postcode
)

// MaxTyped bounds what can be typed on the keypad: the longest postcode with its space.
const MaxTyped = 8

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
	Assist    bool     // a champion helps: English stands beside the resident's language
	Unlocked  bool     // staff have shown on the staff's screen that they are staff; gone when they leave it
	Filters   []string // what every result has to be, ids of the directory's filters; gone with the need
	Right     string   // a right that is shown
	Access    []string // access needs that the resident added to the handover
	Hidden    []string // lines that the resident took out of the handover, by kind
	Paper     Paper    // on Take: what is taken away
	Shared    bool     // the resident has shared the handover with the desk
	Group     string   // of the phrasebook
	Phrase    string   // "time/come-back"
	Blanks    []string // what its blanks are filled with; empty for what is not chosen yet
	Blank     int      // the one that is being filled
	Wanted    string   // a language that the resident speaks and the glass does not; "other" for one that is not on the list
	Reason    string   // on Turned: why the resident was turned away, once they have said
	Rated     string   // on Finished: whether it helped, once the resident has said
	Discarded bool     // the resident has had the counts of the visit thrown away
	Warning   bool     // idle: "are you still there?" stands over the screen
	Trail     []Screen // where Back leads, the latest last
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

// A Fault is what is wrong with a typed postcode: a message id "place.fault.<id>".
type Fault string

// Faults of a typed postcode.
const (
	NoFault   Fault = ""
	Malformed Fault = "malformed" // not in the form of a postcode
	Unknown   Fault = "unknown"   // in the form of a postcode, and not in the pack
	WrongPin  Fault = "wrong-pin" // "pin.fault": not the staff's PIN
	Blocked   Fault = "blocked"   // "pin.blocked": too many wrong PINs
)

// A Kind is what a resident, or the silence after them, did.
type Kind string

// What can happen. Value is given in brackets.
const (
	Touch         Kind = "touch"         // anywhere on the attract screen
	PickLanguage  Kind = "pick-language" // [tag]
	PickTop       Kind = "pick-top"      // [health]
	PickLeaf      Kind = "pick-leaf"     // [health/gp]
	Type          Kind = "type"          // [one character]
	Erase         Kind = "erase"         // the last character
	NearHere      Kind = "near-here"
	NearPostcode  Kind = "near-postcode" // [E1 6AN]; the core looks up what is typed and fills it in
	BadPostcode   Kind = "bad-postcode"  // [fault]; the core says so when it found nothing
	PickService   Kind = "pick-service"  // [id]
	ChangePlace   Kind = "change-place"  // from the results, to look somewhere else
	AskPerson     Kind = "ask-person"
	AskEmergency  Kind = "ask-emergency"
	ChangeLang    Kind = "change-language"
	ChangeComfort Kind = "change-comfort"
	PickSize      Kind = "pick-size" // [0, 1 or 2]
	ShowStaff     Kind = "show-staff"
	CallPerson    Kind = "call-person"   // ask for somebody to come; the core calls
	CancelCall    Kind = "cancel-call"   // nobody needs to come any more; the core says so
	Met           Kind = "met"           // somebody has come; the core says so
	ShowHandover  Kind = "show-handover" // what the person who comes is told
	ToggleLine    Kind = "toggle-line"   // [kind of a line] in or out of the handover
	ToggleAccess  Kind = "toggle-access" // [access need] in or out of the handover
	Share         Kind = "share"         // the handover, with the desk
	Unshare       Kind = "unshare"
	TakeAway      Kind = "take-away" // [paper], from the screen that shows it
	Print         Kind = "print"     // what is taken away; the core prints
	ShowPhrases   Kind = "show-phrases"
	PickGroup     Kind = "pick-group"   // [group]
	PickPhrase    Kind = "pick-phrase"  // [group/phrase], also the answer to the one that is shown
	ChooseBlank   Kind = "choose-blank" // [0]
	FillBlank     Kind = "fill-blank"   // [10:30], or [10:] for the hour alone
	AskPin        Kind = "ask-pin"
	EnterPin      Kind = "enter-pin"    // the core looks at what is typed
	BadPin        Kind = "bad-pin"      // [fault]; the core says so
	Unlock        Kind = "unlock"       // the core says so: the PIN was right
	ShowPairing   Kind = "show-pairing" // from the staff's screen once unlocked; again for a new code
	Withdraw      Kind = "withdraw"     // [device] that is paired; the core does so
	AssistOn      Kind = "assist-on"    // from the staff's screen once unlocked, or from the desk
	AssistOff     Kind = "assist-off"
	ShowFilters   Kind = "show-filters"
	ToggleFilter  Kind = "toggle-filter" // [filter] on or off
	ClearFilters  Kind = "clear-filters"
	ShowRight     Kind = "show-right"   // [id of a right]
	ShowMissing   Kind = "show-missing" // from the languages: mine is not there
	PickMissing   Kind = "pick-missing" // [tag]
	ShowTurned    Kind = "show-turned"  // from a service
	PickReason    Kind = "pick-reason"  // [reason of the counts]
	SeeList       Kind = "see-list"     // from Turned: other places
	ShowMemory    Kind = "show-memory"
	Discard       Kind = "discard" // what is counted of this visit
	Rate          Kind = "rate"    // [yes, partly or no], after the goodbye
	Back          Kind = "back"
	StartAgain    Kind = "start-again" // back to the needs, in the same visit
	Finish        Kind = "finish"
	QuickExit     Kind = "quick-exit" // somebody comes: the first screen at once, and nothing of the visit
	Idle          Kind = "idle"       // nobody has touched the glass for IdleAfter
	Stay          Kind = "stay"       // "I am still here"
	Expire        Kind = "expire"     // nobody answered the warning
)

// An Action is one thing that happened. Unknown kinds and values change nothing.
type Action struct {
	Kind  Kind
	Value string
}
