package typeset

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// The characters that isolate and join.
const (
	lri        = '\u2066' // what follows runs from left to right, whatever surrounds it
	pdi        = '\u2069' // until here
	noBreak    = '\u00a0' // a space that no line ends at
	wordJoiner = '\u2060' // no line ends here
)

// Isolate keeps a telephone number, a time, a postcode or an address of the web together: it
// runs from left to right inside any text and is never split over two lines while it fits on
// one. Direction marks that came along, as they do with numbers copied from telephones, are
// dropped. What is isolated already stays as it is.
func Isolate(s string) string {
	if strings.HasPrefix(s, string(lri)) {
		return s
	}
	s = strings.Join(strings.Fields(s), string(noBreak))
	if s == "" {
		return ""
	}
	var b strings.Builder
	b.WriteRune(lri)
	for _, r := range s {
		switch {
		case directional(r):
		case r == noBreak, unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			b.WriteRune(r)
		default: // UAX #14 allows a break after some signs: -, /, ?, –
			b.WriteRune(wordJoiner)
			b.WriteRune(r)
			b.WriteRune(wordJoiner)
		}
	}
	b.WriteRune(pdi)
	return b.String()
}

// directional reports whether a character is one of those that steer UAX #9.
func directional(r rune) bool {
	return r == 0x200E || r == 0x200F || r == 0x061C || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// DeleteLast takes away the last character as a person sees it (UAX #29): a letter with all
// its marks.
func DeleteLast(s string) string {
	text := []rune(s)
	if len(text) == 0 {
		return s
	}
	var seg segmenter.Segmenter
	seg.Init(text)
	last := 0
	for it := seg.GraphemeIterator(); it.Next(); {
		last = it.Grapheme().Offset
	}
	return string(text[:last])
}

// paragraphs returns text as it is set: one element a paragraph, white space in between as one
// space and none at the ends, and nothing that has no place on a page, such as tabs, control
// characters or the soft hyphens of web pages. There is always at least one, maybe empty.
func paragraphs(text string) [][]rune {
	all := [][]rune{nil}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	space := false // white space waits for what comes after it
	for _, r := range text {
		at := len(all) - 1
		switch {
		case endsParagraph(r):
			all, space = append(all, nil), false
		case r == ' ' || r == '\t':
			space = true
		case unicode.IsControl(r) || r == 0x00AD || r == 0xFEFF:
		default:
			if space && len(all[at]) > 0 {
				all[at] = append(all[at], ' ')
			}
			all[at], space = append(all[at], r), false
		}
	}
	return all
}

// endsParagraph reports whether a character begins a new paragraph: those of class B in UAX #9,
// and those that UAX #14 always breaks after.
func endsParagraph(r rune) bool {
	switch r {
	case '\n', '\v', '\f', '\r', 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// hangs reports whether a character at the end of a line takes no room there: white space that a
// line may end at, and marks that nobody sees.
func hangs(r rune) bool {
	switch r {
	case noBreak, 0x2007, 0x202F:
		return false
	}
	return unicode.IsSpace(r) || unseen(r)
}

// unseen reports whether a character is never drawn and takes no room.
func unseen(r rune) bool {
	return directional(r) || r == wordJoiner || r >= 0x200B && r <= 0x200D
}
