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
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the kiosk's clock is London's, whatever its machine has

	"golang.org/x/sys/unix"

	"frontdoor/internal/cli"
	_ "frontdoor/internal/tongue" // before Fyne asks the machine
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/queue"
)

// probeCommand and probePack are the subcommands that look at a file of counts, and at a content
// pack, in a process of their own, because a damaged file can end the process that reads it.
const (
	probeCommand = "probe-queue"
	probePack    = "probe-pack"
)

func main() { os.Exit(run(os.Args, os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	log := slog.New(slog.NewTextHandler(stderr, nil))
	forgetful(log)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	var name string
	if len(args) > 1 {
		name = args[1]
	}
	var err error
	switch name {
	case "glass":
		return runGlass(args, log)
	case "desk":
		err = runDesk(ctx, args[2:], stdout, stderr)
	case "enrol":
		err = runEnrol(ctx, args[2:], stdout)
	case "stick", "courier": // courier was its name before 0.1
		err = runStick(ctx, args[2:], stdout)
	case probeCommand:
		err = probe(probeCommand, args[2:], queue.Bound, queue.Probe)
	case probePack:
		err = probe(probePack, args[2:], pack.Bound, pack.Probe)
	default:
		err = runCore(ctx, args[1:], log, stdout)
	}
	if errors.Is(err, glass.ErrNoDisplay) {
		err = cli.Mendf("there is no display to open a window on. Start it from the kiosk's desktop, or set DISPLAY, for example DISPLAY=:0.")
	}
	return cli.Report(stderr, "kiosk", err)
}

// runCore is a kiosk from its start to its end.
func runCore(ctx context.Context, args []string, log *slog.Logger, stdout io.Writer) error {
	opts, err := parseFlags(args, stdout)
	if err != nil {
		return err
	}
	opts.Log = log
	if opts.Glass, err = glassCommand(args); err != nil {
		return err
	}
	for {
		k, err := Open(ctx, opts)
		if err != nil {
			return err
		}
		err = k.Run(ctx)
		again := errors.Is(err, errClockSet)
		if err = errors.Join(err, k.Close()); !again {
			return err
		}
		log.Info("the clock has been set: the kiosk begins anew")
	}
}

// probe looks at a file for the process that started this one.
func probe(name string, args []string, bound func() error, look func(file string) error) error {
	if len(args) != 1 {
		return cli.Usagef("%s looks at one file of counts, or of content", name)
	}
	if err := bound(); err != nil {
		return err
	}
	return look(args[0])
}

// forgetful keeps the process's memory to itself: no core dump holds a visit, and no other program
// of the same user reads it.
func forgetful(log *slog.Logger) {
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		log.Warn("other programs may read this one's memory", "err", err)
	}
	none := unix.Rlimit{}
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &none); err != nil {
		log.Warn("core dumps could not be turned off", "err", err)
	}
}
