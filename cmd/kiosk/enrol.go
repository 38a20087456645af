package main

import (
	"context"
	"fmt"
	"io"
	"os"
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
		Usage: "'https://hub.example.org#CODE' | --leave [--data DIR]",
		Text: "Makes this kiosk known to a hub, with the line that `hub enrol` printed. The line works once.\n" +
			"\"-\" in its place reads it from standard input, where no list of processes shows it.\n" +
			"A kiosk that runs begins to deliver within a minute. One that has a hub keeps it, until\n" +
			"--leave has made it forget that hub; its counts then wait for the next.",
	})
	dataFlag(f, &data)
	leave := f.Bool("leave", false, "forget the hub that this kiosk has")
	rest, err := f.ParseArgs(stdout, args)
	if err != nil {
		return err
	}
	switch {
	case *leave && len(rest) > 0:
		return cli.Unexpected("kiosk enrol", rest[0])
	case *leave:
		return leaveHub(data, stdout)
	case len(rest) == 0:
		return cli.Usagef("give the line printed by `hub enrol`, and --data DIR if this kiosk keeps its data elsewhere: kiosk enrol 'https://hub.example.org#CODE'")
	case len(rest) > 1:
		return cli.Unexpected("kiosk enrol", rest[1])
	}
	if err := findData(&data); err != nil {
		return err
	}
	text := rest[0]
	if text == "-" {
		b, err := io.ReadAll(io.LimitReader(os.Stdin, 4096))
		if err != nil {
			return fmt.Errorf("read the line: %w", err)
		}
		text = string(b)
	}
	invitation, err := enrol.Parse(text)
	if err != nil {
		return cli.Mendf("%v", err)
	}
	known, _, enrolled, err := delivery.Enrolled(data)
	switch {
	case err != nil:
		return cli.Mendf("%v", err)
	case enrolled && (known.URL != invitation.URL || known.Pin != invitation.Pin):
		return cli.Mendf("%v", delivery.TakenError(known))
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
	by := "a certificate that every machine trusts"
	if told.Pin != "" {
		by = "the key sha256-" + told.Pin
	}
	_, err = fmt.Fprintf(stdout, "This kiosk is %s at %s. Its counts go to %s, known by %s; a kiosk that runs begins within a minute.\n", told.Kiosk, told.Site, told.URL, by)
	return err
}

// leaveHub makes a kiosk forget its hub.
func leaveHub(data string, stdout io.Writer) error {
	if err := findData(&data); err != nil {
		return err
	}
	was, had, err := delivery.Leave(data)
	switch {
	case err != nil:
		return cli.Mendf("%v", err)
	case !had:
		return cli.Mendf("this kiosk has no hub to leave.")
	}
	_, err = fmt.Fprintf(stdout, "This kiosk has left %s. Its counts wait for the next hub; a kiosk that runs has to be started again.\n", was)
	return err
}
