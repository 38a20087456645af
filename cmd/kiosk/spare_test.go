package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A folder that cannot be written closes no door: residents find the pack's services, staff are
// told that counts are not kept, and nothing is left in memory.
func TestCaseCountsNeverCloseTheDoor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "site.pack")
	contentSays(t, "build", filepath.Join("..", "..", "assets", "builtin", "source", "example"), "-o", file)
	before := spares(t)
	for name, data := range map[string]func(t *testing.T) string{
		"a disk that takes nothing": func(*testing.T) string { return "/sys/frontdoor" },
		"a folder of counts that is a folder": func(t *testing.T) string {
			t.Helper()
			folder := t.TempDir()
			if err := os.MkdirAll(filepath.Join(folder, "queue.db", "x"), 0o700); err != nil {
				t.Fatal(err)
			}
			return folder
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := bounded(t)
			s := set(t, ctx, "--content", file, "--data", data(t))
			through(t, ctx, s, [3]string{"touch", "", "languages"})
			seen, err := s.Go(ctx, "show-staff", "", "staff")
			if err != nil {
				t.Fatal(err)
			}
			if want := words(t, "en", "staff.notice.counts-off")[:30]; !seen.Says(want) {
				t.Errorf("staff are not told %q: %q", want, seen.Texts)
			}
			seen = through(t, ctx, s, [3]string{"back", "", "languages"}, [3]string{"pick-language", "bn", "needs"}, [3]string{"pick-top", "health", "leaves"},
				[3]string{"pick-leaf", "health/gp", "place"}, [3]string{"near-here", "", "results"})
			if len(seen.Values("pick-service")) == 0 {
				t.Error("no service of the pack is shown")
			}
			if err := s.kiosk.Stop(); err != nil {
				t.Fatal(err)
			}
		})
	}
	if after := spares(t); len(after) > len(before) {
		t.Errorf("left in memory: %v", after)
	}
}

func spares(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob("/dev/shm/frontdoor-*")
	if err != nil {
		t.Fatal(err)
	}
	return all
}
