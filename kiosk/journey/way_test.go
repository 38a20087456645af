package journey_test

import (
	"reflect"
	"testing"

	"frontdoor/kiosk/journey"
)

// next returns the state after an event.
func next(s journey.State, e journey.Event) journey.State {
	s, _ = journey.Step(s, e)
	return s
}

// play goes through events from the first screen.
func play(events ...journey.Event) journey.State {
	var s journey.State
	for _, e := range events {
		s = next(s, e)
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
func toDoctors() []journey.Event {
	return []journey.Event{
		do(journey.Touch), do(journey.PickLanguage, "bn"), do(journey.PickTop, "health"),
		do(journey.PickLeaf, "health/gp"), do(journey.Type, "E"), do(journey.Type, "1"),
		journey.Found{Postcode: "E1 6AN"},
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
		if s = next(s, do(journey.Back)); s.Screen != want {
			t.Fatalf("back leads to %v, want %v", s.Screen, want)
		}
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
	s = next(s, do(journey.ChangePlace))
	s = next(s, do(journey.NearHere))
	if s.Screen != journey.Results || s.Where != journey.Here || s.Postcode != "" {
		t.Errorf("after changing the place: %+v", s)
	}
	if s = next(s, do(journey.Back)); s.Screen != journey.Leaves {
		t.Errorf("back from the new results shows %v, want the leaves", s.Screen)
	}
}

func TestKeypadHoldsOnePostcodeAndTellsWhatIsWrong(t *testing.T) {
	s := play(do(journey.Touch), do(journey.PickLanguage, "en"), do(journey.PickTop, "health"), do(journey.PickLeaf, "health/gp"))
	for range 20 {
		s = next(s, do(journey.Type, "E"))
	}
	if len(s.Typed) != journey.MaxTyped {
		t.Errorf("%d characters typed, want at most %d", len(s.Typed), journey.MaxTyped)
	}
	s = next(s, journey.NotFound{Fault: journey.Malformed})
	if s.Fault != journey.Malformed || s.Typed == "" || s.Screen != journey.Place {
		t.Errorf("a bad postcode gives %+v", s)
	}
	if s = next(s, do(journey.Erase)); s.Fault != journey.NoFault || len(s.Typed) != journey.MaxTyped-1 {
		t.Errorf("after erasing: %+v", s)
	}
}

func TestFinishForgetsAllButTheLanguageOfGoodbye(t *testing.T) {
	s := play(append(toDoctors(), do(journey.PickSize, "2"), do(journey.Finish))...)
	if want := (journey.State{Screen: journey.Finished, Lang: "bn"}); !reflect.DeepEqual(s, want) {
		t.Errorf("goodbye holds %+v", s)
	}
	if s = next(s, journey.Silence{}); !reflect.DeepEqual(s, journey.State{}) {
		t.Errorf("after goodbye: %+v", s)
	}
}

func TestIdleWarnsBeforeItClears(t *testing.T) {
	s := play(append(toDoctors(), journey.Silence{})...)
	if !s.Warning || s.Postcode == "" {
		t.Fatalf("idle gives %+v, want a warning over the same screen", s)
	}
	stayed := next(s, do(journey.Stay))
	if stayed.Warning || stayed.Screen != journey.Results {
		t.Errorf("staying gives %+v", stayed)
	}
	if gone := next(s, journey.Silence{}); !reflect.DeepEqual(gone, journey.State{}) {
		t.Errorf("expiry leaves %+v", gone)
	}
}

func TestLettersArriveAfterTheWarningOnlyOnce(t *testing.T) {
	s := play(do(journey.Touch), do(journey.PickLanguage, "en"), do(journey.PickTop, "health"), do(journey.PickLeaf, "health/gp"), journey.Silence{})
	if s = next(s, do(journey.Type, "E")); s.Typed != "" || s.Warning {
		t.Errorf("the touch that extends the visit also typed %q", s.Typed)
	}
}
