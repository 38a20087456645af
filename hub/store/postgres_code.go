package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Offer adds a code with which a kiosk at a site may enrol itself, once.
func (p *Postgres) Offer(ctx context.Context, site, kiosk string, code Digest, until time.Time) error {
	if err := CheckNames(site, kiosk); err != nil {
		return err
	}
	err := p.write(ctx, func(ctx context.Context, tx pgx.Tx) error {
		id, err := settled(ctx, tx, site, kiosk)
		if err != nil {
			return err
		}
		// What has expired and was never used is of no use to anybody.
		if _, err := tx.Exec(ctx, `DELETE FROM code WHERE key IS NULL AND expires < extract(epoch FROM now())::bigint - 86400`); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO code (digest, kiosk, expires) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, code[:], id, until.Unix())
		return err
	})
	if err != nil {
		return fmt.Errorf("offer a code: %w", err)
	}
	return nil
}

// Redeem makes a code the key of its kiosk. The row of the code is locked, so that of two hubs
// that are given it at once one has it.
func (p *Postgres) Redeem(ctx context.Context, code, key Digest, now time.Time) (kiosk, site string, err error) {
	err = p.write(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var id, expires int64
		var used []byte
		err := tx.QueryRow(ctx, `SELECT kiosk.id, kiosk.name, site.name, code.expires, code.key FROM code
			JOIN kiosk ON kiosk.id = code.kiosk JOIN site ON site.id = kiosk.site WHERE code.digest = $1 FOR UPDATE OF code`, code[:]).
			Scan(&id, &kiosk, &site, &expires, &used)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return ErrCode
		case err != nil:
			return err
		}
		switch again, err := usable(used, key, expires, now); {
		case err != nil:
			return err
		case again:
			return nil
		}
		done, err := tx.Exec(ctx, `INSERT INTO key (digest, kiosk, issued) VALUES ($1, $2, $3)
			ON CONFLICT (digest) DO UPDATE SET kiosk = excluded.kiosk WHERE key.kiosk = excluded.kiosk`, key[:], id, now.Unix())
		if err != nil {
			return err
		}
		if done.RowsAffected() == 0 {
			return ErrTaken
		}
		_, err = tx.Exec(ctx, `UPDATE code SET key = $1 WHERE digest = $2`, key[:], code[:])
		return err
	})
	if err != nil {
		return "", "", fmt.Errorf("enrol with a code: %w", err)
	}
	return kiosk, site, nil
}

// settled gives the number of a kiosk at a site, and makes each where there is none.
func settled(ctx context.Context, tx pgx.Tx, site, kiosk string) (int64, error) {
	if _, err := tx.Exec(ctx, `INSERT INTO site (name) VALUES ($1) ON CONFLICT DO NOTHING`, site); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(ctx,
		`INSERT INTO kiosk (name, site) SELECT $1, id FROM site WHERE name = $2 ON CONFLICT DO NOTHING`, kiosk, site); err != nil {
		return 0, err
	}
	var id int64
	var at string
	if err := tx.QueryRow(ctx,
		`SELECT kiosk.id, site.name FROM kiosk JOIN site ON site.id = kiosk.site WHERE kiosk.name = $1`, kiosk).Scan(&id, &at); err != nil {
		return 0, err
	}
	if at != site {
		return 0, fmt.Errorf("%w: %s is at %q", ErrElsewhere, kiosk, at)
	}
	return id, nil
}
