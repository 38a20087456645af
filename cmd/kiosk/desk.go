package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"frontdoor/kiosk/code"
	"frontdoor/kiosk/site"
)

// The desk subcommand speaks to a kiosk that runs, over a socket in its folder that only the
// kiosk's own user can open.

func deskSocket(data string) string { return filepath.Join(data, "desk.sock") }

// An asking is what the shell asks of a kiosk, and an answering what it is told.
type asking struct {
	Do   string // pair, devices, withdraw, add-kiosk
	Name string
}

type answering struct {
	Fault   string
	Address string
	Code    string
	Link    string
	Key     string
	Devices []string
}

// answerShell answers "kiosk desk" until ctx ends.
func (c *console) answerShell(ctx context.Context) {
	if err := os.Remove(c.socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		c.log.Warn("the console cannot be reached from a shell", "err", err)
		return
	}
	var how net.ListenConfig
	l, err := how.Listen(ctx, "unix", c.socket)
	if err == nil {
		err = os.Chmod(c.socket, 0o600)
	}
	if err != nil {
		c.log.Warn("the console cannot be reached from a shell", "err", err)
		return
	}
	stop := context.AfterFunc(ctx, func() {
		if err := l.Close(); err != nil {
			c.log.Debug("the shell's socket was closed before", "err", err)
		}
	})
	defer stop()
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		if err := c.answerOne(conn); err != nil {
			c.log.Info("a shell was not answered", "err", err)
		}
	}
}

func (c *console) answerOne(conn net.Conn) (err error) {
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return err
	}
	var q asking
	if err := json.NewDecoder(io.LimitReader(conn, 4<<10)).Decode(&q); err != nil {
		return err
	}
	var a answering
	switch q.Do {
	case "pair":
		c.server.Invite()
		i := c.server.Invited()
		a = answering{Address: i.Address, Code: i.Code, Link: i.Link()}
	case "devices":
		a.Devices = c.server.Paired()
	case "withdraw":
		ok, err := c.devices.Withdraw(q.Name)
		switch {
		case err != nil:
			a.Fault = err.Error()
		case !ok:
			a.Fault = fmt.Sprintf("no device is called %q; --devices lists them", q.Name)
		}
	case "add-kiosk":
		if a.Key, err = c.devices.Add(q.Name, true, time.Now()); err != nil {
			a.Fault = err.Error()
		}
	default:
		a.Fault = "that is not understood"
	}
	return json.NewEncoder(conn).Encode(a)
}

// runDesk is "kiosk desk".
func runDesk(ctx context.Context, args []string, out io.Writer) error {
	var s settings
	var pair, devices, certificate bool
	var withdraw, add string
	f := flag.NewFlagSet("kiosk desk", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&s.data, "data", "", "the folder of the kiosk, as it was started with")
	f.StringVar(&s.site, "site", "", "the site's file, as the kiosk was started with; for --certificate")
	f.BoolVar(&pair, "pair", false, "make a code that pairs one telephone, tablet or computer within two minutes")
	f.BoolVar(&devices, "devices", false, "list what is paired")
	f.StringVar(&withdraw, "withdraw", "", "shut the device of this name out")
	f.StringVar(&add, "add-kiosk", "", "make a key for another kiosk of the site, which is called this")
	f.BoolVar(&certificate, "certificate", false, "print the certificate that devices have to trust; it is made where there is none")
	if err := f.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "usage: kiosk desk [--data DIR] --pair | --devices | --withdraw NAME | --add-kiosk NAME | --certificate --site FILE")
			f.SetOutput(os.Stderr)
			f.PrintDefaults()
			return err
		}
		return mendf("%v. See kiosk desk --help.", err)
	}
	if err := s.findData(); err != nil {
		return err
	}
	switch {
	case f.NArg() > 0:
		return mendf("%q is not understood. See kiosk desk --help.", f.Arg(0))
	case certificate:
		return printCertificate(s, out)
	case pair:
		return showPairing(ctx, s.data, out)
	case devices:
		a, err := ask(ctx, s.data, asking{Do: "devices"})
		if err == nil && len(a.Devices) > 0 {
			fmt.Fprintln(out, strings.Join(a.Devices, "\n"))
		}
		return err
	case withdraw != "":
		_, err := ask(ctx, s.data, asking{Do: "withdraw", Name: withdraw})
		return err
	case add != "":
		a, err := ask(ctx, s.data, asking{Do: "add-kiosk", Name: add})
		if err == nil {
			fmt.Fprintln(out, a.Key)
		}
		return err
	}
	return mendf("say what to do: --pair, --devices, --withdraw NAME, --add-kiosk NAME or --certificate. See kiosk desk --help.")
}

// ask asks the kiosk that runs with a folder.
func ask(ctx context.Context, data string, q asking) (a answering, err error) {
	var how net.Dialer
	conn, err := how.DialContext(ctx, "unix", deskSocket(data))
	if err != nil {
		return a, mendf("%v with the folder %s: start it with a site's file that has [console] listen, as the same user, or give its folder with --data DIR.", errNoKiosk, data)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return a, err
	}
	if err := json.NewEncoder(conn).Encode(q); err != nil {
		return a, fmt.Errorf("ask the kiosk: %w", err)
	}
	if err := json.NewDecoder(conn).Decode(&a); err != nil {
		return a, fmt.Errorf("ask the kiosk: %w", err)
	}
	if a.Fault != "" {
		return a, mendf("%s.", a.Fault)
	}
	return a, nil
}

func showPairing(ctx context.Context, data string, out io.Writer) error {
	a, err := ask(ctx, data, asking{Do: "pair"})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s\nPoint the device's camera at the picture, or open %s there and type %s.\nThe code works once, for two minutes.\n", blocks(a.Link), a.Address, a.Code)
	return nil
}

// blocks draws a QR code in letters, two modules above each other in one, light on dark as a
// terminal shows it.
func blocks(says string) string {
	picture := code.Modules(says)
	if picture == nil {
		return "" // the address and the code to type stand beneath
	}
	n := picture.Bounds().Dx()
	dark := func(x, y int) bool { return y < n && picture.GrayAt(x, y).Y == 0 }
	var b strings.Builder
	for y := 0; y < n; y += 2 {
		for x := range n {
			switch up, low := dark(x, y), dark(x, y+1); {
			case up && low:
				b.WriteRune(' ')
			case up:
				b.WriteRune('▄')
			case low:
				b.WriteRune('▀')
			default:
				b.WriteRune('█')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// printCertificate prints what devices have to trust, and how to know it again.
func printCertificate(s settings, out io.Writer) error {
	if s.site == "" {
		return mendf("give the site's file with --site FILE: the certificate is made for its names.")
	}
	at, err := site.Read(s.site)
	if err != nil {
		return mendf("%v", err)
	}
	if at.Console.Listen == "" {
		return mendf("%s has no [console] with listen: the certificate is made on the kiosk that serves the console.", s.site)
	}
	if err := os.MkdirAll(deskFolder(s.data), 0o700); err != nil {
		return mendf("%v", err)
	}
	a, err := openAuthority(at, s.data)
	if err != nil {
		return mendf("%v", err)
	}
	fmt.Fprintf(os.Stderr, "SHA-256 fingerprint, to be compared on each device:\n%s\n", a.Fingerprint())
	_, err = out.Write(a.Certificate())
	return err
}
