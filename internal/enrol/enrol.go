// Package enrol is what a kiosk and its hub both know of an enrolment: the invitation that a
// coordinator hands over, the kiosk's request, and what the hub then tells it. docs/wire.md
// has the contract.
//
// It is words on paper: who sends them, over a network or on a stick, and who keeps them is
// not its business.
package enrol

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"frontdoor/kiosk/usage"
)

// An Invitation is what a hub's coordinator hands to an installer: where the hub is, a code that
// is used once, and by what key the hub is known.
type Invitation struct {
	URL  string
	Code string
	Pin  string // empty: the hub's certificate is one that everybody trusts
}

// pinMark is before the pin in a line, and pinLength is a pin's length in letters.
const (
	pinMark   = ".sha256-"
	pinLength = 43
)

// String returns it as a line that can be copied: "https://hub.example.org#7K2QX-M40RT-9ABCD.sha256-…".
func (i Invitation) String() string {
	line := i.URL + "#" + i.Code
	if i.Pin != "" {
		line += pinMark + i.Pin
	}
	return line
}

// Parse reads the line of an invitation. Its errors tell an installer what to do.
func Parse(line string) (Invitation, error) {
	u, err := url.Parse(strings.TrimSpace(line))
	if err != nil || u.Host == "" || u.Fragment == "" {
		return Invitation{}, errors.New("this is not the line that `hub enrol` printed: it looks like https://hub.example.org#CODE")
	}
	code, pin, pinned := strings.Cut(u.Fragment, pinMark)
	u.Fragment = ""
	if _, err := Address(u.String()); err != nil {
		return Invitation{}, err
	}
	if code == "" || pinned && len(pin) != pinLength {
		return Invitation{}, errors.New("the line is not whole: copy all of what `hub enrol` printed")
	}
	return Invitation{URL: u.String(), Code: code, Pin: pin}, nil
}

// Address reads the address of a hub. It begins with https://, except on this machine: what
// is sent must not be read on the way.
func Address(hub string) (*url.URL, error) {
	u, err := url.Parse(hub)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "",
		u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%q is not the address of a hub: write it like https://hub.example.org", hub)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, fmt.Errorf("the hub's address %q begins with http://, and on a network only https:// keeps what is sent secret", hub)
	}
	return u, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Pin returns what the public key of a certificate is known by: its SHA-256, in base64.
func Pin(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Digest returns what a hub keeps of a code, which it does not know itself. The word before
// the code keeps it from being taken for a kiosk's key.
func Digest(code string) [sha256.Size]byte { return sha256.Sum256([]byte("code " + code)) }

// Membership is what a hub tells a kiosk of itself and of the kiosk.
type Membership struct {
	Kiosk     string `json:"kiosk"`
	Site      string `json:"site"`
	Recipient string `json:"courier,omitempty"` // an age recipient, to whom what travels on a stick is encrypted
	Hub       string `json:"hub,omitempty"`     // the key that seals the hub's answers on a stick, in base64url
}

// An Enrolment is what a kiosk knows of its hub once it has enrolled.
type Enrolment struct {
	URL string `json:"url"` // empty: it is reached by stick only
	Pin string `json:"pin,omitempty"`
	Membership
}

// A StickInvitation is an Invitation for a kiosk that is never online. It is on a stick, and
// says beforehand what a hub would answer.
type StickInvitation struct {
	Membership
	Code string `json:"code"`
}

// Request returns what a kiosk says to enrol, over a network or on a stick.
func Request(code string, key ed25519.PrivateKey) ([]byte, error) {
	return json.Marshal(map[string]string{"code": code, "seal": usage.Seal(key, usage.SealEnrol, []byte(code))})
}
