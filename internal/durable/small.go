package durable

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
)

// ReadSmall returns a file whose name somebody wrote into settings: a plain one of at most a number of
// bytes. A device or a pipe is refused, and not waited for.
func ReadSmall(path string, most int64) (b []byte, err error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a plain file", path)
	case info.Size() > most:
		return nil, fmt.Errorf("%s is larger than %d KB", path, most>>10)
	}
	return io.ReadAll(io.LimitReader(f, most))
}
