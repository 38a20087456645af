package line

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"frontdoor/kiosk/usage"
)

// ErrUnknownKey means that the hub does not know this kiosk's key, or no longer. Asking
// again does not help: staff have to be told.
var ErrUnknownKey = errors.New("the hub does not accept this kiosk's key")

// A laterError is every answer, or none, after which the same batch is sent again.
type laterError struct {
	reason string
	cause  error         // what the network said, if that is why
	after  time.Duration // what Retry-After asked for
}

func (e *laterError) Error() string { return "the hub: " + e.reason }

func (e *laterError) Unwrap() error { return e.cause }

func laterf(format string, args ...any) error {
	return &laterError{reason: fmt.Sprintf(format, args...)}
}

// A RefusedError is the hub's final no to a batch: sending the same batch again cannot
// help. Every other error means later.
type RefusedError struct {
	Status int    // the HTTP status
	Reason string // the hub's words: for the log, never for the glass
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("the hub refuses the batch with %d: %s", e.Status, e.Reason)
}

// A gapError is the hub's word that it needs earlier records first.
type gapError struct{ answer usage.Answer }

func (e *gapError) Error() string { return "the hub misses records: " + e.answer.Reason }

// mediaType is of batches and answers.
const mediaType = "application/x-protobuf"

// maxAnswer bounds what is read of an answer; the hub's has a few bytes.
const maxAnswer = 16 << 10

// send sends a batch and reads the answer. Its errors are those above.
func (u *Uplink) send(ctx context.Context, batch usage.Batch) (usage.Answer, error) {
	var body bytes.Buffer
	batch.Version = u.opts.Version
	u.zip.Reset(&body) // a new one would take a megabyte each hour
	if _, err := u.zip.Write(batch.Append(nil)); err != nil {
		return usage.Answer{}, fmt.Errorf("compress a batch: %w", err)
	}
	if err := u.zip.Close(); err != nil {
		return usage.Answer{}, fmt.Errorf("compress a batch: %w", err)
	}
	sent := body.Bytes()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.address, bytes.NewReader(sent))
	if err != nil {
		return usage.Answer{}, fmt.Errorf("ask the hub: %w", err)
	}
	req.Header.Set("Authorization", u.proof(sent))
	req.Header.Set("Content-Type", mediaType)
	req.Header.Set("Content-Encoding", "gzip")
	req.Header.Set("User-Agent", "frontdoor-kiosk")
	resp, err := u.opts.Client.Do(req)
	if err != nil {
		return usage.Answer{}, &laterError{reason: fmt.Sprintf("it cannot be reached: %v", unwrapped(err)), cause: err}
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return usage.Answer{}, laterf("its answer broke off: %v", err)
	}
	answer, err := sorted(resp, said, batch.Epoch, time.Now())
	if shows, wrong := http.ParseTime(resp.Header.Get("Date")); err == nil && wrong == nil && u.opts.Heard != nil {
		u.opts.Heard(shows)
	}
	return answer, err
}

// unwrapped drops the address from an error of the client: it is in the configuration.
func unwrapped(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

// sorted says what an answer means.
func sorted(resp *http.Response, said []byte, epoch uint64, now time.Time) (usage.Answer, error) {
	later := func(reason string) error {
		return &laterError{reason: reason, after: retryAfter(resp.Header.Get("Retry-After"), now)}
	}
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		return usage.Answer{}, later(fmt.Sprintf("it sends us elsewhere (%d): perhaps this network wants a sign-in first", resp.StatusCode))
	}
	answer, err := read(resp.Header.Get("Content-Type"), said)
	if err != nil {
		return usage.Answer{}, later(fmt.Sprintf("what answers at its address is not the hub (%d): %v", resp.StatusCode, err))
	}
	ours := answer.Epoch == epoch
	switch resp.StatusCode {
	case http.StatusOK:
		if !ours {
			return usage.Answer{}, later("it answers another batch than this one")
		}
		return answer, nil
	case http.StatusConflict:
		if !ours {
			return usage.Answer{}, later("it answers another batch than this one")
		}
		return usage.Answer{}, &gapError{answer}
	case http.StatusUnauthorized, http.StatusForbidden:
		return usage.Answer{}, fmt.Errorf("%w: %d %s", ErrUnknownKey, resp.StatusCode, answer.Reason)
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		if !ours && answer.Epoch != 0 {
			return usage.Answer{}, later("it answers another batch than this one")
		}
		return usage.Answer{}, &RefusedError{resp.StatusCode, answer.Reason}
	default:
		return usage.Answer{}, later(fmt.Sprintf("not now (%d): %s", resp.StatusCode, answer.Reason))
	}
}

// read reads an answer if it is in the hub's form.
func read(contentType string, said []byte) (usage.Answer, error) {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil || kind != mediaType {
		return usage.Answer{}, fmt.Errorf("it speaks %q", kind)
	}
	if len(said) > maxAnswer {
		return usage.Answer{}, errors.New("its answer is too long")
	}
	if len(said) == 0 {
		return usage.Answer{}, errors.New("its answer is empty")
	}
	return usage.ParseAnswer(said)
}

// retryAfter reads the header of that name, which has seconds or a date.
func retryAfter(value string, now time.Time) time.Duration {
	if s, err := strconv.ParseUint(value, 10, 32); err == nil {
		return time.Duration(s) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
