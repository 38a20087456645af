package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"frontdoor/hub/store"
	"frontdoor/internal/enrol"
	"frontdoor/internal/limit"
	"frontdoor/kiosk/usage"
)

// An Enroller makes a one-time code the key of its kiosk. See [store.Enroller].
type Enroller interface {
	Redeem(ctx context.Context, code, key store.Digest, now time.Time) (kiosk, site string, err error)
}

// told is the answer to a request, whatever it is.
type told struct {
	enrol.Membership
	Reason string `json:"reason,omitempty"` // why not: for the person who enrols the kiosk
}

// How many wrong codes of one address are looked at within a time. A code has 60 bits and lasts a
// day: this is only so that nobody keeps the disk busy. Whoever asks from elsewhere is not kept out
// by them.
const (
	wrongAtOnce = 20
	wrongWithin = time.Minute
)

// maxEnrol bounds a request.
const maxEnrol = 4 << 10

// NewEnrol returns the handler of /v1/enrol. also is what every kiosk is told of the hub beside
// its own name and site.
func NewEnrol(e Enroller, also enrol.Membership, opts Options) http.Handler {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	return &enroller{store: e, also: also, opts: opts, wrong: limit.Window(wrongAtOnce, wrongWithin)}
}

type enroller struct {
	store Enroller
	also  enrol.Membership
	opts  Options
	wrong *limit.Limiter // by address
}

func (h *enroller) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	member, err := h.enrol(w, r)
	status, said := http.StatusOK, told{Membership: member}
	var no *refusal
	switch {
	case err == nil:
		h.opts.Log.Info("a kiosk has enrolled", "kiosk", member.Kiosk, "site", member.Site)
	case errors.As(err, &no):
		status, said = no.status, told{Reason: no.reason}
		h.opts.Log.Warn("an enrolment is refused", "status", status, "reason", no.reason)
	case errors.Is(err, store.ErrClock):
		status, said = http.StatusServiceUnavailable, told{Reason: store.ErrClock.Error() + ": it has to be put right before a kiosk can enrol"}
		h.opts.Log.Error("the hub's clock is wrong: no code is judged by it", "err", err)
	default:
		status, said = http.StatusServiceUnavailable, told{Reason: "the hub cannot enrol a kiosk right now"}
		h.opts.Log.Error("a kiosk cannot be enrolled", "err", err)
	}
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", http.MethodPost)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(said); err != nil {
		h.opts.Log.Info("a kiosk did not wait for its answer", "err", err)
	}
}

func (h *enroller) enrol(w http.ResponseWriter, r *http.Request) (enrol.Membership, error) {
	if r.Method != http.MethodPost {
		return enrol.Membership{}, &refusal{http.StatusMethodNotAllowed, "enrolments are posted"}
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxEnrol))
	if err != nil {
		return enrol.Membership{}, &refusal{http.StatusBadRequest, "the request broke off, or is too large"}
	}
	who, now := Address(r, h.opts.BehindProxy), h.opts.Now()
	if h.wrong.Wait(who, now) > 0 {
		return enrol.Membership{}, &refusal{http.StatusTooManyRequests, "there have been too many wrong codes from your address: try again in a minute"}
	}
	if err := CheckClock(now, h.opts.Built); err != nil {
		return enrol.Membership{}, err
	}
	member, err := Enrol(r.Context(), h.store, b, now)
	var no *refusal
	if errors.As(err, &no) {
		h.wrong.Miss(who, now)
		return member, err
	}
	member.Recipient, member.Hub = h.also.Recipient, h.also.Hub
	return member, err
}

// Enrol reads a kiosk's request, which may have come over a network or on a stick, and enrols it.
func Enrol(ctx context.Context, s Enroller, request []byte, now time.Time) (enrol.Membership, error) {
	var asked struct{ Code, Seal string }
	if err := json.Unmarshal(request, &asked); err != nil || asked.Code == "" {
		return enrol.Membership{}, &refusal{http.StatusBadRequest, "this is not in the form of docs/wire.md"}
	}
	public, err := usage.OpenSeal(asked.Seal, usage.SealEnrol, []byte(asked.Code))
	if err != nil {
		return enrol.Membership{}, &refusal{http.StatusBadRequest, err.Error()}
	}
	kiosk, site, err := s.Redeem(ctx, enrol.Digest(asked.Code), store.DigestOf(usage.KeyID(public)), now)
	switch {
	case errors.Is(err, store.ErrRevoked):
		return enrol.Membership{}, &refusal{http.StatusForbidden, "this kiosk was withdrawn after it had used this code: ask for a new line of `hub enrol`"}
	case errors.Is(err, store.ErrCode), errors.Is(err, store.ErrUsed), errors.Is(err, store.ErrLate), errors.Is(err, store.ErrTaken):
		return enrol.Membership{}, &refusal{http.StatusForbidden, cause(err)}
	case err != nil:
		return enrol.Membership{}, err
	}
	return enrol.Membership{Kiosk: kiosk, Site: site}, nil
}

// cause returns the last words of an error: a kiosk is told what is wrong, and not where in the hub.
func cause(err error) string {
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err.Error()
}
