package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/uplink"
)

// courier delivers the queue to the hub, where the site has one. Whatever is wrong with the
// hub, the kiosk stays open and the counts wait.
type courier struct {
	up      *uplink.Uplink // nil: there is no hub yet
	log     *slog.Logger
	refused atomic.Pointer[string] // why the hub takes nothing from this kiosk
}

func newCourier(q *queue.Queue, hub site.Hub, log *slog.Logger) (*courier, error) {
	c := &courier{log: log}
	if hub.URL == "" {
		return c, nil
	}
	key, err := os.ReadFile(hub.KeyFile)
	if err != nil {
		return c, fmt.Errorf("the key for the hub cannot be read: %w", err)
	}
	c.up, err = uplink.New(q, hub.URL, string(key), uplink.Options{Log: log, Wake: q.Closed()})
	return c, err
}

// run delivers until ctx ends, or until the hub does not know this kiosk.
func (c *courier) run(ctx context.Context) {
	if c.up == nil {
		return
	}
	err := c.up.Run(ctx)
	if err == nil {
		return
	}
	c.log.Error("counts are not delivered any more; they are kept here", "err", err)
	why := err.Error()
	if errors.Is(err, uplink.ErrUnknownKey) {
		why = "The hub does not know this kiosk's key."
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
