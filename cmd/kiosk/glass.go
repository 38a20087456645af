package main

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"frontdoor/internal/cli"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/ui"
	"frontdoor/kiosk/ui/window"
	"frontdoor/locales"
)

// The pipe's file descriptors in the glass.
const (
	fdIn  = 3
	fdOut = 4
)

// revivals is the environment variable that counts how often a glass became the core in
// quick succession. A core that dies as soon as it starts is given longer each time.
const revivals = "FRONTDOOR_REVIVALS"

// picture passes the pipe's messages to Fyne's goroutine. It keeps only the latest view: a
// slow glass skips pictures rather than falling behind. Until the window is open, the view
// waits: the first picture is already the right one, even after a glass was replaced.
type picture struct {
	g       *ui.Glass // with app, there once the window was started
	app     fyne.App
	views   chan glass.View
	started atomic.Bool
	first   chan struct{} // closed with the first view
	once    sync.Once
	seen    func(glass.Seen)
	silent  atomic.Bool // the core is not heard
	waits   atomic.Bool // no screen is switched on: there is nothing to draw, and nothing hangs
}

func newPicture() *picture {
	return &picture{views: make(chan glass.View, 1), first: make(chan struct{})}
}

func (w *picture) Show(v glass.View) {
	select {
	case <-w.views:
	default:
	}
	w.views <- v
	w.silent.Store(false)
	w.once.Do(func() { close(w.first) })
	if w.started.Load() {
		fyne.Do(w.draw)
	}
}

// Silent puts the picture away, and what would have come after it.
func (w *picture) Silent() {
	select {
	case <-w.views:
	default:
	}
	w.silent.Store(true)
	if w.started.Load() {
		fyne.Do(w.draw)
	}
}

// draw draws the latest view, if it was not drawn yet.
func (w *picture) draw() {
	select {
	case v := <-w.views:
		before := w.g.Screen()
		w.g.Show(v)
		w.tell()
		if w.g.Screen() == journey.Attract && before != journey.Attract {
			// A visit has ended: what it left in memory is given back now, not some time.
			go debug.FreeOSMemory()
		}
	default:
		if w.silent.Swap(false) {
			w.g.Silent()
			w.tell()
			go debug.FreeOSMemory()
		}
	}
}

// tell says what is on the glass, once it can be touched.
func (w *picture) tell() {
	if w.seen != nil && w.started.Load() {
		w.seen(w.g.Seen())
	}
}

func (w *picture) Ping(alive func()) {
	switch {
	case w.started.Load():
		fyne.Do(alive)
	case w.waits.Load():
		alive()
	}
}

func (w *picture) Watch(seen func(glass.Seen)) {
	set := func() { w.seen = seen }
	if w.started.Load() {
		fyne.Do(set)
		return
	}
	set()
}

// runGlass is the window. args are those of the core, behind "glass".
func runGlass(args []string, log *slog.Logger) int {
	opts, err := parseFlags(args[2:], io.Discard)
	if err != nil {
		log.Error("the glass was started with flags that the core would refuse", "err", err)
		return cli.Fault
	}
	if !displayAnswers() {
		return glass.ExitNoDisplay
	}
	steady(log)
	words, err := locales.Open()
	if err != nil {
		log.Error("the words could not be read", "err", err)
		return cli.Fault
	}
	link := glass.NewLink(os.NewFile(fdIn, "core-to-glass"), os.NewFile(fdOut, "glass-to-core"), glass.LinkOptions{Hung: ending(os.Getppid(), log)})
	w := newPicture()
	go follow(link, w, args[2:], log)
	awaitScreen(w, log)
	a := app.New()
	a.Settings().SetTheme(ui.NewTheme())
	win := a.NewWindow("Frontdoor")
	win.SetPadded(false)
	g := ui.New(words, link.Do, ui.Options{Repaint: win.Canvas().Refresh, Later: fyne.Do, OpenGL: true})
	w.g, w.app = g, a
	select {
	case <-w.first:
	case <-time.After(2 * time.Second): // the core is slow: the window opens without it
		g.Show(glass.View{Screen: glass.Attract{}})
	}
	w.draw()
	win.SetContent(g.Object())
	if opts.Windowed {
		width, height, err := dimensions(opts.Size)
		if err != nil {
			log.Error("the window's size is wrong", "err", err)
			return cli.Fault
		}
		win.Resize(fyne.NewSize(float32(width), float32(height)))
	} else {
		g.Surface().HidePointer()
		win.SetFullScreen(true)
	}
	// A key or a window manager closes nothing: whoever comes next would meet a bare desktop.
	win.SetCloseIntercept(func() {})

	a.Lifecycle().SetOnStarted(func() {
		w.started.Store(true)
		w.draw()
		w.tell()
		link.Ready()
		go watchWindow(opts.Windowed, log)
	})
	win.ShowAndRun()
	return 0
}

