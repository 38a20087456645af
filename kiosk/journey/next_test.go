package journey_test

import (
	"reflect"
	"testing"

	"frontdoor/kiosk/journey"
)

// play goes through actions from the first screen.
func play(actions ...journey.Action) journey.State {
	var s journey.State
	for _, a := range actions {
		s = journey.Next(s, a)
	}
	return s
}

func do(kind journey.Kind, value ...string) journey.Action {
	a := journey.Action{Kind: kind}
	if len(value) > 0 {
		a.Value = value[0]
	}
	return a
}

// toDoctors is the main way through, up to the list of practices.
func toDoctors() []journey.Action {
	return []journey.Action{
		do(journey.Touch), do(journey.PickLanguage, "bn"), do(journey.PickTop, "health"),
		do(journey.PickLeaf, "health/gp"), do(journey.Type, "E"), do(journey.Type, "1"),
		do(journey.NearPostcode, "E1 6AN"),
	}
}

func TestMainWayLeadsFromGreetingToService(t *testing.T) {
	s := play(append(toDoctors(), do(journey.PickService, "ods-f84016"))...)
	want := journey.State{
		Screen: journey.Service, Lang: "bn", Top: "health", Leaf: "health/gp",
		Where: journey.Postcode, Postcode: "E1 6AN", Service: "ods-f84016",
		Trail: []journey.Screen{journey.Languages, journey.Needs, journey.Leaves, journey.Place, journey.Results},
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
}

func TestBackRetracesTheWholeWay(t *testing.T) {
	s := play(append(toDoctors(), do(journey.PickService, "x"))...)
	for _, want := range []journey.Screen{
		journey.Results, journey.Place, journey.Leaves, journey.Needs, journey.Languages,
	} {
		if s = journey.Next(s, do(journey.Back)); s.Screen != want {
			t.Fatalf("back leads to %v, want %v", s.Screen, want)
		}
	}
}

func TestPersonAndEmergencyAreOneTouchAwayEverywhere(t *testing.T) {
	for name, s := range everyScreen() {
		t.Run(name, func(t *testing.T) {
			for _, warned := range []bool{false, true} {
				s.Warning = warned
				if got := journey.Next(s, do(journey.AskPerson)); got.Screen != journey.Person || got.Warning {
					t.Errorf("asking for a person shows %v, warning %v", got.Screen, got.Warning)
				}
				if got := journey.Next(s, do(journey.AskEmergency)); got.Screen != journey.Emergency || got.Warning {
					t.Errorf("asking for 999 shows %v, warning %v", got.Screen, got.Warning)
				}
			}
		})
	}
}

// everyScreen gives a state on each screen, named after it.
func everyScreen() map[string]journey.State {
	all := map[string]journey.State{}
	s := journey.State{}
	note := func(s journey.State) { all[s.Screen.String()] = s }
	note(s)
	for _, a := range append(toDoctors(), do(journey.PickService, "x")) {
		s = journey.Next(s, a)
		note(s)
	}
	for _, k := range []journey.Kind{journey.AskPerson, journey.AskEmergency, journey.ChangeComfort, journey.ShowStaff, journey.Finish} {
		note(journey.Next(s, do(k)))
	}
	note(play(append(toDoctors(), do(journey.AskPerson), do(journey.ShowHandover))...))
	note(play(append(toDoctors(), do(journey.ShowStaff), do(journey.AskPin))...))
	note(play(append(toDoctors(), do(journey.ShowFilters))...))
	note(play(append(toDoctors(), do(journey.PickService, "x"), do(journey.ShowTurned))...))
	note(play(append(toDoctors(), do(journey.ShowMemory))...))
	note(play(do(journey.Touch), do(journey.ShowMissing)))
	note(play(append(toDoctors(), do(journey.ShowRight, "gp-no-proof"))...))
	for _, a := range []journey.Action{do(journey.ShowPhrases), do(journey.PickGroup, "time"), do(journey.PickPhrase, "time/queue"), do(journey.ChooseBlank, "0")} {
		s = journey.Next(s, a)
		note(s)
	}
	return all
}

func TestEveryScreenIsReached(t *testing.T) {
	if got := len(everyScreen()); got != 23 {
		t.Errorf("%d screens were reached, want 23", got)
	}
}

func TestPersonLeadsBackToWhereTheResidentWas(t *testing.T) {
	s := play(append(toDoctors(), do(journey.AskPerson), do(journey.AskEmergency), do(journey.Back))...)
	if s.Screen != journey.Results {
		t.Errorf("back from help shows %v, want the results", s.Screen)
	}
}

func TestChangingLanguageReturnsToTheSameScreen(t *testing.T) {
	s := play(append(toDoctors(), do(journey.ChangeLang), do(journey.PickLanguage, "pl"))...)
	if s.Screen != journey.Results || s.Lang != "pl" {
		t.Errorf("shows %v in %q, want the results in pl", s.Screen, s.Lang)
	}
}

func TestAskingForAPersonBeforeALanguageKeepsTheCall(t *testing.T) {
	s := play(do(journey.AskPerson), do(journey.ChangeLang), do(journey.PickLanguage, "ur"))
	if s.Screen == journey.Attract || s.Lang != "ur" {
		t.Errorf("shows %v in %q", s.Screen, s.Lang)
	}
}

func TestDangerIsNotAskedForAPostcode(t *testing.T) {
	s := play(do(journey.Touch), do(journey.PickLanguage, "en"), do(journey.PickTop, "urgent"), do(journey.PickLeaf, "urgent/not-safe"))
	if s.Screen != journey.Results || s.Where != journey.Here {
		t.Errorf("shows %v near %q, want results near here", s.Screen, s.Where)
	}
	s = play(do(journey.Touch), do(journey.PickLanguage, "en"), do(journey.PickTop, "urgent"), do(journey.PickLeaf, journey.EmergencyLeaf))
	if s.Screen != journey.Emergency {
		t.Errorf("life in danger shows %v, want the 999 card", s.Screen)
	}
}

func TestPlaceIsAskedOncePerVisit(t *testing.T) {
	s := play(append(toDoctors(), do(journey.Back), do(journey.Back), do(journey.PickLeaf, "health/dentist"))...)
	if s.Screen != journey.Results || s.Postcode != "E1 6AN" {
		t.Errorf("shows %v near %q, want results near E1 6AN", s.Screen, s.Postcode)
	}
	s = journey.Next(s, do(journey.ChangePlace))
	s = journey.Next(s, do(journey.NearHere))
	if s.Screen != journey.Results || s.Where != journey.Here || s.Postcode != "" {
		t.Errorf("after changing the place: %+v", s)
	}
	if s = journey.Next(s, do(journey.Back)); s.Screen != journey.Leaves {
		t.Errorf("back from the new results shows %v, want the leaves", s.Screen)
	}
}

func TestKeypadHoldsOnePostcodeAndTellsWhatIsWrong(t *testing.T) {
	s := play(do(journey.Touch), do(journey.PickLanguage, "en"), do(journey.PickTop, "health"), do(journey.PickLeaf, "health/gp"))
	for range 20 {
		s = journey.Next(s, do(journey.Type, "E"))
	}
	if len(s.Typed) != journey.MaxTyped {
		t.Errorf("%d characters typed, want at most %d", len(s.Typed), journey.MaxTyped)
	}
	s = journey.Next(s, do(journey.BadPostcode, string(journey.Malformed)))
	if s.Fault != journey.Malformed || s.Typed == "" || s.Screen != journey.Place {
		t.Errorf("a bad postcode gives %+v", s)
	}
	if s = journey.Next(s, do(journey.Erase)); s.Fault != journey.NoFault || len(s.Typed) != journey.MaxTyped-1 {
		t.Errorf("after erasing: %+v", s)
	}
}

func TestFinishForgetsAllButTheLanguageOfGoodbye(t *testing.T) {
	s := play(append(toDoctors(), do(journey.PickSize, "2"), do(journey.Finish))...)
	if want := (journey.State{Screen: journey.Finished, Lang: "bn"}); !reflect.DeepEqual(s, want) {
		t.Errorf("goodbye holds %+v", s)
	}
	if s = journey.Next(s, do(journey.Idle)); !reflect.DeepEqual(s, journey.State{}) {
		t.Errorf("after goodbye: %+v", s)
	}
}

func TestIdleWarnsBeforeItClears(t *testing.T) {
	s := play(append(toDoctors(), do(journey.Idle))...)
	if !s.Warning || s.Postcode == "" {
		t.Fatalf("idle gives %+v, want a warning over the same screen", s)
	}
	stayed := journey.Next(s, do(journey.Stay))
	if stayed.Warning || stayed.Screen != journey.Results {
		t.Errorf("staying gives %+v", stayed)
	}
	if gone := journey.Next(s, do(journey.Expire)); !reflect.DeepEqual(gone, journey.State{}) {
		t.Errorf("expiry leaves %+v", gone)
	}
}

func TestLettersArriveAfterTheWarningOnlyOnce(t *testing.T) {
	s := play(do(journey.Touch), do(journey.PickLanguage, "en"), do(journey.PickTop, "health"), do(journey.PickLeaf, "health/gp"), do(journey.Idle))
	if s = journey.Next(s, do(journey.Type, "E")); s.Typed != "" || s.Warning {
		t.Errorf("the touch that extends the visit also typed %q", s.Typed)
	}
}

// kinds is every action there is, for the fuzzer and the walker.
func kinds() []journey.Kind {
	return []journey.Kind{
		journey.Touch, journey.PickLanguage, journey.PickTop, journey.PickLeaf, journey.Type, journey.Erase,
		journey.NearHere, journey.NearPostcode, journey.BadPostcode, journey.PickService, journey.ChangePlace,
		journey.AskPerson, journey.AskEmergency, journey.ChangeLang, journey.ChangeComfort, journey.PickSize,
		journey.ShowStaff, journey.Back, journey.StartAgain, journey.Finish, journey.Idle, journey.Stay, journey.Expire, "nonsense",
		journey.ShowPhrases, journey.PickGroup, journey.PickPhrase, journey.ChooseBlank, journey.FillBlank,
		journey.CallPerson, journey.CancelCall, journey.Met, journey.ShowHandover, journey.ToggleLine, journey.ToggleAccess,
		journey.Share, journey.Unshare, journey.AskPin, journey.EnterPin, journey.BadPin, journey.Unlock,
		journey.AssistOn, journey.AssistOff,
		journey.ShowFilters, journey.ToggleFilter, journey.ClearFilters, journey.ShowRight, journey.QuickExit,
		journey.ShowPairing, journey.Withdraw, journey.TakeAway, journey.Print,
	}
}

// FuzzNext holds the promise of the first screen: whatever was done, silence leads back to
// it, nothing of the visit stays, and help was one touch away all along.
func FuzzNext(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 4, 7, 9, 11})
	f.Add([]byte{0, 1, 20, 20, 19, 0, 11, 13, 1})
	f.Fuzz(func(t *testing.T, script []byte) {
		values := []string{"", "en", "health", "health/gp", "urgent", "urgent/999", "E1 6AN", "E", "2", "unknown", "seat", "need"}
		var s journey.State
		all := kinds()
		for i, b := range script {
			a := journey.Action{Kind: all[int(b)%len(all)], Value: values[(int(b)/len(all)+i)%len(values)]}
			s = journey.Next(s, a)
			if len(s.Trail) > 16 || len([]rune(s.Typed)) > journey.MaxTyped {
				t.Fatalf("a visit grew without bound: %+v", s)
			}
			if len(s.Filters) > 8 || len(s.Access) > 16 || len(s.Hidden) > 16 {
				t.Fatalf("a visit grew without bound: %+v", s)
			}
			if s.Unlocked && s.Screen != journey.Staff && s.Screen != journey.Pin && s.Screen != journey.Pairing {
				t.Fatalf("the staff's screen stays unlocked behind %+v", s)
			}
			if got := journey.Next(s, do(journey.QuickExit)); !reflect.DeepEqual(got, journey.State{}) {
				t.Fatalf("a quick exit from %+v leaves %+v", s, got)
			}
			if got := journey.Next(s, do(journey.AskPerson)); got.Screen != journey.Person {
				t.Fatalf("no person from %+v", s)
			}
			if s.Screen == journey.Attract && !reflect.DeepEqual(s, journey.State{}) {
				t.Fatalf("the first screen still knows %+v", s)
			}
		}
		s = journey.Next(s, do(journey.Idle))
		if s = journey.Next(s, do(journey.Expire)); !reflect.DeepEqual(s, journey.State{}) {
			t.Fatalf("silence led to %+v", s)
		}
	})
}
