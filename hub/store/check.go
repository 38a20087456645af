package store

import (
	"context"
	"errors"
	"fmt"
)

// ErrUnsound means that a database can be read, and says what no hub of ours writes.
var ErrUnsound = errors.New("the counts contradict each other")

// promises are what holds in every database at every moment, whichever hubs were killed on the
// way. Each query finds what breaks one, as one text a row.
var promises = [...]struct{ what, query string }{
	{"a sum of all time is not that of its hours", `SELECT site.name || ', ' || dimension || ' ' || value FROM (
			SELECT site, dimension, value, count AS n FROM ever
			UNION ALL SELECT site, dimension, value, -count FROM total WHERE doubtful = FALSE) AS sides
		JOIN site ON site.id = sides.site GROUP BY site.name, dimension, value HAVING SUM(n) <> 0`},
	{"a count is below nought", `SELECT site.name || ', ' || dimension || ' ' || value FROM total JOIN site ON site.id = total.site WHERE count < 0`},
	{"an hour before there were kiosks is trusted", `SELECT site.name || ', ' || hour FROM total JOIN site ON site.id = total.site WHERE doubtful = FALSE AND hour < @earliest`},
	{"a kiosk has records and was never heard", `SELECT name FROM kiosk WHERE heard IS NULL AND EXISTS (SELECT 1 FROM mark WHERE mark.kiosk = kiosk.id)`},
	{"a mark is below nought", `SELECT kiosk.name FROM mark JOIN kiosk ON kiosk.id = mark.kiosk WHERE acked < 0`},
	{"a gap is beyond its kiosk's mark", `SELECT kiosk.name || ', ' || first || ' to ' || last FROM gap JOIN kiosk ON kiosk.id = gap.kiosk
		LEFT JOIN mark ON mark.kiosk = gap.kiosk AND mark.epoch = gap.epoch WHERE acked IS NULL OR last > acked OR first > last OR first < 1`},
	{"a record was lost twice", `SELECT kiosk.name || ', ' || a.first || ' to ' || a.last FROM gap AS a JOIN kiosk ON kiosk.id = a.kiosk
		JOIN gap AS b ON b.kiosk = a.kiosk AND b.epoch = a.epoch AND b.first > a.first AND b.first <= a.last`},
	{"a site has counts and none of its kiosks has records", `SELECT site.name FROM site WHERE EXISTS (SELECT 1 FROM total WHERE total.site = site.id)
		AND NOT EXISTS (SELECT 1 FROM mark JOIN kiosk ON kiosk.id = mark.kiosk WHERE kiosk.site = site.id AND acked > 0)`},
	{"a code was used for no key of its kiosk", `SELECT kiosk.name FROM code JOIN kiosk ON kiosk.id = code.kiosk WHERE code.key IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM key WHERE key.digest = code.key AND key.kiosk = code.kiosk)`},
}

// Check looks through the whole database, at one moment: what the database itself can check of
// its pages, and what the store promises of its tables. It returns ErrDamaged or ErrUnsound with
// everything that it found, and takes as long as reading all of it.
func (t *tables) Check(ctx context.Context) error {
	err := t.db.read(ctx, func(ctx context.Context, tx transaction) error {
		found := tx.pages(ctx)
		for _, p := range promises {
			err := tx.each(ctx, p.query, args{"earliest": int64(earliest)}, func(scan func(...any) error) error {
				var where string
				if err := scan(&where); err != nil {
					return err
				}
				found = errors.Join(found, fmt.Errorf("%w: %s: %s", ErrUnsound, p.what, where))
				return nil
			})
			if err != nil {
				return errors.Join(found, fmt.Errorf("look whether %s: %w", p.what, err))
			}
		}
		return found
	})
	if err != nil {
		return fmt.Errorf("check the store: %w", err)
	}
	return nil
}
