package journey

import "slices"

// The screens on which a resident tells the kiosk something.
const (
	Missing    Screen = "missing"    // languages that the glass does not have
	Turned     Screen = "turned"     // why the resident was turned away somewhere
	Remembered Screen = "remembered" // what the kiosk counts of this visit
)

// toldScreens are their rows.
var toldScreens = []row{
	{id: Missing, counted: true, who: anyone},
	{id: Turned, counted: true, who: safe},
	{id: Remembered, aside: true, counted: true, who: anyone},
}

// What a resident tells the kiosk.
const (
	ShowMissing Kind = "show-missing" // from the languages: mine is not there
	PickMissing Kind = "pick-missing"
	ShowTurned  Kind = "show-turned" // from a service
	PickReason  Kind = "pick-reason"
	SeeList     Kind = "see-list" // from Turned: other places
	ShowMemory  Kind = "show-memory"
	Discard     Kind = "discard" // what is counted of this visit
	Rate        Kind = "rate"    // after the goodbye
)

// toldTouches are what a resident tells the kiosk beside what they came for: that their
// language is not there, that they were turned away, whether it helped; and what the kiosk
// keeps of it.
var toldTouches = []touch{
	{kind: ShowMissing, on: on(Languages), does: to(Missing)},
	{kind: PickMissing, takes: AMissing, on: on(Missing), does: (*walk).pickMissing},
	{kind: ShowTurned, on: on(Service), does: (*walk).showTurned},
	{kind: PickReason, takes: AReason, on: on(Turned), does: (*walk).pickReason},
	{kind: SeeList, on: on(Turned), does: (*walk).seeList},
	{kind: ShowMemory, does: asideTo(Remembered)},
	{kind: Discard, on: on(Remembered), does: (*walk).discard},
	{kind: Rate, takes: ARating, on: on(Finished), does: (*walk).rate},
}

// pickMissing leads somebody whose language is not there to a person. Back leads to the
// languages: English may do after all.
func (w *walk) pickMissing(tag string) {
	if tag != w.Wanted {
		w.then(LacksLanguage, tag)
	}
	w.Wanted = tag
	if len(w.Trail) == 0 {
		w.Trail = []Screen{Languages}
	}
	w.show(Person)
}

func (w *walk) showTurned(string) {
	if !Turned.May(w.State) {
		return
	}
	w.Reason = ""
	w.forward(Turned)
}

func (w *walk) pickReason(why string) {
	if w.Reason == "" {
		w.Reason = why
		w.then(WasTurnedAway, why)
	}
}

func (w *walk) seeList(string) {
	for i, s := range slices.Backward(w.Trail) {
		if s == Results {
			w.Trail = w.Trail[:i]
			w.show(Results)
			return
		}
	}
}

func (w *walk) discard(string) {
	if !w.Discarded {
		w.then(DoDiscard)
	}
	w.Discarded = true
}

// rate keeps whether the visit helped, once. A visit whose counts were thrown away is not asked.
func (w *walk) rate(helped string) {
	if !w.Discarded && w.Rated == "" {
		w.Rated = helped
		w.then(Rated, helped)
	}
}
