// Command kiosk is the program on the kiosk.
//
// Started without a subcommand it is the core: it opens the content, the rota and the queue,
// and keeps a glass, the same binary started as "kiosk glass", in a process of its own.
// Either brings the other back: the core starts a glass that died; a glass whose core died
// becomes the core.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // the kiosk's clock is London's, whatever its machine has

	"golang.org/x/sys/unix"

	"frontdoor/kiosk/glass"
)

// Exit codes: 0 well, 1 a fault of ours, 2 something that an installer can mend.
const (
	exitFault = 1
	exitMend  = 2
)

// errMend is a fault that its reader can mend; its text says how.
type errMend struct{ text string }

func (e errMend) Error() string { return e.text }

func mendf(format string, args ...any) error { return errMend{fmt.Sprintf(format, args...)} }

func main() { os.Exit(run(os.Args, os.Stderr)) }

func run(args []string, stderr io.Writer) int {
	log := slog.New(slog.NewTextHandler(stderr, nil))
	forgetful(log)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	var err error
	switch {
	case len(args) > 1 && args[1] == "glass":
		return runGlass(args, log)
	case len(args) > 1 && args[1] == "desk":
		err = runDesk(ctx, args[2:], os.Stdout)
	case len(args) > 1 && args[1] == "enrol":
		err = runEnrol(ctx, args[2:], os.Stdout)
	case len(args) > 1 && args[1] == "courier":
		err = runCarry(ctx, args[2:], os.Stdout)
	case len(args) > 2 && args[1] == probeCommand:
		err = probe(args[2])
	default:
		err = runCore(ctx, args, log)
	}
	return report(err, stderr)
}

// report says what went wrong in one sentence.
func report(err error, stderr io.Writer) int {
	var mend errMend
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &mend):
		fmt.Fprintln(stderr, "kiosk: "+mend.text)
		return exitMend
	case errors.Is(err, glass.ErrNoDisplay):
		fmt.Fprintln(stderr, "kiosk: there is no display to open a window on. Start it from the kiosk's desktop, or set DISPLAY, for example DISPLAY=:0.")
		return exitMend
	default:
		fmt.Fprintln(stderr, "kiosk: "+strings.TrimSpace(err.Error()))
		return exitFault
	}
}

// forgetful keeps the process's memory off the disk: no core dump holds a visit.
func forgetful(log *slog.Logger) {
	none := unix.Rlimit{}
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &none); err != nil {
		log.Warn("core dumps could not be turned off", "err", err)
	}
}
