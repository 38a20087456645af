// Command content is the editors' bench: it imports, checks, builds and shows what a kiosk
// knows of services.
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
	_ "time/tzdata" // hours are London's, whatever the machine has

	"frontdoor/internal/durable"
	"frontdoor/kiosk/content"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
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
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run gives the exit code: 0 well, 1 the content is at fault or two packs differ, 2 the call is.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	commands := map[string]func(context.Context, []string, io.Writer) error{
		"import": runImport, "export": runExport, "check": runCheck, "build": runBuild, "builtin": runBuiltin, "diff": runDiff, "show": runShow, "find": runFind,
	}
	if len(args) == 0 || commands[args[0]] == nil {
		fmt.Fprint(stderr, usage)
		return 2
	}
	err := commands[args[0]](ctx, args[1:], stdout)
	var faults content.Faults
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errDifferent):
		return 1
	case errors.As(err, &faults):
		fmt.Fprintf(stderr, "%v\n%d faults\n", faults, len(faults))
		return 1
	default:
		fmt.Fprintf(stderr, "content: %v\n", err)
		return 2
	}
}

// flags makes a set of flags that speaks for itself.
func flags(name string) *flag.FlagSet {
	f := flag.NewFlagSet("content "+name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	return f
}

// parse reads flags that may stand between arguments, and gives the arguments.
func parse(f *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for len(args) > 0 {
		if err := f.Parse(args); err != nil {
			return nil, fmt.Errorf("%w: see content without arguments", err)
		}
		args = f.Args()
		if len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	return rest, nil
}

// knownNeeds gives the tree and what says whether a need is in it.
func knownNeeds() (*needs.Tree, func(string) bool, error) {
	tree, err := needs.Load()
	if err != nil {
		return nil, nil, err
	}
	return tree, func(id string) bool { _, ok := tree.Leaf(id); return ok }, nil
}

// readAll reads sources into one. The national services are part of every source; the
// invented borough only stands alone, never beside real places.
//
// The same place from two lists becomes one service; the report tells of it.
func readAll(folders []string) (content.Source, *intake.Report, error) {
	all, err := readEach(folders)
	if err != nil {
		return all, nil, err
	}
	all, report := content.Unite(all)
	return all, report, nil
}

func readEach(folders []string) (content.Source, error) {
	_, known, err := knownNeeds()
	if err != nil {
		return content.Source{}, err
	}
	all, err := content.National(known)
	if err != nil {
		return all, err
	}
	if len(folders) == 0 {
		return content.Builtin(known)
	}
	for _, folder := range folders {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return all, fmt.Errorf("%s is not a folder that can be read", folder)
		}
		s, err := content.Read(os.DirFS(folder), known)
		if err != nil {
			return all, err
		}
		if all, err = content.Merge(all, s); err != nil {
			return all, err
		}
	}
	return all, nil
}

// united says how many places several lists have.
func united(report *intake.Report) string {
	if len(report.Entries()) == 0 {
		return ""
	}
	text := fmt.Sprintf("%d places that several lists have were made one", report.Count(intake.Repaired))
	if n := report.Count(intake.Disputed); n > 0 {
		text += fmt.Sprintf("; in %d facts the lists contradict each other", n)
	}
	if n := report.Count(intake.Unknown); n > 0 {
		text += fmt.Sprintf("; %d were not clear", n)
	}
	return text + "\n"
}

func runCheck(_ context.Context, args []string, out io.Writer) error {
	folders, err := parse(flags("check"), args)
	if err != nil {
		return err
	}
	s, report, err := readAll(folders)
	if err != nil {
		return err
	}
	text := united(report)
	for _, e := range report.Entries() {
		if e.Outcome != intake.Repaired {
			text += e.String() + "\n"
		}
	}
	for _, w := range s.Warnings {
		text += w.Error() + "\n"
	}
	text += fmt.Sprintf("no faults in %d services and %d postcodes", len(s.Services), len(s.Postcodes))
	if n := len(s.Warnings); n > 0 {
		text += fmt.Sprintf("; %d could be plainer", n)
	}
	_, err = io.WriteString(out, text+"\n")
	return err
}

func runBuild(_ context.Context, args []string, out io.Writer) error {
	f := flags("build")
	to := f.String("o", "", "")
	reportTo := f.String("report", "", "")
	folders, err := parse(f, args)
	if err != nil {
		return err
	}
	if *to == "" {
		return errors.New("say where the pack goes: -o PACK")
	}
	s, report, err := readAll(folders)
	if err != nil {
		return err
	}
	if *reportTo != "" {
		if err := writeReport(*reportTo, report); err != nil {
			return err
		}
	}
	if err := content.Build(s, *to); err != nil {
		return err
	}
	tree, _, err := knownNeeds()
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s: %d services, %d postcodes\n", *to, len(s.Services), len(s.Postcodes)) + united(report)
	if none := content.Unanswered(tree.Leaves(), s.Services); len(none) > 0 {
		text += fmt.Sprintf("%d needs without an answer: %s\n", len(none), strings.Join(none, ", "))
	}
	_, err = io.WriteString(out, text)
	return err
}

// runBuiltin makes assets/builtin/builtin.cbor.
func runBuiltin(_ context.Context, args []string, _ io.Writer) error {
	f := flags("builtin")
	to := f.String("o", "", "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	_, known, err := knownNeeds()
	if err != nil {
		return err
	}
	b, err := content.CompileBuiltin(known)
	if err != nil {
		return err
	}
	return durable.WriteFile(*to, b, 0o644)
}

// open opens a pack, or the built-in content when there is none.
func open(file string) (directory.Store, []directory.Service, func() error, error) {
	if file == "" {
		_, known, err := knownNeeds()
		if err != nil {
			return nil, nil, nil, err
		}
		s, err := content.Builtin(known)
		if err != nil {
			return nil, nil, nil, err
		}
		return directory.NewMemory(s.Services, s.Postcodes), s.Services, func() error { return nil }, nil
	}
	p, err := pack.Open(file)
	if err != nil {
		return nil, nil, nil, err
	}
	all, err := p.Services()
	if err != nil {
		return nil, nil, nil, errors.Join(err, p.Close())
	}
	return p, all, p.Close, nil
}

// tabs joins the columns of a line.
func tabs(columns ...string) string { return strings.Join(columns, "\t") + "\n" }
