package typeset

import (
	"strings"

	"github.com/go-text/typesetting/language"
)

// RTL reports whether a language is written from right to left in the script that it is shown in.
func RTL(lang string) bool {
	switch scriptOf(lang) {
	case language.Arabic, language.Hebrew:
		return true
	default:
		return false
	}
}

// scriptOf returns the script of a BCP 47 tag: the one that it names ("pa-Arab"), or else the
// one that London writes the language in. Latin is the answer for the many not named here.
func scriptOf(lang string) language.Script {
	base, rest, _ := strings.Cut(strings.ToLower(lang), "-")
	for part := range strings.SplitSeq(rest, "-") {
		switch part {
		case "arab", "aran":
			return language.Arabic
		case "cyrl":
			return language.Cyrillic
		case "guru":
			return language.Gurmukhi
		case "hans", "hant":
			return language.Han
		case "latn":
			return language.Latin
		}
	}
	switch base {
	case "ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur":
		return language.Arabic
	case "he", "yi":
		return language.Hebrew
	case "as", "bn", "syl":
		return language.Bengali
	case "gu":
		return language.Gujarati
	case "pa":
		return language.Gurmukhi
	case "ta":
		return language.Tamil
	case "hi", "mr", "ne":
		return language.Devanagari
	case "si":
		return language.Sinhala
	case "am", "ti":
		return language.Ethiopic
	case "yue", "zh":
		return language.Han
	case "bg", "ru", "uk":
		return language.Cyrillic
	case "el":
		return language.Greek
	}
	return language.Latin
}

// The families, by the names of their files in assets/fonts. scripts/fonts.sh makes them;
// one that is not there is passed over.
const (
	latin      = "Latin" // with Cyrillic and Greek
	naskh      = "Naskh"
	nastaliq   = "Nastaliq"
	hebrew     = "Hebrew"
	bengali    = "Bengali"
	gujarati   = "Gujarati"
	gurmukhi   = "Gurmukhi"
	tamil      = "Tamil"
	devanagari = "Devanagari"
	sinhala    = "Sinhala"
	ethiopic   = "Ethiopic"
	simplified = "SC"
	tradition  = "TC"
	signs      = "Signs" // ticks and arrows, for all of them
)

// family returns the family that draws a script in a language's text, empty when none is made
// for it. Urdu readers expect Nastaliq and find Naskh hard going; Arabic readers the reverse.
func family(s language.Script, lang string) string {
	lang = strings.ToLower(lang)
	base, _, _ := strings.Cut(lang, "-")
	switch s {
	case language.Latin, language.Cyrillic, language.Greek:
		return latin
	case language.Arabic:
		if base == "ur" || base == "pa" || base == "ks" {
			return nastaliq
		}
		return naskh
	case language.Hebrew:
		return hebrew
	case language.Bengali:
		return bengali
	case language.Gujarati:
		return gujarati
	case language.Gurmukhi:
		return gurmukhi
	case language.Tamil:
		return tamil
	case language.Devanagari:
		return devanagari
	case language.Sinhala:
		return sinhala
	case language.Ethiopic:
		return ethiopic
	case language.Han, language.Bopomofo:
		if strings.Contains(lang, "-hant") || base == "yue" {
			return tradition
		}
		return simplified
	default:
		return ""
	}
}

// mainFamily is the family of a language's own letters.
func mainFamily(lang string) string { return family(scriptOf(lang), lang) }

// LineHeight returns the height of a line as a multiple of the letters' size. Scripts with
// marks above and below need more, and Nastaliq, whose words slope, the most.
func LineHeight(lang string) float32 {
	switch mainFamily(lang) {
	case nastaliq:
		return 1.9
	case naskh:
		return 1.6
	case bengali, gujarati, gurmukhi, tamil, devanagari, sinhala:
		return 1.5
	case simplified, tradition, ethiopic, hebrew:
		return 1.45
	default:
		return 1.35
	}
}
