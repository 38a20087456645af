package journey

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// UrgentTop is the top whose needs skip every question: who is in danger is not asked for
// a postcode first.
const UrgentTop = "urgent"

// EmergencyLeaf is the need whose answer is the 999 card itself.
const EmergencyLeaf = "urgent/999"

// Sizes is how many sizes of text there are.
const Sizes = 3

// maxTrail bounds how far Back leads. Nobody walks further back than this; wandering
// between two screens all day must not grow a visit.
const maxTrail = 16

// Next gives the state after an action. It never changes s, and an action that makes no
// sense on this screen gives s back. Ids in an action's value are taken as they are: the
// core lets only those through that it offered.
func Next(s State, a Action) State {
	s.Trail, s.Access, s.Hidden, s.Filters = slices.Clone(s.Trail), slices.Clone(s.Access), slices.Clone(s.Hidden), slices.Clone(s.Filters)
	s.Blanks = slices.Clone(s.Blanks)
	was := s.Screen
	s = next(s, a)
	if s.Screen != Staff && s.Screen != Pin && s.Screen != Pairing {
		s.Unlocked = false
	}
	if was == Pin && s.Screen != Pin {
		s.Typed, s.Fault = "", NoFault // a PIN is not left lying about for the postcode's screen
	}
	if was == Blank && s.Screen != Blank {
		s = leaveBlank(s)
	}
	return s
}

func next(s State, a Action) State {
	if s.Warning {
		var done bool
		if s, done = answerWarning(s, a); done {
			return s
		}
	}
	switch a.Kind {
	case QuickExit:
		return State{}
	case Idle:
		return idle(s)
	case Finish:
		return finish(s)
	case AskPerson:
		return aside(s, Person)
	case AskEmergency:
		return aside(s, Emergency)
	case Back:
		return back(s)
	case Expire, Stay:
		return s // the warning that they answer has gone
	case Touch, PickLanguage, PickTop, PickLeaf, Type, Erase, NearHere, NearPostcode, BadPostcode,
		PickService, ChangePlace, ChangeLang, ChangeComfort, PickSize, StartAgain:
		return within(s, a)
	case ShowMissing, PickMissing, ShowTurned, PickReason, SeeList, ShowMemory, Discard, Rate:
		return told(s, a)
	case ShowFilters, ToggleFilter, ClearFilters, ShowRight:
		return answers(s, a)
	case ShowStaff, AskPin, EnterPin, BadPin, Unlock, ShowPairing, Withdraw, AssistOn, AssistOff:
		return staff(s, a)
	case TakeAway:
		return takeAway(s, Paper(a.Value))
	case Print:
		return s // the core prints
	case ShowPhrases, PickGroup, PickPhrase, ChooseBlank, FillBlank:
		return phrases(s, a)
	case CallPerson, CancelCall, Met, ShowHandover, ToggleLine, ToggleAccess, Share, Unshare:
		return person(s, a)
	}
	return s
}

// answerWarning deals with what is done while "are you still there?" stands over the
// screen. Any touch extends the visit; only what calls for help or ends the visit goes
// through to the screen as well.
func answerWarning(s State, a Action) (State, bool) {
	switch a.Kind {
	case Expire:
		return State{}, true
	case Idle:
		return s, true
	case Finish, AskPerson, AskEmergency, QuickExit:
		s.Warning = false
		return s, false
	default:
		s.Warning = false
		return s, true
	}
}

func idle(s State) State {
	if s.Screen == Attract || s.Screen == Finished {
		return State{}
	}
	s.Warning = true
	return s
}

func finish(s State) State {
	if s.Lang == "" || s.Screen == Finished {
		return State{}
	}
	return State{Screen: Finished, Lang: s.Lang, Size: s.Size, Discarded: s.Discarded}
}

// within deals with everything that depends on the screen it happens on.
func within(s State, a Action) State {
	switch {
	case s.Screen == Attract || s.Screen == Finished:
		if a.Kind == Touch {
			return State{Screen: Languages}
		}
	case a.Kind == StartAgain:
		return startAgain(s)
	case a.Kind == ChangeLang:
		return aside(s, Languages)
	case a.Kind == ChangeComfort:
		return aside(s, Comfort)
	case s.Screen == Languages && a.Kind == PickLanguage && a.Value != "":
		return pickLanguage(s, a.Value)
	case s.Screen == Comfort && a.Kind == PickSize:
		return pickSize(s, a.Value)
	case s.Screen == Needs && a.Kind == PickTop && a.Value != "":
		s.Top = a.Value
		return forward(s, Leaves)
	case s.Screen == Leaves && a.Kind == PickLeaf:
		return pickLeaf(s, a.Value)
	case s.Screen == Place:
		return place(s, a)
	case s.Screen == Pin:
		return pin(s, a)
	case s.Screen == Blank:
		return figures(s, a)
	case s.Screen == Results && a.Kind == PickService && a.Value != "":
		s.Service = a.Value
		return forward(s, Service)
	case s.Screen == Results && a.Kind == ChangePlace:
		return forward(s, Place)
	}
	return s
}

func startAgain(s State) State {
	to := Needs
	if s.Lang == "" {
		to = Languages
	}
	return State{Screen: to, Lang: s.Lang, Size: s.Size, Assist: s.Assist, Access: s.Access, Wanted: s.Wanted, Discarded: s.Discarded}
}

