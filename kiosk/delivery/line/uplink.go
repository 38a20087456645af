// Package line delivers what waits in the queue to the hub, over a network.
//
// It decides when to send, how much at once, and what an answer means; docs/wire.md has the
// contract. Everything that is not the hub's own word, such as the page of a Wi-Fi that
// wants a sign-in, means later: nothing is lost for it, and it comes again after a random
// wait that grows to a quarter of an hour. It opens no record but to weigh it, never
// holds the queue's file while it waits for a network, and a kiosk without a hub works the
// same without it.
package line

import (
	"compress/gzip"
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"frontdoor/internal/enrol"
	"frontdoor/kiosk/usage"
)

// A Store is where records wait. A queue.Queue is one.
type Store interface {
	// Pending returns the oldest records that wait, within bounds.
	Pending(records, bytes int) (usage.Batch, error)
	// Settle takes the hub's word for how far it has got, forwards or back.
	Settle(epoch, through uint64) error
	// SetAside takes a record out of the way that the hub will never take.
	SetAside(epoch, seq uint64) error
}

// Options adjust an Uplink. The zero value works.
type Options struct {
	Log    *slog.Logger
	Client *http.Client    // nil makes one with bounded times that follows no redirect
	Wake   <-chan struct{} // sent to when a record begins to wait; nil looks every hour
	// Spread is the longest random wait between Wake and the delivery, so that a city's kiosks
	// do not all call when the hour has passed. Zero delivers at once.
	Spread time.Duration
	// Version is that of the kiosk's program, for the hub's page; empty says none. What is not a
	// version by usage.IsVersion is not sent.
	Version string
	// Heard, if not nil, is told what the hub's clock showed in an answer of its own.
	Heard func(hub time.Time)
}

// Waits between two tries.
const (
	firstWait = time.Second
	lastWait  = 15 * time.Minute
	longest   = 6 * time.Hour // of what Retry-After may ask

	// A kiosk that has nothing to say says so in every hour, at the same moment as one that has
	// counted something: when it was last heard must not tell when somebody was there.
	helloAt  = 30 * time.Second // after the hour
	helloGap = 5 * time.Minute  // after another word of the kiosk, at least
)

// untilHello returns how long a kiosk that has just been heard waits before it says that it is
// there.
func untilHello(now time.Time) time.Duration {
	at := now.Truncate(time.Hour).Add(helloAt)
	for at.Sub(now) < helloGap {
		at = at.Add(time.Hour)
	}
	return at.Sub(now)
}

// An Uplink is the way from a kiosk to one hub.
type Uplink struct {
	store   Store
	address string
	proof   func(body []byte) string // the header that says who sends this body
	opts    Options
	zip     *gzip.Writer

	tries  int    // failures in a row
	fault  string // the last one that was logged
	limit  int    // records in the next batch: halved when the hub refuses one
	aside  uint64 // the record that was set aside last
	hailed bool   // the hub has been greeted since the start

	other atomic.Pointer[string] // why what answers is not taken for the hub
}

// New makes an Uplink to the hub at an address, with the key that the hub gave. The address
// begins with https://, except on this machine: the key must not be read on the way. Its
// error says what is wrong with either.
func New(store Store, hub, key string, opts Options) (*Uplink, error) {
	u, err := enrol.Address(hub)
	if err != nil {
		return nil, err
	}
	key = strings.TrimSpace(key)
	if key == "" || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("the key for the hub is empty or more than one word: write what `hub keys add` printed into the key file")
	}
	return newUplink(store, u, "", func([]byte) string { return "Bearer " + key }, opts), nil
}

// NewSealed makes an Uplink that seals what it sends with the kiosk's own key, to a hub that is
// known by the SHA-256 of its public key (pin, as Enrol was told it), or, without one, by its
// certificate.
func NewSealed(store Store, hub, pin string, key ed25519.PrivateKey, opts Options) (*Uplink, error) {
	u, err := enrol.Address(hub)
	if err != nil {
		return nil, err
	}
	return newUplink(store, u, pin, func(body []byte) string { return "Frontdoor " + usage.Seal(key, usage.SealBatch, body) }, opts), nil
}

func newUplink(store Store, u *url.URL, pin string, proof func([]byte) string, opts Options) *Uplink {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Client == nil {
		opts.Client = client(pin)
	}
	return &Uplink{store: store, address: u.JoinPath("v1", "batches").String(), proof: proof, opts: opts, limit: usage.MaxRecords, zip: gzip.NewWriter(io.Discard)}
}

// client makes a client with bounded times. With a pin, a hub is whoever holds the key of that
// SHA-256, whatever its certificate says, and nobody else.
func client(pin string) *http.Client {
	var trust *tls.Config
	if pin != "" {
		trust = &tls.Config{
			MinVersion:         tls.VersionTLS13,
			InsecureSkipVerify: true, //nolint:gosec // VerifyConnection looks at the key instead
			VerifyConnection: func(s tls.ConnectionState) error {
				if len(s.PeerCertificates) == 0 || enrol.Pin(s.PeerCertificates[0]) != pin {
					return ErrOtherHub
				}
				return nil
			},
		}
	}
	return &http.Client{
		Timeout: time.Minute,
		// A redirect leads to a page for people, and would carry the key with it.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: 20 * time.Second}).DialContext,
			TLSClientConfig:     trust,
			TLSHandshakeTimeout: 20 * time.Second,
			IdleConnTimeout:     90 * time.Second,
			DisableCompression:  true, // an answer is a few bytes; one that swells is not the hub's
			ForceAttemptHTTP2:   true,
		},
	}
}

// ErrOtherHub means that what answers at the hub's address does not hold the hub's key.
var ErrOtherHub = errors.New("what answers there is not the hub that this kiosk knows: its key is another")

