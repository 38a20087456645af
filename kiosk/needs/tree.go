// Package needs is the tree of needs, and finds a need in a resident's own words.
//
// The tree has ten tops and under each a few leaves; a leaf is what a service answers and
// what is counted. Its ids never change their meaning. Each leaf is mapped to Open
// Eligibility and to the Local Government Association's service types, so that what others
// publish can be taken in. The package knows no language: what a need is called comes from
// the catalogue of words. The journey shows the tree; content and counts use its ids.
package needs

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
)

//go:embed tree.csv
var table string

// sayings are what people call a need besides its name: "doctor", "he hits me". They are
// drafts like every translation; nobody reads them on the glass.
//
//go:embed sayings.csv
var sayings string

// A Top is one of the ten cards of the first question.
type Top struct {
	ID     string // "health"
	Leaves []Leaf
}

// A Leaf is one need.
type Leaf struct {
	ID              string   // "health/gp"
	Label           string   // in English, for editors
	OpenEligibility []string // ids of openeligibility.org's taxonomy, version 2
	LGA             []string // curies of the LGA's service types, "esdServiceType:112"
	Source          string   // where its services come from: "national", "council", "directory" …

	Sayings map[string][]string // by the tag of a language: what people call it besides its name
}

// A Tree is all needs, in the order in which they are shown.
type Tree struct {
	tops   []Top
	top    map[string]int
	leaves map[string]Leaf
}

// Load reads the tree that is built in.
func Load() (*Tree, error) {
	said, err := parseSayings(sayings)
	if err != nil {
		return nil, err
	}
	return parse(table, said)
}

// parseSayings reads what people say, by leaf and language.
func parseSayings(text string) (map[string]map[string][]string, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read what people say: %w", err)
	}
	said := map[string]map[string][]string{}
	for _, row := range rows[1:] {
		if said[row[0]] == nil {
			said[row[0]] = map[string][]string{}
		}
		said[row[0]][row[1]] = append(said[row[0]][row[1]], list(row[2])...)
	}
	return said, nil
}

// parse reads the tree. A saying for a leaf that does not exist is an error.
func parse(text string, said map[string]map[string][]string) (*Tree, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the tree of needs: %w", err)
	}
	t := &Tree{top: map[string]int{}, leaves: map[string]Leaf{}}
	for i, row := range rows {
		if i == 0 {
			continue
		}
		top, leaf := row[0], row[1]
		if leaf == "" {
			t.top[top] = len(t.tops)
			t.tops = append(t.tops, Top{ID: top})
			continue
		}
		at, ok := t.top[top]
		if !ok {
			return nil, fmt.Errorf("read the tree of needs: row %d: %q stands before its top", i+1, leaf)
		}
		l := Leaf{
			ID: top + "/" + leaf, Label: row[2],
			OpenEligibility: list(row[3]), LGA: list(row[5]), Source: row[6],
			Sayings: said[top+"/"+leaf],
		}
		if _, twice := t.leaves[l.ID]; twice {
			return nil, fmt.Errorf("read the tree of needs: row %d: %q is there twice", i+1, l.ID)
		}
		t.leaves[l.ID] = l
		t.tops[at].Leaves = append(t.tops[at].Leaves, l)
	}
	for leaf := range said {
		if _, ok := t.leaves[leaf]; !ok {
			return nil, fmt.Errorf("read what people say: %q is not a need", leaf)
		}
	}
	return t, nil
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// Tops returns the tops in their order. The caller may not change them.
func (t *Tree) Tops() []Top { return t.tops }

// Top returns a top by its id.
func (t *Tree) Top(id string) (Top, bool) {
	i, ok := t.top[id]
	if !ok {
		return Top{}, false
	}
	return t.tops[i], true
}

// Leaf returns a leaf by its id, "health/gp".
func (t *Tree) Leaf(id string) (Leaf, bool) {
	l, ok := t.leaves[id]
	return l, ok
}

// Leaves returns the ids of all leaves in their order.
func (t *Tree) Leaves() []string {
	var ids []string
	for _, top := range t.tops {
		for _, l := range top.Leaves {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// TopIDs returns the ids of the tops in their order.
func (t *Tree) TopIDs() []string {
	ids := make([]string, len(t.tops))
	for i, top := range t.tops {
		ids[i] = top.ID
	}
	return ids
}

// LeafIDs returns the ids of a top's leaves in their order; none for an unknown top.
func (t *Tree) LeafIDs(top string) []string {
	found, ok := t.Top(top)
	if !ok {
		return nil
	}
	ids := make([]string, len(found.Leaves))
	for i, l := range found.Leaves {
		ids[i] = l.ID
	}
	return ids
}
