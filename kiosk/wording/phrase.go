package wording

import (
	"strings"

	"frontdoor/kiosk/phrasebook"
	"frontdoor/locales"
)

// unfilled is in a sentence where nothing has been chosen yet.
const unfilled = "_____"

// Phrase says a sentence of the phrasebook, with what its blanks are filled with. p prints
// the words of the book.
func Phrase(p locales.Printer, ph phrasebook.Phrase, filled []string) string {
	var pairs []any
	for i, k := range ph.Blanks {
		value := ""
		if i < len(filled) {
			value = filled[i]
		}
		name := string(k)
		pairs = append(pairs, strings.ToUpper(name[:1])+name[1:], Filled(p, k, value))
	}
	return p.T("phrase."+ph.Group+"."+ph.ID, pairs...)
}

// Filled says what fills a blank of the phrasebook.
func Filled(p locales.Printer, k phrasebook.Kind, value string) string {
	switch id := phrasebook.MessageID(k, value); {
	case value == "":
		return unfilled
	case phrasebook.Partial(value):
		return value + "__"
	case id != "":
		return p.T(id)
	}
	return value
}
