package journey_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"frontdoor/kiosk/journey"
)

// samples are values of every sort that a touch can take.
var samples = map[journey.Value][]string{
	journey.NoValue:         {""},
	journey.ALanguage:       {"bn", "en"},
	journey.AMissing:        {"ro", "other"},
	journey.ATop:            {"health", "urgent"},
	journey.ALeaf:           {"health/gp", "urgent/not-safe", "urgent/999"},
	journey.ACharacter:      {"E", "1"},
	journey.ASize:           {"2", "0"},
	journey.AService:        {"a-surgery"},
	journey.AFilter:         {"open"},
	journey.ARight:          {"gp-no-proof"},
	journey.AReason:         {"full"},
	journey.ARating:         {"yes"},
	journey.ALine:           {"need"},
	journey.AnAccessNeed:    {"seat"},
	journey.APaper:          {"service", "plan", "person", "right", "handover"},
	journey.AGroup:          {"time"},
	journey.APhrase:         {"time/come-back"},
	journey.AnIndexOfBlanks: {"0", "1"},
	journey.AFilling:        {"10:", "10:35"},
	journey.ADevice:         {"Desk tablet"},
}

// answers are what the core can bring back.
func answers() []journey.Event {
	return []journey.Event{
		journey.Found{Postcode: "E1 6AN"},
		journey.NotFound{Fault: journey.Malformed},
		journey.NotFound{Fault: journey.Unknown},
		journey.PinRight{},
		journey.PinWrong{Fault: journey.WrongPin},
		journey.Listed{},
		journey.Listed{Lacks: []string{"closed"}},
		journey.Offered{Best: "desk", Called: true},
		journey.Called{},
		journey.NotCalledNow{},
		journey.CallChanged{Phase: journey.Accepted},
		journey.CallChanged{Phase: journey.Arrived, Waited: "1-3"},
		journey.CallChanged{Phase: journey.Alerted, Missed: 1},
		journey.CallChanged{Phase: journey.Unanswered},
		journey.CallChanged{Phase: journey.Coming, Beside: true},
		journey.Printed{},
		journey.NotPrinted{},
		journey.Silence{},
		journey.SwitchedOff{},
	}
}

// everyEvent returns every touch with every sample of its value, and every answer. A kind that
// is added to the table is here without being named.
func everyEvent(t testing.TB) []journey.Event {
	t.Helper()
	var all []journey.Event
	for _, k := range journey.Kinds() {
		values := samples[k.Takes()]
		if len(values) == 0 {
			t.Fatalf("%s takes a value of which there is no sample", k)
		}
		for _, v := range values {
			all = append(all, do(k, v))
		}
	}
	return append(append(all, do("nonsense")), answers()...)
}

// everyScreen returns a state of every screen that can be reached, found by doing everything
// that can be done from everywhere.
func everyScreen(t testing.TB) map[string]journey.State {
	t.Helper()
	events := everyEvent(t)
	found := map[string]journey.State{}
	seen := map[string]bool{}
	for queue := []journey.State{{}}; len(queue) > 0; queue = queue[1:] {
		s := queue[0]
		key := fmt.Sprint(s.Screen, s.Unlocked, s.Lang, s.Leaf)
		if seen[key] {
			continue
		}
		seen[key], found[s.Screen.String()] = true, s
		for _, e := range events {
			if to := next(s, e); !reflect.DeepEqual(to, s) {
				queue = append(queue, to)
			}
		}
	}
	return found
}

func TestEveryScreenOfTheTableIsReached(t *testing.T) {
	found := everyScreen(t)
	for _, s := range journey.Screens() {
		if _, ok := found[s.String()]; !ok {
			t.Errorf("nothing leads to %s", s)
		}
		delete(found, s.String())
	}
	for name := range found {
		t.Errorf("%s has no row in the table of screens", name)
	}
}

func TestEveryKindOfTouchMeansSomethingSomewhere(t *testing.T) {
	kinds := journey.Kinds()
	for i, k := range kinds {
		if slices.Contains(kinds[:i], k) {
			t.Errorf("%s has two rows", k)
		}
	}
	idle := map[journey.Kind]bool{journey.Stay: true} // any touch answers the warning: this one does no more
	states := everyScreen(t)
	for name, s := range states {
		s.Fault, s.Typed, s.Assist = journey.NoFault, "1", true
		states[name] = s
	}
	for _, k := range kinds {
		means := slices.ContainsFunc(samples[k.Takes()], func(v string) bool {
			for _, s := range states {
				if to, effects := journey.Step(s, do(k, v)); len(effects) > 0 || !reflect.DeepEqual(to, s) {
					return true
				}
			}
			return false
		})
		if means == idle[k] {
			t.Errorf("%s means something: %t", k, means)
		}
	}
}

func TestPersonAndEmergencyAreOneTouchAwayEverywhere(t *testing.T) {
	for name, s := range everyScreen(t) {
		t.Run(name, func(t *testing.T) {
			for _, warned := range []bool{false, true} {
				s.Warning = warned
				if got := next(s, do(journey.AskPerson)); got.Screen != journey.Person || got.Warning {
					t.Errorf("asking for a person shows %v, warning %v", got.Screen, got.Warning)
				}
				if got := next(s, do(journey.AskEmergency)); got.Screen != journey.Emergency || got.Warning {
					t.Errorf("asking for 999 shows %v, warning %v", got.Screen, got.Warning)
				}
			}
		})
	}
}

