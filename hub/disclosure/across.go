package disclosure

import "math"

// A Page is what is shown of one site, or of all of them together.
type Page struct {
	Total         Number
	First, Second []Number // in the order in which they were given
}

// Across returns every page of two tables that share the totals of their sites, like visits by
// day and visits by outcome, where the totals are shown as well. first and second have a row
// for each site, and every row of a table has the same length.
//
// All pages are decided together, so they agree, and a page is the same whoever looks at it.
// Nobody who lays all of them side by side, knowing which of the hidden numbers are small, can
// say more of a small one than that it is between one and seven; only where everything that
// could give it room is hidden already, as on a page with two visits, is it less.
func Across(first, second [][]uint64) (sites []Page, all Page) {
	n := network{}
	sites = make([]Page, len(first))
	pages := make([]places, len(first))
	columns := places{first: make([]int, width(first)), second: make([]int, width(second))}
	// The nodes: where everything begins and ends, the columns of the first table, each site twice
	// with its total between, the columns of the second.
	const begin, end = 0, 1
	firstAt := func(c int) int { return 2 + c }
	in := func(s int) int { return 2 + len(columns.first) + 2*s }
	secondAt := func(c int) int { return in(len(first)) + c }
	n.at = make([][]int, secondAt(len(columns.second)))

	firstSums, secondSums := make([]uint64, len(columns.first)), make([]uint64, len(columns.second))
	var grand uint64
	for s := range first {
		p := places{first: make([]int, len(columns.first)), second: make([]int, len(columns.second))}
		var total uint64
		for c, count := range first[s] {
			p.first[c] = n.join(edge{from: firstAt(c), to: in(s), price: ofCell, row: in(s)}, count)
			firstSums[c] += count
			total += count
		}
		for c, count := range second[s] {
			p.second[c] = n.join(edge{from: in(s) + 1, to: secondAt(c), price: ofCell, row: in(s) + 1}, count)
			secondSums[c] += count
		}
		p.total = n.join(edge{from: in(s), to: in(s) + 1, price: ofSite}, total)
		grand += total
		pages[s] = p
	}
	for c, count := range firstSums {
		columns.first[c] = n.join(edge{from: begin, to: firstAt(c), price: ofColumn}, count)
	}
	for c, count := range secondSums {
		columns.second[c] = n.join(edge{from: secondAt(c), to: end, price: ofColumn}, count)
	}
	columns.total = n.join(edge{from: end, to: begin, price: ofAll}, grand)

	n.protect()
	for s, p := range pages {
		sites[s] = n.page(p)
	}
	return sites, n.page(columns)
}

// places are the numbers of a page in the network, -1 for nought.
type places struct {
	total         int
	first, second []int
}

func width(table [][]uint64) int {
	if len(table) == 0 {
		return 0
	}
	return len(table[0])
}

// What it costs to hide a number: a reader misses a total more than a part of it.
const (
	ofCell   = 3
	ofColumn = 4 // on the page of all sites
	ofSite   = 8
	ofAll    = 16
)

// A network is every number of every page, as what flows from where to where. The numbers add
// up exactly when as much flows into each node as out of it; so another truth that looks the
// same is the true one with something more flowing in a circle, as far as what is shown of
// each number allows.
type network struct {
	edges []edge
	at    [][]int // the edges at each node
}

// An edge is a number. Its least and most are what a reader knows of it: to be safe, which hidden
// numbers of a site are small is taken as known.
type edge struct {
	from, to    int
	flow        int64
	least, most int64
	shown       Number
	price       int
	small       bool
	row         int // of the table of a site; nought for totals
}

const endless = math.MaxInt64 / 4

// join adds a number and returns its place. Nought is always shown and needs none.
func (n *network) join(e edge, count uint64) int {
	if count == 0 {
		return -1
	}
	e.flow, e.shown = int64(count), Alone(count)
	if e.shown.hidden {
		e.small, e.least, e.most = true, 1, small
		if e.row == 0 {
			e.most = endless // why a total is hidden cannot be seen
		}
	} else {
		e.least, e.most = int64(e.shown.value)-slack, int64(e.shown.value)+slack
	}
	n.edges = append(n.edges, e)
	i := len(n.edges) - 1
	n.at[e.from], n.at[e.to] = append(n.at[e.from], i), append(n.at[e.to], i)
	return i
}

// page returns the numbers of a page.
func (n *network) page(p places) Page {
	of := func(at []int) []Number {
		out := make([]Number, len(at))
		for i, e := range at {
			out[i] = n.number(e)
		}
		return out
	}
	return Page{n.number(p.total), of(p.first), of(p.second)}
}

func (n *network) number(at int) Number {
	if at < 0 {
		return Number{}
	}
	return n.edges[at].shown
}

// few is how many numbers there can be for somebody who knows this program to try every truth.
const few = 24

// protect hides numbers until every small one can be one and can be seven. What is hidden later
// gives more room and takes none, so each is looked at once.
//
// Which number is hidden could itself tell of the others. It follows from what each number
// alone would be shown as, not from the counts. Where there are few numbers that is not enough, and
// more is hidden at once: every total, and then the whole row.
func (n *network) protect() {
	s := newSearch(n)
	s.forget()
	if len(n.edges) <= few {
		n.hideWhere(s.narrow, func(_, o edge) bool { return o.price != ofCell })
		n.hideWhere(s.narrow, edge.besides)
	}
	for i := range n.edges {
		if e := &n.edges[i]; e.small {
			s.widen(i, e.to, e.from, small-e.flow)
			s.widen(i, e.from, e.to, e.flow-1)
		}
	}
}

// hideWhere looks at all small numbers, and then hides the others that go with those that are
// narrow.
func (n *network) hideWhere(narrow func(int) bool, with func(e, other edge) bool) {
	var found []edge
	for i, e := range n.edges {
		if e.small && narrow(i) {
			found = append(found, e)
		}
	}
	for _, e := range found {
		for i := range n.edges {
			if o := &n.edges[i]; !o.shown.hidden && with(e, *o) {
				o.hide()
			}
		}
	}
}

// besides reports whether another number is in the same row of the same table.
func (e edge) besides(o edge) bool { return e.row != 0 && e.row == o.row }

// hide hides a number that is not small.
func (e *edge) hide() { e.shown, e.least, e.most = Hide(), small+1, endless }
