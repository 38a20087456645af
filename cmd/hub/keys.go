package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"frontdoor/hub/store"
)

// addKey prints a new key. It is nowhere else: the store has only its digest.
func addKey(ctx context.Context, args []string, stdout io.Writer) (err error) {
	f := flag.NewFlagSet("keys add", flag.ContinueOnError)
	at, site, kiosk := whereFlags(f), f.String("site", "", ""), f.String("kiosk", "", "")
	if err := parse(f, args); err != nil {
		return err
	}
	if *site == "" || *kiosk == "" {
		return callf(`say which kiosk, and where it stands: --kiosk demo-1 --site "Example Library"`)
	}
	if err := store.CheckNames(*site, *kiosk); err != nil {
		return callf("%v", err)
	}
	s, err := at.open(ctx)
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
		return fmt.Errorf("%w. What it counted belongs there: give a kiosk that moves a new name", err)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, key)
	return err
}

// listKeys prints every kiosk with what can be known of its keys.
func listKeys(ctx context.Context, args []string, stdout io.Writer) (err error) {
	f := flag.NewFlagSet("keys list", flag.ContinueOnError)
	at := whereFlags(f)
	if err := parse(f, args); err != nil {
		return err
	}
	s, err := at.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	kiosks, err := s.Kiosks(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "KIOSK\tSITE\tKEYS\tHEARD")
	for _, k := range kiosks {
		heard := "never"
		if !k.Heard.IsZero() {
			heard = k.Heard.Local().Format("2006-01-02 15:04")
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", k.Name, k.Site, k.Keys, heard)
	}
	return w.Flush()
}

// revokeKeys withdraws every key of a kiosk.
func revokeKeys(ctx context.Context, args []string, stdout io.Writer) (err error) {
	f := flag.NewFlagSet("keys revoke", flag.ContinueOnError)
	at, kiosk := whereFlags(f), f.String("kiosk", "", "")
	if err := parse(f, args); err != nil {
		return err
	}
	if *kiosk == "" {
		return callf("say whose keys: --kiosk demo-1")
	}
	s, err := at.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	n, err := s.Revoke(ctx, *kiosk, time.Now())
	if errors.Is(err, store.ErrNoKiosk) {
		return fmt.Errorf("there is no kiosk %q: hub keys list says which there are", *kiosk)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%d withdrawn; what %s counted stays\n", n, *kiosk)
	return err
}
