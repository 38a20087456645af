package line

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"frontdoor/kiosk/delivery"
)

// A Delivery delivers a kiosk's queue, where the site names a hub or the kiosk has enrolled.
// Whatever is wrong with the hub, the kiosk stays open and the counts wait.
type Delivery struct {
	store  Store
	opts   DeliveryOptions
	up     atomic.Pointer[Uplink] // nil: there is no hub yet
	refuse atomic.Pointer[string] // why the hub takes nothing from this kiosk
}

// DeliveryOptions say where a kiosk's hub is. The zero value is a kiosk without one.
type DeliveryOptions struct {
	Folder  string // the kiosk's own, in which its enrolment is
	Address string // of the hub, as the site's file says; with an enrolment, another address of the same
	KeyFile string // of a key that the hub gave; empty: the kiosk enrols
	Uplink  Options
}

// lookEvery is how often a kiosk without a hub looks whether it has been enrolled.
const lookEvery = 20 * time.Second

// NewDelivery returns the delivery of a store to the hub of the site's file, with the key that is
// named there, or else to the hub with which this kiosk has enrolled. Fault tells what is
// wrong with either.
func NewDelivery(store Store, opts DeliveryOptions) *Delivery {
	if opts.Uplink.Log == nil {
		opts.Uplink.Log = slog.New(slog.DiscardHandler)
	}
	d := &Delivery{store: store, opts: opts}
	open := d.Look
	if opts.Address != "" && opts.KeyFile != "" {
		open = d.keyed
	}
	if err := open(); err != nil {
		d.fail(err.Error())
	}
	return d
}

// keyed makes the way of a kiosk that has a key in a file.
func (d *Delivery) keyed() error {
	key, err := os.ReadFile(d.opts.KeyFile)
	if err != nil {
		return fmt.Errorf("the key for the hub cannot be read: %w", err)
	}
	up, err := New(d.store, d.opts.Address, string(key), d.opts.Uplink)
	if err == nil {
		d.up.Store(up)
	}
	return err
}

// Look finds out whether this kiosk has been enrolled by now. Run does it from time to time.
func (d *Delivery) Look() error {
	e, key, ok, err := delivery.Enrolled(d.opts.Folder)
	if err != nil || !ok {
		if err == nil && d.opts.Address != "" {
			err = errors.New("this kiosk has not enrolled with its hub: ask for a line of `hub enrol`, and run kiosk enrol with it")
		}
		return err
	}
	up, err := NewSealed(d.store, cmp.Or(d.opts.Address, e.URL), e.Pin, key, d.opts.Uplink)
	if err != nil {
		return err
	}
	d.up.Store(up)
	d.refuse.Store(nil)
	return nil
}

// Run delivers until ctx ends. A kiosk that is enrolled while it runs begins to deliver; one
// that its hub does not know keeps its counts, and Fault says so.
func (d *Delivery) Run(ctx context.Context) error {
	log := d.opts.Uplink.Log
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for d.up.Load() == nil {
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
			if err := d.Look(); err != nil {
				log.Debug("this kiosk has no hub yet", "err", err)
			}
		}
	}
	err := d.up.Load().Run(ctx)
	if err == nil {
		return nil
	}
	log.Error("counts are not delivered any more; they are kept here", "err", err)
	if errors.Is(err, ErrUnknownKey) {
		d.fail("The hub does not know this kiosk, or no longer does.")
	} else {
		d.fail(err.Error())
	}
	return nil
}

func (d *Delivery) fail(why string) { d.refuse.Store(&why) }

// Connected reports whether there is a hub to deliver to.
func (d *Delivery) Connected() bool { return d.up.Load() != nil }

// Fault returns why the hub takes nothing from this kiosk, in English for staff; empty for
// nothing.
func (d *Delivery) Fault() string {
	if why := d.refuse.Load(); why != nil {
		return *why
	}
	return ""
}
