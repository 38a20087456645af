package store_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"frontdoor/hub/store"
)

// openAt opens a store, and looks it through once more when the test is over.
func openAt(t *testing.T, path string) *store.SQLite {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), path)
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

func TestSQLiteIsAStore(t *testing.T) {
	conformance(t, func(t *testing.T) backend { return openAt(t, filepath.Join(t.TempDir(), "hub.db")) })
}

func TestCountsAreThereInAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder? with #signs%", "hub.db")
	first := openAt(t, path)
	enrol(t, first, "Example Library", "demo-1")
	second := openAt(t, path) // as keys add does while the hub serves
	enrol(t, second, "Other Library", "demo-2")
	add(t, first, "demo-2", batch(1, 2), 2)
	add(t, second, "demo-2", batch(1, 3), 3)
	wantVisits(t, first, 6)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v: others can read it", info.Mode(), err)
	}
}

func TestEveryCommitIsOnTheDiskFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	s := openAt(t, path)
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "10000"} {
		got, err := s.Pragma(t.Context(), pragma)
		if err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
}

func TestADamagedFileIsSaidAndLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	s := openAt(t, path)
	enrol(t, s, "Example Library", "demo-1")
	add(t, s, "demo-1", batch(1, 400), 400)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	torn := append([]byte(nil), whole...)
	for i := 4096; i < len(torn); i++ {
		torn[i] ^= 0x5a
	}
	for name, b := range map[string][]byte{"no database": []byte("<!doctype html> this is a page and no database at all"), "torn pages": torn} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "hub.db")
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := store.OpenSQLite(t.Context(), path); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("opened with %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != string(b) {
				t.Errorf("the damaged file was changed, %v", err)
			}
		})
	}
}

func TestALaterVersionsFileIsLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), `PRAGMA user_version = 99`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenSQLite(t.Context(), path); !errors.Is(err, store.ErrNewer) {
		t.Errorf("opened with %v", err)
	}
}

func TestAFolderThatCannotBeMadeIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.OpenSQLite(t.Context(), filepath.Join(file, "hub.db"))
	var at *fs.PathError
	if !errors.As(err, &at) {
		t.Errorf("opened with %v", err)
	}
}
