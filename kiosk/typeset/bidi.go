package typeset

import "golang.org/x/text/unicode/bidi"

// maxDepth is BD2's limit of embedding levels.
const maxDepth = 125

// Levels returns the embedding level of every rune of one paragraph by Unicode's
// bidirectional algorithm (UAX #9, rules P2 to L1 without line ends). base is the
// paragraph's level, 0 or 1; -1 takes it from the first strong character (P2, P3).
// Characters that rule X9 removes are kept and have the level of what comes before them.
//
// It is written anew because golang.org/x/text keeps its levels to itself and the bidi of
// go-text merges levels 0 and 2, which puts numbers in the wrong order.
func Levels(text []rune, base int8) []int8 {
	p := newParagraph(text)
	if base < 0 {
		base = max(p.firstStrong(0, len(text)), 0)
	}
	p.base = base
	p.explicit()
	p.explicitLevels = append([]int8(nil), p.levels...)
	for _, s := range p.isolatingRuns() {
		s.weak()
		s.brackets()
		s.neutral()
		s.implicit()
	}
	p.keepRemoved()
	p.resetSpace()
	return p.levels
}

// paragraph is the state of the algorithm over one paragraph.
type paragraph struct {
	text           []rune
	base           int8
	original       []bidi.Class // as Unicode has them
	class          []bidi.Class // as overrides have changed them
	match          []int        // isolate initiator ↔ its PDI; len(text) when it has none; -1 otherwise
	levels         []int8
	explicitLevels []int8 // after X8
	removed        []bool // by X9
}

func newParagraph(text []rune) *paragraph {
	n := len(text)
	p := &paragraph{
		text: text, original: make([]bidi.Class, n), match: make([]int, n),
		levels: make([]int8, n), removed: make([]bool, n),
	}
	for i, r := range text {
		p.original[i] = classOf(r)
	}
	p.class = append([]bidi.Class(nil), p.original...)
	p.matchIsolates()
	return p
}

// classOf is a rune's class. x/text has one class for all formatting characters.
func classOf(r rune) bidi.Class {
	switch r {
	case 0x202A:
		return bidi.LRE
	case 0x202B:
		return bidi.RLE
	case 0x202C:
		return bidi.PDF
	case 0x202D:
		return bidi.LRO
	case 0x202E:
		return bidi.RLO
	case 0x2066:
		return bidi.LRI
	case 0x2067:
		return bidi.RLI
	case 0x2068:
		return bidi.FSI
	case 0x2069:
		return bidi.PDI
	}
	props, _ := bidi.LookupRune(r)
	return props.Class()
}

