package content

import (
	"fmt"

	"github.com/BurntSushi/toml"

	"frontdoor/assets/builtin"
	"frontdoor/kiosk/directory"
)

// Rights reads the rights that a resident can show at a desk. They are built in: what the law
// says does not come with a borough's pack. known reports whether a need is a leaf of the tree.
func Rights(known func(need string) bool) ([]directory.Right, error) {
	return readRights(builtin.Rights, known)
}

func readRights(text string, known func(need string) bool) ([]directory.Right, error) {
	var f struct {
		Defaults assurance `toml:"defaults"`
		Right    []struct {
			ID    string   `toml:"id"`
			Needs []string `toml:"needs"`
			assurance
		} `toml:"right"`
	}
	if _, err := toml.Decode(text, &f); err != nil {
		return nil, fmt.Errorf("read the rights: %w", err)
	}
	check := newChecker(known)
	var rights []directory.Right
	for _, w := range f.Right {
		a, err := w.or(f.Defaults).assured()
		if err != nil {
			return nil, fmt.Errorf("read the right %q: %w", w.ID, err)
		}
		var wrong problems
		check.known(&wrong, "right", "right", w.ID)
		check.assurance(&wrong, a)
		wrong.add(len(w.Needs) == 0, "it belongs to no need", `Write needs = ["health/gp"]`)
		for _, n := range w.Needs {
			wrong.add(!known(n), fmt.Sprintf("%q is not a need", n), "See docs/content.md for the needs there are")
		}
		if len(wrong) > 0 {
			return nil, fmt.Errorf("read the right %q: %s. %s", w.ID, wrong[0].what, wrong[0].mend)
		}
		rights = append(rights, directory.Right{ID: w.ID, Needs: w.Needs, Assurance: a})
	}
	return rights, nil
}
