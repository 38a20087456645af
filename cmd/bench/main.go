// Command bench measures what a person waits for, beside a browser that shows the same.
//
// It starts the kiosk and Debian's Chromium in turn, each on a virtual display of its own,
// and measures both from outside with the same eye and the same finger: when text first
// is on the screen, how much memory the whole of it takes, and how long a touch takes
// to change the picture. The page that Chromium shows says the same words in the same
// letters. It prints one table, then what the packages' own benchmarks say, and how a pack
// is set beside SQLite.
//
// It passes no judgement: a figure depends on the machine, and the two programs stand side
// by side because they ran on one. make bench runs it.
package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"frontdoor/internal/cli"
)

// options is what can be asked for.
type options struct {
	runs     int
	touches  int
	size     image.Point
	kiosk    string
	chromium string
	out      string
	only     string
	packages string
	compare  string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	os.Exit(cli.Report(os.Stderr, "bench", err))
}

func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	subjects, err := choose(o)
	if err != nil {
		return err
	}
	results, err := alternate(ctx, o, subjects, out)
	if err != nil {
		return err
	}
	fmt.Fprintln(out)
	table(out, o, results)
	if err := packages(ctx, o.packages, out); err != nil {
		return err
	}
	return compare(ctx, o.compare, out)
}

func parse(args []string) (options, error) {
	o := options{}
	size := ""
	f := cli.NewFlags(cli.About{Name: "bench", Text: "Measures what a person waits for, beside a browser that shows the same on this machine."})
	f.IntVar(&o.runs, "runs", 5, "how `many` times each program is measured")
	f.IntVar(&o.touches, "touches", 40, "how `many` touches there are in each run")
	f.StringVar(&size, "size", "1920x1080", "the display's `size`, in pixels")
	f.StringVar(&o.kiosk, "kiosk", "bin/kiosk", "the kiosk's `program`")
	f.StringVar(&o.chromium, "chromium", "chromium", "the browser's `program`")
	f.StringVar(&o.out, "out", "out/bench", "the `folder` for the page and the pictures")
	f.StringVar(&o.only, "only", "", "measure only this `program`: kiosk or chromium")
	f.StringVar(&o.packages, "packages", "kiosk/typeset,kiosk/needs,kiosk/directory,kiosk/pack,kiosk/content/ods,kiosk/queue,hub/store", "run the Go benchmarks of these `packages`; empty: none")
	f.StringVar(&o.compare, "compare", "cmd/bench/compare", "the `package` that asks a pack and SQLite the same; empty: none")
	if err := f.Parse(os.Stdout, args); err != nil {
		return o, err
	}
	if _, err := fmt.Sscanf(size, "%dx%d", &o.size.X, &o.size.Y); err != nil || o.size.X < 800 || o.size.Y < 600 {
		return o, fmt.Errorf("-size %q is not a size like 1920x1080", size)
	}
	if o.runs < 1 || o.touches < 2 {
		return o, errors.New("-runs must be at least 1 and -touches at least 2")
	}
	var err error
	if o.out, err = filepath.Abs(o.out); err != nil {
		return o, err
	}
	return o, os.MkdirAll(o.out, 0o755)
}

func choose(o options) ([]subject, error) {
	all := []subject{kioskSubject(o), chromiumSubject(o)}
	var chosen []subject
	for _, s := range all {
		if o.only != "" && o.only != s.name {
			continue
		}
		if _, err := exec.LookPath(s.program); err != nil {
			return nil, fmt.Errorf("there is no %s: %s", s.program, s.mend)
		}
		chosen = append(chosen, s)
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("-only %q is neither kiosk nor chromium", o.only)
	}
	return chosen, nil
}

// alternate measures A B A B, so that what else the machine does falls on both alike. The
// first start of each is not counted: it reads the program from the disk and fills the
// folder that the later ones find, as on any morning but a kiosk's first.
func alternate(ctx context.Context, o options, subjects []subject, out io.Writer) (results []result, err error) {
	home, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, err
	}
	defer closing(&err, func() error { return os.RemoveAll(home) })
	results = make([]result, len(subjects))
	for n := range o.runs + 1 {
		for i, s := range subjects {
			f, err := measure(ctx, o, s, filepath.Join(home, s.name))
			if err != nil {
				return nil, fmt.Errorf("measure %s: %w", s.name, err)
			}
			what := fmt.Sprintf("run %d of %d", n, o.runs)
			if n == 0 {
				what = "warming up"
			} else {
				results[i].add(f)
			}
			fmt.Fprintf(out, "%-11s %-9s first text %5.0f ms, memory %4.0f and %4.0f MB, touch p50 %3.0f p95 %3.0f ms\n",
				what, s.name, ms(f.first), mb(f.memoryFirst), mb(f.memoryLater), ms(percentile(f.touches, 50)), ms(percentile(f.touches, 95)))
		}
	}
	for i, s := range subjects {
		size, err := s.size()
		if err != nil {
			return nil, fmt.Errorf("measure %s: %w", s.name, err)
		}
		results[i].name, results[i].size = s.name, size
	}
	return results, nil
}

// packages runs the benchmarks that packages have of their own.
func packages(ctx context.Context, names string, out io.Writer) error {
	for name := range strings.SplitSeq(names, ",") {
		if name == "" {
			continue
		}
		if _, err := os.Stat(name); err != nil {
			fmt.Fprintf(out, "\n%s is not here: no benchmarks of it\n", name)
			continue
		}
		fmt.Fprintf(out, "\n%s\n", name)
		cmd := exec.CommandContext(ctx, "go", "test", "-tags", "gles,no_emoji", "-run", "^$", "-bench", ".", "./"+name)
		cmd.Stdout, cmd.Stderr = out, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("benchmarks of %s: %w", name, err)
		}
	}
	return nil
}

// compare asks a pack and SQLite the same, in a program of its own.
func compare(ctx context.Context, name string, out io.Writer) error {
	if name == "" {
		return nil
	}
	fmt.Fprintf(out, "\n%s\n", name)
	cmd := exec.CommandContext(ctx, "go", "run", "-tags", "gles,no_emoji", "./"+name)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("compare a pack with SQLite: %w", err)
	}
	return nil
}
