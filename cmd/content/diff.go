package main

import (
	"context"
	"errors"
	"io"

	"frontdoor/internal/cli"
	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
)

// errDifferent says that two packs differ: not a fault, and an exit code of its own.
var errDifferent = errors.New("the packs differ")

// runDiff prints what a coordinator has to read before a pack is published.
func runDiff(_ context.Context, args []string, out io.Writer) error {
	packs, err := cli.NewFlags(cli.About{
		Name: "content diff", Usage: "OLD NEW", Text: "Says what has changed between two packs, service by service and field by field.",
		Exit: "  0  nothing has changed\n  1  something has\n  2  a pack cannot be read\n",
	}).ParseArgs(out, args)
	if err != nil {
		return err
	}
	if len(packs) != 2 {
		return cli.Usagef("say two packs: content diff OLD NEW")
	}
	before, err := services(packs[0])
	if err != nil {
		return err
	}
	after, err := services(packs[1])
	if err != nil {
		return err
	}
	tree, _, err := knownNeeds()
	if err != nil {
		return err
	}
	text, changed, err := content.News(before, after, tree.Leaves())
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, text); err != nil {
		return err
	}
	if changed {
		return errDifferent
	}
	return nil
}

// services returns all services of a pack, which is closed again.
func services(pack string) (all []directory.Service, err error) {
	_, all, done, err := open(pack)
	if err != nil {
		return nil, err
	}
	return all, done()
}
