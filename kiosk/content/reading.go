package content

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"frontdoor/kiosk/directory"
)

// Reading ages of English prose. What most adults read with ease is written for nine, which
// is what the NHS and GOV.UK ask for; above the first an editor is told, above the second a
// text is refused.
const (
	aimedAge   = 9
	refusedAge = 14
)

// A sentence or a word that is longer is pointed at.
const (
	longSentence = 15 // words
	longWord     = 3  // syllables
)

// A sentence is a part of a text that is read in one breath: a colon ends it too, and so does
// a semicolon in a list.
type sentence struct {
	text      string
	words     int
	syllables int
	long      []string
}

var (
	breaks   = regexp.MustCompile(`[.!?:;]+["”’)]*(?:\s+|$)|\n+`)
	wordForm = regexp.MustCompile(`[\p{L}\p{N}'’]+`)
)

// sentences parts a text. A name, and letters that stand for words, count as one syllable:
// they cannot be said in a shorter way, and are known as they are.
func sentences(text string) []sentence {
	var all []sentence
	for _, one := range breaks.Split(text, -1) {
		s := sentence{text: strings.TrimSpace(one)}
		for i, w := range wordForm.FindAllString(one, -1) {
			first := []rune(w)[0]
			n := 1
			if named := unicode.IsUpper(first) && (i > 0 || w == strings.ToUpper(w)); !named {
				n = syllables(w)
			}
			s.words++
			s.syllables += n
			if n >= longWord {
				s.long = append(s.long, w)
			}
		}
		if s.words > 0 {
			all = append(all, s)
		}
	}
	return all
}

// syllables counts groups of vowels, without an e at the end that is not spoken.
func syllables(word string) int {
	w := strings.ToLower(word)
	vowel := func(r byte) bool { return strings.IndexByte("aeiouy", r) >= 0 }
	n, before := 0, false
	for i := range len(w) {
		v := vowel(w[i])
		if v && !before {
			n++
		}
		before = v
	}
	for _, silent := range []string{"e", "ed", "es"} {
		stem, ok := strings.CutSuffix(w, silent)
		if !ok || stem == "" || n < 2 || vowel(stem[len(stem)-1]) {
			continue
		}
		spoken := map[string]string{"e": "l", "ed": "td", "es": "sxzcgh"}[silent] // table, needed, houses
		if strings.IndexByte(spoken, stem[len(stem)-1]) < 0 {
			n--
		}
	}
	return max(n, 1)
}

// readingAge is the grade of Flesch and Kincaid (US Navy, 1975) with the five years before
// school: 0.39 × words a sentence + 11.8 × syllables a word − 15.59 + 5.
func readingAge(parts ...sentence) float64 {
	words, syllables := 0, 0
	for _, s := range parts {
		words += s.words
		syllables += s.syllables
	}
	if words == 0 {
		return 0
	}
	return 0.39*float64(words)/float64(len(parts)) + 11.8*float64(syllables)/float64(words) - 15.59 + 5
}

// plain says what is hard in the English prose of a service: faults, and what could be better.
func plain(s directory.Service) (faults, warnings []problem) {
	var texts []directory.Prose
	if s.Description != nil {
		texts = append(texts, *s.Description)
	}
	for _, a := range s.Alerts {
		if a.Text != nil {
			texts = append(texts, *a.Text)
		}
	}
	for _, t := range texts {
		if t.Lang != "en" && !strings.HasPrefix(t.Lang, "en-") {
			continue
		}
		parts := sentences(t.Text)
		switch age := readingAge(parts...); {
		case age > refusedAge:
			faults = append(faults, hard(age, parts))
		case age > aimedAge:
			warnings = append(warnings, hard(age, parts))
		}
	}
	return faults, append(warnings, letters(s)...)
}

// hard names the sentence that is hardest to read, why, and what to do about it.
func hard(age float64, parts []sentence) problem {
	worst := slices.MaxFunc(parts, func(a, b sentence) int { return cmp.Compare(readingAge(a), readingAge(b)) })
	text := []rune(worst.text)
	const most = 60
	if len(text) > most {
		text = append(text[:most], '…')
	}
	p := problem{
		what: fmt.Sprintf("its text is for readers of %.0f, not of %d; hardest is %q", age, aimedAge, string(text)),
		mend: "Say it with shorter words",
	}
	var quoted []string
	for _, w := range worst.long[:min(len(worst.long), 4)] {
		quoted = append(quoted, fmt.Sprintf("%q", w))
	}
	switch long := worst.words > longSentence; {
	case long && len(quoted) > 0:
		p.mend = fmt.Sprintf("Make two or more sentences of its %d words, and say %s with shorter words", worst.words, strings.Join(quoted, ", "))
	case long:
		p.mend = fmt.Sprintf("Make two or more sentences of its %d words", worst.words)
	case len(quoted) > 0:
		p.mend = "Say " + strings.Join(quoted, ", ") + " with shorter words"
	}
	return p
}
