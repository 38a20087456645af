package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"frontdoor/kiosk/usage"
)

// KioskOf gives the kiosk of a key.
func (s *SQLite) KioskOf(ctx context.Context, key Digest) (string, error) {
	var name string
	var revoked sql.NullInt64
	err := s.db.QueryRowContext(ctx,
		`SELECT kiosk.name, key.revoked FROM key JOIN kiosk ON kiosk.id = key.kiosk WHERE digest = ?`, key[:]).Scan(&name, &revoked)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", ErrUnknownKey
	case err != nil:
		return "", fmt.Errorf("look a key up: %w", damage(err))
	case revoked.Valid:
		return "", ErrRevoked
	}
	return name, nil
}

// Add takes a batch, once.
func (s *SQLite) Add(ctx context.Context, kiosk string, batch usage.Batch, now time.Time) (uint64, error) {
	if err := check(batch); err != nil {
		return 0, err
	}
	var t taking
	err := s.write(ctx, func(tx *sql.Tx) error {
		var id, site int64
		err := tx.QueryRowContext(ctx, `UPDATE kiosk SET heard = max(?, coalesce(heard, 0)) WHERE name = ? RETURNING id, site`,
			now.Unix(), kiosk).Scan(&id, &site)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNoKiosk
		}
		if err != nil {
			return err
		}
		a := sqliteAdding{tx: tx, kiosk: id, site: site, epoch: int64(batch.Epoch)}
		had, err := a.mark(ctx)
		if err != nil {
			return err
		}
		t = take(had, batch, now)
		return a.keep(ctx, t, now)
	})
	switch {
	case err != nil:
		return 0, fmt.Errorf("add a batch: %w", damage(err))
	case t.gap != nil: // what came before it is kept, and that the kiosk was heard
		return t.mark, t.gap
	}
	return t.mark, nil
}

// sqliteAdding is a batch in its transaction.
type sqliteAdding struct {
	tx                 *sql.Tx
	kiosk, site, epoch int64
}

// mark gives how far the kiosk's records are here.
func (a sqliteAdding) mark(ctx context.Context) (uint64, error) {
	var had int64
	err := a.tx.QueryRowContext(ctx, `SELECT acked FROM mark WHERE kiosk = ? AND epoch = ?`, a.kiosk, a.epoch).Scan(&had)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return uint64(had), err
}

// keep writes what is taken.
func (a sqliteAdding) keep(ctx context.Context, t taking, now time.Time) error {
	if t.lost != nil {
		if _, err := a.tx.ExecContext(ctx, `INSERT INTO gap (kiosk, epoch, first, last, heard) VALUES (?, ?, ?, ?, ?)`,
			a.kiosk, a.epoch, int64(t.lost.First), int64(t.lost.Last), now.Unix()); err != nil {
			return err
		}
	}
	err := a.each(ctx, len(t.cells), `INSERT INTO total (dimension, doubtful, hour, site, value, count) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET count = count + excluded.count`, func(i int) []any {
		c := t.cells[i]
		return []any{c.Dimension, number(c.doubtful), int64(c.hour), a.site, c.Value, int64(c.Count)}
	})
	if err != nil {
		return err
	}
	err = a.each(ctx, len(t.ever), `INSERT INTO ever (site, dimension, value, count) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET count = count + excluded.count`, func(i int) []any {
		c := t.ever[i]
		return []any{a.site, c.Dimension, c.Value, int64(c.Count)}
	})
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, `INSERT INTO mark (kiosk, epoch, acked) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET acked = excluded.acked`, a.kiosk, a.epoch, int64(t.mark))
	return err
}

// each runs a statement so many times.
func (a sqliteAdding) each(ctx context.Context, n int, query string, args func(int) []any) error {
	if n == 0 {
		return nil
	}
	one, err := a.tx.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer one.Close() //nolint:errcheck // it is written by then, or nothing of it is
	for i := range n {
		if _, err := one.ExecContext(ctx, args(i)...); err != nil {
			return err
		}
	}
	return nil
}
