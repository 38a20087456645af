package typeset

import (
	"cmp"
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// sequence is an isolating run sequence (BD13): what the rules W, N and I work on.
type sequence struct {
	p          *paragraph
	at         []int // where its characters are in the text
	class      []bidi.Class
	level      int8
	start, end bidi.Class // sos and eos
}

// weak is W1 to W7.
func (s *sequence) weak() {
	w := s.class
	previous := s.start
	for i := range w { // W1
		if w[i] == bidi.NSM {
			w[i] = previous
			if i > 0 && isolate(s.p.class[s.at[i-1]]) {
				w[i] = bidi.ON
			}
		}
		previous = w[i]
	}
	strong := s.start
	for i := range w { // W2, W3
		switch w[i] {
		case bidi.R, bidi.L:
			strong = w[i]
		case bidi.AL:
			strong = bidi.AL
			w[i] = bidi.R
		case bidi.EN:
			if strong == bidi.AL {
				w[i] = bidi.AN
			}
		default:
		}
	}
	for i := 1; i < len(w)-1; i++ { // W4
		switch {
		case w[i] == bidi.ES && w[i-1] == bidi.EN && w[i+1] == bidi.EN:
			w[i] = bidi.EN
		case w[i] == bidi.CS && w[i-1] == w[i+1] && (w[i-1] == bidi.EN || w[i-1] == bidi.AN):
			w[i] = w[i-1]
		}
	}
	s.terminators()
	strong = s.start
	for i := range w { // W6, W7
		switch w[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			w[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = w[i]
		case bidi.EN:
			if strong == bidi.L {
				w[i] = bidi.L
			}
		default:
		}
	}
}

// terminators is W5.
func (s *sequence) terminators() {
	w := s.class
	for i := 0; i < len(w); i++ {
		if w[i] != bidi.ET {
			continue
		}
		j := i
		for j < len(w) && w[j] == bidi.ET {
			j++
		}
		if i > 0 && w[i-1] == bidi.EN || j < len(w) && w[j] == bidi.EN {
			for k := i; k < j; k++ {
				w[k] = bidi.EN
			}
		}
		i = j - 1
	}
}

// strongOf is a class as N0 to N2 see it: numbers count as right-to-left.
func strongOf(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	default:
		return bidi.ON
	}
}

// maxBrackets is BD16's limit of open brackets.
const maxBrackets = 63

type pair struct{ open, close int }

// pairs is BD16: the bracket pairs in the order of their opening.
func (s *sequence) pairs() []pair {
	type opened struct {
		closer rune
		at     int
	}
	var open []opened
	var found []pair
	for i, c := range s.class {
		if c != bidi.ON {
			continue
		}
		r := s.p.text[s.at[i]]
		props, _ := bidi.LookupRune(r)
		if !props.IsBracket() {
			continue
		}
		if props.IsOpeningBracket() {
			if len(open) == maxBrackets {
				return nil
			}
			open = append(open, opened{canonical([]rune(bidi.ReverseString(string(r)))[0]), i})
			continue
		}
		for k := len(open) - 1; k >= 0; k-- {
			if open[k].closer == canonical(r) {
				found = append(found, pair{open[k].at, i})
				open = open[:k]
				break
			}
		}
	}
	slices.SortFunc(found, func(a, b pair) int { return cmp.Compare(a.open, b.open) })
	return found
}

// canonical maps the one closing bracket that has a canonical equivalent.
func canonical(r rune) rune {
	if r == 0x232A {
		return 0x3009
	}
	return r
}

// brackets is N0.
func (s *sequence) brackets() {
	embedding := direction(s.level)
	for _, b := range s.pairs() {
		set := s.bracketDirection(b, embedding)
		if set == bidi.ON {
			continue
		}
		for _, i := range []int{b.open, b.close} {
			s.class[i] = set
			for k := i + 1; k < len(s.class) && s.p.original[s.at[k]] == bidi.NSM; k++ {
				s.class[k] = set
			}
		}
	}
}

// bracketDirection is N0 b to d for one pair; ON leaves it as it is.
func (s *sequence) bracketDirection(b pair, embedding bidi.Class) bidi.Class {
	opposite := false
	for i := b.open + 1; i < b.close; i++ {
		switch strongOf(s.class[i]) {
		case embedding:
			return embedding
		case bidi.ON:
		default:
			opposite = true
		}
	}
	if !opposite {
		return bidi.ON
	}
	context := s.start
	for i := b.open - 1; i >= 0; i-- {
		if c := strongOf(s.class[i]); c != bidi.ON {
			context = c
			break
		}
	}
	return context
}

// neutral is N1 and N2.
func (s *sequence) neutral() {
	is := func(c bidi.Class) bool {
		return c == bidi.ON || c == bidi.WS || c == bidi.S || c == bidi.B
	}
	w := s.class
	for i := 0; i < len(w); i++ {
		if !is(w[i]) {
			continue
		}
		j := i
		for j < len(w) && is(w[j]) {
			j++
		}
		before, after := s.start, s.end
		if i > 0 {
			before = strongOf(w[i-1])
		}
		if j < len(w) {
			after = strongOf(w[j])
		}
		set := direction(s.level)
		if before == after {
			set = before
		}
		for k := i; k < j; k++ {
			w[k] = set
		}
		i = j - 1
	}
}

// implicit is I1 and I2.
func (s *sequence) implicit() {
	for i, at := range s.at {
		c := s.class[i]
		number := c == bidi.EN || c == bidi.AN
		switch {
		case s.level&1 == 0 && c == bidi.R, s.level&1 == 1 && (c == bidi.L || number):
			s.p.levels[at] = s.level + 1
		case s.level&1 == 0 && number:
			s.p.levels[at] = s.level + 2
		}
	}
}
