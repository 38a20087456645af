package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/internal/build"
	"frontdoor/internal/durable"
	"frontdoor/kiosk"
	"frontdoor/kiosk/bell"
	"frontdoor/kiosk/clock"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/usage"
	"frontdoor/locales"
)

// Options are a kiosk's, as an installer gives them.
type Options struct {
	Log        *slog.Logger
	Glass      func() *exec.Cmd // makes the command of a glass
	Content    string           // the file of the content pack; empty shows the built-in content
	Data       string           // the kiosk's own folder
	SiteFile   string           // empty: an openly fictional library
	HubURL     string           // in place of the site's; empty for the site's
	HubKeyFile string           // likewise
	Witness    string           // a socket that is told what is on the glass; empty for none
	Windowed   bool
	Size       string        // of the window, like 1280x800
	IdleAfter  time.Duration // see kiosk.Options
	WarnFor    time.Duration
	EveryVisit bool // counts are delivered after every visit instead of every hour
}

// A Kiosk is all that runs in the core's process: opened in one order, closed in the other.
type Kiosk struct {
	log     *slog.Logger
	core    *kiosk.Core
	keeper  *glass.Keeper
	runs    []func(context.Context) error
	closers []func() error
}

// Open opens everything that a kiosk needs. What residents can do without is told to staff and
// does not keep the kiosk shut. An error leaves nothing open.
func Open(ctx context.Context, opts Options) (*Kiosk, error) {
	k := &Kiosk{log: opts.Log}
	if err := k.open(ctx, opts); err != nil {
		return nil, errors.Join(err, k.Close())
	}
	return k, nil
}

func (k *Kiosk) open(ctx context.Context, opts Options) error {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return fmt.Errorf("find London's clock: %w", err)
	}
	tree, err := needs.Load()
	if err != nil {
		return err
	}
	words, err := locales.Open()
	if err != nil {
		return err
	}
	at, notices, err := openSite(opts)
	if err != nil {
		return err
	}
	judge := clock.NewJudge(sinceBoot)
	instead := &spare{}
	k.keep(nil, instead.close)
	counts, err := openCounts(ctx, opts.Data, instead, countsOptions{
		Log: opts.Log, Hub: at.Hub, Languages: tags(), Needs: tree.Leaves(), Screens: journey.Steps(), EveryVisit: opts.EveryVisit, Clock: judge,
	})
	if err != nil {
		return err
	}
	k.keep(counts.run, counts.close)
	k.keep(counts.line.Run, nil)
	if err := durable.Sweep(opts.Data, time.Now()); err != nil {
		opts.Log.Warn("what a power cut left was not removed", "err", err)
	}
	books, err := openBooks(opts.Content, opts.Data, instead, func(error) { counts.health(usage.ContentKept) }, opts.Log)
	if err != nil {
		return err
	}
	k.keep(books.run, books.close)
	rights, err := pack.Rights()
	if err != nil {
		return err
	}
	for _, r := range rights {
		judge.Learn(checked(r.Assurance.VerifiedOn))
	}
	dir, err := directory.New(books.store, rights...)
	if err != nil {
		return err
	}
	for _, n := range slices.Concat(notices, books.notices()) {
		counts.health(n.ID)
	}
	notices = append(notices, counts.lost()...)

	watch, err := openWitness(ctx, opts.Witness, opts.Log)
	if err != nil {
		return err
	}
	k.keeper = glass.NewKeeper(opts.Glass, glass.Options{Log: opts.Log, Again: func() { counts.health(usage.GlassAgain) }, Watch: watch})
	board := handoff.NewBoard(handoff.Options{First: at.Console.First, Staffed: func(now time.Time) bool { return at.Rota.Staffed(judge.Believed(now)) }, Resolved: counts.resolved})
	k.keep(nil, func() error { board.Close(); return nil })
	renewed, err := desk.Renew(at, opts.Data, judge.Believed(time.Now()))
	if errors.Is(err, desk.ErrClock) {
		opts.Log.Error("the desk's console waits for a clock", "err", err)
		notices = append(notices, glass.Notice{ID: consoleOff, Detail: err.Error()})
		at.Console.Listen = ""
		k.runs = append(k.runs, func(ctx context.Context) error { return clockSet(ctx, judge) })
	} else if err != nil {
		return err
	}
	if renewed {
		notices = append(notices, glass.Notice{ID: authorityAnew})
	}
	console, err := desk.OpenConsole(at, opts.Data, board, desk.ConsoleOptions{Log: opts.Log, Words: english{words.Printer("en")}})
	if err != nil {
		opts.Log.Error("the desk's console is not opened", "err", err)
		notices = append(notices, glass.Notice{ID: consoleOff, Detail: err.Error()})
	}
	k.keep(console.Run, nil)
	k.keep(console.RunShell, nil)
	command, err := bellCommand(at, opts.Data)
	if err != nil && instead.folder != "" {
		command, err = bellCommand(at, instead.folder)
	}
	if err != nil {
		opts.Log.Error("the bell does not ring", "err", err)
		notices = append(notices, glass.Notice{ID: bellBroken, Detail: err.Error()})
	}
	rings := bell.New(board, bell.Options{Log: opts.Log, Command: command, Sound: at.Chime, Broken: func() { counts.health(usage.BellFault) }})
	k.keep(rings.Run, nil)
	sticks := stick.NewDelivery(counts.queue, stick.DeliveryOptions{Log: opts.Log, Folder: at.Stick, Data: opts.Data, Version: build.Version()})
	k.keep(sticks.Run, nil)
	press, err := openPrinter(at.Printer, opts.Log)
	if err != nil {
		return err
	}

	pins, before := openTries(opts.Data, opts.Log)
	k.keep(pins.run, nil)
	options := kiosk.Options{
		Tries: before, KeepTries: pins.keep, Asleep: suspended, Forgotten: giveBack,
		Log: opts.Log, Words: words, Clock: judge, Counter: counts, Memory: counts, Note: counts.Note, Desk: board,
		Rights: rights, Languages: tags(), Notices: notices,
		Live: func() []glass.Notice {
			return slices.Concat(stickNotices(sticks), books.notices(), counts.notices(), bellNotices(rings), consoleNotices(console), notice(clockWrong, judge.Doubt(time.Now())))
		},
		IdleAfter: opts.IdleAfter, WarnFor: opts.WarnFor, Location: london,
	}
	// A nil pointer in an interface is not nil: what is not there is not given.
	if s := console.Server(); s != nil {
		options.Console = s
	}
	if press != nil {
		options.Spool = press
		k.keep(press.Run, nil)
	}
	if books.shelf != nil {
		options.Shelf = books.shelf
	}
	k.core = kiosk.New(dir, tree, at, options)
	return nil
}

