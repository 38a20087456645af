package journey

import "slices"

// maxFilters bounds the filters of a list.
const maxFilters = 8

// The screens of a list.
const (
	Results Screen = "results" // services, nearest first
	Service Screen = "service" // one service
	Filter  Screen = "filter"  // what every result has to be
	Right   Screen = "right"   // a right, to be shown at a desk
	Take    Screen = "take"    // what can be taken away: a code, a slip of paper, a number
)

// listScreens are their rows.
var listScreens = []row{
	{id: Results, beside: true, counted: true, who: anyone},
	{id: Service, beside: true, counted: true, who: anyone},
	{id: Filter, beside: true, counted: true, who: anyone},
	{id: Right, counted: true, who: anyone},
	{id: Take, counted: true, who: unwatched},
}

// What a resident does with a list.
const (
	PickService  Kind = "pick-service"
	ShowFilters  Kind = "show-filters"
	ToggleFilter Kind = "toggle-filter" // on or off
	ClearFilters Kind = "clear-filters"
	ShowRight    Kind = "show-right"
	TakeAway     Kind = "take-away" // from the screen that shows the same
	Print        Kind = "print"     // what is taken away
)

// listTouches are what a resident does with a list and with one of it.
var listTouches = []touch{
	{kind: PickService, takes: AService, on: on(Results), does: (*walk).pickService},
	{kind: ShowFilters, on: on(Results), does: to(Filter)},
	{kind: ToggleFilter, takes: AFilter, on: on(Results, Filter), does: (*walk).toggleFilter},
	{kind: ClearFilters, on: on(Results, Filter), does: (*walk).clearFilters},
	{kind: ShowRight, takes: ARight, on: on(Results, Service), does: (*walk).showRight},
	{kind: TakeAway, takes: APaper, on: on(Service, Results, Person, Handover, Right), does: (*walk).takeAway},
	{kind: Print, on: on(Take), does: func(w *walk, _ string) { w.then(DoPrint) }},
}

func (w *walk) pickService(id string) {
	w.Service = id
	w.then(DoName, id)
	w.forward(Service)
}

func (w *walk) toggleFilter(id string) {
	w.Filters = toggle(w.Filters, id, maxFilters)
	w.searchAgain()
}

func (w *walk) clearFilters(string) {
	w.Filters = nil
	if w.Screen == Filter {
		w.back("")
		return
	}
	w.searchAgain()
}

// searchAgain has the list that is shown searched anew after its question has changed.
func (w *walk) searchAgain() {
	if w.Screen == Results {
		w.then(DoSearch)
	}
}

// listed takes in what the list lacks.
func (w *walk) listed(lacks []string) {
	if w.Screen != Results {
		return
	}
	for _, why := range lacks {
		w.then(ListLacks, why)
	}
}

func (w *walk) showRight(id string) {
	w.Right = id
	w.forward(Right)
}

// takeAway shows what can be carried out of the door, from the screen that shows the same.
func (w *walk) takeAway(what string) {
	from := map[Paper]Screen{PaperService: Service, PaperPlan: Results, PaperPerson: Person, PaperHandover: Handover, PaperRight: Right}
	before := w.Paper
	if from[Paper(what)] != w.Screen {
		return
	}
	w.Paper = Paper(what)
	if !Take.May(w.State) {
		w.Paper = before
		return
	}
	w.forward(Take)
}

// toggle puts a value in, or takes it out. A list that is full takes no more.
func toggle(list []string, value string, most int) []string {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	if value == "" || len(list) == most {
		return list
	}
	return append(list, value)
}
