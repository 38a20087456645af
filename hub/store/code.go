package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Offer adds a code with which a kiosk at a site may enrol itself, once.
func (t *tables) Offer(ctx context.Context, site, kiosk string, code Digest, until time.Time) error {
	if err := CheckNames(site, kiosk); err != nil {
		return err
	}
	err := t.db.write(ctx, func(ctx context.Context, tx transaction) error {
		id, err := placed(ctx, tx, site, kiosk)
		if err != nil {
			return err
		}
		// A code that expired without being used is of use to nobody.
		if _, err := tx.exec(ctx, `DELETE FROM code WHERE key IS NULL AND expires < `+t.says.now+` - 86400`, nil); err != nil {
			return err
		}
		_, err = tx.exec(ctx, `INSERT INTO code (digest, kiosk, expires) VALUES (@code, @kiosk, @until) ON CONFLICT DO NOTHING`,
			args{"code": code[:], "kiosk": id, "until": until.Unix()})
		return err
	})
	if err != nil {
		return fmt.Errorf("offer a code: %w", err)
	}
	return nil
}

// Redeem makes a code the key of its kiosk. Nobody else can use the code meanwhile: of two hubs
// that are given it at once, one has it.
func (t *tables) Redeem(ctx context.Context, code, key Digest, now time.Time) (kiosk, site string, err error) {
	err = t.db.write(ctx, func(ctx context.Context, tx transaction) error {
		var id, expires int64
		var used []byte
		err := tx.one(ctx, `SELECT kiosk.id, kiosk.name, site.name, code.expires, code.key FROM code
			JOIN kiosk ON kiosk.id = code.kiosk JOIN site ON site.id = kiosk.site WHERE code.digest = @code`+t.says.lockCode,
			args{"code": code[:]}, &id, &kiosk, &site, &expires, &used)
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
			return stillValid(ctx, tx, key)
		}
		if err := own(ctx, tx, id, key, now); err != nil {
			return err
		}
		_, err = tx.exec(ctx, `UPDATE code SET key = @key WHERE digest = @code`, args{"key": key[:], "code": code[:]})
		return err
	})
	if err != nil {
		return "", "", fmt.Errorf("enrol with a code: %w", err)
	}
	return kiosk, site, nil
}

// stillValid returns ErrRevoked for a key that was withdrawn after its code was used: the code is
// no way back.
func stillValid(ctx context.Context, tx transaction, key Digest) error {
	var withdrawn bool
	err := tx.one(ctx, `SELECT revoked IS NOT NULL FROM key WHERE digest = @key`, args{"key": key[:]}, &withdrawn)
	if err == nil && withdrawn {
		return ErrRevoked
	}
	return err
}

// usable reports whether a code was used for this very key before. Its error says why a code
// can no longer become a key.
func usable(used []byte, key Digest, expires int64, now time.Time) (again bool, err error) {
	switch {
	case used != nil && bytes.Equal(used, key[:]):
		return true, nil
	case used != nil:
		return false, ErrUsed
	case now.Unix() > expires:
		return false, ErrLate
	}
	return false, nil
}
