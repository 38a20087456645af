package desk

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"frontdoor/internal/durable"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/site"
)

// A Console is the desk's console, where the site has one: served here, or by another kiosk
// that this one follows. Whatever is wrong with it, the kiosk stays open; who is called is
// then a matter of the bell, or no one is promised.
type Console struct {
	board    *handoff.Board
	log      *slog.Logger
	listen   string
	folder   string
	devices  *Devices
	server   *Server    // nil where another kiosk serves it
	trust    *Authority // of server
	follower *Follower  // nil where this kiosk serves it
	off      atomic.Pointer[string]
}

// ConsoleOptions adjust a Console. The zero value works.
type ConsoleOptions struct {
	Log   *slog.Logger
	Words Words // what ids are called in English; nil shows the ids
}

// mostFile bounds the files that a site's file names.
const mostFile = 64 << 10

// OpenConsole opens what a site's file asks for; data is the kiosk's own folder. Where there is
// no console, or it cannot be opened, the one that is returned works and does nothing.
func OpenConsole(at site.Site, data string, board *handoff.Board, opts ConsoleOptions) (*Console, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	c := &Console{board: board, log: opts.Log, listen: at.Console.Listen, folder: data}
	switch {
	case at.Console.Leader != "":
		authority, err := durable.ReadSmall(at.Console.AuthorityFile, mostFile)
		if err != nil {
			return c, fmt.Errorf("the authority's file cannot be read: %w", err)
		}
		key, err := durable.ReadSmall(at.Console.KeyFile, mostFile)
		if err != nil {
			return c, fmt.Errorf("the key for the console cannot be read: %w", err)
		}
		c.follower, err = NewFollower(at.Console.Leader, strings.TrimSpace(string(key)), authority, opts.Log)
		return c, err
	case c.listen != "":
		trust, err := AuthorityOf(at, data)
		if err != nil {
			return c, err
		}
		devices, err := OpenDevices(filepath.Join(folderOf(data), "devices.json"))
		if err != nil {
			return c, err
		}
		c.trust, c.devices = trust, devices
		c.server = New(board, devices, Options{Log: opts.Log, Hosts: at.Console.Hosts(), Words: opts.Words})
	}
	return c, nil
}

// folderOf returns the folder of the desk's own files in that of a kiosk.
func folderOf(data string) string { return filepath.Join(data, "desk") }

// AuthorityOf opens the authority of a site's console, or makes it, in a kiosk's folder.
func AuthorityOf(at site.Site, data string) (*Authority, error) {
	return OpenAuthority(folderOf(data), at.Name, at.Console.Names, time.Now())
}

// Server returns what pairs devices here; nil where another kiosk serves the console, or none.
func (c *Console) Server() *Server { return c.server }

// Run serves or follows until ctx ends. A port that is taken is tried again: what held it may
// have been the kiosk before this one.
func (c *Console) Run(ctx context.Context) error {
	switch {
	case c.follower != nil:
		if err := c.follower.Run(ctx, c.board); err != nil {
			c.fail(err)
		}
		return nil
	case c.server == nil:
		return nil
	}
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

func (c *Console) serve(ctx context.Context) error {
	var how net.ListenConfig
	l, err := how.Listen(ctx, "tcp", c.listen)
	if err != nil {
		return fmt.Errorf("serve the desk's console: %w", err)
	}
	c.off.Store(nil)
	return c.server.Serve(ctx, l, c.trust)
}

func (c *Console) fail(err error) {
	c.log.Error("the desk's console does not work: nobody is called with it", "err", err)
	why := err.Error()
	c.off.Store(&why)
}

// Fault returns what is wrong with the console, in English for staff; empty for nothing.
func (c *Console) Fault() string {
	if why := c.off.Load(); why != nil {
		return *why
	}
	return ""
}
