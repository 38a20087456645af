package durable

import (
	"errors"
	"io/fs"
	"os"
)

// rooted is a folder out of which no name leads.
type rooted struct{ root *os.Root }

func (r rooted) Create(path string, mode fs.FileMode) (file, error) {
	f, err := r.root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (r rooted) Open(path string) (file, error) {
	f, err := r.root.Open(path)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (r rooted) Rename(from, to string) error { return r.root.Rename(from, to) }
func (r rooted) Link(from, to string) error   { return r.root.Link(from, to) }

func (r rooted) Remove(path string) error {
	if err := r.root.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
