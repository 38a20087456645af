package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"frontdoor/hub/store"
	"frontdoor/internal/cli"
)

// A keeper is everything that the hub's commands need of a store.
type keeper interface {
	store.Store
	store.Register
	store.Enroller
	Close() error
}

// A where is where the counts are kept.
type where struct{ data, database *string }

func whereFlags(f *flag.FlagSet) where {
	return where{
		f.String("data", "", "keep the counts in a file in this `folder`"),
		f.String("database", "", "keep the counts in a PostgreSQL database at this `address`: postgres://USER@HOST/NAME"),
	}
}

// openTime is how long a database server may take to answer when a command begins.
const openTime = 90 * time.Second

// open opens the store. Its errors are sentences that say what is wrong and what to do.
func (w where) open(ctx context.Context) (keeper, error) {
	switch {
	case *w.data != "" && *w.database != "":
		return nil, cli.Mendf("the counts are kept in one place: give --data DIR or --database ADDRESS, not both")
	case *w.database != "":
		return openDatabase(ctx, *w.database)
	case *w.data != "":
		return openFolder(ctx, *w.data)
	}
	return nil, cli.Mendf("say where the counts are kept: --data DIR, or --database postgres://USER@HOST/NAME")
}

func openDatabase(ctx context.Context, address string) (keeper, error) {
	ctx, cancel := context.WithTimeout(ctx, openTime)
	defer cancel()
	s, err := store.OpenPostgres(ctx, address)
	switch {
	case err == nil:
		return s, nil
	case errors.Is(err, store.ErrAddress):
		return nil, cli.Mendf("that is not a database address: write it like postgres://USER@HOST/NAME")
	case errors.Is(err, store.ErrNewer):
		return nil, errors.New("the database was written by a later version of the hub: use that one")
	case errors.Is(err, store.ErrOld):
		return nil, errors.New("the database server is too old: PostgreSQL 15 or later is needed")
	case errors.Is(err, store.ErrUnsafe):
		return nil, errors.New("the database server has fsync turned off and would lose counts in a power cut: turn it on")
	default:
		// The error of a server that is not there has a line for each of its addresses.
		return nil, fmt.Errorf("the counts cannot be kept in the database: %s", strings.Join(strings.Fields(err.Error()), " "))
	}
}

func openFolder(ctx context.Context, folder string) (keeper, error) {
	file := filepath.Join(folder, "hub.db")
	s, err := store.OpenSQLite(ctx, file)
	var at *os.PathError
	switch {
	case err == nil:
		return s, nil
	case errors.Is(err, store.ErrDamaged):
		return nil, fmt.Errorf("%s is damaged and was left as it is. Move it away and put a copy in its place, or none: "+
			"kiosks send again what they still have. Keys in the copy keep working", file)
	case errors.Is(err, store.ErrNewer):
		return nil, fmt.Errorf("%s was written by a later version of the hub: use that one", file)
	case errors.As(err, &at):
		return nil, fmt.Errorf("counts cannot be kept in %s: %w. Choose a folder that this user can write to", folder, at.Err)
	default:
		return nil, fmt.Errorf("counts cannot be kept in %s: %w", folder, err)
	}
}

// identityFlag is where the hub's own keys are kept; by default it is the folder of --data.
func identityFlag(f *flag.FlagSet) *string {
	return f.String("identity", "", "the `folder` of the hub's own keys, where it is not that of --data; hubs on one database share copies of it")
}

func identityFolder(given string, at where) (string, error) {
	switch {
	case given != "":
		return given, nil
	case *at.data != "":
		return *at.data, nil
	}
	return "", cli.Mendf("say where the hub's own keys are kept: --identity DIR. Hubs on one database share copies of it")
}
