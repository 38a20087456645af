package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/usage"
)

// ringing starts a bell whose command is a script, and waits until it is wired.
func ringing(t *testing.T, script string) (board *handoff.Board, b *bell, heard func() string, stop func()) {
	t.Helper()
	dir := t.TempDir()
	command, said := filepath.Join(dir, "lamp"), filepath.Join(dir, "said")
	if err := os.WriteFile(command, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil { //nolint:gosec // a script has to run
		t.Fatal(err)
	}
	board = handoff.NewBoard(handoff.Options{})
	t.Cleanup(board.Close)
	b = &bell{board: board, command: []string{command, said}, log: slog.New(slog.DiscardHandler), every: 20 * time.Millisecond}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	wired := board.Changed()
	go func() { done <- b.run(ctx) }()
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
	until(t, "staff are not told", func() bool { return len(b.notices()) == 1 })
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

// The desk and the counts have lists of their own: neither room may know the other.
func TestEveryEndOfACallCanBeCounted(t *testing.T) {
	words := usage.NewVocabulary(nil, nil)
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
