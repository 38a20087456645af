package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"frontdoor/kiosk/usage"
)

// KioskOf returns the name of the kiosk that a key was made for.
func (t *tables) KioskOf(ctx context.Context, key Digest) (string, error) {
	var name string
	var revoked *int64
	err := t.db.one(ctx, `SELECT kiosk.name, key.revoked FROM key JOIN kiosk ON kiosk.id = key.kiosk WHERE digest = @key`,
		args{"key": key[:]}, &name, &revoked)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", ErrUnknownKey
	case err != nil:
		return "", fmt.Errorf("look up a key: %w", err)
	case revoked != nil:
		return "", ErrRevoked
	}
	return name, nil
}

// Add takes a batch, once. Even a batch with nothing new writes when the kiosk was heard, so
// that the answer waits until a synchronous standby has everything that came before.
func (t *tables) Add(ctx context.Context, kiosk string, batch usage.Batch, now time.Time) (uint64, error) {
	if err := check(batch); err != nil {
		return 0, err
	}
	var taken taking
	err := t.db.write(ctx, func(ctx context.Context, tx transaction) error {
		at, had, err := tx.lock(ctx, kiosk, batch.Epoch)
		if err != nil {
			return err
		}
		if newest := time.Unix(at.newest, 0); Behind(newest, now) {
			return fmt.Errorf("it says %s, and a kiosk was heard at %s: %w", minute(now), minute(newest), ErrClock)
		}
		taken = take(had, batch, now)
		if taken.no != nil {
			return taken.no
		}
		h := heard{at: now.Unix()}
		if batch.Version != "" {
			h.version = &batch.Version
		}
		return tx.keep(ctx, at, taken, h)
	})
	switch {
	case err != nil:
		return 0, fmt.Errorf("add a batch: %w", err)
	case taken.gap != nil: // what came before it is kept, and that the kiosk was heard
		return taken.mark, taken.gap
	}
	return taken.mark, nil
}
