package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"frontdoor/kiosk/directory"
)

// Merge puts two sources together. An id that is in both is a fault. What has only a
// postcode in one is found where the other says where that is.
func Merge(a, b Source) (Source, error) {
	out := Source{
		Services: slices.Concat(a.Services, b.Services), Postcodes: map[string]directory.Point{}, Warnings: slices.Concat(a.Warnings, b.Warnings),
		held: slices.Concat(a.held, b.held), shown: map[string]bool{}, decided: map[string]bool{},
	}
	for _, one := range []Source{a, b} {
		maps.Copy(out.shown, one.shown)
		maps.Copy(out.decided, one.decided)
	}
	maps.Copy(out.Postcodes, a.Postcodes)
	maps.Copy(out.Postcodes, b.Postcodes)
	slices.SortFunc(out.Services, func(x, y directory.Service) int { return strings.Compare(x.ID, y.ID) })
	for i := 1; i < len(out.Services); i++ {
		if id := out.Services[i].ID; id == out.Services[i-1].ID {
			return Source{}, Faults{{File: ".", What: fmt.Sprintf("the id %q is in two sources", id), Mend: "Give every service an id of its own"}}
		}
	}
	out.place()
	return out, nil
}
