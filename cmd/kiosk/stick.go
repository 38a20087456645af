package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"frontdoor/internal/build"
	"frontdoor/internal/cli"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/queue"
)

// runStick is "kiosk stick": it exchanges counts with a stick while the kiosk does not run.
func runStick(ctx context.Context, args []string, stdout io.Writer) (err error) {
	var data string
	f := cli.NewFlags(cli.About{
		Name:  "kiosk stick",
		Usage: "--stick FOLDER [--data DIR] [--kiosk NAME]",
		Text: "Writes what waits for the hub to a USB stick, and takes the hub's answers from it, while the\n" +
			"kiosk does not run. One that runs does so by itself: see [stick] in the site's file.",
	})
	dataFlag(f, &data)
	folder := f.String("stick", "", "the `folder` in which the stick is")
	name := f.String("kiosk", "", "which kiosk this is, where the stick invites several: its `name`")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if *folder == "" {
		return cli.Usagef("say where the stick is: kiosk stick --stick FOLDER [--data DIR] [--kiosk NAME]")
	}
	if err := findData(&data); err != nil {
		return err
	}
	q, err := openQueue(ctx, data, nil)
	switch {
	case errors.Is(err, queue.ErrLocked):
		return cli.Mendf("the kiosk is running. Write folder = %q under [stick] in the site's file: it then writes to a stick as soon as one is in.", *folder)
	case err != nil:
		return cli.Mendf("the counts in %s cannot be read: %v", data, err)
	}
	defer func() { err = errors.Join(err, q.Close()) }()
	if err := q.CloseOpen(); err != nil {
		return err
	}
	said, err := stick.Deliver(*folder, data, *name, build.Version(), q)
	if err != nil {
		return cli.Mendf("%v", err)
	}
	_, err = fmt.Fprintln(stdout, said)
	return err
}
