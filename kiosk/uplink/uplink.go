// Package uplink delivers the queue to the coordinators' hub.
//
// It sends closed hours in order, in batches that docs/wire.md describes, until the hub has
// said that they are on its disk. What the hub says decides: how far it has got, that it
// wants something again, that it will never take a record, or that it does not know this
// kiosk. Everything else, silence and nonsense too, means later, after a wait that grows to
// a quarter of an hour. It changes nothing but marks in the queue, so that it may be killed
// at any moment; what is sent twice counts once at the hub. No screen waits for it. cmd/kiosk
// runs it beside the core.
package uplink

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"frontdoor/kiosk/usage"
)

// A Store is where closed hours wait. A queue.Queue is one.
type Store interface {
	// Pending gives what waits: at most so many records, and so many bytes on the wire.
	Pending(records, bytes int) (usage.Batch, error)
	// Settle notes how far the hub has got in an epoch.
	Settle(epoch, through uint64) error
	// SetAside takes a record away that the hub will never take.
	SetAside(epoch, seq uint64) error
}

// ErrUnknownKey means that the hub does not know this kiosk's key, or no longer. Asking
// again does not help: staff have to be told.
var ErrUnknownKey = errors.New("the hub does not accept this kiosk's key")

// A RefusedError is the hub's final no to a batch: sending the same batch again cannot
// help. Every other error means later.
type RefusedError struct {
	Status int    // the HTTP status
	Reason string // the hub's words: for the log, never for the glass
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("the hub refuses the batch with %d: %s", e.Status, e.Reason)
}

// laterError means that the hub could not be asked, or named a time to ask again.
type laterError struct {
	after time.Duration // zero: nothing was named
	cause error
}

func (e *laterError) Error() string { return "the hub cannot be asked now: " + e.cause.Error() }
func (e *laterError) Unwrap() error { return e.cause }

// The limits of a batch, from docs/wire.md. Some bytes are left for the batch's own fields.
const (
	maxRecords = 500
	maxBytes   = 250 << 10
)

// The waits.
const (
	firstWait = time.Second
	longest   = 15 * time.Minute
	hello     = time.Hour // a kiosk with nothing to say says that it is there
)

// Options adjust an Uplink. The zero value works.
type Options struct {
	Log    *slog.Logger
	Client *http.Client    // nil makes one with bounded times that follows no redirect
	Wake   <-chan struct{} // sent to when something new waits
}

// An Uplink delivers one queue to one hub.
type Uplink struct {
	store Store
	url   string
	key   string
	opts  Options
	limit int // records in a batch: halved when a batch is refused
	fails int // in a row
}

// New makes an uplink to the hub at an address, "https://hub.example.org", with the key that
// the hub gave. Its error says what is wrong with either.
func New(store Store, hub, key string, opts Options) (*Uplink, error) {
	u, err := url.Parse(hub)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is not the address of a hub: write it like https://hub.example.org", hub)
	}
	key = strings.TrimSpace(key)
	if key == "" || strings.ContainsAny(key, " \r\n\t") {
		return nil, errors.New("the key for the hub is empty or more than one word: write what `hub keys add` printed into the key file")
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Client == nil {
		opts.Client = &http.Client{
			Timeout:       time.Minute,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return &Uplink{store: store, url: u.JoinPath("v1", "batches").String(), key: key, opts: opts, limit: maxRecords}, nil
}

// Run delivers until ctx ends, when it gives nil, or until the hub does not know the key,
// when it gives ErrUnknownKey.
func (u *Uplink) Run(ctx context.Context) error {
	greeted := time.Time{}
	for ctx.Err() == nil {
		batch, err := u.store.Pending(u.limit, maxBytes)
		if err != nil {
			return fmt.Errorf("deliver counts: %w", err)
		}
		if len(batch.Records) == 0 && time.Since(greeted) < hello {
			u.rest(ctx, hello-time.Since(greeted))
			continue
		}
		err = u.deliver(ctx, batch)
		var refused *RefusedError
		switch {
		case err == nil:
			u.fails, u.limit, greeted = 0, maxRecords, time.Now()
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, ErrUnknownKey):
			return fmt.Errorf("deliver counts: %w", err)
		case errors.As(err, &refused):
			if err := u.narrow(batch, refused); err != nil {
				return fmt.Errorf("deliver counts: %w", err)
			}
			greeted = time.Now()
		default:
			wait := u.wait(err)
			u.opts.Log.Info("counts wait for the hub", "err", err, "again_in", wait.Round(time.Millisecond))
			u.pause(ctx, wait)
		}
	}
	return nil
}

// narrow looks for the one record of a batch that the hub refuses, and sets it aside.
func (u *Uplink) narrow(batch usage.Batch, refused *RefusedError) error {
	switch len(batch.Records) {
	case 0:
		return nil // a greeting that is refused says nothing about any record
	case 1:
		seq := batch.Records[0].Seq
		u.opts.Log.Error("the hub refuses an hour of counts, which is set aside", "seq", seq, "status", refused.Status, "reason", refused.Reason)
		return u.store.SetAside(batch.Epoch, seq)
	default:
		u.limit = len(batch.Records) / 2
		return nil
	}
}

// wait gives how long to wait after a failure: what the hub named, or a random time that
// grows, so that a thousand kiosks do not come back together.
func (u *Uplink) wait(err error) time.Duration {
	var later *laterError
	if errors.As(err, &later) && later.after > 0 {
		return min(later.after, time.Hour)
	}
	most := min(firstWait<<min(u.fails, 12), longest)
	u.fails++
	return rand.N(most) + 50*time.Millisecond
}

// rest waits until something new waits in the queue.
func (u *Uplink) rest(ctx context.Context, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-u.opts.Wake:
	}
}

// pause waits in full, whatever happens.
func (u *Uplink) pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
