package dashboard

import (
	"cmp"
	"html/template"
	"maps"
	"slices"
	"time"

	"frontdoor/hub/disclosure"
	"frontdoor/hub/store"
	"frontdoor/kiosk/usage"
)

// A report is one page: only numbers that may be shown are in it.
type report struct {
	now    time.Time // London's
	names  func(dimension, value string) string
	Period period
	Site   string       // empty for all
	Style  template.CSS // of a page that is a file of its own; empty where a hub serves it

	Visits  disclosure.Number
	Undated disclosure.Number // visits whose day is not known, of all time
	Unfound disclosure.Number // searches that found nothing
	Empty   bool              // nothing was counted on a day that is known

	Chart  chart
	Tables []table
	Kiosks []kiosk
	Faults []fault
	Sites  []choice
	Heard  int // kiosks that are heard
	Active int // kiosks that should be
	Quiet  int // kiosks that have gone quiet
}

// A choice is a link that says what it leads to.
type choice struct {
	Name, Link string
	Chosen     bool
}

// A table is a group of numbers that were protected together.
type table struct {
	ID, Title, Note, Column string
	Counted                 string // what the numbers are of
	None                    string // in place of no rows
	Rows                    []row
}

type row struct {
	Value  string // as the kiosk counts it, for the file
	Name   string
	Link   string
	Number disclosure.Number
	Share  int // per cent of the longest bar
}

// hide hides a row's number, and the bar that would tell of it.
func (r *row) hide() { r.Number, r.Share = disclosure.Hide(), 0 }

// A fault is something that a kiosk reported about itself. How often is not shown.
type fault struct{ Site, What string }

// counts fills in what was counted at every site, or at the chosen one.
func (r *report) counts(all store.Totals) {
	bySite, outcomes := r.visits(all)
	bySite.Title, bySite.Column, bySite.Counted = "By site", "Site", ofVisits
	for i, row := range bySite.Rows {
		bySite.Rows[i].Link = link("/", row.Value, r.Period.ID)
	}
	outcomes.Title, outcomes.Column, outcomes.None, outcomes.Counted = "How visits ended", "Outcome", "No visits ended.", ofVisits
	here := r.here(all)
	dimension := func(d, title, column, note, none string) (table, disclosure.Number) {
		t, total := r.dimension(d, here.Cells)
		t.Title, t.Column, t.Note, t.None, t.Counted = title, column, note, none, ofVisits
		if slices.Contains(ofEachCall, d) {
			t.Counted = "Calls"
		}
		return t, total
	}
	needs, _ := dimension(usage.Need, "What people came for", "Need", "A visit counts once for each need that was opened.", "No needs were opened.")
	languages, _ := dimension(usage.Language, "Languages", "Language", "A visit counts once for each language that was chosen.", "No language was chosen.")
	unmet, _ := dimension(usage.Unmet, "Not found", "What was missing", "Where the kiosk had no answer.", "Everything that was looked for was found.")
	persons, _ := dimension(usage.Person, "When residents asked for a person", "Who was offered", "Anyone can ask for a person, on any screen.", "Nobody asked for a person.")
	calls, _ := dimension(usage.Handoff, "Calls for a person", "What happened", "A visit counts once for each of these.", "Nobody was called.")
	waited, waitedTotal := dimension(usage.Wait, "How long residents waited for a person", "From the call until someone arrived", "", "Nobody waited.")
	helped, helpedTotal := dimension(usage.Help, "How calls ended", "What the desk said", "Entered by whoever came, in two taps and without names.", "No calls ended.")
	lasted, lastedTotal := dimension(usage.Lasted, "How long it took", "What the desk said", "", "The desk has not said how long a call took.")
	sameTotal(calls, []*table{&waited, &helped, &lasted}, []disclosure.Number{waitedTotal, helpedTotal, lastedTotal})
	wanted, _ := dimension(usage.Wanted, "Missing languages", "Language", "Languages that residents speak and the kiosk does not.", "Nobody said that their language was missing.")
	turned, _ := dimension(usage.Turned, "Turned away", "What residents were told", "From residents who came back to the kiosk, counted once for each reason. Where it happened is not counted.", "Nobody said that they were turned away.")
	helpful, _ := dimension(usage.Helpful, "Did it help?", "Answer", "Asked at the end of a visit; nobody has to answer.", "Nobody has answered.")
	helpful.Counted = "Answers"
	left, _ := dimension(usage.Left, "Where people walked away", "Screen", "The screen that was showing when a resident left without pressing “Finish”.", "Nobody walked away.")
	formats, _ := dimension(usage.Format, "Other ways the kiosk was used", "Way", "", "Only the screen itself was used.")

	r.Empty = len(here.Cells) == 0
	r.Unfound = find(unmet, usage.NoneFound)
	var undated uint64
	for _, c := range here.Undated {
		undated += c.Count
	}
	r.Undated = disclosure.Alone(undated)
	if r.Site == "" {
		r.Tables = append(r.Tables, bySite)
	}
	r.Tables = append(r.Tables, needs, languages, wanted, unmet, turned, persons, calls, waited, helped, lasted, formats, outcomes, helpful, left)
	r.faults(here.Cells)
}

