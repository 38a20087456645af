package store

import "context"

// tables is a store on either database: what both are asked in the same words is written once,
// on this type, and what they are asked differently is in a dialect or in a transaction.
// SQLite and Postgres embed it.
type tables struct {
	db   database
	says dialect
}

// A database runs transactions. It may run the function that it is given more than once.
type database interface {
	// write returns nil once everything that the function wrote is on the disk.
	write(ctx context.Context, do func(context.Context, transaction) error) error
	// read shows the function one moment, and keeps nobody waiting.
	read(ctx context.Context, do func(context.Context, transaction) error) error
	// one reads one row outside a transaction. Its errors are those of a transaction's one.
	one(ctx context.Context, query string, values args, into ...any) error
}

// A transaction is what the store does with the tables at one moment. Queries name their
// values, as in @site.
type transaction interface {
	// exec returns how many rows a statement changed.
	exec(ctx context.Context, query string, values args) (int64, error)
	// one reads one row, and returns sql.ErrNoRows where there is none.
	one(ctx context.Context, query string, values args, into ...any) error
	// each calls do with the Scan of every row.
	each(ctx context.Context, query string, values args, do func(scan func(...any) error) error) error
	// lock returns where a kiosk's counts go and how far its records are kept, and holds both
	// until the transaction ends: nobody else moves the mark, in this hub or in another. It
	// returns ErrNoKiosk for a kiosk that was never enrolled.
	lock(ctx context.Context, kiosk string, epoch uint64) (place, uint64, error)
	// keep writes what is taken of a batch, and that the kiosk was heard.
	keep(ctx context.Context, at place, t taking, h heard) error
	// pages returns an error for what the database itself finds wrong with its pages and keys.
	pages(ctx context.Context) error
}

// args are the values of a query by their names.
type args map[string]any

// A place is where a batch is kept, as the tables number it.
type place struct {
	kiosk, site, epoch int64
	newest             int64 // when any kiosk was last heard, in seconds since 1970; nought for never
}

// heard is what the hub learns of a kiosk from a batch, whatever the batch counts.
type heard struct {
	at      int64   // seconds since 1970, by the hub's clock
	version *string // of the kiosk's program; nil when it did not say
}

// A dialect is what the two databases call by different names.
type dialect struct {
	now      string // seconds since 1970, by the database's clock
	sum      string // of the counts of rows: it stops at what fits, and never fails
	lost     string // of the lengths of a kiosk's gaps, likewise
	lockCode string // ends a query that reads a code which is about to be used
	ever     string // the cells of all time before @to: see totals.go
}
