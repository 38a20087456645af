// Package durable puts files on a disk so that they outlast a power cut.
//
// A file is there whole or not at all: it is written under another name in the same folder,
// synced, given its name, and then its folder is synced, because a new name is lost in a
// power cut until its folder has been. An error leaves the file that was there before as it
// was, and nothing beside it; only where the very last step failed, the sync of the folder,
// is the new file in its place and may not outlast a power cut.
//
// The package knows bytes and names. What is in a file is its owner's business.
package durable

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// WriteFile writes a file whole, or leaves what was there. The mode, less the process's umask,
// is the file's from its first byte.
func WriteFile(path string, b []byte, mode fs.FileMode) error {
	return Write(path, bytes.NewReader(b), mode)
}

// Write is WriteFile for what is too large to be held in memory.
func Write(path string, from io.Reader, mode fs.FileMode) error {
	return writer{disk{}}.write(path, from, mode, false)
}

// CreateFile writes a file whole where there is none. It fails with fs.ErrExist, and leaves
// the file as it is, where another was first: of several that make a file at the same
// moment, all go on with the same one.
func CreateFile(path string, b []byte, mode fs.FileMode) error {
	return writer{disk{}}.write(path, bytes.NewReader(b), mode, true)
}

// WriteIn is WriteFile for a name in a folder that somebody else may have prepared, such as a USB
// stick's: no link leads out of the folder, and nothing that is there already is written through.
func WriteIn(folder *os.Root, name string, b []byte, mode fs.FileMode) error {
	return writer{rooted{folder}}.write(name, bytes.NewReader(b), mode, false)
}

// SyncIn is SyncFolder for a folder that is open.
func SyncIn(folder *os.Root) error { return writer{rooted{folder}}.syncFolder(".") }

// Replace returns a finished file the name of another in the same folder, and makes both lasting.
// It is for files that somebody else writes, such as a database. Where it fails, the file
// that was to come is removed.
func Replace(from, to string) error { return writer{disk{}}.replace(from, to) }

// SyncFolder makes names that were given or taken in a folder outlast a power cut. File systems
// that cannot sync a folder, as on some USB sticks, are passed over: nothing can be done there.
func SyncFolder(folder string) error { return writer{disk{}}.syncFolder(folder) }

// SetAside renames a damaged file to NAME.bad-TIME, in UTC and with a number behind it where
// that is taken, and returns where it is now. It never overwrites another.
func SetAside(path string, now time.Time) (string, error) {
	base := strings.TrimSuffix(path, filepath.Ext(path)) + ".bad-" + now.UTC().Format("20060102T150405Z")
	aside := base
	for i := 2; ; i++ {
		err := renameNew(path, aside)
		if err == nil {
			return aside, SyncFolder(filepath.Dir(path))
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("set a damaged file aside: %w", err)
		}
		aside = fmt.Sprintf("%s-%d", base, i)
	}
}

// renameNew renames a file to a name that is free.
func renameNew(from, to string) error {
	err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, unix.RENAME_NOREPLACE)
	if !errors.Is(err, unix.EINVAL) && !errors.Is(err, unix.ENOSYS) {
		return err
	}
	// This file system cannot do both in one step.
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, fs.ErrExist)
	}
	return os.Rename(from, to)
}

// part marks the name of a file that is not whole yet.
const part = ".part-"

// partName returns a name beside a file that nobody else uses. Names that begin with a dot are
// passed over by everything here that reads a folder.
func partName(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+part+rand.Text()[:8])
}

// sweepAfter is how old a half-written file is that nobody can be writing any more.
const sweepAfter = time.Hour

// Sweep removes what power cuts have left half written in a folder more than an hour ago.
func Sweep(folder string, now time.Time) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sweep %s: %w", folder, err)
	}
	for _, e := range entries {
		name, end, found := strings.Cut(e.Name(), part)
		if !found || !strings.HasPrefix(name, ".") || len(end) != 8 || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil || now.Sub(info.ModTime()) < sweepAfter {
			continue // it has gone by itself, or is being written
		}
		if err := os.Remove(filepath.Join(folder, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("sweep %s: %w", folder, err)
		}
	}
	return nil
}

// A filer is what is asked of a file system; the tests put one in its place that fails at
// every step in turn and sees in which order the steps come.
type filer interface {
	Create(path string, mode fs.FileMode) (file, error)
	Open(path string) (file, error)
	Rename(from, to string) error
	Link(from, to string) error
	Remove(path string) error
}

type file interface {
	io.Writer
	Sync() error
	Close() error
}

type writer struct{ filer }

func (w writer) write(path string, from io.Reader, mode fs.FileMode, fresh bool) error {
	tmp := partName(path)
	f, err := w.Create(tmp, mode)
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	_, err = io.Copy(f, from)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	switch {
	case err != nil:
	case fresh:
		err = w.Link(tmp, path)
	default:
		err = w.Rename(tmp, path)
	}
	if err != nil || fresh {
		err = errors.Join(err, w.Remove(tmp))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return w.syncFolder(filepath.Dir(path))
}

func (w writer) replace(from, to string) error {
	f, err := w.Open(from)
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	if err == nil {
		err = w.Rename(from, to)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("replace %s: %w", filepath.Base(to), err), w.Remove(from))
	}
	return w.syncFolder(filepath.Dir(to))
}

func (w writer) syncFolder(folder string) error {
	d, err := w.Open(folder)
	if err != nil {
		return fmt.Errorf("sync the folder: %w", err)
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	if err := errors.Join(err, d.Close()); err != nil {
		return fmt.Errorf("sync the folder: %w", err)
	}
	return nil
}

// disk is the file system.
type disk struct{}

func (disk) Create(path string, mode fs.FileMode) (file, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (disk) Open(path string) (file, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (disk) Rename(from, to string) error { return os.Rename(from, to) }
func (disk) Link(from, to string) error   { return os.Link(from, to) }

func (disk) Remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
