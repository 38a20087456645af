package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"frontdoor/internal/complete"
)

// A machine's locale is no business of who reads a command's output.
func TestCaseNoCommandComplainsOfALocale(t *testing.T) {
	complete.NotQuick(t, "starts a kiosk")
	for _, lang := range []string{"C", "C.UTF-8", "POSIX", "", "tlh_XX.UTF-8@odd"} {
		cmd := exec.CommandContext(bounded(t), program(t, "kiosk"), "--help")
		cmd.Env = append(os.Environ(), "LANG="+lang, "LC_ALL="+lang, "LANGUAGE=")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.HasPrefix(string(out), "usage: ") {
			t.Errorf("LANG=%s: %v: %s", lang, err, out)
		}
	}
}
