package line

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/delivery"
)

// A Delivery delivers a kiosk's queue, where the site names a hub or the kiosk has enrolled.
// Whatever is wrong with the hub, the kiosk stays open and the counts wait.
type Delivery struct {
	store  Store
	opts   DeliveryOptions
	up     atomic.Pointer[Uplink] // nil: there is no hub yet
	refuse atomic.Pointer[string] // why the hub takes nothing from this kiosk
	seen   string                 // the stamp of what was read last; Run's alone
}

// DeliveryOptions say where a kiosk's hub is. The zero value is a kiosk without one.
type DeliveryOptions struct {
	Folder  string // the kiosk's own, in which its enrolment is
	Address string // of the hub, as the site's file says; with an enrolment, another address of the same
	KeyFile string // of a key that the hub gave; empty: the kiosk enrols
	Uplink  Options
}

// lookEvery is how often a kiosk checks whether it has been enrolled, or enrolled again.
const lookEvery = 20 * time.Second

// NewDelivery returns the delivery of a store to the hub of the site's file, with the key that is
// named there, or else to the hub with which this kiosk has enrolled. Fault tells what is
// wrong with either.
func NewDelivery(store Store, opts DeliveryOptions) *Delivery {
	if opts.Uplink.Log == nil {
		opts.Uplink.Log = slog.New(slog.DiscardHandler)
	}
	d := &Delivery{store: store, opts: opts}
	if err := d.open(); err != nil {
		d.fail(err.Error())
	}
	return d
}

// keyed makes the way of a kiosk that has a key in a file.
func (d *Delivery) keyed() error {
	key, err := durable.ReadSecret(d.opts.KeyFile)
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

// Run delivers until ctx ends. A kiosk that is enrolled while it runs begins to deliver, and one
// that is enrolled again goes on with what it was told then; one that its hub does not know keeps
// its counts, and Fault says so until it is enrolled anew.
func (d *Delivery) Run(ctx context.Context) error {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for ctx.Err() == nil {
		ended, stop := d.begin(ctx)
		d.until(ctx, look.C, ended)
		stop()
		if ctx.Err() == nil {
			d.reread()
		}
	}
	return nil
}

// begin delivers to the hub that is known, if there is one, in a goroutine that stop ends and waits
// for. A delivery that ends by itself says why.
func (d *Delivery) begin(ctx context.Context) (ended <-chan error, stop func()) {
	up := d.up.Load()
	if up == nil {
		return nil, func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	said, gone := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(gone)
		said <- up.Run(ctx)
	}()
	return said, func() { cancel(); <-gone }
}

// until waits until what this kiosk knows of its hub has changed on the disk, or ctx ends.
func (d *Delivery) until(ctx context.Context, look <-chan time.Time, ended <-chan error) {
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-ended:
			ended = nil
			switch {
			case err == nil: // ctx ended
			case errors.Is(err, ErrUnknownKey):
				d.opts.Uplink.Log.Error("counts are not delivered any more; they are kept here", "err", err)
				d.fail("The hub does not know this kiosk, or no longer does. To let it in again, ask for a new line of `hub enrol`, and run kiosk enrol with it.")
			default:
				d.opts.Uplink.Log.Error("counts are not delivered any more; they are kept here", "err", err)
				d.fail(err.Error())
			}
		case <-look:
			if now := d.stamp(); now != d.seen {
				return
			}
		}
	}
}

// reread goes on with what is on the disk now.
func (d *Delivery) reread() {
	d.up.Store(nil)
	d.refuse.Store(nil)
	if err := d.open(); err != nil {
		d.fail(err.Error())
		d.opts.Uplink.Log.Warn("this kiosk has no hub", "err", err)
	}
}

// open reads what this kiosk knows of its hub.
func (d *Delivery) open() error {
	d.seen = d.stamp()
	if d.opts.Address != "" && d.opts.KeyFile != "" {
		return d.keyed()
	}
	return d.Look()
}

// stamp returns what changes when the kiosk is enrolled again: every enrolment writes a new file,
// even where it says what the old one said.
func (d *Delivery) stamp() string {
	files := []string{filepath.Join(d.opts.Folder, delivery.HubFile), filepath.Join(d.opts.Folder, delivery.KeyFile)}
	if d.opts.Address != "" && d.opts.KeyFile != "" {
		files = []string{d.opts.KeyFile}
	}
	var all strings.Builder
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			all.WriteString("none;")
			continue
		}
		number := uint64(0)
		if at, ok := info.Sys().(*syscall.Stat_t); ok {
			number = at.Ino
		}
		fmt.Fprintf(&all, "%d %d %d;", number, info.Size(), info.ModTime().UnixNano())
	}
	return all.String()
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
	if up := d.up.Load(); up != nil {
		return up.strange()
	}
	return ""
}
