package typeset

// breaks are the places of a paragraph where a line may end, each one a rune that would be
// the first of the next line. The last is always the end of the text.
type breaks struct {
	words     []int // UAX #14
	graphemes []int // UAX #29: where a word that is wider than a line is split
}

// breaksOf finds them, leaving out those inside a cluster of glyphs: such a break would draw a
// letter twice or not at all.
func (s *shaper) breaksOf(m *measured) breaks {
	var b breaks
	s.breaks.Init(m.text)
	for it := s.breaks.LineIterator(); it.Next(); {
		if l := it.Line(); m.begins[l.Offset+len(l.Text)] {
			b.words = append(b.words, l.Offset+len(l.Text))
		}
	}
	for it := s.breaks.GraphemeIterator(); it.Next(); {
		if g := it.Grapheme(); m.begins[g.Offset+len(g.Text)] {
			b.graphemes = append(b.graphemes, g.Offset+len(g.Text))
		}
	}
	return b
}

// wrap returns the lines of a paragraph, as many words on each as fit. A word that is wider
// than a whole line is split between letters, there being no better way left; who minds asks
// LongestWord first. An empty paragraph is one empty line.
func (m *measured) wrap(b breaks, room int) []span {
	if len(m.text) == 0 {
		return []span{{}}
	}
	var lines []span
	for from := 0; from < len(m.text); {
		to := m.furthest(from, b.words, room)
		if to == from {
			to = m.furthest(from, b.graphemes, room)
		}
		if to == from { // not even one letter fits: the line is as wide as it is
			to = next(from, b.graphemes)
		}
		lines = append(lines, span{from, to})
		from = to
	}
	return lines
}

// furthest returns the last of the places that a line can reach; from itself when it reaches none.
func (m *measured) furthest(from int, places []int, room int) int {
	reached := from
	for _, to := range places {
		if to <= from {
			continue
		}
		if m.width(span{from, to}) > room {
			break
		}
		reached = to
	}
	return reached
}

// next returns the first place after another.
func next(from int, places []int) int {
	for _, to := range places {
		if to > from {
			return to
		}
	}
	return from
}

// shorten returns as much of a line as fits into the room: whole words, or letters when not
// even the first word fits.
func (m *measured) shorten(line span, b breaks, room int) span {
	to := min(m.furthest(line.from, b.words, room), line.to)
	if to == line.from {
		to = min(m.furthest(line.from, b.graphemes, room), line.to)
	}
	return span{line.from, to}
}

// longest returns the widest span that no line can break inside, in units.
func (m *measured) longest(b breaks) int {
	widest, from := 0, 0
	for _, to := range b.words {
		widest = max(widest, m.width(span{from, to}))
		from = to
	}
	return widest
}
