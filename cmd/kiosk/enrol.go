package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"frontdoor/internal/cli"
	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery"
	"frontdoor/kiosk/delivery/line"
)

// enrolTime is how long a hub may take to answer.
const enrolTime = time.Minute

// runEnrol is "kiosk enrol": it makes this kiosk known to a hub, with the line that "hub enrol"
// printed.
func runEnrol(ctx context.Context, args []string, stdout io.Writer) error {
	var data string
	f := cli.NewFlags(cli.About{
		Name:  "kiosk enrol",
		Usage: "'https://hub.example.org#CODE' [--data DIR]",
		Text: "Makes this kiosk known to a hub, with the line that `hub enrol` printed. The line works once.\n" +
			"A kiosk that runs begins to deliver within a minute.",
	})
	dataFlag(f, &data)
	rest, err := f.ParseArgs(stdout, args)
	if err != nil {
		return err
	}
	switch {
	case len(rest) == 0:
		return cli.Usagef("give the line printed by `hub enrol`, and --data DIR if this kiosk keeps its data elsewhere: kiosk enrol 'https://hub.example.org#CODE'")
	case len(rest) > 1:
		return cli.Unexpected("kiosk enrol", rest[1])
	}
	if err := findData(&data); err != nil {
		return err
	}
	invitation, err := enrol.Parse(rest[0])
	if err != nil {
		return cli.Mendf("%v", err)
	}
	key, err := delivery.Key(data)
	if err != nil {
		return cli.Mendf("%v", err)
	}
	ctx, stop := context.WithTimeout(ctx, enrolTime)
	defer stop()
	told, err := line.Enrol(ctx, invitation, key)
	if err == nil {
		err = delivery.Keep(data, told)
	}
	if err != nil {
		return cli.Mendf("%v", err)
	}
	_, err = fmt.Fprintf(stdout, "This kiosk is %s at %s. Its counts go to %s; a kiosk that runs begins within a minute.\n", told.Kiosk, told.Site, told.URL)
	return err
}
