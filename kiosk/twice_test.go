package kiosk_test

import (
	"slices"
	"testing"

	"frontdoor/kiosk"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
)

const postcodeUnknown = "unmet:postcode-unknown"

func TestOnlyAPostcodeThatIsNotInThePackIsCountedAsUnknown(t *testing.T) {
	cases := map[string]struct {
		after func(do func(journey.Kind, ...string) glass.View)
		want  int
	}{
		"half typed": {func(do func(journey.Kind, ...string) glass.View) {
			typeIn(do, "E1")
			do(journey.NearPostcode)
		}, 0},
		"not in the pack": {func(do func(journey.Kind, ...string) glass.View) {
			typeIn(do, "E16ZZ")
			do(journey.NearPostcode)
		}, 1},
		"not in the pack, and asked twice": {func(do func(journey.Kind, ...string) glass.View) {
			typeIn(do, "E16ZZ")
			do(journey.NearPostcode)
			do(journey.NearPostcode)
		}, 1},
		"a late second touch that reaches the results": {func(do func(journey.Kind, ...string) glass.View) {
			typeIn(do, "E16AN")
			do(journey.NearPostcode)
			do(journey.NearPostcode)
		}, 0},
		"the touch that answers the warning": {func(do func(journey.Kind, ...string) glass.View) {
			typeIn(do, "E16ZZ")
			do(silence)
			do(journey.NearPostcode)
		}, 0},
		"on another screen": {func(do func(journey.Kind, ...string) glass.View) {
			do(journey.AskPerson)
			do(journey.NearPostcode)
		}, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			l := &ledger{}
			stand(t, kiosk.Options{Counter: l}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
				do(journey.Touch)
				do(journey.PickLanguage, "bn")
				do(journey.PickTop, "health")
				do(journey.PickLeaf, "health/gp")
				c.after(do)
			})
			if got := len(slices.DeleteFunc(slices.Clone(l.counts), func(s string) bool { return s != postcodeUnknown })); got != c.want {
				t.Errorf("counted %d times, want %d: %v", got, c.want, l.counts)
			}
		})
	}
}

func TestATouchOnUnlockThatMeansNothingIsNoWrongPin(t *testing.T) {
	wrong := func(do func(journey.Kind, ...string) glass.View) {
		do(journey.AskPin)
		typeIn(do, "1111")
		do(journey.EnterPin)
	}
	cases := map[string]func(do func(journey.Kind, ...string) glass.View){
		"a second touch": func(do func(journey.Kind, ...string) glass.View) { do(journey.EnterPin) },
		"the touch that answers the warning": func(do func(journey.Kind, ...string) glass.View) {
			typeIn(do, "2")
			do(silence)
			do(journey.EnterPin)
			do(journey.Erase)
		},
		"on another screen": func(do func(journey.Kind, ...string) glass.View) {
			do(journey.Back)
			do(journey.EnterPin)
			do(journey.AskPin)
		},
	}
	for name, late := range cases {
		t.Run(name, func(t *testing.T) {
			stand(t, kiosk.Options{}, func(_ *screen, do func(journey.Kind, ...string) glass.View) {
				toResults(do)
				do(journey.ShowStaff)
				for range 4 { // one fewer than hold the lock still
					wrong(do)
					late(do)
				}
				do(journey.AskPin)
				typeIn(do, "2468")
				if v := do(journey.EnterPin); shown(v) != journey.Staff {
					t.Errorf("after four wrong PINs the right one shows %+v", v.Screen)
				}
			})
		})
	}
}