// Run delivers until ctx ends, when it gives nil, or until the hub does not know the key,
// when it gives ErrUnknownKey: trying on would change nothing. Whoever runs it tells staff,
// and lets the rest of the kiosk run on. Any other error is the store's.
func (u *Uplink) Run(ctx context.Context) error {
	hello := time.NewTimer(untilHello(time.Now()))
	defer hello.Stop()
	for {
		more, err := u.deliver(ctx)
		var later *laterError
		switch {
		case ctx.Err() != nil:
			return nil //nolint:nilerr // it ends because the kiosk ends; what waits is safe on the disk
		case errors.As(err, &later):
			if !u.pause(ctx, u.failed(later)) {
				return nil
			}
			continue
		case err != nil:
			return fmt.Errorf("deliver counts: %w", err)
		}
		u.reached()
		if more {
			continue
		}
		hello.Reset(untilHello(time.Now()))
		select {
		case <-ctx.Done():
			return nil
		case <-hello.C:
			u.hailed = false
		case <-u.opts.Wake:
			if u.opts.Spread > 0 && !u.pause(ctx, rand.N(u.opts.Spread)) {
				return nil
			}
		}
	}
}

// deliver sends the next batch, and reports whether there may be more.
func (u *Uplink) deliver(ctx context.Context) (bool, error) {
	limit := u.limit
	if !u.hailed {
		// The first word is without records: a hub that knows more or less than this kiosk
		// thinks says so before anything is sent.
		limit = 0
	}
	batch, err := u.store.Pending(limit, usage.MaxBytes-headroom)
	if err != nil {
		return false, err
	}
	n := len(batch.Records)
	if n == 0 && u.hailed {
		return false, nil
	}
	answer, err := u.send(ctx, batch)
	var refused *RefusedError
	var gap *gapError
	switch {
	case errors.As(err, &refused) && n > 0:
		return true, u.refused(ctx, batch, refused)
	case errors.As(err, &refused): // which says nothing about any record
		return false, laterf("it refuses even a greeting: %s", refused.Reason)
	case errors.As(err, &gap):
		if err := u.settle(batch, gap.answer); err != nil {
			return false, err
		}
		return false, laterf("it has to be sent more than it was: %s", gap.answer.Reason)
	case err != nil:
		return false, err
	}
	if err := u.settle(batch, answer); err != nil {
		return false, err
	}
	u.hailed = true
	if n > 0 && answer.AckedThrough < batch.Records[n-1].Seq {
		return false, laterf("it took %d of what was sent up to %d", answer.AckedThrough, batch.Records[n-1].Seq)
	}
	if n > 0 {
		u.limit = min(2*max(u.limit, 1), usage.MaxRecords)
	}
	return true, nil
}

// headroom is for what a batch has beside its records.
const headroom = 256

func (u *Uplink) settle(batch usage.Batch, a usage.Answer) error {
	if n := len(batch.Records); n > 0 && a.AckedThrough > batch.Records[n-1].Seq {
		u.opts.Log.Warn("the hub has more than was sent", "acked_through", a.AckedThrough)
	}
	return u.store.Settle(batch.Epoch, a.AckedThrough)
}

// refused finds the record that the hub will not take: the next batch is half as long, and a
// record that is refused alone is set aside. It believes the hub only when the hub takes a
// batch without records, and never sets aside what takes the place of a record.
func (u *Uplink) refused(ctx context.Context, batch usage.Batch, why *RefusedError) error {
	n := len(batch.Records)
	if n > 1 {
		u.limit = n / 2
		return nil
	}
	seq := batch.Records[0].Seq
	if seq == u.aside {
		return laterf("it refuses even an empty hour: %s", why.Reason)
	}
	batch.Records = nil
	if _, err := u.send(ctx, batch); err != nil {
		return laterf("it refuses every batch: %s", why.Reason)
	}
	u.aside = seq
	u.opts.Log.Error("the hub will never take a record: it is set aside", "seq", seq, "status", why.Status, "reason", why.Reason)
	return u.store.SetAside(batch.Epoch, seq)
}

// failed notes a failure, and gives how long to wait after it.
func (u *Uplink) failed(err *laterError) time.Duration {
	if why := stranger(err); why != "" {
		u.other.Store(&why)
	}
	if text := err.Error(); text != u.fault {
		u.fault = text
		u.opts.Log.Warn("counts wait here, and are sent later", "err", err)
	}
	most := min(firstWait<<min(u.tries, 20), lastWait)
	u.tries++
	wait := rand.N(most)
	return wait + min(err.after, longest)
}

func (u *Uplink) reached() {
	if u.fault != "" {
		u.opts.Log.Info("the hub is reached again")
	}
	u.tries, u.fault = 0, ""
	u.other.Store(nil)
}

// stranger returns, for staff, why what answers is not taken for the hub; empty where nothing
// answers, or the hub does. The network passes by itself; this stays until somebody does something.
func stranger(err error) string {
	var untrusted *tls.CertificateVerificationError
	switch {
	case errors.Is(err, ErrOtherHub):
		return "What answers at the hub's address has another key than the hub that this kiosk enrolled with. If the hub was set up anew, " +
			"enrol this kiosk again with a new line of `hub enrol`. If this network wants a sign-in, sign in."
	case errors.As(err, &untrusted):
		return "The certificate of the hub is not one that this kiosk trusts: " + untrusted.Err.Error() + "."
	}
	return ""
}

// strange returns why what answered last is not taken for the hub; empty where it is.
func (u *Uplink) strange() string {
	if why := u.other.Load(); why != nil {
		return *why
	}
	return ""
}

// pause waits in full, and reports whether the kiosk goes on.
func (u *Uplink) pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
