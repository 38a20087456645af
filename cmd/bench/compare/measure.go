package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/internal/rig/specimen"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
)

// figures is what one run shows, in milliseconds and megabytes.
type figures struct {
	Open                   float64
	AnyP50, AnyP99         float64
	LargestP50, LargestP99 float64
	Memory, Mapped, File   float64
	Lists                  string // a sum over every list that was given
}

// A subject can be asked.
type subject interface {
	// near returns a store that a question from a place is put to.
	near(from directory.Point) directory.Store
	Close() error
}

// packed is a pack: it needs no place to find what is near.
type packed struct{ *pack.Pack }

func (p packed) near(directory.Point) directory.Store { return p.Pack }

func openSubject(ctx context.Context, name, file string) (subject, error) {
	if name == "pack" {
		p, err := pack.Open(file)
		return packed{p}, err
	}
	return openSQLite(ctx, file)
}

// when is the moment of every question: a Tuesday morning.
var when = time.Date(2026, time.November, 24, 10, 30, 0, 0, time.UTC)

func child(ctx context.Context, o options, out io.Writer) error {
	file := filepath.Join(o.folder, o.subject)
	var f figures
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	f.File = float64(info.Size()) / 1e6
	tree, err := needs.Load()
	if err != nil {
		return err
	}
	if f.Open, err = opening(ctx, o.subject, file); err != nil {
		return err
	}
	before, _, err := memory(file)
	if err != nil {
		return err
	}
	s, err := openSubject(ctx, o.subject, file)
	if err != nil {
		return err
	}
	sum := fnv.New64a()
	leaves := tree.Leaves()
	any, err := ask(ctx, s, o.questions, sum, func(i int) string { return leaves[i%len(leaves)] })
	if err != nil {
		return err
	}
	largest, err := ask(ctx, s, o.questions, sum, func(int) string { return specimen.Largest })
	if err != nil {
		return err
	}
	f.AnyP50, f.AnyP99 = percentile(any, 50), percentile(any, 99)
	f.LargestP50, f.LargestP99 = percentile(largest, 50), percentile(largest, 99)
	after, mapped, err := memory(file)
	if err != nil {
		return err
	}
	f.Memory, f.Mapped, f.Lists = after-before, mapped, strconv.FormatUint(sum.Sum64(), 16)
	if err := s.Close(); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(f)
}

// opening times from a file to the first service: the median of some.
func opening(ctx context.Context, name, file string) (float64, error) {
	var all []time.Duration
	for range 11 {
		start := time.Now()
		s, err := openSubject(ctx, name, file)
		if err != nil {
			return 0, err
		}
		if _, err := s.near(directory.Point{}).Service(ctx, "specimen-000000"); err != nil {
			return 0, err
		}
		all = append(all, time.Since(start))
		if err := s.Close(); err != nil {
			return 0, err
		}
	}
	return percentile(all, 50), nil
}

// ask times questions from places all over the city.
func ask(ctx context.Context, s subject, n int, sum io.Writer, need func(i int) string) ([]time.Duration, error) {
	r := rand.New(rand.NewPCG(3, 4))
	took := make([]time.Duration, 0, n)
	for i := range n {
		from := specimen.Where(r)
		q := directory.Query{Need: need(i), From: &from, Now: when, Lang: "bn"}
		start := time.Now()
		d, err := directory.New(s.near(from))
		if err != nil {
			return nil, err
		}
		found, err := d.Find(ctx, q)
		if err != nil {
			return nil, err
		}
		took = append(took, time.Since(start))
		for _, a := range found.Answers {
			fmt.Fprintf(sum, "%s %d\n", a.Service.ID, a.Metres)
		}
	}
	return took, nil
}

func percentile(all []time.Duration, p int) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return float64(sorted[min(len(sorted)*p/100, len(sorted)-1)]) / float64(time.Millisecond)
}

// memory returns this process's proportional share of memory, and how much of it is pages of a
// file.
func memory(file string) (all, mapped float64, err error) {
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return 0, 0, err
	}
	defer f.Close() //nolint:errcheck // it is only read
	within := false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if first, _, _ := strings.Cut(line, " "); strings.Contains(first, "-") {
			within = strings.HasSuffix(line, file)
			continue
		}
		kb, ok := strings.CutPrefix(line, "Pss:")
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(kb, "kB")), 64)
		if err != nil {
			return 0, 0, err
		}
		all += n * 1024 / 1e6
		if within {
			mapped += n * 1024 / 1e6
		}
	}
	return all, mapped, nil
}
