// Command simulate brings invented residents and kiosks to a real hub.
//
// simulate outage has thousands of kiosks come back after a day on which their hub could not be
// reached: each has a day's hours to deliver, with the delivery that a kiosk has, over a real
// network socket of this machine. It says how long it took until the hub had everything, and
// fails when a batch was refused or a count is not there exactly once.
//
// simulate chaos kills both ends of the line again and again, over a sick network, and holds what
// was promised against what is at the hub.
//
// Nothing of it leaves the machine, and it ends by itself.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"frontdoor/kiosk/queue"
)

const help = `usage:
  simulate outage [--kiosks 20000] [--sites 300] [--within 20s] [--at-most 10m] [--on sqlite,postgres]
  simulate chaos [--seconds 60] [--kiosks 4] [--seed 1] [--on sqlite,postgres]

The kiosks of a city come back within a time after a day's outage of their hub, and deliver.
Chaos kills kiosks and hub, each a process of its own, with SIGKILL, over a network that resets, cuts, slows and swallows; in the end every
visit that a kiosk promised to keep is at the hub once, or waits, or is declared lost.

Both stores are new, temporary and on this machine.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
	case err != nil:
		fmt.Fprintln(os.Stderr, "simulate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return flag.ErrHelp
	}
	switch args[0] {
	case "outage":
	case "chaos":
		return runChaos(ctx, args[1:], out)
	case kioskLife:
		return liveKiosk(ctx, args[1:], os.Stdin, out)
	case hubLife:
		return liveHub(ctx, args[1:])
	case "chaos-probe":
		if len(args) != 2 {
			return flag.ErrHelp
		}
		return errors.Join(queue.Bound(), queue.Probe(args[1]))
	default:
		return flag.ErrHelp
	}
	o := outage{}
	f := flag.NewFlagSet("outage", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&o.kiosks, "kiosks", 20000, "")
	f.IntVar(&o.sites, "sites", 300, "")
	f.DurationVar(&o.within, "within", 20*time.Second, "")
	f.DurationVar(&o.atMost, "at-most", 10*time.Minute, "")
	f.StringVar(&o.on, "on", "sqlite,postgres", "")
	if err := f.Parse(args[1:]); err != nil {
		return err
	}
	if o.kiosks < 1 || o.kiosks > 100000 || o.sites < 1 || o.within < 0 || o.atMost <= 0 || f.NArg() > 0 {
		return flag.ErrHelp
	}
	return o.run(ctx, out)
}

func runChaos(ctx context.Context, args []string, out io.Writer) error {
	var c chaos
	f := flag.NewFlagSet("chaos", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&c.seconds, "seconds", 60, "")
	f.IntVar(&c.kiosks, "kiosks", 4, "")
	f.Uint64Var(&c.seed, "seed", 1, "")
	f.StringVar(&c.on, "on", "sqlite,postgres", "")
	if err := f.Parse(args); err != nil {
		return err
	}
	if c.seconds < 1 || c.seconds > 3600 || c.kiosks < 1 || c.kiosks > 100 || f.NArg() > 0 {
		return flag.ErrHelp
	}
	return c.run(ctx, out)
}
