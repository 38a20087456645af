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

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/usage"
)

// probeCommand is the subcommand that looks at a file of counts in a process of its own,
// because a damaged file can end the process that reads it.
const probeCommand = "probe-queue"

// counts joins the queue, its writer and the uplink for the core.
type counts struct {
	*queue.Writer
	queue   *queue.Queue
	courier *courier
	log     *slog.Logger
	off     atomic.Bool    // the disk failed under the kiosk: residents are served without counts
	notices []glass.Notice // known at the start
}

// openCounts opens the file of counts. A folder that cannot be written is said in a
// sentence: an installer has to choose one.
func openCounts(ctx context.Context, s settings, at site.Site, langs, leaves []string, log *slog.Logger) (*counts, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	q, err := queue.Open(ctx, filepath.Join(s.data, "queue.db"), queue.Options{
		Log: log, Probe: queue.ProbeWith(self, probeCommand),
	})
	switch {
	case errors.Is(err, queue.ErrLocked):
		return nil, mendf("another kiosk is running with the folder %s. Stop it, or give this one a folder of its own with --data DIR.", s.data)
	case err != nil:
		return nil, mendf("counts cannot be kept in %s: %v. Choose a folder that this user can write to, with --data DIR.", s.data, err)
	}
	c := &counts{queue: q, log: log}
	c.Writer = queue.NewWriter(q, usage.NewVocabulary(langs, leaves), queue.WriterOptions{Log: log, EveryVisit: s.flush, Boot: sinceBoot})
	if d := q.Damage(); d != nil {
		c.notices = append(c.notices, glass.Notice{ID: usage.CountsLost, Detail: filepath.Base(d.SetAside)})
	}
	c.courier = newCourier(q, at.Hub, s.data, log)
	return c, nil
}

// run writes what is counted and delivers it, until ctx ends. A disk that fails does not
// shut the kiosk: staff are told, and the next start sets the damage aside.
func (c *counts) run(ctx context.Context) error {
	delivered := make(chan struct{})
	go func() {
		defer close(delivered)
		c.courier.run(ctx)
	}()
	err := c.Run(ctx)
	if err != nil && ctx.Err() == nil {
		c.log.Error("counts cannot be saved any more", "err", err)
		c.off.Store(true)
		err = nil
		<-ctx.Done()
	}
	<-delivered
	return err
}

// health counts a fault of the kiosk itself.
func (c *counts) health(what string) { c.Note(time.Now(), usage.Health, what) }

// Waiting tells a resident what waits for the hub. It hides that of the writer, which counts
// records.
func (c *counts) Waiting() usage.Waiting {
	w := c.Writer.Waiting()
	out := usage.Waiting{Hours: int(min(w.Records, 1<<30)), Hub: c.courier.up.Load() != nil} //nolint:gosec // bounded
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

// live gives what has come up since the start.
func (c *counts) live() []glass.Notice {
	notices := c.courier.notices()
	if c.off.Load() || c.Failing() {
		notices = append(notices, glass.Notice{ID: "counts-off"})
	}
	return notices
}

func (c *counts) close() error { return c.queue.Close() }

// sinceBoot gives how long the machine has been on, asleep or awake.
func sinceBoot() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return 0 // every Linux has this clock
	}
	return time.Duration(t.Nano())
}

// probe looks at a file of counts for the process that started this one.
func probe(path string) error {
	if err := queue.Bound(); err != nil {
		return err
	}
	return queue.Probe(path)
}
