package main

import (
	"syscall"
	"testing"
	"time"
)

// A core that hangs in the middle of a visit leaves nothing of it on the glass, and is replaced.
func TestCaseAHangingCoreIsPutAwayAndReplaced(t *testing.T) {
	ctx := bounded(t)
	s := set(t, ctx)
	through(t, ctx, s, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "ur", "needs"}, [3]string{"pick-top", "health", "leaves"})
	core, before := s.kiosk.PID(), s.kiosk.PIDs()
	picture, err := s.Display.Picture(s.Display.Bounds())
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := syscall.Kill(core, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	// The witness hears of it from the core, which is stopped: the display is looked at.
	if _, err := s.Display.WaitChange(ctx, picture); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 8*time.Second {
		t.Errorf("what was on the glass went after %v", took)
	}
	if _, err := s.At(ctx, "attract"); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	t.Logf("a new core after %v, processes %v, then %v", took.Round(time.Millisecond), before, s.kiosk.PIDs())
	if took > 25*time.Second {
		t.Errorf("the core was replaced after %v", took)
	}
	if _, err := s.Go(ctx, "touch", "", "languages"); err != nil {
		t.Errorf("the kiosk came back and does not answer: %v", err)
	}
}
