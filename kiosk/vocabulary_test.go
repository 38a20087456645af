package kiosk_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/usage"
)

// TestWordsOfACallAreCountedByTheSameNames holds two lists together that may not import each
// other: what the desk can say of a call, and what is counted of it.
func TestWordsOfACallAreCountedByTheSameNames(t *testing.T) {
	v := usage.NewVocabulary(usage.Known{})
	said := []string{string(handoff.Unsaid)}
	for _, o := range handoff.Outcomes() {
		said = append(said, string(o))
	}
	same(t, "how a call ended, as the desk says it and as it is counted", said, v.Values(usage.Help))
	same(t, "how long a call took, as the desk says it and as it is counted", handoff.Lasted(), v.Values(usage.Lasted))
}

// TestTheTableOfTheWireIsTheVocabulary reads the table of docs/wire.md. Dimensions whose values
// are in the content or in the tree of needs are not spelled there.
func TestTheTableOfTheWireIsTheVocabulary(t *testing.T) {
	text, err := os.ReadFile("../docs/wire.md")
	if err != nil {
		t.Fatal(err)
	}
	v, rows := usage.NewVocabulary(usage.Known{}), map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\| \d+ \| ([a-z]+) \| (.*) \|$`).FindAllStringSubmatch(string(text), -1) {
		rows[m[1]] = m[2]
	}
	for _, d := range []string{
		usage.Visits, usage.Outcome, usage.Minutes, usage.PlaceKind, usage.Unmet, usage.Person, usage.Health, usage.Handoff, usage.Wait, usage.Help,
		usage.Lasted, usage.Format, usage.Turned, usage.Helpful,
	} {
		values := rows[d]
		if i := strings.LastIndex(values, ": "); i >= 0 {
			values = values[i+2:]
		}
		same(t, d+", in docs/wire.md and as it is counted", strings.Split(values, ", "), v.Values(d))
	}
}

// same names the words that one list has and the other has not. Every list has "other".
func same(t *testing.T, what string, a, b []string) {
	t.Helper()
	for _, w := range a {
		if !slices.Contains(b, w) {
			t.Errorf("%s: %q is in the first only", what, w)
		}
	}
	for _, w := range b {
		if w != usage.Other && !slices.Contains(a, w) {
			t.Errorf("%s: %q is in the second only", what, w)
		}
	}
}
