package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/uplink"
)

// courier delivers the queue to the hub, where the site has one or the kiosk has enrolled.
// Whatever is wrong with the hub, the kiosk stays open and the counts wait.
type courier struct {
	up      atomic.Pointer[uplink.Uplink] // nil: there is no hub yet
	queue   *queue.Queue
	address string // of the hub, as the site's file says; may be empty
	data    string
	log     *slog.Logger
	refused atomic.Pointer[string] // why the hub takes nothing from this kiosk
}

// lookEvery is how often a kiosk without a hub looks whether it has been enrolled.
const lookEvery = 20 * time.Second

// newCourier makes the courier to the hub of the site's file, with the key that is named there,
// or else to the hub with which this kiosk has enrolled.
// What is wrong with either is told to staff.
func newCourier(q *queue.Queue, hub site.Hub, data string, log *slog.Logger) *courier {
	c := &courier{queue: q, address: hub.URL, data: data, log: log}
	err := error(nil)
	if hub.URL == "" || hub.KeyFile == "" {
		err = c.enrolled()
	} else {
		err = c.keyed(hub.KeyFile)
	}
	if err != nil {
		why := err.Error()
		c.refused.Store(&why)
	}
	return c
}

// keyed makes the courier of a kiosk that has a key in a file.
func (c *courier) keyed(file string) error {
	key, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("the key for the hub cannot be read: %w", err)
	}
	up, err := uplink.New(c.queue, c.address, string(key), uplink.Options{Log: c.log, Wake: c.queue.Closed()})
	if err == nil {
		c.up.Store(up)
	}
	return err
}

// enrolled makes the courier of a kiosk that has enrolled. The site's file may say another address
// of the same hub.
func (c *courier) enrolled() error {
	e, key, ok, err := enrolment(c.data)
	if err != nil || !ok {
		if err == nil && c.address != "" {
			err = errors.New("this kiosk has not enrolled with its hub: ask for a line of `hub enrol`, and run kiosk enrol with it")
		}
		return err
	}
	up, err := uplink.NewSealed(c.queue, cmp.Or(c.address, e.URL), e.Pin, key, uplink.Options{Log: c.log, Wake: c.queue.Closed()})
	if err != nil {
		return err
	}
	c.up.Store(up)
	c.refused.Store(nil)
	return nil
}

// run delivers until ctx ends, or until the hub does not know this kiosk. A kiosk that is enrolled
// while it runs begins to deliver.
func (c *courier) run(ctx context.Context) {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for c.up.Load() == nil {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
			if err := c.enrolled(); err != nil {
				c.log.Debug("this kiosk has no hub yet", "err", err)
			}
		}
	}
	err := c.up.Load().Run(ctx)
	if err == nil {
		return
	}
	c.log.Error("counts are not delivered any more; they are kept here", "err", err)
	why := err.Error()
	if errors.Is(err, uplink.ErrUnknownKey) {
		why = "The hub does not know this kiosk, or no longer."
	}
	c.refused.Store(&why)
}

// notices tells staff what is wrong with the delivery.
func (c *courier) notices() []glass.Notice {
	if why := c.refused.Load(); why != nil {
		return []glass.Notice{{ID: "hub-refused", Detail: *why}}
	}
	return nil
}
