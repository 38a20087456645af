package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// onServer is how PostgreSQL is spoken to.
// Its sum() of integers is exact without bounds: only what is read of it has to fit.
var onServer = dialect{
	now: `extract(epoch FROM now())::bigint`, lockCode: ` FOR UPDATE OF code`, ever: everCellsOnServer,
	sum:  `least(SUM(count), 1e15)::bigint`,
	lost: `least(coalesce(sum(last - first + 1), 0), 1e15)::bigint`,
}

// write runs do in a transaction, and returns nil only when the transaction is on the disk, and
// on that of the synchronous standby where there is one. It tries again after faults that pass,
// as when another server takes over: what a batch adds, it adds once, so a commit of which
// nobody knows may be repeated.
func (p *Postgres) write(ctx context.Context, do func(context.Context, transaction) error) error {
	return p.again(ctx, func(ctx context.Context) error { return p.once(ctx, pgx.TxOptions{}, do) })
}

// read runs do in a transaction that sees one moment.
func (p *Postgres) read(ctx context.Context, do func(context.Context, transaction) error) error {
	moment := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return p.again(ctx, func(ctx context.Context) error { return p.once(ctx, moment, do) })
}

func (p *Postgres) once(ctx context.Context, opts pgx.TxOptions, do func(context.Context, transaction) error) error {
	c, err := p.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	tx, err := c.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	if err := do(ctx, postgresTx{tx}); err != nil {
		return errors.Join(err, undo(ctx, postgresTx{tx}))
	}
	said := c.Conn().PgConn().CustomData()
	delete(said, warned)
	if err := tx.Commit(ctx); err != nil {
		return err
	}
	if w, ok := said[warned]; ok {
		return fmt.Errorf("the commit is not where it should be: %v", w)
	}
	return nil
}

// undo leaves the connection as it was. One that is broken is thrown away by the pool, and
// with it what was begun.
func undo(ctx context.Context, tx pgx.Tx) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pingTime)
	defer cancel()
	if err := tx.Rollback(ctx); err != nil && !errors.Is(err, pgx.ErrTxClosed) && !broken(err) {
		return err
	}
	return nil
}

func (p *Postgres) one(ctx context.Context, query string, values args, into ...any) error {
	return p.again(ctx, func(ctx context.Context) error {
		return p.pool.QueryRow(ctx, query, pgx.NamedArgs(values)).Scan(into...)
	})
}

// A postgresTx is a transaction on a server.
type postgresTx struct{ pgx.Tx }

func (x postgresTx) exec(ctx context.Context, query string, values args) (int64, error) {
	done, err := x.Exec(ctx, query, pgx.NamedArgs(values))
	return done.RowsAffected(), err
}

func (x postgresTx) one(ctx context.Context, query string, values args, into ...any) error {
	return x.QueryRow(ctx, query, pgx.NamedArgs(values)).Scan(into...)
}

func (x postgresTx) each(ctx context.Context, query string, values args, do func(func(...any) error) error) error {
	found, err := x.Query(ctx, query, pgx.NamedArgs(values))
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		if err := do(found.Scan); err != nil {
			return err
		}
	}
	return found.Err()
}

// lock makes the mark where there is none, for a row that is not there cannot be held.
func (x postgresTx) lock(ctx context.Context, kiosk string, epoch uint64) (place, uint64, error) {
	at := place{epoch: int64(epoch)}
	var had int64
	b := &pgx.Batch{}
	b.Queue(`SELECT id, site, (SELECT coalesce(max(heard), 0) FROM kiosk) FROM kiosk WHERE name = $1`, kiosk).QueryRow(func(r pgx.Row) error {
		return r.Scan(&at.kiosk, &at.site, &at.newest)
	})
	b.Queue(`INSERT INTO mark (kiosk, epoch, acked) SELECT id, $2, 0 FROM kiosk WHERE name = $1 ON CONFLICT DO NOTHING`, kiosk, at.epoch)
	b.Queue(`SELECT acked FROM mark WHERE kiosk = (SELECT id FROM kiosk WHERE name = $1) AND epoch = $2 FOR UPDATE`, kiosk, at.epoch).
		QueryRow(func(r pgx.Row) error { return r.Scan(&had) })
	err := x.SendBatch(ctx, b).Close()
	if errors.Is(err, sql.ErrNoRows) {
		return at, 0, ErrNoKiosk
	}
	return at, uint64(had), err
}

// keep sends everything at once and waits for one answer.
func (x postgresTx) keep(ctx context.Context, at place, t taking, h heard) error {
	b := &pgx.Batch{}
	if t.lost != nil {
		b.Queue(`INSERT INTO gap (kiosk, epoch, first, last, heard) VALUES ($1, $2, $3, $4, $5)`,
			at.kiosk, at.epoch, int64(t.lost.First), int64(t.lost.Last), h.at)
	}
	if n := len(t.cells); n > 0 {
		dimensions, values := make([]string, n), make([]string, n)
		doubtful, hours, counts := make([]bool, n), make([]int64, n), make([]int64, n)
		for i, c := range t.cells {
			dimensions[i], values[i] = c.Dimension, c.Value
			doubtful[i], hours[i], counts[i] = c.doubtful, int64(c.hour), int64(c.Count)
		}
		b.Queue(`INSERT INTO total (dimension, doubtful, hour, site, value, count)
			SELECT d, u, h, $1, v, c FROM unnest($2::text[], $3::bool[], $4::bigint[], $5::text[], $6::bigint[]) AS t (d, u, h, v, c)
			ON CONFLICT (dimension, doubtful, hour, site, value) DO UPDATE SET count = total.count + excluded.count`,
			at.site, dimensions, doubtful, hours, values, counts)
	}
	if n := len(t.ever); n > 0 {
		dimensions, values, counts := make([]string, n), make([]string, n), make([]int64, n)
		for i, c := range t.ever {
			dimensions[i], values[i], counts[i] = c.Dimension, c.Value, int64(c.Count)
		}
		b.Queue(`INSERT INTO ever (site, dimension, value, count)
			SELECT $1, d, v, c FROM unnest($2::text[], $3::text[], $4::bigint[]) AS t (d, v, c)
			ON CONFLICT (site, dimension, value) DO UPDATE SET count = ever.count + excluded.count`,
			at.site, dimensions, values, counts)
	}
	b.Queue(`UPDATE mark SET acked = $3 WHERE kiosk = $1 AND epoch = $2`, at.kiosk, at.epoch, int64(t.mark))
	b.Queue(`UPDATE kiosk SET heard = greatest(heard, $2), version = $3 WHERE id = $1`, at.kiosk, h.at, h.version)
	return x.SendBatch(ctx, b).Close()
}

// pages looks at every index of our tables where the server has the extension amcheck. The
// server sees to the keys between tables.
func (x postgresTx) pages(ctx context.Context) error {
	var there bool
	if err := x.one(ctx, `SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'amcheck')`, nil, &there); err != nil || !there {
		return err
	}
	return x.each(ctx, `SELECT bt_index_check(index => c.oid, heapallindexed => true) FROM pg_index i
		JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
		WHERE t.relname IN ('site', 'kiosk', 'key', 'mark', 'gap', 'total', 'ever', 'code') AND t.relnamespace = current_schema()::regnamespace`,
		nil, func(func(...any) error) error { return nil })
}
