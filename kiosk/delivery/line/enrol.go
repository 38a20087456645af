package line

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"frontdoor/internal/enrol"
)

// Enrol makes a kiosk known to its hub. The same invitation with the same key may be tried again.
func Enrol(ctx context.Context, i enrol.Invitation, key ed25519.PrivateKey) (e enrol.Enrolment, err error) {
	body, err := enrol.Request(i.Code, key)
	if err != nil {
		return e, fmt.Errorf("enrol: %w", err)
	}
	u, err := enrol.Address(i.URL)
	if err != nil {
		return e, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.JoinPath("v1", "enrol").String(), bytes.NewReader(body))
	if err != nil {
		return e, fmt.Errorf("enrol: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "frontdoor-kiosk")
	a, err := client(i.Pin).Do(r)
	if err != nil {
		return e, fmt.Errorf("the hub cannot be reached: %w", unwrapped(err))
	}
	defer func() { err = errors.Join(err, a.Body.Close()) }()
	said, err := io.ReadAll(io.LimitReader(a.Body, maxAnswer))
	if err != nil {
		return e, fmt.Errorf("the hub's answer broke off: %w", err)
	}
	var told struct {
		enrol.Membership
		Reason string `json:"reason"`
	}
	if err := json.Unmarshal(said, &told); err != nil || told.Reason == "" && told.Kiosk == "" {
		return e, fmt.Errorf("what answers at %s is not the hub (%d)", i.URL, a.StatusCode)
	}
	if told.Reason != "" {
		return e, fmt.Errorf("the hub says no: %s", told.Reason)
	}
	return enrol.Enrolment{URL: i.URL, Pin: i.Pin, Membership: told.Membership}, nil
}
