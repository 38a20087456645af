package main

import (
	"context"
	"log/slog"
	"path/filepath"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/usage"
)

// books are the lists that a kiosk shows: the pack that it was given, the last good one where
// that is damaged, or the built-in content.
type books struct {
	store  directory.Store
	shelf  *content.Shelf // nil where no pack was given
	own    bool           // nothing but the built-in content could be shown at the start
	health func(what string)
}

// openContent opens the pack. Whatever is wrong with it, the kiosk shows something and staff
// are told.
func openContent(s settings, tree *needs.Tree, log *slog.Logger) (*books, error) {
	b := &books{health: func(string) {}}
	if s.content != "" {
		var err error
		b.shelf, err = content.OpenShelf(s.content, filepath.Join(s.data, "packs"), content.ShelfOptions{
			Log: log, Refused: func(error) { b.health(usage.ContentKept) },
		})
		if err != nil {
			return nil, mendf("packs cannot be kept: %v. Choose a folder that this user can write to, with --data DIR.", err)
		}
		if b.store = b.shelf.Store(); b.store != nil {
			return b, nil
		}
	}
	b.own = b.shelf != nil
	known := func(id string) bool { _, ok := tree.Leaf(id); return ok }
	built, err := content.Builtin(known)
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

// notices tells staff of a pack that was refused.
func (b *books) notices() []glass.Notice {
	if b.shelf == nil {
		return nil
	}
	why := b.shelf.Fault()
	switch {
	case why == "":
		return nil
	case b.own && b.shelf.Store() == nil:
		return []glass.Notice{{ID: usage.ContentDamaged, Detail: why}}
	default:
		return []glass.Notice{{ID: usage.ContentKept, Detail: why}}
	}
}

func (b *books) close() error {
	if b.shelf == nil {
		return nil
	}
	return b.shelf.Close()
}
