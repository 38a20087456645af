package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"frontdoor/hub/carried"
	"frontdoor/hub/store"
	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery/stick"
)

// byStick takes what a stick brings, writes the answers to it, and invites kiosks that are never
// online.
func byStick(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	f := flag.NewFlagSet("stick", flag.ContinueOnError)
	at, folder, own := whereFlags(f), f.String("stick", "", ""), identityFlag(f)
	site, kiosk, invite := f.String("site", "", ""), f.String("kiosk", "", ""), f.Bool("invite", false, "")
	if err := parse(f, args); err != nil {
		return err
	}
	info, errStick := os.Stat(*folder)
	switch {
	case *folder == "":
		return callf("say where the stick is: --stick /media/stick")
	case errStick != nil || !info.IsDir():
		return callf("%s is not a folder: is the stick in?", *folder)
	case *invite && (*site == "" || *kiosk == ""):
		return callf(`say which kiosk, and where it stands: --kiosk demo-1 --site "Example Library"`)
	}
	where, err := identityFolder(*own, at)
	if err != nil {
		return err
	}
	keys, err := openIdentity(where)
	if err != nil {
		return err
	}
	s, err := at.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	// A stick that kiosks may write to is one with this folder on it.
	if err := os.MkdirAll(filepath.Join(*folder, stick.Root), 0o755); err != nil {
		return fmt.Errorf("the stick: %w", err)
	}
	if *invite {
		return invitation(ctx, s, keys, *folder, *site, *kiosk, stdout)
	}
	opts, err := options(nil)
	if err != nil {
		return err
	}
	lines, err := carried.Read(ctx, *folder, s, opts.Vocabulary(), carried.Keys{Seal: keys.seal, Open: keys.open}, time.Now())
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
	_, err = fmt.Fprintf(stdout, "%d taken, %d passed over. The answers are on the stick: carry it back to the kiosks.\n", len(lines)-bad, bad)
	return err
}

// offlineTime is how long an invitation on a stick holds: it travels by van.
const offlineTime = 30 * 24 * time.Hour

func invitation(ctx context.Context, s keeper, keys identity, folder, site, kiosk string, stdout io.Writer) error {
	if err := store.CheckNames(site, kiosk); err != nil {
		return callf("%v", err)
	}
	code, err := newCode()
	if err != nil {
		return err
	}
	if err := s.Offer(ctx, site, kiosk, enrol.Digest(code), time.Now().Add(offlineTime)); err != nil {
		return err
	}
	recipient, seal := keys.public()
	b, err := json.Marshal(enrol.StickInvitation{Membership: enrol.Membership{Kiosk: kiosk, Site: site, Recipient: recipient, Hub: seal}, Code: code})
	if err != nil {
		return err
	}
	if err := stick.WriteWhole(filepath.Join(folder, stick.Root, stick.Invitations), kiosk+".json", b); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%s is invited, for 30 days. On the kiosk: kiosk stick --stick FOLDER\n", kiosk)
	return err
}
