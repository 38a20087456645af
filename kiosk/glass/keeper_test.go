package glass_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
)

// role is the environment variable that makes this test's program play a glass.
const role = "FRONTDOOR_TEST_GLASS"

// TestMain plays the glass when it is asked to: a process of its own, as in earnest.
func TestMain(m *testing.M) {
	switch os.Getenv(role) {
	case "":
		os.Exit(m.Run())
	case "no-display":
		os.Exit(glass.ExitNoDisplay)
	case "hangs":
		hang()
	case "slow":
		slowly = 20 * time.Millisecond
		os.Exit(play())
	case "works":
		os.Exit(play())
	}
}

// hang says that it is there and then nothing more.
func hang() {
	link := glass.NewLink(os.NewFile(3, "in"), os.NewFile(4, "out"), glass.LinkOptions{})
	link.Ready()
	if err := link.Run(deaf{}); err != nil {
		os.Exit(1)
	}
}

type deaf struct{}

func (deaf) Show(glass.View)        {}
func (deaf) Ping(func())            {}
func (deaf) Watch(func(glass.Seen)) {}
func (deaf) Silent()                {}

// play is a glass that tells its process number and what it shows as an action.
func play() int {
	link := glass.NewLink(os.NewFile(3, "in"), os.NewFile(4, "out"), glass.LinkOptions{})
	link.Ready()
	link.Do(journey.Action{Kind: "pid", Value: strconv.Itoa(os.Getpid())})
	if err := link.Run(teller{link}); err != nil {
		return 1
	}
	return 0
}

// slowly is how long a slow glass takes over each picture.
var slowly time.Duration //nolint:gochecknoglobals // of the process that plays the glass

type teller struct{ link *glass.Link }

func (t teller) Show(v glass.View) {
	time.Sleep(slowly)
	list, _ := v.Screen.(glass.Results)
	t.link.Do(journey.Action{Kind: "shows", Value: list.Postcode})
}
func (teller) Ping(alive func())      { alive() }
func (teller) Watch(func(glass.Seen)) {}
func (teller) Silent()                {}

// near is a list of what is near a postcode.
func near(postcode string) glass.View {
	return glass.View{Screen: glass.Results{Where: journey.Postcode, Postcode: postcode}}
}

func as(what string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := exec.Command(os.Args[0]) //nolint:noctx // the keeper ends it
		cmd.Env = append(os.Environ(), role+"="+what)
		cmd.Stderr = os.Stderr
		return cmd
	}
}

// keep runs a keeper until the test ends.
func keep(t *testing.T, what string, opts glass.Options) *glass.Keeper {
	t.Helper()
	complete.NotQuick(t, "starts a glass")
	k := glass.NewKeeper(as(what), opts)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- k.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the keeper did not end")
		}
	})
	return k
}

// next waits for what a glass says.
func next(t *testing.T, k *glass.Keeper, kind journey.Kind) string {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case a := <-k.Actions():
			if a.Kind == kind {
				return a.Value
			}
		case <-late:
			t.Fatalf("no glass said %q", kind)
		}
	}
}

func TestAKilledGlassIsReplacedAndShowsTheSameView(t *testing.T) {
	k := keep(t, "works", glass.Options{})
	k.Show(near("E1 6AN"))
	for range 3 {
		pid, err := strconv.Atoi(next(t, k, "pid"))
		if err != nil {
			t.Fatal(err)
		}
		if got := next(t, k, "shows"); got != "E1 6AN" {
			t.Fatalf("the glass shows %q", got)
		}
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAHungGlassIsReplaced(t *testing.T) {
	starts := make(chan struct{}, 64)
	start := as("hangs")
	k := glass.NewKeeper(func() *exec.Cmd {
		starts <- struct{}{}
		return start()
	}, glass.Options{Patience: 200 * time.Millisecond})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- k.Run(ctx) }()
	for n := range 2 {
		select {
		case <-starts:
		case <-time.After(20 * time.Second):
			t.Fatalf("glass %d was not started", n+1)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestWithoutADisplayTheKeeperGivesUp(t *testing.T) {
	k := glass.NewKeeper(as("no-display"), glass.Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := k.Run(ctx); !errors.Is(err, glass.ErrNoDisplay) {
		t.Errorf("the keeper ended with %v", err)
	}
}

func TestOnlyTheLatestViewIsDrawn(t *testing.T) {
	k := glass.NewKeeper(as("works"), glass.Options{})
	for i := range 100 { // before anything is there to draw: none of this may block
		k.Show(near(fmt.Sprint(i)))
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- k.Run(ctx) }()
	if got := next(t, k, "shows"); got != "99" {
		t.Errorf("the first picture is %q", got)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A glass that draws slower than the core shows is busy: it skips pictures and is not replaced.
func TestCaseABusyGlassIsNoHangingOne(t *testing.T) {
	k := keep(t, "slow", glass.Options{Patience: 1500 * time.Millisecond, Again: func() { t.Error("a busy glass was replaced") }})
	next(t, k, "pid")
	long := strings.Repeat("x", 8<<10)
	every := time.NewTicker(time.Millisecond)
	defer every.Stop()
	for end := time.After(4 * time.Second); ; {
		select {
		case <-every.C:
			k.Show(near(long))
		case <-k.Actions():
		case <-end:
			k.Show(near("the last"))
			for next(t, k, "shows") != "the last" {
			}
			return
		}
	}
}

// Touches that nobody takes in do not keep the keeper from its glass.
func TestCaseACoreThatTakesNoTouchesLosesNoGlass(t *testing.T) {
	k := keep(t, "works", glass.Options{Patience: 500 * time.Millisecond, Again: func() { t.Error("a glass was replaced because its core is slow") }})
	for end := time.Now().Add(2 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		k.Show(near("E1 6AN")) // each is answered by a touch
	}
}