// giveBack returns what a visit used to the system: it is not to lie in this process for hours.
func giveBack() { go debug.FreeOSMemory() }

// keep notes what Run has to run and Close has to close of a part; nil for nothing.
func (k *Kiosk) keep(run func(context.Context) error, closing func() error) {
	if run != nil {
		k.runs = append(k.runs, run)
	}
	if closing != nil {
		k.closers = append(k.closers, closing)
	}
}

// Run keeps a glass and follows the residents until ctx ends, or until a part without which
// there is no kiosk has failed.
func (k *Kiosk) Run(ctx context.Context) error {
	settled := time.AfterFunc(30*time.Second, func() {
		// A core that has lived for a while may die again without being made to wait.
		if err := os.Unsetenv(revivals); err != nil {
			k.log.Warn("the count of revivals was not reset", "err", err)
		}
	})
	defer settled.Stop()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return k.core.Run(ctx, k.keeper) })
	group.Go(func() error { return k.keeper.Run(ctx) })
	for _, run := range k.runs {
		group.Go(func() error { return run(ctx) })
	}
	return group.Wait()
}

// Close closes what Open opened, the last first.
func (k *Kiosk) Close() error {
	var errs []error
	for _, closing := range slices.Backward(k.closers) {
		errs = append(errs, closing())
	}
	k.closers = nil
	return errors.Join(errs...)
}

// errClockSet means that the clock has become right and that parts which waited for it have to
// be opened.
var errClockSet = errors.New("the clock has been set")

// clockSet returns errClockSet once the clock is believed.
func clockSet(ctx context.Context, judge *clock.Judge) error {
	again := time.NewTicker(5 * time.Second)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-again.C:
			if judge.Doubt(now) == "" {
				return errClockSet
			}
		}
	}
}

// checked returns the first moment of a day on which something was checked; the zero time where
// only a year is known.
func checked(d directory.Date) time.Time {
	if d.Month == 0 {
		return time.Time{}
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// tags returns the languages of the kiosk.
func tags() []string {
	var out []string
	for _, l := range locales.All() {
		out = append(out, l.Tag)
	}
	return out
}

// openSite reads the site's file. One that cannot be read does not keep the door shut: a place
// without a desk, a number or a hub takes its place, so that no one is promised who is not there,
// and staff are told.
func openSite(opts Options) (site.Site, []glass.Notice, error) {
	at, err := site.Example()
	if err != nil {
		return site.Site{}, nil, err
	}
	var notices []glass.Notice
	if opts.SiteFile != "" {
		if at, err = site.Read(opts.SiteFile); err != nil {
			at = site.Site{Name: "Frontdoor"}
			notices = append(notices, glass.Notice{ID: usage.SiteUnreadable, Detail: err.Error()})
		}
	}
	if opts.HubURL != "" {
		at.Hub.URL = opts.HubURL
	}
	if opts.HubKeyFile != "" {
		at.Hub.KeyFile = opts.HubKeyFile
	}
	return at, notices, nil
}

// bellCommand returns what rings at a site; nil where nothing does.
func bellCommand(at site.Site, data string) ([]string, error) {
	if at.Chime {
		return bell.Sound(data)
	}
	return at.Bell, nil
}

// glassCommand returns what starts this same binary as the glass, with the core's arguments
// behind it: a glass whose core has died becomes the core with them.
func glassCommand(args []string) (func() *exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	return func() *exec.Cmd {
		cmd := exec.Command(self, append([]string{"glass"}, args...)...) //nolint:noctx // the keeper ends it: a glass outlives no context by itself
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		// Pictures that are not shown are dropped soon. Fyne reads this before main begins, so
		// the glass cannot set it for itself.
		cmd.Env = append(os.Environ(), "FYNE_CACHE=10s")
		return cmd
	}, nil
}
