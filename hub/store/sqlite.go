package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
)

// sqliteVersion is what user_version says of a file that is up to date: the number of the last
// step in migrations/sqlite. Every hub there ever was looks at it first.
const sqliteVersion = 4

// Results of SQLite that say that a file is not what was written.
const (
	resultCorrupt  = 11
	resultNotADB   = 26
	primaryOfError = 0xff // the rest of a result's bits say more of the same
)

// SQLite is a store in one file. Several processes may have it open.
type SQLite struct {
	tables
	db *sql.DB
	// writing has room for one: in this process writers wait in turn, for SQLite would let the
	// luckiest go first and some not at all.
	writing chan struct{}
}

var (
	_ Store    = (*SQLite)(nil)
	_ Register = (*SQLite)(nil)
	_ Enroller = (*SQLite)(nil)
)

// OpenSQLite opens the database at path and makes it, with its folder, where there is none.
// Every commit is on the disk before it returns. The whole file is looked through first; a
// damaged one is refused with ErrDamaged and left as it is.
func OpenSQLite(ctx context.Context, path string) (*SQLite, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	// The mode of a new file is ours to choose, and its journal takes after it. That it can
	// be written is better known now than at the first count.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	dsn := url.URL{Scheme: "file", Path: full, RawQuery: url.Values{
		// A transaction that writes takes the lock when it begins: one that read first and
		// wanted to write then could only fail.
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"},
	}.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	db.SetMaxOpenConns(8)
	s := &SQLite{db: db, writing: make(chan struct{}, 1)}
	s.tables = tables{s, inFile}
	if err := s.prepare(ctx, filepath.Dir(full)); err != nil {
		return nil, errors.Join(fmt.Errorf("open the store: %w", damage(err)), db.Close())
	}
	return s, nil
}

// Close closes the file. A store that is not closed loses nothing.
func (s *SQLite) Close() error { return s.db.Close() }

// prepare looks the file through and brings its tables up to date.
func (s *SQLite) prepare(ctx context.Context, folder string) error {
	var verdict string
	if err := s.db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, verdict)
	}
	var have int
	if err := s.db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&have); err != nil {
		return err
	}
	if have > sqliteVersion {
		return ErrNewer
	}
	return migrate(ctx, goose.DialectSQLite3, s.db, goose.WithLocker(&folderLock{path: folder}))
}

// damage marks the errors that mean a damaged file.
func damage(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & primaryOfError {
		case resultCorrupt, resultNotADB:
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return err
}
