package journey

import (
	"slices"

	"frontdoor/kiosk/needs"
)

// A Screen is one question or one answer that fills the glass.
type Screen string

// The screens, in the order of the main way through. Each has a row in the table below.
const (
	Attract   Screen = ""          // alone: greets in turn in every language
	Languages Screen = "languages" // every language in itself
	Needs     Screen = "needs"     // the ten tops
	Leaves    Screen = "leaves"    // what kind of help within a top
	Place     Screen = "place"     // where to look: a postcode or near this kiosk
	Results   Screen = "results"   // services, nearest first
	Service   Screen = "service"   // one service
	Person    Screen = "person"    // talk to a person
	Emergency Screen = "emergency" // the 999 card
	Finished  Screen = "finished"  // goodbye: everything has been forgotten
	Comfort   Screen = "comfort"   // bigger, louder, simpler
	Staff     Screen = "staff"     // what staff should know of this kiosk's health
	Pin       Screen = "pin"       // staff prove that they are staff
	Take      Screen = "take"      // what can be taken away: a code, a slip of paper, a number
	Pairing   Screen = "pairing"   // staff add a telephone or tablet to the desk
	Handover  Screen = "handover"  // what the person who comes is told, chosen by the resident
	Phrases   Screen = "phrases"   // the groups of the phrasebook
	Sentences Screen = "sentences" // the phrases of one group
	Phrase    Screen = "phrase"    // one phrase, very large, in both languages
	Blank     Screen = "blank"     // what a blank of the phrase is filled with
	Filter    Screen = "filter"    // what every result has to be
	Right     Screen = "right"     // a right, to be shown at a desk

	Missing    Screen = "missing"    // languages that the glass does not have
	Turned     Screen = "turned"     // why the resident was turned away somewhere
	Remembered Screen = "remembered" // what the kiosk counts of this visit
)

// String names the screen; the first one has no name of its own in a state.
func (s Screen) String() string {
	if s == Attract {
		return "attract"
	}
	return string(s)
}

// A row is all that is said of a screen in one place.
type row struct {
	id      Screen
	rest    bool             // it belongs to nobody: no visit is under way
	aside   bool             // it can be opened from everywhere, and from one such screen to the next Back leads one step only
	beside  bool             // English is shown beside the resident's language when a champion helps
	counted bool             // that it was reached is counted
	staff   bool             // what staff unlocked stays so
	may     func(State) bool // who may be there
}

// screens is the table. A new screen begins with its row here.
var screens = []row{
	{id: Attract, rest: true, may: anyone},
	{id: Languages, aside: true, counted: true, may: anyone},
	{id: Needs, beside: true, counted: true, may: anyone},
	{id: Leaves, beside: true, counted: true, may: anyone},
	{id: Place, beside: true, counted: true, may: anyone},
	{id: Results, beside: true, counted: true, may: anyone},
	{id: Service, beside: true, counted: true, may: anyone},
	{id: Person, aside: true, beside: true, counted: true, may: anyone},
	{id: Emergency, aside: true, beside: true, counted: true, may: anyone},
	{id: Finished, rest: true, may: anyone},
	{id: Comfort, aside: true, counted: true, may: anyone},
	{id: Staff, aside: true, counted: true, staff: true, may: anyone},
	{id: Pin, aside: true, counted: true, staff: true, may: anyone},
	{id: Take, counted: true, may: unwatched},
	{id: Pairing, aside: true, counted: true, staff: true, may: unlocked},
	{id: Handover, counted: true, may: anyone},
	{id: Phrases, counted: true, may: speaking},
	{id: Sentences, counted: true, may: speaking},
	{id: Phrase, counted: true, may: speaking},
	{id: Blank, counted: true, may: speaking},
	{id: Filter, beside: true, counted: true, may: anyone},
	{id: Right, counted: true, may: anyone},
	{id: Missing, counted: true, may: anyone},
	{id: Turned, counted: true, may: safe},
	{id: Remembered, aside: true, counted: true, may: anyone},
}

func anyone(State) bool     { return true }
func speaking(s State) bool { return s.Lang != "" }
func unlocked(s State) bool { return s.Unlocked }

// safe reports whether the need is not one of people in danger: of them nothing more is asked.
func safe(s State) bool { return !needs.Danger(s.Leaf) }

// unwatched reports whether what is taken away may be found by others.
func unwatched(s State) bool { return safe(s) || s.Paper == PaperPerson }

// row returns the screen's row; that of the first screen for one that is not in the table.
func (s Screen) row() row {
	if i := slices.IndexFunc(screens, func(r row) bool { return r.id == s }); i >= 0 {
		return screens[i]
	}
	return screens[0]
}

// Screens returns every screen, in the order of the main way through.
func Screens() []Screen {
	all := make([]Screen, len(screens))
	for i, r := range screens {
		all[i] = r.id
	}
	return all
}

// Steps returns the ids of the screens that are counted.
func Steps() []string {
	var all []string
	for _, r := range screens {
		if r.counted {
			all = append(all, r.id.String())
		}
	}
	return all
}

// Rest reports whether the screen belongs to nobody: a visit begins when it is left and ends
// when it is reached.
func (s Screen) Rest() bool { return s.row().rest }

// Beside reports whether the screen is shown in two languages when a champion helps. Those
// that speak every language, or speak to staff, are not.
func (s Screen) Beside() bool { return s.row().beside }

// Counted reports whether it is counted that the screen was reached.
func (s Screen) Counted() bool { return s.row().counted }

// May reports whether the visit s may be on the screen.
func (s Screen) May(state State) bool { return s.row().may(state) }

// QuickExit reports whether somebody may be looking over the resident's shoulder, so that one
// touch has to clear the glass at once.
func (s State) QuickExit() bool {
	return needs.Danger(s.Leaf) || s.Screen == Leaves && s.Top == UrgentTop
}
