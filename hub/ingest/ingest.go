// Package ingest takes batches of counts from kiosks.
//
// It is the hub's side of docs/wire.md: it knows who sends by the key, reads no more than it
// must, admits only values of the vocabulary, and hands the store one batch. Every answer,
// even a refusal, is a protobuf Answer, because a kiosk takes anything else for a fault on
// the way. It refuses for good only what no second try can mend; what may have been damaged
// on the way, or what the hub cannot write now, it asks for again. It does not know how
// records are kept, and shows nothing.
package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"frontdoor/hub/store"
	"frontdoor/kiosk/usage"
)

// A Store keeps what is taken. See [store.Store].
type Store interface {
	KioskOf(ctx context.Context, key store.Digest) (string, error)
	Add(ctx context.Context, kiosk string, batch usage.Batch, now time.Time) (uint64, error)
}

// Options adjust ingest. The zero value works.
type Options struct {
	Log *slog.Logger
	Now func() time.Time
	// Built is when the hub's program was made: a clock that says less is wrong. Zero is not known.
	Built time.Time
	// BehindProxy says that requests come through a proxy, which says where from.
	BehindProxy bool
}

// builtElsewhere is how far the clock of whoever built the program may be ahead of the hub's.
const builtElsewhere = 24 * time.Hour

// CheckClock returns [store.ErrClock] where a clock says that it is before the program was built.
func CheckClock(now, built time.Time) error {
	if now.Add(builtElsewhere).Before(built) {
		return fmt.Errorf("it says %s, before this program was built: %w", now.UTC().Format("2006-01-02 15:04 MST"), store.ErrClock)
	}
	return nil
}

// New returns the handler of /v1/batches.
func New(s Store, v *usage.Vocabulary, opts Options) http.Handler {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	return &handler{store: s, vocabulary: v, log: opts.Log, now: opts.Now, built: opts.Built, turns: make(chan struct{}, atOnce), own: map[string]chan struct{}{}}
}

type handler struct {
	store      Store
	vocabulary *usage.Vocabulary
	log        *slog.Logger
	now        func() time.Time
	built      time.Time
	turns      chan struct{} // has room for as many batches as are unpacked and kept at once

	mu  sync.Mutex
	own map[string]chan struct{} // by kiosk, likewise: one kiosk never takes the turns of all
}

// Bounds of a batch's time at the hub. A kiosk waits for a minute, and so does the hub's
// server.
const (
	atOnce    = 32
	ownAtOnce = 4                // of one kiosk, which sends one after another
	turnTime  = 20 * time.Second // until it is a batch's turn
	keepTime  = 20 * time.Second // until it is kept
	leastWait = 15               // seconds until a kiosk comes again, when the hub cannot take its batch
	mostWait  = 45
)

// A refusal is an answer other than yes.
type refusal struct {
	status int
	reason string
}

