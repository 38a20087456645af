package journey_test

import (
	"reflect"
	"slices"
	"testing"

	"frontdoor/kiosk/journey"
)

func TestTheResidentDecidesWhatThePersonIsTold(t *testing.T) {
	s := play(append(toDoctors(), do(journey.AskPerson), do(journey.ShowHandover),
		do(journey.ToggleLine, "place"), do(journey.ToggleAccess, "seat"), do(journey.ToggleAccess, "quiet"), do(journey.ToggleAccess, "seat"))...)
	if !slices.Equal(s.Hidden, []string{"place"}) || !slices.Equal(s.Access, []string{"quiet"}) || s.Shared {
		t.Errorf("the handover is %+v", s)
	}
	s = next(s, do(journey.Share))
	if !s.Shared || s.Screen != journey.Person {
		t.Errorf("after sharing: %+v", s)
	}
	if s = next(s, do(journey.Back)); s.Screen != journey.Results {
		t.Errorf("back from the person shows %v, want the results", s.Screen)
	}
	s = play(append(toDoctors(), do(journey.ToggleLine, "place"), do(journey.Share))...)
	if s.Hidden != nil || s.Shared {
		t.Errorf("away from the handover it can be changed: %+v", s)
	}
}

// beside is a call whose desk asks for two languages side by side.
func beside() []journey.Event {
	return []journey.Event{journey.Called{}, journey.CallChanged{Phase: journey.Arrived, Beside: true}}
}

func TestSideBySideEndsWithTheVisit(t *testing.T) {
	s := play(append(toDoctors(), beside()...)...)
	if !s.Assist || s.Screen != journey.Results {
		t.Fatalf("turned on: %+v", s)
	}
	if s = next(s, do(journey.StartAgain)); !s.Assist {
		t.Error("starting again in the same visit turns it off")
	}
	for _, end := range []journey.Kind{journey.Finish, journey.AssistOff} {
		if got := next(s, do(end)); got.Assist {
			t.Errorf("after %s it is still on", end)
		}
	}
	if got := play(beside()...); !reflect.DeepEqual(got, journey.State{}) {
		t.Errorf("nobody's screen is %+v", got)
	}
}

func TestAPinUnlocksTheStaffScreenUntilItIsLeft(t *testing.T) {
	s := play(append(toDoctors(), do(journey.ShowStaff), do(journey.AskPin), do(journey.Type, "4"), do(journey.Type, "x"), do(journey.Type, "2"))...)
	if s.Typed != "42" {
		t.Fatalf("typed %q", s.Typed)
	}
	if bad := next(s, journey.PinWrong{Fault: journey.WrongPin}); bad.Typed != "" || bad.Fault != journey.WrongPin || bad.Screen != journey.Pin {
		t.Errorf("a wrong PIN gives %+v", bad)
	}
	if away := next(s, do(journey.AskPerson)); away.Typed != "" {
		t.Errorf("the PIN stays typed behind %+v", away)
	}
	s = next(s, journey.PinRight{})
	if !s.Unlocked || s.Screen != journey.Staff || s.Typed != "" {
		t.Fatalf("unlocked: %+v", s)
	}
	for _, out := range []journey.Kind{journey.Back, journey.AskPerson, journey.StartAgain, journey.Finish, journey.ChangeLang} {
		if got := next(s, do(out)); got.Unlocked {
			t.Errorf("after %s it is still unlocked", out)
		}
	}
	if got := play(append(toDoctors(), journey.PinRight{})...); got.Unlocked {
		t.Error("it can be unlocked from any screen")
	}
}