func pickLanguage(s State, tag string) State {
	first := s.Lang == ""
	s.Lang = tag
	if first && !slices.Contains(s.Trail, Person) {
		s.Trail = nil
		return forward(s, Needs)
	}
	return back(s)
}

func pickSize(s State, size string) State {
	switch size {
	case "0", "1", "2":
		s.Size = int(size[0] - '0')
	}
	return s
}

func pickLeaf(s State, leaf string) State {
	top, _, ok := strings.Cut(leaf, "/")
	if !ok || top != s.Top {
		return s
	}
	if s.Leaf != leaf {
		s.Filters = nil // what was asked of one list must not shorten another unseen
	}
	s.Leaf = leaf
	switch {
	case leaf == EmergencyLeaf:
		return aside(s, Emergency)
	case top == UrgentTop && s.Where == Nowhere:
		s.Where = Here
		return forward(s, Results)
	case s.Where != Nowhere:
		return forward(s, Results)
	default:
		return forward(s, Place)
	}
}

// place is the keypad. A fault stays until the next key, so that its reader can finish.
func place(s State, a Action) State {
	switch a.Kind {
	case Type:
		if utf8.RuneCountInString(a.Value) == 1 && utf8.RuneCountInString(s.Typed) < MaxTyped {
			s.Typed += a.Value
			s.Fault = NoFault
		}
	case Erase:
		_, size := utf8.DecodeLastRuneInString(s.Typed)
		s.Typed = s.Typed[:len(s.Typed)-size]
		s.Fault = NoFault
	case BadPostcode:
		s.Fault = Fault(a.Value)
	case NearHere:
		s.Where, s.Postcode, s.Typed, s.Fault = Here, "", "", NoFault
		return toResults(s)
	case NearPostcode:
		if a.Value != "" {
			s.Where, s.Postcode, s.Typed, s.Fault = Postcode, a.Value, "", NoFault
			return toResults(s)
		}
	default: // nothing else is asked here
	}
	return s
}

// pin is the keypad of staff: what is typed there is a PIN and never a postcode.
func pin(s State, a Action) State {
	switch {
	case a.Kind == Type && len(a.Value) == 1 && a.Value[0] >= '0' && a.Value[0] <= '9' && len(s.Typed) < MaxTyped:
		s.Typed += a.Value
		s.Fault = NoFault
	case a.Kind == Erase && s.Typed != "":
		s.Typed = s.Typed[:len(s.Typed)-1]
		s.Fault = NoFault
	}
	return s
}

// toResults leaves the question of place behind: Back from the results leads to it only
// when it was asked on the way, and never to two lists of results in a row.
func toResults(s State) State {
	if n := len(s.Trail); n > 0 && s.Trail[n-1] == Results {
		s.Trail = s.Trail[:n-1]
		s.Screen = Results
		return s
	}
	return forward(s, Results)
}

// forward goes on to a screen and remembers where Back leads.
func forward(s State, to Screen) State {
	if s.Screen != Attract {
		s.Trail = append(s.Trail, s.Screen)
	}
	if n := len(s.Trail); n > maxTrail {
		s.Trail = slices.Delete(s.Trail, 0, n-maxTrail)
	}
	s.Screen = to
	return s
}

// aside opens a screen that can be reached from everywhere. Going there twice, or from one
// such screen to the next, leaves one step back.
func aside(s State, to Screen) State {
	switch s.Screen {
	case to:
		return s
	case Attract, Finished:
		return State{Screen: to, Lang: s.Lang, Size: s.Size, Trail: []Screen{home(s)}}
	case Person, Emergency, Comfort, Staff, Languages, Pin, Pairing, Remembered:
		if len(s.Trail) > 0 {
			s.Screen = to
			return s
		}
	case Needs, Leaves, Place, Results, Service, Handover, Filter, Right, Take, Phrases, Sentences, Phrase, Blank, Missing, Turned:
		if n := len(s.Trail); n > 0 && s.Trail[n-1] == to {
			return back(s)
		}
	}
	return forward(s, to)
}

// takeAway shows what can be carried out of the door, from the screen that shows the same.
func takeAway(s State, what Paper) State {
	from := map[Paper]Screen{PaperService: Service, PaperPlan: Results, PaperPerson: Person, PaperHandover: Handover, PaperRight: Right}
	if at, ok := from[what]; !ok || at != s.Screen {
		return s
	}
	s.Paper = what
	return forward(s, Take)
}

// home is where a visit begins: with the needs once a language is known.
func home(s State) Screen {
	if s.Lang == "" {
		return Languages
	}
	return Needs
}

func back(s State) State {
	if n := len(s.Trail); n > 0 {
		s.Screen = s.Trail[n-1]
		s.Trail = s.Trail[:n-1]
		s.Fault = NoFault
		return s
	}
	switch s.Screen {
	case Attract, Finished:
		return State{}
	case Languages:
		if s.Lang == "" {
			return State{}
		}
	case Needs, Leaves, Place, Results, Service, Person, Emergency, Comfort, Staff, Pin, Pairing, Handover, Filter, Right, Take, Phrases, Sentences, Phrase, Blank,
		Missing, Turned, Remembered:
	}
	if s.Screen == home(s) {
		s.Screen = Languages
		return s
	}
	s.Screen = home(s)
	return s
}
