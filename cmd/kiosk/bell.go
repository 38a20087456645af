package main

import (
	"context"
	"fmt"
	"log/slog"
	"os/exec"
	"sync/atomic"
	"syscall"
	"time"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
)

// A bell runs the site's command while somebody is called. What it runs is the installer's:
// a sound, a lamp, a pager.
type bell struct {
	board   *handoff.Board
	command []string
	plays   bool // the command plays the built-in sound: it is told no word, and ends by itself
	log     *slog.Logger
	fault   func()        // told once when it does not ring; nil tells nobody
	every   time.Duration // between two rings; zero means 6 s
	broken  atomic.Bool
}

// ringsFor is how long one run of the command may take.
const ringsFor = 5 * time.Second

// run rings until ctx ends. A command that fails promises nobody any more: the call goes on
// by other ways, the resident is told so, and so are staff.
func (b *bell) run(ctx context.Context) error {
	if len(b.command) == 0 {
		return nil
	}
	if b.every == 0 {
		b.every = 6 * time.Second
	}
	cut := b.board.Wire()
	defer cut()
	again := time.NewTicker(b.every)
	defer again.Stop()
	ringing := false
	for {
		changed := b.board.Changed()
		rings := b.board.Rings()
		if rings || ringing {
			word := "ring"
			if !rings {
				word = "stop"
			}
			if err := b.once(ctx, word); err != nil && ctx.Err() == nil {
				b.log.Error("the bell does not ring: nobody is called with it any more", "err", err)
				b.broken.Store(true)
				if b.fault != nil {
					b.fault()
				}
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
				if err := b.once(context.WithoutCancel(ctx), "stop"); err != nil {
					b.log.Warn("the bell was not stopped", "err", err)
				}
			}
			return nil
		case <-changed:
		case <-again.C:
		}
	}
}

// once runs the command, and ends it with all that it started.
func (b *bell) once(ctx context.Context, word string) error {
	if b.plays && word == "stop" {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, ringsFor)
	defer stop()
	args := append([]string(nil), b.command[1:]...)
	if !b.plays {
		args = append(args, word)
	}
	cmd := exec.CommandContext(ctx, b.command[0], args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("run %s %s: %w", b.command[0], word, err)
	}
	return nil
}

const bellBroken = "bell-broken"

// notices tells staff of a bell that does not ring.
func (b *bell) notices() []glass.Notice {
	if !b.broken.Load() {
		return nil
	}
	return []glass.Notice{{ID: bellBroken, Detail: b.command[0]}}
}
