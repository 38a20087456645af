package main

import (
	"context"
	"image"
	"os/exec"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/randr"
	"github.com/jezek/xgb/xproto"

	"frontdoor/internal/complete"
	"frontdoor/internal/rig/walkthrough"
	"frontdoor/kiosk/ui/window"
)

// screened is a kiosk that fills a display of its own, as in a library, with a line to the
// display for what happens to screens and windows.
type screened struct {
	display *walkthrough.Display
	kiosk   *walkthrough.Program
	x       *xgb.Conn
}

func fill(t *testing.T, ctx context.Context, env ...string) *screened {
	t.Helper()
	complete.NotQuick(t, "starts a display")
	display, err := walkthrough.Start(ctx, image.Pt(1280, 800))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, display.Close) })
	x, err := xgb.NewConnDisplay(display.Name())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(x.Close)
	t.Setenv("DISPLAY", display.Name())
	cmd := exec.CommandContext(ctx, program(t, "kiosk"), "--data", t.TempDir())
	cmd.Env = append(display.Env(), env...)
	kiosk, err := walkthrough.Launch(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closing(t, kiosk.Stop) })
	return &screened{display: display, kiosk: kiosk, x: x}
}

// seen waits until the window of the glass is what people see.
func (s *screened) seen(t *testing.T) (glass int) {
	t.Helper()
	until(t, "nobody sees the window", func() bool {
		d, err := window.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		lit, err := d.Screens()
		if err != nil || len(lit) == 0 {
			return false
		}
		for _, glass = range s.kiosk.Children() {
			if d.Seen(glass) == nil {
				return true
			}
		}
		return false
	})
	return glass
}

func (s *screened) root() xproto.Window { return xproto.Setup(s.x).DefaultScreen(s.x).Root }

// theirs returns the windows that are shown below the root.
func (s *screened) theirs(t *testing.T) []xproto.Window {
	t.Helper()
	tree, err := xproto.QueryTree(s.x, s.root()).Reply()
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(tree.Children, func(w xproto.Window) bool {
		a, err := xproto.GetWindowAttributes(s.x, w).Reply()
		return err != nil || a.MapState != xproto.MapStateViewable
	})
}

// A window that was pushed aside, made small or put away comes back.
func TestCaseAWindowThatNobodySeesComesBack(t *testing.T) {
	s := fill(t, bounded(t))
	before := s.seen(t)
	for name, wrong := range map[string]func(w xproto.Window) error{
		"beside the screen": func(w xproto.Window) error {
			return xproto.ConfigureWindowChecked(s.x, w, xproto.ConfigWindowX|xproto.ConfigWindowY, []uint32{24415, 32641}).Check()
		},
		"with a title bar": func(w xproto.Window) error {
			return xproto.ConfigureWindowChecked(s.x, w, xproto.ConfigWindowX|xproto.ConfigWindowY, []uint32{1, 22}).Check()
		},
		"too small": func(w xproto.Window) error {
			return xproto.ConfigureWindowChecked(s.x, w, xproto.ConfigWindowWidth|xproto.ConfigWindowHeight, []uint32{640, 480}).Check()
		},
		"minimised": func(w xproto.Window) error { return xproto.UnmapWindowChecked(s.x, w).Check() },
	} {
		for _, w := range s.theirs(t) {
			if err := wrong(w); err != nil {
				t.Fatal(err)
			}
		}
		began := time.Now()
		after := before
		until(t, name+": it does not come back", func() bool {
			after = s.seen(t)
			return after != before || name == "beside the screen" && time.Since(began) > 20*time.Second
		})
		t.Logf("%s: back after %v", name, time.Since(began).Round(time.Millisecond))
		before = after
	}
}

// While the screen is switched off, the window waits in silence; another resolution is filled.
func TestCaseAScreenThatIsSwitchedOffAndOnIsFilledAgain(t *testing.T) {
	s := fill(t, bounded(t))
	before := s.seen(t)
	if err := randr.Init(s.x); err != nil {
		t.Fatal(err)
	}
	all, err := randr.GetScreenResources(s.x, s.root()).Reply()
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Crtcs) == 0 {
		complete.Lacking(t, "this display has no screen that can be switched off")
	}
	crtc := all.Crtcs[0]
	was, err := randr.GetCrtcInfo(s.x, crtc, all.ConfigTimestamp).Reply()
	if err != nil {
		t.Fatal(err)
	}
	set := func(mode randr.Mode, outputs []randr.Output) {
		t.Helper()
		r, err := randr.SetCrtcConfig(s.x, crtc, 0, 0, 0, 0, mode, randr.RotationRotate0, outputs).Reply()
		if err != nil || r.Status != randr.SetConfigSuccess {
			t.Fatalf("the screen is not switched: %v, %+v", err, r)
		}
	}
	set(0, nil)
	time.Sleep(12 * time.Second)
	if now := s.kiosk.Children(); !slices.Equal(now, []int{before}) {
		t.Errorf("while the screen was off, %d became %v", before, now)
	}
	if err := killAll(s.kiosk.Children()); err != nil {
		t.Fatal(err)
	}
	time.Sleep(25 * time.Second) // longer than a window may take that hangs
	waits := s.kiosk.Children()
	set(was.Mode, was.Outputs)
	if after := s.seen(t); !slices.Equal(waits, []int{after}) {
		t.Errorf("the glass that waited for the screen was %v, and %d came", waits, after)
	}
}

// Without OpenGL there is no window: the kiosk says so, again and again, and does not say that
// all is well.
func TestCaseWithoutOpenGLTheKioskSaysSo(t *testing.T) {
	ctx := bounded(t)
	s := fill(t, ctx, "LIBGL_DRIVERS_PATH=/nonexistent", "__GLX_VENDOR_LIBRARY_NAME=none", "LIBGL_ALWAYS_SOFTWARE=0")
	first := 0
	until(t, "a glass without a window goes on", func() bool {
		now := s.kiosk.Children()
		if first == 0 && len(now) == 1 {
			first = now[0]
		}
		return first != 0 && len(now) == 1 && now[0] != first
	})
}

func killAll(pids []int) error {
	for _, p := range pids {
		if err := syscall.Kill(p, syscall.SIGKILL); err != nil {
			return err
		}
	}
	return nil
}
