package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Enrol adds a key.
func (p *Postgres) Enrol(ctx context.Context, site, kiosk string, key Digest, now time.Time) error {
	if err := CheckNames(site, kiosk); err != nil {
		return err
	}
	err := p.write(ctx, func(ctx context.Context, tx pgx.Tx) error {
		id, err := settled(ctx, tx, site, kiosk)
		if err != nil {
			return err
		}
		// It is there already when a commit came through of which nobody knew.
		done, err := tx.Exec(ctx, `INSERT INTO key (digest, kiosk, issued) VALUES ($1, $2, $3)
			ON CONFLICT (digest) DO UPDATE SET kiosk = excluded.kiosk WHERE key.kiosk = excluded.kiosk`, key[:], id, now.Unix())
		if err == nil && done.RowsAffected() == 0 {
			return ErrTaken
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("enrol a kiosk: %w", err)
	}
	return nil
}

// Revoke withdraws every key of a kiosk.
func (p *Postgres) Revoke(ctx context.Context, kiosk string, now time.Time) (int, error) {
	n := 0
	err := p.write(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var known bool
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM kiosk WHERE name = $1)`, kiosk).Scan(&known); err != nil {
			return err
		}
		if !known {
			return ErrNoKiosk
		}
		done, err := tx.Exec(ctx, `UPDATE key SET revoked = $2
			WHERE revoked IS NULL AND kiosk = (SELECT id FROM kiosk WHERE name = $1)`, kiosk, now.Unix())
		if err != nil {
			return err
		}
		n = int(done.RowsAffected())
		_, err = tx.Exec(ctx, `UPDATE code SET expires = 0 WHERE key IS NULL AND kiosk = (SELECT id FROM kiosk WHERE name = $1)`, kiosk)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("withdraw the keys of %s: %w", kiosk, err)
	}
	return n, nil
}

// Kiosks gives every kiosk.
func (p *Postgres) Kiosks(ctx context.Context) ([]Kiosk, error) {
	var all []Kiosk
	err := p.read(ctx, func(ctx context.Context, tx pgx.Tx) error {
		found, err := tx.Query(ctx, `SELECT kiosk.name, site.name, kiosk.heard,
			(SELECT count(*) FROM key WHERE key.kiosk = kiosk.id AND revoked IS NULL),
			(SELECT coalesce(sum(last - first + 1), 0)::bigint FROM gap WHERE gap.kiosk = kiosk.id)
			FROM kiosk JOIN site ON site.id = kiosk.site ORDER BY 2, 1`)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(found, func(r pgx.CollectableRow) (Kiosk, error) {
			var k Kiosk
			var heard *int64
			if err := r.Scan(&k.Name, &k.Site, &heard, &k.Keys, &k.Lost); err != nil {
				return k, err
			}
			if heard != nil {
				k.Heard = time.Unix(*heard, 0).UTC()
			}
			return k, nil
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the kiosks: %w", err)
	}
	return all, nil
}
