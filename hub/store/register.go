package store

import (
	"context"
	"fmt"
	"time"
)

// Enrol adds a key.
func (t *tables) Enrol(ctx context.Context, site, kiosk string, key Digest, now time.Time) error {
	if err := CheckNames(site, kiosk); err != nil {
		return err
	}
	err := t.db.write(ctx, func(ctx context.Context, tx transaction) error {
		id, err := placed(ctx, tx, site, kiosk)
		if err != nil {
			return err
		}
		return own(ctx, tx, id, key, now)
	})
	if err != nil {
		return fmt.Errorf("enrol a kiosk: %w", err)
	}
	return nil
}

// own makes a key a kiosk's, and returns ErrTaken for a key that is another's. The kiosk has it
// already when nobody knew whether an earlier commit had come through, or when it was withdrawn and
// is let in again: a yes makes it valid either way.
func own(ctx context.Context, tx transaction, kiosk int64, key Digest, now time.Time) error {
	n, err := tx.exec(ctx, `INSERT INTO key (digest, kiosk, issued) VALUES (@key, @kiosk, @now)
		ON CONFLICT (digest) DO UPDATE SET revoked = NULL WHERE key.kiosk = excluded.kiosk`,
		args{"key": key[:], "kiosk": kiosk, "now": now.Unix()})
	if err == nil && n == 0 {
		return ErrTaken
	}
	return err
}

// placed returns the number of a kiosk at a site, and makes each where there is none.
func placed(ctx context.Context, tx transaction, site, kiosk string) (int64, error) {
	names := args{"site": site, "kiosk": kiosk}
	if _, err := tx.exec(ctx, `INSERT INTO site (name) VALUES (@site) ON CONFLICT DO NOTHING`, names); err != nil {
		return 0, err
	}
	if _, err := tx.exec(ctx, `INSERT INTO kiosk (name, site) SELECT @kiosk, id FROM site WHERE name = @site ON CONFLICT DO NOTHING`, names); err != nil {
		return 0, err
	}
	var id int64
	var at string
	if err := tx.one(ctx, `SELECT kiosk.id, site.name FROM kiosk JOIN site ON site.id = kiosk.site WHERE kiosk.name = @kiosk`,
		names, &id, &at); err != nil {
		return 0, err
	}
	if at != site {
		return 0, fmt.Errorf("%w: %s is at %q", ErrElsewhere, kiosk, at)
	}
	return id, nil
}

// Revoke withdraws every key of a kiosk.
func (t *tables) Revoke(ctx context.Context, kiosk string, now time.Time) (int, error) {
	var n int64
	err := t.db.write(ctx, func(ctx context.Context, tx transaction) error {
		whose := args{"kiosk": kiosk, "now": now.Unix()}
		var known bool
		err := tx.one(ctx, `SELECT EXISTS (SELECT 1 FROM kiosk WHERE name = @kiosk)`, whose, &known)
		if err != nil {
			return err
		}
		if !known {
			return ErrNoKiosk
		}
		if n, err = tx.exec(ctx, `UPDATE key SET revoked = @now
			WHERE revoked IS NULL AND kiosk = (SELECT id FROM kiosk WHERE name = @kiosk)`, whose); err != nil {
			return err
		}
		_, err = tx.exec(ctx, `UPDATE code SET expires = 0 WHERE key IS NULL AND kiosk = (SELECT id FROM kiosk WHERE name = @kiosk)`, whose)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("withdraw the keys of %s: %w", kiosk, err)
	}
	return int(n), nil
}

// Kiosks returns every kiosk.
func (t *tables) Kiosks(ctx context.Context) ([]Kiosk, error) {
	var all []Kiosk
	err := t.db.read(ctx, func(ctx context.Context, tx transaction) error {
		all = nil
		return tx.each(ctx, `SELECT kiosk.name, site.name, kiosk.heard, coalesce(kiosk.version, ''),
			(SELECT count(*) FROM key WHERE key.kiosk = kiosk.id AND revoked IS NULL),
			EXISTS (SELECT 1 FROM key WHERE key.kiosk = kiosk.id AND revoked IS NOT NULL),
			EXISTS (SELECT 1 FROM code WHERE code.kiosk = kiosk.id AND code.key IS NULL AND expires >= `+t.says.now+`),
			(SELECT `+t.says.lost+` FROM gap WHERE gap.kiosk = kiosk.id)
			FROM kiosk JOIN site ON site.id = kiosk.site ORDER BY 2, 1`, nil, func(scan func(...any) error) error {
			var k Kiosk
			var at *int64
			if err := scan(&k.Name, &k.Site, &at, &k.Version, &k.Keys, &k.Withdrawn, &k.Invited, &k.Lost); err != nil {
				return err
			}
			if at != nil {
				k.Heard = time.Unix(*at, 0).UTC()
			}
			all = append(all, k)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read the kiosks: %w", err)
	}
	return all, nil
}
