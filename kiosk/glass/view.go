// Package glass is the pipe between the core and the window.
//
// The core decides and remembers; the glass draws and is touched. They are two processes of
// one binary, so that a fault in a driver or a widget takes no visit and no call for help
// with it. What goes down the pipe is a [View], everything that a screen shows as plain
// values; what comes up is a [journey.Action]. The package knows no widget and no words.
// The core holds a [Keeper], which starts the glass again when it dies or hangs; the glass
// holds a [Link].
package glass

import (
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/phrasebook"
	"frontdoor/kiosk/usage"
)

// A View is one picture: all that the glass has to know to draw it, in any language.
type View struct {
	State    journey.State
	Site     string              // the name of the place where the kiosk stands
	Clock    directory.Clock     // London's time
	Greeting int                 // counts up while nobody is there: whose turn it is to be greeted
	Offer    handoff.Offer       // who can be talked to now
	Desk     handoff.Status      // whether somebody can be called, and how the call goes
	Lines    []handoff.Line      // on Handover: all that could be told, also what was taken out
	VCard    string              // on Take: what is taken away, as the code holds it
	Paper    bool                // on Take: there is a printer
	Press    string              // on Take: how the printing goes, a state of printer
	Locked   bool                // on Staff: the site has no PIN, so that nothing can be unlocked
	Console  bool                // on Staff: telephones and tablets can be paired
	Invite   handoff.Invitation  // on Pairing
	Devices  []string            // on Pairing: what is paired already
	Tops     []string            // on Needs
	Leaves   []string            // on Leaves, "health/gp"
	Answers  []directory.Answer  // on Results
	Answer   *directory.Answer   // on Service; nil when the service has gone from the pack
	Choices  []directory.Choice  // on Results and Filter: the filters that can be touched
	LeftOut  []directory.Left    // on Results: what the filters left out
	Rights   []string            // on Results and Service: rights that can be shown at a desk
	Card     *directory.Card     // on Right; nil when there is no such right
	Groups   []string            // on Phrases: of the phrasebook
	Phrases  []phrasebook.Phrase // on Sentences
	Phrase   *phrasebook.Phrase  // on Phrase and Blank
	Replies  []phrasebook.Phrase // on Phrase: what the other can answer
	Options  []string            // on Blank: what it can be filled with; none for a number
	Counted  []usage.Cell        // on Remembered: what the visit would add
	Waiting  usage.Waiting       // on Remembered: what waits for the hub
	Reasons  []string            // on Turned: why a resident can have been turned away
	// QuickExit says that somebody may be looking over the resident's shoulder: one touch
	// clears the glass at once.
	QuickExit bool
	Left      int      // seconds until a warned visit is cleared
	Notices   []Notice // for staff, on every screen as a mark and on Staff in words
}

// A Notice is something that staff should know of this kiosk: a message id
// "staff.notice.<id>" and what it is about, in English.
type Notice struct {
	ID     string
	Detail string
}

// Seen is what stands on the glass after a picture was drawn: where things can be touched.
// It is asked for only by demonstrations and tests, and is never stored.
type Seen struct {
	Screen  string   `json:"screen"`
	Lang    string   `json:"lang"`
	Size    [2]int   `json:"size"` // pixels
	Targets []Target `json:"targets"`
	Texts   []string `json:"texts"`
}

// A Target is a place that can be touched, in pixels of the window.
type Target struct {
	Action string `json:"action"`
	Value  string `json:"value"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	W      int    `json:"w"`
	H      int    `json:"h"`
}

// down is one message from the core to the glass.
type down struct {
	Show  *View `json:",omitempty"`
	Watch bool  `json:",omitempty"` // also report what stands on the glass
	Ping  int   `json:",omitempty"`
	Bye   bool  `json:",omitempty"` // the core ends on purpose; the glass ends too
}

// up is one message from the glass to the core.
type up struct {
	Ready bool            `json:",omitempty"` // the window is open
	Do    *journey.Action `json:",omitempty"`
	Seen  *Seen           `json:",omitempty"`
	Pong  int             `json:",omitempty"`
}
