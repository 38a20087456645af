// Command hub is the coordinators' server: it takes counts from kiosks and shows them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // days are London's, whatever the machine has
)

const help = `usage:
  hub serve WHERE [--listen 127.0.0.1:8480] [--password-file FILE] [--tls]
  hub enrol WHERE --site NAME --kiosk NAME --url https://HUB [--hours 24] [--trusted-certificate]
                                                 prints a line with which the kiosk enrols itself, once
  hub stick WHERE --stick DIR                    takes what a stick brings from kiosks that are never online
  hub stick WHERE --stick DIR --invite --site NAME --kiosk NAME
  hub keys add WHERE --site NAME --kiosk NAME    prints the kiosk's key, once
  hub keys list WHERE
  hub keys revoke WHERE --kiosk NAME

WHERE is where the counts are: --data DIR keeps them in a file in DIR, and
--database postgres://USER@HOST,HOST/NAME on a PostgreSQL server, or on the one of several
that takes writes. Several hubs may serve one database. A password for the database belongs
into ~/.pgpass or PGPASSWORD, where other users of the machine do not see it.

With --tls the hub speaks HTTPS with a certificate of its own, which kiosks that enrol know by its key. Its
keys are in the folder of --data, or of --identity DIR; hubs on one database share copies of it.

The hub listens to this machine only, unless a file holds a password for the page; then put
it behind a proxy that speaks HTTPS. Keys can be made and withdrawn while it serves.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// A callError is a fault of the call: nothing was begun.
type callError struct{ words string }

func (e *callError) Error() string { return e.words }

func callf(format string, args ...any) error { return &callError{fmt.Sprintf(format, args...)} }

// run gives the exit code: 0 well, 1 what was asked for cannot be done, 2 the call is at
// fault.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	err := command(ctx, args, stdout, stderr)
	var call *callError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, help)
		return 0
	case errors.As(err, &call):
		fmt.Fprintf(stderr, "hub: %s\n", call.words)
		return 2
	default:
		fmt.Fprintf(stderr, "hub: %v\n", err)
		return 1
	}
}

func command(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	name := strings.Join(args[:min(len(args), 1)], " ")
	rest := args[min(len(args), 1):]
	if name == "keys" && len(rest) > 0 {
		name, rest = name+" "+rest[0], rest[1:]
	}
	switch name {
	case "serve":
		return serve(ctx, rest, stdout, stderr)
	case "enrol":
		return enrolKiosk(ctx, rest, stdout, stderr)
	case "stick", "courier": // its name until 0.1
		return byStick(ctx, rest, stdout, stderr)
	case "keys add":
		return addKey(ctx, rest, stdout)
	case "keys list":
		return listKeys(ctx, rest, stdout)
	case "keys revoke":
		return revokeKeys(ctx, rest, stdout)
	case "help", "--help", "-h":
		return flag.ErrHelp
	default:
		return callf("say what to do.\n\n%s", help)
	}
}

// parse reads the flags of a command; there are no other arguments.
func parse(f *flag.FlagSet, args []string) error {
	f.SetOutput(io.Discard)
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return callf("%v: see hub help", err)
	case f.NArg() > 0:
		return callf("%q is one word too many: see hub help", f.Arg(0))
	}
	return nil
}
