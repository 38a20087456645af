// Package disclosure stands between every count and every reader.
//
// A count of one to seven could point at somebody: the one visit in Bengali on a Tuesday. It
// is hidden. Every other count is rounded to the nearest five, and a total is rounded for
// itself and not added up from what is shown. Nought stays nought.
//
// Hiding a count is not enough where a total stands beside it, for the rest can be taken
// away. So when one count alone would be hidden, the smallest of the others is hidden with
// it; and whenever what is shown would still narrow down a hidden count, knowing it to be
// between one and seven, another is hidden, and in the end the total. Which of the hidden
// counts is a small one is not said.
//
// The package is one function on numbers: it knows no dimension, no site and no store, and
// no setting turns it off. What it cannot do: it sees one group at a time. Who asks for the
// same days again and again sees numbers of overlapping periods; their rounding, and that
// only fixed periods can be asked for, is what protects there.
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

// Hidden says whether the number is hidden.
func (n Number) Hidden() bool { return n.hidden }

// Value gives the number, and nought when it is hidden.
func (n Number) Value() uint64 { return n.value }

// String gives the number in digits, or Mark.
func (n Number) String() string {
	if n.hidden {
		return Mark
	}
	return strconv.FormatUint(n.value, 10)
}

// Alone gives a count as it may be shown when nothing beside it adds up with it.
func Alone(count uint64) Number {
	if count >= 1 && count <= small {
		return Number{hidden: true}
	}
	return Number{value: (count + slack) / step * step}
}

// Hide hides a number.
func Hide() Number { return Number{hidden: true} }

// Suppress gives the counts of one group, and their total, as they may be shown together.
func Suppress(counts []uint64) (shown []Number, total Number) {
	g := group{counts: counts, shown: make([]Number, len(counts))}
	var sum uint64
	for i, c := range counts {
		g.shown[i] = Alone(c)
		sum += c
	}
	g.total = Alone(sum)
	if g.smalls() == 1 {
		g.hideSmallest()
	}
	for g.narrows() {
		if !g.hideSmallest() {
			g.total = Hide()
		}
	}
	return g.shown, g.total
}

// A group is counts on their way to being shown.
type group struct {
	counts []uint64
	shown  []Number
	total  Number
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

// hideSmallest hides the smallest count that is shown and not nought, and says whether there
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

// narrows says whether the total and what is shown say more of a small count than that it is
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