// follow passes on what the core says, until it says goodbye or is gone.
func follow(link *glass.Link, w *picture, coreArgs []string, log *slog.Logger) {
	err := link.Run(w)
	if errors.Is(err, glass.ErrCoreGone) {
		revive(coreArgs, log)
	}
	if w.started.Load() {
		fyne.Do(w.app.Quit)
		return
	}
	os.Exit(0) // the window never opened
}

// steady sets what Fyne and the drawing library read from the environment: one pixel is one
// pixel, and memory is asked for sparingly.
func steady(log *slog.Logger) {
	debug.SetGCPercent(20)
	for k, v := range map[string]string{
		"FYNE_SCALE": "1", "FYNE_DISABLE_DPI_DETECTION": "true", "LANG": "en_GB.UTF-8",
	} {
		if err := os.Setenv(k, v); err != nil {
			log.Warn("an environment variable could not be set", "name", k, "err", err)
		}
	}
}

// displayAnswers reports whether there is a display: the window library ends the process with
// a stack trace where there is none.
//
// A display whose last window has closed begins anew and does not answer for a moment, which
// is what happens when a core is replaced; so it is asked for a while.
func displayAnswers() bool {
	if os.Getenv("DISPLAY") == "" {
		return false
	}
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for range 20 {
		if d, err := window.Open(); err == nil {
			d.Close()
			return true
		}
		<-again.C
	}
	return false
}

// ending returns what ends a core that hangs, for a new one to take its place. Its pipe tells
// when it has gone; one that waits for a dying disk goes when the disk lets it.
func ending(core int, log *slog.Logger) func() {
	return func() {
		if os.Getppid() != core {
			return // it has ended, and its number may be somebody else's
		}
		log.Error("the core hangs and is ended")
		if err := syscall.Kill(core, syscall.SIGKILL); err != nil {
			log.Error("the core could not be ended", "err", err)
		}
	}
}

// revive makes this process the core, because the core has died without a goodbye. The
// visit has died with it. Under a service manager, that would start a second core beside
// the one that the manager starts, so there it only ends.
func revive(coreArgs []string, log *slog.Logger) {
	if os.Getenv("INVOCATION_ID") != "" {
		return
	}
	n, err := strconv.Atoi(os.Getenv(revivals))
	if err != nil {
		n = 0 // it is not set: this is the first time
	}
	if n > 3 {
		<-time.After(time.Duration(min(n, 15)) * time.Second)
	}
	self, err := os.Executable()
	if err != nil {
		log.Error("the core could not be started again", "err", err)
		return
	}
	if err := os.Setenv(revivals, strconv.Itoa(n+1)); err != nil {
		log.Error("the core could not be started again", "err", err)
		return
	}
	log.Warn("the core has died: this process becomes the core")
	err = syscall.Exec(self, append([]string{"kiosk"}, coreArgs...), os.Environ())
	log.Error("the core could not be started again", "err", err)
}
