package journey_test

import (
	"slices"
	"testing"

	"frontdoor/kiosk/journey"
)

func TestWhoseLanguageIsMissingIsLedToAPersonAndBackToTheLanguages(t *testing.T) {
	s := play(do(journey.Touch), do(journey.ShowMissing), do(journey.PickMissing, "ro"))
	if s.Screen != journey.Person || s.Wanted != "ro" || s.Lang != "" {
		t.Fatalf("it shows %+v", s)
	}
	if s = next(s, do(journey.Back)); s.Screen != journey.Languages {
		t.Errorf("back leads to %v", s.Screen)
	}
	s = next(s, do(journey.PickLanguage, "en"))
	if s = next(s, do(journey.StartAgain)); s.Wanted != "ro" {
		t.Error("a resident's own language is forgotten while they are there")
	}
	if s = next(s, do(journey.Finish)); s.Wanted != "" {
		t.Error("it is not forgotten with the visit")
	}
}

func TestWhoWasTurnedAwaySaysWhyOnceAndSeesOtherPlaces(t *testing.T) {
	s := play(append(toDoctors(), do(journey.PickService, "x"), do(journey.ShowTurned), do(journey.PickReason, "full"), do(journey.PickReason, "proof"))...)
	if s.Screen != journey.Turned || s.Reason != "full" {
		t.Fatalf("it shows %v with %q", s.Screen, s.Reason)
	}
	list := next(s, do(journey.SeeList))
	if list.Screen != journey.Results || slices.Contains(list.Trail, journey.Turned) {
		t.Errorf("other places are %v, back %v", list.Screen, list.Trail)
	}
	again := next(next(s, do(journey.Back)), do(journey.ShowTurned))
	if again.Reason != "" {
		t.Error("the reason of one place is said of the next")
	}
}

func TestADiscardedVisitStaysSoAndIsAskedNothing(t *testing.T) {
	s := play(append(toDoctors(), do(journey.ShowMemory), do(journey.Discard), do(journey.Back), do(journey.StartAgain))...)
	if !s.Discarded || s.Screen != journey.Needs {
		t.Fatalf("it is %+v", s)
	}
	s = next(s, do(journey.Finish))
	if s = next(s, do(journey.Rate, "yes")); s.Rated != "" {
		t.Error("a visit that was thrown away is rated")
	}
	if s = next(s, do(journey.Touch)); s.Discarded {
		t.Error("the next visit is thrown away as well")
	}
}

func TestOnlyTheGoodbyeIsRatedAndOnlyOnce(t *testing.T) {
	for name, s := range everyScreen(t) {
		if got := next(s, do(journey.Rate, "no")); (got.Rated != "") != (s.Screen == journey.Finished) {
			t.Errorf("on %s it becomes %q", name, got.Rated)
		}
	}
	s := play(append(toDoctors(), do(journey.Finish), do(journey.Rate, "no"), do(journey.Rate, "yes"))...)
	if s.Rated != "no" {
		t.Errorf("it says %q", s.Rated)
	}
}
