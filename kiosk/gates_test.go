package kiosk

import (
	"slices"
	"testing"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/site"
)

// A value that nobody looks at would let a glass that is out of step put anything into a visit.
func TestEveryValueOfATouchHasAGateOrIsTheJourneysOwn(t *testing.T) {
	own := []journey.Value{journey.NoValue, journey.ACharacter, journey.ASize, journey.APaper}
	gates := New(nil, nil, exampleSite(t), Options{}).gates
	for _, k := range journey.Kinds() {
		if gate := gates[k.Takes()]; (gate == nil) != slices.Contains(own, k.Takes()) {
			t.Errorf("%s takes a %q, which has a gate: %t", k, k.Takes(), gate != nil)
		}
	}
}

func TestTheJourneyKnowsThePhasesOfTheBoard(t *testing.T) {
	for mine, theirs := range map[journey.Phase]handoff.Phase{
		journey.Alerted: handoff.Alerted, journey.Accepted: handoff.Accepted, journey.Coming: handoff.Coming, journey.Arrived: handoff.Here,
		journey.Resolved: handoff.Resolved, journey.Withdrawn: handoff.Withdrawn, journey.Unanswered: handoff.Unanswered, "asked": handoff.Asked,
	} {
		if string(mine) != string(theirs) {
			t.Errorf("the journey says %q, the board %q", mine, theirs)
		}
		if mine.Over() != theirs.Over() {
			t.Errorf("%s is over: %t for the journey, %t on the board", mine, mine.Over(), theirs.Over())
		}
	}
}

func exampleSite(t *testing.T) site.Site {
	t.Helper()
	at, err := site.Example()
	if err != nil {
		t.Fatal(err)
	}
	return at
}