// ofVisits heads a column in which a visit counts at most once in each row.
const ofVisits = "Visits"

// ofEachCall are what the desk says of each call: a visit may have several.
var ofEachCall = []string{usage.Help, usage.Lasted}

// sums adds up the cells that key accepts, by the name that it returns.
func sums(cells []store.Cell, key func(store.Cell) (string, bool)) map[string]uint64 {
	m := map[string]uint64{}
	for _, c := range cells {
		if k, ok := key(c); ok {
			m[k] += c.Count
		}
	}
	return m
}

// dimension protects the numbers of a dimension. On the page of all sites they are protected
// from what the pages of the sites show.
func (r *report) dimension(d string, cells []store.Cell) (table, disclosure.Number) {
	counts := sums(cells, func(c store.Cell) (string, bool) { return c.Value, c.Dimension == d })
	if r.Site != "" {
		return r.table(d, counts)
	}
	values := slices.Sorted(maps.Keys(counts))
	bySite := map[string][]uint64{}
	for _, c := range cells {
		if c.Dimension != d {
			continue
		}
		if bySite[c.Site] == nil {
			bySite[c.Site] = make([]uint64, len(values))
		}
		at, _ := slices.BinarySearch(values, c.Value)
		bySite[c.Site][at] += c.Count
	}
	shown, total := disclosure.Over(slices.Collect(maps.Values(bySite)), len(values))
	return r.rowsOf(d, values, shown), total
}

// table protects the numbers of a group of its own.
func (r *report) table(dimension string, counts map[string]uint64) (table, disclosure.Number) {
	values := slices.Sorted(maps.Keys(counts))
	exact := make([]uint64, len(values))
	for i, v := range values {
		exact[i] = counts[v]
	}
	shown, total := disclosure.Suppress(exact)
	return r.rowsOf(dimension, values, shown), total
}

// rowsOf names protected numbers. The rows are in the order of what is shown, and of
// names where that is the same: the order of hidden counts would tell of them.
func (r *report) rowsOf(dimension string, values []string, shown []disclosure.Number) table {
	t := table{ID: dimension, Rows: make([]row, len(values))}
	var most uint64
	for i, v := range values {
		t.Rows[i] = row{Value: v, Name: r.name(dimension, v), Number: shown[i]}
		most = max(most, shown[i].Value())
	}
	for i := range t.Rows {
		t.Rows[i].Share = share(t.Rows[i].Number, most)
	}
	slices.SortFunc(t.Rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(rank(b.Number), rank(a.Number)), cmp.Compare(a.Name, b.Name))
	})
	return t
}

// sameTotal keeps a total that one group hides from being read off another: the waits, the
// ends and the lengths of calls add up to much the same, and to those where somebody
// arrived.
func sameTotal(calls table, groups []*table, totals []disclosure.Number) {
	if !slices.ContainsFunc(totals, disclosure.Number.Hidden) {
		return
	}
	for i := range calls.Rows {
		if calls.Rows[i].Value == usage.Arrived && calls.Rows[i].Number.Value() > 0 {
			calls.Rows[i].hide()
		}
	}
	for _, t := range groups {
		if slices.ContainsFunc(t.Rows, func(r row) bool { return r.Number.Hidden() }) {
			continue
		}
		for i, r := range slices.Backward(t.Rows) { // the smallest is the last
			if r.Number.Value() > 0 {
				t.Rows[i].hide()
				break
			}
		}
	}
}

// rank orders numbers: hidden ones come between those that are shown and nought.
func rank(n disclosure.Number) uint64 {
	if n.Hidden() {
		return 1
	}
	return n.Value()
}

func share(n disclosure.Number, most uint64) int {
	if most == 0 {
		return 0
	}
	return int(n.Value() * 100 / most)
}

func find(t table, value string) disclosure.Number {
	for _, row := range t.Rows {
		if row.Value == value {
			return row.Number
		}
	}
	return disclosure.Number{}
}

// faults names what kiosks reported about themselves.
func (r *report) faults(cells []store.Cell) {
	for _, c := range cells {
		if c.Dimension == usage.Health && c.Count > 0 {
			r.Faults = append(r.Faults, fault{c.Site, r.name(usage.Health, c.Value)})
		}
	}
}

// has reports whether a site is one of those that can be chosen.
func (r *report) has(site string) bool {
	return slices.ContainsFunc(r.Sites[1:], func(c choice) bool { return c.Name == site })
}

// Periods returns the periods that can be chosen.
func (r *report) Periods() []choice {
	all := make([]choice, 0, len(periods))
	for _, p := range periods {
		all = append(all, choice{p.Name, link("/", r.Site, p.ID), p.ID == r.Period.ID})
	}
	return all
}

// File returns the address of the same numbers as a file.
func (r *report) File() string { return link("/counts.csv", r.Site, r.Period.ID) }

// Now returns when the page was made.
func (r *report) Now() string { return r.now.Format("Monday 2 January 2006, 15:04") }

// Span returns the days of the period, in words.
func (r *report) Span() string {
	if r.Period.days == 0 {
		return "since the first count"
	}
	return midnight(r.now, 1-r.Period.days).Format("2 January") + " to " + r.now.Format("2 January 2006")
}
