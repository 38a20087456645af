package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"frontdoor/hub/store"
	"frontdoor/internal/cli"
)

// forgetGaps forgets what a kiosk declared lost, as after somebody had stolen its key.
func forgetGaps(ctx context.Context, args []string, stdout, _ io.Writer) (err error) {
	f := newVerb("gaps forget", "WHERE --kiosk NAME",
		"Forgets what a kiosk declared lost: the hours that the page says are missing. Where it declared more than\n"+
			"a kiosk can lose, the hub goes back to what it had before, and takes what comes after it. No count changes.\n"+
			"If somebody else has the kiosk's key, withdraw it first: hub keys revoke.")
	kiosk := f.String("kiosk", "", "the kiosk's `name`")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if *kiosk == "" {
		return cli.Mendf("say whose gaps: --kiosk demo-1")
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	n, err := s.ForgetGaps(ctx, *kiosk)
	if errors.Is(err, store.ErrNoKiosk) {
		return fmt.Errorf("there is no kiosk %q: hub keys list shows them all", *kiosk)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%d forgotten; what %s counted stays\n", n, *kiosk)
	return err
}

// clock prints what the hub's clock says beside what it said when a kiosk was last heard, and takes
// somebody's word that it is right.
func clock(ctx context.Context, args []string, stdout, _ io.Writer) (err error) {
	f := newVerb("clock", "WHERE [--right]",
		"Says what the hub's clock says, and when a kiosk was last heard by it. While the clock is more than 12 hours\n"+
			"before that, the hub asks kiosks to come later: it would call their hours doubtful for ever. If the clock is\n"+
			"right now and was ahead then, say so with --right.")
	right := f.Bool("right", false, "the clock is right: kiosks that were heard later than it says were heard now")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	now := time.Now()
	if *right {
		n, err := s.TrustClock(ctx, now)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(stdout, "the clock says %s; %d heard later than that are taken as heard now\n", minute(now), n)
		return err
	}
	newest, err := s.Newest(ctx)
	if err != nil {
		return err
	}
	heard := "no kiosk was heard yet"
	if !newest.IsZero() {
		heard = "a kiosk was last heard at " + minute(newest)
	}
	_, err = fmt.Fprintf(stdout, "the clock says %s; %s\n", minute(now), heard)
	return err
}

func minute(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

// tellClock says at the start that the clock cannot be right.
func tellClock(ctx context.Context, s keeper, told io.Writer) error {
	newest, err := s.Newest(ctx)
	if err != nil {
		return err
	}
	if now := time.Now(); store.Behind(newest, now) {
		fmt.Fprintf(told, "hub: the clock says %s, and a kiosk was heard at %s. Until it is put right, kiosks are asked to come later. "+
			"If it is right, say so: hub clock --right\n", minute(now), minute(newest))
	}
	return nil
}
