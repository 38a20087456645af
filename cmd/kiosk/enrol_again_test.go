package main

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery"
	"frontdoor/kiosk/usage"
)

// A kiosk that was withdrawn is given a new line, and what it is told at the shell is true at the
// hub. The folder may come before the line.
func TestCaseAnEnrolmentFromTheShellIsAYesAtTheHub(t *testing.T) {
	s, data := openStore(t), t.TempDir()
	h, err := hub.New(s, hub.Options{Enroller: s})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(h)
	defer server.Close()
	give := func(code string) error {
		t.Helper()
		if err := s.Offer(t.Context(), "Example Library", "demo-1", enrol.Digest(code), time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		return take(t, data, enrol.Invitation{URL: server.URL, Code: code, Pin: enrol.Pin(server.Certificate())})
	}
	if err := give("FIRST"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Revoke(t.Context(), "demo-1", time.Now()); err != nil {
		t.Fatal(err)
	}
	old := enrol.Invitation{URL: server.URL, Code: "FIRST", Pin: enrol.Pin(server.Certificate())}
	if err := take(t, data, old); err == nil || !strings.Contains(err.Error(), "ask for a new line") {
		t.Errorf("with the line it has used: %v", err)
	}
	if err := give("SECOND"); err != nil {
		t.Fatal(err)
	}
	key, err := delivery.Key(data)
	if err != nil {
		t.Fatal(err)
	}
	public, err := usage.SealKey(usage.Seal(key, usage.SealBatch, nil))
	if err != nil {
		t.Fatal(err)
	}
	if kiosk, err := s.KioskOf(t.Context(), store.DigestOf(usage.KeyID(public))); err != nil || kiosk != "demo-1" {
		t.Errorf("it was told yes, and the hub says %q, %v", kiosk, err)
	}
}

// take enrols the kiosk of a folder from the shell.
func take(t *testing.T, data string, i enrol.Invitation) error {
	t.Helper()
	var out bytes.Buffer
	return runEnrol(t.Context(), []string{"--data", data, i.String()}, &out)
}
