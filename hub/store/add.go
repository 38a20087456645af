package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
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
	if n := len(batch.Records); batch.LostThrough > math.MaxInt64 || n > 0 && batch.Records[n-1].Seq > math.MaxInt64 {
		return 0, fmt.Errorf("add a batch: %w", ErrRange)
	}
	var acked uint64
	var gap *GapError
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
		a := adding{tx: tx, kiosk: id, site: site, epoch: int64(batch.Epoch), now: now}
		acked, gap, err = a.batch(ctx, batch)
		return err
	})
	switch {
	case err != nil:
		return 0, fmt.Errorf("add a batch: %w", damage(err))
	case gap != nil: // what came before it is kept, and that the kiosk was heard
		return acked, gap
	}
	return acked, nil
}

// adding is a batch in its transaction.
type adding struct {
	tx                 *sql.Tx
	kiosk, site, epoch int64
	now                time.Time
}

func (a adding) batch(ctx context.Context, b usage.Batch) (uint64, *GapError, error) {
	var had int64
	err := a.tx.QueryRowContext(ctx, `SELECT acked FROM mark WHERE kiosk = ? AND epoch = ?`, a.kiosk, a.epoch).Scan(&had)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, nil, err
	}
	mark := uint64(had)
	// The kiosk has nothing up to LostThrough any more but what it sends now.
	missing := b.LostThrough
	if len(b.Records) > 0 {
		missing = b.Records[0].Seq - 1
	}
	if missing > mark {
		if missing > b.LostThrough {
			return mark, &GapError{First: mark + 1, Last: missing}, nil
		}
		if _, err := a.tx.ExecContext(ctx, `INSERT INTO gap (kiosk, epoch, first, last, heard) VALUES (?, ?, ?, ?, ?)`,
			a.kiosk, a.epoch, int64(mark+1), int64(missing), a.now.Unix()); err != nil {
			return 0, nil, err
		}
		mark = missing
	}
	for _, r := range b.Records {
		if r.Seq <= mark {
			continue
		}
		if err := a.record(ctx, r); err != nil {
			return 0, nil, err
		}
		mark = r.Seq
	}
	if int64(mark) == had {
		return mark, nil, nil
	}
	_, err = a.tx.ExecContext(ctx, `INSERT INTO mark (kiosk, epoch, acked) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET acked = excluded.acked`, a.kiosk, a.epoch, int64(mark))
	return mark, nil, err
}

func (a adding) record(ctx context.Context, r usage.Record) error {
	doubtful := 0
	if a.doubts(r) {
		doubtful = 1
	}
	for _, c := range r.Cells {
		if _, err := a.tx.ExecContext(ctx, `INSERT INTO total (dimension, doubtful, hour, site, value, count) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET count = count + excluded.count`,
			c.Dimension, doubtful, int64(r.Hour), a.site, c.Value, int64(c.Count)); err != nil {
			return err
		}
	}
	return nil
}

// earliest is the first hour of 2026: no kiosk counted before it.
const earliest = usage.Hour(490896)

// doubts says whether an hour is not to be trusted: the kiosk says so, or it cannot be. A day
// is left for a kiosk whose clock goes before the hub's.
func (a adding) doubts(r usage.Record) bool {
	return r.Clock == usage.ClockDoubtful || r.Hour < earliest || r.Hour > usage.HourOf(a.now.Add(24*time.Hour))
}
