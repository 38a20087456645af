package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// settings are what the command line says.
type settings struct {
	content  string
	data     string
	site     string
	hub      string
	keyFile  string
	witness  string
	windowed bool
	size     string
	idle     time.Duration
	warn     time.Duration
	flush    bool
}

func parseFlags(args []string) (settings, error) {
	var s settings
	f := flag.NewFlagSet("kiosk", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&s.content, "content", "", "the content pack; without one, the built-in content is used")
	f.StringVar(&s.data, "data", "", "the folder for counts that wait for the hub (default: frontdoor in the user's state folder)")
	f.StringVar(&s.site, "site", "", "the site's file; without one, an openly fictional library")
	f.StringVar(&s.hub, "hub", "", "the hub's address, instead of the one in the site's file")
	f.StringVar(&s.keyFile, "key-file", "", "the file with this kiosk's key for the hub")
	f.StringVar(&s.witness, "witness", "", "a socket that is told what stands on the glass, for demonstrations and tests; only with --windowed")
	f.BoolVar(&s.windowed, "windowed", false, "open a window instead of filling the screen")
	f.StringVar(&s.size, "size", "1280x800", "the window's size with --windowed")
	f.DurationVar(&s.idle, "idle", 60*time.Second, "how long a screen waits before it asks whether anybody is there")
	f.DurationVar(&s.warn, "warn", 20*time.Second, "how long it asks before it forgets")
	f.BoolVar(&s.flush, "flush", false, "deliver counts after every visit instead of every hour, for demonstrations")
	if err := f.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "usage: kiosk [--content PACK] [--data DIR] [--site FILE] [--windowed]")
			f.SetOutput(os.Stderr)
			f.PrintDefaults()
			return s, err
		}
		return s, mendf("%v. See kiosk --help.", err)
	}
	if f.NArg() > 0 {
		return s, mendf("%q is not understood. See kiosk --help.", f.Arg(0))
	}
	if s.witness != "" && !s.windowed {
		return s, mendf("--witness tells another program what stands on the glass, so it works only with --windowed.")
	}
	return s, s.findData()
}

// findData finds the folder of a kiosk that is given none.
func (s *settings) findData() error {
	if s.data != "" {
		return nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return mendf("no folder for counts is known: say one with --data DIR.")
	}
	s.data = filepath.Join(home, ".local", "state", "frontdoor")
	return nil
}

// dimensions reads "1920x1080".
func dimensions(size string) (w, h int, err error) {
	if _, err := fmt.Sscanf(size, "%dx%d", &w, &h); err != nil || w < 320 || h < 240 || w > 8192 || h > 8192 {
		return 0, 0, mendf("%q is not a size: write it like 1920x1080.", size)
	}
	return w, h, nil
}
