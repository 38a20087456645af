// Package ui draws what the core says, in the resident's language.
//
// Each screen is built once and shown again with other values, because Fyne keeps the
// memory of widgets that were replaced. A view takes a [glass.View] and the words of a
// language; it starts no goroutine, reads no clock and decides nothing: every touch is an
// action that goes to the core. The package knows no directory and no disk. cmd/kiosk opens
// a window on it, and cmd/gallery draws it without one.
package ui

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/typeset"
	"frontdoor/kiosk/ui/kit"
	"frontdoor/locales"
)

// guard is how long after a new screen a touch on the same place is taken for the second half
// of a double touch on the old one. Many people touch twice what they want once.
const guard = 400 * time.Millisecond

// sameSpot is how far apart the halves of a double touch are at most, in reference pixels.
const sameSpot = 60

// view is one screen, built once.
type view interface {
	object() fyne.CanvasObject
	show(v glass.View, p locales.Printer)
}

// A Glass is the whole picture: the frame, the screens, the surface over them. All its
// methods are for Fyne's goroutine.
type Glass struct {
	look    *kit.Look
	words   *locales.Catalogue
	langs   []locales.Language
	do      func(journey.Action)
	now     func() time.Time
	frame   *frame
	body    *fyne.Container // holds the one screen that is shown
	views   map[journey.Screen]view
	other   *kit.Look // of English, beside the resident's language
	others  map[journey.Screen]view
	panes   *fyne.Container // holds both languages
	both    bool            // two languages are shown
	warning *warning
	surface *kit.Surface
	root    *fyne.Container
	shown   journey.Screen
	changed time.Time     // when the screen last changed
	touch   fyne.Position // where it was last touched
}

// Options adjust a Glass. The zero value works.
type Options struct {
	Now     func() time.Time        // tells a double touch from two; nil means the clock
	Repaint func(fyne.CanvasObject) // the Refresh of the window's canvas; nil means Fyne's own
	Later   func(func())            // does something soon, after the touches that wait; nil means at once

	// OpenGL says that a window draws, with the Theme of this package: the paper behind
	// everything is then the window's own, which costs nothing, and large areas are drawn as
	// what is cheapest there. Without it, a picture can be drawn without a window.
	OpenGL bool
}

// New builds a glass. do is called for every touch.
func New(words *locales.Catalogue, do func(journey.Action), opts Options) *Glass {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Repaint == nil {
		opts.Repaint = canvas.Refresh
	}
	g := &Glass{
		look:  &kit.Look{Engine: typeset.NewEngine(), Lang: "en", Zoom: 1, Unit: 1, Repaint: opts.Repaint, Later: opts.Later, OpenGL: opts.OpenGL},
		words: words, langs: locales.All(), do: do, now: opts.Now,
		views: map[journey.Screen]view{}, others: map[journey.Screen]view{},
		shown: "none",
	}
	other := *g.look
	g.other = &other
	g.frame = newFrame(g.look, g.langs)
	g.warning = newWarning(g.look, g.frame.below)
	g.body = kit.Stack()
	g.panes = newPanes(g.look)
	page := kit.ColumnGrow(g.look, 0, g.body, g.frame.above, g.body, g.frame.below)
	all := kit.Stack(page, g.warning.object())
	if !opts.OpenGL {
		all = kit.Stack(kit.NewGround(g.look, kit.Paper), page, g.warning.object())
	}
	g.surface = kit.NewSurface(g.look, all, g.touched)
	g.root = &fyne.Container{Layout: &screenful{g}, Objects: []fyne.CanvasObject{all, g.surface}}
	return g
}

// Object is what goes into a window.
func (g *Glass) Object() fyne.CanvasObject { return g.root }

// Screen is what is shown.
func (g *Glass) Screen() journey.Screen { return g.shown }

// Surface is what is touched.
func (g *Glass) Surface() *kit.Surface { return g.surface }

// touched passes a touch on, unless it is the second half of a double touch.
func (g *Glass) touched(a journey.Action, at fyne.Position) {
	again := at.Subtract(g.touch)
	near := max(again.X, -again.X, again.Y, -again.Y) < g.look.Px(sameSpot)
	g.touch = at
	if near && g.now().Sub(g.changed) < guard {
		return
	}
	g.do(a)
}

