package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"frontdoor/assets/sounds"
)

// players are the programs that can play the built-in bell, of ALSA, PulseAudio and PipeWire.
var players = [...][]string{{"aplay", "-q"}, {"paplay"}, {"pw-play"}}

// chime gives the command that plays the built-in bell on the kiosk's own loudspeaker. The
// file is written anew at every start: it may have been damaged.
func chime(data string) ([]string, error) {
	for _, p := range players {
		path, err := exec.LookPath(p[0])
		if err != nil {
			continue
		}
		file := filepath.Join(data, "bell.wav")
		if err := os.WriteFile(file, sounds.Bell(), 0o600); err != nil {
			return nil, fmt.Errorf("write the bell's sound: %w", err)
		}
		return append(append([]string{path}, p[1:]...), file), nil
	}
	return nil, mendf("there is nothing to play the bell's sound with: install alsa-utils, pulseaudio-utils or pipewire-bin, or write [bell] command.")
}
