package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"frontdoor/hub/carried"
	"frontdoor/hub/identity"
	"frontdoor/hub/ingest"
	"frontdoor/hub/store"
	"frontdoor/internal/build"
	"frontdoor/internal/cli"
	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery/stick"
)

// byStick takes what a stick brings, writes the answers to it, and invites kiosks that are never
// online.
func byStick(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	f := newVerb("stick", "WHERE --stick DIR [--invite --site NAME --kiosk NAME]",
		"Takes the counts that a stick brings from kiosks that are never online, and writes the hub's answers\nto it. With --invite it prepares the stick for a kiosk that is to enrol.")
	folder, own := f.String("stick", "", "the `folder` of the stick: /media/stick"), identityFlag(f.FlagSet)
	site, kiosk := kioskFlags(f.FlagSet)
	invite := f.Bool("invite", false, "write an invitation for a kiosk to the stick, valid for 30 days")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	info, errStick := os.Stat(*folder)
	switch {
	case *folder == "":
		return cli.Mendf("say where the stick is: --stick /media/stick")
	case errStick != nil || !info.IsDir():
		return cli.Mendf("%s is not a folder: is the stick in?", *folder)
	case *invite && (*site == "" || *kiosk == ""):
		return errWhich
	}
	where, err := identityFolder(*own, f.where)
	if err != nil {
		return err
	}
	keys, err := identity.Open(where)
	if err != nil {
		return err
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	// A stick that kiosks may write to is one with our folder on it.
	var lines []carried.Line
	opts, err := options(nil)
	if err != nil {
		return err
	}
	if err := ingest.CheckClock(time.Now(), build.Time()); err != nil {
		return err
	}
	err = stick.Within(ctx, carriedTime, func(ctx context.Context) error {
		on, err := stick.Prepare(*folder)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, on.Close()) }()
		if *invite {
			return invitation(ctx, s, keys, on, *site, *kiosk, stdout)
		}
		lines, err = carried.Read(ctx, *folder, s, opts.Vocabulary(), carried.Keys{Seal: keys.Seal, Open: keys.Open}, time.Now())
		return err
	})
	if *invite || errors.Is(err, stick.ErrSlow) || ctx.Err() != nil {
		return err
	}
	bad := 0
	for _, l := range lines {
		to := stdout
		if !l.OK {
			to, bad = stderr, bad+1
		}
		fmt.Fprintf(to, "%s: %s\n", l.File, l.What)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%d taken, %d passed over. The hub's answers are on the stick: take it back to the kiosks.\n", len(lines)-bad, bad)
	return err
}

// carriedTime is how long a stick may take that brings three years of many kiosks.
const carriedTime = 30 * time.Minute

// offlineTime is how long an invitation on a stick is valid: it travels by van.
const offlineTime = 30 * 24 * time.Hour

func invitation(ctx context.Context, s keeper, keys identity.Keys, on *stick.Stick, site, kiosk string, stdout io.Writer) error {
	if err := store.CheckNames(site, kiosk); err != nil {
		return cli.Mendf("%v", err)
	}
	code, err := newCode()
	if err != nil {
		return err
	}
	if err := s.Offer(ctx, site, kiosk, enrol.Digest(code), time.Now().Add(offlineTime)); err != nil {
		return err
	}
	recipient, seal := keys.Public()
	i := enrol.StickInvitation{Membership: enrol.Membership{Kiosk: kiosk, Site: site, Recipient: recipient, Hub: seal}, Code: code}
	b, err := json.Marshal(i)
	if err != nil {
		return err
	}
	if err := on.Write(stick.Invitations, kiosk+".json", b); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%s is invited; the invitation is valid for 30 days. On the kiosk: kiosk stick --stick FOLDER --adopt %s\n", kiosk, i.Fingerprint())
	return err
}
