package needs

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// longest is how many characters of a resident's words are read. What comes after them
// changes little, and a keyboard with something lying on it must not slow the glass down.
const longest = 300

// sameLetters are letters that people type for one another: Urdu and Arabic keyboards have
// different codes for one letter, and few people type hamza, final ya, or a Polish ł on
// somebody else's keyboard.
var sameLetters = strings.NewReplacer(
	"أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا",
	"ى", "ي", "ی", "ي", "ے", "ي", "ۓ", "ي", "ئ", "ي",
	"ک", "ك", "ہ", "ه", "ھ", "ه", "ۀ", "ه", "ۃ", "ه", "ة", "ه", "ؤ", "و", "ں", "ن",
	"ـ", "", // tatweel only stretches a line
	"ı", "i", "ł", "l", "ø", "o", "đ", "d", "ё", "е",
	"'", "", "’", "", // can't is typed cant
)

// plain brings words into the one form in which they are compared: no case, no accents, no
// vowel signs where people leave them out, ASCII figures.
func plain(s string) string {
	s = sameLetters.Replace(norm.NFC.String(cases.Fold().String(norm.NFKC.String(s))))
	var b strings.Builder
	var base rune
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Cf, r):
			continue // joiners and isolates are never seen
		case unicode.Is(unicode.Mn, r):
			if optional(base, r) {
				continue
			}
		case unicode.Is(unicode.Nd, r):
			r = figure(r)
			base = r
		default:
			base = r
		}
		b.WriteRune(r)
	}
	return b.String()
}

// optional reports whether a mark may be left out. In Indian scripts the marks are the vowels
// and stay; the dot below (nukta) is often not typed.
func optional(base, mark rune) bool {
	switch mark {
	case '\u093c', '\u09bc', '\u0a3c', '\u0abc':
		return true
	}
	return unicode.In(base, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew, unicode.Arabic)
}

// figure returns the ASCII figure for a decimal figure of any script. Unicode keeps every ten
// of them in a row, and puts the rows of different scripts next to each other only in the
// mathematical block, which NFKC has replaced.
func figure(r rune) rune {
	value := rune(0)
	for unicode.Is(unicode.Nd, r-value-1) && value < 9 {
		value++
	}
	return '0' + value
}

// terms are the words in plain text. Chinese and Japanese put no spaces between words, so a
// run of their characters is a term of its own and is compared by pairs.
func terms(s string) []string {
	var out []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = word[:0]
		}
	}
	for _, r := range s {
		if !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
			end()
			continue
		}
		if len(word) > 0 && han(word[0]) != han(r) {
			end()
		}
		word = append(word, r)
	}
	end()
	return out
}

func han(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// The weights of what two texts can have in common. A whole word says most; its parts let
// another ending or a slip of the finger still count.
const (
	wholeWord = 1.0
	ofThree   = 0.5
	ofTwo     = 0.2
	oneSign   = 0.3 // a single Chinese character
)

// features are what of a text is compared, with weights. A mark before each keeps whole
// words and parts of words apart.
func features(text string) map[string]float64 {
	if r := []rune(text); len(r) > longest {
		text = string(r[:longest])
	}
	f := map[string]float64{}
	for _, w := range terms(plain(text)) {
		r := []rune(w)
		f["="+w] = wholeWord
		if han(r[0]) {
			for _, c := range r {
				f["1"+string(c)] = oneSign
			}
			parts(f, r, 2, wholeWord)
			continue
		}
		r = []rune("_" + w + "_")
		parts(f, r, 2, ofTwo)
		parts(f, r, 3, ofThree)
	}
	return f
}

// parts adds every run of n characters.
func parts(f map[string]float64, r []rune, n int, weight float64) {
	mark := string(rune('0' + n))
	for i := 0; i+n <= len(r); i++ {
		f[mark+string(r[i:i+n])] = weight
	}
}