// Show draws a view.
func (g *Glass) Show(v glass.View) {
	lang := v.State.Lang
	if lang == "" {
		lang = "en"
	}
	p := g.words.Printer(lang)
	g.look.Lang = p.Tag()
	g.look.Zoom = []float32{1, 1.4, 2}[min(max(v.State.Size, 0), 2)]

	both := v.State.Assist && p.Tag() != "en" && together(v.State.Screen)
	if both {
		g.look.Zoom = 1 // half a glass holds letters of one size only
	}
	g.other.Lang, g.other.Zoom = "en", g.look.Zoom

	screen := g.view(g.views, g.look, v.State.Screen)
	g.frame.show(v, p)
	screen.show(v, p)
	g.warning.show(v, p)
	if g.shown != v.State.Screen || g.both != both {
		g.shown, g.both, g.changed = v.State.Screen, both, g.now()
		g.surface.Release()
		g.body.Objects = []fyne.CanvasObject{screen.object()}
		if both {
			g.body.Objects[0] = g.panes
		}
	}
	if both {
		english := g.view(g.others, g.other, v.State.Screen)
		english.show(v, g.words.Printer("en"))
		g.panes.Objects[firstPane], g.panes.Objects[otherPane] = screen.object(), english.object()
	}
	g.relayout()
}

// relayout places everything for the present words. Fyne lays out on a change of size only.
func (g *Glass) relayout() {
	size := g.root.Size()
	if size.Width < 1 {
		return
	}
	g.root.Layout.Layout(g.root.Objects, size)
	g.look.Repaint(g.surface)
}

// view gives the view of a screen in one of the two looks, built when it is first shown.
func (g *Glass) view(built map[journey.Screen]view, look *kit.Look, s journey.Screen) view {
	if v, ok := built[s]; ok {
		return v
	}
	v := g.build(s, look)
	built[s] = v
	return v
}

func (g *Glass) build(s journey.Screen, look *kit.Look) view {
	switch s {
	case journey.Attract:
		return newAttract(look, g.langs, g.words)
	case journey.Languages:
		return newLanguages(look, g.langs)
	case journey.Needs:
		return newNeeds(look)
	case journey.Leaves:
		return newLeaves(look)
	case journey.Place:
		return newPlace(look)
	case journey.Results:
		return newResults(look)
	case journey.Service:
		return newService(look)
	case journey.Person:
		return newPerson(look, g.langs)
	case journey.Emergency:
		return newEmergency(look)
	case journey.Finished:
		return newFinished(look)
	case journey.Comfort:
		return newComfort(look)
	case journey.Staff:
		return newStaff(look)
	case journey.Missing:
		return newMissing(look)
	case journey.Turned:
		return newTurned(look)
	case journey.Remembered:
		return newRemembered(look)
	case journey.Pin:
		return newPin(look)
	case journey.Phrases:
		return newPhrases(look, g.words)
	case journey.Sentences:
		return newSentences(look, g.words)
	case journey.Phrase:
		return newPhrase(look, g.words)
	case journey.Blank:
		return newBlank(look, g.words)
	case journey.Take:
		return newTake(look)
	case journey.Pairing:
		return newPairing(look)
	case journey.Handover:
		return newHandover(look, g.words.Printer("en"))
	case journey.Filter:
		return newFilter(look)
	case journey.Right:
		return newRight(look, g.words.Printer("en"))
	}
	return newBroken(look)
}

// Seen tells what stands on the glass: for demonstrations and tests only.
func (g *Glass) Seen() glass.Seen {
	size := g.root.Size()
	s := glass.Seen{Screen: g.shown.String(), Lang: g.look.Lang, Size: [2]int{int(size.Width), int(size.Height)}}
	if g.warning.shown() {
		s.Screen = "warning"
	}
	for _, p := range g.surface.Parts() {
		if p.Action == nil {
			s.Texts = append(s.Texts, p.Text)
			continue
		}
		s.Targets = append(s.Targets, glass.Target{
			Action: string(p.Action.Kind), Value: p.Action.Value,
			X: int(p.At.X), Y: int(p.At.Y), W: int(p.Size.Width), H: int(p.Size.Height),
		})
	}
	return s
}

// screenful fills the window and sets the unit of the glass by its size. It never asks the
// window to grow.
type screenful struct{ g *Glass }

func (screenful) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 240) }

func (s screenful) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	short := math.Min(float64(size.Width), float64(size.Height))
	s.g.look.Unit = float32(math.Max(short/1080, 0.5))
	s.g.other.Unit = s.g.look.Unit
	for _, o := range objects {
		kit.Place(o, 0, 0, size.Width, size.Height)
	}
}
