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
		if b := on[glass.Phrases](t, do(journey.ShowPhrases)); len(b.Groups) < 10 {
			t.Fatalf("the book shows %+v", b.Groups)
		}
		if g := on[glass.Sentences](t, do(journey.PickGroup, "time")); len(g.Phrases) < 10 {
			t.Fatalf("the group has %d phrases", len(g.Phrases))
		}
		if p := on[glass.Phrase](t, do(journey.PickPhrase, "time/come-back")); p.Phrase == nil || len(p.Replies) == 0 {
			t.Fatalf("the phrase is %+v", p.Phrase)
		}
		if b := on[glass.Blank](t, do(journey.ChooseBlank, "1")); len(b.Options) != 24 {
			t.Fatalf("there are the options %v", b.Options)
		}
		if b := on[glass.Blank](t, do(journey.FillBlank, "10:")); len(b.Options) != 12 {
			t.Errorf("after the hour: %v", b.Options)
		}
		if p := on[glass.Phrase](t, do(journey.FillBlank, "10:35")); !slices.Equal(p.Blanks, []string{"", "10:35"}) {
			t.Errorf("filled: %+v", p)
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
		if v := do(journey.PickGroup, "secrets"); shown(v) != journey.Phrases {
			t.Errorf("a group that there is not shows %v", shown(v))
		}
		do(journey.PickGroup, "time")
		if v := do(journey.PickPhrase, "time/whatever I like"); shown(v) != journey.Sentences {
			t.Errorf("a phrase that there is not shows %v", shown(v))
		}
		do(journey.PickPhrase, "time/come-back")
		if v := do(journey.ChooseBlank, "2"); shown(v) != journey.Phrase {
			t.Errorf("a blank that there is not shows %v", shown(v))
		}
		do(journey.ChooseBlank, "0")
		if b := on[glass.Blank](t, do(journey.FillBlank, "my name is Somebody")); b.Chosen != "" {
			t.Errorf("free text is in a blank: %v", b.Chosen)
		}
		if p := on[glass.Phrase](t, do(journey.Back)); p.Blanks[0] != "" {
			t.Errorf("free text is in a blank: %v", p.Blanks)
		}
	})
}
