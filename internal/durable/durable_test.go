package durable

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// watched is the file system, with its steps written down. It fails at one of them.
type watched struct {
	steps  []string
	failAt string
}

var errPower = errors.New("the power is gone")

func (w *watched) step(name string) error {
	w.steps = append(w.steps, name)
	if name == w.failAt {
		return errPower
	}
	return nil
}

// kind names a path without what is random in it.
func kind(path string) string {
	switch name := filepath.Base(path); {
	case strings.Contains(name, part):
		return "part"
	case filepath.Ext(name) == "":
		return "folder"
	default:
		return name
	}
}

func (w *watched) Create(path string, mode fs.FileMode) (file, error) {
	if err := w.step("create " + kind(path)); err != nil {
		return nil, err
	}
	f, err := disk{}.Create(path, mode)
	return &watchedFile{f, w, kind(path)}, err
}

func (w *watched) Open(path string) (file, error) {
	if err := w.step("open " + kind(path)); err != nil {
		return nil, err
	}
	f, err := disk{}.Open(path)
	return &watchedFile{f, w, kind(path)}, err
}

func (w *watched) Rename(from, to string) error {
	if err := w.step("rename " + kind(from)); err != nil {
		return err
	}
	return disk{}.Rename(from, to)
}

func (w *watched) Link(from, to string) error {
	if err := w.step("link " + kind(from)); err != nil {
		return err
	}
	return disk{}.Link(from, to)
}

func (w *watched) Remove(path string) error {
	w.steps = append(w.steps, "remove "+kind(path))
	return disk{}.Remove(path)
}

type watchedFile struct {
	file
	w    *watched
	what string
}

func (f *watchedFile) Write(b []byte) (int, error) {
	if err := f.w.step("write " + f.what); err != nil {
		n, errHalf := f.file.Write(b[:len(b)/2])
		return n, errors.Join(err, errHalf)
	}
	return f.file.Write(b)
}

func (f *watchedFile) Sync() error {
	return errors.Join(f.w.step("sync "+f.what), f.file.Sync())
}

func (f *watchedFile) Close() error {
	return errors.Join(f.w.step("close "+f.what), f.file.Close())
}

// folder returns a folder with a file in it. Its name has no dot.
func folder(t *testing.T) (dir, path string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "folder")
	path = filepath.Join(dir, "hub.json")
	if err := errors.Join(os.Mkdir(dir, 0o700), os.WriteFile(path, []byte("old"), 0o600)); err != nil {
		t.Fatal(err)
	}
	return dir, path
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// ways are the three ways to put a file in its place, and their steps.
var ways = map[string]struct {
	put   func(w *watched, path string) error
	fresh bool // there must be no file before
	steps []string
}{
	"write": {
		put: func(w *watched, path string) error {
			return writer{w}.write(path, strings.NewReader("new and longer"), 0o600, false)
		},
		steps: []string{"create part", "write part", "sync part", "close part", "rename part", "open folder", "sync folder", "close folder"},
	},
	"create": {
		put: func(w *watched, path string) error {
			return writer{w}.write(path, strings.NewReader("new and longer"), 0o600, true)
		},
		fresh: true,
		steps: []string{"create part", "write part", "sync part", "close part", "link part", "remove part", "open folder", "sync folder", "close folder"},
	},
	"replace": {
		put: func(w *watched, path string) error {
			from := filepath.Join(filepath.Dir(path), "made.db")
			if err := os.WriteFile(from, []byte("new and longer"), 0o600); err != nil {
				return err
			}
			return writer{w}.replace(from, path)
		},
		steps: []string{"open made.db", "sync made.db", "close made.db", "rename made.db", "open folder", "sync folder", "close folder"},
	},
}

func TestFileAndFolderAreSyncedInTheirOrder(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			dir, path := folder(t)
			if way.fresh {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			}
			w := &watched{}
			if err := way.put(w, path); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(w.steps, way.steps) {
				t.Errorf("the steps are %q, want %q", w.steps, way.steps)
			}
			if got := read(t, path); got != "new and longer" {
				t.Errorf("the file holds %q", got)
			}
			if got := names(t, dir); len(got) != 1 {
				t.Errorf("the folder holds %q", got)
			}
		})
	}
}

