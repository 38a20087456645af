package tally_test

import (
	"testing"

	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/tally"
	"frontdoor/kiosk/usage"
)

// vocabulary is one in which the samples below can be counted.
func vocabulary() *usage.Vocabulary {
	return usage.NewVocabulary(usage.Known{Languages: []string{"bn"}, Needs: []string{"health/gp"}, Screens: journey.Steps()})
}

func TestWhatIsCountedIsInTheVocabulary(t *testing.T) {
	cases := map[journey.Deed][]string{
		journey.ChoseLanguage: {"bn"}, journey.LacksLanguage: {"ro", usage.Other}, journey.OpenedNeed: {"health/gp"},
		journey.LookedNear: {string(journey.Here), string(journey.Postcode)}, journey.NoSuchPostcode: {""},
		journey.ListLacks:     {usage.NoneFound, usage.NoneOpen, usage.TooFar, usage.NotInLanguage, usage.NoneFree, usage.NoneStepFree, usage.ProofNeeded},
		journey.WasTurnedAway: usage.Reasons(), journey.Enlarged: {""}, journey.WentBeside: {""}, journey.SharedHandover: {""}, journey.TookPaper: {""},
		journey.WasOffered: {usage.PersonDesk, usage.PersonPhone, usage.Person111}, journey.CouldCall: {""},
		journey.CallWas: {
			journey.CallAsked, journey.CallRefused, journey.CallAccepted, journey.CallArrived, journey.CallMissed,
			journey.CallUnanswered, journey.CallWithdrawn,
		},
		journey.WaitedFor: {"1-3"}, journey.PaperFailed: {""}, journey.Rated: {usage.HelpfulYes, usage.HelpfulPartly, usage.HelpfulNo},
	}
	for _, s := range journey.Screens() {
		if s.Counted() {
			cases[journey.SawScreen] = append(cases[journey.SawScreen], s.String())
			cases[journey.LeftFrom] = append(cases[journey.LeftFrom], s.String())
		}
	}
	v := vocabulary()
	for deed, values := range cases {
		for _, value := range values {
			counts := tally.Of(journey.Effect{Deed: deed, Value: value})
			if len(counts) == 0 {
				t.Errorf("%s %s counts nothing", deed, value)
			}
			for _, c := range counts {
				if got, ok := v.Admit(c.Dimension, c.Value); !ok || got != c.Value {
					t.Errorf("%s %s is counted as %s of %s, and the vocabulary makes %q of it", deed, value, c.Value, c.Dimension, got)
				}
			}
		}
	}
}

func TestWhatIsToBeDoneCountsNothing(t *testing.T) {
	for _, deed := range []journey.Deed{
		journey.DoLookUp, journey.DoCheckPin, journey.DoSearch, journey.DoOffer, journey.DoCall, journey.DoBegin, journey.DoEnd, journey.DoForget,
		journey.DoName, journey.DoLeave, journey.DoMeet, journey.DoShare, journey.DoUnshare, journey.DoShareLanguage, journey.DoPrint,
		journey.DoForgetPaper, journey.DoInvite, journey.DoUninvite, journey.DoUnpair, journey.DoDiscard,
	} {
		if got := tally.Of(journey.Effect{Deed: deed, Value: "E1 6AN"}); got != nil {
			t.Errorf("%s counts %v", deed, got)
		}
	}
}

func TestWhereSomebodyWasSentOnIsNoUnmetNeed(t *testing.T) {
	for reason, want := range map[string]int{usage.SentOn: 1, usage.PapersAsked: 1, usage.Other: 1, usage.Full: 2} {
		if got := tally.Of(journey.Effect{Deed: journey.WasTurnedAway, Value: reason}); len(got) != want {
			t.Errorf("%s counts %v", reason, got)
		}
	}
}
