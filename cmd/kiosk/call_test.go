package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdoor/internal/rig/walkthrough"
	"frontdoor/locales"
)

// bellSite writes a site whose desk is always staffed and has a bell, and gives its file and
// what the bell was told.
func bellSite(t *testing.T) (file string, heard func() string) {
	t.Helper()
	folder := t.TempDir()
	lamp, said := filepath.Join(folder, "lamp"), filepath.Join(folder, "said")
	file = filepath.Join(folder, "site.toml")
	for path, text := range map[string]string{
		lamp: "#!/bin/sh\necho \"$2\" >> \"$1\"\n",
		file: "name = \"Bell Library\"\n[desk]\nalways = \"yes\"\n[staff]\npin = \"97531\"\n[bell]\ncommand = [\"" + lamp + "\", \"" + said + "\"]\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o700); err != nil { //nolint:gosec // one of them has to run
			t.Fatal(err)
		}
	}
	return file, func() string {
		text, err := os.ReadFile(said)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(text)
	}
}

// go through steps of action, value and the screen that follows.
func through(t *testing.T, ctx context.Context, s *stage, steps ...[3]string) walkthrough.Seen {
	t.Helper()
	var seen walkthrough.Seen
	for _, step := range steps {
		var err error
		if seen, err = s.Go(ctx, step[0], step[1], step[2]); err != nil {
			t.Fatalf("%s %s: %v", step[0], step[1], err)
		}
	}
	return seen
}

func offers(s walkthrough.Seen, action string) bool {
	return slices.ContainsFunc(s.Targets, func(t walkthrough.Target) bool { return t.Action == action })
}

func TestACallRingsTheBellAndOutlivesAKilledGlass(t *testing.T) {
	ctx := bounded(t)
	file, heard := bellSite(t)
	s := set(t, ctx, "--site", file)
	seen := through(t, ctx, s, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "bn", "needs"}, [3]string{"ask-person", "", "person"})
	if !offers(seen, "call-person") || offers(seen, "cancel-call") {
		t.Fatalf("the screen does not offer to call: %+v", seen.Targets)
	}
	if _, err := s.Touch(ctx, "call-person", ""); err != nil {
		t.Fatal(err)
	}
	until(t, "the bell does not ring", func() bool { return strings.Contains(heard(), "ring\n") })
	until(t, "the call is not on the glass", func() bool { return offers(s.Witness.Last(), "cancel-call") })
	before := s.Witness.Last()
	killGlass(t, s)
	if _, err := s.Witness.After(ctx, before); err != nil { // what was seen of the old glass is no answer of the new one
		t.Fatal(err)
	}
	until(t, "the call is not on the glass that came back", func() bool {
		seen, err := s.At(ctx, "person")
		return err == nil && offers(seen, "cancel-call")
	})
	if _, err := s.Touch(ctx, "met", ""); err != nil {
		t.Fatal(err)
	}
	until(t, "the bell is not stopped", func() bool { return strings.HasSuffix(heard(), "stop\n") })
	through(t, ctx, s, [3]string{"finish", "", "finished"})
}

func TestStaffTurnOnTwoLanguagesSideBySide(t *testing.T) {
	ctx := bounded(t)
	file, _ := bellSite(t)
	s := set(t, ctx, "--site", file)
	through(t, ctx, s, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "ur", "needs"}, [3]string{"pick-top", "health", "leaves"},
		[3]string{"change-comfort", "", "comfort"}, [3]string{"show-staff", "", "staff"}, [3]string{"ask-pin", "", "pin"})
	if _, err := s.Type(ctx, "type", "97531"); err != nil {
		t.Fatal(err)
	}
	seen := through(t, ctx, s, [3]string{"enter-pin", "", "staff"}, [3]string{"assist-on", "", "leaves"})
	for _, want := range []string{"Pharmacy", words(t, "ur", "need.health.pharmacy")} {
		if !slices.ContainsFunc(seen.Texts, func(text string) bool { return strings.Contains(text, want) }) {
			t.Errorf("%q does not stand on the glass: %q", want, seen.Texts)
		}
	}
	through(t, ctx, s, [3]string{"finish", "", "finished"}, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "ur", "needs"})
}

// words returns a message in a language.
func words(t *testing.T, tag, id string) string {
	t.Helper()
	c, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	return c.Printer(tag).T(id)
}
