package journey

import (
	"slices"

	"frontdoor/kiosk/needs"
)

// A Screen is one question or one answer that fills the glass. The screens are in the files of
// their subjects.
type Screen string

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
	rest    bool // it belongs to nobody: no visit is under way
	aside   bool // it can be opened from everywhere, and from one such screen to the next Back leads one step only
	beside  bool // English is shown beside the resident's language when a champion helps
	counted bool // that it was reached is counted
	staff   bool // what staff unlocked stays so
	who     who  // may be there
}

// screens is the table, in the order of the main way through. The rows are in the files of their
// subjects, each beside the touches on it; testdata/screens.txt shows them together.
var screens = slices.Concat(wayScreens, listScreens, personScreens, phraseScreens, toldScreens, staffScreens)

// A who says who may be on a screen.
type who struct {
	name string
	may  func(State) bool
}

// Who may be on a screen.
var (
	anyone   = who{"anyone", func(State) bool { return true }}
	speaking = who{"whoever has chosen a language", func(s State) bool { return s.Lang != "" }}
	unlocked = who{"staff, once unlocked", func(s State) bool { return s.Unlocked }}

	// Of people in danger nothing more is asked, and what they take away may be found by others.
	safe      = who{"nobody in danger", func(s State) bool { return !needs.Danger(s.Leaf) }}
	unwatched = who{"nobody in danger, but to take away where a person is", func(s State) bool { return !needs.Danger(s.Leaf) || s.Paper == PaperPerson }}
)

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
func (s Screen) May(state State) bool { return s.row().who.may(state) }

// QuickExit reports whether somebody may be looking over the resident's shoulder, so that one
// touch has to clear the glass at once.
func (s State) QuickExit() bool {
	return needs.Danger(s.Leaf) || s.Screen == Leaves && s.Top == UrgentTop
}
