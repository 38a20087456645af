// Package disclosure is between every count and every reader.
//
// A count of one to seven could point at somebody: the one visit in Bengali on a Tuesday. It
// is hidden. Every other count is rounded to the nearest five, and a total is rounded for
// itself and not added up from what is shown. Nought stays nought.
//
// Hiding a count is not enough where a total is shown beside it, for the rest can be taken
// away. So when one count alone would be hidden, the smallest of the others is hidden with
// it; and whenever what is shown would still narrow down a hidden count, knowing it to be
// between one and seven, another is hidden, and in the end the total. Which of the hidden
// counts is a small one is not shown.
//
// Groups that add up to another are decided together: where the pages of sites are shown beside
// that of all sites, a number of all is hidden when the sites' numbers could be taken from it
// ([Over]). Where totals are shown on every page as well, like visits, all pages are one network
// of numbers, and what is hidden is as little as leaves every small number its room ([Across]).
//
// The package is functions on numbers: it knows no dimension, no site and no store, and no
// setting turns it off. What it cannot do: anyone who asks for the same days again and again
// sees numbers of overlapping periods; what protects those is their rounding, and that only
// fixed periods can be asked for.
package disclosure

import "strconv"

const (
	small = 7 // the largest count that is hidden
	step  = 5 // what others are rounded to
	slack = 2 // how far a shown number may be from its count
)

// Mark stands for a number that is hidden.
const Mark = "*"

// A Number is a count as it may be shown. The zero value is nought.
type Number struct {
	hidden bool
	value  uint64
}

// Hidden reports whether the number is hidden.
func (n Number) Hidden() bool { return n.hidden }

// Value returns the number, and nought when it is hidden.
func (n Number) Value() uint64 { return n.value }

// String returns the number in digits, or Mark.
func (n Number) String() string {
	if n.hidden {
		return Mark
	}
	return strconv.FormatUint(n.value, 10)
}

// Alone returns a count as it may be shown when nothing beside it adds up with it.
func Alone(count uint64) Number {
	if count >= 1 && count <= small {
		return Number{hidden: true}
	}
	return Number{value: (count + slack) / step * step}
}

// Hide hides a number.
func Hide() Number { return Number{hidden: true} }

// Suppress returns the counts of one group, and their total, as they may be shown together.
func Suppress(counts []uint64) (shown []Number, total Number) {
	return suppress(counts, nil)
}

// suppress is Suppress where some counts are hidden in any case, because they would tell of a
// number elsewhere. hide has one for each count, or is nil.
func suppress(counts []uint64, hide []bool) (shown []Number, total Number) {
	g := group{counts: counts, shown: make([]Number, len(counts))}
	var sum uint64
	for i, c := range counts {
		g.shown[i] = Alone(c)
		if hide != nil && hide[i] && c > 0 {
			g.shown[i] = Hide()
		}
		sum += c
	}
	g.total = Alone(sum)
	if g.hidden() == 1 && !g.hideSmallest() {
		g.total = Hide() // the one there is
	}
	for g.narrows() {
		if !g.hideSmallest() {
			g.total = Hide()
		}
	}
	return g.shown, g.total
}

// Over returns the sums of several groups as they may be shown where every group is shown too.
// Each part has a count for each value, in one order; they are shown as Suppress returns them.
// That nothing can be worked out holds for groups whose own totals are shown nowhere; total is for
// the same use as that of Suppress.
func Over(parts [][]uint64, values int) (shown []Number, total Number) {
	sums, hide := make([]uint64, values), make([]bool, values)
	pages := make([][]Number, len(parts))
	for i, p := range parts {
		pages[i], _ = Suppress(p)
	}
	for v := range values {
		column := group{}
		for i, p := range parts {
			column.counts, column.shown = append(column.counts, p[v]), append(column.shown, pages[i][v])
			sums[v] += p[v]
		}
		column.total = Alone(sums[v])
		// What is hidden for another's sake has to stay hidden as well, or it would give the other
		// away.
		hide[v] = column.hidden() == 1 || column.narrows()
	}
	return suppress(sums, hide)
}

// A group is counts on their way to being shown.
type group struct {
	counts []uint64
	shown  []Number
	total  Number
}

// hidden counts the counts that are hidden.
func (g *group) hidden() int {
	n := 0
	for _, s := range g.shown {
		if s.hidden {
			n++
		}
	}
	return n
}

// smalls counts the counts that are hidden for their own sake.
func (g *group) smalls() int {
	n := 0
	for _, c := range g.counts {
		if c >= 1 && c <= small {
			n++
		}
	}
	return n
}

// hideSmallest hides the smallest count that is shown and not nought, and reports whether there
// was one.
func (g *group) hideSmallest() bool {
	at := -1
	for i, c := range g.counts {
		if c > 0 && !g.shown[i].hidden && (at < 0 || c < g.counts[at]) {
			at = i
		}
	}
	if at >= 0 {
		g.shown[at] = Hide()
	}
	return at >= 0
}

// narrows reports whether the total and what is shown say more of a small count than that it is
// one, to a reader who knows this program. Only bounds are needed: any values within them
// that add up could be the true ones.
func (g *group) narrows() bool {
	smalls := g.smalls()
	if smalls == 0 || g.total.hidden {
		return false
	}
	// A count that is hidden for another's sake was smaller than those still shown.
	next := int64(-1)
	for i, n := range g.shown {
		if g.counts[i] > 0 && !n.hidden && (next < 0 || int64(n.value)+slack < next) {
			next = int64(n.value) + slack
		}
	}
	// What the others are at least and at most, when one small count is taken out.
	least, most := int64(smalls-1), int64(smalls-1)*small
	bounded := true
	for i, n := range g.shown {
		switch c := g.counts[i]; {
		case n.hidden && c > small:
			least, most, bounded = least+small+1, most+next, bounded && next > 0
		case !n.hidden && c > 0:
			least, most = least+int64(n.value)-slack, most+int64(n.value)+slack
		}
	}
	total := int64(g.total.value)
	return total+slack-least < small || bounded && total-slack-most > 1
}
