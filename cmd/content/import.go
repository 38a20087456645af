package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

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
	from, places, to, area, verified, mapping string
}

func runImport(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("say what to import: ods, libraries, openreferral, csv or postcodes")
	}
	var in importing
	f := flags("import")
	f.StringVar(&in.from, "from", "", "")
	f.StringVar(&in.places, "postcodes", "", "")
	f.StringVar(&in.to, "o", "", "")
	f.StringVar(&in.area, "area", "", "")
	f.StringVar(&in.verified, "verified", "", "")
	f.StringVar(&in.mapping, "mapping", "", "")
	if _, err := parse(f, args[1:]); err != nil {
		return err
	}
	if in.from == "" || in.to == "" {
		return errors.New("say where it comes from and where it goes: --from … -o …")
	}
	if err := os.MkdirAll(in.to, 0o755); err != nil {
		return fmt.Errorf("make the source's folder: %w", err)
	}
	switch args[0] {
	case "ods":
		return importODS(in, out)
	case "libraries":
		return importLibraries(in, out)
	case "openreferral":
		return importOpenReferral(ctx, in, out)
	case "csv":
		return importTable(in, out)
	case "postcodes":
		return importPostcodes(in, out)
	default:
		return fmt.Errorf("%q cannot be imported: there are ods, libraries, openreferral, csv and postcodes", args[0])
	}
}

// placer reads where postcodes are.
func placer(folder string) (func(string) (directory.Point, bool), error) {
	if folder == "" {
		return nil, errors.New("say where postcodes are: --postcodes FOLDER")
	}
	all, _, err := postcodes.Read(os.DirFS(folder))
	if err != nil {
		return nil, err
	}
	return func(p string) (directory.Point, bool) { at, ok := all[p]; return at, ok }, nil
}

func importODS(in importing, out io.Writer) error {
	place, err := placer(in.places)
	if err != nil {
		return err
	}
	for _, k := range ods.Kinds() {
		f, err := os.Open(filepath.Join(in.from, k.File))
		if err != nil {
			return fmt.Errorf("import: %w", err)
		}
		services, newest, report, err := ods.Import(f, k, ods.Options{Area: in.area, Place: place})
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		name := strings.TrimSuffix(k.File, ".csv")
		comment := fmt.Sprintf("Made by: content import ods, from %s of the NHS Organisation Data Service.\nIts newest record is of %s. Do not edit: import again.", k.File, newest)
		if err := finishImport(in.to, name, comment, services, report, out); err != nil {
			return err
		}
	}
	return nil
}

func importLibraries(in importing, out io.Writer) error {
	place, err := placer(in.places)
	if err != nil {
		return err
	}
	verified, err := directory.ParseDate(in.verified)
	if err != nil || verified == (directory.Date{}) {
		return errors.New("say when the list of libraries was made: --verified 2024-06-01, or the year")
	}
	f, err := os.Open(in.from)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	services, report, err := libraries.Import(f, libraries.Options{Place: place, VerifiedOn: verified})
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return finishImport(in.to, "libraries", "Made by: content import libraries. Do not edit: import again.", services, report, out)
}

func importTable(in importing, out io.Writer) error {
	if in.mapping == "" {
		return errors.New("say which column is what: --mapping FILE")
	}
	text, err := os.ReadFile(in.mapping)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	m, err := spreadsheet.ParseMapping(string(text))
	if err != nil {
		return err
	}
	_, known, err := knownNeeds()
	if err != nil {
		return err
	}
	opts := spreadsheet.Options{Problems: func(s directory.Service) []string { return content.Problems(s, known) }}
	if in.places != "" {
		if opts.Place, err = placer(in.places); err != nil {
			return err
		}
	}
	f, err := os.Open(in.from)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	services, report, err := spreadsheet.Import(f, m, opts)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(in.from), filepath.Ext(in.from))
	comment := fmt.Sprintf("Made by: content import csv, from %s with %s. Do not edit: import again.", filepath.Base(in.from), filepath.Base(in.mapping))
	return finishImport(in.to, name, comment, services, report, out)
}

func importPostcodes(in importing, out io.Writer) error {
	all, bad, err := postcodes.Read(os.DirFS(in.from))
	if err != nil {
		return err
	}
	if err := content.WritePostcodes(filepath.Join(in.to, "postcodes.csv"), all); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "postcodes: %d, %d rows left out because they have no place\n", len(all), bad)
	return err
}

// finishImport writes the services, and a report of what was repaired or left out.
func finishImport(folder, name, comment string, services []directory.Service, report *intake.Report, out io.Writer) error {
	if err := content.WriteServices(filepath.Join(folder, name+".toml"), comment, services); err != nil {
		return err
	}
	file := filepath.Join(folder, name+content.ReportEnd)
	if err := writeReport(file, report); err != nil {
		return err
	}
	text := fmt.Sprintf("%s: %d services; %s; see %s\n", name, len(services), report.Summary(), file)
	for i, r := range report.Reasons() {
		if i == mostReasons {
			text += "  and other reasons\n"
			break
		}
		text += fmt.Sprintf("  %6d  %s\n", r.Count, r.Why)
	}
	_, err := io.WriteString(out, text)
	return err
}

// mostReasons is how many reasons an importer prints; the report has all.
const mostReasons = 8

// writeReport writes a report whole or not at all.
func writeReport(file string, report *intake.Report) error {
	var b bytes.Buffer
	if err := report.WriteCSV(&b); err != nil {
		return err
	}
	if err := os.WriteFile(file+".part", b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return os.Rename(file+".part", file)
}
