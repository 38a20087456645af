package uplink

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"frontdoor/kiosk/usage"
)

// An Invitation is what a hub's coordinator gives to an installer: where the hub is, a code that
// is used once, and by what key the hub is known.
type Invitation struct {
	URL  string
	Code string
	Pin  string // empty: the hub's certificate is one that everybody trusts
}

// String writes it on one line that can be copied: "https://hub.example.org#7K2QX-M40RT-9ABCD.sha256-…".
func (i Invitation) String() string {
	line := i.URL + "#" + i.Code
	if i.Pin != "" {
		line += ".sha256-" + i.Pin
	}
	return line
}

// ParseInvitation reads the line.
func ParseInvitation(line string) (Invitation, error) {
	u, err := url.Parse(strings.TrimSpace(line))
	if err != nil || u.Host == "" || u.Fragment == "" {
		return Invitation{}, errors.New("this is not the line that `hub enrol` printed: it looks like https://hub.example.org#CODE")
	}
	code, pin, pinned := strings.Cut(u.Fragment, ".sha256-")
	u.Fragment = ""
	if _, err := address(u.String()); err != nil {
		return Invitation{}, err
	}
	if code == "" || pinned && len(pin) != 43 {
		return Invitation{}, errors.New("the line is not whole: copy all of what `hub enrol` printed")
	}
	return Invitation{URL: u.String(), Code: code, Pin: pin}, nil
}

// An Enrolment is what a kiosk knows of its hub once it has enrolled.
type Enrolment struct {
	URL     string `json:"url"`
	Pin     string `json:"pin,omitempty"`
	Kiosk   string `json:"kiosk"`
	Site    string `json:"site"`
	Courier string `json:"courier,omitempty"` // to whom what is carried by hand is encrypted
	Hub     string `json:"hub,omitempty"`     // the key that seals the hub's answers to it
}

// Request gives what a kiosk says to enrol, over a network or on a stick.
func Request(code string, key ed25519.PrivateKey) ([]byte, error) {
	return json.Marshal(map[string]string{"code": code, "seal": usage.Seal(key, usage.SealEnrol, []byte(code))})
}

// Enrol makes a kiosk known to its hub. The same invitation with the same key may be tried again.
func Enrol(ctx context.Context, i Invitation, key ed25519.PrivateKey) (e Enrolment, err error) {
	body, err := Request(i.Code, key)
	if err != nil {
		return e, fmt.Errorf("enrol: %w", err)
	}
	u, err := address(i.URL)
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
		Enrolment
		Reason string `json:"reason"`
	}
	if err := json.Unmarshal(said, &told); err != nil || told.Reason == "" && told.Kiosk == "" {
		return e, fmt.Errorf("what answers at %s is not the hub (%d)", i.URL, a.StatusCode)
	}
	if told.Reason != "" {
		return e, fmt.Errorf("the hub says no: %s", told.Reason)
	}
	told.URL, told.Pin = i.URL, i.Pin
	return told.Enrolment, nil
}