func (r *refusal) Error() string { return r.reason }

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var a usage.Answer
	kiosk, err := h.take(w, r, &a)
	status := http.StatusOK
	var no *refusal
	var gap *store.GapError
	switch {
	case err == nil:
	case errors.As(err, &gap):
		status, a.Reason = http.StatusConflict, gap.Error()
		h.log.Info("records of a kiosk are missing: it is asked for them", "kiosk", kiosk, "first", gap.First, "last", gap.Last)
	case errors.As(err, &no):
		status, a.Reason = no.status, no.reason
		h.log.Warn("a batch is refused", "kiosk", kiosk, "status", status, "reason", no.reason)
	case errors.Is(err, errBusy):
		status, a.Reason = http.StatusServiceUnavailable, errBusy.Error()
		w.Header().Set("Retry-After", retryAfter())
		h.log.Info("many batches at once: a kiosk is asked to come back later", "kiosk", kiosk)
	case errors.Is(err, store.ErrClock):
		status, a.Reason = http.StatusServiceUnavailable, store.ErrClock.Error()
		w.Header().Set("Retry-After", retryAfter())
		h.log.Error("the hub's clock is wrong: kiosks are asked to try later, and no hour is judged by it. Put the clock right; "+
			"if it is right, say so with hub clock --right", "kiosk", kiosk, "err", err)
	default:
		status, a.Reason = http.StatusServiceUnavailable, "the hub cannot keep counts right now"
		w.Header().Set("Retry-After", retryAfter())
		h.log.Error("counts cannot be kept: kiosks are asked to try later", "kiosk", kiosk, "err", err)
	}
	switch status {
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Bearer realm="counts", Frontdoor realm="counts"`)
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
	w.WriteHeader(status)
	if _, err := w.Write(a.Append(nil)); err != nil {
		h.log.Info("a kiosk did not wait for its answer", "kiosk", kiosk, "err", err)
	}
}

// take reads one batch and has it kept, and returns the kiosk's name as far as it is known.
func (h *handler) take(w http.ResponseWriter, r *http.Request, a *usage.Answer) (string, error) {
	if r.Method != http.MethodPost {
		return "", &refusal{http.StatusMethodNotAllowed, "batches are posted"}
	}
	kiosk, seal, err := h.sender(r)
	if err != nil {
		return "", err
	}
	packed, err := readBody(w, r)
	if err != nil {
		return kiosk, err
	}
	if seal != "" {
		if _, err := usage.OpenSeal(seal, usage.SealBatch, packed); err != nil {
			return kiosk, &refusal{http.StatusRequestTimeout, "the batch was damaged on its way: " + err.Error()}
		}
	}
	ctx := r.Context()
	done, err := h.turn(ctx, kiosk)
	if err != nil {
		return kiosk, err
	}
	defer done()
	ctx, cancel := context.WithTimeout(ctx, keepTime)
	defer cancel()
	now := h.now()
	if err := CheckClock(now, h.built); err != nil {
		return kiosk, err
	}
	*a, err = Keep(ctx, h.store, h.vocabulary, kiosk, r.Header.Get("Content-Encoding"), packed, now)
	return kiosk, err
}

// Keep has one batch of a kiosk kept, as it came: over a network, or on a stick. The answer says
// how far the kiosk's records are kept, even beside a [store.GapError]. Final tells other errors
// apart: whether the same batch may be taken another time.
func Keep(ctx context.Context, s Store, v *usage.Vocabulary, kiosk, encoding string, packed []byte, now time.Time) (usage.Answer, error) {
	body, err := unpack(encoding, packed)
	if err != nil {
		return usage.Answer{}, err
	}
	batch, err := usage.ParseBatch(body)
	if err != nil {
		return usage.Answer{}, &refusal{http.StatusBadRequest, err.Error()}
	}
	a := usage.Answer{Epoch: batch.Epoch}
	if batch.Kiosk != "" && batch.Kiosk != kiosk {
		return a, &refusal{http.StatusForbidden, "the key belongs to another kiosk"}
	}
	for i, rec := range batch.Records {
		batch.Records[i].Cells = v.AdmitAll(rec.Cells)
	}
	a.AckedThrough, err = s.Add(ctx, kiosk, batch, now)
	if errors.Is(err, store.ErrRange) {
		return a, &refusal{http.StatusUnprocessableEntity, err.Error()}
	}
	return a, err
}

// Final reports whether an error is a refusal: sending the same again is refused again.
func Final(err error) bool {
	var no *refusal
	return errors.As(err, &no)
}

// errBusy means that other batches were ahead of this one for as long as it could wait.
var errBusy = errors.New("the hub is busy")

// turn waits until it is a batch's turn, among those of its kiosk and among all, and returns what
// ends the turn. Its bytes have arrived: a slow line takes no turn.
func (h *handler) turn(ctx context.Context, kiosk string) (done func(), err error) {
	late := time.NewTimer(turnTime)
	defer late.Stop()
	own := h.ownTurns(kiosk)
	taken := make([]chan struct{}, 0, 2)
	done = func() {
		for _, turns := range taken {
			<-turns
		}
	}
	for _, turns := range []chan struct{}{own, h.turns} {
		select {
		case turns <- struct{}{}:
			taken = append(taken, turns)
			continue
		case <-late.C:
			err = errBusy
		case <-ctx.Done():
			err = ctx.Err()
		}
		done()
		return nil, err
	}
	return done, nil
}

// ownTurns returns the turns of one kiosk. There are as many as kiosks that were enrolled.
func (h *handler) ownTurns(kiosk string) chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.own[kiosk] == nil {
		h.own[kiosk] = make(chan struct{}, ownAtOnce)
	}
	return h.own[kiosk]
}

// retryAfter returns how many seconds a kiosk should wait: not the same for all that were turned
// away together.
func retryAfter() string { return strconv.Itoa(leastWait + rand.N(mostWait-leastWait+1)) }

// sender returns the kiosk whose key the request carries, and the seal that the body has to have.
// Nothing of the body is read for anyone whose key is not known.
func (h *handler) sender(r *http.Request) (kiosk, seal string, err error) {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case strings.EqualFold(scheme, "Frontdoor"):
		seal = key
		public, err := usage.SealKey(seal)
		if err != nil {
			return "", "", &refusal{http.StatusUnauthorized, "no seal"}
		}
		key = usage.KeyID(public)
	case !strings.EqualFold(scheme, "Bearer") || key == "" || strings.Contains(key, " "): // a public key is no secret
		return "", "", &refusal{http.StatusUnauthorized, "no key"}
	}
	kiosk, err = h.store.KioskOf(r.Context(), store.DigestOf(key))
	switch {
	case errors.Is(err, store.ErrUnknownKey):
		return "", "", &refusal{http.StatusUnauthorized, err.Error()}
	case errors.Is(err, store.ErrRevoked):
		return "", "", &refusal{http.StatusForbidden, err.Error()}
	}
	return kiosk, seal, err
}

// errTooLarge is the refusal of a batch that is larger than any kiosk sends.
var errTooLarge = &refusal{http.StatusRequestEntityTooLarge, fmt.Sprintf("more than %d bytes", usage.MaxBytes)}

// readBody returns the bytes that arrived.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, usage.MaxBytes))
	var most *http.MaxBytesError
	switch {
	case errors.As(err, &most):
		return nil, errTooLarge
	case err != nil:
		return nil, &refusal{http.StatusRequestTimeout, "the batch broke off on its way"}
	}
	return body, nil
}

// unpack returns the batch's bytes. What is too large, or is not gzip at all, is refused for good. A
// stream that began as gzip and broke off was damaged on the way, and may come again.
func unpack(encoding string, body []byte) ([]byte, error) {
	switch encoding {
	case "", "identity":
		return body, nil
	case "gzip":
	default:
		return nil, &refusal{http.StatusBadRequest, "compressed in a way that is not known here"}
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, &refusal{http.StatusBadRequest, "not compressed with gzip"}
	}
	plain, err := io.ReadAll(io.LimitReader(z, usage.MaxBytes+1))
	switch {
	case len(plain) > usage.MaxBytes:
		return nil, errTooLarge
	case err != nil:
		return nil, &refusal{http.StatusRequestTimeout, "the batch was damaged on its way"}
	}
	return plain, nil
}
