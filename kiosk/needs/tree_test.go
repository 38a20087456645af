package needs_test

import (
	"encoding/csv"
	"errors"
	"html"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/needs"
)

func load(t testing.TB) *needs.Tree {
	t.Helper()
	tree, err := needs.Load()
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestTreeHasTenTopsAndEveryLeafUnderItsTop(t *testing.T) {
	tree := load(t)
	if got := len(tree.TopIDs()); got != 10 {
		t.Errorf("%d tops, want 10", got)
	}
	if got := len(tree.Leaves()); got != 69 {
		t.Errorf("%d leaves, want 69", got)
	}
	var all []string
	for _, top := range tree.TopIDs() {
		leaves := tree.LeafIDs(top)
		if len(leaves) == 0 {
			t.Errorf("%q leads nowhere", top)
		}
		for _, leaf := range leaves {
			if got, ok := tree.Leaf(leaf); !ok || got.ID != leaf || !strings.HasPrefix(leaf, top+"/") {
				t.Errorf("%q under %q gives %+v", leaf, top, got)
			}
		}
		all = append(all, leaves...)
	}
	if !slices.Equal(all, tree.Leaves()) {
		t.Errorf("the leaves of the tops are not all leaves: %v", all)
	}
	if _, ok := tree.Leaf("health"); ok {
		t.Error("a top passes for a leaf")
	}
	if tree.LeafIDs("nonsense") != nil {
		t.Error("an unknown top has leaves")
	}
}

// The ids are shared with everybody who publishes or counts by them.
func TestTreeIsThePublishedOne(t *testing.T) {
	const path = "../../../shared/data/taxonomy/need_tree.csv"
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		complete.Lacking(t, "the published tree is not here: put it at ../shared/data/taxonomy/need_tree.csv, beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	tree := load(t)
	var tops, leaves []string
	for _, row := range rows[1:] {
		for i := range row {
			row[i] = html.UnescapeString(row[i]) // it was exported from a web page
		}
		if row[1] == "" {
			tops = append(tops, row[0])
			continue
		}
		id := row[0] + "/" + row[1]
		leaves = append(leaves, id)
		got, _ := tree.Leaf(id)
		want := needs.Leaf{ID: id, Label: row[2], OpenEligibility: ids(row[3]), LGA: ids(row[5]), Source: row[6]}
		if got.Label != want.Label || got.Source != want.Source ||
			!slices.Equal(got.OpenEligibility, want.OpenEligibility) || !slices.Equal(got.LGA, want.LGA) {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
	if !slices.Equal(tree.TopIDs(), tops) || !slices.Equal(tree.Leaves(), leaves) {
		t.Errorf("the order or number of needs differs:\n%v\n%v", tree.Leaves(), leaves)
	}
}

func ids(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}
