package main

import (
	"testing"
	"time"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/usage"
)

// The desk and the counts have lists of their own: neither room may know the other.
func TestEveryEndOfACallCanBeCounted(t *testing.T) {
	words := usage.NewVocabulary(usage.Known{})
	admitted := func(dimension, value string) {
		if got, ok := words.Admit(dimension, value); !ok || got != value {
			t.Errorf("%s of %s is counted as %q", value, dimension, got)
		}
	}
	for _, o := range append(handoff.Outcomes(), handoff.Unsaid) {
		admitted(usage.Help, string(o))
	}
	for _, band := range handoff.Lasted() {
		admitted(usage.Lasted, band)
	}
}

// until waits for what other goroutines and processes do.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what)
		}
	}
}
