package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"filippo.io/age"

	"frontdoor/hub"
	"frontdoor/hub/carried"
	"frontdoor/hub/store"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/stick"
	"frontdoor/kiosk/uplink"
	"frontdoor/kiosk/usage"
)

func openStore(t *testing.T) *store.SQLite {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "hub.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestAKioskIsEnrolledFromTheShellWithOneLine(t *testing.T) {
	s := openStore(t)
	h, err := hub.New(s, hub.Options{Enroller: s})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(h)
	defer server.Close()
	if err := s.Offer(t.Context(), "Example Library", "demo-1", store.DigestOf("code 7K2Q"), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "kiosk")
	q, err := queue.Open(t.Context(), filepath.Join(data, "queue.db"), queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	c := newCourier(q, site.Hub{URL: "https://hub.example.org"}, data, slog.New(slog.DiscardHandler))
	if n := c.notices(); c.up.Load() != nil || len(n) != 1 || !strings.Contains(n[0].Detail, "has not enrolled") {
		t.Errorf("before it: %+v", n)
	}
	line := uplink.Invitation{URL: server.URL, Code: "7K2Q", Pin: uplink.Pin(server.Certificate())}.String()
	var out bytes.Buffer
	if err := runEnrol(t.Context(), []string{line, "--data", data}, &out); err != nil || !strings.Contains(out.String(), "This kiosk is demo-1 at Example Library") {
		t.Fatalf("%s, %v", out.String(), err)
	}
	for _, file := range []string{hubKeyFile(data), hubFile(data)} {
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
	if err := c.enrolled(); err != nil || c.up.Load() == nil || c.notices() != nil {
		t.Errorf("a kiosk that runs: %v, %v", err, c.notices())
	}
	for name, args := range map[string][]string{"nothing": nil, "no line": {"hello"}, "too much": {line, "x"}, "a used code": {line, "--data", t.TempDir()}} {
		if err := runEnrol(t.Context(), args, &out); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A kiosk that is never online is invited, enrolled and emptied with one stick.
func TestAKioskThatIsNeverOnlineIsServedByAStick(t *testing.T) {
	s := openStore(t)
	open, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	public, seal, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	keys := carried.Keys{Seal: seal, Open: open}
	if err := s.Offer(t.Context(), "Example Library", "demo-1", store.DigestOf("code 7K2Q"), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	folder, data := t.TempDir(), filepath.Join(t.TempDir(), "kiosk")
	b, err := json.Marshal(stick.Invitation{Kiosk: "demo-1", Site: "Example Library", Code: "7K2Q", Courier: open.Recipient().String(), Hub: base64.RawURLEncoding.EncodeToString(public)})
	if err != nil {
		t.Fatal(err)
	}
	if err := stick.WriteWhole(filepath.Join(folder, stick.Root, stick.Invitations), "demo-1.json", b); err != nil {
		t.Fatal(err)
	}
	q, err := queue.Open(t.Context(), filepath.Join(data, "queue.db"), queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	for range 3 {
		if err := q.Add([]usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}}, usage.HourOf(time.Now())); err != nil {
			t.Fatal(err)
		}
		if err := q.CloseOpen(); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		// The stick is put in, and taken out again.
		c := &carrier{queue: q, folder: folder, data: data, log: slog.New(slog.DiscardHandler)}
		ended := make(chan error, 1)
		go func() { ended <- c.run(t.Context()) }()
		time.Sleep(2 * stickEvery)
		synctest.Wait()
		if n := c.notices(); len(n) != 1 || n[0].ID != stickDone || n[0].Detail != "3 hours of counts are on the stick." {
			t.Errorf("staff are told %+v", n)
		}
		if err := os.Rename(filepath.Join(folder, stick.Root), filepath.Join(folder, "away")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * stickEvery)
		synctest.Wait()
		if n := c.notices(); n != nil {
			t.Errorf("the stick is out, and staff are told %+v", n)
		}
		if err := os.Rename(filepath.Join(folder, "away"), filepath.Join(folder, stick.Root)); err != nil {
			t.Fatal(err)
		}
	})
	lines, err := carried.Read(t.Context(), folder, s, usage.NewVocabulary(nil, nil), keys, time.Now())
	if err != nil || len(lines) != 2 || !lines[0].OK || !lines[1].OK {
		t.Fatalf("%+v, %v", lines, err)
	}
	if said, err := exchange(folder, data, "", q); err != nil || said != "0 hours of counts are on the stick." {
		t.Errorf("%s, %v", said, err)
	}
	if w, err := q.Waiting(); err != nil || w.Records != 0 {
		t.Errorf("%+v, %v", w, err)
	}
}
