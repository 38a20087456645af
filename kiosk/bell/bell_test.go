package bell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/kiosk/handoff"
)

// ringing starts a bell whose command is a script, and waits until it is wired.
func ringing(t *testing.T, script string) (board *handoff.Board, b *Bell, heard func() string, stop func()) {
	t.Helper()
	dir := t.TempDir()
	command, said := filepath.Join(dir, "lamp"), filepath.Join(dir, "said")
	if err := os.WriteFile(command, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil { //nolint:gosec // a script has to run
		t.Fatal(err)
	}
	board = handoff.NewBoard(handoff.Options{})
	t.Cleanup(board.Close)
	b = New(board, Options{Command: []string{command, said}, Every: 20 * time.Millisecond})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	wired := board.Changed()
	go func() { done <- b.Run(ctx) }()
	<-wired
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	heard = func() string {
		text, err := os.ReadFile(said)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(text)
	}
	return board, b, heard, stop
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

func TestTheBellRingsUntilSomebodyComes(t *testing.T) {
	board, _, heard, _ := ringing(t, `echo "$2" >> "$1"`)
	if heard() != "" {
		t.Fatal("it rings for nobody")
	}
	if err := board.Ask(handoff.Call{Kiosk: "door"}); err != nil {
		t.Fatal(err)
	}
	until(t, "the bell does not ring again and again", func() bool { return strings.Count(heard(), "ring\n") >= 3 })
	board.Met("door")
	until(t, "the bell is not stopped", func() bool { return strings.HasSuffix(heard(), "stop\n") })
	if strings.Count(heard(), "stop\n") != 1 {
		t.Errorf("heard %q", heard())
	}
}

func TestABellThatFailsIsToldToResidentAndStaff(t *testing.T) {
	board, b, _, _ := ringing(t, "exit 3")
	if err := board.Ask(handoff.Call{Kiosk: "door"}); err != nil {
		t.Fatal(err)
	}
	until(t, "staff are not told", func() bool { return b.Broken() != "" })
	until(t, "the resident is still promised somebody", func() bool {
		s := board.Status("door")
		return !s.Listening && s.Request != nil && s.Request.Phase == handoff.Asked
	})
}

func TestTheBellIsStoppedWhenTheKioskIs(t *testing.T) {
	board, _, heard, stop := ringing(t, `echo "$2" >> "$1"`)
	if err := board.Ask(handoff.Call{Kiosk: "door"}); err != nil {
		t.Fatal(err)
	}
	until(t, "the bell does not ring", func() bool { return strings.Count(heard(), "ring\n") >= 2 })
	stop()
	if !strings.HasSuffix(heard(), "stop\n") {
		t.Errorf("the last that was heard is %q", heard())
	}
}

func TestThatABellIsBrokenIsToldOnce(t *testing.T) {
	board := handoff.NewBoard(handoff.Options{})
	defer board.Close()
	told := make(chan struct{}, 8)
	b := New(board, Options{Command: []string{"/none/lamp"}, Every: time.Millisecond, Broken: func() { told <- struct{}{} }})
	wired := board.Changed()
	ended := make(chan error, 1)
	go func() { ended <- b.Run(t.Context()) }()
	<-wired
	if err := board.Ask(handoff.Call{Kiosk: "door"}); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil || len(told) != 1 || b.Broken() != "/none/lamp" {
		t.Errorf("told %d times of %q: %v", len(told), b.Broken(), err)
	}
}
