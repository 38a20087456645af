package main

import (
	"log/slog"
	"os"
	"time"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/ui/window"
)

// How often the window is compared with what people see, and how often in a row it may be wrong:
// a screen that is just being set up is.
const (
	lookEvery = 2 * time.Second
	mostWrong = 3
)

// awaitScreen waits while every screen is switched off. A window that opened then would never
// be seen, or end the process.
func awaitScreen(w *picture, log *slog.Logger) {
	d, err := window.Open()
	if err != nil {
		return // whoever opens the window says so
	}
	defer d.Close()
	w.waits.Store(true)
	defer w.waits.Store(false)
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for said := false; ; <-again.C {
		lit, err := d.Screens()
		if err != nil || len(lit) > 0 {
			return
		}
		if !said {
			log.Info("no screen is switched on: the window waits")
		}
		said = true
	}
}

// watchWindow ends this process when its window is not what people see, and the core starts
// another. Where there is only a part of a screen, nobody but the person who chose that knows
// what is right: there has to be a window, and no more.
func watchWindow(windowed bool, log *slog.Logger) {
	d, err := window.Open()
	if err != nil {
		log.Warn("the window is not compared with the screen", "err", err)
		return
	}
	look := func() error { return d.Seen(os.Getpid()) }
	if windowed {
		look = func() error {
			there, err := d.Exists(os.Getpid())
			if err == nil && !there {
				err = window.ErrNone
			}
			return err
		}
	}
	again := time.NewTicker(lookEvery)
	defer again.Stop()
	for wrong := 0; ; <-again.C {
		if err = look(); err == nil {
			wrong = 0
			continue
		}
		if wrong++; wrong > mostWrong {
			log.Error("the window is not what people see, and begins anew", "err", err)
			os.Exit(glass.ExitUnseen)
		}
	}
}
