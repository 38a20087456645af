package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/internal/cli"
	"frontdoor/kiosk/glass"
)

// opening returns the options of a kiosk whose glass finds no display.
func opening(t *testing.T) Options {
	t.Helper()
	return Options{
		Log: slog.New(slog.DiscardHandler), Data: filepath.Join(t.TempDir(), "data"), IdleAfter: time.Minute, WarnFor: time.Second,
		Glass: func() *exec.Cmd { return exec.Command("sh", "-c", fmt.Sprintf("exit %d", glass.ExitNoDisplay)) }, //nolint:noctx // it ends by itself
	}
}

func TestAKioskIsOpenedRunAndClosedAndItsFolderIsFreeAgain(t *testing.T) {
	opts := opening(t)
	for range 2 {
		k, err := Open(t.Context(), opts)
		if err != nil {
			t.Fatal(err)
		}
		var mend *cli.MendError
		if _, err := Open(t.Context(), opts); !errors.As(err, &mend) || !strings.Contains(err.Error(), "another kiosk is running") {
			t.Errorf("a second kiosk with the folder: %v", err)
		}
		if err := k.Run(t.Context()); !errors.Is(err, glass.ErrNoDisplay) {
			t.Errorf("it ends with %v", err)
		}
		if err := errors.Join(k.Close(), k.Close()); err != nil {
			t.Errorf("it closes with %v", err)
		}
	}
}

func TestAKioskIsClosedInTheReverseOrderAndWhollyWhateverFails(t *testing.T) {
	k := &Kiosk{}
	var closed []string
	boom := errors.New("boom")
	for _, part := range []string{"counts", "books", "board"} {
		k.keep(nil, func() error {
			closed = append(closed, part)
			return map[string]error{"books": boom}[part]
		})
	}
	if err := k.Close(); !errors.Is(err, boom) {
		t.Errorf("the error is %v", err)
	}
	if got := strings.Join(closed, " "); got != "board books counts" {
		t.Errorf("closed in the order %q", got)
	}
}

func TestAKioskThatCannotBeOpenedLeavesNothingOpen(t *testing.T) {
	opts := opening(t)
	opts.Witness = filepath.Join(t.TempDir(), "nobody")
	if _, err := Open(t.Context(), opts); err == nil || !strings.Contains(err.Error(), "witness") {
		t.Fatalf("it opens: %v", err)
	}
	opts.Witness = ""
	k, err := Open(t.Context(), opts)
	if err != nil {
		t.Fatalf("the folder is still held: %v", err)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
}

func TestAKioskSweepsWhatAPowerCutLeft(t *testing.T) {
	opts := opening(t)
	left := filepath.Join(opts.Data, ".hub.json.part-ABCDEFGH")
	long := time.Now().Add(-24 * time.Hour)
	if err := errors.Join(os.MkdirAll(opts.Data, 0o700), os.WriteFile(left, nil, 0o600), os.Chtimes(left, long, long)); err != nil {
		t.Fatal(err)
	}
	k, err := Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}

// What a resident can do without does not keep the kiosk shut.
func TestAKioskOpensWithEverythingWrongThatStaffCanMend(t *testing.T) {
	opts := opening(t)
	folder := t.TempDir()
	opts.SiteFile, opts.Content = filepath.Join(folder, "site.toml"), filepath.Join(folder, "none.pack")
	text := "name = \"A\"\n[bell]\nsound = true\n[console]\nleader = \"https://192.168.1.20:8443\"\nauthority_file = \"/none\"\nkey_file = \"/none\"\n[hub]\nurl = \"https://hub.example.org\"\nkey_file = \"/none\"\n"
	if err := os.WriteFile(opts.SiteFile, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder) // nothing can play the bell's sound
	k, err := Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Close(); err != nil {
		t.Error(err)
	}
}
