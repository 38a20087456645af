package kiosk

import (
	"slices"
	"testing"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui/storybook"
)

// A screen that was forgotten somewhere is said with the place where it belongs. Its view is
// looked for in kiosk/ui.
func TestEveryScreenHasOneStructOneBuilderAndAPage(t *testing.T) {
	var built, drawn []journey.Screen
	for _, b := range builders() {
		built = append(built, b.id)
	}
	for _, p := range storybook.Pages(nil, nil) {
		if !slices.Contains(drawn, p.View.Screen.ID()) { // one screen may have several pages
			drawn = append(drawn, p.View.Screen.ID())
		}
	}
	screens := journey.Screens()
	for _, place := range []struct {
		has      []journey.Screen
		what, do string
	}{
		{glass.Screens(), "struct", "write its struct in the file of its theme in kiosk/glass, and a row in the list at its top"},
		{built, "builder", "write a method of picture in the file of its theme, kiosk/screens_*.go, and a row in the list at its top"},
		{drawn, "page in the storybook", "write a page in the list of its theme in kiosk/ui/storybook"},
	} {
		for _, id := range screens {
			n := 0
			for _, x := range place.has {
				if x == id {
					n++
				}
			}
			switch {
			case n == 0:
				t.Errorf("the screen %q has no %s: %s", id, place.what, place.do)
			case n > 1:
				t.Errorf("the screen %q has more than one %s: leave one of the %d", id, place.what, n)
			}
		}
		for _, id := range place.has {
			if !slices.Contains(screens, id) {
				t.Errorf("there is a %s of %q, which is not a screen of the journey", place.what, id)
			}
		}
	}
}
