package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"syscall"
)

// A spare is a folder in memory for a kiosk whose own folder cannot be written: a card that has
// gone read-only, a full disk, a folder that belongs to somebody else. Help does not wait for a
// disk. What is kept there goes with the kiosk's end.
type spare struct{ folder string }

// needed reports whether an error of a folder is one that a spare helps with. A path through
// something that is no folder is a slip of whoever typed it, and is said to them.
func needed(err error) bool { return err != nil && !errors.Is(err, syscall.ENOTDIR) }

// make returns the spare folder, which is made when it is first needed.
func (s *spare) make(why error, log *slog.Logger) (string, error) {
	if s.folder != "" {
		return s.folder, nil
	}
	for _, in := range []string{"/dev/shm", os.Getenv("XDG_RUNTIME_DIR"), os.TempDir()} {
		if in == "" {
			continue
		}
		folder, err := os.MkdirTemp(in, "frontdoor-")
		if err != nil {
			continue
		}
		log.Error("the kiosk's folder cannot be written: what is new is kept in memory until it ends", "err", why)
		s.folder = folder
		return folder, nil
	}
	return "", fmt.Errorf("keep anything in memory instead: no folder could be made: %w", why)
}

// close removes the folder.
func (s *spare) close() error {
	if s.folder == "" {
		return nil
	}
	return os.RemoveAll(s.folder)
}
