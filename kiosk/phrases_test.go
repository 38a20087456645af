package kiosk_test

import (
	"slices"
	"strings"
	"testing"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

func TestAPhraseIsShownFilledAndCountedWithoutItsWords(t *testing.T) {
	staffed(t, func(_ *handoff.Board, l *ledger, s *screen, do func(journey.Kind, ...string) glass.View) {
		toResults(do)
		do(journey.AskPerson)
		if v := do(journey.ShowPhrases); v.State.Screen != journey.Phrases || len(v.Groups) < 10 {
			t.Fatalf("the book shows %+v", v.Groups)
		}
		if v := do(journey.PickGroup, "time"); len(v.Phrases) < 10 {
			t.Fatalf("the group has %d phrases", len(v.Phrases))
		}
		if v := do(journey.PickPhrase, "time/come-back"); v.Phrase == nil || len(v.Replies) == 0 {
			t.Fatalf("the phrase is %+v", v.Phrase)
		}
		if v := do(journey.ChooseBlank, "1"); v.State.Screen != journey.Blank || len(v.Options) != 24 {
			t.Fatalf("on %v there are the options %v", v.State.Screen, v.Options)
		}
		if v := do(journey.FillBlank, "10:"); len(v.Options) != 12 {
			t.Errorf("after the hour: %v", v.Options)
		}
		if v := do(journey.FillBlank, "10:35"); v.State.Screen != journey.Phrase || !slices.Equal(v.State.Blanks, []string{"", "10:35"}) {
			t.Errorf("filled: %+v", v.State)
		}
		do(journey.Finish)
		if !slices.Contains(l.counts, "format:phrasebook") {
			t.Errorf("counted: %v", l.counts)
		}
		for _, c := range l.counts {
			if strings.Contains(c, "10:35") || strings.Contains(c, "come-back") {
				t.Errorf("what was said is counted: %q", c)
			}
		}
	})
}

func TestOnlyWhatStandsInTheBookReachesTheGlass(t *testing.T) {
	staffed(t, func(_ *handoff.Board, _ *ledger, _ *screen, do func(journey.Kind, ...string) glass.View) {
		toResults(do)
		do(journey.ShowPhrases)
		if v := do(journey.PickGroup, "secrets"); v.State.Screen != journey.Phrases {
			t.Errorf("a group that there is not shows %v", v.State.Screen)
		}
		do(journey.PickGroup, "time")
		if v := do(journey.PickPhrase, "time/whatever I like"); v.State.Screen != journey.Sentences {
			t.Errorf("a phrase that there is not shows %v", v.State.Screen)
		}
		do(journey.PickPhrase, "time/come-back")
		if v := do(journey.ChooseBlank, "2"); v.State.Screen != journey.Phrase {
			t.Errorf("a blank that there is not shows %v", v.State.Screen)
		}
		do(journey.ChooseBlank, "0")
		if v := do(journey.FillBlank, "my name is Somebody"); v.State.Blanks[0] != "" {
			t.Errorf("free text stands in a blank: %v", v.State.Blanks)
		}
	})
}
