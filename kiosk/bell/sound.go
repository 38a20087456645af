package bell

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"

	"frontdoor/assets/sounds"
	"frontdoor/internal/durable"
)

// players are the programs that can play the built-in bell, of ALSA, PulseAudio and PipeWire.
var players = [...][]string{{"aplay", "-q"}, {"paplay"}, {"pw-play"}}

// ErrNoPlayer means that nothing on the machine can play the built-in sound.
var ErrNoPlayer = errors.New("there is nothing to play the bell's sound with: install alsa-utils, pulseaudio-utils or pipewire-bin, or write [bell] command")

// Sound returns the command that plays the built-in bell on the kiosk's own loudspeaker, from a
// file in a folder. The file is written anew each time: it may have been damaged.
func Sound(folder string) ([]string, error) {
	for _, p := range players {
		path, err := exec.LookPath(p[0])
		if err != nil {
			continue
		}
		file := filepath.Join(folder, "bell.wav")
		if err := durable.WriteFile(file, sounds.Bell(), 0o600); err != nil {
			return nil, fmt.Errorf("write the bell's sound: %w", err)
		}
		return append(append([]string{path}, p[1:]...), file), nil
	}
	return nil, ErrNoPlayer
}
