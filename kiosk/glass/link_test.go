package glass_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk/glass"
)

// A diary is a window that writes down what it is told.
type diary struct{ told chan string }

func (d diary) Show(v glass.View)    { d.told <- "show " + v.Site }
func (d diary) Ping(alive func())    { alive() }
func (diary) Watch(func(glass.Seen)) {}
func (d diary) Silent()              { d.told <- "silent" }
func (d diary) hung()                { d.told <- "hung" }
func (d diary) now() (told []string) { return d.in(0) }
func (d diary) in(t time.Duration) (told []string) {
	time.Sleep(t)
	synctest.Wait()
	for {
		select {
		case s := <-d.told:
			told = append(told, s)
		default:
			return told
		}
	}
}

// A core that is there and silent is put away after five seconds and ended after ten, and its
// keeper's pings do not speak for it.
func TestCaseAGlassWatchesItsCore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, core := io.Pipe()
		out, ups := io.Pipe()
		said := make(chan string, 64)
		go func() {
			b := make([]byte, 512)
			for {
				n, err := out.Read(b)
				if err != nil {
					return
				}
				said <- string(b[:n])
			}
		}()
		d := diary{make(chan string, 64)}
		link := glass.NewLink(in, ups, glass.LinkOptions{Hung: d.hung})
		done := make(chan error, 1)
		go func() { done <- link.Run(d) }()
		says := func(s string) {
			t.Helper()
			if _, err := fmt.Fprintln(core, s); err != nil {
				t.Fatal(err)
			}
		}
		check := func(got []string, want ...string) {
			t.Helper()
			if strings.Join(got, ", ") != strings.Join(want, ", ") {
				t.Fatalf("the window was told %q, want %q", got, want)
			}
		}
		says(`{"Show":{"Frame":{"Site":"A"},"Screen":"none"}}`)
		check(d.now(), "show A")
		for range 12 {
			check(d.in(time.Second))
			says(`{"Ping":1,"Turns":true}`)
		}
		for range 4 {
			check(d.in(time.Second))
			says(`{"Ping":1}`) // of the keeper alone
		}
		check(d.in(1100*time.Millisecond), "silent")
		says(`{"Ping":2,"Turns":true}`)
		check(d.now())
		for again := false; !again; {
			select {
			case s := <-said:
				again = strings.Contains(s, `"Again":true`)
			case <-time.After(time.Second):
				t.Fatal("a core that turns again is not asked for its view")
			}
		}
		says(`{"Show":{"Frame":{"Site":"B"},"Screen":"none"}}`)
		check(d.now(), "show B")
		check(d.in(5100*time.Millisecond), "silent")
		check(d.in(5*time.Second), "hung")
		check(d.in(5*time.Second), "hung")
		if err := core.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-done; !errors.Is(err, glass.ErrCoreGone) {
			t.Errorf("the link ended with %v", err)
		}
		if err := errors.Join(ups.Close(), out.Close()); err != nil {
			t.Error(err)
		}
		synctest.Wait()
	})
}
