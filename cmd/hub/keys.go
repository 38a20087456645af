package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"frontdoor/hub/store"
	"frontdoor/internal/cli"
	"frontdoor/internal/durable"
)

// errWhich asks for the names of a kiosk and its site.
var errWhich = cli.Mendf(`say which kiosk, and at which site: --kiosk demo-1 --site "Example Library"`)

// errMoved explains store.ErrElsewhere.
func errMoved(err error) error {
	return fmt.Errorf("%w. What it counted belongs there: give a kiosk that moves a new name", err)
}

// addKey prints a new key. It is nowhere else: the store has only its digest.
func addKey(ctx context.Context, args []string, stdout, _ io.Writer) (err error) {
	f := newVerb("keys add", "WHERE --site NAME --kiosk NAME",
		"Prints a new key for a kiosk, once: the hub itself keeps only its digest. For a kiosk that can enrol, use hub enrol.")
	site, kiosk := kioskFlags(f.FlagSet)
	to := toFlag(f.FlagSet)
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if *site == "" || *kiosk == "" {
		return errWhich
	}
	if err := store.CheckNames(*site, *kiosk); err != nil {
		return cli.Mendf("%v", err)
	}
	if err := free(*to); err != nil {
		return err
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	key := *kiosk + "." + base64.RawURLEncoding.EncodeToString(secret)
	err = s.Enrol(ctx, *site, *kiosk, store.DigestOf(key), time.Now())
	if errors.Is(err, store.ErrElsewhere) {
		return errMoved(err)
	}
	if err != nil {
		return err
	}
	return hand(*to, key, stdout)
}

// toFlag is a file for what nobody else may read.
func toFlag(f *flag.FlagSet) *string {
	return f.String("to", "", "write it to a new `file` that only its owner can read, and not to the terminal")
}

// hand hands over a secret: to a new file, or to standard output. A file that a shell has made for
// it is its owner's alone before the secret is in it.
func hand(to, secret string, stdout io.Writer) error {
	if to == "" {
		if err := durable.Private(stdout); err != nil {
			return err
		}
		_, err := fmt.Fprintln(stdout, secret)
		return err
	}
	err := durable.CreateFile(to, []byte(secret+"\n"), 0o600)
	if errors.Is(err, fs.ErrExist) {
		return cli.Mendf("there is a file %s already, and it was left as it is: choose another name", to)
	}
	return err
}

// free returns an error where a file is there already: nothing is made that could not be handed over.
func free(to string) error {
	if to == "" {
		return nil
	}
	if _, err := os.Lstat(to); err == nil {
		return cli.Mendf("there is a file %s already, and it was left as it is: choose another name", to)
	}
	return nil
}

// listKeys prints every kiosk with what is known of it.
func listKeys(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	f := newVerb("keys list", "WHERE", "Lists every kiosk: how many of its keys may be used, when it was last heard from, and which\nversion it said it runs.")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	kiosks, err := s.Kiosks(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "KIOSK\tSITE\tKEYS\tHEARD\tVERSION")
	for _, k := range kiosks {
		heard := "never"
		if !k.Heard.IsZero() {
			heard = k.Heard.Local().Format("2006-01-02 15:04")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", k.Name, k.Site, keysOf(k), heard, cmp.Or(k.Version, "not known"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, k := range kiosks {
		if k.Lost > store.MostLost {
			fmt.Fprintf(stderr, "hub: %s declares %d hours lost, more than a kiosk can have. If somebody else has its key, withdraw it; hub gaps forget --kiosk %s forgets them\n", k.Name, k.Lost, k.Name)
		}
	}
	return nil
}

// keysOf says how many keys of a kiosk may be used, and why there are none.
func keysOf(k store.Kiosk) string {
	switch {
	case k.Keys > 0:
		return strconv.Itoa(k.Keys)
	case k.Invited:
		return "0, invited"
	case k.Withdrawn:
		return "0, withdrawn"
	}
	return "0, invitation ran out"
}

// revokeKeys withdraws every key of a kiosk.
func revokeKeys(ctx context.Context, args []string, stdout, _ io.Writer) (err error) {
	f := newVerb("keys revoke", "WHERE --kiosk NAME", "Withdraws every key of a kiosk, and every code with which it could enrol. What it counted stays.")
	kiosk := f.String("kiosk", "", "the kiosk's `name`")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if *kiosk == "" {
		return cli.Mendf("say whose keys: --kiosk demo-1")
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	n, err := s.Revoke(ctx, *kiosk, time.Now())
	if errors.Is(err, store.ErrNoKiosk) {
		return fmt.Errorf("there is no kiosk %q: hub keys list shows them all", *kiosk)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%d withdrawn; what %s counted stays\n", n, *kiosk)
	return err
}
