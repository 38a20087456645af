package stick

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"frontdoor/kiosk/delivery"
)

// A Delivery exchanges counts with a stick while the kiosk runs: whoever puts it in needs no
// keyboard, and staff read on the glass when it can be taken out.
type Delivery struct {
	queue Queue
	opts  DeliveryOptions
	told  atomic.Pointer[Told]
}

// DeliveryOptions say where sticks appear. The zero value is a kiosk without one.
type DeliveryOptions struct {
	Log    *slog.Logger
	Folder string // in which a stick appears; empty for none
	Data   string // the kiosk's own folder, in which its enrolment is
	// Version is that of the kiosk's program, for the hub's page; empty says none.
	Version string
}

// Told is what staff are told of the stick that is in.
type Told struct {
	Text string // in English
	Well bool   // the stick can be taken out and carried to the hub
	// Invited means that the stick has an invitation, which is taken in a shell only.
	Invited bool
}

// lookEvery is how often the kiosk looks for a stick.
const lookEvery = 3 * time.Second

// NewDelivery returns the delivery of a queue by stick.
func NewDelivery(q Queue, opts DeliveryOptions) *Delivery {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	return &Delivery{queue: q, opts: opts}
}

// exchangeTime is how long one exchange with a stick may take. The 60 files of three years are
// written in a few seconds.
const exchangeTime = 2 * time.Minute

// Run looks for sticks until ctx ends. A stick is written once each time that it is put in; one
// with an invitation is looked at again, in case it is taken in a shell.
func (d *Delivery) Run(ctx context.Context) error {
	if d.opts.Folder == "" {
		return nil
	}
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	in := false // a stick is in, and was seen to
	for {
		err := Within(ctx, exchangeTime, func(ctx context.Context) error {
			on, err := Open(d.opts.Folder)
			if err != nil {
				in = false
				d.told.Store(nil)
				return nil //nolint:nilerr // no stick is in
			}
			if err := on.Close(); err != nil || in {
				return err
			}
			in = d.exchange(ctx)
			return nil
		})
		if errors.Is(err, ErrSlow) {
			d.opts.Log.Error("a stick does not answer; no other is looked for before the next start")
			d.told.Store(&Told{Text: ErrSlow.Error()})
			<-ctx.Done()
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
		}
	}
}

// exchange reports whether the stick has been seen to.
func (d *Delivery) exchange(ctx context.Context) bool {
	said, err := Deliver(ctx, d.opts.Folder, d.opts.Data, "", d.opts.Version, d.queue)
	var invited *InvitedError
	switch {
	case err == nil:
		d.told.Store(&Told{Text: said, Well: true})
	case errors.As(err, &invited):
		d.told.Store(&Told{Text: err.Error(), Invited: true})
		return false
	default:
		d.opts.Log.Error("counts could not be written to the stick", "err", err)
		d.told.Store(&Told{Text: err.Error()})
	}
	return true
}

// Told returns what staff are told of the stick that is in; false where none is.
func (d *Delivery) Told() (Told, bool) {
	if t := d.told.Load(); t != nil {
		return *t, true
	}
	return Told{}, false
}

// Deliver takes the hub's answers from a stick, and writes what waits. It returns a sentence
// about it. name is the kiosk's, where a stick invites several; version is that of its program.
// A kiosk that has no hub, or none that takes a stick, is not given one: see Adopt.
func Deliver(ctx context.Context, folder, data, name, version string, q Queue) (string, error) {
	e, key, enrolled, err := delivery.Enrolled(data)
	if err != nil {
		return "", err
	}
	if !enrolled {
		i, err := Invited(folder, name)
		if err != nil {
			return "", err
		}
		return "", &InvitedError{i}
	}
	done, err := Exchange(ctx, folder, q, Sender{Kiosk: e.Kiosk, Key: key, Recipient: e.Recipient, Hub: e.Hub, Version: version})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d hours of counts are on the stick.", done.Written), nil
}
