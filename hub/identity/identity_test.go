package identity_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"frontdoor/hub/identity"
)

// TestHubsThatBeginTogetherHaveTheSameKeys starts several hubs on one empty folder, as after a
// power cut: a kiosk that enrols with one must know the others.
func TestHubsThatBeginTogetherHaveTheSameKeys(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "hub")
	var all sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for range 8 {
		all.Go(func() {
			keys, err := identity.Open(folder)
			if err != nil {
				t.Error(err)
				return
			}
			c, err := identity.Certificate(folder)
			if err != nil {
				t.Error(err)
				return
			}
			recipient, seal := keys.Public()
			mu.Lock()
			defer mu.Unlock()
			seen[recipient+" "+seal+" "+c.Leaf.SerialNumber.String()] = true
		})
	}
	all.Wait()
	if len(seen) != 1 {
		t.Errorf("there are %d different hubs: %v", len(seen), seen)
	}
	for _, name := range []string{"hub.keys", "hub.tls"} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

func TestKeysThatAreSpoiltAreSaidAndLeft(t *testing.T) {
	for _, text := range []string{"", "{}", `{"seal":"AAAA","open":"AGE-SECRET-KEY-1"}`, "not json"} {
		folder := t.TempDir()
		for _, name := range []string{"hub.keys", "hub.tls"} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := identity.Open(folder); err == nil || !strings.Contains(err.Error(), "no longer holds the hub's keys") {
			t.Errorf("%q: %v", text, err)
		}
		if _, err := identity.Certificate(folder); err == nil || !strings.Contains(err.Error(), "is not a certificate with its key") {
			t.Errorf("%q: %v", text, err)
		}
		if b, err := os.ReadFile(filepath.Join(folder, "hub.keys")); err != nil || string(b) != text {
			t.Errorf("the file now holds %q, %v", b, err)
		}
	}
}
