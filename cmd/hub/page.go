package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"frontdoor/hub/dashboard"
	"frontdoor/internal/cli"
	"frontdoor/internal/durable"
)

// page writes the coordinators' page to a file that needs no hub to be read.
func page(ctx context.Context, args []string, stdout, _ io.Writer) (err error) {
	f := newVerb("page", "WHERE --out FILE",
		"Writes the coordinators' page of all sites for the last 7 days to a file that opens in any browser without\nthe hub, to be sent or kept. Its numbers are protected as on the hub's own page.")
	out := f.String("out", "", "the `file` to write: counts.html")
	if err := f.Parse(stdout, args); err != nil {
		return err
	}
	if *out == "" {
		return cli.Mendf("say which file to write: --out counts.html")
	}
	opts, err := options(nil)
	if err != nil {
		return err
	}
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var b bytes.Buffer
	if err := dashboard.Write(ctx, &b, s, dashboard.Options{Names: opts.Names}); err != nil {
		return err
	}
	if err := durable.WriteFile(*out, b.Bytes(), 0o644); err != nil {
		return cli.Mendf("the page cannot be written: %v", err)
	}
	_, err = fmt.Fprintf(stdout, "hub: the coordinators' page is in %s\n", *out)
	return err
}
