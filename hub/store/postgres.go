package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Errors of opening a database on a server.
var (
	// ErrAddress means that an address is not a database's. It does not say more, for an
	// address may hold a password.
	ErrAddress = errors.New("not the address of a database")
	// ErrUnsafe means that a server would lose what it has said yes to.
	ErrUnsafe = errors.New("the database server does not write to its disk: fsync is off")
	// ErrOld means that a server is older than those that this store was tested with.
	ErrOld = errors.New("PostgreSQL 15 or later is needed")
)

// Bounds of talking to a server. A kiosk asks again, so nothing here waits for long.
const (
	oldestServer   = 150000 // server_version_num
	connectTime    = 5 * time.Second
	pingTime       = 2 * time.Second
	patience       = 15 * time.Second // of one call, with all its attempts
	firstPause     = 100 * time.Millisecond
	mostPause      = 2 * time.Second
	connections    = 16
	migratePeriod  = 1  // seconds between two checks whether another hub is done
	migratePeriods = 60 // looks
)

// sessionSettings are those of every connection that the address does not choose itself.
var sessionSettings = [...][2]string{
	{"application_name", "frontdoor-hub"},
	{"lock_timeout", "5000"},                         // of waiting for another hub
	{"idle_in_transaction_session_timeout", "30000"}, // of a hub that is gone in the middle
	{"tcp_user_timeout", "20000"},                    // and one whose cable was cut
	// No statement_timeout: it would end the wait for a synchronous standby with a yes.
}

// Postgres is a store in a PostgreSQL database. Several hubs may have it open, and several
// servers may hold it, of which one takes writes.
type Postgres struct {
	tables
	pool *pgxpool.Pool
}

var (
	_ Store    = (*Postgres)(nil)
	_ Register = (*Postgres)(nil)
	_ Enroller = (*Postgres)(nil)
)

// OpenPostgres opens the database at an address such as
// postgres://hub@one.example,two.example/counts, and makes its tables where there are none. Of
// several servers it takes the one that takes writes, now and after every fault. A server that
// would lose what it has said yes to is refused with ErrUnsafe.
func OpenPostgres(ctx context.Context, address string) (*Postgres, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", ErrAddress)
	}
	settle(config)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the store: %w", err)
	}
	p := &Postgres{pool: pool}
	p.tables = tables{p, onServer}
	if err := p.prepare(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("open the store: %w", err)
	}
	return p, nil
}

// settle fills in what an address leaves open.
func settle(config *pgxpool.Config) {
	c := config.ConnConfig
	for _, s := range sessionSettings {
		if _, chosen := c.RuntimeParams[s[0]]; !chosen {
			c.RuntimeParams[s[0]] = s[1]
		}
	}
	if c.ValidateConnect == nil {
		c.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	c.ConnectTimeout = min(c.ConnectTimeout, connectTime)
	if c.ConnectTimeout <= 0 {
		c.ConnectTimeout = connectTime
	}
	config.MaxConns = max(config.MaxConns, connections)
	config.PingTimeout = pingTime
	config.AfterConnect = insist
	c.OnNotice = note
}

// insist makes every commit of a connection wait for the disk, and for the synchronous standby
// where there is one, whatever the server's settings say.
func insist(ctx context.Context, c *pgx.Conn) error {
	_, err := c.Exec(ctx, `SELECT set_config('synchronous_commit', 'on', false)
		WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')`)
	return err
}

// warned is where a connection remembers that the server had a warning. When somebody ends the
// wait for a synchronous standby, the server says yes to the commit, with a warning.
const warned = "warned"

func note(c *pgconn.PgConn, n *pgconn.Notice) {
	if n.SeverityUnlocalized == "WARNING" {
		c.CustomData()[warned] = n.Message
	}
}

// Close closes every connection. A store that is not closed loses nothing.
func (p *Postgres) Close() error {
	p.pool.Close()
	return nil
}

// prepare looks at the server and brings the tables up to date.
func (p *Postgres) prepare(ctx context.Context) error {
	var version, fsync string
	if err := p.pool.QueryRow(ctx, `SELECT current_setting('server_version_num'), current_setting('fsync')`).Scan(&version, &fsync); err != nil {
		return err
	}
	if n, err := strconv.Atoi(version); err != nil || n < oldestServer {
		return ErrOld
	}
	if fsync != "on" {
		return ErrUnsafe
	}
	one, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(migratePeriod, migratePeriods))
	if err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(p.pool)
	return errors.Join(migrate(ctx, goose.DialectPostgres, db, goose.WithSessionLocker(one)), db.Close())
}

// again tries until it is done, the fault is not one that passes, or patience ends.
func (p *Postgres) again(ctx context.Context, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for pause := firstPause; ; pause = min(2*pause, mostPause) {
		err := try(ctx)
		if err == nil || ctx.Err() != nil || !passes(err) {
			return err
		}
		if broken(err) {
			p.pool.Reset() // the others lead to the same server
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(rand.N(pause)):
		}
	}
}

// passes reports whether the same again may succeed.
func passes(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01") { // two that crossed
		return true
	}
	return broken(err)
}

// broken reports whether an error is of the way to the server, or of one that is no longer the one
// to write to.
func broken(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch e.Code {
		case "25006", "57P01", "57P02", "57P03": // only reads; is shut down; crashes; is not up yet
			return true
		}
		return len(e.Code) == 5 && e.Code[:2] == "08"
	}
	var connect *pgconn.ConnectError
	var way net.Error
	return errors.As(err, &connect) || errors.As(err, &way) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err)
}
