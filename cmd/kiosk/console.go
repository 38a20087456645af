package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"frontdoor/kiosk"
	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// console is the desk's console, where the site has one: served here, or by another kiosk
// that this one follows. Whatever is wrong with it, the kiosk stays open; who is called is
// then a matter of the bell, or nobody is promised.
type console struct {
	board    *handoff.Board
	log      *slog.Logger
	listen   string
	devices  *desk.Devices
	server   *desk.Server    // nil where another kiosk serves it
	trust    *desk.Authority // of server
	follower *desk.Follower  // nil where this kiosk serves it
	socket   string          // where "kiosk desk" reaches the server
	off      atomic.Pointer[string]
}

// openConsole opens what the site's file asks for. The console works without error, and does
// nothing, where there is none.
func openConsole(at site.Site, data string, board *handoff.Board, words *locales.Catalogue, log *slog.Logger) (*console, error) {
	c := &console{board: board, log: log, listen: at.Console.Listen, socket: deskSocket(data)}
	switch {
	case at.Console.Leader != "":
		authority, err := os.ReadFile(at.Console.AuthorityFile)
		if err != nil {
			return c, fmt.Errorf("the authority's file cannot be read: %w", err)
		}
		key, err := os.ReadFile(at.Console.KeyFile)
		if err != nil {
			return c, fmt.Errorf("the key for the console cannot be read: %w", err)
		}
		c.follower, err = desk.NewFollower(at.Console.Leader, strings.TrimSpace(string(key)), authority, log)
		return c, err
	case c.listen != "":
		trust, err := openAuthority(at, data)
		if err != nil {
			return c, err
		}
		devices, err := desk.OpenDevices(filepath.Join(deskFolder(data), "devices.json"))
		if err != nil {
			return c, err
		}
		c.trust, c.devices = trust, devices
		c.server = desk.New(board, devices, desk.Options{Log: log, Hosts: at.Console.Hosts(), Words: english{words.Printer("en")}})
	}
	return c, nil
}

func deskFolder(data string) string { return filepath.Join(data, "desk") }

func openAuthority(at site.Site, data string) (*desk.Authority, error) {
	return desk.OpenAuthority(deskFolder(data), at.Name, at.Console.Names, time.Now())
}

// pairs gives what the staff's screen needs; nil where nothing is served here.
func (c *console) pairs() kiosk.Console {
	if c.server == nil {
		return nil
	}
	return c.server
}

// run serves or follows until ctx ends. A port that is taken is tried again: what held it may
// have been the kiosk before this one.
func (c *console) run(ctx context.Context) error {
	switch {
	case c.follower != nil:
		if err := c.follower.Run(ctx, c.board); err != nil {
			c.fail(err)
		}
		return nil
	case c.server == nil:
		return nil
	}
	control := make(chan struct{})
	go func() {
		defer close(control)
		c.answerShell(ctx)
	}()
	defer func() { <-control }()
	for ctx.Err() == nil {
		err := c.serve(ctx)
		if err == nil {
			continue // ctx has ended
		}
		c.fail(err)
		again := time.NewTimer(5 * time.Second)
		select {
		case <-ctx.Done():
		case <-again.C:
		}
		again.Stop()
	}
	return nil
}

func (c *console) serve(ctx context.Context) error {
	var how net.ListenConfig
	l, err := how.Listen(ctx, "tcp", c.listen)
	if err != nil {
		return fmt.Errorf("serve the desk's console: %w", err)
	}
	c.off.Store(nil)
	return c.server.Serve(ctx, l, c.trust)
}

func (c *console) fail(err error) {
	c.log.Error("the desk's console does not work: nobody is called with it", "err", err)
	why := err.Error()
	c.off.Store(&why)
}

// notices tells staff what is wrong with the console.
func (c *console) notices() []glass.Notice {
	if why := c.off.Load(); why != nil {
		return []glass.Notice{{ID: consoleOff, Detail: *why}}
	}
	return nil
}

const consoleOff = "console-off"

// english says on the console what the glass says in English.
type english struct{ p locales.Printer }

func (english) Language(tag string) string   { return locales.EnglishName(tag) }
func (e english) Need(leaf string) string    { return wording.Need(e.p, leaf) }
func (e english) Told(l handoff.Line) string { return wording.Told(e.p, l) }

// errNoKiosk means that the shell has nobody to talk to.
var errNoKiosk = errors.New("no kiosk with a console is running")
