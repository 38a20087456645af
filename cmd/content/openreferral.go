package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"frontdoor/internal/cli"
	"frontdoor/internal/durable"
	"frontdoor/kiosk/content/feed"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/content/openreferral"
)

func importOpenReferral(ctx context.Context, in importing, out io.Writer) error {
	m := openreferral.Own("", "")
	if in.mapping != "" {
		text, err := os.ReadFile(in.mapping)
		if err != nil {
			return fmt.Errorf("import: %w", err)
		}
		if m, err = openreferral.ParseMapping(string(text)); err != nil {
			return err
		}
	}
	opts, err := in.options()
	if err != nil {
		return err
	}
	fetching := &intake.Report{}
	name, records, done, err := openReferral(ctx, in, fetching, out)
	if err != nil {
		return err
	}
	services, report := openreferral.Import(records, m, opts)
	for _, e := range fetching.Entries() {
		report.Add(e)
	}
	if len(services) == 0 {
		return fmt.Errorf("nothing of the %d records can be taken (%s): %w", records.Len(), report.Summary(), in.made(name, "", nil, report).Refuse())
	}
	comment := fmt.Sprintf("Made by: content import openreferral, from %s. Do not edit: import again.", in.from)
	if err := in.finish(name, comment, services, report, out); err != nil {
		return err
	}
	return done()
}

// openReferral returns the records of a file or of an API, what the source is called, and what
// has to be done when they have been imported.
func openReferral(ctx context.Context, in importing, report *intake.Report, out io.Writer) (name string, records openreferral.Records, done func() error, err error) {
	if !strings.Contains(in.from, "://") {
		b, err := os.ReadFile(in.from)
		if err != nil {
			return "", records, nil, fmt.Errorf("import: %w", err)
		}
		page, err := openreferral.ParsePage(b)
		name = strings.TrimSuffix(filepath.Base(in.from), filepath.Ext(in.from))
		return cmp.Or(in.name, name), page.Services, func() error { return nil }, err
	}
	if name, err = feed.Name(in.from); err != nil {
		return "", records, nil, err
	}
	records, done, err = feed.Fetch(ctx, in.from, filepath.Join(in.to, name+".fetching"), report, out)
	return cmp.Or(in.name, name), records, done, err
}

func runExport(_ context.Context, args []string, out io.Writer) error {
	f := flags("export", "openreferral -o FILE [--content PACK]", "Writes services as Open Referral UK 3.0.")
	pack := f.String("content", "", "the `pack`; without one, the built-in content")
	to := f.String("o", "", "the `file` to write")
	rest, err := f.ParseArgs(out, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 || rest[0] != "openreferral" || *to == "" {
		return cli.Usagef("say what is exported and where it goes: content export openreferral -o FILE [--content PACK]")
	}
	_, services, closing, err := open(*pack)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	err = openreferral.Export(&b, services)
	if err := errors.Join(err, closing()); err != nil {
		return err
	}
	if err := durable.WriteFile(*to, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	_, err = fmt.Fprintf(out, "%s: %d services, Open Referral UK 3.0\n", *to, len(services))
	return err
}
