package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui"
)

// A screen that no button leads to is there for nobody, and a touch that no button sends is never
// made.
func TestEveryKindOfTouchHasAButtonInTheStorybook(t *testing.T) {
	s := newShelf(t, ui.Options{})
	s.window.Resize(fyne.NewSize(1920, 1080))
	sent := map[journey.Kind]bool{}
	for _, p := range s.pages {
		for _, part := range s.open(p, "en", 0) {
			if part.Action != nil {
				sent[part.Action.Kind] = true
			}
		}
	}
	for _, k := range journey.Kinds() {
		if !sent[k] {
			t.Errorf("no page of the storybook has a button for %q: build it into the view of a screen on which it means something, or show that state on a page", k)
		}
	}
}
