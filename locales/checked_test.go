package locales

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

var stamp = flag.Bool("stamp", false, "write checked.*.toml anew, after a look at both sides of every pair that changed")

// pair is a short hash of a message in English and in another language.
func pair(english, theirs map[string]string) string {
	h := sha256.New()
	for _, side := range []map[string]string{english, theirs} {
		for _, form := range slices.Sorted(maps.Keys(side)) {
			fmt.Fprintf(h, "%q%q", form, side[form])
		}
		fmt.Fprintln(h)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:4])
}

// An English sentence must not change behind its translation, nor a translation behind the
// person who has checked it.
func TestEveryPairIsTheOneThatWasLookedAt(t *testing.T) {
	for _, dir := range []string{".", phrases} {
		every(t, dir)
	}
}

func every(t *testing.T, dir string) {
	t.Helper()
	sub, err := fs.Sub(files, dir)
	if err != nil {
		t.Fatal(err)
	}
	english := folder(t, dir, source)
	for _, l := range others() {
		theirs := folder(t, dir, l.Tag)
		known := readChecked(sub, l.Tag)
		if *stamp {
			write(t, dir, l, english, theirs, known)
			continue
		}
		for id := range theirs {
			if got, want := known[id].Words, pair(english[id], theirs[id]); got != want {
				t.Errorf("%s, %s, %q has changed in English or in %s: look at both, then run go test ./locales -stamp", dir, l.Tag, id, l.English)
			}
		}
		for id := range known {
			if _, ok := theirs[id]; !ok {
				t.Errorf("%s, checked.%s.toml speaks of %q, which is gone: run go test ./locales -stamp", dir, l.Tag, id)
			}
		}
	}
}

// write keeps a check whose pair has not changed, and makes drafts of all others.
func write(t *testing.T, dir string, l Language, english, theirs map[string]map[string]string, known map[string]check) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: the English that each message was written for, and who has checked it.\n", l.Name)
	fmt.Fprint(&b, "# words is written by go test ./locales -stamp. Who has read both sides of a pair adds\n")
	fmt.Fprint(&b, "# checked = \"A. Name, 2027-01-05\"; a later change of either side takes it away again.\n\n")
	for _, id := range slices.Sorted(maps.Keys(theirs)) {
		words := pair(english[id], theirs[id])
		if c := known[id]; c.Words == words && c.Checked != "" {
			fmt.Fprintf(&b, "%q = { words = %q, checked = %q }\n", id, words, c.Checked)
			continue
		}
		fmt.Fprintf(&b, "%q = { words = %q }\n", id, words)
	}
	if err := os.WriteFile(path.Join(dir, "checked."+l.Tag+".toml"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestNobodyAnswersForADraft(t *testing.T) {
	c := catalogue(t)
	for _, l := range others() {
		drafts := 0
		for id := range folder(t, ".", l.Tag) {
			if c.Printer(l.Tag).Draft(id) {
				drafts++
			}
		}
		for id := range folder(t, phrases, l.Tag) {
			if c.Phrases(l.Tag).Draft(id) {
				drafts++
			}
		}
		if l.Draft() != (drafts > 0) {
			t.Errorf("%s: %q answers for it in languages.toml, and %d of its messages are drafts", l.Tag, l.Reviewer, drafts)
		}
	}
}
