package durable

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// ErrLocked means that another process, or another holder in this one, has the lock.
var ErrLocked = errors.New("it is locked by another")

// A Lock holds a file or a folder for one holder, until it is closed or its process ends. It
// keeps out only those that ask for it too.
type Lock struct{ f *os.File }

// TryLock takes the lock of a file or folder, or fails with ErrLocked. A file that is not there
// is made, for this user only; a folder has to be there.
func TryLock(path string) (*Lock, error) {
	f, err := openLock(path)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	switch {
	case err == nil:
		return &Lock{f}, nil
	case errors.Is(err, unix.EWOULDBLOCK):
		err = ErrLocked
	}
	return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), f.Close())
}

// lockEvery is how often WaitLock asks.
const lockEvery = 20 * time.Millisecond

// WaitLock takes the lock of a file or folder as TryLock does, and waits for it until ctx ends.
// The error then is both ErrLocked and that of ctx.
func WaitLock(ctx context.Context, path string) (*Lock, error) {
	again := time.NewTicker(lockEvery)
	defer again.Stop()
	for {
		l, err := TryLock(path)
		if !errors.Is(err, ErrLocked) {
			return l, err
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(err, ctx.Err())
		case <-again.C:
		}
	}
}

// Close lets the next one go on. It leaves the file where it is.
func (l *Lock) Close() error { return l.f.Close() }

func openLock(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return os.Open(path)
	}
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
}
