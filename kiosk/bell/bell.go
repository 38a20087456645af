// Package bell runs the site's command while somebody is called: a sound, a lamp, a pager. What
// it runs is the installer's choice; who is called, and when a call has ended, the board says.
//
// A bell that fails promises no one any more: the call goes on by other ways, the resident is
// told so, and so are staff.
package bell

import (
	"context"
	"fmt"
	"log/slog"
	"os/exec"
	"sync/atomic"
	"syscall"
	"time"

	"frontdoor/kiosk/handoff"
)

// A Bell rings for the calls of one board.
type Bell struct {
	board  *handoff.Board
	opts   Options
	broken atomic.Bool
}

// Options adjust a Bell. The zero value is a site without one.
type Options struct {
	Log     *slog.Logger
	Command []string      // what is run, with "ring" or "stop" behind its arguments; empty for no bell
	Sound   bool          // Command plays the built-in sound: it is told no word, and ends by itself
	Broken  func()        // told once when it does not ring; nil tells nobody
	Every   time.Duration // between two rings; zero means 6 s
}

// The words that a command is told.
const (
	ring = "ring"
	stop = "stop"
)

// ringsFor is how long one run of the command may take.
const ringsFor = 5 * time.Second

// New returns a bell for a board.
func New(board *handoff.Board, opts Options) *Bell {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Broken == nil {
		opts.Broken = func() {}
	}
	if opts.Every == 0 {
		opts.Every = 6 * time.Second
	}
	return &Bell{board: board, opts: opts}
}

// Run rings until ctx ends, or until the command fails, which is no fault of the kiosk's.
func (b *Bell) Run(ctx context.Context) error {
	if len(b.opts.Command) == 0 {
		return nil
	}
	cut := b.board.Wire()
	defer cut()
	again := time.NewTicker(b.opts.Every)
	defer again.Stop()
	ringing := false
	for {
		changed := b.board.Changed()
		rings := b.board.Rings()
		if rings || ringing {
			word := ring
			if !rings {
				word = stop
			}
			if err := b.once(ctx, word); err != nil && ctx.Err() == nil {
				b.opts.Log.Error("the bell does not ring: nobody is called with it any more", "err", err)
				b.broken.Store(true)
				b.opts.Broken()
				return nil
			}
		}
		if rings != ringing {
			ringing = rings
			continue // what has changed while it rang
		}
		select {
		case <-ctx.Done():
			if ringing { // a lamp must not burn on when the kiosk is switched off
				if err := b.once(context.WithoutCancel(ctx), stop); err != nil {
					b.opts.Log.Warn("the bell was not stopped", "err", err)
				}
			}
			return nil
		case <-changed:
		case <-again.C:
		}
	}
}

// once runs the command, and ends it with all that it started.
func (b *Bell) once(ctx context.Context, word string) error {
	if b.opts.Sound && word == stop {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, ringsFor)
	defer cancel()
	program := b.opts.Command[0]
	args := append([]string(nil), b.opts.Command[1:]...)
	if !b.opts.Sound {
		args = append(args, word)
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("run %s %s: %w", program, word, err)
	}
	return nil
}

// Broken returns the command that failed; empty while the bell is well.
func (b *Bell) Broken() string {
	if !b.broken.Load() {
		return ""
	}
	return b.opts.Command[0]
}
