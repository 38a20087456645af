package main

import (
	"errors"
	"log/slog"
	"os"
	"strconv"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"github.com/jezek/xgb"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/ui"
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

// window passes the pipe's messages to Fyne's goroutine. It keeps only the latest view: a
// slow glass skips pictures rather than falling behind.
type window struct {
	g     *ui.Glass
	views chan glass.View
	seen  func(glass.Seen)
}

func (w *window) Show(v glass.View) {
	select {
	case <-w.views:
	default:
	}
	w.views <- v
	fyne.Do(func() {
		select {
		case v := <-w.views:
			w.g.Show(v)
			if w.seen != nil {
				w.seen(w.g.Seen())
			}
		default: // a later call has drawn a later view
		}
	})
}

func (w *window) Ping(alive func()) { fyne.Do(alive) }

func (w *window) Watch(seen func(glass.Seen)) {
	fyne.Do(func() { w.seen = seen })
}

// runGlass is the window. args are those of the core, behind "glass".
func runGlass(args []string, log *slog.Logger) int {
	s, err := parseFlags(args[2:])
	if err != nil {
		log.Error("the glass was started with flags that the core would refuse", "err", err)
		return exitFault
	}
	if !displayAnswers() {
		return glass.ExitNoDisplay
	}
	steady()
	words, err := locales.Open()
	if err != nil {
		log.Error("the words could not be read", "err", err)
		return exitFault
	}
	link := glass.NewLink(os.NewFile(fdIn, "core-to-glass"), os.NewFile(fdOut, "glass-to-core"))
	a := app.New()
	win := a.NewWindow("Frontdoor")
	win.SetPadded(false)
	g := ui.New(words, link.Do, ui.Options{Repaint: win.Canvas().Refresh})
	g.Show(glass.View{})
	win.SetContent(g.Object())
	if s.windowed {
		w, h, err := dimensions(s.size)
		if err != nil {
			log.Error("the window's size is wrong", "err", err)
			return exitFault
		}
		win.Resize(fyne.NewSize(float32(w), float32(h)))
	} else {
		g.Surface().HidePointer()
		win.SetFullScreen(true)
	}
	win.SetCloseIntercept(func() { a.Quit() })

	ended := make(chan error, 1)
	a.Lifecycle().SetOnStarted(func() {
		link.Ready()
		go func() {
			err := link.Run(&window{g: g, views: make(chan glass.View, 1)})
			ended <- err
			if errors.Is(err, glass.ErrCoreGone) {
				revive(args[2:], log)
			}
			fyne.Do(a.Quit)
		}()
	})
	win.ShowAndRun()
	return 0
}

// steady sets what Fyne reads from the environment: one pixel is one pixel, and pictures
// that are not shown are dropped soon.
func steady() {
	for k, v := range map[string]string{
		"FYNE_SCALE": "1", "FYNE_DISABLE_DPI_DETECTION": "true", "FYNE_CACHE": "20s", "LANG": "C.UTF-8",
	} {
		if err := os.Setenv(k, v); err != nil {
			slog.Warn("an environment variable could not be set", "name", k, "err", err)
		}
	}
}

// displayAnswers says whether there is a display: the window library ends the process with
// a stack trace where there is none.
func displayAnswers() bool {
	c, err := xgb.NewConn()
	if err != nil {
		return false
	}
	c.Close()
	return true
}

// revive makes this process the core, because the core has died without a goodbye. The
// visit has died with it. Under a service manager, that would start a second core beside
// the one that the manager starts, so there it only ends.
func revive(coreArgs []string, log *slog.Logger) {
	if os.Getenv("INVOCATION_ID") != "" {
		return
	}
	n, _ := strconv.Atoi(os.Getenv(revivals)) //nolint:errcheck // not set means never
	if n > 3 {
		time.Sleep(time.Duration(min(n, 15)) * time.Second)
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

