package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdoor/kiosk"
)

func TestCaseWrongPinsAreKeptForTheNextStart(t *testing.T) {
	data := t.TempDir()
	if _, before := openTries(data, slog.New(slog.DiscardHandler)); before != (kiosk.Tries{}) {
		t.Errorf("at first %+v", before)
	}
	pins, _ := openTries(data, slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- pins.run(ctx) }()
	want := kiosk.Tries{Wrong: 3}
	for n := range 4 {
		pins.keep(kiosk.Tries{Wrong: n})
	}
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, got := openTries(data, slog.New(slog.DiscardHandler)); got == want {
			break
		} else if time.Now().After(end) {
			t.Fatalf("kept are %+v", got)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(filepath.Join(data, "pin.json")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}
