package directory

import (
	"context"
	"fmt"
	"strings"
)

// Place finds where a typed postcode is. It returns the postcode as it is written, "E1 6AN".
// Its errors are ErrMalformed and ErrUnknownPostcode, or the store's.
func (d *Directory) Place(ctx context.Context, typed string) (Point, string, error) {
	postcode, ok := Postcode(typed)
	if !ok {
		return Point{}, "", fmt.Errorf("find a place: %w", ErrMalformed)
	}
	at, err := d.store.Postcode(ctx, postcode)
	if err != nil {
		return Point{}, postcode, fmt.Errorf("find a place: %w", err)
	}
	return at, postcode, nil
}

// Postcode brings what was typed into the form of a postcode: capitals, one space before the
// last three. A letter O or I where only a figure can be is read as 0 or 1, and the
// other way round; many people read them off a letter that way. It reports whether what was
// typed has the form of a postcode, not whether there is one.
func Postcode(typed string) (string, bool) {
	s := strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '-' || r == '.' {
			return -1
		}
		return r
	}, typed))
	if len(s) < 5 || len(s) > 7 {
		return "", false
	}
	out, in := []byte(s[:len(s)-3]), []byte(s[len(s)-3:])
	in[0] = asFigure(in[0])
	in[1], in[2] = asLetter(in[1]), asLetter(in[2])
	out[0] = asLetter(out[0])
	if !figure(in[0]) || !letter(in[1]) || !letter(in[2]) || !outward(out) {
		return "", false
	}
	return string(out) + " " + string(in), true
}

// outward checks the first half: A9, A99, AA9, AA99, A9A or AA9A.
func outward(out []byte) bool {
	if !letter(out[0]) {
		return false
	}
	rest := out[1:]
	if len(rest) > 1 && letter(rest[0]) && !slip(out[0], rest[0]) {
		rest = rest[1:]
	}
	if len(rest) == 0 || len(rest) > 2 {
		return false
	}
	for i := range rest { // no postcode has an O, I or L after the figure of its first half
		rest[i] = asFigure(rest[i])
	}
	return figure(rest[0]) && (len(rest) == 1 || figure(rest[1]) || letter(rest[1]))
}

// slip reports whether the second letter of a postcode is a 1 read as a letter: no area of the
// country has an I there, and few an L. "EI6 2AB" is E16 2AB.
func slip(first, second byte) bool {
	return second == 'I' || second == 'L' && strings.IndexByte("ABDGLMOPS", first) < 0
}

func letter(b byte) bool { return b >= 'A' && b <= 'Z' }
func figure(b byte) bool { return b >= '0' && b <= '9' }

func asFigure(b byte) byte {
	switch b {
	case 'O':
		return '0'
	case 'I', 'L':
		return '1'
	}
	return b
}

func asLetter(b byte) byte {
	switch b {
	case '0':
		return 'O'
	case '1':
		return 'I'
	}
	return b
}
