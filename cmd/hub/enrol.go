package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/internal/enrol"
)

// readable are the letters of a code: none is taken for another.
var readable = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding) //nolint:gochecknoglobals // read only

// newCode makes a code of 60 bits, in three groups.
func newCode() (string, error) {
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		return "", fmt.Errorf("make a code: %w", err)
	}
	c := readable.EncodeToString(b)
	return c[:4] + "-" + c[4:8] + "-" + c[8:12], nil
}

// enrolKiosk prints a line with which one kiosk enrols itself, once.
func enrolKiosk(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	f := flag.NewFlagSet("enrol", flag.ContinueOnError)
	at, site, kiosk, folder := whereFlags(f), f.String("site", "", ""), f.String("kiosk", "", ""), identityFlag(f)
	address, hours, trusted := f.String("url", "", ""), f.Int("hours", 24, ""), f.Bool("trusted-certificate", false, "")
	if err := parse(f, args); err != nil {
		return err
	}
	u, errURL := url.Parse(*address)
	switch {
	case *site == "" || *kiosk == "":
		return callf(`say which kiosk, and where it stands: --kiosk demo-1 --site "Example Library"`)
	case errURL != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !hub.Loopback(u.Host)):
		return callf("say at which address the kiosk reaches this hub: --url https://192.168.1.5:8480")
	case *hours < 1 || *hours > 24*30:
		return callf("a code holds from 1 hour to 30 days: --hours 24")
	}
	if err := store.CheckNames(*site, *kiosk); err != nil {
		return callf("%v", err)
	}
	line := enrol.Invitation{URL: *address}
	if u.Scheme == "https" && !*trusted {
		own, err := identityFolder(*folder, at)
		if err != nil {
			return err
		}
		c, err := certificate(own)
		if err != nil {
			return err
		}
		line.Pin = enrol.Pin(c.Leaf)
	}
	s, err := at.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if line.Code, err = newCode(); err != nil {
		return err
	}
	until := time.Now().Add(time.Duration(*hours) * time.Hour)
	err = s.Offer(ctx, *site, *kiosk, enrol.Digest(line.Code), until)
	if errors.Is(err, store.ErrElsewhere) {
		return fmt.Errorf("%w. What it counted belongs there: give a kiosk that moves a new name", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "On the kiosk, once, until %s:  kiosk enrol 'LINE'\n", until.Local().Format("2 January 15:04"))
	_, err = fmt.Fprintln(stdout, line)
	return err
}
