package store_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/kiosk/usage"
)

// corruptions are what no hub of ours writes, and what Check says of each.
var corruptions = map[string]string{
	`UPDATE ever SET count = count + 1 WHERE dimension = 'visit'`:                                "a sum of all time is not that of its hours: Example Library, visit all",
	`DELETE FROM ever WHERE dimension = 'language'`:                                              "a sum of all time is not that of its hours: Example Library, language bn",
	`DELETE FROM total WHERE dimension = 'language' AND doubtful = FALSE`:                        "a sum of all time is not that of its hours",
	`UPDATE total SET count = -1 WHERE doubtful = TRUE`:                                          "a count is below nought",
	`UPDATE total SET hour = hour - 100000 WHERE doubtful = FALSE`:                               "an hour before there were kiosks is trusted",
	`UPDATE kiosk SET heard = NULL`:                                                              "a kiosk has records and was never heard: demo-1",
	`UPDATE mark SET acked = -1`:                                                                 "a mark is below nought: demo-1",
	`UPDATE mark SET acked = acked - 4`:                                                          "a gap is beyond its kiosk's mark: demo-1, 3 to 4",
	`UPDATE gap SET first = 9 WHERE first = 3`:                                                   "a gap is beyond its kiosk's mark: demo-1, 9 to 4",
	`INSERT INTO gap SELECT kiosk, epoch, first + 1, last, heard FROM gap`:                       "a record was lost twice: demo-1, 3 to 4",
	`UPDATE mark SET acked = 0`:                                                                  "a site has counts and none of its kiosks has records: Example Library",
	`DELETE FROM key`:                                                                            "a code was used for no key of its kiosk: demo-1",
	`UPDATE code SET kiosk = (SELECT id FROM kiosk WHERE name = 'demo-2') WHERE key IS NOT NULL`: "a code was used for no key of its kiosk: demo-2",
}

// filled has a kiosk count, lose records and enrol, so that every table has rows.
func filled(t *testing.T, s backend) {
	t.Helper()
	code := store.DigestOf("code A")
	if err := s.Offer(t.Context(), "Example Library", "demo-1", code, now.Add(1)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Redeem(t.Context(), code, store.DigestOf("a key"), now); err != nil {
		t.Fatal(err)
	}
	enrol(t, s, "Example Library", "demo-2")
	add(t, s, "demo-1", batch(1, 2), 2)
	lost := batch(5, 6)
	lost.LostThrough = 4
	lost.Records[1].Clock = usage.ClockDoubtful
	add(t, s, "demo-1", lost, 6)
}

// A checker is a store that can be checked.
type checker interface {
	backend
	Check(ctx context.Context) error
	Close() error
}

func checks(t *testing.T, open func(t *testing.T) (s checker, do func(query string) error)) {
	t.Run("nothing is wrong", func(t *testing.T) {
		s, _ := open(t)
		filled(t, s)
		if err := errors.Join(s.Check(t.Context()), s.Close()); err != nil {
			t.Error(err)
		}
	})
	for query, says := range corruptions {
		t.Run(query, func(t *testing.T) {
			s, do := open(t)
			filled(t, s)
			if err := do(query); err != nil {
				t.Fatal(err)
			}
			err := s.Check(t.Context())
			if !errors.Is(err, store.ErrUnsound) || !strings.Contains(err.Error(), says) {
				t.Errorf("%v, want %q", err, says)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCheckSeesWhatNoHubWritesToAFile(t *testing.T) {
	checks(t, func(t *testing.T) (checker, func(string) error) { return fileToSpoil(t) })
	t.Run("a row without its parent", func(t *testing.T) {
		s, do := fileToSpoil(t)
		filled(t, s)
		if err := do(`DELETE FROM kiosk WHERE name = 'demo-2'`); err != nil {
			t.Fatal(err)
		}
		err := s.Check(t.Context())
		if !errors.Is(err, store.ErrUnsound) || !strings.Contains(err.Error(), "a row of key belongs to no kiosk") {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// fileToSpoil is a store in a file, and a way to it past the store, which sees to no keys.
func fileToSpoil(t *testing.T) (checker, func(string) error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hub.db")
	s, err := store.OpenSQLite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return s, func(query string) error {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			return err
		}
		_, err = db.ExecContext(t.Context(), query)
		return errors.Join(err, db.Close())
	}
}

func TestCheckSeesWhatNoHubWritesToAServer(t *testing.T) {
	c, n := storetest.Server(t), 0
	checks(t, func(t *testing.T) (checker, func(string) error) {
		n++
		address := storetest.Database(t, c, strings.Repeat("x", n))
		s, err := store.OpenPostgres(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		return s, func(query string) error {
			db, err := pgx.Connect(t.Context(), address)
			if err != nil {
				return err
			}
			_, err = db.Exec(t.Context(), query)
			return errors.Join(err, db.Close(t.Context()))
		}
	})
}
