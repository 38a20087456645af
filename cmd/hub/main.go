// Command hub is the coordinators' server: it takes counts from kiosks and shows them.
package main

import (
	"context"
	"flag"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // days are London's, whatever the machine has

	"frontdoor/internal/cli"
)

const help = `usage:
  hub serve WHERE [--listen 127.0.0.1:8480] [--password-file FILE] [--tls [--name HOST]] [--behind-proxy]
  hub enrol WHERE --site NAME --kiosk NAME --url https://HUB [--hours 24] [--trusted-certificate]
                                                 print a line with which the kiosk enrols itself, once
  hub stick WHERE --stick DIR                    take what a stick brings from kiosks that are never online
  hub stick WHERE --stick DIR --invite --site NAME --kiosk NAME
  hub keys add WHERE --site NAME --kiosk NAME    print a key for the kiosk, once
  hub keys list WHERE
  hub keys revoke WHERE --kiosk NAME
  hub gaps forget WHERE --kiosk NAME             forget the hours that a kiosk declared lost
  hub clock WHERE [--right]                      say whether the hub's clock can be right
  hub certificate WHERE                          print the certificate of --tls, for browsers to trust
  hub page WHERE --out FILE                      write the coordinators' page to a file
  hub COMMAND --help                             explain a command and its flags
  hub --version

WHERE is where the counts are kept: --data DIR is a file in a folder, and
--database postgres://USER@HOST,HOST/NAME is a PostgreSQL server, or whichever of several
takes writes. Several hubs may serve one database. A password for the database belongs in
~/.pgpass or PGPASSWORD, where other users of the machine cannot see it.

With --tls the hub speaks HTTPS with a certificate of its own, which enrolled kiosks know by its key.
Its keys are in the folder of --data, or of --identity DIR; hubs on one database share copies of it.

The hub listens to its own machine only, unless --password-file names a file with a password for the
page; then add --tls, or --behind-proxy where a proxy that speaks HTTPS is in front of it. Keys can be made and withdrawn while it serves.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run returns the exit code: those of package cli.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if cli.Told(stdout, args, help) {
		return cli.OK
	}
	return cli.Report(stderr, "hub", command(ctx, args, stdout, stderr))
}

// commands are what the hub can be told to do. Each prints what was asked for to out; told is
// for what its caller should know besides.
var commands = map[string]func(ctx context.Context, args []string, out, told io.Writer) error{ //nolint:gochecknoglobals // read only
	"serve":       serve,
	"enrol":       enrolKiosk,
	"stick":       byStick,
	"courier":     byStick, // its name until 0.1
	"keys add":    addKey,
	"keys list":   listKeys,
	"keys revoke": revokeKeys,
	"gaps forget": forgetGaps,
	"clock":       clock,
	"certificate": certificate,
	"page":        page,
}

func command(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return cli.Usagef("say what to do.\n\n%s", help)
	}
	name, rest := args[0], args[1:]
	if (name == "keys" || name == "gaps") && len(rest) > 0 {
		name, rest = name+" "+rest[0], rest[1:]
	}
	do, ok := commands[name]
	switch {
	case ok:
		return do(ctx, rest, stdout, stderr)
	case name == "keys" || name == "keys --help" || name == "keys -h":
		return cli.Usagef("say what to do with keys: hub keys add, hub keys list or hub keys revoke. See hub --help.")
	}
	if name == "gaps" || name == "gaps --help" || name == "gaps -h" {
		return cli.Usagef("say what to do with gaps: hub gaps forget. See hub --help.")
	}
	return cli.Usagef("there is no command %q. See hub --help.", name)
}

// A verb is one command's flags, with those that all commands have.
type verb struct {
	*cli.Flags
	where
}

func newVerb(name, usage, text string) verb {
	f := cli.NewFlags(cli.About{Name: "hub " + name, Usage: usage, Text: text})
	return verb{f, whereFlags(f.FlagSet)}
}

// kioskFlags are the names of a kiosk and its site.
func kioskFlags(f *flag.FlagSet) (site, kiosk *string) {
	return f.String("site", "", "the `name` of the kiosk's site, as on the page: \"Example Library\""),
		f.String("kiosk", "", "the kiosk's `name`, in small letters, digits and hyphens: demo-1")
}
