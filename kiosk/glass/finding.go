package glass

import (
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/journey"
)

// finding is the screens on the way to a service, and what can be done from there.
func finding() []kind {
	return []kind{of[Needs](), of[Leaves](), of[Place](), of[Results](), of[Filter](), of[Service](), of[Turned](), of[Right]()}
}

// Needs is the top needs.
type Needs struct {
	Tops []string // "health"
}

// ID implements Screen.
func (Needs) ID() journey.Screen { return journey.Needs }

// Leaves is the kinds of help within a top.
type Leaves struct {
	Top    string
	Leaves []string // "health/gp"
}

// ID implements Screen.
func (Leaves) ID() journey.Screen { return journey.Leaves }

// Place asks where to look.
type Place struct {
	Typed string        // on the keypad
	Fault journey.Fault // what was wrong with it
}

// ID implements Screen.
func (Place) ID() journey.Screen { return journey.Place }

// Results is a list of services, with what was asked.
type Results struct {
	Need     string // a leaf, "health/gp"
	Urgent   bool   // a list without services is answered with people
	Where    journey.Where
	Postcode string // only with Where == journey.Postcode
	Filters  []string
	Answers  []directory.Answer
	Choices  []directory.Choice // the filters that can be touched
	LeftOut  []directory.Left   // what the filters left out
	Rights   []string           // rights of the need that can be shown at a desk
}

// ID implements Screen.
func (Results) ID() journey.Screen { return journey.Results }

// Filter asks what every result has to be.
type Filter struct {
	Filters []string // what is asked now
	Choices []directory.Choice
	Answers int // how many services are left
}

// ID implements Screen.
func (Filter) ID() journey.Screen { return journey.Filter }

// Service is one service.
type Service struct {
	Service string            // its id, as it was picked
	Answer  *directory.Answer // nil when it has gone from the pack
	Rights  []string          // rights that hold there and can be shown at a desk
}

// ID implements Screen.
func (Service) ID() journey.Screen { return journey.Service }

// Turned asks why a resident was turned away, and then says what they can do.
type Turned struct {
	Reason  string   // once they have said it
	Reasons []string // to choose from
	Rights  []string // rights of the need that can be shown at a desk
}

// ID implements Screen.
func (Turned) ID() journey.Screen { return journey.Turned }

// Right is a right, to be shown at a desk.
type Right struct {
	Card *directory.Card // nil when there is no such right
}

// ID implements Screen.
func (Right) ID() journey.Screen { return journey.Right }
