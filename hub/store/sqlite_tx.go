package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// inFile is how SQLite is spoken to. A transaction that writes holds the one lock of the file
// from its beginning, so no row needs one of its own.
//
// SQLite's sum() of integers fails when they are too many, and the page with it; total() is exact
// up to 2^53, and what is beyond is no count of visits.
var inFile = dialect{
	now: `unixepoch()`, ever: everCellsInFile,
	sum:  `CAST(total(count) AS INTEGER)`,
	lost: `CAST(min(total(last - first + 1), 1e15) AS INTEGER)`,
}

// write runs do in a transaction that holds the one lock for writing from its beginning, so
// nobody else can move a mark between reading and moving it here.
func (s *SQLite) write(ctx context.Context, do func(context.Context, transaction) error) error {
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return s.within(ctx, nil, do)
}

// read runs do in a transaction that sees one moment and keeps nobody waiting.
func (s *SQLite) read(ctx context.Context, do func(context.Context, transaction) error) error {
	return s.within(ctx, &sql.TxOptions{ReadOnly: true}, do)
}

func (s *SQLite) within(ctx context.Context, opts *sql.TxOptions, do func(context.Context, transaction) error) error {
	tx, err := s.db.BeginTx(ctx, opts)
	if err != nil {
		return damage(err)
	}
	defer tx.Rollback()
	if err := do(ctx, sqliteTx{tx}); err != nil {
		return damage(err)
	}
	return damage(tx.Commit())
}

func (s *SQLite) one(ctx context.Context, query string, values args, into ...any) error {
	return damage(s.db.QueryRowContext(ctx, query, named(values)...).Scan(into...))
}

// named turns values into what database/sql takes.
func named(values args) []any {
	all := make([]any, 0, len(values))
	for name, v := range values {
		all = append(all, sql.Named(name, v))
	}
	return all
}

// A sqliteTx is a transaction on a file.
type sqliteTx struct{ *sql.Tx }

func (x sqliteTx) exec(ctx context.Context, query string, values args) (int64, error) {
	done, err := x.ExecContext(ctx, query, named(values)...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

func (x sqliteTx) one(ctx context.Context, query string, values args, into ...any) error {
	return x.QueryRowContext(ctx, query, named(values)...).Scan(into...)
}

func (x sqliteTx) each(ctx context.Context, query string, values args, do func(func(...any) error) error) error {
	found, err := x.QueryContext(ctx, query, named(values)...)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		if err := do(found.Scan); err != nil {
			return err
		}
	}
	return found.Err()
}

func (x sqliteTx) lock(ctx context.Context, kiosk string, epoch uint64) (place, uint64, error) {
	at := place{epoch: int64(epoch)}
	var had int64
	var newest *int64
	err := x.QueryRowContext(ctx, `SELECT id, site, coalesce(acked, 0), (SELECT max(heard) FROM kiosk) FROM kiosk LEFT JOIN mark ON mark.kiosk = kiosk.id AND epoch = ? WHERE name = ?`,
		at.epoch, kiosk).Scan(&at.kiosk, &at.site, &had, &newest)
	if errors.Is(err, sql.ErrNoRows) {
		return at, 0, ErrNoKiosk
	}
	if newest != nil {
		at.newest = *newest
	}
	return at, uint64(had), err
}

func (x sqliteTx) keep(ctx context.Context, at place, t taking, h heard) error {
	if t.lost != nil {
		if _, err := x.ExecContext(ctx, `INSERT INTO gap (kiosk, epoch, first, last, heard) VALUES (?, ?, ?, ?, ?)`,
			at.kiosk, at.epoch, int64(t.lost.First), int64(t.lost.Last), h.at); err != nil {
			return err
		}
	}
	err := x.repeat(ctx, len(t.cells), `INSERT INTO total (dimension, doubtful, hour, site, value, count) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET count = count + excluded.count`, func(i int) []any {
		c := t.cells[i]
		return []any{c.Dimension, number(c.doubtful), int64(c.hour), at.site, c.Value, int64(c.Count)}
	})
	if err != nil {
		return err
	}
	err = x.repeat(ctx, len(t.ever), `INSERT INTO ever (site, dimension, value, count) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET count = count + excluded.count`, func(i int) []any {
		c := t.ever[i]
		return []any{at.site, c.Dimension, c.Value, int64(c.Count)}
	})
	if err != nil {
		return err
	}
	if _, err := x.ExecContext(ctx, `UPDATE kiosk SET heard = max(?, coalesce(heard, 0)), version = ? WHERE id = ?`, h.at, h.version, at.kiosk); err != nil {
		return err
	}
	_, err = x.ExecContext(ctx, `INSERT INTO mark (kiosk, epoch, acked) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET acked = excluded.acked`, at.kiosk, at.epoch, int64(t.mark))
	return err
}

func (x sqliteTx) pages(ctx context.Context) error {
	var found error
	err := x.each(ctx, `PRAGMA integrity_check`, nil, func(scan func(...any) error) error {
		var says string
		if err := scan(&says); err != nil {
			return err
		}
		if says != "ok" {
			found = errors.Join(found, fmt.Errorf("%w: %s", ErrDamaged, says))
		}
		return nil
	})
	err = errors.Join(err, x.each(ctx, `PRAGMA foreign_key_check`, nil, func(scan func(...any) error) error {
		var table, parent string
		var row, key any
		if err := scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		found = errors.Join(found, fmt.Errorf("%w: a row of %s belongs to no %s", ErrUnsound, table, parent))
		return nil
	}))
	return errors.Join(found, err)
}

// repeat runs one statement n times, with the values of each time.
func (x sqliteTx) repeat(ctx context.Context, n int, query string, values func(int) []any) error {
	if n == 0 {
		return nil
	}
	one, err := x.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer one.Close() //nolint:errcheck // it is written by then, or nothing of it is
	for i := range n {
		if _, err := one.ExecContext(ctx, values(i)...); err != nil {
			return err
		}
	}
	return nil
}
