package main

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"hub": main})
}

// Every script is a promise to a coordinator or an operator at a shell.
func TestTheHubKeepsItsPromisesAtAShell(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"mend": mend},
	})
}

// mend runs a call that its caller has to mend: it exits with 2, prints nothing that was asked
// for, and one sentence that begins with the hub's name and holds every text behind "--".
func mend(ts *testscript.TestScript, neg bool, args []string) {
	var call, says []string
	for i, a := range args {
		if a == "says" {
			call, says = args[:i], args[i+1:]
		}
	}
	if neg || len(call) == 0 || len(says) == 0 {
		ts.Fatalf("usage: mend hub … says TEXT …")
	}
	err := ts.Exec("sh", append([]string{"-c", `"$@"; test $? = 2`, "sh"}, call...)...)
	said := ts.ReadFile("stderr")
	if err != nil {
		ts.Fatalf("the exit code is not 2: %s", said)
	}
	if out := ts.ReadFile("stdout"); out != "" || !strings.HasPrefix(said, "hub: ") || strings.Count(said, "\n") != 1 {
		ts.Fatalf("not one sentence: %s%s", out, said)
	}
	for _, text := range says {
		if !strings.Contains(said, text) {
			ts.Fatalf("%q does not say %q", said, text)
		}
	}
}
