package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"frontdoor/internal/cli"
	"frontdoor/kiosk/content"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/content/libraries"
	"frontdoor/kiosk/content/ods"
	"frontdoor/kiosk/content/postcodes"
	"frontdoor/kiosk/content/spreadsheet"
	"frontdoor/kiosk/directory"
)

// importing is what every importer is told.
type importing struct {
	from, places, to, area, verified, mapping, name string

	replace bool // what is there may be replaced, whatever it is
}

func runImport(ctx context.Context, args []string, out io.Writer) error {
	var in importing
	f := flags("import", "ods|libraries|openreferral|csv|postcodes --from … -o SOURCE [flags]",
		"Makes a source, or a part of one, of somebody else's data, and a report of what was\nrepaired, left out or not understood.")
	f.StringVar(&in.from, "from", "", "the `file` or folder to import; of openreferral also an address")
	f.StringVar(&in.places, "postcodes", "", "the `folder` that says where postcodes are (ONS NSPL)")
	f.StringVar(&in.to, "o", "", "the `source`: the folder to write to")
	f.StringVar(&in.area, "area", "", "of ods: only this national `grouping`, like Y56 for London")
	f.StringVar(&in.verified, "verified", "", "of libraries: the `date` on which the list was made")
	f.StringVar(&in.mapping, "mapping", "", "of csv and openreferral: the `file` that says what means what")
	f.StringVar(&in.name, "name", "", "of csv and openreferral: what the `list` is called in the source; without it, as its file")
	f.BoolVar(&in.replace, "replace", false, "let it replace what is there, though it has far less or is another list")
	kind, err := f.ParseArgs(out, args)
	if err != nil {
		return err
	}
	importers := map[string]func(context.Context, importing, io.Writer) error{
		"ods": importODS, "libraries": importLibraries, "openreferral": importOpenReferral, "csv": importTable, "postcodes": importPostcodes,
	}
	switch {
	case len(kind) == 0:
		return cli.Usagef("say what to import: ods, libraries, openreferral, csv or postcodes")
	case len(kind) > 1:
		return cli.Unexpected("content import", kind[1])
	case importers[kind[0]] == nil:
		return cli.Usagef("%q cannot be imported: there are ods, libraries, openreferral, csv and postcodes", kind[0])
	case in.name != "" && (in.name != filepath.Base(in.name) || strings.HasPrefix(in.name, ".")):
		return cli.Usagef("%q is not a name for a file", in.name)
	case in.from == "" || in.to == "":
		return cli.Usagef("say where it comes from and where it goes: --from … -o …")
	}
	if err := os.MkdirAll(in.to, 0o755); err != nil {
		return fmt.Errorf("make the source's folder: %w", err)
	}
	return importers[kind[0]](ctx, in, out)
}

// options returns what importers are told: where postcodes are, if anybody says so, and what a
// source would be refused for.
func (in importing) options() (o intake.Options, err error) {
	_, known, err := knownNeeds()
	if err != nil {
		return o, err
	}
	o.Problems = func(s directory.Service) []string { return content.Problems(s, known) }
	if in.places != "" {
		o.Place, err = placer(in.places)
	}
	return o, err
}

// finish writes what was imported and says what an editor has to know of it.
func (in importing) finish(name, comment string, services []directory.Service, report *intake.Report, out io.Writer) error {
	text, err := in.made(name, comment, services, report).Finish()
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, text)
	return err
}

// made returns what was imported, on its way into the source.
func (in importing) made(name, comment string, services []directory.Service, report *intake.Report) content.Import {
	return content.Import{Folder: in.to, Name: name, Comment: comment, Services: services, Report: report, Replace: in.replace}
}

// placer reads where postcodes are.
func placer(folder string) (func(string) (directory.Point, bool), error) {
	if folder == "" {
		return nil, cli.Usagef("say where postcodes are: --postcodes FOLDER")
	}
	all, _, err := postcodes.Read(os.DirFS(folder))
	if err != nil {
		return nil, err
	}
	return func(p string) (directory.Point, bool) { at, ok := all[p]; return at, ok }, nil
}

func importODS(_ context.Context, in importing, out io.Writer) error {
	place, err := placer(in.places)
	if err != nil {
		return err
	}
	var made []content.Import
	for _, k := range ods.Kinds() {
		f, err := os.Open(filepath.Join(in.from, k.File))
		if err != nil {
			return fmt.Errorf("import: %w", err)
		}
		services, newest, report, err := ods.Import(f, k, ods.Options{Area: in.area, Place: place})
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		comment := fmt.Sprintf("Made by: content import ods, from %s of the NHS Organisation Data Service.\nIts newest record is of %s. Do not edit: import again.", k.File, newest)
		made = append(made, in.made(strings.TrimSuffix(k.File, ".csv"), comment, services, report))
	}
	for _, one := range made { // all of the register, or nothing of it
		if err := one.Refuse(); err != nil {
			return err
		}
	}
	for _, one := range made {
		text, err := one.Finish()
		if err != nil {
			return err
		}
		if _, err := io.WriteString(out, text); err != nil {
			return err
		}
	}
	return nil
}

func importLibraries(_ context.Context, in importing, out io.Writer) error {
	place, err := placer(in.places)
	if err != nil {
		return err
	}
	verified, err := directory.ParseDate(in.verified)
	if err != nil || verified == (directory.Date{}) {
		return cli.Usagef("say when the list of libraries was made: --verified 2024-06-01, or the year")
	}
	f, err := os.Open(in.from)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	opts, err := in.options()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	services, report, err := libraries.Import(f, libraries.Options{Place: place, Problems: opts.Problems, VerifiedOn: verified})
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return in.finish("libraries", "Made by: content import libraries. Do not edit: import again.", services, report, out)
}

func importTable(_ context.Context, in importing, out io.Writer) error {
	if in.mapping == "" {
		return cli.Usagef("say which column is what: --mapping FILE")
	}
	text, err := os.ReadFile(in.mapping)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	m, err := spreadsheet.ParseMapping(string(text))
	if err != nil {
		return err
	}
	opts, err := in.options()
	if err != nil {
		return err
	}
	f, err := os.Open(in.from)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	services, report, err := spreadsheet.Import(f, m, opts)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	name := cmp.Or(in.name, strings.TrimSuffix(filepath.Base(in.from), filepath.Ext(in.from)))
	comment := fmt.Sprintf("Made by: content import csv, from %s with %s. Do not edit: import again.", filepath.Base(in.from), filepath.Base(in.mapping))
	return in.finish(name, comment, services, report, out)
}

func importPostcodes(_ context.Context, in importing, out io.Writer) error {
	all, bad, err := postcodes.Read(os.DirFS(in.from))
	if err != nil {
		return err
	}
	if err := content.FinishPostcodes(in.to, all, in.replace); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "postcodes: %d, %d rows left out because they have no place\n", len(all), bad)
	return err
}
