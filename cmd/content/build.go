package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"frontdoor/internal/cli"
	"frontdoor/internal/durable"
	"frontdoor/kiosk/content"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
)

func runCheck(_ context.Context, args []string, out io.Writer) error {
	folders, err := flags("check", "SOURCE…", "Says what is wrong with sources, and how to mend it.").ParseArgs(out, args)
	if err != nil {
		return err
	}
	_, s, report, err := gather(folders)
	if err != nil {
		return err
	}
	text := content.Merged(report)
	for _, e := range report.Entries() {
		if e.Outcome != intake.Repaired {
			text += e.String() + "\n"
		}
	}
	for _, w := range s.Warnings {
		text += w.Error() + "\n"
	}
	text += fmt.Sprintf("no faults in %d services and %d postcodes", len(s.Services), len(s.Postcodes))
	if n := len(s.Warnings); n > 0 {
		text += fmt.Sprintf("; %d could be plainer", n)
	}
	_, err = io.WriteString(out, text+"\n")
	return err
}

func runBuild(_ context.Context, args []string, out io.Writer) error {
	f := flags("build", "SOURCE… -o PACK [--report FILE]", "Makes a pack of sources. National services are part of every pack.")
	to := f.String("o", "", "the `pack` to write")
	reportTo := f.String("report", "", "a CSV `file` that tells which places several lists have, and what they contradict each other in")
	folders, err := f.ParseArgs(out, args)
	if err != nil {
		return err
	}
	if *to == "" {
		return cli.Usagef("say where the pack goes: -o PACK")
	}
	tree, s, report, err := gather(folders)
	if err != nil {
		return err
	}
	if *reportTo != "" {
		if err := report.WriteFile(*reportTo); err != nil {
			return err
		}
	}
	if err := content.Build(s, *to); err != nil {
		return err
	}
	text := fmt.Sprintf("%s: %d services, %d postcodes\n", *to, len(s.Services), len(s.Postcodes)) + content.Merged(report)
	if none := content.Unanswered(tree.Leaves(), s.Services); len(none) > 0 {
		text += fmt.Sprintf("%d needs without an answer: %s\n", len(none), strings.Join(none, ", "))
	}
	_, err = io.WriteString(out, text)
	return err
}

func gather(folders []string) (*needs.Tree, content.Source, *intake.Report, error) {
	tree, known, err := knownNeeds()
	if err != nil {
		return nil, content.Source{}, nil, err
	}
	s, report, err := content.Gather(folders, known)
	return tree, s, report, err
}

// runBuiltin makes assets/builtin/builtin.cbor: go generate calls it, and no editor does.
func runBuiltin(_ context.Context, args []string, out io.Writer) error {
	f := flags("builtin", "-o FILE", "Makes of the built-in sources what kiosks read. It is for go generate.")
	to := f.String("o", "", "the `file` to write")
	if err := f.Parse(out, args); err != nil {
		return err
	}
	_, known, err := knownNeeds()
	if err != nil {
		return err
	}
	b, err := content.CompileBuiltin(known)
	if err != nil {
		return err
	}
	return durable.WriteFile(*to, b, 0o644)
}

// open opens a pack, or the built-in content where there is none.
func open(file string) (directory.Store, []directory.Service, func() error, error) {
	if file == "" {
		c, err := pack.Builtin()
		if err != nil {
			return nil, nil, nil, err
		}
		return directory.NewMemory(c.Services, c.Postcodes), c.Services, func() error { return nil }, nil
	}
	p, err := pack.Open(file)
	if err != nil {
		return nil, nil, nil, err
	}
	all, err := p.Services()
	if err != nil {
		return nil, nil, nil, errors.Join(err, p.Close())
	}
	return p, all, p.Close, nil
}
