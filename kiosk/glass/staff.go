package glass

import (
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// staff is the screens for whoever works where the kiosk is.
func staff() []kind { return []kind{of[Staff](), of[Pin](), of[Pairing]()} }

// Staff is what staff should know of this kiosk.
type Staff struct {
	Unlocked bool // they have shown that they are staff
	Locked   bool // the site has no PIN, so that nothing can be unlocked
	Console  bool // telephones and tablets can be paired
	Notices  []Notice
}

// ID implements Screen.
func (Staff) ID() journey.Screen { return journey.Staff }

// Pin is the keypad for the PIN of staff. The figures themselves stay in the core.
type Pin struct {
	Typed int // how many figures
	Fault journey.Fault
}

// ID implements Screen.
func (Pin) ID() journey.Screen { return journey.Pin }

// Pairing adds a telephone or tablet to the desk.
type Pairing struct {
	Invite  handoff.Invitation
	Devices []string // what is paired already
}

// ID implements Screen.
func (Pairing) ID() journey.Screen { return journey.Pairing }
