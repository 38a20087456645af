package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Offer adds a code with which a kiosk at a site may enrol itself, once.
func (s *SQLite) Offer(ctx context.Context, site, kiosk string, code Digest, until time.Time) error {
	if err := CheckNames(site, kiosk); err != nil {
		return err
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		id, err := placed(ctx, tx, site, kiosk)
		if err != nil {
			return err
		}
		// What has expired and was never used is of no use to anybody.
		if _, err := tx.ExecContext(ctx, `DELETE FROM code WHERE key IS NULL AND expires < unixepoch() - 86400`); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO code (digest, kiosk, expires) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, code[:], id, until.Unix())
		return err
	})
	if err != nil {
		return fmt.Errorf("offer a code: %w", damage(err))
	}
	return nil
}

// Redeem makes a code the key of its kiosk.
func (s *SQLite) Redeem(ctx context.Context, code, key Digest, now time.Time) (kiosk, site string, err error) {
	err = s.write(ctx, func(tx *sql.Tx) error {
		var id, expires int64
		var used []byte
		err := tx.QueryRowContext(ctx, `SELECT kiosk.id, kiosk.name, site.name, code.expires, code.key FROM code
			JOIN kiosk ON kiosk.id = code.kiosk JOIN site ON site.id = kiosk.site WHERE code.digest = ?`, code[:]).Scan(&id, &kiosk, &site, &expires, &used)
		switch {
		case errors.Is(err, sql.ErrNoRows):
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
		var owner int64
		if err := tx.QueryRowContext(ctx, `INSERT INTO key (digest, kiosk, issued) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET kiosk = kiosk RETURNING kiosk`, key[:], id, now.Unix()).Scan(&owner); err != nil {
			return err
		}
		if owner != id {
			return ErrTaken
		}
		_, err = tx.ExecContext(ctx, `UPDATE code SET key = ? WHERE digest = ?`, key[:], code[:])
		return err
	})
	if err != nil {
		return "", "", fmt.Errorf("enrol with a code: %w", damage(err))
	}
	return kiosk, site, nil
}

// placed gives the number of a kiosk at a site, and makes each where there is none.
func placed(ctx context.Context, tx *sql.Tx, site, kiosk string) (int64, error) {
	if _, err := tx.ExecContext(ctx, `INSERT INTO site (name) VALUES (?) ON CONFLICT DO NOTHING`, site); err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx,
		`INSERT INTO kiosk (name, site) SELECT ?, id FROM site WHERE name = ? ON CONFLICT DO NOTHING`, kiosk, site); err != nil {
		return 0, err
	}
	var id int64
	var at string
	if err := tx.QueryRowContext(ctx,
		`SELECT kiosk.id, site.name FROM kiosk JOIN site ON site.id = kiosk.site WHERE kiosk.name = ?`, kiosk).Scan(&id, &at); err != nil {
		return 0, err
	}
	if at != site {
		return 0, fmt.Errorf("%w: %s is at %q", ErrElsewhere, kiosk, at)
	}
	return id, nil
}
