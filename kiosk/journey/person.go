package journey

// maxAccess bounds the access needs, and the lines that are taken out.
const maxAccess = 16

// The screens around talking to a person.
const (
	Person   Screen = "person"   // talk to a person
	Handover Screen = "handover" // what the person who comes is told, chosen by the resident
)

// personScreens are their rows.
var personScreens = []row{
	{id: Person, aside: true, beside: true, counted: true, who: anyone},
	{id: Handover, counted: true, who: anyone},
}

// What a resident does around talking to a person.
const (
	AskPerson    Kind = "ask-person"
	CallPerson   Kind = "call-person"   // ask for somebody to come
	CancelCall   Kind = "cancel-call"   // nobody needs to come any more
	Met          Kind = "met"           // somebody has come
	ShowHandover Kind = "show-handover" // what the person who comes is told
	ToggleLine   Kind = "toggle-line"   // in or out of the handover
	ToggleAccess Kind = "toggle-access" // in or out of the handover
	Share        Kind = "share"         // the handover, with the desk
	Unshare      Kind = "unshare"
)

// personTouches are what a resident does around talking to a person.
var personTouches = []touch{
	{kind: AskPerson, anytime: true, through: true, does: asideTo(Person)},
	{kind: CallPerson, on: on(Person), does: (*walk).callPerson},
	{kind: CancelCall, does: (*walk).cancelCall},
	{kind: Met, does: (*walk).met},
	{kind: ShowHandover, does: (*walk).showHandover},
	{kind: ToggleLine, takes: ALine, on: on(Handover), does: func(w *walk, line string) { w.Hidden = toggle(w.Hidden, line, maxAccess) }},
	{kind: ToggleAccess, takes: AnAccessNeed, on: on(Handover), does: func(w *walk, need string) { w.Access = toggle(w.Access, need, maxAccess) }},
	{kind: Share, on: on(Handover), does: (*walk).share},
	{kind: Unshare, on: on(Handover), does: (*walk).unshare},
}

// offered takes in who can be talked to.
func (w *walk) offered(o Offered) {
	if w.Screen != Person {
		return
	}
	w.then(WasOffered, o.Best)
	if o.Called {
		w.then(CouldCall)
	}
}

// callPerson asks for somebody to come. A second touch while a call goes on is the second
// half of the first.
func (w *walk) callPerson(string) {
	if w.Call.Phase.Over() {
		w.then(DoCall)
	}
}

func (w *walk) called() {
	if w.Screen.Rest() {
		return
	}
	w.Call = Call{Phase: Alerted}
	w.then(CallWas, CallAsked)
}

func (w *walk) cancelCall(string) {
	w.aside(Person)
	w.leaveDesk()
}

func (w *walk) met(string) {
	w.aside(Person)
	if w.Call.Phase != NotCalled {
		w.then(DoMeet)
	}
}

// follow takes in how the call has gone on.
func (w *walk) follow(now CallChanged) {
	c := w.Call
	if c.Phase == NotCalled {
		return
	}
	if now.Missed > c.Missed {
		w.then(CallWas, CallMissed)
		w.Call.Missed = now.Missed
	}
	if now.Phase != c.Phase {
		w.Call.Phase = now.Phase
		switch now.Phase {
		case Accepted, Coming:
			w.then(CallWas, CallAccepted)
		case Arrived:
			w.then(CallWas, CallArrived)
			w.then(WaitedFor, now.Waited)
		case Unanswered:
			w.then(CallWas, CallUnanswered)
		case NotCalled, Alerted, Resolved, Withdrawn:
		}
	}
	if now.Beside && !c.Beside && !now.Phase.Over() {
		w.Call.Beside = true
		w.goBeside()
	}
}

// leaveDesk ends the call of this visit, if there is one.
func (w *walk) leaveDesk() {
	p := w.Call.Phase
	if p == NotCalled {
		return
	}
	if !p.Over() && p != Arrived {
		w.then(CallWas, CallWithdrawn)
	}
	w.then(DoLeave)
	w.Call = Call{}
}

func (w *walk) showHandover(string) {
	if w.Screen != Handover {
		w.forward(Handover)
	}
}

func (w *walk) share(string) {
	if !w.Shared {
		w.then(SharedHandover)
	}
	w.Shared = true
	w.aside(Person)
	if w.Call.Phase != NotCalled {
		w.then(DoShare)
	}
}

func (w *walk) unshare(string) {
	w.Shared = false
	w.aside(Person)
	if w.Call.Phase != NotCalled {
		w.then(DoUnshare)
	}
}
