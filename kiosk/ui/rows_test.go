package ui

import (
	"slices"
	"testing"

	"frontdoor/kiosk/journey"
)

// A screen that was forgotten here is said with the place where it belongs. Its struct, builder
// and page are looked for in kiosk.
func TestEveryScreenHasOneView(t *testing.T) {
	known := journey.Screens()
	for _, id := range known {
		n := 0
		for _, r := range screens() {
			if r.id == id {
				n++
			}
		}
		switch {
		case n == 0:
			t.Errorf("the screen %q has no view: write one in a file of kiosk/ui, and a row in kiosk/ui/screens.go", id)
		case n > 1:
			t.Errorf("the screen %q has %d views: leave one row in kiosk/ui/screens.go", id, n)
		}
	}
	for _, r := range screens() {
		if !slices.Contains(known, r.id) {
			t.Errorf("there is a view of %q, which is not a screen of the journey", r.id)
		}
	}
}
