package ui_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui"
	"frontdoor/locales"
)

// While the core is not heard, the glass shows 999, the desk's number and help in every
// language, nothing of the visit, and nothing to touch.
func TestCaseASilentCoreLeavesNothingOfAVisitOnTheGlass(t *testing.T) {
	s := newShelf(t, ui.Options{})
	for _, f := range append(formats, format{"tiny", 800, 480}) {
		s.window.Resize(fyne.NewSize(f.w, f.h))
		v := s.page(t, "results").In("ur")
		v.Lang, v.Size, v.QuickExit, v.Warning, v.Offer.Number = "ur", 2, true, true, "020 7946 0123"
		s.glass.Show(v)
		before := s.glass.Seen()
		s.glass.Silent()
		save := os.Getenv("FRONTDOOR_PICTURES")
		if save != "" {
			picture(t, s, filepath.Join(save, "silent-"+f.name+".png"))
		}
		seen := s.glass.Seen()
		said := strings.Join(seen.Texts, "\n")
		for _, want := range []string{"999", "020 7946 0123"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: it does not say %q: %q", f.name, want, seen.Texts)
			}
		}
		if f.name != "tiny" {
			for _, l := range locales.All() {
				if want := s.words.Printer(l.Tag).T("silent.title"); !strings.Contains(said, want) {
					t.Errorf("%s: it does not say %q", f.name, want)
				}
			}
		}
		if seen.Screen != "silent" || seen.Lang != "en" {
			t.Errorf("%s: it is %q in %q", f.name, seen.Screen, seen.Lang)
		}
		for _, text := range before.Texts {
			if len(text) > 12 && strings.Contains(said, text) && text != "020 7946 0123" {
				t.Errorf("%s: %q of the visit is still there", f.name, text)
			}
		}
		for _, target := range seen.Targets {
			if !strings.HasPrefix(target.Action, "scroll-") {
				t.Errorf("%s: %q can be touched, and nobody would answer", f.name, target.Action)
			}
		}
		for _, p := range s.glass.Surface().Parts() {
			if p.Tight {
				t.Errorf("%s: %q does not fit", f.name, p.Text)
			}
		}
		s.glass.Show(v)
		if after := s.glass.Seen(); !slices.Equal(after.Texts, before.Texts) || len(after.Targets) != len(before.Targets) {
			t.Errorf("%s: the view that follows is not whole: %q, was %q", f.name, after.Texts, before.Texts)
		}
	}
}

func picture(t *testing.T, s *shelf, path string) {
	t.Helper()
	save(t, path, s.window.Canvas().Capture())
}

// Whoever moves something on the glass is there, in every size and direction.
func TestCaseScrollingIsActivity(t *testing.T) {
	now := time.Unix(0, 0)
	s := newShelf(t, ui.Options{Now: func() time.Time { return now }})
	stayed := func(what string, do func()) {
		t.Helper()
		now = now.Add(time.Minute)
		s.did = nil
		do()
		if len(s.did) == 0 || s.did[0] != (journey.Action{Kind: journey.Stay}) {
			t.Errorf("%s: the core is told %v, want that somebody is there", what, s.did)
		}
	}
	for _, f := range formats {
		s.window.Resize(fyne.NewSize(f.w, f.h))
		for _, lang := range []string{"en", "ur", "bn"} {
			for size := range journey.Sizes {
				s.open(s.page(t, "results"), lang, size)
				name := f.name + " " + lang + string(rune('0'+size))
				middle := fyne.NewPos(f.w/2, f.h/2)
				down, full := target(s.glass.Surface().Parts(), "scroll-down")
				if full {
					stayed(name+" arrow", func() { tap(s.glass.Surface(), down.At.AddXY(down.Size.Width/2, down.Size.Height/2)) })
				}
				for way, by := range map[string]fyne.Delta{"up": fyne.NewDelta(0, -90), "down": fyne.NewDelta(0, 90), "sideways": fyne.NewDelta(200, 0)} {
					stayed(name+" "+way, func() { drag(s, middle, by) })
				}
				stayed(name+" wheel", func() {
					s.glass.Surface().Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: middle}, Scrolled: fyne.NewDelta(0, -10)})
				})
				stayed(name+" nothing", func() { tap(s.glass.Surface(), fyne.NewPos(1, f.h*0.5)) })
			}
		}
	}
	// A finger that drags for long says so again and again, and not with every pixel.
	now = now.Add(time.Minute)
	s.did = nil
	for range 100 {
		now = now.Add(20 * time.Millisecond)
		s.glass.Surface().Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(300, 300)}})
	}
	if n := len(s.did); n < 3 || n > 5 {
		t.Errorf("two seconds of dragging are told %d times", n)
	}
}

func drag(s *shelf, from fyne.Position, by fyne.Delta) {
	to := from.AddXY(by.DX, by.DY)
	s.glass.Surface().MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}})
	for _, at := range []fyne.Position{from.AddXY(by.DX/2, by.DY/2), to} {
		s.glass.Surface().Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	// Elsewhere than on what it came down on: a touch that has trembled would answer.
	s.glass.Surface().MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: to}})
}
