package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Enrol adds a key.
func (s *SQLite) Enrol(ctx context.Context, site, kiosk string, key Digest, now time.Time) error {
	if err := CheckNames(site, kiosk); err != nil {
		return err
	}
	err := s.write(ctx, func(tx *sql.Tx) error {
		id, err := placed(ctx, tx, site, kiosk)
		if err != nil {
			return err
		}
		var owner int64
		err = tx.QueryRowContext(ctx, `INSERT INTO key (digest, kiosk, issued) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET kiosk = kiosk RETURNING kiosk`, key[:], id, now.Unix()).Scan(&owner)
		if err == nil && owner != id {
			return ErrTaken
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("enrol a kiosk: %w", damage(err))
	}
	return nil
}

// Revoke withdraws every key of a kiosk.
func (s *SQLite) Revoke(ctx context.Context, kiosk string, now time.Time) (int, error) {
	var n int64
	err := s.write(ctx, func(tx *sql.Tx) error {
		var known bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM kiosk WHERE name = ?)`, kiosk).Scan(&known)
		if err != nil {
			return err
		}
		if !known {
			return ErrNoKiosk
		}
		done, err := tx.ExecContext(ctx, `UPDATE key SET revoked = ?
			WHERE revoked IS NULL AND kiosk = (SELECT id FROM kiosk WHERE name = ?)`, now.Unix(), kiosk)
		if err != nil {
			return err
		}
		if n, err = done.RowsAffected(); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE code SET expires = 0 WHERE key IS NULL AND kiosk = (SELECT id FROM kiosk WHERE name = ?)`, kiosk)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("withdraw the keys of %s: %w", kiosk, damage(err))
	}
	return int(n), nil
}

// Kiosks gives every kiosk.
func (s *SQLite) Kiosks(ctx context.Context) ([]Kiosk, error) {
	var all []Kiosk
	err := s.read(ctx, func(tx *sql.Tx) error {
		return rows(ctx, tx, func(r *sql.Rows) error {
			var k Kiosk
			var heard sql.NullInt64
			if err := r.Scan(&k.Name, &k.Site, &heard, &k.Keys, &k.Lost); err != nil {
				return err
			}
			if heard.Valid {
				k.Heard = time.Unix(heard.Int64, 0).UTC()
			}
			all = append(all, k)
			return nil
		}, `SELECT kiosk.name, site.name, kiosk.heard,
			(SELECT count(*) FROM key WHERE key.kiosk = kiosk.id AND revoked IS NULL),
			(SELECT coalesce(sum(last - first + 1), 0) FROM gap WHERE gap.kiosk = kiosk.id)
			FROM kiosk JOIN site ON site.id = kiosk.site ORDER BY 2, 1`)
	})
	if err != nil {
		return nil, fmt.Errorf("read the kiosks: %w", damage(err))
	}
	return all, nil
}
