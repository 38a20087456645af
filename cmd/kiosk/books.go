package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"frontdoor/internal/cli"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack"
)

// books are the lists that a kiosk shows: the pack that it was given, the last good one where
// that is damaged, or the built-in content.
type books struct {
	store directory.Store
	shelf *pack.Shelf // nil where no pack was given
}

// openBooks opens the pack. Whatever is wrong with it, the kiosk shows something and staff are
// told; refused is told of later packs that are none.
func openBooks(file, data string, instead *spare, refused func(error), log *slog.Logger) (*books, error) {
	b := &books{}
	if file != "" {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("find this program: %w", err)
		}
		options := pack.ShelfOptions{Log: log, Refused: refused, Probe: pack.ProbeWith(self, probePack)}
		b.shelf, err = pack.OpenShelf(file, filepath.Join(data, "packs"), options)
		if needed(err) || err == nil && instead.folder != "" && b.shelf.Store() == nil {
			// A pack that is good cannot be copied to where nothing can be written.
			var folder string
			if folder, err = instead.make(err, log); err == nil {
				b.shelf, err = pack.OpenShelf(file, filepath.Join(folder, "packs"), options)
			}
		}
		if err != nil {
			return nil, cli.Mendf("packs cannot be kept: %v. Choose a folder that this user can write to, with --data DIR.", err)
		}
		if b.store = b.shelf.Store(); b.store != nil {
			return b, nil
		}
	}
	built, err := pack.Builtin()
	if err != nil {
		return nil, err
	}
	b.store = directory.NewMemory(built.Services, built.Postcodes)
	return b, nil
}

// run looks for new packs until ctx ends.
func (b *books) run(ctx context.Context) error {
	if b.shelf == nil {
		return nil
	}
	return b.shelf.Run(ctx)
}

func (b *books) close() error {
	if b.shelf == nil {
		return nil
	}
	return b.shelf.Close()
}
