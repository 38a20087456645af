package store

import (
	"context"
	"database/sql"
	"time"

	"frontdoor/internal/durable"
)

// A folderLock lets one process at a time change the tables of the databases in a folder. It
// ends with its process, and leaves no file behind.
type folderLock struct {
	path string
	held *durable.Lock
}

// lockTime is how long a process waits for another that brings the tables up to date.
const lockTime = 30 * time.Second

// Lock waits until nobody else is changing the tables.
func (l *folderLock) Lock(ctx context.Context, _ *sql.DB) (err error) {
	ctx, cancel := context.WithTimeout(ctx, lockTime)
	defer cancel()
	l.held, err = durable.WaitLock(ctx, l.path)
	return err
}

// Unlock lets the next one go on.
func (l *folderLock) Unlock(context.Context, *sql.DB) error { return l.held.Close() }
