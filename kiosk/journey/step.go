package journey

import "slices"

// maxTrail bounds how far Back leads. Nobody walks further back than this; wandering
// between two screens all day must not grow a visit.
const maxTrail = 16

// Step returns the state after an event, and what follows from it, in order. It never changes
// s, and an event that means nothing on this screen returns s and no effects. Ids in a touch's
// value are taken as they are: the core lets only those through that it offered.
func Step(s State, e Event) (State, []Effect) {
	w := &walk{State: s.clone()}
	if a, ok := e.(Action); ok {
		w.touch(a)
	} else {
		w.hear(e)
	}
	return w.State, w.effects
}

// A walk is one step under way.
type walk struct {
	State
	effects []Effect
}

// then adds an effect.
func (w *walk) then(d Deed, value ...string) {
	e := Effect{Deed: d}
	if len(value) > 0 {
		e.Value = value[0]
	}
	w.effects = append(w.effects, e)
}

func (w *walk) touch(a Action) {
	t, ok := a.Kind.row()
	if w.Warning {
		// Any touch extends the visit; only what calls for help or ends the visit goes through
		// to the screen as well.
		w.Warning = false
		if !ok || !t.through {
			return
		}
	}
	if !ok || !t.means(w.State) || t.takes != NoValue && a.Value == "" {
		return
	}
	t.does(w, a.Value)
}

// hear takes in what is no touch. An answer that comes when its question is no longer asked
// changes nothing.
func (w *walk) hear(e Event) {
	switch e := e.(type) {
	case Silence:
		w.silence()
	case SwitchedOff:
		w.end(EndedByPower, State{})
	case Found:
		w.found(e.Postcode)
	case NotFound:
		w.notFound(e.Fault)
	case PinRight:
		w.unlock()
	case PinWrong:
		w.refuse(e.Fault)
	case Listed:
		w.listed(e.Lacks)
	case Offered:
		w.offered(e)
	case Called:
		w.called()
	case NotCalledNow:
		w.then(CallWas, CallRefused)
	case CallChanged:
		w.follow(e)
	case Printed:
		if !w.Screen.Rest() {
			w.then(TookPaper)
		}
	case NotPrinted:
		w.then(PaperFailed)
	}
}

// silence asks whether somebody is still there, and then ends the visit.
func (w *walk) silence() {
	switch {
	case w.Screen.Rest():
		w.State = State{}
	case w.Warning:
		w.then(LeftFrom, w.Screen.String())
		w.end(EndedBySilence, State{})
		w.then(DoForgetPaper)
	default:
		w.Warning = true
	}
}

// show goes to a screen. Nothing else changes w.Screen within a visit, so that what has to be
// done on the way in and out of a screen is done on every way.
func (w *walk) show(to Screen) {
	from := w.Screen
	if to == from {
		return
	}
	if from.Rest() && !to.Rest() {
		w.then(DoForgetPaper) // that of whoever was here before
		w.then(DoBegin)
	}
	w.leave(from, to)
	w.Screen = to
	if to.Counted() {
		w.then(SawScreen, to.String())
	}
	w.enter(to)
}

// leave puts away what belongs to a screen.
func (w *walk) leave(from, to Screen) {
	if !to.row().staff {
		w.Unlocked = false
	}
	switch from { //nolint:exhaustive // the others leave nothing behind
	case Pin:
		w.Typed, w.Fault = "", NoFault // a PIN is not left lying about for the postcode's screen
	case Blank:
		w.leaveBlank()
	case Pairing:
		w.then(DoUninvite) // a code that nobody looks at pairs nothing
	}
}

// enter asks for what a screen shows.
func (w *walk) enter(to Screen) {
	switch to { //nolint:exhaustive // the others need nothing
	case Results:
		w.then(LookedNear, string(w.Where))
		w.then(DoSearch)
	case Person:
		w.then(DoOffer)
	case Pairing:
		w.then(DoInvite)
	}
}

// end ends the visit, if there is one, and shows what follows.
func (w *walk) end(how string, next State) {
	if !w.Screen.Rest() {
		w.leave(w.Screen, next.Screen)
		w.leaveDesk()
		w.then(DoEnd, how)
		w.then(DoForget)
	}
	w.State = next
}

// forward goes on to a screen and remembers where Back leads.
func (w *walk) forward(to Screen) {
	if !to.May(w.State) {
		return
	}
	if w.Screen != Attract {
		w.Trail = append(w.Trail, w.Screen)
	}
	if n := len(w.Trail); n > maxTrail {
		w.Trail = slices.Delete(w.Trail, 0, n-maxTrail)
	}
	w.show(to)
}

// aside opens a screen that can be reached from everywhere. Going there twice, or from one
// such screen to the next, leaves one step back.
func (w *walk) aside(to Screen) {
	n := len(w.Trail)
	switch at := w.Screen.row(); {
	case w.Screen == to || !to.May(w.State):
	case at.rest:
		w.begin(State{Screen: w.Screen, Lang: w.Lang, Size: w.Size, Trail: []Screen{home(w.State)}}, to)
	case at.aside && n > 0:
		w.show(to)
	case !at.aside && n > 0 && w.Trail[n-1] == to:
		w.back("")
	default:
		w.forward(to)
	}
}

// begin begins a visit on a screen, with what it starts from.
func (w *walk) begin(from State, to Screen) {
	w.State = from
	w.show(to)
}

// home is where a visit begins: with the needs once a language is known.
func home(s State) Screen {
	if s.Lang == "" {
		return Languages
	}
	return Needs
}

// back goes one step back, and from the first step to the languages.
func (w *walk) back(string) {
	if n := len(w.Trail); n > 0 {
		to := w.Trail[n-1]
		w.Trail = w.Trail[:n-1]
		w.Fault = NoFault
		w.show(to)
		return
	}
	switch {
	case w.Screen.Rest():
		w.State = State{}
	case w.Screen == Languages && w.Lang == "":
		w.end(EndedByFinish, State{})
	case w.Screen == home(w.State):
		w.show(Languages)
	default:
		w.show(home(w.State))
	}
}
