package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// A result is one program over all its runs.
type result struct {
	name string
	size int64
	runs []figures
}

func (r *result) add(f figures) { r.runs = append(r.runs, f) }

// A row is one figure of both programs.
type row struct {
	what string
	unit string
	hold string // what DESIGN.md asks for, of the kiosk
	of   func(figures) float64
}

func rows() []row {
	return []row{
		{"start to first text", "ms", "half of Chromium's", func(f figures) float64 { return ms(f.first) }},
		{"memory (PSS), first screen", "MB", "a third of Chromium's", func(f figures) float64 { return mb(f.memoryFirst) }},
		{"memory (PSS), after the touches", "MB", "a third of Chromium's", func(f figures) float64 { return mb(f.memoryLater) }},
		{"touch to changed picture, p50", "ms", "", func(f figures) float64 { return ms(percentile(f.touches, 50)) }},
		{"touch to changed picture, p95", "ms", "50 ms", func(f figures) float64 { return ms(percentile(f.touches, 95)) }},
	}
}

// table prints the programs side by side: the median of the runs and, in brackets, the
// least and the most.
func table(out io.Writer, o options, results []result) {
	fmt.Fprintf(out, "%d runs of each in turn after one that warms up, %d touches a run, display %dx%d\n\n", o.runs, o.touches, o.size.X, o.size.Y)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "\t")
	for _, r := range results {
		fmt.Fprintf(w, "%s\t", r.name)
	}
	if len(results) == 2 {
		fmt.Fprintf(w, "%s / %s\t", results[0].name, results[1].name)
	}
	fmt.Fprintln(w, "to hold")
	for _, row := range rows() {
		fmt.Fprintf(w, "%s\t", row.what)
		var middles []float64
		for _, r := range results {
			var all []float64
			for _, f := range r.runs {
				all = append(all, row.of(f))
			}
			middles = append(middles, median(all))
			fmt.Fprintf(w, "%.0f %s (%.0f–%.0f)\t", median(all), row.unit, slices.Min(all), slices.Max(all))
		}
		ratio(w, middles)
		fmt.Fprintln(w, row.hold)
	}
	fmt.Fprint(w, "size on the disk\t")
	var sizes []float64
	for _, r := range results {
		sizes = append(sizes, mb(r.size))
		fmt.Fprintf(w, "%.0f MB\t", mb(r.size))
	}
	ratio(w, sizes)
	fmt.Fprintln(w)
	w.Flush() //nolint:errcheck // what cannot be printed cannot be said either
}

func ratio(w io.Writer, values []float64) {
	if len(values) == 2 {
		fmt.Fprintf(w, "%.2f\t", values[0]/values[1])
	}
}

// median of a list that is not empty.
func median(all []float64) float64 {
	s := slices.Sorted(slices.Values(all))
	n := len(s)
	return (s[(n-1)/2] + s[n/2]) / 2
}

// percentile is the smallest value that p per cent of all do not exceed; zero of none.
func percentile(all []time.Duration, p int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(all))
	return s[(len(s)*p+99)/100-1]
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func mb(bytes int64) float64 { return float64(bytes) / 1e6 }
