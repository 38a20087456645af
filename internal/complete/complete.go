// Package complete decides which tests a run leaves out, and lets none be left out in silence.
//
// A test leaves itself out for one of two reasons, and each has its function here. Something
// that it needs is not on this machine: [Lacking]. Or it takes longer, or starts other
// programs, than a person who waits for `make quick` wants: [NotQuick]. A run that has to be
// complete says so with FRONTDOOR_COMPLETE=1, as .ci/run does; there both are failures, so
// that a tool which is no longer installed cannot take the tests that need it with it.
//
// Tests call nothing else that skips; the test of this package holds the whole house to that.
package complete

import (
	"os"
	"testing"
)

// Variable is the name of the environment variable that makes a run complete, with the value 1.
const Variable = "FRONTDOOR_COMPLETE"

// Lacking ends a test that needs something that this machine does not have. The words say what
// is missing and how to get it. In a complete run the test fails.
func Lacking(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv(Variable) == "1" {
		t.Fatalf("a complete run leaves nothing out: "+format, args...)
	}
	t.Skipf(format, args...)
}

// NotQuick ends a test in a quick run (go test -short), because it does what the words say: it
// starts a program, or works for more than about a second. In a complete run it ends no test
// unless somebody asked for both, and then the test fails.
func NotQuick(t testing.TB, why string) {
	t.Helper()
	if !testing.Short() {
		return
	}
	if os.Getenv(Variable) == "1" {
		t.Fatalf("a complete run is not a short one; this test %s", why)
	}
	t.Skipf("not in a quick run: this test %s", why)
}

// Fewer returns how many times a test does what it does: quick in a quick run, and all
// otherwise.
func Fewer(all, quick int) int {
	if testing.Short() {
		return quick
	}
	return all
}
