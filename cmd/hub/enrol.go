package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/identity"
	"frontdoor/hub/store"
	"frontdoor/internal/cli"
	"frontdoor/internal/enrol"
)

// readable are the letters of a code: none is taken for another.
var readable = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding) //nolint:gochecknoglobals // read only

// newCode returns a code of 60 bits, in three groups.
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
	f := newVerb("enrol", "WHERE --site NAME --kiosk NAME --url https://HUB [flags]",
		"Prints a line with which one kiosk enrols itself, once: kiosk enrol 'LINE'. The line tells the kiosk where\nthe hub is and by which key to know it.")
	site, kiosk := kioskFlags(f.FlagSet)
	folder := identityFlag(f.FlagSet)
	address := f.String("url", "", "the `address` at which the kiosk reaches this hub")
	hours := f.Int("hours", 24, "for how many `hours` the line can be used")
	to := toFlag(f.FlagSet)
	trusted := f.Bool("trusted-certificate", false, "the hub's certificate is one that every machine trusts: kiosks need not know its key")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	u, errURL := url.Parse(*address)
	switch {
	case *site == "" || *kiosk == "":
		return errWhich
	case errURL != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !hub.Loopback(u.Host)):
		return cli.Mendf("say at which address the kiosk reaches this hub: --url https://192.168.1.5:8480")
	case *hours < 1 || *hours > 24*30:
		return cli.Mendf("a code can be valid for 1 to 720 hours (30 days): --hours 24")
	}
	if err := store.CheckNames(*site, *kiosk); err != nil {
		return cli.Mendf("%v", err)
	}
	if err := free(*to); err != nil {
		return err
	}
	line := enrol.Invitation{URL: *address}
	if u.Scheme == "https" && !*trusted {
		own, err := identityFolder(*folder, f.where)
		if err != nil {
			return err
		}
		c, err := identity.Certificate(own)
		if err != nil {
			return err
		}
		line.Pin = enrol.Pin(c.Leaf)
	}
	s, err := f.open(ctx)
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
		return errMoved(err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "On the kiosk, once, until %s:  kiosk enrol 'LINE'\n", until.Local().Format("2 January 15:04"))
	return hand(*to, line.String(), stdout)
}

// certificate prints the certificate of --tls, without its key: browsers trust the page once it is
// among what they trust.
func certificate(_ context.Context, args []string, stdout, _ io.Writer) error {
	f := newVerb("certificate", "WHERE [--name HOST]",
		"Prints the certificate with which --tls speaks, for the machines of coordinators to trust. It can sign no\n"+
			"other. With --name it has that name from now on; a hub that serves has to be started again.")
	names, folder := namesFlag(f.FlagSet), identityFlag(f.FlagSet)
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	own, err := identityFolder(*folder, f.where)
	if err != nil {
		return err
	}
	c, err := identity.Certificate(own, named(*names, "")...)
	if err != nil {
		return err
	}
	return pem.Encode(stdout, &pem.Block{Type: "CERTIFICATE", Bytes: c.Leaf.Raw})
}
