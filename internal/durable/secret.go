package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// ErrOthers means that a file with a secret in it can be read or written by other users.
var ErrOthers = errors.New("other users of this machine can read or write it")

// maxSecret bounds a file with a secret.
const maxSecret = 64 << 10

// ReadSecret reads a file that holds a secret, of at most 64 KiB. It returns what it has read beside
// an error that is ErrOthers, so that its caller may say first what else is wrong.
func ReadSecret(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	switch {
	case err != nil:
		return nil, err
	case len(b) > maxSecret:
		return nil, fmt.Errorf("%s is larger than any file with a secret", path)
	}
	return b, checkSecret(path, info)
}

// checkSecret returns ErrOthers where others can read or write a file. A file that is another
// user's, such as root's, may be read by a group: it is by that group that this program reads it. A
// pipe is nobody else's.
func checkSecret(path string, info fs.FileInfo) error {
	open := fs.FileMode(0o077)
	if at, ok := info.Sys().(*syscall.Stat_t); ok && int(at.Uid) != os.Geteuid() {
		open = 0o037
	}
	if info.Mode().IsRegular() && info.Mode().Perm()&open != 0 {
		return fmt.Errorf("%s: %w. Make it yours alone: chmod 600 %s", path, ErrOthers, path)
	}
	return nil
}

// Private makes a file that a shell has opened for a program's output its owner's alone, before
// anything is written to it. What is no file, such as a terminal, is left as it is.
func Private(w io.Writer) error {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Mode().Perm()&0o077 == 0 {
		return nil //nolint:nilerr // the write that follows says what is wrong with it
	}
	if err := f.Chmod(0o600); err != nil {
		return fmt.Errorf("a secret would be written to a file that others can read: %w", err)
	}
	return nil
}
