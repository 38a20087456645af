package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	_ "modernc.org/sqlite"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack"
)

// schema is what somebody would write who kept the same content in SQLite: the places of a
// need stand together in an index, so that a question reads no other.
const schema = `
create table service (id text primary key, record blob not null) without rowid;
create table service_need (need text not null, kind integer not null, lat real not null, lon real not null, id text not null,
  primary key (need, kind, lat, lon, id)) without rowid;
create table postcode (postcode text primary key, lat real not null, lon real not null) without rowid;`

// The kinds of places, as in directory.Entry.
const (
	placed = iota
	astray
	hidden
	everywhere
)

// nearest chooses the nearest in the database, more than directory reads (32): distances on a map
// that differ by less than a metre may stand in another order.
const nearest = `
select id, kind, lat, lon from (select * from service_need where need = ?1 and kind = 0
  order by (lat - ?2) * (lat - ?2) + (lon - ?3) * (lon - ?3) * ?4, id limit 64)
union all select id, kind, lat, lon from (select * from service_need where need = ?1 and kind = 1 order by id limit 64)
union all select id, kind, lat, lon from (select * from service_need where need = ?1 and kind = 2 order by id limit 64)
union all select id, kind, lat, lon from (select * from service_need where need = ?1 and kind = 3 order by id limit 64)`

type database struct {
	db           *sql.DB
	find, record *sql.Stmt
}

func buildSQLite(ctx context.Context, s pack.Contents, file string) (err error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(off)&_pragma=synchronous(off)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err = tx.ExecContext(ctx, schema); err == nil {
		err = fillSQLite(ctx, tx, s)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("fill a database: %w", err), tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "analyze; vacuum")
	return err
}

func fillSQLite(ctx context.Context, tx *sql.Tx, s pack.Contents) error {
	for _, one := range s.Services {
		r, err := pack.EncodeRecord(one)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "insert into service values (?, ?)", one.ID, r); err != nil {
			return err
		}
		e := one.Entry()
		for _, need := range one.Needs {
			if _, err := tx.ExecContext(ctx, "insert into service_need values (?, ?, ?, ?, ?)", need, kind(e), micro(e.At.Lat), micro(e.At.Lon), e.ID); err != nil {
				return err
			}
		}
	}
	for p, at := range s.Postcodes {
		if _, err := tx.ExecContext(ctx, "insert into postcode values (?, ?, ?)", p, at.Lat, at.Lon); err != nil {
			return err
		}
	}
	return nil
}

// micro rounds degrees as a pack does.
func micro(degrees float64) float64 { return math.Round(degrees*1e6) / 1e6 }

func kind(e directory.Entry) int {
	switch {
	case e.Placed:
		return placed
	case e.Astray:
		return astray
	case e.Hidden:
		return hidden
	}
	return everywhere
}

func openSQLite(ctx context.Context, file string) (*database, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro&immutable=1&_pragma=mmap_size(268435456)&_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	d := &database{db: db}
	if d.find, err = db.PrepareContext(ctx, nearest); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if d.record, err = db.PrepareContext(ctx, "select record from service where id = ?"); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return d, nil
}

// Close lets go of the file.
func (d *database) Close() error { return errors.Join(d.find.Close(), d.record.Close(), d.db.Close()) }

func (d *database) near(from directory.Point) directory.Store { return question{d, from} }

// question is a database with the place that a question comes from.
type question struct {
	*database
	from directory.Point
}

// Entries implements directory.Store.
func (q question) Entries(ctx context.Context, leaf string) (entries []directory.Entry, err error) {
	squeeze := math.Cos(q.from.Lat * math.Pi / 180)
	rows, err := q.find.QueryContext(ctx, leaf, q.from.Lat, q.from.Lon, squeeze*squeeze)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e directory.Entry
		var k int
		if err := rows.Scan(&e.ID, &k, &e.At.Lat, &e.At.Lon); err != nil {
			return nil, err
		}
		e.Placed, e.Astray, e.Hidden = k == placed, k == astray, k == hidden
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

// Service implements directory.Store.
func (q question) Service(ctx context.Context, id string) (directory.Service, error) {
	var b []byte
	err := q.record.QueryRowContext(ctx, id).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return directory.Service{}, directory.ErrNoService
	}
	if err != nil {
		return directory.Service{}, err
	}
	return pack.DecodeRecord(b)
}

// Postcode implements directory.Store.
func (q question) Postcode(ctx context.Context, postcode string) (at directory.Point, err error) {
	err = q.db.QueryRowContext(ctx, "select lat, lon from postcode where postcode = ?", postcode).Scan(&at.Lat, &at.Lon)
	if errors.Is(err, sql.ErrNoRows) {
		return at, directory.ErrUnknownPostcode
	}
	return at, err
}
