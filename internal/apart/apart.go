// Package apart looks at a file in a process of its own, because what is damaged, or was made to
// harm, can end or hang the process that reads it. It knows neither the file nor who relies on it.
package apart

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Errors of a look.
var (
	ErrFailed = errors.New("it cannot be read") // the child refused the file, crashed or was ended by a limit
	ErrSlow   = errors.New("it could not be read in time")
)

// Run starts a program that looks at a file and waits for it, at most for patience. The error
// is ErrFailed with the first line of what the child said, ErrSlow, ctx's, or why no
// child could be started.
func Run(ctx context.Context, patience time.Duration, program string, args ...string) error {
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(limited, program, args...)
	cmd.WaitDelay = time.Second
	said := &words{}
	cmd.Stderr = said
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return fmt.Errorf("%w: within %v", ErrSlow, patience)
	case errors.As(err, &exit):
		return fmt.Errorf("%w: %s: %s", ErrFailed, exit.String(), said)
	}
	return err
}

// Bound keeps this process, a child that is about to look at a file, from taking all memory: it may
// take a number of bytes more than it has. It returns an error where that cannot be had.
func Bound(more uint64) error {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return fmt.Errorf("bound the memory: %w", err)
	}
	fields := strings.Fields(string(b))
	if len(fields) < 6 {
		return errors.New("bound the memory: the system does not say how much there is")
	}
	pages, err := strconv.ParseUint(fields[5], 10, 64)
	if err != nil {
		return fmt.Errorf("bound the memory: %w", err)
	}
	most := pages*uint64(os.Getpagesize()) + more //nolint:gosec // a page has some thousand bytes
	if err := syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
		return fmt.Errorf("bound the memory: %w", err)
	}
	return nil
}

// words keeps the first line of what a child says: the rest may be a stack.
type words struct{ b []byte }

func (w *words) Write(p []byte) (int, error) {
	w.b = append(w.b, p[:min(len(p), max(0, 400-len(w.b)))]...)
	return len(p), nil
}

func (w *words) String() string {
	line, _, _ := strings.Cut(string(w.b), "\n")
	return line
}