func TestAFailureAtAnyStepLeavesTheOldFileWholeAndNoLitter(t *testing.T) {
	for name, way := range ways {
		renamed := false
		for _, step := range way.steps {
			if strings.HasPrefix(step, "remove ") {
				continue // what cannot be removed stays
			}
			t.Run(name+"/"+step, func(t *testing.T) {
				dir, path := folder(t)
				if way.fresh {
					if err := os.Remove(path); err != nil {
						t.Fatal(err)
					}
				}
				if err := way.put(&watched{failAt: step}, path); !errors.Is(err, errPower) {
					t.Errorf("the error is %v", err)
				}
				var want []string
				switch {
				case renamed:
					want = []string{"hub.json"}
					if got := read(t, path); got != "new and longer" {
						t.Errorf("the file holds %q", got)
					}
				case !way.fresh:
					want = []string{"hub.json"}
					if got := read(t, path); got != "old" {
						t.Errorf("the file holds %q", got)
					}
				}
				if got := names(t, dir); !slices.Equal(got, want) {
					t.Errorf("the folder holds %q, want %q", got, want)
				}
			})
			renamed = renamed || strings.HasPrefix(step, "rename ") || strings.HasPrefix(step, "link ")
		}
	}
}

func TestAFileIsItsOwnersFromTheFirstByte(t *testing.T) {
	dir, path := folder(t)
	mode := fs.FileMode(0)
	look := readerFunc(func([]byte) (int, error) {
		for _, n := range names(t, dir) {
			if strings.Contains(n, part) {
				info, err := os.Stat(filepath.Join(dir, n))
				if err != nil {
					t.Fatal(err)
				}
				mode = info.Mode()
			}
		}
		return 0, errPower
	})
	if err := Write(path, look, 0o600); !errors.Is(err, errPower) {
		t.Fatal(err)
	}
	if mode != 0o600 {
		t.Errorf("the mode is %v", mode)
	}
}

type readerFunc func([]byte) (int, error)

func (r readerFunc) Read(b []byte) (int, error) { return r(b) }

func TestWhoIsSecondToMakeAFileFindsTheFirstOnes(t *testing.T) {
	dir, path := folder(t)
	if err := CreateFile(path, []byte("second"), 0o600); !errors.Is(err, fs.ErrExist) {
		t.Errorf("the error is %v", err)
	}
	if got := read(t, path); got != "old" {
		t.Errorf("the file holds %q", got)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q", got)
	}
}

// cannotSync is a file system on a stick.
type cannotSync struct{ disk }

type unsynced struct{ file }

func (unsynced) Sync() error { return syscall.EINVAL }

func (c cannotSync) Open(path string) (file, error) {
	f, err := c.disk.Open(path)
	return unsynced{f}, err
}

func TestAFolderThatCannotBeSyncedIsPassedOver(t *testing.T) {
	dir, _ := folder(t)
	if err := (writer{cannotSync{}}).syncFolder(dir); err != nil {
		t.Error(err)
	}
}

func TestWhatIsSetAsideIsNeverOverwritten(t *testing.T) {
	dir, _ := folder(t)
	path := filepath.Join(dir, "queue.db")
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for i, want := range []string{"queue.bad-20261124T120000Z", "queue.bad-20261124T120000Z-2", "queue.bad-20261124T120000Z-3"} {
		if err := os.WriteFile(path, []byte{byte('a' + i)}, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := SetAside(path, now)
		if err != nil || filepath.Base(got) != want {
			t.Errorf("set aside as %q (%v), want %q", got, err, want)
		}
	}
	if got := read(t, filepath.Join(dir, "queue.bad-20261124T120000Z")); got != "a" {
		t.Errorf("the first holds %q", got)
	}
	if _, err := SetAside(path, now); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a file: %v", err)
	}
}

func TestWhatPowerCutsLeftIsSweptAndNothingElse(t *testing.T) {
	dir, path := folder(t)
	left := partName(path)
	for _, name := range []string{left, filepath.Join(dir, "notes.part-of-it"), filepath.Join(dir, ".profile")} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Sweep(dir, time.Now()); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); len(got) != 4 {
		t.Errorf("what may still be written is gone: %q", got)
	}
	if err := Sweep(dir, time.Now().Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got, want := names(t, dir), []string{".profile", "hub.json", "notes.part-of-it"}; !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
	if err := Sweep(filepath.Join(dir, "none"), time.Now()); err != nil {
		t.Error(err)
	}
}

func TestOneHolderAtATime(t *testing.T) {
	dir, path := folder(t)
	for _, what := range []string{dir, path, filepath.Join(dir, "lock")} {
		first, err := TryLock(what)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := TryLock(what); !errors.Is(err, ErrLocked) {
			t.Errorf("%s: the second has %v", what, err)
		}
		ctx, stop := context.WithTimeout(t.Context(), 30*time.Millisecond)
		if _, err := WaitLock(ctx, what); !errors.Is(err, ErrLocked) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: who waits has %v", what, err)
		}
		stop()
		waited := make(chan error, 1)
		go func() {
			l, err := WaitLock(t.Context(), what)
			if err == nil {
				err = l.Close()
			}
			waited <- err
		}()
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-waited; err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := TryLock(filepath.Join(dir, "none", "lock")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in no folder: %v", err)
	}
}
