package glass

import (
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/usage"
)

// visit is the screens of a visit's beginning, its end, and how it is read.
func visit() []kind {
	return []kind{of[Attract](), of[Languages](), of[Missing](), of[Comfort](), of[Remembered](), of[Finished]()}
}

// Attract greets while nobody is there.
type Attract struct{}

// ID implements Screen.
func (Attract) ID() journey.Screen { return journey.Attract }

// Languages is every language in itself.
type Languages struct{}

// ID implements Screen.
func (Languages) ID() journey.Screen { return journey.Languages }

// Missing is the languages that the glass does not have.
type Missing struct{}

// ID implements Screen.
func (Missing) ID() journey.Screen { return journey.Missing }

// Comfort is the choice of larger letters; the frame has the one that is chosen.
type Comfort struct{}

// ID implements Screen.
func (Comfort) ID() journey.Screen { return journey.Comfort }

// Remembered is what the kiosk counts of this visit.
type Remembered struct {
	Counted   []usage.Cell  // what the visit would add
	Discarded bool          // the resident has had it thrown away
	Waiting   usage.Waiting // what waits for the hub
}

// ID implements Screen.
func (Remembered) ID() journey.Screen { return journey.Remembered }

// Finished is the goodbye.
type Finished struct {
	Rated     string // whether it helped, once the resident has said
	Discarded bool   // the resident has had the counts thrown away, and is asked nothing more
}

// ID implements Screen.
func (Finished) ID() journey.Screen { return journey.Finished }
