package glass

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"time"

	"frontdoor/kiosk/journey"
)

// ExitNoDisplay is the exit code of a glass that found no display to open a window on.
const ExitNoDisplay = 3

// ExitUnseen is the exit code of a glass whose window is not what people see of it.
const ExitUnseen = 4

// ErrNoDisplay means that the first glass found no display: starting it again cannot help.
var ErrNoDisplay = errors.New("no display to open a window on")

// Options adjust a Keeper. The zero value works.
type Options struct {
	Log      *slog.Logger
	Patience time.Duration // how long a glass may not answer before it is replaced; zero means 5 s
	Again    func()        // if not nil, is told that the glass is started again
	Watch    func(Seen)    // if not nil, is told what is on the glass after each picture
}

// A Keeper keeps one glass alive: it starts it, shows it the latest view, and starts it
// again, with the same view, when it dies or hangs.
type Keeper struct {
	command func() *exec.Cmd
	opts    Options
	views   chan View // holds the latest view that has not been sent
	actions chan journey.Action
	turned  atomic.Bool // the core has turned since the last ping
}

// NewKeeper makes a keeper of the process that command describes. The process reads the
// pipe on file descriptor 3 and writes on 4.
func NewKeeper(command func() *exec.Cmd, opts Options) *Keeper {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Patience == 0 {
		opts.Patience = 5 * time.Second
	}
	return &Keeper{
		command: command, opts: opts,
		views:   make(chan View, 1),
		actions: make(chan journey.Action, 16),
	}
}

// Actions returns what residents do. It is never closed.
func (k *Keeper) Actions() <-chan journey.Action { return k.actions }

// Show draws v soon; a view that was not drawn yet is replaced. It never blocks, and only
// one goroutine may call it.
func (k *Keeper) Show(v View) {
	select {
	case <-k.views:
	default:
	}
	k.views <- v
}

// Beat says that the core still turns. The glass takes a core that does not say so for one that
// hangs, whatever this keeper does meanwhile.
func (k *Keeper) Beat() { k.turned.Store(true) }

// Run keeps a glass until ctx ends. It returns ErrNoDisplay when the first glass found none.
func (k *Keeper) Run(ctx context.Context) error {
	var last *View
	everReady := false
	for quick := 0; ; {
		started := time.Now()
		ready, err := k.one(ctx, &last)
		everReady = everReady || ready
		switch {
		case ctx.Err() != nil:
			return nil
		case !everReady && exitCode(err) == ExitNoDisplay:
			return ErrNoDisplay
		}
		k.opts.Log.Warn("the glass ended and is started again", "err", err)
		if k.opts.Again != nil {
			k.opts.Again()
		}
		if time.Since(started) > 10*time.Second || ready && err == nil {
			quick = 0 // it lived, or a window that was open ended as it should
		}
		if !pause(ctx, restartAfter(quick)) {
			return nil
		}
		quick++
	}
}

// restartAfter is at once the first two times: a resident is there. A glass that keeps
// dying is given longer, so that a broken driver does not take the whole machine.
func restartAfter(quick int) time.Duration {
	if quick < 2 {
		return 0
	}
	return min(time.Duration(1<<min(quick-2, 4))*500*time.Millisecond, 5*time.Second)
}

func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

func exitCode(err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return -1
}

// one starts one glass and serves it to its end. It reports whether the window ever opened.
func (k *Keeper) one(ctx context.Context, last **View) (ready bool, err error) {
	theirIn, in, err := os.Pipe()
	if err != nil {
		return false, fmt.Errorf("start the glass: %w", err)
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		return false, errors.Join(fmt.Errorf("start the glass: %w", err), theirIn.Close(), in.Close())
	}
	cmd := k.command()
	cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	err = cmd.Start()
	closed := errors.Join(theirIn.Close(), theirOut.Close())
	if err != nil {
		return false, errors.Join(fmt.Errorf("start the glass: %w", err), closed, in.Close(), out.Close())
	}
	ups := make(chan up)
	gone := make(chan struct{})
	defer close(gone)
	go read(out, ups, gone)
	downs := make(chan down, 1)
	go write(in, downs)

	ready, why := k.serve(ctx, last, ups, downs)
	close(downs)
	k.end(cmd, why)
	return ready, errors.Join(why, cmd.Wait(), out.Close())
}

