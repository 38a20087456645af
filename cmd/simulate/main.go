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
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"frontdoor/internal/cli"
	"frontdoor/internal/rig/chaos"
	"frontdoor/internal/rig/outage"
)

const help = `usage:
  simulate outage [--kiosks 20000] [--sites 300] [--within 20s] [--at-most 10m] [--on sqlite,postgres]
  simulate chaos [--seconds 60] [--kiosks 4] [--seed 1] [--on sqlite,postgres]

simulate COMMAND --help tells more. Both stores are new, temporary and on this machine.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout)
	stop()
	os.Exit(cli.Report(os.Stderr, "simulate", err))
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout io.Writer) error {
	if cli.Told(stdout, args, help) {
		return nil
	}
	if lived, err := chaos.Live(ctx, args, stdin, stdout); lived {
		return err
	}
	switch {
	case len(args) > 0 && args[0] == "outage":
		return runOutage(ctx, args[1:], stdout)
	case len(args) > 0 && args[0] == "chaos":
		return runChaos(ctx, args[1:], stdout)
	}
	return cli.Usagef("say what to simulate: outage or chaos. See simulate --help.")
}

const onHelp = "the `stores`: sqlite and postgres, with a comma"

func runOutage(ctx context.Context, args []string, stdout io.Writer) error {
	var o outage.Options
	f := cli.NewFlags(cli.About{
		Name: "simulate outage",
		Text: "Has the kiosks of a city come back after a day on which their hub could not be reached, and deliver.\n" +
			"Fails when a batch was refused or a count is not there exactly once.",
	})
	f.IntVar(&o.Kiosks, "kiosks", 20000, "how `many` kiosks come back, at most 100,000")
	f.IntVar(&o.Sites, "sites", 300, "of how `many` sites they are")
	f.DurationVar(&o.Within, "within", 20*time.Second, "the `time` within which all of them come back")
	f.DurationVar(&o.AtMost, "at-most", 10*time.Minute, "the `time` after which it is given up")
	f.StringVar(&o.On, "on", "sqlite,postgres", onHelp)
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if o.Kiosks < 1 || o.Kiosks > 100000 || o.Sites < 1 || o.Within < 0 || o.AtMost <= 0 {
		return cli.Usagef("there are 1 to 100,000 kiosks, of at least one site, and times are not negative. See simulate outage --help.")
	}
	return outage.Run(ctx, o, stdout)
}

func runChaos(ctx context.Context, args []string, stdout io.Writer) error {
	var o chaos.Options
	f := cli.NewFlags(cli.About{
		Name: "simulate chaos",
		Text: "Kills kiosks and hub, each a process of its own, with SIGKILL, over a network that resets, cuts, slows\n" +
			"and swallows. In the end every visit that a kiosk promised to keep is at the hub once, or waits, or is\n" +
			"declared lost.",
	})
	f.IntVar(&o.Seconds, "seconds", 60, "how `long` it goes on, on each store: at most 3,600")
	f.IntVar(&o.Kiosks, "kiosks", 4, "how `many` kiosks there are, at most 100")
	f.Uint64Var(&o.Seed, "seed", 1, "the `number` that chance follows from")
	f.StringVar(&o.On, "on", "sqlite,postgres", onHelp)
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if o.Seconds < 1 || o.Seconds > 3600 || o.Kiosks < 1 || o.Kiosks > 100 {
		return cli.Usagef("there are 1 to 3,600 seconds and 1 to 100 kiosks. See simulate chaos --help.")
	}
	return chaos.Run(ctx, o, stdout)
}
