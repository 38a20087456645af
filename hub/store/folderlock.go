package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// A folderLock lets one process at a time change the tables of the databases in a folder. It
// ends with its process, and leaves no file behind.
type folderLock struct {
	path string
	held *os.File
}

// lockTime is how long a process waits for another that brings the tables up to date.
const lockTime = 30 * time.Second

// Lock waits until nobody else is at it.
func (l *folderLock) Lock(ctx context.Context, _ *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, lockTime)
	defer cancel()
	f, err := os.Open(l.path)
	if err != nil {
		return fmt.Errorf("lock the folder: %w", err)
	}
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			l.held = f
			return nil
		}
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			return errors.Join(fmt.Errorf("lock the folder: %w", err), f.Close())
		}
		select {
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("lock the folder: %w", ctx.Err()), f.Close())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Unlock lets the next one go on.
func (l *folderLock) Unlock(context.Context, *sql.DB) error { return l.held.Close() }