// errHung means that the glass did not answer in time.
var errHung = errors.New("the glass hangs")

// serve passes messages both ways until the glass is gone, hangs, or ctx ends. What hangs is
// told by its pongs alone: a glass that is busy is sent the latest view when it reads again.
func (k *Keeper) serve(ctx context.Context, last **View, ups <-chan up, downs chan<- down) (ready bool, why error) {
	wait := outbox{watch: k.opts.Watch != nil, view: *last}
	beat := time.NewTicker(k.opts.Patience / 5)
	defer beat.Stop()
	// A window that opens on a cold disk may take longer than a picture.
	deadline := time.Now().Add(4 * k.opts.Patience)
	again := false // the glass has put its picture away, and gets it back when the core turns
	for ping := 1; ; {
		next, any := wait.next()
		out := downs
		if !any {
			out = nil
		}
		select {
		case <-ctx.Done():
			if trySend(downs, down{Bye: true}) {
				return ready, nil
			}
			return ready, errHung
		case out <- next:
			wait.sent(next)
		case v := <-k.views:
			*last, wait.view = &v, &v
		case now := <-beat.C:
			if now.After(deadline) {
				return ready, errHung
			}
			wait.ping, wait.turns = ping, k.turned.Swap(false) || wait.turns
			if again && wait.turns {
				again, wait.view = false, *last
			}
			ping++
		case m, ok := <-ups:
			if !ok {
				return ready, nil
			}
			ready, again = ready || m.Ready, again || m.Again
			if m.Ready || m.Pong != 0 {
				deadline = time.Now().Add(k.opts.Patience)
			}
			k.hear(m)
		}
	}
}

// An outbox holds what a glass is to be sent: the latest of each kind, however slowly it reads.
type outbox struct {
	watch bool
	ping  int
	turns bool
	view  *View
}

// next returns what goes first, and false for nothing.
func (o *outbox) next() (down, bool) {
	switch {
	case o.watch:
		return down{Watch: true}, true
	case o.ping != 0:
		return down{Ping: o.ping, Turns: o.turns}, true
	case o.view != nil:
		return down{Show: o.view}, true
	}
	return down{}, false
}

// sent takes out what has gone.
func (o *outbox) sent(m down) {
	switch {
	case m.Watch:
		o.watch = false
	case m.Ping != 0:
		o.ping, o.turns = 0, false
	case m.Show != nil:
		o.view = nil
	}
}

func trySend(downs chan<- down, m down) bool {
	select {
	case downs <- m:
		return true
	default:
		return false
	}
}

// hear takes in what the glass says. A touch that finds the core far behind is dropped: whoever
// touches so fast touches again, and a keeper that waited for the core would let the glass down.
func (k *Keeper) hear(m up) {
	if m.Seen != nil && k.opts.Watch != nil {
		k.opts.Watch(*m.Seen)
	}
	if m.Unread != "" {
		k.opts.Log.Error("the glass cannot draw a screen", "screen", m.Unread)
	}
	if m.Do == nil {
		return
	}
	select {
	case k.actions <- *m.Do:
	default:
	}
}

// end makes sure that the process ends: a hung Fyne ignores SIGTERM.
func (k *Keeper) end(cmd *exec.Cmd, why error) {
	grace := 2 * time.Second
	if errors.Is(why, errHung) {
		grace = 0
	}
	time.AfterFunc(grace, func() {
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil && !errors.Is(err, os.ErrProcessDone) {
			k.opts.Log.Error("the glass could not be ended", "err", err)
		}
	})
}

// read passes on what the glass says and closes ups at its end. Nonsense ends it as well.
func read(out io.Reader, ups chan<- up, gone <-chan struct{}) {
	defer close(ups)
	dec := json.NewDecoder(out)
	for {
		var m up
		if dec.Decode(&m) != nil {
			return
		}
		select {
		case ups <- m:
		case <-gone:
			return
		}
	}
}

// write sends what waits and closes the pipe when there is no more.
func write(in io.WriteCloser, downs <-chan down) {
	enc := json.NewEncoder(in)
	broken := false
	for m := range downs {
		broken = broken || enc.Encode(m) != nil
	}
	in.Close() //nolint:errcheck // a pipe that the other end has left has nothing to lose
}
