package stick

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"frontdoor/internal/enrol"
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

// Run looks for sticks until ctx ends. A stick is written once each time that it is put in.
func (d *Delivery) Run(ctx context.Context) error {
	if d.opts.Folder == "" {
		return nil
	}
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	in := false
	for {
		info, err := os.Stat(filepath.Join(d.opts.Folder, Root))
		there := err == nil && info.IsDir()
		switch {
		case there && !in:
			d.exchange()
		case !there && in:
			d.told.Store(nil)
		}
		in = there
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
		}
	}
}

func (d *Delivery) exchange() {
	said, err := Deliver(d.opts.Folder, d.opts.Data, "", d.opts.Version, d.queue)
	if err != nil {
		d.opts.Log.Error("counts could not be written to the stick", "err", err)
		d.told.Store(&Told{Text: err.Error()})
		return
	}
	d.told.Store(&Told{Text: said, Well: true})
}

// Told returns what staff are told of the stick that is in; false where none is.
func (d *Delivery) Told() (Told, bool) {
	if t := d.told.Load(); t != nil {
		return *t, true
	}
	return Told{}, false
}

// Deliver enrols the kiosk of a folder where a stick invites it, takes the hub's answers, and
// writes what waits. It returns a sentence about it. name is the kiosk's, where the stick
// invites several; version is that of its program.
func Deliver(folder, data, name, version string, q Queue) (string, error) {
	e, key, enrolled, err := delivery.Enrolled(data)
	if err != nil {
		return "", err
	}
	if !enrolled || e.Recipient == "" {
		if e, err = accept(folder, data, name, e); err != nil {
			return "", err
		}
		if key, err = delivery.Key(data); err != nil {
			return "", err
		}
	}
	done, err := Exchange(folder, q, Sender{Kiosk: e.Kiosk, Key: key, Recipient: e.Recipient, Hub: e.Hub, Version: version})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d hours of counts are on the stick.", done.Written), nil
}

// accept takes the invitation on a stick: it writes the request to the stick and keeps what
// the hub says of itself. A hub that is known over a network stays known.
func accept(folder, data, name string, known enrol.Enrolment) (enrol.Enrolment, error) {
	i, err := Invited(folder, name)
	if err != nil {
		return known, err
	}
	key, err := delivery.Key(data)
	if err != nil {
		return known, err
	}
	request, err := enrol.Request(i.Code, key)
	if err != nil {
		return known, fmt.Errorf("accept an invitation: %w", err)
	}
	if err := WriteWhole(filepath.Join(folder, Root, Requests), i.Kiosk+".json", request); err != nil {
		return known, err
	}
	e := enrol.Enrolment{URL: known.URL, Pin: known.Pin, Membership: i.Membership}
	return e, delivery.Keep(data, e)
}
