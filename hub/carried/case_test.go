package carried_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"frontdoor/hub/carried"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/usage"
)

// Whatever is put in the place of the hub's answers, the hub writes to nothing but the stick.
func TestCaseAStickDoesNotReachTheHubsFiles(t *testing.T) {
	for name, trap := range map[string]func(root, precious, answer string) error{
		"the answer's half-written file": func(root, precious, answer string) error {
			if err := os.Mkdir(filepath.Join(root, stick.Answers), 0o755); err != nil {
				return err
			}
			return os.Symlink(precious, filepath.Join(root, stick.Answers, answer+".part"))
		},
		"the answer": func(root, precious, answer string) error {
			if err := os.Mkdir(filepath.Join(root, stick.Answers), 0o755); err != nil {
				return err
			}
			return os.Symlink(precious, filepath.Join(root, stick.Answers, answer))
		},
		"a pipe for the answer": func(root, _, answer string) error {
			if err := os.Mkdir(filepath.Join(root, stick.Answers), 0o755); err != nil {
				return err
			}
			return syscall.Mkfifo(filepath.Join(root, stick.Answers, answer), 0o644)
		},
		"the folder of answers": func(root, precious, _ string) error {
			return os.Symlink(filepath.Dir(precious), filepath.Join(root, stick.Answers))
		},
		"the folder of requests": func(root, precious, _ string) error {
			return os.Symlink(filepath.Dir(precious), filepath.Join(root, stick.Requests))
		},
		"a pipe for requests": func(root, _, _ string) error { return syscall.Mkfifo(filepath.Join(root, stick.Requests), 0o644) },
	} {
		t.Run(name, func(t *testing.T) {
			e := newEnds(t, t.TempDir())
			defer e.close(t)
			e.visit(t, 3)
			batch, err := e.queue.Pending(1, 1)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := stick.Exchange(t.Context(), e.stick, e.queue, e.sender); err != nil {
				t.Fatal(err)
			}
			home := t.TempDir()
			precious := filepath.Join(home, "hub.json")
			if err := os.WriteFile(precious, []byte("precious"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := trap(filepath.Join(e.stick, stick.Root), precious, stick.AnswerName("demo-1", batch.Epoch)); err != nil {
				t.Fatal(err)
			}
			done := make(chan struct{})
			go func() {
				defer close(done)
				// Whether it says so or goes on is told by what is on the disk.
				_, _ = carried.Read(t.Context(), e.stick, e.store, usage.NewVocabulary(usage.Known{}), e.keys, began)
			}()
			select {
			case <-done:
			case <-time.After(10 * time.Second):
				t.Fatal("it waits for a pipe")
			}
			if b, err := os.ReadFile(precious); err != nil || string(b) != "precious" {
				t.Errorf("the file holds %q, %v", b, err)
			}
			if all, _ := filepath.Glob(filepath.Join(home, "*")); len(all) != 1 {
				t.Errorf("written outside of the stick: %v", all)
			}
		})
	}
}

func TestCaseNamesOnAStickMoveNobodysCursor(t *testing.T) {
	e := newEnds(t, t.TempDir())
	defer e.close(t)
	counts := filepath.Join(e.stick, stick.Root, stick.Counts)
	if err := os.MkdirAll(counts, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(counts, "x\x1b[2J\u202e.age"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines, err := carried.Read(t.Context(), e.stick, e.store, usage.NewVocabulary(usage.Known{}), e.keys, began)
	if err != nil || len(lines) != 1 || strings.ContainsAny(lines[0].File, "\x1b\u202e") {
		t.Errorf("%+v, %v", lines, err)
	}
}
