package delivery_test

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery"
)

func TestAnEnrolmentIsFoundAgainAndIsForOneUserOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "kiosk")
	if _, _, ok, err := delivery.Enrolled(folder); ok || err != nil {
		t.Errorf("before: %v, %v", ok, err)
	}
	key, err := delivery.Key(folder)
	if err != nil {
		t.Fatal(err)
	}
	want := enrol.Enrolment{URL: "https://hub.example.org", Membership: enrol.Membership{Kiosk: "demo-1", Site: "Example Library"}}
	if err := delivery.Keep(folder, want); err != nil {
		t.Fatal(err)
	}
	got, again, ok, err := delivery.Enrolled(folder)
	if err != nil || !ok || got != want || !bytes.Equal(key, again) {
		t.Errorf("%+v, %v, %v", got, ok, err)
	}
	for _, file := range []string{delivery.KeyFile, delivery.HubFile} {
		info, err := os.Stat(filepath.Join(folder, file))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
}

func TestTwoThatMakeTheKeyAtOnceEndWithTheSame(t *testing.T) {
	folder := t.TempDir()
	keys := make([]ed25519.PrivateKey, 8)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			var err error
			if keys[i], err = delivery.Key(folder); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, k := range keys[1:] {
		if !bytes.Equal(k, keys[0]) {
			t.Fatal("there are two keys")
		}
	}
}

func TestADamagedKeyIsSaidAndNotReplaced(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, delivery.KeyFile)
	for _, damaged := range []string{"", "nothing", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
		if err := os.WriteFile(file, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := delivery.Key(folder); err == nil || !strings.Contains(err.Error(), "enrol this kiosk again") {
			t.Errorf("%q: %v", damaged, err)
		}
		if b, err := os.ReadFile(file); err != nil || string(b) != damaged {
			t.Errorf("the file holds %q, %v", b, err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, delivery.HubFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, ok, err := delivery.Enrolled(folder); ok || err == nil {
		t.Errorf("a torn enrolment: %v, %v", ok, err)
	}
}
