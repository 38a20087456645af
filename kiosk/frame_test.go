package kiosk_test

import (
	"encoding/json"
	"strings"
	"testing"

	"frontdoor/kiosk"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
)

// piped returns a value as it goes down the pipe.
func piped(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What is around every screen holds no postcode, even once one is shared with the desk.
func TestTheFrameHoldsNothingThatWasTyped(t *testing.T) {
	staffed(t, func(b *handoff.Board, _ *ledger, _ *screen, do func(journey.Kind, ...string) glass.View) {
		called(t, b, do)
		do(journey.ShowHandover)
		v := do(journey.Share)
		if got := b.Requests()[0]; !strings.Contains(piped(t, got), "E1 6AN") {
			t.Fatalf("the desk is told %+v: there is nothing to be kept", got)
		}
		if v.Desk.Request == nil || strings.Contains(piped(t, v.Frame), "6AN") {
			t.Errorf("around %s there is %s", shown(v), piped(t, v.Frame))
		}
		do(journey.Back)
		v = do(journey.ChangePlace)
		typeIn(do, "N1")
		if v = do(journey.Type, "9"); !strings.Contains(piped(t, v), "N19") || strings.Contains(piped(t, v.Frame), "N19") {
			t.Errorf("around what is typed there is %s", piped(t, v.Frame))
		}
	})
}

func TestThePinStaysInTheCore(t *testing.T) {
	stand(t, kiosk.Options{}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
		toResults(do)
		do(journey.ShowStaff)
		do(journey.AskPin)
		typeIn(do, "246")
		v := do(journey.Type, "8")
		if p := on[glass.Pin](t, v); p.Typed != 4 {
			t.Errorf("%d figures are shown", p.Typed)
		}
		if told := piped(t, v); strings.Contains(told, "246") {
			t.Errorf("the glass is told %s", told)
		}
	})
}
