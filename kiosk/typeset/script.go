package typeset

import (
	"strings"

	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
)

// RTL says whether a language is written from right to left in the form that we use.
func RTL(lang string) bool {
	switch base(lang) {
	case "ar", "fa", "ps", "ckb", "ur", "he", "yi":
		return true
	}
	return strings.HasSuffix(lang, "-Arab")
}

// base is the first part of a tag: "zh" of "zh-Hans".
func base(lang string) string {
	b, _, _ := strings.Cut(lang, "-")
	return b
}

// The faces, by the names of their files in assets/fonts.
const (
	latin    = "Latin"
	naskh    = "Naskh"
	nastaliq = "Nastaliq"
	bengali  = "Bengali"
	han      = "SC"
)

// mainFace is the face that a language's own letters are drawn with.
func mainFace(lang string) string {
	switch base(lang) {
	case "ar", "fa", "ps", "ckb":
		return naskh
	case "ur":
		return nastaliq
	case "bn", "syl":
		return bengali
	case "zh":
		return han
	}
	return latin
}

// scriptFace is the face for a script; empty when there is none.
func scriptFace(s language.Script, lang string) string {
	switch s {
	case language.Latin, language.Cyrillic, language.Greek:
		return latin
	case language.Arabic:
		if base(lang) == "ur" {
			return nastaliq
		}
		return naskh
	case language.Bengali:
		return bengali
	case language.Han, language.Bopomofo:
		return han
	}
	return ""
}

// LineHeight gives the height of a line as a multiple of the letters' size. Scripts with
// marks above and below need more, and Nastaliq, which slopes, the most.
func LineHeight(lang string) float32 {
	switch mainFace(lang) {
	case nastaliq:
		return 1.9
	case naskh:
		return 1.6
	case bengali:
		return 1.5
	case han:
		return 1.45
	}
	return 1.35
}

// The characters that isolate and join.
const (
	lri        = "\u2066"
	pdi        = "\u2069"
	noBreak    = "\u00a0"
	wordJoiner = "\u2060"
)

// Isolate keeps a telephone number, a time, a postcode or an address of the web together: it
// runs from left to right inside any text and is never split over two lines.
func Isolate(s string) string {
	return lri + strings.NewReplacer(
		" ", noBreak,
		"-", wordJoiner+"-"+wordJoiner,
		"–", wordJoiner+"–"+wordJoiner,
		"/", wordJoiner+"/"+wordJoiner,
	).Replace(s) + pdi
}

// DeleteLast takes away the last character as a person sees it: a letter with all its marks.
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

// ignorable says whether a character is never seen and takes the face of its neighbour.
func ignorable(r rune) bool {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r >= 0xFE00 && r <= 0xFE0F, r == 0x034F, r == 0xFEFF:
		return true
	}
	return false
}
