package journey

import (
	"slices"
	"strconv"
	"strings"
)

// maxBlanks is how many blanks a phrase has at most.
const maxBlanks = 4

// phrases is the book of sentences that two people without a common language point at.
func phrases(s State, a Action) State {
	switch {
	case s.Screen == Attract || s.Screen == Finished || s.Lang == "":
		return s
	case a.Kind == ShowPhrases:
		if i := slices.Index(s.Trail, Phrases); i >= 0 { // from within the book, to its first page
			s.Screen, s.Trail = Phrases, s.Trail[:i]
			return s
		}
		if s.Screen != Phrases {
			return forward(s, Phrases)
		}
	case a.Kind == PickGroup && s.Screen == Phrases && a.Value != "":
		s.Group = a.Value
		return forward(s, Sentences)
	case a.Kind == PickPhrase && (s.Screen == Sentences || s.Screen == Phrase) && a.Value != "":
		s.Phrase, s.Blanks = a.Value, nil
		if s.Screen == Sentences {
			return forward(s, Phrase)
		}
	case a.Kind == ChooseBlank && s.Screen == Phrase:
		return chooseBlank(s, a.Value)
	case a.Kind == FillBlank && s.Screen == Blank && s.Blank < len(s.Blanks) && a.Value != "":
		s.Blanks[s.Blank] = a.Value
		if !strings.HasSuffix(a.Value, ":") { // the hour of a time is half of it
			return back(s)
		}
	}
	return s
}

// chooseBlank opens what a blank can be filled with. What stood in it is dropped.
func chooseBlank(s State, which string) State {
	n, err := strconv.Atoi(which)
	if err != nil || n < 0 || n >= maxBlanks {
		return s
	}
	for len(s.Blanks) <= n {
		s.Blanks = append(s.Blanks, "")
	}
	s.Blank, s.Blanks[n], s.Typed = n, "", ""
	return forward(s, Blank)
}

// figures is the keypad on which the number of a blank is typed.
func figures(s State, a Action) State {
	switch {
	case a.Kind == Type && len(a.Value) == 1 && a.Value[0] >= '0' && a.Value[0] <= '9' && len(s.Typed) < maxFigures:
		s.Typed += a.Value
	case a.Kind == Erase && s.Typed != "":
		s.Typed = s.Typed[:len(s.Typed)-1]
	}
	return s
}

// maxFigures is how long a number in a phrase can be.
const maxFigures = 4

// leaveBlank drops what was chosen by half, and what was typed, when the choice is left.
func leaveBlank(s State) State {
	s.Typed = ""
	if s.Blank < len(s.Blanks) && strings.HasSuffix(s.Blanks[s.Blank], ":") {
		s.Blanks[s.Blank] = ""
	}
	return s
}
