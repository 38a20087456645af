package ui_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/ui/storybook"
	"frontdoor/locales"
)

func TestQuickExitStandsOnEveryScreenOfPeopleInDangerAndOnNoOther(t *testing.T) {
	s := newShelf(t, ui.Options{})
	s.every(t, func(t *testing.T, _ format, p storybook.Page, parts []kit.Part) {
		exit, there := target(parts, journey.QuickExit)
		if there != p.View.QuickExit {
			t.Errorf("%s: a quick exit is there: %v", p.Name, there)
		}
		if there && exit.At.Y > 200 {
			t.Errorf("%s: it is at %v, below what is read first", p.Name, exit.At)
		}
	})
}

func TestAnUrgentNeedWithoutAServiceIsAnsweredWithPeople(t *testing.T) {
	s := newShelf(t, ui.Options{})
	s.window.Resize(fyne.NewSize(1080, 1920))
	for _, l := range locales.All() {
		texts := func(page string) bool {
			return slices.ContainsFunc(s.open(s.page(t, page), l.Tag, 0), func(p kit.Part) bool { return strings.TrimSpace(p.Text) == "111" })
		}
		if !texts("results-urgent-none") {
			t.Errorf("%s: an urgent need has an empty list", l.Tag)
		}
		if texts("results-none") {
			t.Errorf("%s: the ways to a person stay under another need", l.Tag)
		}
	}
}

// A list that a filter has emptied can be whole again with one touch, in every format and at
// every size of letters, without looking for it further down.
func TestAFilterThatLeavesNothingCanBeTakenAway(t *testing.T) {
	s := newShelf(t, ui.Options{})
	for _, f := range formats {
		s.window.Resize(fyne.NewSize(f.w, f.h))
		for _, l := range locales.All() {
			for size := range journey.Sizes {
				if _, ok := target(s.open(s.page(t, "results-filtered-none"), l.Tag, size), journey.ClearFilters); !ok {
					t.Errorf("%s, %s, size %d: the filters cannot be taken away", f.name, l.Tag, size)
				}
			}
		}
	}
}

func TestAChoiceThatHasNoRoomIsOneTouchAway(t *testing.T) {
	s := newShelf(t, ui.Options{})
	list, ok := s.page(t, "results").View.Screen.(glass.Results)
	if !ok {
		t.Fatal("the page of results shows something else")
	}
	all := len(list.Choices)
	lines := map[bool]int{}
	for _, f := range formats {
		s.window.Resize(fyne.NewSize(f.w, f.h))
		for _, l := range locales.All() {
			parts := s.open(s.page(t, "results"), l.Tag, 0)
			shown := 0
			for _, p := range parts {
				if p.Action != nil && p.Action.Kind == journey.ToggleFilter {
					shown++
				}
			}
			_, more := target(parts, journey.ShowFilters)
			if (shown < all) != more {
				t.Errorf("%s, %s: %d of %d choices are there, and the rest can be reached: %v", f.name, l.Tag, shown, all, more)
			}
			if _, ok := target(parts, journey.ShowRight); !ok {
				t.Errorf("%s, %s: the right cannot be reached", f.name, l.Tag)
			}
			lines[more]++
		}
	}
	if lines[true] == 0 || lines[false] == 0 {
		t.Errorf("one of both never happens: %v", lines)
	}
}
