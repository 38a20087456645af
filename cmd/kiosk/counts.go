package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"frontdoor/internal/build"
	"frontdoor/internal/cli"
	"frontdoor/kiosk/clock"
	"frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/usage"
)

// counts joins the queue, its writer and the delivery for the core.
type counts struct {
	queue  *queue.Queue
	writer *queue.Writer
	line   *line.Delivery
	log    *slog.Logger
	off    atomic.Bool // counts are in memory only, or not at all: the disk takes none
}

// countsOptions say what is counted, and where to it goes.
type countsOptions struct {
	Log        *slog.Logger
	Hub        site.Hub
	Languages  []string
	Needs      []string
	Screens    []string
	EveryVisit bool
	Clock      *clock.Judge // is told the hub's time
}

// openCounts opens the file of counts. Where it cannot be kept in the kiosk's own folder, it is
// kept in memory and staff are told: counts never keep the door shut. Only what an installer can
// mend with a word, a folder of another kiosk or none at all, is an error.
func openCounts(ctx context.Context, data string, instead *spare, opts countsOptions) (*counts, error) {
	q, err := openQueue(ctx, data, opts.Log)
	inMemory := false
	if needed(err) && !errors.Is(err, queue.ErrLocked) {
		var folder string
		if folder, err = instead.make(err, opts.Log); err == nil {
			q, err = openQueue(ctx, folder, opts.Log)
		}
		inMemory = err == nil
	}
	switch {
	case errors.Is(err, queue.ErrLocked):
		return nil, cli.Mendf("another kiosk is running with the folder %s. Stop it, or give this one a folder of its own with --data DIR.", data)
	case err != nil:
		return nil, cli.Mendf("counts cannot be kept in %s: %v. Choose a folder that this user can write to, with --data DIR.", data, err)
	}
	c := &counts{
		queue: q, log: opts.Log,
		writer: queue.NewWriter(q, usage.NewVocabulary(usage.Known{Languages: opts.Languages, Needs: opts.Needs, Screens: opts.Screens}), queue.WriterOptions{Log: opts.Log, EveryVisit: opts.EveryVisit, Boot: sinceBoot}),
		line: line.NewDelivery(q, line.DeliveryOptions{
			Folder: data, Address: opts.Hub.URL, KeyFile: opts.Hub.KeyFile,
			Uplink: line.Options{Log: opts.Log, Wake: q.Closed(), Version: build.Version(), Heard: opts.Clock.Heard},
		}),
	}
	c.off.Store(inMemory)
	return c, nil
}

// openQueue opens the file of counts of a folder, which is looked at in another process first.
func openQueue(ctx context.Context, data string, log *slog.Logger) (*queue.Queue, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	return queue.Open(ctx, filepath.Join(data, "queue.db"), queue.Options{Log: log, Probe: queue.ProbeWith(self, probeCommand)})
}

// run writes what is counted until ctx ends. A disk that fails does not shut the kiosk: staff
// are told, and the next start sets the damage aside.
func (c *counts) run(ctx context.Context) error {
	err := c.writer.Run(ctx)
	if err != nil && ctx.Err() == nil {
		c.log.Error("counts cannot be saved any more", "err", err)
		c.off.Store(true)
		<-ctx.Done()
		return nil
	}
	return err
}

// The core counts with these; they are the writer's.

func (c *counts) Begin(now time.Time)                         { c.writer.Begin(now) }
func (c *counts) Count(dimension, value string)               { c.writer.Count(dimension, value) }
func (c *counts) End(now time.Time, outcome string)           { c.writer.End(now, outcome) }
func (c *counts) Note(now time.Time, dimension, value string) { c.writer.Note(now, dimension, value) }
func (c *counts) Remembered(now time.Time) []usage.Cell       { return c.writer.Remembered(now) }
func (c *counts) Discard()                                    { c.writer.Discard() }

// health counts a fault of the kiosk itself.
func (c *counts) health(what string) { c.Note(time.Now(), usage.Health, what) }

// Waiting returns what waits for the hub, as a resident is told it: in hours.
func (c *counts) Waiting() usage.Waiting {
	w := c.writer.Waiting()
	out := usage.Waiting{Hours: int(min(w.Records, 1<<30)), Hub: c.line.Connected()} //nolint:gosec // bounded
	if w.Open {
		out.Hours++
	}
	if out.Hours > 0 {
		out.Since = w.Oldest.Time()
	}
	return out
}

// resolved counts how a call ended: in no visit, because its resident may have gone before.
func (c *counts) resolved(r handoff.Resolution) {
	c.Note(time.Now(), usage.Help, string(r.Outcome))
	if r.Lasted != "" {
		c.Note(time.Now(), usage.Lasted, r.Lasted)
	}
}

func (c *counts) close() error { return c.queue.Close() }

// sinceBoot returns how long the machine has been on, asleep or awake.
func sinceBoot() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return 0 // every Linux has this clock
	}
	return time.Duration(t.Nano())
}

// suspended returns how long the machine has been asleep since it was switched on.
func suspended() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &t); err != nil {
		return 0 // every Linux has this clock
	}
	return sinceBoot() - time.Duration(t.Nano())
}
