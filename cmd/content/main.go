// Command content is the editors' bench: it imports, checks, builds and shows what a kiosk
// knows of services.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	_ "time/tzdata" // hours are London's, whatever the machine has

	"frontdoor/internal/cli"
	"frontdoor/kiosk/content"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/needs"
)

const usage = `usage:
  content import ods --from FOLDER --postcodes FOLDER -o SOURCE [--area Y56]
  content import libraries --from FILE --verified DATE --postcodes FOLDER -o SOURCE
  content import openreferral --from FILE|URL -o SOURCE [--mapping FILE] [--postcodes FOLDER]
  content import csv --from FILE --mapping FILE -o SOURCE [--postcodes FOLDER]
  content import postcodes --from FOLDER -o SOURCE
  content check SOURCE…
  content build SOURCE… -o PACK [--report FILE]   (national services are always part of it)
  content diff OLD NEW                 what has changed between two packs; exit code 1 if anything has
  content export openreferral -o FILE [--content PACK]
  content show [--content PACK]        what is in it
  content show NEED --near POSTCODE [--content PACK] [--lang TAG] [--at TIME]
               [--only open,free,step-free,language,no-proof]
               [--wants step-free,hearing-loop,interpreter,quiet]
  content find --lang TAG WORDS…
  content COMMAND --help               what each flag means
  content --version
`

// exitStatus is what run returns.
const exitStatus = `  0  what was asked for was done
  1  the content is at fault: each fault is on a line of its own; or an import was refused,
     and what was there is kept
  2  the call is not understood, or a file cannot be read or written
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if cli.Told(stdout, args, usage) {
		return cli.OK
	}
	commands := map[string]func(context.Context, []string, io.Writer) error{
		"import": runImport, "export": runExport, "check": runCheck, "build": runBuild, "builtin": runBuiltin, "diff": runDiff, "show": runShow, "find": runFind,
	}
	if len(args) == 0 || commands[args[0]] == nil {
		fmt.Fprint(stderr, usage)
		return cli.Mend
	}
	err := commands[args[0]](ctx, args[1:], stdout)
	var faults content.Faults
	switch {
	case errors.Is(err, errDifferent):
		return cli.Fault
	case errors.As(err, new(*intake.RefusedError)):
		return cli.Report(stderr, "content", err)
	case errors.As(err, &faults):
		fmt.Fprintf(stderr, "%v\n%d faults\n", faults, len(faults))
		return cli.Fault
	}
	if code := cli.Report(stderr, "content", err); code != cli.Fault {
		return code
	}
	return cli.Mend // whatever else goes wrong is in a word or a file that the caller gave
}

// flags begins the flags of a command.
func flags(name, usage, text string) *cli.Flags {
	return cli.NewFlags(cli.About{Name: "content " + name, Usage: usage, Text: text, Exit: exitStatus})
}

// knownNeeds returns the tree, and what reports whether a need is a leaf of it.
func knownNeeds() (*needs.Tree, func(string) bool, error) {
	tree, err := needs.Load()
	if err != nil {
		return nil, nil, err
	}
	return tree, func(id string) bool { _, ok := tree.Leaf(id); return ok }, nil
}
