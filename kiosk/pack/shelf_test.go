package pack_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/pack/packtest"
)

// pack writes a pack whose one service has a name, as an editor would publish it.
func packOf(t *testing.T, file, name string) {
	t.Helper()
	s := pack.Contents{Services: []directory.Service{{ID: "a", Name: name, Kind: "gp", Needs: []string{"health/gp"}}}}
	if err := pack.Write(s, file); err != nil {
		t.Fatal(err)
	}
}

func says(t *testing.T, s directory.Store) string {
	t.Helper()
	if s == nil {
		return ""
	}
	x, err := s.Service(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	return x.Name
}

// shelved opens a shelf that looks often, and runs it.
func shelved(t *testing.T, source, folder string, refused func(error)) *pack.Shelf {
	t.Helper()
	s, err := pack.OpenShelf(source, folder, pack.ShelfOptions{Every: 10 * time.Millisecond, Refused: refused})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		kept, err := filepath.Glob(filepath.Join(folder, "*.pack"))
		if err != nil {
			t.Error(err)
		}
		for _, file := range kept { // what a shelf has taken is sound
			packtest.Check(t, file)
		}
	})
	return s
}

// shownOnce shows a pack as a kiosk does that is turned off again.
func shownOnce(t *testing.T, file, folder string) {
	t.Helper()
	s, err := pack.OpenShelf(file, folder, pack.ShelfOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Fatal(what)
}

func damage(t *testing.T, file string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 0xff
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestANewPackIsTakenWhenItIsAskedForAndNotBefore(t *testing.T) {
	file, folder := filepath.Join(t.TempDir(), "a.pack"), t.TempDir()
	packOf(t, file, "Old Surgery")
	s := shelved(t, file, folder, nil)
	old := s.Store()
	packOf(t, file, "New Surgery, which has moved")
	var now directory.Store
	time.Sleep(100 * time.Millisecond)
	if says(t, old) != "Old Surgery" {
		t.Error("what is shown changes under a visit")
	}
	await(t, "the new pack is not taken", func() (ok bool) { now, ok = s.Next(); return ok })
	if says(t, now) != "New Surgery, which has moved" || s.Fault() != "" {
		t.Errorf("it shows %q; %s", says(t, now), s.Fault())
	}
	if _, again := s.Next(); again {
		t.Error("the same pack is taken twice")
	}
	packOf(t, file, "Third Surgery")
	await(t, "the third pack is not taken", func() (ok bool) { now, ok = s.Next(); return ok })
	if kept, err := filepath.Glob(filepath.Join(folder, "*.pack")); err != nil || len(kept) != 2 {
		t.Errorf("packs pile up, or the one before is not kept: %v, %v", kept, err)
	}
}

func TestADamagedNewPackIsRefusedAndTheOldOneStays(t *testing.T) {
	file, folder := filepath.Join(t.TempDir(), "a.pack"), t.TempDir()
	packOf(t, file, "Old Surgery")
	refused := make(chan error, 8)
	s := shelved(t, file, folder, func(err error) { refused <- err })
	other := filepath.Join(t.TempDir(), "b.pack")
	packOf(t, other, "New Surgery, which has moved")
	damage(t, other)
	if err := os.Rename(other, file); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-refused:
		if !strings.Contains(err.Error(), "damaged") {
			t.Errorf("it is refused with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("a damaged pack is not refused")
	}
	if _, ok := s.Next(); ok || says(t, s.Store()) != "Old Surgery" || s.Fault() == "" {
		t.Error("the damaged pack is shown, or nobody is told")
	}
	time.Sleep(100 * time.Millisecond)
	if len(refused) > 0 {
		t.Error("the same damaged pack is told of again and again")
	}
	packOf(t, file, "Mended Surgery")
	await(t, "a mended pack is not taken", func() bool { _, ok := s.Next(); return ok })
	if says(t, s.Store()) != "Mended Surgery" || s.Fault() != "" {
		t.Errorf("it shows %q; %s", says(t, s.Store()), s.Fault())
	}
}

func TestTheLastGoodPackOutlivesARestart(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, file string){
		"damaged": damage,
		"deleted": func(t *testing.T, file string) {
			t.Helper()
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		},
		"empty": func(t *testing.T, file string) {
			t.Helper()
			if err := os.Truncate(file, 0); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			file, folder := filepath.Join(t.TempDir(), "a.pack"), t.TempDir()
			packOf(t, file, "Good Surgery")
			shownOnce(t, file, folder)
			if name == "damaged" { // another pack, and a damaged one
				packOf(t, file, "Another Surgery")
			}
			spoil(t, file)
			s := shelved(t, file, folder, nil)
			if says(t, s.Store()) != "Good Surgery" || s.Fault() == "" {
				t.Errorf("after a restart it shows %q; %q", says(t, s.Store()), s.Fault())
			}
		})
	}
}

func TestAFileThatIsCutShortUnderTheKioskHurtsNobody(t *testing.T) {
	file, folder := filepath.Join(t.TempDir(), "a.pack"), t.TempDir()
	packOf(t, file, "Old Surgery")
	s := shelved(t, file, folder, nil)
	if err := os.Truncate(file, 100); err != nil { // with the file itself mapped, the next reading would end the process
		t.Fatal(err)
	}
	await(t, "nobody is told", func() bool { return s.Fault() != "" })
	if says(t, s.Store()) != "Old Surgery" {
		t.Error("the old pack is not shown any more")
	}
}

func TestWithoutAnyPackThereIsNothingToShowUntilOneComes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.pack")
	s := shelved(t, file, t.TempDir(), nil)
	if s.Store() != nil || s.Fault() == "" {
		t.Fatal("something is shown that is not there")
	}
	packOf(t, file, "First Surgery")
	await(t, "the first pack is not taken", func() bool { _, ok := s.Next(); return ok })
	if says(t, s.Store()) != "First Surgery" {
		t.Errorf("it shows %q", says(t, s.Store()))
	}
}

// A power cut in the middle of a copy leaves a part of it; no kiosk fills its disk with those.
func TestHalfACopyDoesNotStay(t *testing.T) {
	file, folder := filepath.Join(t.TempDir(), "a.pack"), t.TempDir()
	packOf(t, file, "A Surgery")
	half := filepath.Join(folder, ".0000.pack.part-ABCDEFGH")
	if err := os.WriteFile(half, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	if err := os.Chtimes(half, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	shelved(t, file, folder, nil)
	if _, err := os.Stat(half); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}

func TestAPackOfTheFormBeforeIsRefusedAndTheLastGoodOneStays(t *testing.T) {
	file, folder := filepath.Join(t.TempDir(), "a.pack"), t.TempDir()
	packOf(t, file, "Good Surgery")
	shownOnce(t, file, folder)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Replace(b, []byte("frontdoor-pack-3"), []byte("frontdoor-pack-2"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	s := shelved(t, file, folder, nil)
	if says(t, s.Store()) != "Good Surgery" || !strings.Contains(s.Fault(), "build it again from its source") {
		t.Errorf("it shows %q; %q", says(t, s.Store()), s.Fault())
	}
}
