package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// What is measured is the same work: both give the same lists.
func TestBothGiveTheSameLists(t *testing.T) {
	o := options{services: 3000, questions: 200, runs: 1, folder: t.TempDir()}
	if err := build(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	lists := map[string]string{}
	for _, name := range []string{"pack", "sqlite"} {
		o.subject = name
		var out bytes.Buffer
		if err := child(t.Context(), o, &out); err != nil {
			t.Fatal(err)
		}
		var f figures
		if err := json.Unmarshal(out.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		if f.Open <= 0 || f.AnyP99 < f.AnyP50 || f.LargestP50 <= 0 || f.File <= 0 {
			t.Errorf("%s: %+v", name, f)
		}
		lists[name] = f.Lists
	}
	if lists["pack"] != lists["sqlite"] {
		t.Errorf("the lists differ: %v", lists)
	}
	var out bytes.Buffer
	if err := table(&out, o, map[string][]figures{"pack": {{Open: 4.2}}, "sqlite": {{Open: 7}}}); err != nil || !strings.Contains(out.String(), "4.2 ms (4.2 ms–4.2 ms)") {
		t.Errorf("%v\n%s", err, &out)
	}
}
