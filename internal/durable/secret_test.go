package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"frontdoor/internal/durable"
)

func TestCaseASecretThatOthersCanReadIsRefused(t *testing.T) {
	for mode, open := range map[fs.FileMode]bool{0o600: false, 0o400: false, 0o700: false, 0o644: true, 0o640: true, 0o604: true, 0o602: true, 0o620: true} {
		path := filepath.Join(t.TempDir(), "word")
		if err := os.WriteFile(path, []byte("secret"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		b, err := durable.ReadSecret(path)
		if errors.Is(err, durable.ErrOthers) != open || string(b) != "secret" {
			t.Errorf("%v: %q, %v", mode, b, err)
		}
	}
	large := filepath.Join(t.TempDir(), "large")
	if err := os.WriteFile(large, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := durable.ReadSecret(large); err == nil {
		t.Error("a megabyte is a secret")
	}
}

func TestCaseAShellsFileIsMadePrivateFirst(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "line"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := errors.Join(f.Chmod(0o644), durable.Private(f)); err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
}
