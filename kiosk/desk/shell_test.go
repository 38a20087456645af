package desk_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/site"
)

// shelled opens a console whose shell is answered until the test ends, and returns its folder.
func shelled(t *testing.T) string {
	t.Helper()
	// A socket's path may not be long.
	data, err := os.MkdirTemp("", "fd-") //nolint:usetesting // t.TempDir holds the test's name
	if err != nil {
		t.Fatal(err)
	}
	board := handoff.NewBoard(handoff.Options{})
	at := site.Site{Name: "Shell Library", Console: site.Console{Listen: ":8443", Names: []string{"127.0.0.1"}}}
	c, err := desk.OpenConsole(at, data, board, desk.ConsoleOptions{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.RunShell(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := errors.Join(<-ended, os.RemoveAll(data)); err != nil {
			t.Error(err)
		}
		board.Close()
	})
	for end := time.Now().Add(10 * time.Second); ; {
		_, err := desk.Ask(ctx, data, desk.Order{Do: desk.List})
		if err == nil {
			return data
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

func TestAShellPairsListsAndWithdraws(t *testing.T) {
	data := shelled(t)
	info, err := os.Stat(filepath.Join(data, "desk.sock"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is %v, %v", info.Mode(), err)
	}
	ask := func(do desk.Deed, name string) desk.Reply {
		t.Helper()
		r, err := desk.Ask(t.Context(), data, desk.Order{Do: do, Name: name})
		if err != nil {
			t.Fatalf("%s %s: %v", do, name, err)
		}
		return r
	}
	if r := ask(desk.Pair, ""); r.Address != "https://127.0.0.1:8443/" || r.Code == "" || !strings.HasSuffix(r.Link, r.Code) {
		t.Errorf("pairing: %+v", r)
	}
	if r := ask(desk.AddKiosk, "Upstairs"); r.Key == "" {
		t.Errorf("another kiosk: %+v", r)
	}
	if r := ask(desk.List, ""); len(r.Devices) != 1 || r.Devices[0] != "Upstairs" {
		t.Errorf("the devices are %q", r.Devices)
	}
	ask(desk.Withdraw, "Upstairs")
	if r := ask(desk.List, ""); len(r.Devices) != 0 {
		t.Errorf("the devices are %q", r.Devices)
	}
}

func TestAShellIsToldWhatCannotBeDone(t *testing.T) {
	data := shelled(t)
	for want, o := range map[string]desk.Order{
		`no device is called "Tablet"; --devices lists them`: {Do: desk.Withdraw, Name: "Tablet"},
		"a device needs a name of at most forty letters":     {Do: desk.AddKiosk},
		"that is not understood":                             {Do: "tidy"},
	} {
		var no *desk.DeedError
		if _, err := desk.Ask(t.Context(), data, o); !errors.As(err, &no) || no.Text != want {
			t.Errorf("%+v: %v, want %s", o, err, want)
		}
	}
	if _, err := desk.Ask(t.Context(), t.TempDir(), desk.Order{Do: desk.List}); !errors.Is(err, desk.ErrNoConsole) {
		t.Errorf("without a kiosk: %v", err)
	}
}

func TestAConsoleThatCannotBeOpenedWorksAndDoesNothing(t *testing.T) {
	board := handoff.NewBoard(handoff.Options{})
	defer board.Close()
	at := site.Site{Console: site.Console{Leader: "https://192.168.1.20:8443", AuthorityFile: "/none", KeyFile: "/none"}}
	c, err := desk.OpenConsole(at, t.TempDir(), board, desk.ConsoleOptions{})
	if err == nil || c == nil || c.Server() != nil {
		t.Fatalf("%v, %v", c, err)
	}
	if err := errors.Join(c.Run(t.Context()), c.RunShell(t.Context())); err != nil {
		t.Error(err)
	}
}
