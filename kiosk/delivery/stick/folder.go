package stick

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"frontdoor/internal/durable"
)

// MaxFile bounds what is read from a stick, file by file.
const MaxFile = 1 << 20

// mostNames bounds how many files of a folder are looked at.
const mostNames = 100_000

// Errors of a stick, for staff.
var (
	ErrNoStick = errors.New("there is no folder \"frontdoor\" on the stick")
	ErrFull    = errors.New("the stick is full")
	ErrSlow    = errors.New("the stick does not answer: take it out, and use another")
)

// A Stick is a stick's folder that is open. Anybody can have made it: no name leads out of it, a
// link is neither followed nor written through, and only a plain file of at most MaxFile bytes
// is read. What else is there is passed over.
type Stick struct{ root *os.Root }

// Open opens the stick in a folder. One that is not ours is ErrNoStick.
func Open(folder string) (s *Stick, err error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, ErrNoStick
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	own, err := plain(root, Root)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errOdd) {
		return nil, ErrNoStick
	}
	if err != nil {
		return nil, fmt.Errorf("the stick: %w", err)
	}
	return &Stick{own}, nil
}

// Prepare makes a stick of ours of whatever is in a folder, and opens it.
func Prepare(folder string) (*Stick, error) {
	if err := os.Mkdir(filepath.Join(folder, Root), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, full(err)
	}
	return Open(folder)
}

// Close lets go of the stick.
func (s *Stick) Close() error { return s.root.Close() }

// errOdd means that something on a stick is not what we write there.
var errOdd = errors.New("it is a link, or not a plain file or folder of ours")

// plain opens a folder in a folder that is no link.
func plain(in *os.Root, name string) (*os.Root, error) {
	info, err := in.Lstat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, errOdd
	}
	return in.OpenRoot(name)
}

// Names returns the names in a folder of the stick that end in a certain way, in order; none where there
// is no folder. Names that begin with a dot are of files that are not whole.
func (s *Stick) Names(folder, end string) (names []string, err error) {
	in, err := plain(s.root, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the stick: %s: %w", folder, err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	d, err := in.Open(".")
	if err != nil {
		return nil, fmt.Errorf("the stick: %w", err)
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	all, err := d.Readdirnames(mostNames)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the stick: %w", err)
	}
	for _, name := range all {
		if strings.HasSuffix(name, end) && !strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// Read returns a file of the stick.
func (s *Stick) Read(folder, name string) (b []byte, err error) {
	in, err := plain(s.root, folder)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	before, err := in.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() || before.Size() > MaxFile {
		return nil, errors.New("it is not a file, or it is too large")
	}
	// Whoever holds the stick may change it meanwhile: a pipe is not waited for.
	f, err := in.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	now, err := f.Stat()
	if err != nil || !os.SameFile(before, now) {
		return nil, errors.Join(errOdd, err)
	}
	return io.ReadAll(io.LimitReader(f, MaxFile))
}

// Write writes a file that is there whole or not at all, even when the stick is pulled out.
func (s *Stick) Write(folder, name string, b []byte) (err error) {
	if err := s.root.Mkdir(folder, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return full(err)
	}
	in, err := plain(s.root, folder)
	if err != nil {
		return full(err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if strings.ContainsRune(name, filepath.Separator) {
		return full(errOdd)
	}
	if err := durable.WriteIn(in, name, b, 0o644); err != nil {
		return full(err)
	}
	return nil
}

// Remove takes a file off the stick.
func (s *Stick) Remove(folder, name string) (err error) {
	in, err := plain(s.root, folder)
	if err != nil {
		return full(err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := in.Remove(name); err != nil {
		return full(err)
	}
	return nil
}

// Sync makes what was removed from a folder of the stick outlast its being pulled out.
func (s *Stick) Sync(folder string) (err error) {
	in, err := plain(s.root, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return full(err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := durable.SyncIn(in); err != nil {
		return full(err)
	}
	return nil
}

// full says what is wrong with a stick.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return ErrFull
	}
	return fmt.Errorf("the stick: %w", err)
}

// Within does something with a stick, and returns ErrSlow where that takes longer than limit: a
// stick that is dying, or was made to, can hold up a reading for ever. It returns at once when
// ctx ends, so that a program which is told to end, ends; do may then still wait for the stick.
func Within(ctx context.Context, limit time.Duration, do func(context.Context) error) error {
	limited, stop := context.WithTimeout(ctx, limit)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- do(limited) }()
	select {
	case err := <-done:
		if errors.Is(err, context.DeadlineExceeded) {
			return ErrSlow
		}
		return err
	case <-limited.Done():
		if err := ctx.Err(); err != nil {
			return err
		}
		return ErrSlow
	}
}
