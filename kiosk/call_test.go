package kiosk

import (
	"testing"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// Anyone who shares nothing of the handover, and then reads in another language, shares nothing more.
func TestAHandoverOfWhichNothingIsLeftStaysEmptyInAnotherLanguage(t *testing.T) {
	s := journey.State{Lang: "en", Leaf: "health/gp", Shared: true, Hidden: []string{string(handoff.LineNeed)}}
	told := handover(s, "By the entrance", "")
	if told.Lines != nil {
		t.Errorf("the desk is told %v", told.Lines)
	}
	desk := &heard{}
	c := call{desk: desk, told: told}
	s.Lang = "bn"
	if c.share(journey.DoShareLanguage, s, ""); len(desk.told.Lines) > 0 || desk.told.Lang != "bn" {
		t.Errorf("the desk is told %+v", desk.told)
	}
}

// heard is a desk that notes what is shared with it.
type heard struct {
	nobody
	told handoff.Call
}

func (h *heard) Share(c handoff.Call) { h.told = c }
