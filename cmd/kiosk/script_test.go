package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"frontdoor/internal/complete"
)

// Every script is a promise to an installer at a shell.
func TestTheShellKeepsItsPromises(t *testing.T) {
	complete.NotQuick(t, "runs the kiosk as a program")
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"one-sentence": oneSentence},
	})
}

// oneSentence says that the last command printed one line of errors, which a person can read.
func oneSentence(ts *testscript.TestScript, _ bool, args []string) {
	said := ts.ReadFile("stderr")
	if !strings.HasPrefix(said, "kiosk: ") || strings.Count(said, "\n") != 1 || strings.Contains(said, "goroutine") {
		ts.Fatalf("not one sentence: %s", said)
	}
	if len(args) != 1 || !regexp.MustCompile(args[0]).MatchString(said) {
		ts.Fatalf("%q does not say %q", said, args)
	}
}
