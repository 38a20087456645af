package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/stick"
	"frontdoor/kiosk/uplink"
)

// carrier exchanges counts with a stick while the kiosk runs: whoever puts it in needs no
// keyboard, and staff read on the glass when it can be taken out.
type carrier struct {
	queue  *queue.Queue
	folder string // where a stick appears
	data   string
	log    *slog.Logger
	notice atomic.Pointer[glass.Notice]
}

// stickEvery is how often the kiosk looks for a stick.
const stickEvery = 3 * time.Second

// Notices of a stick: the messages are "staff.notice.<id>".
const (
	stickDone  = "stick-done"
	stickFault = "stick-fault"
)

// run looks for sticks until ctx ends. A stick is written once for each time that it is put in.
func (c *carrier) run(ctx context.Context) error {
	if c.folder == "" {
		return nil
	}
	look := time.NewTicker(stickEvery)
	defer look.Stop()
	in := false
	for {
		info, err := os.Stat(filepath.Join(c.folder, stick.Root))
		there := err == nil && info.IsDir()
		switch {
		case there && !in:
			c.tell(exchange(c.folder, c.data, "", c.queue))
		case !there && in:
			c.notice.Store(nil)
		}
		in = there
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
		}
	}
}

func (c *carrier) tell(said string, err error) {
	n := glass.Notice{ID: stickDone, Detail: said}
	if err != nil {
		n = glass.Notice{ID: stickFault, Detail: err.Error()}
		c.log.Error("counts could not be written to the stick", "err", err)
	}
	c.notice.Store(&n)
}

func (c *carrier) notices() []glass.Notice {
	if n := c.notice.Load(); n != nil {
		return []glass.Notice{*n}
	}
	return nil
}

// exchange enrols this kiosk where it was invited, takes the hub's answers, and writes what waits.
func exchange(folder, data, name string, q *queue.Queue) (string, error) {
	e, key, enrolled, err := enrolment(data)
	if err != nil {
		return "", err
	}
	if !enrolled || e.Courier == "" {
		i, err := stick.Invited(folder, name)
		if err != nil {
			return "", err
		}
		if key, err = ownKey(data); err != nil {
			return "", err
		}
		request, err := uplink.Request(i.Code, key)
		if err != nil {
			return "", err
		}
		e = uplink.Enrolment{URL: e.URL, Pin: e.Pin, Kiosk: i.Kiosk, Site: i.Site, Courier: i.Courier, Hub: i.Hub}
		if err := stick.WriteWhole(filepath.Join(folder, stick.Root, stick.Requests), i.Kiosk+".json", request); err != nil {
			return "", err
		}
		if err := keepEnrolment(data, e); err != nil {
			return "", err
		}
	}
	done, err := stick.Exchange(folder, q, stick.Carrier{Kiosk: e.Kiosk, Key: key, Recipient: e.Courier, Hub: e.Hub})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d hours of counts are on the stick.", done.Written), nil
}

// runCarry is the same from a shell, while the kiosk does not run.
func runCarry(ctx context.Context, args []string, out io.Writer) (err error) {
	f := flag.NewFlagSet("kiosk courier", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	var s settings
	f.StringVar(&s.data, "data", "", "")
	folder, name := f.String("stick", "", ""), f.String("kiosk", "", "")
	if err := f.Parse(args); err != nil || f.NArg() > 0 || *folder == "" {
		return mendf("say where the stick is: kiosk courier --stick FOLDER [--data DIR] [--kiosk NAME]")
	}
	if err := s.findData(); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	q, err := queue.Open(ctx, filepath.Join(s.data, "queue.db"), queue.Options{Probe: queue.ProbeWith(self, probeCommand)})
	switch {
	case errors.Is(err, queue.ErrLocked):
		return mendf("the kiosk is running. Write folder = %q under [courier] in the site's file: it then writes to a stick as soon as one is in.", *folder)
	case err != nil:
		return mendf("the counts in %s cannot be read: %v", s.data, err)
	}
	defer func() { err = errors.Join(err, q.Close()) }()
	if err := q.CloseOpen(); err != nil {
		return err
	}
	said, err := exchange(*folder, s.data, *name, q)
	if err != nil {
		return mendf("%v", err)
	}
	_, err = fmt.Fprintln(out, said)
	return err
}
