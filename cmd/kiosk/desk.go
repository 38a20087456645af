package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"frontdoor/internal/cli"
	"frontdoor/internal/durable"
	"frontdoor/kiosk/clock"
	"frontdoor/kiosk/code"
	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/site"
)

// runDesk is "kiosk desk": it speaks to a kiosk that runs, as the same user.
func runDesk(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var data, siteFile, withdraw, add, to string
	f := cli.NewFlags(cli.About{
		Name:  "kiosk desk",
		Usage: "[--data DIR] --pair | --devices | --withdraw NAME | --add-kiosk NAME --to FILE | --certificate --site FILE",
		Text:  "Pairs telephones, tablets and other kiosks with the console of a kiosk that runs, as the same user.",
	})
	dataFlag(f, &data)
	f.StringVar(&siteFile, "site", "", "the site's `file`, as the kiosk was started with; for --certificate")
	pair := f.Bool("pair", false, "make a code that pairs one telephone, tablet or computer within two minutes")
	devices := f.Bool("devices", false, "list what is paired")
	f.StringVar(&withdraw, "withdraw", "", "shut the device of this `name` out")
	f.StringVar(&add, "add-kiosk", "", "make a key for another kiosk of the site, of this `name`; see --to")
	f.StringVar(&to, "to", "", "write the key of --add-kiosk to this `file`, which only this user can read")
	certificate := f.Bool("certificate", false, "print the certificate that devices have to trust; it is made where there is none")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if err := findData(&data); err != nil {
		return err
	}
	switch {
	case *certificate:
		return printCertificate(siteFile, data, stdout, stderr)
	case *pair:
		r, err := ask(ctx, data, desk.Order{Do: desk.Pair})
		if err == nil {
			fmt.Fprintf(stdout, "%s\nPoint the device's camera at the picture, or open %s there and type %s.\nThe code works once, for two minutes.\n", code.Blocks(r.Link), r.Address, r.Code)
		}
		return err
	case *devices:
		r, err := ask(ctx, data, desk.Order{Do: desk.List})
		if err == nil && len(r.Devices) > 0 {
			fmt.Fprintln(stdout, strings.Join(r.Devices, "\n"))
		}
		return err
	case withdraw != "":
		_, err := ask(ctx, data, desk.Order{Do: desk.Withdraw, Name: withdraw})
		return err
	case add != "":
		return addKiosk(ctx, data, add, to, stdout)
	}
	return cli.Usagef("say what to do: --pair, --devices, --withdraw NAME, --add-kiosk NAME or --certificate. See kiosk desk --help.")
}

// addKiosk makes a key for another kiosk. It is a secret: a shell that writes it to a file makes one
// that everybody can read, so the file is written here.
func addKiosk(ctx context.Context, data, name, to string, stdout io.Writer) error {
	if to == "" {
		return cli.Usagef("say where the key is to be kept: kiosk desk --add-kiosk NAME --to FILE")
	}
	if _, err := os.Lstat(to); err == nil {
		return cli.Mendf("%s is there already, and a key is written to a new file only.", to)
	}
	r, err := ask(ctx, data, desk.Order{Do: desk.AddKiosk, Name: name})
	if err != nil {
		return err
	}
	if err := durable.CreateFile(to, []byte(r.Key+"\n"), 0o600); err != nil {
		return cli.Mendf("the key cannot be kept: %v. Withdraw it with kiosk desk --withdraw %q, and choose another file.", err, name)
	}
	_, err = fmt.Fprintf(stdout, "The key of %s is in %s. Carry it to that kiosk, and delete it here.\n", name, to)
	return err
}

// ask asks the kiosk that runs with a folder, and says how to mend it where none does.
func ask(ctx context.Context, data string, o desk.Order) (desk.Reply, error) {
	r, err := desk.Ask(ctx, data, o)
	var no *desk.DeedError
	switch {
	case errors.Is(err, desk.ErrNoConsole):
		err = cli.Mendf("%v with the folder %s: start it with a site's file that has [console] listen, as the same user, or give its folder with --data DIR.", err, data)
	case errors.As(err, &no):
		err = cli.Mendf("%s.", no.Text)
	}
	return r, err
}

// printCertificate prints what devices have to trust, and how to know it again.
func printCertificate(siteFile, data string, stdout, stderr io.Writer) error {
	if siteFile == "" {
		return cli.Usagef("give the site's file with --site FILE: the certificate is made for its names.")
	}
	at, err := site.Read(siteFile)
	if err != nil {
		return cli.Mendf("%v", err)
	}
	if at.Console.Listen == "" {
		return cli.Mendf("%s has no [console] with listen: the certificate is made on the kiosk that serves the console.", siteFile)
	}
	if _, err := desk.Renew(at, data, clock.NewJudge(sinceBoot).Believed(time.Now())); err != nil {
		return cli.Mendf("%v. Set the clock, for example with timedatectl.", err)
	}
	a, err := desk.AuthorityOf(at, data)
	if err != nil {
		return cli.Mendf("%v", err)
	}
	fmt.Fprintf(stderr, "SHA-256 fingerprint, to be compared on each device:\n%s\n", a.Fingerprint())
	_, err = stdout.Write(a.Certificate())
	return err
}
