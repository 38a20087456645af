package journey

import (
	"slices"
	"strconv"
	"strings"
)

// Bounds of a phrase: how many blanks it has, and how long a number in one can be.
const (
	maxBlanks  = 4
	maxFigures = 4
)

// The pages of the phrasebook.
const (
	Phrases   Screen = "phrases"   // the groups of the phrasebook
	Sentences Screen = "sentences" // the phrases of one group
	Phrase    Screen = "phrase"    // one phrase, very large, in both languages
	Blank     Screen = "blank"     // what a blank of the phrase is filled with
)

// phraseScreens are their rows.
var phraseScreens = []row{
	{id: Phrases, counted: true, who: speaking},
	{id: Sentences, counted: true, who: speaking},
	{id: Phrase, counted: true, who: speaking},
	{id: Blank, counted: true, who: speaking},
}

// What is done in the phrasebook.
const (
	ShowPhrases Kind = "show-phrases"
	PickGroup   Kind = "pick-group"
	PickPhrase  Kind = "pick-phrase" // from its group, or the answer to the one that is shown
	ChooseBlank Kind = "choose-blank"
	FillBlank   Kind = "fill-blank"
)

// phraseTouches are the book of sentences that two people without a common language point at.
var phraseTouches = []touch{
	{kind: ShowPhrases, does: (*walk).showPhrases},
	{kind: PickGroup, takes: AGroup, on: on(Phrases), does: (*walk).pickGroup},
	{kind: PickPhrase, takes: APhrase, on: on(Sentences, Phrase), does: (*walk).pickPhrase},
	{kind: ChooseBlank, takes: AnIndexOfBlanks, on: on(Phrase), does: (*walk).chooseBlank},
	{kind: FillBlank, takes: AFilling, on: on(Blank), does: (*walk).fillBlank},
}

// showPhrases opens the book; from within it, at its first page.
func (w *walk) showPhrases(string) {
	switch i := slices.Index(w.Trail, Phrases); {
	case w.Screen == Phrases:
	case i >= 0:
		w.Trail = w.Trail[:i]
		w.show(Phrases)
	default:
		w.forward(Phrases)
	}
}

func (w *walk) pickGroup(group string) {
	w.Group = group
	w.forward(Sentences)
}

func (w *walk) pickPhrase(id string) {
	w.Phrase, w.Blanks = id, nil
	if w.Screen == Sentences {
		w.forward(Phrase)
	}
}

// chooseBlank opens what a blank can be filled with. What was in it is dropped.
func (w *walk) chooseBlank(which string) {
	n, err := strconv.Atoi(which)
	if err != nil || n < 0 || n >= maxBlanks {
		return
	}
	for len(w.Blanks) <= n {
		w.Blanks = append(w.Blanks, "")
	}
	w.Blank, w.Blanks[n], w.Typed = n, "", ""
	w.forward(Blank)
}

func (w *walk) fillBlank(with string) {
	if w.Blank >= len(w.Blanks) {
		return
	}
	w.Blanks[w.Blank] = with
	if !strings.HasSuffix(with, ":") { // the hour of a time is half of it
		w.back("")
	}
}

// leaveBlank drops what was half chosen, and what was typed, when the choice is left.
func (w *walk) leaveBlank() {
	w.Typed = ""
	if w.Blank < len(w.Blanks) && strings.HasSuffix(w.Blanks[w.Blank], ":") {
		w.Blanks[w.Blank] = ""
	}
}
