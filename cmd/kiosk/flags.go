package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"frontdoor/internal/cli"
)

const aboutKiosk = `Shows a help point on this machine's screen until it is ended. Everything is optional:
without flags it is an openly fictional library with built-in content, on the whole screen.

  kiosk desk     pairs telephones and tablets of the desk with a kiosk that runs
  kiosk enrol    makes this kiosk known to a hub
  kiosk stick    writes what waits for the hub to a USB stick`

// parseFlags reads the flags of the core, which are also those of its glass.
func parseFlags(args []string, stdout io.Writer) (Options, error) {
	var o Options
	f := cli.NewFlags(cli.About{Name: "kiosk", Usage: "[--content PACK] [--data DIR] [--site FILE] [--windowed]", Text: aboutKiosk})
	f.StringVar(&o.Content, "content", "", "the content `pack`; without one, the built-in content is used")
	dataFlag(f, &o.Data)
	f.StringVar(&o.SiteFile, "site", "", "the site's `file`; without one, an openly fictional library")
	f.StringVar(&o.HubURL, "hub", "", "the hub's `address`, instead of the one in the site's file")
	f.StringVar(&o.HubKeyFile, "key-file", "", "the `file` with this kiosk's key for the hub")
	f.StringVar(&o.Witness, "witness", "", "a `socket` that is told what is on the glass, for demonstrations and tests; only with --windowed")
	f.BoolVar(&o.Windowed, "windowed", false, "open a window instead of filling the screen")
	f.StringVar(&o.Size, "size", "1280x800", "the window's `size` with --windowed")
	f.DurationVar(&o.IdleAfter, "idle", 60*time.Second, "how `long` a screen waits before it asks whether anybody is there")
	f.DurationVar(&o.WarnFor, "warn", 20*time.Second, "how `long` it asks before it forgets")
	f.BoolVar(&o.EveryVisit, "flush", false, "deliver counts after every visit instead of every hour, for demonstrations")
	if err := f.Parse(stdout, args); err != nil {
		return o, err
	}
	if o.Witness != "" && !o.Windowed {
		return o, cli.Usagef("--witness tells another program what is on the glass, so it works only with --windowed.")
	}
	if _, _, err := dimensions(o.Size); err != nil {
		return o, err
	}
	return o, findData(&o.Data)
}

func dataFlag(f *cli.Flags, data *string) {
	f.StringVar(data, "data", "", "the kiosk's own `folder`, for counts that wait and for keys; without one, frontdoor in the user's state folder")
}

// findData finds the folder of a kiosk that is given none.
func findData(data *string) error {
	if *data != "" {
		return nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return cli.Mendf("there is no home folder to keep counts in: name a folder with --data DIR.")
	}
	*data = filepath.Join(home, ".local", "state", "frontdoor")
	return nil
}

// dimensions reads "1920x1080".
func dimensions(size string) (w, h int, err error) {
	if _, err := fmt.Sscanf(size, "%dx%d", &w, &h); err != nil || w < 320 || h < 240 || w > 8192 || h > 8192 {
		return 0, 0, cli.Usagef("%q is not a size: write it like 1920x1080.", size)
	}
	return w, h, nil
}
