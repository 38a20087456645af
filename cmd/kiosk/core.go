package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/kiosk"
	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/usage"
	"frontdoor/locales"
)

// runCore opens everything, keeps a glass and follows the residents until ctx ends.
func runCore(ctx context.Context, args []string, log *slog.Logger) (err error) {
	s, err := parseFlags(args[1:])
	if err != nil {
		return err
	}
	if _, _, err := dimensions(s.size); err != nil {
		return err
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return fmt.Errorf("find London's clock: %w", err)
	}
	tree, err := needs.Load()
	if err != nil {
		return err
	}
	var notices []glass.Notice
	at, noticed, err := openSite(s)
	if err != nil {
		return err
	}
	notices = append(notices, noticed...)
	books, err := openContent(s, tree, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, books.close()) }()
	rights, err := content.Rights(func(need string) bool { _, ok := tree.Leaf(need); return ok })
	if err != nil {
		return err
	}
	dir, err := directory.New(books.store, rights...)
	if err != nil {
		return err
	}
	counts, err := openCounts(ctx, s, at, tags(), tree.Leaves(), log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, counts.close()) }()
	for _, n := range append(notices, books.notices()...) {
		counts.health(n.ID)
	}
	books.health = counts.health
	notices = append(notices, counts.notices...)

	opts := glass.Options{Log: log, Again: func() { counts.health(usage.GlassAgain) }}
	if s.witness != "" {
		if opts.Watch, err = witness(ctx, s.witness, log); err != nil {
			return err
		}
	}
	command, err := glassCommand(args)
	if err != nil {
		return err
	}
	keeper := glass.NewKeeper(command, opts)
	board := handoff.NewBoard(handoff.Options{First: at.Console.First, Staffed: at.Rota.Staffed, Resolved: counts.resolved})
	defer board.Close()
	words, err := locales.Open()
	if err != nil {
		return err
	}
	desks, err := openConsole(at, s.data, board, words, log)
	if err != nil {
		log.Error("the desk's console is not opened", "err", err)
		notices = append(notices, glass.Notice{ID: consoleOff, Detail: err.Error()})
	}
	press, err := openPrinter(at.Printer, log)
	if err != nil {
		return err
	}
	rings := &bell{board: board, command: at.Bell, plays: at.Chime, log: log, fault: func() { counts.health(usage.BellFault) }}
	if at.Chime {
		if rings.command, err = chime(s.data); err != nil {
			log.Error("the bell does not ring", "err", err)
			notices = append(notices, glass.Notice{ID: bellBroken, Detail: err.Error()})
		}
	}
	sticks := &carrier{queue: counts.queue, folder: at.Stick, data: s.data, log: log}
	live := func() []glass.Notice {
		return slices.Concat(sticks.notices(), books.notices(), counts.live(), rings.notices(), desks.notices())
	}
	options := kiosk.Options{
		Log: log, Words: words, Counter: counts, Memory: counts, Note: counts.Note, Desk: board, Console: desks.pairs(), Rights: rights, Languages: tags(), Notices: notices, Live: live,
		IdleAfter: s.idle, WarnFor: s.warn, Location: london,
	}
	if press != nil {
		options.Spool = press
	}
	if books.shelf != nil {
		options.Shelf = books.shelf
	}
	core := kiosk.New(dir, tree, at, options)
	settled := time.AfterFunc(30*time.Second, func() {
		// A core that has lived for a while may die again without being made to wait.
		if err := os.Unsetenv(revivals); err != nil {
			log.Warn("the count of revivals was not reset", "err", err)
		}
	})
	defer settled.Stop()

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return core.Run(ctx, keeper) })
	group.Go(func() error { return keeper.Run(ctx) })
	group.Go(func() error { return counts.run(ctx) })
	group.Go(func() error { return rings.run(ctx) })
	if press != nil {
		group.Go(func() error { return press.Run(ctx) })
	}
	group.Go(func() error { return desks.run(ctx) })
	group.Go(func() error { return books.run(ctx) })
	group.Go(func() error { return sticks.run(ctx) })
	return group.Wait()
}

// tags are the languages of the kiosk.
func tags() []string {
	var out []string
	for _, l := range locales.All() {
		out = append(out, l.Tag)
	}
	return out
}

// openSite reads the site's file. One that cannot be read does not keep the door shut: a place
// without a desk, a number or a hub stands in, so that nobody is promised who is not there,
// and staff are told.
func openSite(s settings) (site.Site, []glass.Notice, error) {
	example, err := site.Example()
	if err != nil {
		return site.Site{}, nil, err
	}
	at := example
	var notices []glass.Notice
	if s.site != "" {
		if at, err = site.Read(s.site); err != nil {
			at = site.Site{Name: "Frontdoor"}
			notices = append(notices, glass.Notice{ID: usage.SiteUnreadable, Detail: err.Error()})
		}
	}
	if s.hub != "" {
		at.Hub.URL = s.hub
	}
	if s.keyFile != "" {
		at.Hub.KeyFile = s.keyFile
	}
	return at, notices, nil
}

// glassCommand gives what starts this same binary as the glass, with the core's arguments
// behind it: a glass whose core has died becomes the core with them.
func glassCommand(args []string) (func() *exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	return func() *exec.Cmd {
		cmd := exec.Command(self, append([]string{"glass"}, args[1:]...)...) //nolint:noctx // the keeper ends it: a glass outlives no context by itself
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		// Pictures that are not shown are dropped soon. Fyne reads this before main begins, so
		// the glass cannot set it for itself.
		cmd.Env = append(os.Environ(), "FYNE_CACHE=10s")
		return cmd
	}, nil
}
