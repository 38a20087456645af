package journey

// An Event is something that happened: an Action, or an answer that the core brings back. The
// glass can send touches only, so that no answer can be forged from one.
type Event interface{ event() }

// The answers, each to the effect that asked for it.
type (
	// A Found says that the postcode that was looked up is in the pack.
	Found struct{ Postcode string } // in its canonical form, "E1 6AN"
	// A NotFound says what is wrong with it.
	NotFound struct{ Fault Fault }
	// A PinRight says that the PIN was staff's.
	PinRight struct{}
	// A PinWrong says that it was not, or that too many were wrong.
	PinWrong struct{ Fault Fault }
	// A Listed says what the list that was searched lacks; nothing when it answers the resident.
	Listed struct{ Lacks []string }
	// An Offered says who can be talked to.
	Offered struct {
		Best   string // the first way that is shown
		Called bool   // somebody can be called to this kiosk
	}
	// A Called says that somebody has been called.
	Called struct{}
	// A NotCalledNow says that nobody could be reached any more.
	NotCalledNow struct{}
)

// What happens by itself.
type (
	// A CallChanged says how the call now is.
	CallChanged struct {
		Phase  Phase
		Missed int    // how often somebody took it and did not come
		Beside bool   // the desk asks for two languages side by side
		Waited string // on arrival: how long the resident waited, as a band of the counts
	}
	// A Printed says that a slip is in somebody's hand.
	Printed struct{}
	// A NotPrinted says that the printer failed.
	NotPrinted struct{}
	// A Silence says that nobody has touched the glass for as long as the screen waits.
	Silence struct{}
	// A SwitchedOff says that the kiosk ends under the visit.
	SwitchedOff struct{}
)

func (Action) event()       {}
func (Found) event()        {}
func (NotFound) event()     {}
func (PinRight) event()     {}
func (PinWrong) event()     {}
func (Listed) event()       {}
func (Offered) event()      {}
func (Called) event()       {}
func (NotCalledNow) event() {}
func (CallChanged) event()  {}
func (Printed) event()      {}
func (NotPrinted) event()   {}
func (Silence) event()      {}
func (SwitchedOff) event()  {}
