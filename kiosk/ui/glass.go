// Package ui draws what the core says, in the resident's language.
//
// Each screen is built once and shown again with other values, because Fyne keeps the
// memory of widgets that were replaced. A view takes the [glass.Frame], its own [glass.Screen]
// and the words of a language; it starts no goroutine, reads no clock and decides nothing:
// every touch is an action that goes to the core. The package knows no directory and no disk.
// cmd/kiosk opens a window on it, and cmd/gallery draws it without one.
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

// stirEvery is how often scrolling is said to the core at most. It counts in minutes.
const stirEvery = 500 * time.Millisecond

// sameSpot is how far apart the halves of a double touch are at most, in reference pixels.
const sameSpot = 60

// A Glass is the whole picture: the frame, the screens, the surface over them. All its
// methods are for Fyne's goroutine.
type Glass struct {
	mine    *side // in the resident's language
	english *side // beside it
	do      func(journey.Action)
	now     func() time.Time
	frame   *frame
	body    *fyne.Container // holds the one screen that is shown
	panes   *fyne.Container // holds both languages
	both    bool            // two languages are shown
	warning *warning
	silent  *silent
	page    *fyne.Container // frame and screen: all that is not over them
	number  string          // of the site's desk, as the core last said it
	again   func()          // puts what a new glass holds in the place of all that was shown
	surface *kit.Surface
	root    *fyne.Container
	shown   journey.Screen
	changed time.Time     // when the screen last changed
	stir    time.Time     // when scrolling last was said to the core
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
	in := stock{
		look:  &kit.Look{Engine: typeset.NewEngine(), Lang: "en", Zoom: 1, Unit: 1, Repaint: opts.Repaint, Later: opts.Later, OpenGL: opts.OpenGL},
		langs: locales.All(), words: words,
	}
	beside, other := in, *in.look
	beside.look = &other
	g := &Glass{mine: newSide(in), english: newSide(beside), do: do, now: opts.Now, shown: "none"}
	g.again = func() { g.mine, g.english = newSide(in), newSide(beside) }
	look := in.look
	g.frame = newFrame(in)
	g.warning = newWarning(look, g.frame.below)
	g.body = kit.Stack()
	g.panes = newPanes(look)
	g.page = kit.ColumnGrow(look, 0, g.body, g.frame.above, g.body, g.frame.below)
	g.silent = newSilent(in)
	all := kit.Stack(g.page, g.warning.object(), g.silent.object())
	if !opts.OpenGL {
		all = kit.Stack(kit.NewGround(look, kit.Paper), g.page, g.warning.object(), g.silent.object())
	}
	g.surface = kit.NewSurface(look, all, g.touched)
	g.surface.Stirs(g.stirred)
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
	near := max(again.X, -again.X, again.Y, -again.Y) < g.mine.look.Px(sameSpot)
	g.touch = at
	if near && g.now().Sub(g.changed) < guard {
		return
	}
	g.do(a)
}

// stirred says that somebody is there who touches nothing that the core knows of, such as a
// list that is scrolled.
func (g *Glass) stirred() {
	if now := g.now(); now.Sub(g.stir) >= stirEvery {
		g.stir = now
		g.do(journey.Action{Kind: journey.Stay})
	}
}

// Show draws a view.
func (g *Glass) Show(v glass.View) {
	lang := v.Lang
	if lang == "" {
		lang = "en"
	}
	g.number = v.Offer.Number
	g.silent.hide()
	g.page.Show()
	id, p := idOf(v), g.mine.words.Printer(lang)
	both := v.Assist && p.Tag() != "en" && id.Beside()
	zoom := []float32{1, 1.4, 2}[min(max(v.Size, 0), 2)]
	if both {
		zoom = 1 // half a glass holds letters of one size only
	}
	g.mine.wear(p.Tag(), zoom)
	g.english.wear("en", zoom)

	screen := g.mine.view(id)
	g.frame.show(v.Frame, id, p)
	screen.show(v.Frame, v.Screen, p)
	g.warning.show(v.Frame, p)
	if g.shown != id || g.both != both {
		g.shown, g.both, g.changed = id, both, g.now()
		g.surface.Release()
		g.body.Objects = []fyne.CanvasObject{screen.object()}
		if both {
			g.body.Objects[0] = g.panes
		}
	}
	if both {
		beside := g.english.view(id)
		beside.show(v.Frame, v.Screen, g.english.english())
		g.panes.Objects[firstPane], g.panes.Objects[otherPane] = screen.object(), beside.object()
	}
	g.relayout()
}

// Silent covers the glass while the core is not heard, and forgets what was on it. The next
// Show takes the cover away.
func (g *Glass) Silent() {
	g.again()
	g.shown, g.both, g.changed = "silent", false, g.now()
	g.mine.wear("en", 1)
	g.surface.Release()
	g.body.Objects = nil
	g.panes.Objects[firstPane], g.panes.Objects[otherPane] = kit.Stack(), kit.Stack()
	g.warning.show(glass.Frame{}, g.mine.english())
	g.frame.show(glass.Frame{}, journey.Attract, g.mine.english())
	g.page.Hide()
	g.silent.show(g.number)
	g.relayout()
}

// relayout places everything for the present words. Fyne lays out on a change of size only.
func (g *Glass) relayout() {
	size := g.root.Size()
	if size.Width < 1 {
		return
	}
	g.root.Layout.Layout(g.root.Objects, size)
	g.mine.look.Repaint(g.surface)
}

// Seen tells what is on the glass: for demonstrations and tests only.
func (g *Glass) Seen() glass.Seen {
	size := g.root.Size()
	s := glass.Seen{Screen: g.shown.String(), Lang: g.mine.look.Lang, Size: [2]int{int(size.Width), int(size.Height)}}
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
	unit := float32(math.Max(short/1080, 0.5))
	s.g.mine.look.Unit, s.g.english.look.Unit = unit, unit
	for _, o := range objects {
		kit.Place(o, 0, 0, size.Width, size.Height)
	}
}
