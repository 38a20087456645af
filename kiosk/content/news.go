package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"frontdoor/kiosk/directory"
)

// News says what has changed between two packs, for a coordinator: each service with + where it
// was added, - where it has gone and ~ where it has changed, field by field; how many there are
// of each; and which of the needs have lost or found an answer. It reports whether anything has
// changed.
func News(before, after []directory.Service, needs []string) (text string, changed bool, err error) {
	all, err := Differ(before, after)
	if err != nil {
		return "", false, err
	}
	var b strings.Builder
	counts := map[DifferenceKind]int{}
	for _, d := range all {
		counts[d.Kind]++
		fmt.Fprintf(&b, "%s\t%s\t%s\n", []string{"+", "-", "~"}[d.Kind], d.ID, d.Name)
		for _, c := range d.Changes {
			fmt.Fprintf(&b, "\t%s\t%s\t->\t%s\n", c.Field, cmp.Or(c.Old, "(not known)"), cmp.Or(c.New, "(not known)"))
		}
	}
	same := len(after) - counts[Added] - counts[Changed]
	fmt.Fprintf(&b, "%d added, %d gone, %d changed, %d as they were\n", counts[Added], counts[Gone], counts[Changed], same)
	was, is := Unanswered(needs, before), Unanswered(needs, after)
	b.WriteString(only("needs that have lost their last answer", is, was) + only("needs that have an answer now", was, is))
	return b.String(), len(all) > 0, nil
}

// only names what is in one list and not in the other; nothing where there is none.
func only(what string, list, other []string) string {
	rest := slices.DeleteFunc(slices.Clone(list), func(n string) bool { return slices.Contains(other, n) })
	if len(rest) == 0 {
		return ""
	}
	return what + ": " + strings.Join(rest, ", ") + "\n"
}