func TestAnAnswerToAQuestionThatIsNotAskedChangesNothing(t *testing.T) {
	asked := map[string]journey.Screen{
		"journey.Found": journey.Place, "journey.NotFound": journey.Place, "journey.PinRight": journey.Pin,
		"journey.PinWrong": journey.Pin, "journey.Listed": journey.Results, "journey.Offered": journey.Person,
	}
	for name, s := range everyScreen(t) {
		s.Call = journey.Call{}
		for _, e := range answers() {
			on, ok := asked[fmt.Sprintf("%T", e)]
			if !ok || s.Screen == on {
				continue
			}
			if to, effects := journey.Step(s, e); len(effects) > 0 || !reflect.DeepEqual(to, s) {
				t.Errorf("%T on %s leads to %+v and %v", e, name, to, effects)
			}
		}
	}
}

// FuzzStep holds the promises of every way through the kiosk: whatever was done, silence leads
// back to the first screen, nothing of the visit stays, help was one touch away all along,
// nobody was where they may not be, and each visit that began ended once.
func FuzzStep(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 4, 7, 9, 11})
	f.Add([]byte{0, 1, 20, 20, 19, 0, 11, 13, 1})
	f.Add([]byte("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	events := everyEvent(f)
	f.Fuzz(func(t *testing.T, script []byte) {
		var picks []int
		for i := 0; i+1 < len(script); i += 2 {
			picks = append(picks, int(script[i])<<8|int(script[i+1]))
		}
		wander(t, events, picks)
	})
}

// The fuzzer looks further; this goes a thousand long ways each time.
func TestEveryWayKeepsItsPromises(t *testing.T) {
	events := everyEvent(t)
	rapid.Check(t, func(t *rapid.T) {
		wander(t, events, rapid.SliceOfN(rapid.IntRange(0, 1<<16), 1, 200).Draw(t, "picks"))
	})
}

// wander does what the picks say, from the first screen, and checks the promises on the way.
// Every second pick takes the next event that changes something, so that it gets somewhere.
func wander(t fataler, events []journey.Event, picks []int) {
	var s journey.State
	open, invited := false, false
	follow := func(e journey.Event) {
		before, was := fmt.Sprintf("%+v", s), s
		to, effects := journey.Step(s, e)
		if got := fmt.Sprintf("%+v", was); got != before {
			t.Fatalf("%T %+v changed the state that it was given", e, e)
		}
		s = to
		for _, x := range effects {
			switch x.Deed { //nolint:exhaustive // the others open nothing
			case journey.DoBegin, journey.DoEnd:
				if begins := x.Deed == journey.DoBegin; open == begins {
					t.Fatalf("after %T %+v a visit begins or ends twice", e, e)
				}
				open = !open
			case journey.DoInvite:
				invited = true
			case journey.DoUninvite:
				invited = false
			}
		}
		if open == s.Screen.Rest() {
			t.Fatalf("a visit is under way: %t, on %s", open, s.Screen)
		}
		if invited && s.Screen != journey.Pairing {
			t.Fatalf("a code still pairs behind %s", s.Screen)
		}
	}
	for _, pick := range picks {
		n := pick / 2 % len(events)
		for tries := 0; pick%2 == 1 && tries < len(events) && reflect.DeepEqual(next(s, events[n]), s); tries++ {
			n = (n + 1) % len(events)
		}
		follow(events[n])
		holds(t, s)
	}
	follow(journey.Silence{})
	if follow(journey.Silence{}); !reflect.DeepEqual(s, journey.State{}) {
		t.Fatalf("silence led to %+v", s)
	}
}

// A fataler is a test that can be given up.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// holds fails the test where a state breaks what is promised of every state.
func holds(t fataler, s journey.State) {
	t.Helper()
	if len(s.Trail) > 16 || len([]rune(s.Typed)) > journey.MaxTyped || len(s.Filters) > 8 || len(s.Access) > 16 || len(s.Hidden) > 16 || len(s.Blanks) > 4 {
		t.Fatalf("a visit grew without bound: %+v", s)
	}
	if s.Unlocked && s.Screen != journey.Staff && s.Screen != journey.Pin && s.Screen != journey.Pairing {
		t.Fatalf("the staff's screen stays unlocked behind %+v", s)
	}
	if !s.Screen.May(s) {
		t.Fatalf("somebody is on %s who may not be there: %+v", s.Screen, s)
	}
	if got := next(s, do(journey.QuickExit)); !reflect.DeepEqual(got, journey.State{}) {
		t.Fatalf("a quick exit from %+v leaves %+v", s, got)
	}
	if got := next(s, do(journey.AskPerson)); got.Screen != journey.Person {
		t.Fatalf("no person from %+v", s)
	}
	if s.Screen == journey.Attract && !reflect.DeepEqual(s, journey.State{}) {
		t.Fatalf("the first screen still knows %+v", s)
	}
	if s.Screen.Rest() && s.Call != (journey.Call{}) {
		t.Fatalf("a call outlives its visit: %+v", s)
	}
}
