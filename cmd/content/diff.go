package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
)

// errDifferent says that two packs differ: no fault, and an exit code of its own.
var errDifferent = errors.New("the packs differ")

// runDiff prints what a coordinator has to read before a pack is published.
func runDiff(_ context.Context, args []string, out io.Writer) error {
	packs, err := parse(flags("diff"), args)
	if err != nil {
		return err
	}
	if len(packs) != 2 {
		return errors.New("say two packs: content diff OLD NEW")
	}
	before, err := services(packs[0])
	if err != nil {
		return err
	}
	after, err := services(packs[1])
	if err != nil {
		return err
	}
	all, err := content.Differ(before, after)
	if err != nil {
		return err
	}
	tree, _, err := knownNeeds()
	if err != nil {
		return err
	}
	text := differences(all, len(after))
	was, is := content.Unanswered(tree.Leaves(), before), content.Unanswered(tree.Leaves(), after)
	text += needsLine("needs that have lost their last answer", is, was) + needsLine("needs that have an answer now", was, is)
	if _, err := io.WriteString(out, text); err != nil {
		return err
	}
	if len(all) > 0 {
		return errDifferent
	}
	return nil
}

// services gives all services of a pack, which is closed again.
func services(pack string) (all []directory.Service, err error) {
	_, all, done, err := open(pack)
	if err != nil {
		return nil, err
	}
	return all, done()
}

// differences writes services with + added, - gone and ~ changed, and how many of each.
func differences(all []content.Difference, after int) string {
	var b strings.Builder
	counts := map[content.DifferenceKind]int{}
	for _, d := range all {
		counts[d.Kind]++
		b.WriteString(tabs([]string{"+", "-", "~"}[d.Kind], d.ID, d.Name))
		for _, c := range d.Changes {
			b.WriteString(tabs("", c.Field, cmp.Or(c.Old, "(not known)"), "->", cmp.Or(c.New, "(not known)")))
		}
	}
	same := after - counts[content.Added] - counts[content.Changed]
	fmt.Fprintf(&b, "%d added, %d gone, %d changed, %d as they were\n", counts[content.Added], counts[content.Gone], counts[content.Changed], same)
	return b.String()
}

// needsLine names the needs of one list that are not in the other; nothing when there are none.
func needsLine(what string, list, other []string) string {
	only := slices.DeleteFunc(slices.Clone(list), func(n string) bool { return slices.Contains(other, n) })
	if len(only) == 0 {
		return ""
	}
	return what + ": " + strings.Join(only, ", ") + "\n"
}
