package uplink

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"frontdoor/kiosk/usage"
)

// protobuf is the type of both messages.
const protobuf = "application/x-protobuf"

// maxAnswer bounds what is read of an answer: a hub's is some dozen bytes.
const maxAnswer = 16 << 10

// deliver sends one batch and does what the hub says.
func (u *Uplink) deliver(ctx context.Context, batch usage.Batch) error {
	status, answer, err := u.post(ctx, batch)
	if err != nil {
		return err
	}
	if answer.Epoch != 0 && answer.Epoch != batch.Epoch {
		return &laterError{cause: errors.New("the hub answers another kiosk's batch")}
	}
	switch status {
	case http.StatusOK, http.StatusConflict:
		if answer.Epoch == 0 {
			return &laterError{cause: errors.New("the hub's answer names no epoch")}
		}
		if err := u.store.Settle(answer.Epoch, answer.AckedThrough); err != nil {
			return err
		}
		if status == http.StatusConflict {
			return &laterError{cause: fmt.Errorf("the hub has only got to %d", answer.AckedThrough)}
		}
		return nil
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		return &RefusedError{Status: status, Reason: answer.Reason}
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Errorf("%w: %s", ErrUnknownKey, answer.Reason)
	default:
		return &laterError{cause: fmt.Errorf("the hub answers with %d", status)}
	}
}

// post sends a batch and reads the answer. What is not the hub's own form, whatever its
// status, is a fault on the way: a library's sign-in page answers 200 too.
func (u *Uplink) post(ctx context.Context, batch usage.Batch) (int, usage.Answer, error) {
	none := usage.Answer{}
	body, err := pack(batch)
	if err != nil {
		return 0, none, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.url, bytes.NewReader(body))
	if err != nil {
		return 0, none, fmt.Errorf("ask the hub: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+u.key)
	req.Header.Set("Content-Type", protobuf)
	req.Header.Set("Content-Encoding", "gzip")
	res, err := u.opts.Client.Do(req)
	if err != nil {
		return 0, none, &laterError{cause: err}
	}
	text, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err := errors.Join(err, res.Body.Close()); err != nil {
		return 0, none, &laterError{cause: err}
	}
	if res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable {
		return 0, none, &laterError{after: retryAfter(res.Header.Get("Retry-After"), time.Now()), cause: fmt.Errorf("the hub answers with %d", res.StatusCode)}
	}
	if res.Header.Get("Content-Type") != protobuf {
		return 0, none, &laterError{cause: fmt.Errorf("what answers with %d is not the hub", res.StatusCode)}
	}
	answer, err := usage.ParseAnswer(text)
	if err != nil {
		return 0, none, &laterError{cause: fmt.Errorf("the hub's answer cannot be read: %w", err)}
	}
	return res.StatusCode, answer, nil
}

func pack(batch usage.Batch) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(batch.Append(nil))
	if err := errors.Join(err, z.Close()); err != nil {
		return nil, fmt.Errorf("pack a batch: %w", err)
	}
	return b.Bytes(), nil
}

// retryAfter reads the header in both of its forms, seconds and a date. Zero means that it
// names no time.
func retryAfter(h string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(h); err == nil && seconds > 0 {
		return time.Duration(min(seconds, 24*3600)) * time.Second
	}
	if at, err := http.ParseTime(h); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}
