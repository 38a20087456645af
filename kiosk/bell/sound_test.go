package bell

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/handoff"
)

func TestTheBuiltInBellIsPlayedAndEndsByItself(t *testing.T) {
	folder := t.TempDir()
	said := filepath.Join(folder, "said")
	player := "#!/bin/sh\necho \"$#\" \"$@\" >> " + said + "\n"
	if err := os.WriteFile(filepath.Join(folder, "aplay"), []byte(player), 0o700); err != nil { //nolint:gosec // a script has to run
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
	data := t.TempDir()
	command, err := Sound(data)
	if err != nil {
		t.Fatal(err)
	}
	board := handoff.NewBoard(handoff.Options{})
	defer board.Close()
	b := New(board, Options{Command: command, Sound: true})
	for _, word := range []string{"ring", "stop"} {
		if err := b.once(t.Context(), word); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(said)
	if want := "2 -q " + filepath.Join(data, "bell.wav") + "\n"; err != nil || string(got) != want {
		t.Errorf("the player is given %q, want %q; %v", got, want, err)
	}
}

func TestABellWithoutAPlayerIsSaidInASentence(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Sound(t.TempDir()); err == nil || !strings.Contains(err.Error(), "install alsa-utils") {
		t.Errorf("it says %v", err)
	}
}

func TestAPlayerTakesTheSound(t *testing.T) {
	complete.NotQuick(t, "starts aplay")
	aplay, err := exec.LookPath("aplay")
	if err != nil {
		complete.Lacking(t, "there is no aplay: scripts/setup.sh installs alsa-utils")
	}
	command, err := Sound(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	// A device that takes everything and sounds nowhere.
	conf := filepath.Join(t.TempDir(), "asound.conf")
	if err := os.WriteFile(conf, []byte("pcm.nowhere { type null }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), aplay, append([]string{"-D", "nowhere"}, command[1:]...)...)
	cmd.Env = append(os.Environ(), "ALSA_CONFIG_PATH="+conf)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("aplay: %v: %s", err, out)
	}
}
