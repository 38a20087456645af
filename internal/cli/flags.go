package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"frontdoor/internal/build"
)

// About is what --help says of a command besides its flags.
type About struct {
	Name  string // the command as it is called: "kiosk desk"
	Usage string // what follows the name; empty: "[flags]"
	Text  string // one or a few sentences, in lines of at most 90 letters
	Exit  string // lines of EXIT STATUS; empty: those of Report
}

// exitStatus is what Report returns.
const exitStatus = `  0  what was asked for was done
  1  a fault of the program, or of the machine
  2  something that the caller can mend: the message says how
`

// Flags are the flags of one command.
type Flags struct {
	*flag.FlagSet
	about About
}

// NewFlags returns an empty set for a command.
func NewFlags(a About) *Flags {
	f := &Flags{flag.NewFlagSet(a.Name, flag.ContinueOnError), a}
	f.SetOutput(io.Discard)
	return f
}

// Parse reads the flags of a command that takes no other arguments. --help and --version are
// answered on out, and Parse then returns flag.ErrHelp, which Report takes for well.
func (f *Flags) Parse(out io.Writer, args []string) error {
	rest, err := f.ParseArgs(out, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return Unexpected(f.about.Name, rest[0])
	}
	return nil
}

// ParseArgs reads flags as Parse does, and returns the arguments that stand between and behind
// them. Everything behind "--" is an argument.
func (f *Flags) ParseArgs(out io.Writer, args []string) ([]string, error) {
	if err := f.complete(); err != nil {
		return nil, err
	}
	asked := f.Bool("version", false, "print which build this is")
	var rest []string
	for len(args) > 0 {
		err := f.FlagSet.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			f.help(out)
			return nil, err
		}
		if err != nil {
			return nil, Usagef("%v. See %s --help.", err, f.about.Name)
		}
		read := len(args) - f.NArg()
		ended := read > 0 && args[read-1] == "--"
		if args = f.Args(); ended {
			rest, args = append(rest, args...), nil
		} else if len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	if *asked {
		fmt.Fprintln(out, build.Line())
		return nil, flag.ErrHelp
	}
	return rest, nil
}

// complete returns an error for a flag without help: anyone who asks for help would find a gap.
func (f *Flags) complete() error {
	var bare []string
	f.VisitAll(func(one *flag.Flag) {
		if strings.TrimSpace(one.Usage) == "" {
			bare = append(bare, "--"+one.Name)
		}
	})
	if f.about.Text == "" {
		bare = append(bare, "the command itself")
	}
	if len(bare) > 0 {
		return fmt.Errorf("%s has no help for %s", f.about.Name, strings.Join(bare, ", "))
	}
	return nil
}

// help writes the whole help of a command.
func (f *Flags) help(w io.Writer) {
	usage := f.about.Usage
	if usage == "" {
		usage = "[flags]"
	}
	fmt.Fprintf(w, "usage: %s %s\n\n%s\n", f.about.Name, usage, strings.TrimSpace(f.about.Text))
	fmt.Fprint(w, "\nFLAGS\n")
	f.VisitAll(func(one *flag.Flag) { fmt.Fprint(w, line(one)) })
	exit := f.about.Exit
	if exit == "" {
		exit = exitStatus
	}
	fmt.Fprintf(w, "\nEXIT STATUS\n%s", exit)
}

// line returns the help of one flag. A word in backquotes names its value, as in package flag.
func line(one *flag.Flag) string {
	value, text := flag.UnquoteUsage(one)
	name := "  --" + one.Name
	if value != "" {
		name += " " + strings.ToUpper(value)
	}
	switch one.DefValue {
	case "", "0", "false", "0s":
	default:
		text += " (default " + one.DefValue + ")"
	}
	return name + "\n        " + text + "\n"
}
