package store

import (
	"context"
	"fmt"
	"time"
)

// ForgetGaps forgets what a kiosk declared lost.
func (t *tables) ForgetGaps(ctx context.Context, kiosk string) (int, error) {
	var n int64
	err := t.db.write(ctx, func(ctx context.Context, tx transaction) error {
		var id *int64
		if err := tx.one(ctx, `SELECT max(id) FROM kiosk WHERE name = @kiosk`, args{"kiosk": kiosk}, &id); err != nil {
			return err
		}
		if id == nil {
			return ErrNoKiosk
		}
		whose := args{"kiosk": *id, "most": int64(MostLost)}
		// A hub that took what no kiosk can have lost would pass over every true record after it.
		const wide = `FROM gap WHERE gap.kiosk = mark.kiosk AND gap.epoch = mark.epoch AND gap.last - gap.first >= @most`
		if _, err := tx.exec(ctx, `UPDATE mark SET acked = (SELECT min(first) - 1 `+wide+`) WHERE kiosk = @kiosk AND EXISTS (SELECT 1 `+wide+`)`, whose); err != nil {
			return err
		}
		var err error
		n, err = tx.exec(ctx, `DELETE FROM gap WHERE kiosk = @kiosk`, args{"kiosk": *id})
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("forget the gaps of %s: %w", kiosk, err)
	}
	return int(n), nil
}

// clockSlack is how far the hub's clock may be behind the newest time that a hub of this store has
// seen: hubs differ, and clocks are put right. It is less than the day that an hour may be ahead of
// the hub (see doubts), so that no true hour is doubted for it.
const clockSlack = 12 * time.Hour

// Behind reports whether a hub's clock cannot be right: hubs of this store have heard kiosks much
// later. What it would call doubtful then would be so for ever.
func Behind(newest, now time.Time) bool { return now.Add(clockSlack).Before(newest) }

// minute returns a moment as an error names it.
func minute(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 MST") }

// Newest returns when any kiosk was last heard.
func (t *tables) Newest(ctx context.Context) (time.Time, error) {
	var at *int64
	if err := t.db.one(ctx, `SELECT max(heard) FROM kiosk`, nil, &at); err != nil {
		return time.Time{}, fmt.Errorf("read when a kiosk was last heard: %w", err)
	}
	if at == nil {
		return time.Time{}, nil
	}
	return time.Unix(*at, 0).UTC(), nil
}

// TrustClock forgets every time that is later than now.
func (t *tables) TrustClock(ctx context.Context, now time.Time) (int, error) {
	var n int64
	err := t.db.write(ctx, func(ctx context.Context, tx transaction) error {
		var err error
		n, err = tx.exec(ctx, `UPDATE kiosk SET heard = @now WHERE heard > @now`, args{"now": now.Unix()})
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("trust the clock: %w", err)
	}
	return int(n), nil
}
