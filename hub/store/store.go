// Package store keeps what kiosks counted, once.
//
// A record is known by (kiosk, epoch, seq). Add takes a batch in one transaction: it locks
// the kiosk's mark for the epoch, passes over what it has, adds the rest to the totals,
// moves the mark, and only then answers. So whatever is sent twice, late or cut short
// changes nothing, and what was answered for is on the disk. A gap is refused until the
// kiosk declares it lost, and is then written down.
//
// Beside the totals there are sites, kiosks, and the SHA-256 of keys; a key itself is
// nowhere. The package knows neither HTTP nor what a value means, and its figures are exact:
// only [frontdoor/hub/disclosure] may pass them on.
//
// SQLite keeps one hub's counts in one file, PostgreSQL those of several hubs on a server, or
// on one with standbys that take over. They share one code (tables.go): both decide alike what
// to take (taking.go), and only what the databases do differently is in sqlite_tx.go and
// postgres_tx.go. Both pass the same tests (conformance_test.go), and bring their tables up to
// date by the steps in migrations when they are opened. Check looks through either.
package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"frontdoor/internal/enrol"
	"frontdoor/kiosk/usage"
)

// Errors of opening a store.
var (
	// ErrDamaged means that the file is not a database, or is a broken one.
	ErrDamaged = errors.New("the database is damaged")
	// ErrNewer means that a later version of the hub wrote the database.
	ErrNewer = errors.New("the database was written by a later version of the hub")
)

// Errors of keys and batches. They are final: trying the same again does not help.
var (
	ErrUnknownKey = errors.New("this key is not known here")
	ErrRevoked    = errors.New("this key has been withdrawn")
	ErrName       = enrol.ErrName
	ErrElsewhere  = errors.New("the kiosk is at another site")
	ErrTaken      = errors.New("the key belongs to another kiosk")
	ErrNoKiosk    = errors.New("there is no such kiosk")
	ErrRange      = errors.New("a number is out of range")
	ErrCode       = errors.New("this code is not known here")
	ErrUsed       = errors.New("this code has been used")
	ErrLate       = errors.New("this code has expired")
)

// ErrClock means that the hub's own clock is wrong, so that it cannot judge a kiosk's. It passes:
// the same batch is taken once the clock is right.
var ErrClock = errors.New("the hub's clock is wrong")

// A GapError means that records are missing between what the hub has and what it was sent,
// and that the kiosk has not declared them lost.
type GapError struct {
	First, Last uint64 // the missing records
}

func (e *GapError) Error() string {
	return fmt.Sprintf("records %d to %d are missing", e.First, e.Last)
}

// A Digest is the SHA-256 of a key. Keys are long and random, so it needs no salt.
type Digest [sha256.Size]byte

// DigestOf returns the digest of a key.
func DigestOf(key string) Digest { return sha256.Sum256([]byte(key)) }

// A Store takes counts in and returns totals. Its methods may be called at the same time, and
// from several hubs on one database.
type Store interface {
	// KioskOf returns the name of the kiosk that a key was made for. Its errors are
	// ErrUnknownKey, ErrRevoked, and those of the disk.
	KioskOf(ctx context.Context, key Digest) (string, error)
	// Add takes a batch of a kiosk that was heard at now, and returns the last record that is
	// on the disk, even beside a GapError. The batch's own name of the kiosk is not read.
	Add(ctx context.Context, kiosk string, batch usage.Batch, now time.Time) (uint64, error)
	// Totals returns the exact totals of a query, all of one moment.
	Totals(ctx context.Context, q Query) (Totals, error)
}

// A Register is who may send counts.
type Register interface {
	// Enrol adds a key for a kiosk at a site, and makes each where there is none. A kiosk
	// never moves to another site: what it counted there would seem to move with it.
	Enrol(ctx context.Context, site, kiosk string, key Digest, now time.Time) error
	// Revoke withdraws every key of a kiosk, and every code for it, and returns how many keys.
	// Its counts stay.
	Revoke(ctx context.Context, kiosk string, now time.Time) (int, error)
	// Kiosks returns every kiosk, ordered by site and name.
	Kiosks(ctx context.Context) ([]Kiosk, error)
	// ForgetGaps forgets what a kiosk declared lost, and returns how many gaps that were. Where one
	// is wider than any kiosk can have lost, the hub goes back to what it had before. No count
	// changes.
	ForgetGaps(ctx context.Context, kiosk string) (int, error)
	// Newest returns when any kiosk was last heard, by the hub's clock then; zero for never.
	Newest(ctx context.Context) (time.Time, error)
	// TrustClock says that it is now: kiosks that were heard later, by a clock that was wrong, were
	// heard now. It returns how many those are.
	TrustClock(ctx context.Context, now time.Time) (int, error)
}

// An Enroller lets kiosks enrol themselves with a code that is used once.
type Enroller interface {
	// Offer adds a code for a kiosk at a site, and makes each where there is none.
	Offer(ctx context.Context, site, kiosk string, code Digest, until time.Time) error
	// Redeem adds a key for the code's kiosk. The same code with the same key may come again: the
	// first answer may have been lost. Its errors are ErrCode, ErrUsed, ErrLate, ErrTaken, and those of
	// the disk.
	Redeem(ctx context.Context, code, key Digest, now time.Time) (kiosk, site string, err error)
}

// A Kiosk is one that was enrolled.
type Kiosk struct {
	Name string
	Site string
	Keys int // that may be used
	// Withdrawn says that a key of it was withdrawn, Invited that a code is out with which it can
	// enrol. Without a key and either, it was invited and never enrolled.
	Withdrawn, Invited bool
	Heard              time.Time // when it last sent a batch, by the hub's clock; zero for never
	Lost               uint64    // records that it declared lost
	// Version is that of the program that sent the last batch; empty when it did not say.
	Version string
}

// A Query says which totals.
type Query struct {
	Site     string // empty for all of them
	From, To usage.Hour
}

// Totals are exact counts, which no reader may see before disclosure control.
type Totals struct {
	Cells   []Cell      // by site, in the hours asked for, of clocks that can be trusted
	Hours   []HourCount // visits by hour and site, of the same, the earliest first
	Undated []Cell      // visits of every hour whose clock was doubtful: their day is not known
}

// A Cell is a count of a site.
type Cell struct {
	Site string
	usage.Cell
}

// An HourCount is the visits of an hour at a site.
type HourCount struct {
	Site  string
	Hour  usage.Hour
	Count uint64
}

// CheckNames returns ErrName, with the rule that is broken, where a site and a kiosk cannot be
// enrolled under these names.
func CheckNames(site, kiosk string) error { return enrol.CheckNames(site, kiosk) }
