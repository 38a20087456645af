// Command compare asks the kiosk's pack and SQLite the same questions on the same machine.
//
// Both hold the same 50,000 invented services in the same records, and answer through the same
// directory, so that what differs is how the nearest are found and read. Each runs in a process
// of its own, in turn, several times; the lists that they give have to be the same. It prints
// one table and passes no judgement. make bench runs it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"frontdoor/internal/rig/specimen"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
)

// options is what can be asked for.
type options struct {
	services, questions, runs int
	subject, folder           string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	var o options
	f := flag.NewFlagSet("compare", flag.ContinueOnError)
	f.IntVar(&o.services, "services", 50_000, "how many services")
	f.IntVar(&o.questions, "questions", 3000, "how many questions are asked in a run")
	f.IntVar(&o.runs, "runs", 5, "measure each so many times, in turn")
	f.StringVar(&o.subject, "subject", "", "measure only pack or sqlite in -folder, and print figures as JSON")
	f.StringVar(&o.folder, "folder", "", "where the files are")
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.subject != "" {
		return child(ctx, o, out)
	}
	return both(ctx, o, out)
}

// both makes the files, has each measured in turn and prints the table.
func both(ctx context.Context, o options, out io.Writer) (err error) {
	if o.folder, err = os.MkdirTemp("", "compare-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.folder)) }()
	if err := build(ctx, o); err != nil {
		return err
	}
	results := map[string][]figures{}
	for n := range o.runs + 1 {
		for _, name := range []string{"pack", "sqlite"} {
			f, err := measureApart(ctx, o, name)
			if err != nil {
				return fmt.Errorf("measure %s: %w", name, err)
			}
			if n > 0 { // the first warms up
				results[name] = append(results[name], f)
			}
		}
	}
	if a, b := results["pack"][0].Lists, results["sqlite"][0].Lists; a != b {
		return fmt.Errorf("the lists differ: %s and %s", a, b)
	}
	return table(out, o, results)
}

func build(ctx context.Context, o options) error {
	tree, err := needs.Load()
	if err != nil {
		return err
	}
	s := pack.Contents{Services: specimen.Services(o.services, tree.Leaves()), Postcodes: specimen.Postcodes(2 * o.services)}
	if err := pack.Write(s, filepath.Join(o.folder, "pack")); err != nil {
		return err
	}
	return buildSQLite(ctx, s, filepath.Join(o.folder, "sqlite"))
}

// measureApart runs this program again for one subject: nothing of the other is in its memory.
func measureApart(ctx context.Context, o options, name string) (f figures, err error) {
	self, err := os.Executable()
	if err != nil {
		return f, err
	}
	cmd := exec.CommandContext(ctx, self, "-subject", name, "-folder", o.folder, "-questions", fmt.Sprint(o.questions))
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, os.Stderr
	if err := cmd.Run(); err != nil {
		return f, err
	}
	return f, json.Unmarshal(said.Bytes(), &f)
}

// table prints the median of the runs and, in brackets, the least and the most.
func table(out io.Writer, o options, results map[string][]figures) error {
	fmt.Fprintf(out, "%d invented services, %d questions a run, %d runs of each in turn after one that warms up\n\n", o.services, o.questions, o.runs)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\tpack\tSQLite\tto hold")
	for _, row := range []struct {
		what, form, hold string
		of               func(figures) float64
	}{
		{"open, to the first service", "%.1f ms", "50 ms", func(f figures) float64 { return f.Open }},
		{"a question of any need, p50", "%.2f ms", "", func(f figures) float64 { return f.AnyP50 }},
		{"the same, p99", "%.2f ms", "5 ms", func(f figures) float64 { return f.AnyP99 }},
		{"of the largest need, p50", "%.2f ms", "", func(f figures) float64 { return f.LargestP50 }},
		{"the same, p99", "%.2f ms", "5 ms", func(f figures) float64 { return f.LargestP99 }},
		{"extra memory after all questions (PSS)", "%.1f MB", "30 MB", func(f figures) float64 { return f.Memory }},
		{"of that, pages of the file itself", "%.1f MB", "", func(f figures) float64 { return f.Mapped }},
		{"the file", "%.1f MB", "", func(f figures) float64 { return f.File }},
	} {
		fmt.Fprint(w, row.what)
		for _, name := range []string{"pack", "sqlite"} {
			var all []float64
			for _, f := range results[name] {
				all = append(all, row.of(f))
			}
			slices.Sort(all)
			fmt.Fprintf(w, "\t"+row.form+" ("+row.form+"–"+row.form+")", all[len(all)/2], all[0], all[len(all)-1])
		}
		fmt.Fprintf(w, "\t%s\n", row.hold)
	}
	return w.Flush()
}
