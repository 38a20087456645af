package main

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"frontdoor/kiosk/content"
	"frontdoor/locales"
)

// An id that a source may use is said in words on the glass, and what the catalogue can say,
// an editor may use.
func TestEveryIDOfASourceHasWords(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	english := words.Printer("en")
	ids := content.Messages()
	for _, id := range ids {
		if !english.Has(id) {
			t.Errorf("%s has no message", id)
		}
	}
	catalogue, err := os.ReadFile("../../locales/active.en.toml")
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`(?m)^"((?:kind|document|right|who|fact\.cost|source)\.[a-z-]+)" =`).FindAllSubmatch(catalogue, -1)
	if len(said) < 25 {
		t.Fatalf("only %d such messages were found", len(said))
	}
	for _, m := range said {
		if id := string(m[1]); !slices.Contains(ids, id) {
			t.Errorf("the kiosk has words for %s, and no source may use it", id)
		}
	}
}
