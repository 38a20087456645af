package store_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/kiosk/usage"
)

func TestSQLiteIsAStore(t *testing.T) {
	conformance(t, func(t *testing.T) shelf {
		path := filepath.Join(t.TempDir(), "hub.db")
		return func(t *testing.T) backend { return storetest.OpenFile(t, path) }
	})
}

func TestFileIsForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder? with #signs%", "hub.db")
	enrol(t, storetest.OpenFile(t, path), "Example Library", "demo-1")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v: others can read it", info.Mode(), err)
	}
}

func TestEveryCommitIsOnTheDiskFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	s := storetest.OpenFile(t, path)
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "10000"} {
		got, err := s.Pragma(t.Context(), pragma)
		if err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
}

func TestADamagedFileIsSaidAndLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	s := storetest.OpenFile(t, path)
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

// TestFilesFromBeforeMigrationsAreTakenOver opens a file that the hub's first version made, with
// what was in it, and goes on counting where that hub stopped.
func TestFilesFromBeforeMigrationsAreTakenOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	tables, err := os.ReadFile("testdata/before-migrations.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	at, doubted := usage.HourOf(now)-3, usage.HourOf(now)-400
	digest, unsigned := store.DigestOf("key of demo-1"), uint64(epoch)
	for _, step := range []struct {
		sql  string
		args []any
	}{
		{string(tables) + "; PRAGMA user_version = 1", nil},
		{`INSERT INTO site VALUES (7, 'Example Library')`, nil},
		{`INSERT INTO kiosk VALUES (3, 'demo-1', 7, ?)`, []any{now.Unix()}},
		{`INSERT INTO key VALUES (?, 3, ?, NULL)`, []any{digest[:], now.Unix()}},
		{`INSERT INTO mark VALUES (3, ?, 4)`, []any{int64(unsigned)}},
		{`INSERT INTO mark VALUES (3, 1, 9)`, nil},
		{`INSERT INTO gap VALUES (3, 1, 5, 9, ?)`, []any{now.Unix()}},
		{`INSERT INTO total VALUES ('visit', 0, ?, 7, 'all', 12), ('visit', 1, ?, 7, 'all', 5), ('language', 0, ?, 7, 'bn', 9)`, []any{int64(at), int64(doubted), int64(at)}},
	} {
		if _, err := db.ExecContext(t.Context(), step.sql, step.args...); err != nil {
			t.Fatal(step.sql, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // and once more, when it has been taken over
		s := storetest.OpenFile(t, path)
		if kiosk, err := s.KioskOf(t.Context(), digest); err != nil || kiosk != "demo-1" {
			t.Errorf("its key is of %q, %v", kiosk, err)
		}
		kiosks, err := s.Kiosks(t.Context())
		want := []store.Kiosk{{Name: "demo-1", Site: "Example Library", Keys: 1, Heard: time.Unix(now.Unix(), 0).UTC(), Lost: 5}}
		if err != nil || !slices.Equal(kiosks, want) {
			t.Errorf("%+v, %v; want %+v", kiosks, err, want)
		}
		wantVisits(t, s, 12)
		add(t, s, "demo-1", batch(1, 4), 4) // it has these
		wantVisits(t, s, 12)
		totals, err := s.Totals(t.Context(), always)
		if err != nil || len(totals.Undated) != 1 || totals.Undated[0].Count != 5 {
			t.Errorf("undated %+v, %v", totals.Undated, err)
		}
	}
	s := storetest.OpenFile(t, path)
	add(t, s, "demo-1", batch(5, 6), 6)
	wantVisits(t, s, 12+5+6)
}

func TestEveryStepOfAFileIsSeenByOlderHubs(t *testing.T) {
	steps, err := filepath.Glob("migrations/sqlite/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t)
	if got, err := s.Pragma(t.Context(), "user_version"); err != nil || got != strconv.Itoa(len(steps)) {
		t.Errorf("user_version is %s after %d steps, %v: the last step has to set it", got, len(steps), err)
	}
}
