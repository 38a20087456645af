package cli_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/internal/build"
	"frontdoor/internal/cli"
)

func TestAnErrorIsSaidInOneSentenceAndWithItsExitCode(t *testing.T) {
	cases := map[string]struct {
		err  error
		code int
		says string
	}{
		"well":             {nil, cli.OK, ""},
		"help":             {fmt.Errorf("parse: %w", flag.ErrHelp), cli.OK, ""},
		"a fault of ours":  {errors.New("no words\n"), cli.Fault, "kiosk: no words\n"},
		"to be mended":     {fmt.Errorf("open: %w", cli.Mendf("choose another folder than %s", "/x")), cli.Mend, "kiosk: choose another folder than /x\n"},
		"a wrong call":     {cli.Usagef("%q is not a size", "big"), cli.Mend, "kiosk: \"big\" is not a size\n"},
		"a word too many":  {cli.Unexpected("kiosk desk", "tidy"), cli.Mend, "kiosk: unexpected argument \"tidy\". See kiosk desk --help.\n"},
		"two in one error": {errors.Join(cli.Mendf("plug it in"), errors.New("close")), cli.Mend, "kiosk: plug it in\n"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if code := cli.Report(&out, "kiosk", c.err); code != c.code || out.String() != c.says {
				t.Errorf("%d, %q; want %d, %q", code, out.String(), c.code, c.says)
			}
		})
	}
}

func TestEveryProgramSaysWhatItIs(t *testing.T) {
	cases := map[string]string{"--version": build.Line() + "\n", "--help": "usage\n", "-h": "usage\n", "help": "usage\n"}
	for word, want := range cases {
		var out bytes.Buffer
		if !cli.Told(&out, []string{word}, "usage\n") || out.String() != want {
			t.Errorf("%s: %q", word, out.String())
		}
	}
	for _, args := range [][]string{nil, {"serve"}, {"serve", "--help"}} {
		if cli.Told(&bytes.Buffer{}, args, "usage") {
			t.Errorf("%q is the command's own", args)
		}
	}
}

// example is a command with a flag of each kind.
func example() (f *cli.Flags, data *string, idle *time.Duration) {
	f = cli.NewFlags(cli.About{Name: "kiosk desk", Usage: "[--data DIR] [--idle TIME]", Text: "Speaks to a kiosk."})
	data = f.String("data", "", "the `dir` of the kiosk")
	idle = f.Duration("idle", time.Minute, "how long it `waits`")
	f.Bool("pair", false, "make a code")
	return f, data, idle
}

func TestHelpNamesEveryFlagAndTheExitCodes(t *testing.T) {
	f, _, _ := example()
	var out bytes.Buffer
	if err := f.Parse(&out, []string{"--data", "x", "--help"}); !errors.Is(err, flag.ErrHelp) {
		t.Fatal(err)
	}
	want := `usage: kiosk desk [--data DIR] [--idle TIME]

Speaks to a kiosk.

FLAGS
  --data DIR
        the dir of the kiosk
  --idle WAITS
        how long it waits (default 1m0s)
  --pair
        make a code
  --version
        print which build this is

EXIT STATUS
  0  what was asked for was done
  1  a fault of the program, or of the machine
  2  something that the caller can mend: the message says how
`
	if out.String() != want {
		t.Errorf("help says\n%s\nwant\n%s", out.String(), want)
	}
}

func TestFlagsAreReadAndWhatIsWrongIsSaid(t *testing.T) {
	f, data, idle := example()
	if err := f.Parse(&bytes.Buffer{}, []string{"--data", "there", "--idle=5s"}); err != nil || *data != "there" || *idle != 5*time.Second {
		t.Errorf("read %q and %v: %v", *data, *idle, err)
	}
	for want, args := range map[string][]string{
		`unexpected argument "more". See kiosk desk --help.`:                       {"--pair", "more"},
		`flag provided but not defined: -dat. See kiosk desk --help.`:              {"--dat", "x"},
		`flag needs an argument: -data. See kiosk desk --help.`:                    {"--data"},
		`invalid value "soon" for flag -idle: parse error. See kiosk desk --help.`: {"--idle", "soon"},
		`unexpected argument "--pair". See kiosk desk --help.`:                     {"--", "--pair"},
	} {
		f, _, _ := example()
		var usage *cli.UsageError
		if err := f.Parse(&bytes.Buffer{}, args); !errors.As(err, &usage) || err.Error() != want {
			t.Errorf("%q: %v, want %s", args, err, want)
		}
	}
}

func TestArgumentsMayStandBetweenFlags(t *testing.T) {
	f, data, _ := example()
	rest, err := f.ParseArgs(&bytes.Buffer{}, []string{"one", "--data", "x", "two", "--", "--pair"})
	if err != nil || *data != "x" || !slices.Equal(rest, []string{"one", "two", "--pair"}) {
		t.Errorf("%q, data %q: %v", rest, *data, err)
	}
}

func TestACommandSaysWhichBuildItIs(t *testing.T) {
	f, _, _ := example()
	var out bytes.Buffer
	if err := f.Parse(&out, []string{"--version"}); !errors.Is(err, flag.ErrHelp) || out.String() != build.Line()+"\n" {
		t.Errorf("%q: %v", out.String(), err)
	}
}

func TestAFlagWithoutHelpIsRefused(t *testing.T) {
	f, _, _ := example()
	f.String("secret", "", " ")
	var usage *cli.UsageError
	if err := f.Parse(&bytes.Buffer{}, nil); err == nil || errors.As(err, &usage) || !strings.Contains(err.Error(), "kiosk desk has no help for --secret") {
		t.Errorf("got %v", err)
	}
	bare := cli.NewFlags(cli.About{Name: "kiosk"})
	if err := bare.Parse(&bytes.Buffer{}, nil); err == nil || !strings.Contains(err.Error(), "the command itself") {
		t.Errorf("got %v", err)
	}
}
