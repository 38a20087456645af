package store

import (
	"context"
	"database/sql"
	"fmt"

	"frontdoor/kiosk/usage"
)

// Totals gives the exact totals of a query.
func (s *SQLite) Totals(ctx context.Context, q Query) (Totals, error) {
	var t Totals
	err := s.read(ctx, func(tx *sql.Tx) error {
		const bySite = ` FROM total JOIN site ON site.id = total.site
			WHERE (@site = '' OR site.name = @site) AND `
		args := []any{
			sql.Named("site", q.Site), sql.Named("from", int64(q.From)), sql.Named("to", int64(q.To)), sql.Named("visit", usage.Visits),
		}
		cells := `SELECT site.name, dimension, value, SUM(count)` + bySite +
			`doubtful = 0 AND hour >= @from AND hour < @to GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
		if q.From == 0 {
			cells = everCells
		}
		err := rows(ctx, tx, cellsInto(&t.Cells), cells, args...)
		if err != nil {
			return err
		}
		err = rows(ctx, tx, func(r *sql.Rows) error {
			var h HourCount
			err := r.Scan(&h.Site, &h.Hour, &h.Count)
			t.Hours = append(t.Hours, h)
			return err
		}, `SELECT site.name, hour, SUM(count)`+bySite+
			`dimension = @visit AND doubtful = 0 AND hour >= @from AND hour < @to GROUP BY 1, 2 ORDER BY 2, 1`, args...)
		if err != nil {
			return err
		}
		return rows(ctx, tx, cellsInto(&t.Undated), `SELECT site.name, dimension, value, SUM(count)`+bySite+
			`dimension = @visit AND doubtful = 1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, args...)
	})
	if err != nil {
		return Totals{}, fmt.Errorf("read totals: %w", damage(err))
	}
	return t, nil
}

func cellsInto(cells *[]Cell) func(*sql.Rows) error {
	return func(r *sql.Rows) error {
		var c Cell
		err := r.Scan(&c.Site, &c.Dimension, &c.Value, &c.Count)
		*cells = append(*cells, c)
		return err
	}
}

// everCells are the cells of all time before an hour: what was ever counted, without the few rows
// that are later. They are asked for by dimension, so that no other row is looked at.
const everCells = `SELECT name, dimension, value, n FROM (
		SELECT site.name AS name, ever.dimension AS dimension, ever.value AS value, ever.count - coalesce((SELECT SUM(total.count) FROM total
			WHERE total.dimension = ever.dimension AND total.doubtful = 0 AND total.hour >= @to
			AND total.site = ever.site AND total.value = ever.value), 0) AS n
		FROM ever JOIN site ON site.id = ever.site WHERE @site = '' OR site.name = @site)
	WHERE n > 0 ORDER BY 1, 2, 3`
