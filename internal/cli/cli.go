// Package cli is how every command of Frontdoor speaks to a person at a shell.
//
// # Rules
//
//   - What was asked for goes to standard output; what went wrong goes to standard error, in one
//     sentence that begins with the program's name.
//   - A fault that its reader can mend says how (Mendf). A call that is not understood says which
//     word is wrong and where help is (Usagef).
//   - Exit codes are the same everywhere: OK, Fault, Mend.
//   - Every flag has a line of help: a set with one that has none refuses to work.
//   - Every program says which build it is, with --version.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"frontdoor/internal/build"
)

// Exit codes.
const (
	OK    = 0 // well
	Fault = 1 // a fault of ours
	Mend  = 2 // something that the caller can mend
)

// A MendError is a fault that its reader can mend: its text says how.
type MendError struct{ text string }

func (e *MendError) Error() string { return e.text }

// Mendf returns a MendError.
func Mendf(format string, args ...any) error { return &MendError{fmt.Sprintf(format, args...)} }

// A UsageError is a call that is not understood: nothing was begun.
type UsageError struct{ text string }

func (e *UsageError) Error() string { return e.text }

// Usagef returns a UsageError.
func Usagef(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// Unexpected returns the UsageError of a word that no command asks for.
func Unexpected(command, word string) error {
	return Usagef("unexpected argument %q. See %s --help.", word, command)
}

// Report says on w what went wrong, in the name of a program, and returns its exit code. A call
// for help is not a fault.
func Report(w io.Writer, program string, err error) int {
	var mend *MendError
	var usage *UsageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return OK
	case errors.As(err, &usage):
		fmt.Fprintf(w, "%s: %s\n", program, usage.text)
		return Mend
	case errors.As(err, &mend):
		fmt.Fprintf(w, "%s: %s\n", program, mend.text)
		return Mend
	default:
		fmt.Fprintf(w, "%s: %s\n", program, strings.TrimSpace(err.Error()))
		return Fault
	}
}

// Told answers the calls that every program with commands of its own understands: --version,
// help, --help and -h. It reports whether the call was one of them.
func Told(out io.Writer, args []string, help string) bool {
	if len(args) != 1 {
		return false
	}
	switch args[0] {
	case "--version", "-version":
		fmt.Fprintln(out, build.Line())
	case "help", "--help", "-help", "-h":
		fmt.Fprint(out, help)
	default:
		return false
	}
	return true
}
