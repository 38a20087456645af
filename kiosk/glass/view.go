// Package glass is the pipe between the core and the window.
//
// The core decides and remembers; the glass draws and is touched. They are two processes of
// one binary, so that a fault in a driver or a widget takes no visit and no call for help
// with it. What goes down the pipe is a [View]: the [Frame], which is the same on every
// screen, and one [Screen] with what that screen shows and nothing of another, all as plain
// values. What comes up is a [journey.Action]. The package knows no widget and no words. The
// core holds a [Keeper], which starts the glass again when it dies or hangs; the glass holds
// a [Link].
//
// A new screen is one struct and one row of the list above it, in the file of its theme.
package glass

import (
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
)

// A View is one whole picture, to be drawn in any language. A nil Screen is one that the glass
// cannot draw: it says so and still leads to a person.
type View struct {
	Frame
	Screen Screen
}

// A Frame is what every screen shows around itself. It holds nothing that was typed and no
// postcode.
type Frame struct {
	Site     string          // the name of the place where the kiosk is
	Clock    directory.Clock // London's time, or NoClock
	Lang     string          // BCP 47; empty before a language is chosen
	Size     int             // of the text: 0, 1 (×1.4), 2 (×2)
	Assist   bool            // a champion helps: English is shown beside the resident's language
	Greeting int             // counts up while nobody is there: whose turn it is to be greeted
	Offer    handoff.Offer   // who can be talked to now
	Desk     handoff.Status  // whether somebody can be called, and how the call goes; not what is shared with it
	Notice   bool            // there is something that staff should know
	// QuickExit is set when somebody may be looking over the resident's shoulder: one touch
	// clears the glass at once.
	QuickExit bool
	Warning   bool // nobody has touched the glass: "are you still there?"
	Left      int  // seconds until a warned visit is cleared
}

// NoClock is the Clock of a kiosk that does not know what time it is.
const NoClock directory.Clock = -1

// A Notice is something that staff should know of this kiosk: a message id
// "staff.notice.<id>" and what it is about, in English.
type Notice struct {
	ID     string
	Detail string
}
