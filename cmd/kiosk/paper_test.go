package main

import (
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/internal/complete"
)

func TestAServiceIsTakenAwayAsACodeAndOnPaper(t *testing.T) {
	complete.NotQuick(t, "starts a kiosk on a display")
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		complete.Lacking(t, "there is no zbarimg to read the code with: scripts/setup.sh installs zbar-tools")
	}
	ctx := bounded(t)
	var how net.ListenConfig
	l, err := how.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	slips := make(chan int, 4) // bytes of each slip, by a printer that never says how it is
	go func() {
		defer close(slips)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			n, err := io.Copy(io.Discard, conn)
			if err != nil {
				n = 0
			}
			slips <- int(n)
			if err := conn.Close(); err != nil {
				return
			}
		}
	}()
	file := siteFile(t, "name = \"Paper Library\"\nlatitude = 51.51888\nlongitude = -0.07847\n[printer]\ntcp = \""+l.Addr().String()+"\"\n")
	s := set(t, ctx, "--site", file)
	seen := through(t, ctx, s, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "bn", "needs"}, [3]string{"pick-top", "health", "leaves"},
		[3]string{"pick-leaf", "health/gp", "place"}, [3]string{"near-here", "", "results"})
	id := seen.Values("pick-service")[0]
	through(t, ctx, s, [3]string{"pick-service", id, "service"}, [3]string{"take-away", "service", "take"})
	picture := filepath.Join(t.TempDir(), "glass.png")
	until(t, "the code on the glass cannot be read", func() bool {
		if err := s.Photograph(ctx, picture); err != nil {
			return false
		}
		out, err := exec.CommandContext(ctx, zbar, "-q", "--raw", picture).Output()
		return err == nil && strings.HasPrefix(string(out), "BEGIN:VCARD") && strings.Contains(string(out), words(t, "bn", "kind.gp"))
	})
	if _, err := s.Touch(ctx, "print", ""); err != nil {
		t.Fatal(err)
	}
	if n := <-slips; n < 20000 {
		t.Errorf("the slip has %d bytes", n)
	}
	until(t, "the glass does not say that it was printed", func() bool {
		now, err := s.At(ctx, "take")
		return err == nil && now.Says(words(t, "bn", "take.printed"))
	})
	// The next visit begins without a word of it, and a printer that has gone is told.
	closing(t, l.Close)
	through(t, ctx, s, [3]string{"finish", "", "finished"}, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "en", "needs"}, [3]string{"ask-person", "", "person"})
	seen = through(t, ctx, s, [3]string{"take-away", "person", "take"})
	if seen.Says(words(t, "en", "take.printed")) {
		t.Error("the next visit is told of the paper of the one before")
	}
	if _, err := s.Touch(ctx, "print", ""); err != nil {
		t.Fatal(err)
	}
	until(t, "the glass does not say that the printer has gone", func() bool {
		now, err := s.At(ctx, "take")
		return err == nil && now.Says(words(t, "en", "take.gone"))
	})
}
