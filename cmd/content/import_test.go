package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatWasImportedBeforeStaysUntilAllIsThere(t *testing.T) {
	folder := t.TempDir()
	sick := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // two pages of two, and the second again beyond its end
		n := r.URL.Query().Get("page")
		if sick && n == "2" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if n != "1" {
			n = "2"
		}
		fmt.Fprintf(w, `{"total_items": 4, "contents": [{"id": "%[1]s-0", "name": "Service %[1]s-0", "assured_date": "2026-01-01", "contacts": []}, {"id": "%[1]s-1", "name": "Service %[1]s-1", "assured_date": "2026-01-01", "contacts": []}]}`, n)
	}))
	defer server.Close()
	mapping := filepath.Join(folder, "m.toml")
	if err := os.WriteFile(mapping, []byte("[source]\nsource = \"x\"\nassurer = \"X\"\n[fixed]\nneeds = [\"community/groups\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func() error {
		return runImport(t.Context(), []string{"openreferral", "--from", server.URL + "/services", "--mapping", mapping, "-o", filepath.Join(folder, "s")}, io.Discard)
	}
	// A service needs a place, or to be everywhere: these have none and would be left out.
	if err := do(); err == nil || !strings.Contains(err.Error(), "what was imported before is kept") {
		t.Fatalf("%v", err)
	}
	sick = true
	kept := filepath.Join(folder, "s", "127-0-0-1.toml")
	if err := os.WriteFile(kept, []byte("# the last good one\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(folder, "s", "127-0-0-1.fetching")); err != nil {
		t.Fatal(err)
	}
	if err := do(); err == nil {
		t.Fatal("half a feed was imported")
	}
	if b, err := os.ReadFile(kept); err != nil || string(b) != "# the last good one\n" {
		t.Errorf("%s, %v", b, err)
	}
}
