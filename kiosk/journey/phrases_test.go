package journey_test

import (
	"slices"
	"testing"

	"frontdoor/kiosk/journey"
)

func toComeBack() []journey.Event {
	return append(toDoctors(), do(journey.AskPerson), do(journey.ShowPhrases), do(journey.PickGroup, "time"), do(journey.PickPhrase, "time/come-back"))
}

func TestTheBlanksOfAPhraseAreFilledByTouch(t *testing.T) {
	s := play(append(toComeBack(), do(journey.ChooseBlank, "1"), do(journey.FillBlank, "10:"))...)
	if s.Screen != journey.Blank || !slices.Equal(s.Blanks, []string{"", "10:"}) {
		t.Fatalf("after the hour: %+v", s)
	}
	if half := next(s, do(journey.Back)); half.Screen != journey.Phrase || half.Blanks[1] != "" {
		t.Errorf("half a time stays: %+v", half)
	}
	s = next(s, do(journey.FillBlank, "10:35"))
	if s.Screen != journey.Phrase || !slices.Equal(s.Blanks, []string{"", "10:35"}) {
		t.Errorf("after the time: %+v", s)
	}
	if s = next(s, do(journey.PickPhrase, "answers/yes")); s.Screen != journey.Phrase || s.Blanks != nil {
		t.Errorf("the answer begins as %+v", s)
	}
	if s = next(s, do(journey.Back)); s.Screen != journey.Sentences {
		t.Errorf("back shows %v", s.Screen)
	}
}

func TestANumberIsTypedAndLeavesNothingOnTheKeypad(t *testing.T) {
	s := play(append(toComeBack(), do(journey.ChooseBlank, "0"), do(journey.Type, "2"), do(journey.Type, "x"), do(journey.Type, "7"), do(journey.Erase), do(journey.Type, "5"))...)
	if s.Typed != "25" {
		t.Fatalf("typed %q", s.Typed)
	}
	if s = next(s, do(journey.FillBlank, "25")); s.Typed != "" || s.Blanks[0] != "25" {
		t.Errorf("%+v", s)
	}
}

func TestTheBookIsOpenedOnceHoweverOftenItIsAskedFor(t *testing.T) {
	s := play(append(toComeBack(), do(journey.ShowPhrases), do(journey.ShowPhrases))...)
	if s.Screen != journey.Phrases {
		t.Fatalf("shows %v", s.Screen)
	}
	if s = next(s, do(journey.Back)); s.Screen != journey.Person {
		t.Errorf("back shows %v, want the person", s.Screen)
	}
	if s := play(do(journey.AskPerson), do(journey.ShowPhrases)); s.Screen != journey.Person {
		t.Errorf("without a language the book shows %v", s.Screen)
	}
	if s := play(append(toComeBack(), do(journey.StartAgain))...); s.Phrase != "" || s.Blanks != nil {
		t.Errorf("starting again keeps %+v", s)
	}
}
