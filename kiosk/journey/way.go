package journey

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// UrgentTop is the top whose needs skip every question: nobody in danger is asked for a
// postcode first.
const UrgentTop = "urgent"

// EmergencyLeaf is the need whose answer is the 999 card itself.
const EmergencyLeaf = "urgent/999"

// Sizes is how many sizes of text there are.
const Sizes = 3

// MaxTyped bounds what can be typed on the keypad: the longest postcode with its space.
const MaxTyped = 8

// The screens of the main way through, and those that can be opened from everywhere.
const (
	Attract   Screen = ""          // alone: greets in turn in every language
	Languages Screen = "languages" // every language in itself
	Needs     Screen = "needs"     // the ten tops
	Leaves    Screen = "leaves"    // what kind of help within a top
	Place     Screen = "place"     // where to look: a postcode or near this kiosk
	Comfort   Screen = "comfort"   // bigger, louder, simpler
	Emergency Screen = "emergency" // the 999 card
	Finished  Screen = "finished"  // goodbye: everything has been forgotten
)

// wayScreens are their rows.
var wayScreens = []row{
	{id: Attract, rest: true, who: anyone},
	{id: Languages, aside: true, counted: true, who: anyone},
	{id: Needs, beside: true, counted: true, who: anyone},
	{id: Leaves, beside: true, counted: true, who: anyone},
	{id: Place, beside: true, counted: true, who: anyone},
	{id: Comfort, aside: true, counted: true, who: anyone},
	{id: Emergency, aside: true, beside: true, counted: true, who: anyone},
	{id: Finished, rest: true, who: anyone},
}

// What a resident does on the main way.
const (
	Touch         Kind = "touch" // anywhere on the attract screen
	PickLanguage  Kind = "pick-language"
	PickTop       Kind = "pick-top"
	PickLeaf      Kind = "pick-leaf"
	Type          Kind = "type"
	Erase         Kind = "erase" // the last character
	NearHere      Kind = "near-here"
	NearPostcode  Kind = "near-postcode" // look near what is typed
	ChangePlace   Kind = "change-place"  // from the results, to look somewhere else
	ChangeLang    Kind = "change-language"
	ChangeComfort Kind = "change-comfort"
	PickSize      Kind = "pick-size"
	AskEmergency  Kind = "ask-emergency"
	Back          Kind = "back"
	StartAgain    Kind = "start-again" // back to the needs, in the same visit
	Finish        Kind = "finish"
	QuickExit     Kind = "quick-exit" // somebody comes: the first screen at once, and nothing of the visit
	Stay          Kind = "stay"       // "I am still here", to the warning
)

// wayTouches are the main way through, and what ends it.
var wayTouches = []touch{
	{kind: Touch, on: on(Attract, Finished), does: (*walk).arrive},
	{kind: PickLanguage, takes: ALanguage, on: on(Languages), does: (*walk).pickLanguage},
	{kind: PickTop, takes: ATop, on: on(Needs), does: (*walk).pickTop},
	{kind: PickLeaf, takes: ALeaf, on: on(Leaves), does: (*walk).pickLeaf},
	{kind: Type, takes: ACharacter, on: on(Place, Pin, Blank), does: (*walk).typeOne},
	{kind: Erase, on: on(Place, Pin, Blank), does: (*walk).erase},
	{kind: NearHere, on: on(Place), does: (*walk).nearHere},
	{kind: NearPostcode, on: on(Place), does: (*walk).nearPostcode},
	{kind: ChangePlace, on: on(Results), does: to(Place)},
	{kind: ChangeLang, does: asideTo(Languages)},
	{kind: ChangeComfort, does: asideTo(Comfort)},
	{kind: PickSize, takes: ASize, on: on(Comfort), does: (*walk).pickSize},
	{kind: AskEmergency, anytime: true, through: true, does: asideTo(Emergency)},
	{kind: Back, anytime: true, does: (*walk).back},
	{kind: StartAgain, does: (*walk).startAgain},
	{kind: Finish, anytime: true, through: true, does: (*walk).finish},
	{kind: QuickExit, anytime: true, through: true, does: (*walk).quickExit},
	{kind: Stay, does: func(*walk, string) {}}, // the warning that it answers has gone
}

// to is a touch that goes on to a screen.
func to(s Screen) func(*walk, string) { return func(w *walk, _ string) { w.forward(s) } }

// asideTo is a touch that opens a screen that can be reached from everywhere.
func asideTo(s Screen) func(*walk, string) { return func(w *walk, _ string) { w.aside(s) } }

