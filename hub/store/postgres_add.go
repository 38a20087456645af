package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"frontdoor/kiosk/usage"
)

// KioskOf gives the kiosk of a key.
func (p *Postgres) KioskOf(ctx context.Context, key Digest) (string, error) {
	var name string
	var revoked *int64
	err := p.again(ctx, func(ctx context.Context) error {
		return p.pool.QueryRow(ctx,
			`SELECT kiosk.name, key.revoked FROM key JOIN kiosk ON kiosk.id = key.kiosk WHERE digest = $1`, key[:]).Scan(&name, &revoked)
	})
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return "", ErrUnknownKey
	case err != nil:
		return "", fmt.Errorf("look a key up: %w", err)
	case revoked != nil:
		return "", ErrRevoked
	}
	return name, nil
}

// Add takes a batch, once. Even a batch with nothing new writes when the kiosk was heard, so
// that the answer waits until a synchronous standby has all that came before.
func (p *Postgres) Add(ctx context.Context, kiosk string, batch usage.Batch, now time.Time) (uint64, error) {
	if err := check(batch); err != nil {
		return 0, err
	}
	var t taking
	err := p.write(ctx, func(ctx context.Context, tx pgx.Tx) error {
		a := postgresAdding{tx: tx, epoch: int64(batch.Epoch)}
		had, err := a.lock(ctx, kiosk)
		if err != nil {
			return err
		}
		t = take(had, batch, now)
		return a.keep(ctx, t, now)
	})
	switch {
	case err != nil:
		return 0, fmt.Errorf("add a batch: %w", err)
	case t.gap != nil: // what came before it is kept, and that the kiosk was heard
		return t.mark, t.gap
	}
	return t.mark, nil
}

// postgresAdding is a batch in its transaction.
type postgresAdding struct {
	tx                 pgx.Tx
	kiosk, site, epoch int64
}

// lock gives how far the kiosk's records are here, and keeps everybody else from moving it
// until the transaction ends: this hub's other requests, and other hubs.
func (a *postgresAdding) lock(ctx context.Context, kiosk string) (uint64, error) {
	var had int64
	b := &pgx.Batch{}
	b.Queue(`SELECT id, site FROM kiosk WHERE name = $1`, kiosk).QueryRow(func(r pgx.Row) error {
		return r.Scan(&a.kiosk, &a.site)
	})
	b.Queue(`INSERT INTO mark (kiosk, epoch, acked) SELECT id, $2, 0 FROM kiosk WHERE name = $1 ON CONFLICT DO NOTHING`, kiosk, a.epoch)
	b.Queue(`SELECT acked FROM mark WHERE kiosk = (SELECT id FROM kiosk WHERE name = $1) AND epoch = $2 FOR UPDATE`, kiosk, a.epoch).
		QueryRow(func(r pgx.Row) error { return r.Scan(&had) })
	err := a.tx.SendBatch(ctx, b).Close()
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, ErrNoKiosk
	}
	return uint64(had), err
}

// keep writes what is taken.
func (a *postgresAdding) keep(ctx context.Context, t taking, now time.Time) error {
	b := &pgx.Batch{}
	if t.lost != nil {
		b.Queue(`INSERT INTO gap (kiosk, epoch, first, last, heard) VALUES ($1, $2, $3, $4, $5)`,
			a.kiosk, a.epoch, int64(t.lost.First), int64(t.lost.Last), now.Unix())
	}
	if n := len(t.cells); n > 0 {
		dimensions, values := make([]string, n), make([]string, n)
		doubtful, hours, counts := make([]bool, n), make([]int64, n), make([]int64, n)
		for i, c := range t.cells {
			dimensions[i], values[i] = c.Dimension, c.Value
			doubtful[i], hours[i], counts[i] = c.doubtful, int64(c.hour), int64(c.Count)
		}
		b.Queue(`INSERT INTO total (dimension, doubtful, hour, site, value, count)
			SELECT d, u, h, $1, v, c FROM unnest($2::text[], $3::bool[], $4::bigint[], $5::text[], $6::bigint[]) AS t (d, u, h, v, c)
			ON CONFLICT (dimension, doubtful, hour, site, value) DO UPDATE SET count = total.count + excluded.count`,
			a.site, dimensions, doubtful, hours, values, counts)
	}
	if n := len(t.ever); n > 0 {
		dimensions, values, counts := make([]string, n), make([]string, n), make([]int64, n)
		for i, c := range t.ever {
			dimensions[i], values[i], counts[i] = c.Dimension, c.Value, int64(c.Count)
		}
		b.Queue(`INSERT INTO ever (site, dimension, value, count)
			SELECT $1, d, v, c FROM unnest($2::text[], $3::text[], $4::bigint[]) AS t (d, v, c)
			ON CONFLICT (site, dimension, value) DO UPDATE SET count = ever.count + excluded.count`,
			a.site, dimensions, values, counts)
	}
	b.Queue(`UPDATE mark SET acked = $3 WHERE kiosk = $1 AND epoch = $2`, a.kiosk, a.epoch, int64(t.mark))
	b.Queue(`UPDATE kiosk SET heard = greatest(heard, $2) WHERE id = $1`, a.kiosk, now.Unix())
	return a.tx.SendBatch(ctx, b).Close()
}
