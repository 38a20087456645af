package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/kiosk/handoff"
)

// ringing starts a bell whose command is a script, and waits until it is wired.
func ringing(t *testing.T, script string) (board *handoff.Board, b *bell, heard func() string) {
	t.Helper()
	dir := t.TempDir()
	command, said := filepath.Join(dir, "lamp"), filepath.Join(dir, "said")
	if err := os.WriteFile(command, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil { //nolint:gosec // a script has to run
		t.Fatal(err)
	}
	board = handoff.NewBoard(handoff.Options{})
	t.Cleanup(board.Close)
	b = &bell{board: board, command: []string{command, said}, log: slog.New(slog.DiscardHandler), every: 20 * time.Millisecond}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	wired := board.Changed()
	go func() { done <- b.run(ctx) }()
	<-wired
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return board, b, func() string {
		text, err := os.ReadFile(said)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(text)
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

func TestTheBellRingsUntilSomebodyComes(t *testing.T) {
	board, _, heard := ringing(t, `echo "$2" >> "$1"`)
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
	board, b, _ := ringing(t, "exit 3")
	if err := board.Ask(handoff.Call{Kiosk: "door"}); err != nil {
		t.Fatal(err)
	}
	until(t, "staff are not told", func() bool { return len(b.notices()) == 1 })
	until(t, "the resident is still promised somebody", func() bool {
		s := board.Status("door")
		return !s.Listening && s.Request != nil && s.Request.Phase == handoff.Asked
	})
}