func (w *walk) arrive(string) { w.begin(State{Screen: w.Screen}, Languages) }

func (w *walk) finish(string) {
	if w.Lang == "" || w.Screen == Finished {
		w.end(EndedByFinish, State{})
		return
	}
	w.end(EndedByFinish, State{Screen: Finished, Lang: w.Lang, Size: w.Size, Discarded: w.Discarded})
}

func (w *walk) quickExit(string) {
	w.end(EndedByFinish, State{})
	w.then(DoForgetPaper)
}

func (w *walk) startAgain(string) {
	w.State = State{
		Screen: w.Screen, Lang: w.Lang, Size: w.Size, Assist: w.Assist, Access: w.Access, Wanted: w.Wanted,
		Discarded: w.Discarded, Call: w.Call,
	}
	w.show(home(w.State))
}

func (w *walk) pickLanguage(tag string) {
	first := w.Lang == ""
	if tag != w.Lang {
		w.then(ChoseLanguage, tag)
	}
	w.Lang = tag
	if w.Call.Phase != NotCalled {
		w.then(DoShareLanguage)
	}
	if first && !slices.Contains(w.Trail, Person) {
		w.Trail = nil
		w.forward(Needs)
		return
	}
	w.back("")
}

func (w *walk) pickTop(top string) {
	w.Top = top
	w.forward(Leaves)
}

func (w *walk) pickLeaf(leaf string) {
	top, _, ok := strings.Cut(leaf, "/")
	if !ok || top != w.Top {
		return
	}
	if w.Leaf != leaf {
		w.Filters = nil // what was asked of one list must not shorten another unseen
		w.Leaf = leaf
		w.then(OpenedNeed, leaf)
	}
	switch {
	case leaf == EmergencyLeaf:
		w.aside(Emergency)
	case w.Where != Nowhere:
		w.forward(Results)
	case top == UrgentTop:
		w.Where = Here
		w.forward(Results)
	default:
		w.forward(Place)
	}
}

// typeOne types one character: of a postcode, or a figure of a PIN or a number, which no
// other character can be. A fault stays until the next key, so that its reader can finish.
func (w *walk) typeOne(character string) {
	most := MaxTyped
	if w.Screen == Blank {
		most = maxFigures
	}
	if utf8.RuneCountInString(character) != 1 || utf8.RuneCountInString(w.Typed) >= most {
		return
	}
	if w.Screen != Place && (character < "0" || character > "9") {
		return
	}
	w.Typed += character
	w.Fault = NoFault
}

func (w *walk) erase(string) {
	if w.Screen == Pin && w.Typed == "" {
		return // a wrong PIN has gone already; that it was wrong stays until the next figure
	}
	_, size := utf8.DecodeLastRuneInString(w.Typed)
	w.Typed = w.Typed[:len(w.Typed)-size]
	w.Fault = NoFault
}

func (w *walk) nearHere(string) {
	w.Where, w.Postcode, w.Typed, w.Fault = Here, "", "", NoFault
	w.toResults()
}

// nearPostcode has what is typed looked up. What has just been found wrong is not looked up
// again: a second touch asks nothing new.
func (w *walk) nearPostcode(string) {
	if w.Fault == NoFault {
		w.then(DoLookUp, w.Typed)
	}
}

func (w *walk) found(postcode string) {
	if w.Screen == Place && postcode != "" {
		w.Where, w.Postcode, w.Typed, w.Fault = Postcode, postcode, "", NoFault
		w.toResults()
	}
}

// notFound says what is wrong with what was typed. Only a whole postcode that the pack does
// not have is one that was not found; half of one is not.
func (w *walk) notFound(f Fault) {
	if w.Screen != Place {
		return
	}
	if w.Fault = f; f == Unknown {
		w.then(NoSuchPostcode)
	}
}

// toResults leaves the question of place behind: Back from the results leads to it only
// when it was asked on the way, and never to two lists of results in a row.
func (w *walk) toResults() {
	if n := len(w.Trail); n > 0 && w.Trail[n-1] == Results {
		w.Trail = w.Trail[:n-1]
		w.show(Results)
		return
	}
	w.forward(Results)
}

func (w *walk) pickSize(size string) {
	if len(size) != 1 || size[0] < '0' || size[0] >= '0'+Sizes {
		return
	}
	chosen := int(size[0] - '0')
	if chosen > w.Size {
		w.then(Enlarged)
	}
	w.Size = chosen
}
