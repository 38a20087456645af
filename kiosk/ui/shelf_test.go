package ui_test

import (
	"fmt"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/ui"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/kiosk/ui/storybook"
	"frontdoor/locales"
)

// A shelf holds the storybook and a glass without a window to open it on.
type shelf struct {
	pages  []storybook.Page
	glass  *ui.Glass
	window fyne.Window
	words  *locales.Catalogue
	did    []journey.Action
	lang   string // of the page that every has opened
}

type format struct {
	name string
	w, h float32
}

// formats are those of cmd/gallery.
var formats = []format{{"wide", 1920, 1080}, {"portrait", 1080, 1920}, {"small", 1280, 800}}

func newShelf(tb testing.TB, opts ui.Options) *shelf {
	tb.Helper()
	words, err := locales.Open()
	if err != nil {
		tb.Fatal(err)
	}
	tree, err := needs.Load()
	if err != nil {
		tb.Fatal(err)
	}
	s := &shelf{pages: storybook.Pages(tree.TopIDs(), tree.LeafIDs("health")), words: words}
	a := test.NewApp()
	tb.Cleanup(a.Quit)
	s.window = a.NewWindow("test")
	s.window.SetPadded(false)
	opts.Repaint = s.window.Canvas().Refresh
	s.glass = ui.New(words, func(do journey.Action) { s.did = append(s.did, do) }, opts)
	s.window.SetContent(s.glass.Object())
	return s
}

func (s *shelf) page(tb testing.TB, name string) storybook.Page {
	tb.Helper()
	for _, p := range s.pages {
		if p.Name == name {
			return p
		}
	}
	tb.Fatalf("the storybook has no page %q", name)
	return storybook.Page{}
}

func (s *shelf) open(p storybook.Page, lang string, size int) []kit.Part {
	v := p.In(lang)
	v.Size = size
	s.glass.Show(v)
	return s.glass.Surface().Parts()
}

// A sight is what stood on the glass once a page was opened.
type sight struct {
	parts []kit.Part
	lang  string
}

// sights are the pages that were opened by an earlier test: laying all of them out is most of
// what these tests do, and one page always looks the same.
var sights sync.Map // of name → sight

// every opens every page in every language, format and size.
func (s *shelf) every(t *testing.T, look func(t *testing.T, f format, p storybook.Page, parts []kit.Part)) {
	t.Helper()
	complete.NotQuick(t, "draws every screen in every language, format and size")
	for _, f := range formats {
		s.window.Resize(fyne.NewSize(f.w, f.h))
		for _, l := range locales.All() {
			for size := range journey.Sizes {
				t.Run(f.name+"-"+l.Tag+"-"+string(rune('0'+size)), func(t *testing.T) {
					for _, p := range s.pages {
						key := fmt.Sprint(f, p.Name, l.Tag, size)
						seen, ok := sights.Load(key)
						if !ok {
							parts := s.open(p, l.Tag, size)
							seen = sight{parts, s.glass.Seen().Lang}
							sights.Store(key, seen)
						}
						now, _ := seen.(sight)
						s.lang = now.lang
						look(t, f, p, now.parts)
					}
				})
			}
		}
	}
}

func target(parts []kit.Part, kind journey.Kind) (kit.Part, bool) {
	for _, p := range parts {
		if p.Action != nil && p.Action.Kind == kind {
			return p, true
		}
	}
	return kit.Part{}, false
}

func unit(f format) float32 { return min(f.w, f.h) / 1080 }
