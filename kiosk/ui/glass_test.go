package ui_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

func tap(s *kit.Surface, at fyne.Position) {
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}}
	s.MouseDown(e)
	s.MouseUp(e)
}

func TestADoubleTouchDoesNotAnswerOnTheNextScreen(t *testing.T) {
	now := time.Unix(0, 0)
	s := newShelf(t, ui.Options{Now: func() time.Time { return now }})
	s.window.Resize(fyne.NewSize(1920, 1080))
	at := fyne.NewPos(250, 400)
	begin := func() {
		s.did = nil
		s.open(s.page(t, "languages"), "en", 0)
		now = now.Add(time.Minute)
		tap(s.glass.Surface(), at)
		if len(s.did) != 1 {
			t.Fatalf("the first touch did %v", s.did)
		}
		s.open(s.page(t, "needs"), "en", 0)
	}

	begin()
	now = now.Add(300 * time.Millisecond)
	tap(s.glass.Surface(), at)
	if len(s.did) != 1 {
		t.Errorf("the second half of a double touch did %v", s.did[1:])
	}

	begin()
	now = now.Add(500 * time.Millisecond)
	tap(s.glass.Surface(), at)
	if len(s.did) != 2 {
		t.Errorf("a second touch, half a second later, did nothing")
	}

	begin()
	now = now.Add(100 * time.Millisecond)
	person, _ := target(s.glass.Surface().Parts(), journey.AskPerson)
	tap(s.glass.Surface(), person.At.AddXY(person.Size.Width/2, person.Size.Height/2))
	if len(s.did) != 2 || s.did[1].Kind != journey.AskPerson {
		t.Errorf("a touch of another place did %v", s.did[1:])
	}
}

func TestNoWordOfAVisitIsOnTheGlassOfTheNext(t *testing.T) {
	const canary = "6AN"
	s := newShelf(t, ui.Options{})
	s.window.Resize(fyne.NewSize(1920, 1080))
	for _, name := range []string{"place", "results", "service", "person", "warning"} {
		s.open(s.page(t, name), "ur", 2)
	}
	s.open(s.page(t, "results"), "ur", 2)
	if !slices.ContainsFunc(s.glass.Seen().Texts, func(x string) bool { return strings.Contains(x, canary) }) {
		t.Fatal("the canary was not there to be forgotten")
	}
	visit := s.glass.Seen().Texts
	s.glass.Show(glass.View{Frame: glass.Frame{Site: "Example Library"}, Screen: glass.Attract{}})
	greeting := []string{"Example Library"}
	for _, l := range locales.All() {
		greeting = append(greeting, l.Name, l.Person)
	}
	for _, x := range s.glass.Seen().Texts {
		if strings.Contains(x, canary) || slices.Contains(visit, x) && !slices.Contains(greeting, x) && x != "999" && x != "00:00" {
			t.Errorf("%q is still there", x)
		}
	}
}

func TestAScreenThatTheGlassDoesNotKnowStillLeadsToAPerson(t *testing.T) {
	s := newShelf(t, ui.Options{})
	s.window.Resize(fyne.NewSize(1920, 1080))
	for _, v := range []glass.View{{}, {Screen: hologram{}}} {
		s.open(s.page(t, "results"), "ur", 0)
		s.glass.Show(v)
		if _, ok := target(s.glass.Surface().Parts(), journey.AskPerson); !ok {
			t.Errorf("%T: nothing leads to a person", v.Screen)
		}
		if texts := s.glass.Seen().Texts; !slices.Contains(texts, s.words.Printer("en").T("broken.title")) {
			t.Errorf("%T: the glass says %q", v.Screen, texts)
		}
	}
}

// A hologram is a screen that this glass has no view of.
type hologram struct{}

func (hologram) ID() journey.Screen { return "hologram" }

// A month of screens must not fill the memory: Fyne keeps what was replaced, so nothing is.
func TestTheHeapStaysFlatOverThousandsOfScreens(t *testing.T) {
	complete.NotQuick(t, "shows thousands of screens")
	s := newShelf(t, ui.Options{})
	s.window.Resize(fyne.NewSize(1280, 800))
	langs := locales.All()
	turn := func(n int) {
		for i := range n {
			s.open(s.pages[i%len(s.pages)], langs[(i/len(s.pages))%len(langs)].Tag, 0)
		}
	}
	heap := func() int {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	turn(8 * len(s.pages) * len(langs)) // every screen in every language has been built and measured, and what is kept of them is full
	turn(1500)                          // caches find their size in the first thousand: seen were 575 KB after 3,000 and 495 after 15,000
	before := heap()
	turn(1500)
	if grown := heap() - before; grown > 300<<10 {
		t.Errorf("the heap grew by %d KB over 1,500 screens", grown>>10)
	}
}

func BenchmarkShow(b *testing.B) {
	s := newShelf(b, ui.Options{})
	s.window.Resize(fyne.NewSize(1920, 1080))
	for _, lang := range []string{"en", "ur"} {
		b.Run(lang, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				s.open(s.pages[i%len(s.pages)], lang, 0)
			}
		})
	}
}
