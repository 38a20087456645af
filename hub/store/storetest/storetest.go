// Package storetest opens stores for tests, and checks each of them when its test is over.
//
// What a test leaves behind is looked through as a whole, whatever the test was about: its
// pages, its keys, and that marks, gaps and sums still agree (store.Check). So a fault of
// counting shows in the first test that meets it, and not only in one that looks for it. A
// store is opened afresh for that, as a hub that starts again would open it.
package storetest

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"frontdoor/hub/store"
	"frontdoor/internal/complete"
	"frontdoor/internal/rig/cluster"
)

// Open opens a new store in a file, closed and checked when the test is over.
func Open(t testing.TB) *store.SQLite {
	t.Helper()
	return OpenFile(t, filepath.Join(t.TempDir(), "hub.db"))
}

// OpenFile opens the store in a file as Open does.
func OpenFile(t testing.TB, path string) *store.SQLite {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, s, func(ctx context.Context) (checked, error) { return store.OpenSQLite(ctx, path) })
	return s
}

// OpenServer opens the store in a database on a server, closed and checked when the test is over.
func OpenServer(t testing.TB, address string) *store.Postgres {
	t.Helper()
	s, err := store.OpenPostgres(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, s, func(ctx context.Context) (checked, error) { return store.OpenPostgres(ctx, address) })
	return s
}

// Server returns a new database server, which is gone when the test is over. The test is
// skipped where PostgreSQL is not installed.
func Server(t testing.TB, settings ...string) *cluster.Cluster {
	t.Helper()
	complete.NotQuick(t, "starts PostgreSQL")
	c, err := cluster.New(t.Context(), settings...)
	if errors.Is(err, cluster.ErrAbsent) {
		complete.Lacking(t, "%v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	Removed(t, c)
	return c
}

// Removed removes a server when the test is over.
func Removed(t testing.TB, c *cluster.Cluster) {
	t.Cleanup(func() {
		if err := c.Remove(); err != nil {
			t.Error(err)
		}
	})
}

// Database makes an empty database on a server and returns its address. Its indexes are checked
// too, where the server has amcheck.
func Database(t testing.TB, c *cluster.Cluster, name string) string {
	t.Helper()
	address, err := c.Database(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	there, err := c.Do(t.Context(), name, "SELECT count(*) FROM pg_available_extensions WHERE name = 'amcheck'")
	if err == nil && there == "1" {
		_, err = c.Do(t.Context(), name, "CREATE EXTENSION amcheck")
	}
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// checked is what the end of a test needs of a store.
type checked interface {
	Check(ctx context.Context) error
	Close() error
}

// checkTime is how long looking through a test's store may take.
const checkTime = time.Minute

// closed closes a store when the test is over, opens it again and checks it.
func closed(t testing.TB, s checked, again func(context.Context) (checked, error)) {
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), checkTime)
		defer cancel()
		if err := checkOnce(ctx, again); err != nil {
			t.Errorf("what the test left behind: %v", err)
		}
	})
}

// checkOnce opens a store, checks it and closes it.
func checkOnce(ctx context.Context, open func(context.Context) (checked, error)) error {
	s, err := open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(s.Check(ctx), s.Close())
}
