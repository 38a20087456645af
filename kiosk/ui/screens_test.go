package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/ui/storybook"
	"frontdoor/locales"
)

// least is how wide and high a target is at least, in reference pixels: 15 mm.
const least = 60

func TestAPersonAnd999AreInTheSamePlaceOnEveryScreen(t *testing.T) {
	s := newShelf(t, ui.Options{})
	type places struct{ person, nines kit.Part }
	found := map[string]places{}
	s.every(t, func(t *testing.T, f format, p storybook.Page, parts []kit.Part) {
		person, ok := target(parts, journey.AskPerson)
		nines, ok2 := target(parts, journey.AskEmergency)
		if !ok || !ok2 {
			t.Fatalf("%s: a person is there: %v, 999 is there: %v", p.Name, ok, ok2)
		}
		direction := f.name // the glass is mirrored where the language runs from right to left
		if typeset.RTL(s.lang) {
			direction += " mirrored"
		}
		first, ok := found[direction]
		if !ok {
			first = places{person, nines}
			found[direction] = first
		}
		if nines.At != first.nines.At || nines.Size != first.nines.Size {
			t.Errorf("%s: 999 is at %v %v, and was at %v %v", p.Name, nines.At, nines.Size, first.nines.At, first.nines.Size)
		}
		// The way back takes a part of the person's place, where there is one: what is left
		// of it does not move.
		if person.At.Y != first.person.At.Y || person.Size.Height != first.person.Size.Height ||
			commonWidth(person, first.person) < 0.75*max(person.Size.Width, first.person.Size.Width) {
			t.Errorf("%s: a person is at %v %v, and was at %v %v", p.Name, person.At, person.Size, first.person.At, first.person.Size)
		}
	})
}

func TestEveryTargetIsLargeEnoughForAThumb(t *testing.T) {
	s := newShelf(t, ui.Options{})
	s.every(t, func(t *testing.T, f format, p storybook.Page, parts []kit.Part) {
		for _, x := range parts {
			if x.Action == nil || x.Size != x.Whole {
				continue
			}
			if w, h := x.Size.Width/unit(f), x.Size.Height/unit(f); w < least-0.5 || h < least-0.5 {
				t.Errorf("%s: %s %q is only %.0f by %.0f", p.Name, x.Action.Kind, x.Action.Value, w, h)
			}
		}
	})
}

func TestNoTargetLiesOverAnother(t *testing.T) {
	s := newShelf(t, ui.Options{})
	s.every(t, func(t *testing.T, _ format, p storybook.Page, parts []kit.Part) {
		if p.Name == "warning" {
			return // it lies over a screen; TestTheWarningCoversWhatItLiesOver
		}
		for i, a := range parts {
			for _, b := range parts[:i] {
				if a.Action != nil && b.Action != nil && overlap(a, b) {
					t.Errorf("%s: %s %q lies over %s %q", p.Name, a.Action.Kind, a.Action.Value, b.Action.Kind, b.Action.Value)
				}
			}
		}
	})
}

func TestNothingIsBeyondTheGlass(t *testing.T) {
	s := newShelf(t, ui.Options{})
	s.every(t, func(t *testing.T, f format, p storybook.Page, parts []kit.Part) {
		for _, x := range parts {
			atEdge := x.At.Y <= 0 || x.At.Y+x.Size.Height >= f.h
			if x.Size.Width != x.Whole.Width || x.Size.Height != x.Whole.Height && atEdge {
				t.Errorf("%s: %q %v is %v, and only %v is seen", p.Name, x.Text, x.Action, x.Whole, x.Size)
			}
		}
	})
}

func TestNoTextIsLargerThanItsPlace(t *testing.T) {
	s := newShelf(t, ui.Options{})
	s.every(t, func(t *testing.T, f format, p storybook.Page, parts []kit.Part) {
		for _, x := range parts {
			if x.Tight {
				t.Errorf("%s: %q does not fit", p.Name, x.Text)
			}
		}
	})
}

// Over a screen that waits, every touch above the bar means yes or finish, and never what
// the screen below has there.
func TestTheWarningCoversWhatItLiesOver(t *testing.T) {
	s := newShelf(t, ui.Options{})
	warned := s.page(t, "warning")
	for _, f := range formats {
		s.window.Resize(fyne.NewSize(f.w, f.h))
		for _, l := range locales.All() {
			for size := range journey.Sizes {
				s.warned(t, s.open(warned, l.Tag, size))
			}
		}
	}
}

// warned touches everything above the bar of a warning.
func (s *shelf) warned(t *testing.T, parts []kit.Part) {
	t.Helper()
	person, _ := target(parts, journey.AskPerson)
	for _, x := range parts {
		if x.Action == nil || x.At.Y >= person.At.Y || x.Action.Kind == journey.Stay || x.Action.Kind == journey.Finish {
			continue
		}
		s.did = nil
		tap(s.glass.Surface(), fyne.NewPos(x.At.X+x.Size.Width/2, x.At.Y+x.Size.Height/2))
		if len(s.did) == 1 && s.did[0].Kind != journey.Stay && s.did[0].Kind != journey.Finish {
			t.Errorf("%s under the warning answered", s.did[0].Kind)
		}
	}
}

func commonWidth(a, b kit.Part) float32 {
	return min(a.At.X+a.Size.Width, b.At.X+b.Size.Width) - max(a.At.X, b.At.X)
}

func overlap(a, b kit.Part) bool {
	return a.At.X < b.At.X+b.Size.Width && b.At.X < a.At.X+a.Size.Width &&
		a.At.Y < b.At.Y+b.Size.Height && b.At.Y < a.At.Y+a.Size.Height
}
