package main

import (
	"bytes"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery"
	"frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/queue"
)

func openStore(t *testing.T) *store.SQLite {
	t.Helper()
	return storetest.Open(t)
}

func TestAKioskIsEnrolledFromTheShellWithOneLine(t *testing.T) {
	s := openStore(t)
	h, err := hub.New(s, hub.Options{Enroller: s})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(h)
	defer server.Close()
	if err := s.Offer(t.Context(), "Example Library", "demo-1", enrol.Digest("7K2Q"), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "kiosk")
	q, err := queue.Open(t.Context(), filepath.Join(data, "queue.db"), queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	c := line.NewDelivery(q, line.DeliveryOptions{Address: "https://hub.example.org", Folder: data})
	if n := notice(hubRefused, c.Fault()); c.Connected() || len(n) != 1 || !strings.Contains(n[0].Detail, "has not enrolled") {
		t.Errorf("before it: %+v", n)
	}
	invitation := enrol.Invitation{URL: server.URL, Code: "7K2Q", Pin: enrol.Pin(server.Certificate())}.String()
	var out bytes.Buffer
	if err := runEnrol(t.Context(), []string{invitation, "--data", data}, &out); err != nil || !strings.Contains(out.String(), "This kiosk is demo-1 at Example Library") {
		t.Fatalf("%s, %v", out.String(), err)
	}
	for _, file := range []string{delivery.KeyFile, delivery.HubFile} {
		info, err := os.Stat(filepath.Join(data, file))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
	if err := c.Look(); err != nil || !c.Connected() || c.Fault() != "" {
		t.Errorf("a kiosk that runs: %v, %v", err, c.Fault())
	}
	for name, args := range map[string][]string{"nothing": nil, "no line": {"hello"}, "too much": {invitation, "x"}, "a used code": {invitation, "--data", t.TempDir()}} {
		if err := runEnrol(t.Context(), args, &out); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