func initiator(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

func isolate(c bidi.Class) bool { return initiator(c) || c == bidi.PDI }

// matchIsolates is BD9.
func (p *paragraph) matchIsolates() {
	for i := range p.match {
		p.match[i] = -1
	}
	var open []int
	for i, c := range p.original {
		switch {
		case initiator(c):
			open = append(open, i)
			p.match[i] = len(p.text)
		case c == bidi.PDI && len(open) > 0:
			last := open[len(open)-1]
			p.match[last], p.match[i] = i, last
			open = open[:len(open)-1]
		case c == bidi.B:
			open = open[:0]
		}
	}
}

// firstStrong is P2 and P3 over a part of the text: 0, 1, or -1 when nothing is strong.
func (p *paragraph) firstStrong(from, to int) int8 {
	for i := from; i < to; i++ {
		switch c := p.original[i]; {
		case c == bidi.L:
			return 0
		case c == bidi.R || c == bidi.AL:
			return 1
		case initiator(c):
			i = p.match[i]
		case c == bidi.B:
			return -1
		}
	}
	return -1
}

// embedding is an entry of the directional status stack of X1.
type embedding struct {
	level    int8
	override bidi.Class // ON: none
	isolate  bool
}

// directions is the directional status stack with the counters of X1.
type directions struct {
	stack                                       []embedding
	overflowIsolates, overflowEmbeddings, valid int
}

func (d *directions) top() embedding { return d.stack[len(d.stack)-1] }

func (d *directions) pop() { d.stack = d.stack[:len(d.stack)-1] }

// next returns the next level in a direction, and whether there is room for it.
func (d *directions) next(rtl bool) (int8, bool) {
	level := (d.top().level + 2) &^ 1
	if rtl {
		level = (d.top().level + 1) | 1
	}
	return level, level <= maxDepth && d.overflowIsolates == 0 && d.overflowEmbeddings == 0
}

// explicit is X1 to X8.
func (p *paragraph) explicit() {
	d := &directions{stack: []embedding{{level: p.base, override: bidi.ON}}}
	for i, c := range p.original {
		switch {
		case c == bidi.RLE || c == bidi.LRE || c == bidi.RLO || c == bidi.LRO: // X2 to X5
			p.levels[i], p.removed[i] = d.top().level, true
			d.embed(c)
		case initiator(c): // X5a to X5c
			p.take(i, d.top())
			rtl := c == bidi.RLI || c == bidi.FSI && p.firstStrong(i+1, p.match[i]) == 1
			d.isolate(rtl)
		case c == bidi.PDI: // X6a
			d.endIsolate()
			p.take(i, d.top())
		case c == bidi.PDF: // X7
			p.levels[i], p.removed[i] = d.top().level, true
			d.endEmbedding()
		case c == bidi.B: // X8
			p.levels[i] = p.base
		case c == bidi.BN:
			p.levels[i], p.removed[i] = d.top().level, true
		default: // X6
			p.take(i, d.top())
		}
	}
}

// take returns a character the level and the override of an embedding.
func (p *paragraph) take(i int, e embedding) {
	p.levels[i] = e.level
	if e.override != bidi.ON {
		p.class[i] = e.override
	}
}

func (d *directions) embed(c bidi.Class) {
	level, room := d.next(c == bidi.RLE || c == bidi.RLO)
	switch {
	case room:
		override := bidi.ON
		switch c {
		case bidi.RLO:
			override = bidi.R
		case bidi.LRO:
			override = bidi.L
		default:
		}
		d.stack = append(d.stack, embedding{level: level, override: override})
	case d.overflowIsolates == 0:
		d.overflowEmbeddings++
	}
}

func (d *directions) isolate(rtl bool) {
	level, room := d.next(rtl)
	if !room {
		d.overflowIsolates++
		return
	}
	d.valid++
	d.stack = append(d.stack, embedding{level: level, override: bidi.ON, isolate: true})
}

func (d *directions) endIsolate() {
	switch {
	case d.overflowIsolates > 0:
		d.overflowIsolates--
	case d.valid > 0:
		d.overflowEmbeddings = 0
		for !d.top().isolate {
			d.pop()
		}
		d.pop()
		d.valid--
	}
}

func (d *directions) endEmbedding() {
	switch {
	case d.overflowIsolates > 0:
	case d.overflowEmbeddings > 0:
		d.overflowEmbeddings--
	case !d.top().isolate && len(d.stack) > 1:
		d.pop()
	}
}

// isolatingRuns is X10: the sequences of level runs that the later rules see as one text.
func (p *paragraph) isolatingRuns() []*sequence {
	var kept []int
	for i, gone := range p.removed {
		if !gone {
			kept = append(kept, i)
		}
	}
	var runs [][]int
	startsAt := map[int]int{}
	for a := 0; a < len(kept); {
		b := a + 1
		for b < len(kept) && p.levels[kept[b]] == p.levels[kept[a]] {
			b++
		}
		startsAt[kept[a]] = len(runs)
		runs = append(runs, kept[a:b])
		a = b
	}
	var all []*sequence
	for k, run := range runs {
		if first := run[0]; p.original[first] == bidi.PDI && p.match[first] >= 0 {
			continue // it goes on from another run
		}
		all = append(all, p.sequence(runs, startsAt, k))
	}
	return all
}

// sequence joins the runs that begin with run k, and finds what is at its ends.
func (p *paragraph) sequence(runs [][]int, startsAt map[int]int, k int) *sequence {
	s := &sequence{p: p}
	last := 0
	for {
		s.at = append(s.at, runs[k]...)
		last = runs[k][len(runs[k])-1]
		if !initiator(p.original[last]) || p.match[last] >= len(p.text) {
			break
		}
		next, ok := startsAt[p.match[last]]
		if !ok {
			break
		}
		k = next
	}
	s.level = p.explicitLevels[s.at[0]]
	before, after := p.base, p.base
	for i := s.at[0] - 1; i >= 0; i-- {
		if !p.removed[i] {
			before = p.explicitLevels[i]
			break
		}
	}
	if !initiator(p.original[last]) || p.match[last] < len(p.text) {
		for i := last + 1; i < len(p.text); i++ {
			if !p.removed[i] {
				after = p.explicitLevels[i]
				break
			}
		}
	}
	s.start, s.end = direction(max(before, s.level)), direction(max(after, s.level))
	s.class = make([]bidi.Class, len(s.at))
	for i, at := range s.at {
		s.class[i] = p.class[at]
		if isolate(s.class[i]) {
			s.class[i] = bidi.ON
		}
	}
	return s
}

func direction(level int8) bidi.Class {
	if level&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

// keepRemoved sets the characters that X9 removes to the level of what comes before them.
func (p *paragraph) keepRemoved() {
	for i, gone := range p.removed {
		switch {
		case !gone:
		case i == 0:
			p.levels[i] = p.base
		default:
			p.levels[i] = p.levels[i-1]
		}
	}
}

// resetSpace is L1 for separators and for the end of the paragraph. Ends of lines are the
// business of who breaks them.
func (p *paragraph) resetSpace() {
	trailing := true
	for i := len(p.text) - 1; i >= 0; i-- {
		switch p.original[i] {
		case bidi.B, bidi.S:
			p.levels[i], trailing = p.base, true
		case bidi.WS, bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI, bidi.BN, bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF:
			if trailing {
				p.levels[i] = p.base
			}
		default:
			trailing = false
		}
	}
}
