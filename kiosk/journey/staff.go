package journey

// The screens of staff.
const (
	Staff   Screen = "staff"   // what staff should know of this kiosk's health
	Pin     Screen = "pin"     // staff prove that they are staff
	Pairing Screen = "pairing" // staff add a telephone or tablet to the desk
)

// staffScreens are their rows.
var staffScreens = []row{
	{id: Staff, aside: true, counted: true, staff: true, who: anyone},
	{id: Pin, aside: true, counted: true, staff: true, who: anyone},
	{id: Pairing, aside: true, counted: true, staff: true, who: unlocked},
}

// What staff do.
const (
	ShowStaff   Kind = "show-staff"
	AskPin      Kind = "ask-pin"
	EnterPin    Kind = "enter-pin"    // unlock with what is typed
	ShowPairing Kind = "show-pairing" // from the staff's screen once unlocked; again for a new code
	Withdraw    Kind = "withdraw"     // shut a paired device out
	AssistOn    Kind = "assist-on"    // from the staff's screen once unlocked
	AssistOff   Kind = "assist-off"
)

// staffTouches are what staff do at the kiosk. Every way out of their screens locks it again.
var staffTouches = []touch{
	{kind: ShowStaff, anytime: true, does: asideTo(Staff)},
	{kind: AskPin, on: on(Staff), does: (*walk).askPin},
	{kind: EnterPin, on: on(Pin), does: (*walk).enterPin},
	{kind: ShowPairing, on: on(Staff, Pairing), does: (*walk).showPairing},
	{kind: Withdraw, takes: ADevice, on: on(Pairing), does: func(w *walk, device string) { w.then(DoUnpair, device) }},
	{kind: AssistOn, on: on(Staff), does: (*walk).assistOn},
	{kind: AssistOff, does: func(w *walk, _ string) { w.Assist = false }},
}

func (w *walk) askPin(string) {
	w.Typed, w.Fault = "", NoFault
	w.forward(Pin)
}

// enterPin has what is typed checked. Nothing typed is no wrong PIN.
func (w *walk) enterPin(string) {
	if w.Typed != "" {
		w.then(DoCheckPin, w.Typed)
	}
}

func (w *walk) unlock() {
	if w.Screen != Pin {
		return
	}
	w.back("")
	w.Unlocked = w.Screen == Staff
}

func (w *walk) refuse(f Fault) {
	if w.Screen == Pin {
		w.Typed, w.Fault = "", f
	}
}

// showPairing shows a code that pairs a device, and a new one on its own screen.
func (w *walk) showPairing(string) {
	if w.Screen == Pairing {
		w.then(DoInvite)
		return
	}
	w.forward(Pairing)
}

// assistOn shows two languages side by side, where the resident was.
func (w *walk) assistOn(string) {
	if !w.Unlocked {
		return
	}
	w.goBeside()
	w.back("")
}

// goBeside shows English beside the resident's language until the visit ends.
func (w *walk) goBeside() {
	if !w.Assist {
		w.then(WentBeside)
	}
	w.Assist = true
}
