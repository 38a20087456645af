package store_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
)

func TestPostgresIsAStore(t *testing.T) {
	c, n := storetest.Server(t), 0
	conformance(t, func(t *testing.T) shelf {
		n++
		address := storetest.Database(t, c, strings.Repeat("x", n))
		return func(t *testing.T) backend { return storetest.OpenServer(t, address) }
	})
}

func TestServersThatWouldLoseCountsAreRefused(t *testing.T) {
	address := storetest.Database(t, storetest.Server(t, "fsync = off"), "counts")
	if _, err := store.OpenPostgres(t.Context(), address); !errors.Is(err, store.ErrUnsafe) {
		t.Errorf("a server without fsync: %v", err)
	}
}

func TestEveryCommitWaitsForTheDiskWhateverTheServerSays(t *testing.T) {
	c := storetest.Server(t, "synchronous_commit = off")
	for address, want := range map[string]string{
		storetest.Database(t, c, "counts"): "on",
		storetest.Database(t, c, "copied") + "&options=-c%20synchronous_commit%3Dremote_apply": "remote_apply",
	} {
		s := storetest.OpenServer(t, address)
		if got, err := s.Setting(t.Context(), "synchronous_commit"); err != nil || got != want {
			t.Errorf("synchronous_commit is %q, %v; want %q", got, err, want)
		}
		if got, err := s.Setting(t.Context(), "lock_timeout"); err != nil || got != "5s" {
			t.Errorf("lock_timeout is %q, %v", got, err)
		}
		if got, err := s.Setting(t.Context(), "statement_timeout"); err != nil || got != "0" {
			t.Errorf("statement_timeout is %q, %v: it would end the wait for a standby with a yes", got, err)
		}
	}
}

func TestALaterVersionsDatabaseIsLeft(t *testing.T) {
	c := storetest.Server(t)
	address := storetest.Database(t, c, "counts")
	s, err := store.OpenPostgres(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Do(t.Context(), "counts", "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenPostgres(t.Context(), address); !errors.Is(err, store.ErrNewer) {
		t.Errorf("opened with %v", err)
	}
}

// TestAHubThatWaitsForALockDoesNotWaitForEver has somebody else hold a kiosk's mark, as a hub
// that stands still does.
func TestAHubThatWaitsForALockDoesNotWaitForEver(t *testing.T) {
	c := storetest.Server(t)
	address := storetest.Database(t, c, "counts")
	s := storetest.OpenServer(t, address+"&lock_timeout=200")
	enrol(t, s, "Example Library", "demo-1")
	enrol(t, s, "Example Library", "demo-2")
	add(t, s, "demo-1", batch(1, 1), 1)
	held, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close(t.Context())
	tx, err := held.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), `SELECT * FROM mark FOR UPDATE`); err != nil {
		t.Fatal(err)
	}
	if acked, err := s.Add(t.Context(), "demo-1", batch(1, 2), now); err == nil {
		t.Errorf("acknowledged %d while somebody else has the mark", acked)
	}
	add(t, s, "demo-2", batch(1, 1), 1) // others go on
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	add(t, s, "demo-1", batch(1, 2), 2)
}
