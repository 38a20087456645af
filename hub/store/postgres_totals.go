package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"frontdoor/kiosk/usage"
)

// Totals gives the exact totals of a query.
func (p *Postgres) Totals(ctx context.Context, q Query) (Totals, error) {
	var t Totals
	err := p.read(ctx, func(ctx context.Context, tx pgx.Tx) error {
		const bySite = ` FROM total JOIN site ON site.id = total.site
			WHERE (@site = '' OR site.name = @site) AND `
		args := pgx.NamedArgs{"site": q.Site, "from": int64(q.From), "to": int64(q.To), "visit": usage.Visits}
		var err error
		cells := `SELECT site.name, dimension, value, SUM(count)::bigint` + bySite +
			`NOT doubtful AND hour >= @from AND hour < @to GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
		if q.From == 0 {
			cells = everCellsOnServer
		}
		if t.Cells, err = collect(ctx, tx, oneCell, cells, args); err != nil {
			return err
		}
		if t.Hours, err = collect(ctx, tx, pgx.RowToStructByPos[HourCount], `SELECT site.name, hour, SUM(count)::bigint`+bySite+
			`dimension = @visit AND NOT doubtful AND hour >= @from AND hour < @to GROUP BY 1, 2 ORDER BY 2, 1`, args); err != nil {
			return err
		}
		t.Undated, err = collect(ctx, tx, oneCell, `SELECT site.name, dimension, value, SUM(count)::bigint`+bySite+
			`dimension = @visit AND doubtful GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, args)
		return err
	})
	if err != nil {
		return Totals{}, fmt.Errorf("read totals: %w", err)
	}
	return t, nil
}

func oneCell(r pgx.CollectableRow) (Cell, error) {
	var c Cell
	err := r.Scan(&c.Site, &c.Dimension, &c.Value, &c.Count)
	return c, err
}

// collect gives every row of a query.
func collect[T any](ctx context.Context, tx pgx.Tx, one pgx.RowToFunc[T], query string, args pgx.NamedArgs) ([]T, error) {
	found, err := tx.Query(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(found, one)
}

// everCellsOnServer are the cells of all time before an hour: what was ever counted, without the
// few rows that are later.
const everCellsOnServer = `WITH later AS (
		SELECT site, dimension, value, SUM(count)::bigint AS n FROM total
		WHERE NOT doubtful AND hour >= @to AND dimension IN (SELECT DISTINCT dimension FROM ever) GROUP BY 1, 2, 3)
	SELECT site.name, ever.dimension, ever.value, ever.count - coalesce(later.n, 0)
	FROM ever JOIN site ON site.id = ever.site LEFT JOIN later USING (site, dimension, value)
	WHERE (@site = '' OR site.name = @site) AND ever.count > coalesce(later.n, 0) ORDER BY 1, 2, 3`
