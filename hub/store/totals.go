package store

import (
	"context"
	"fmt"

	"frontdoor/kiosk/usage"
)

// Totals returns the exact totals of a query.
func (t *tables) Totals(ctx context.Context, q Query) (Totals, error) {
	var all Totals
	err := t.db.read(ctx, func(ctx context.Context, tx transaction) error {
		all = Totals{}
		cells := `SELECT site.name, dimension, value, ` + t.says.sum
		hours := `SELECT site.name, hour, ` + t.says.sum
		const (
			bySite = ` FROM total JOIN site ON site.id = total.site
				WHERE (@site = '' OR site.name = @site) AND `
			dated = `doubtful = FALSE AND hour >= @from AND hour < @to `
		)
		asked := args{"site": q.Site, "from": int64(q.From), "to": int64(q.To), "visit": usage.Visits}
		query := cells + bySite + dated + `GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
		if q.From == 0 {
			query = t.says.ever
		}
		if err := tx.each(ctx, query, asked, cellsInto(&all.Cells)); err != nil {
			return err
		}
		err := tx.each(ctx, hours+bySite+`dimension = @visit AND `+dated+`GROUP BY 1, 2 ORDER BY 2, 1`, asked, func(scan func(...any) error) error {
			var h HourCount
			var n int64
			err := scan(&h.Site, &h.Hour, &n)
			h.Count = counted(n)
			all.Hours = append(all.Hours, h)
			return err
		})
		if err != nil {
			return err
		}
		return tx.each(ctx, cells+bySite+`dimension = @visit AND doubtful = TRUE GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, asked, cellsInto(&all.Undated))
	})
	if err != nil {
		return Totals{}, fmt.Errorf("read totals: %w", err)
	}
	return all, nil
}

// mostSum is the largest sum that is told: a thousand of them still fit, and one that large is seen
// to be no count of visits.
const mostSum = 1e15

// counted returns a sum as readers are told it. A row that is spoilt never ends a page.
func counted(n int64) uint64 { return uint64(min(max(n, 0), mostSum)) }

func cellsInto(cells *[]Cell) func(func(...any) error) error {
	return func(scan func(...any) error) error {
		var c Cell
		var n int64
		err := scan(&c.Site, &c.Dimension, &c.Value, &n)
		c.Count = counted(n)
		*cells = append(*cells, c)
		return err
	}
}

// The cells of all time before an hour: what was ever counted, without the few rows that are
// later. The two databases find those rows by different ways, and each is many times slower by
// the other's.
const (
	// everCellsInFile asks for the later rows by dimension, so that SQLite looks at no other row.
	everCellsInFile = `SELECT name, dimension, value, n FROM (
			SELECT site.name AS name, ever.dimension AS dimension, ever.value AS value, ever.count - coalesce((SELECT CAST(total(total.count) AS INTEGER) FROM total
				WHERE total.dimension = ever.dimension AND total.doubtful = 0 AND total.hour >= @to
				AND total.site = ever.site AND total.value = ever.value), 0) AS n
			FROM ever JOIN site ON site.id = ever.site WHERE @site = '' OR site.name = @site)
		WHERE n > 0 ORDER BY 1, 2, 3`
	everCellsOnServer = `WITH later AS (
			SELECT site, dimension, value, least(SUM(count), 1e15)::bigint AS n FROM total
			WHERE NOT doubtful AND hour >= @to AND dimension IN (SELECT DISTINCT dimension FROM ever) GROUP BY 1, 2, 3)
		SELECT site.name, ever.dimension, ever.value, ever.count - coalesce(later.n, 0)
		FROM ever JOIN site ON site.id = ever.site LEFT JOIN later USING (site, dimension, value)
		WHERE (@site = '' OR site.name = @site) AND ever.count > coalesce(later.n, 0) ORDER BY 1, 2, 3`
)
