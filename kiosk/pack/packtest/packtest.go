// Package packtest makes packs for tests. What it has made is looked through when the test ends,
// as bbolt's own tests do with theirs: a pack whose pages contradict each other may still answer
// every question that a test asks.
package packtest

import (
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"frontdoor/kiosk/pack"
)

// Write makes a pack in a folder of its own and returns its file. A test may replace the file,
// and not damage it: it is checked when the test ends.
func Write(t testing.TB, c pack.Contents) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "test.pack")
	if err := pack.Write(c, file); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Check(t, file) })
	return file
}

// Open opens a pack until the test ends.
func Open(t testing.TB, file string) *pack.Pack {
	t.Helper()
	p, err := pack.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// Check fails a test when a file is not a sound bbolt file. It reads every page and every key.
func Check(t testing.TB, file string) {
	t.Helper()
	db, err := bbolt.Open(file, 0, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		t.Errorf("look through %s: %v", file, err)
		return
	}
	if err := db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Errorf("%s: %v", file, err)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
