package journey

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of what a visit holds beside the way to a service.
const (
	maxAccess = 16 // access needs, and lines that are taken out
	maxBlanks = 8
	maxBlank  = 40 // letters in one blank
)

// person is what a resident does around talking to a person. Whether somebody has been
// called is not a visit's to know: the core asks the board.
func person(s State, a Action) State {
	switch {
	case s.Screen == Attract || s.Screen == Finished:
		return s
	case a.Kind == CallPerson || a.Kind == CancelCall || a.Kind == Met:
		return aside(s, Person)
	case a.Kind == ShowHandover && s.Screen != Handover:
		return forward(s, Handover)
	case a.Kind == ToggleLine && s.Screen == Handover:
		s.Hidden = toggle(s.Hidden, a.Value)
	case a.Kind == ToggleAccess && s.Screen == Handover:
		s.Access = toggle(s.Access, a.Value)
	case (a.Kind == Share || a.Kind == Unshare) && s.Screen == Handover:
		s.Shared = a.Kind == Share
		return aside(s, Person)
	case a.Kind == TakeAway:
		return takeAway(s, Paper(a.Value))
	}
	return s
}

// toggle puts a value in, or takes it out.
func toggle(list []string, value string) []string {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	if value == "" || len(list) == maxAccess {
		return list
	}
	return append(list, value)
}

// takeAway shows what can be taken away of the screen it is asked on.
func takeAway(s State, p Paper) State {
	fits := map[Paper]Screen{PaperService: Service, PaperPerson: Person, PaperHandover: Handover}
	if on, ok := fits[p]; !ok || on != s.Screen {
		return s
	}
	s.Paper = p
	return forward(s, Take)
}

// phrases is the book of phrases that two people without a common language point at.
func phrases(s State, a Action) State {
	switch {
	case s.Screen == Attract || s.Screen == Finished:
		return s
	case a.Kind == ShowPhrases:
		switch s.Screen {
		case Phrases:
			return s
		case Sentences, Phrase:
			return s
		default:
			return forward(s, Phrases)
		}
	case a.Kind == PickTopic && s.Screen == Phrases && a.Value != "":
		s.Topic = a.Value
		return forward(s, Sentences)
	case a.Kind == PickPhrase && s.Screen == Sentences && a.Value != "":
		s.Phrase, s.Blanks, s.Turned = a.Value, nil, false
		return forward(s, Phrase)
	case a.Kind == FillBlank && s.Screen == Phrase:
		return fillBlank(s, a.Value)
	case a.Kind == TurnPhrase && s.Screen == Phrase:
		s.Turned = !s.Turned
	}
	return s
}

// fillBlank puts "10:30" into the first blank for "0=10:30".
func fillBlank(s State, v string) State {
	at, what, ok := strings.Cut(v, "=")
	n, err := strconv.Atoi(at)
	if !ok || err != nil || n < 0 || n >= maxBlanks || utf8.RuneCountInString(what) > maxBlank {
		return s
	}
	for len(s.Blanks) <= n {
		s.Blanks = append(s.Blanks, "")
	}
	s.Blanks[n] = what
	return s
}

// staff is what staff do at the kiosk. Every way out of their screens locks it again.
func staff(s State, a Action) State {
	switch {
	case a.Kind == ShowStaff:
		return aside(s, Staff)
	case a.Kind == AskPin && s.Screen == Staff:
		s.Typed, s.Fault = "", NoFault
		return forward(s, Pin)
	case a.Kind == BadPin && s.Screen == Pin:
		s.Typed, s.Fault = "", Fault(a.Value)
	case a.Kind == Unlock && s.Screen == Pin:
		s.Typed, s.Fault = "", NoFault
		s = back(s)
		s.Unlocked = s.Screen == Staff
	case a.Kind == AssistOn && s.Screen != Attract && s.Screen != Finished:
		s.Assist = true
		if s.Screen == Staff {
			return back(s)
		}
	case a.Kind == AssistOff:
		s.Assist = false
	}
	return s
}
