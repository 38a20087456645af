package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"frontdoor/internal/build"
	"frontdoor/internal/cli"
	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/queue"
)

// stickTime is how long a stick may take.
const stickTime = 5 * time.Minute

// runStick is "kiosk stick": it exchanges counts with a stick while the kiosk does not run.
func runStick(ctx context.Context, args []string, stdout io.Writer) (err error) {
	var data string
	f := cli.NewFlags(cli.About{
		Name:  "kiosk stick",
		Usage: "--stick FOLDER [--data DIR] [--adopt FINGERPRINT] [--kiosk NAME]",
		Text: "Writes what waits for the hub to a USB stick, and takes the hub's answers from it, while the\n" +
			"kiosk does not run. One that runs does so by itself: see [stick] in the site's file.\n" +
			"A kiosk without a hub takes the stick's invitation with --adopt, whether it runs or not.",
	})
	dataFlag(f, &data)
	folder := f.String("stick", "", "the `folder` in which the stick is")
	name := f.String("kiosk", "", "which kiosk this is, where the stick invites several: its `name`")
	adopt := f.String("adopt", "", "take the stick's invitation, if it is from the hub with this `fingerprint`, which \"hub stick --invite\" printed")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if *folder == "" {
		return cli.Usagef("say where the stick is: kiosk stick --stick FOLDER [--data DIR] [--kiosk NAME]")
	}
	if err := findData(&data); err != nil {
		return err
	}
	if *adopt != "" {
		return adoptHub(ctx, *folder, data, *name, *adopt, stdout)
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
	var said string
	err = stick.Within(ctx, stickTime, func(ctx context.Context) (err error) {
		said, err = stick.Deliver(ctx, *folder, data, *name, build.Version(), q)
		return err
	})
	if err != nil {
		return cli.Mendf("%v", err)
	}
	_, err = fmt.Fprintln(stdout, said)
	return err
}

// adoptHub takes a stick's invitation: whoever runs it has said yes to a fingerprint.
func adoptHub(ctx context.Context, folder, data, name, fingerprint string, stdout io.Writer) error {
	var e enrol.Enrolment
	err := stick.Within(ctx, stickTime, func(context.Context) (err error) {
		e, err = stick.Adopt(folder, data, name, fingerprint)
		return err
	})
	if err != nil {
		return cli.Mendf("%v", err)
	}
	_, err = fmt.Fprintf(stdout, "This kiosk is %s at %s, of the hub %s. Carry the stick back to the hub: the request is on it.\n", e.Kiosk, e.Site, e.Fingerprint())
	return err
}
