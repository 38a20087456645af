package desk_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/handoff"
)

// browser opens a headless Chromium as one device of the desk, which trusts the authority
// that an installer put on it, or trusts nothing of ours.
func browser(t *testing.T, authority []byte, width, height int) context.Context {
	t.Helper()
	complete.NotQuick(t, "starts Chromium")
	path, err := exec.LookPath("chromium")
	if err != nil {
		complete.Lacking(t, "there is no Chromium: scripts/setup.sh installs it")
	}
	home := t.TempDir()
	if authority != nil {
		store := filepath.Join(home, ".pki", "nssdb")
		if err := os.MkdirAll(store, 0o700); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(home, "authority.crt")
		if err := os.WriteFile(file, authority, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"-d", "sql:" + store, "-N", "--empty-password"},
			{"-d", "sql:" + store, "-A", "-t", "C,,", "-n", "Frontdoor desk", "-i", file},
		} {
			if out, err := exec.CommandContext(t.Context(), "certutil", args...).CombinedOutput(); err != nil {
				complete.Lacking(t, "the authority cannot be put on a browser here (libnss3-tools): %v: %s", err, out)
			}
		}
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(width, height), chromedp.UserDataDir(filepath.Join(home, "profile")),
		chromedp.Env("HOME="+home, "XDG_CONFIG_HOME="+home), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-dev-shm-usage", true),
	)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	// A headless window is never narrower than 500 pixels; a telephone is.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(int64(width), int64(height))); err != nil { // the browser lives as long as this context
		t.Fatal(err)
	}
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	return ctx
}

func run(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		says, _ := chromedp.Run(ctx, chromedp.Text(chromedp.CSS("body")))
		t.Fatalf("%v; the page says %q", err, says)
	}
}

// shows waits until a page says something.
func shows(text string) chromedp.Action[chromedp.Void] {
	return holds(`document.body.innerText.includes("` + text + `")`)
}

// holds waits until something is true on a page.
func holds(js string) chromedp.Action[chromedp.Void] {
	return chromedp.Poll[chromedp.Void](js, chromedp.WithPollingTimeout(20*time.Second))
}

// press touches the button of that name.
func press(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(`//button[normalize-space()="` + text + `" and not(@disabled)]`)
}

// picture saves what is on the page, for who asks to see it.
func picture(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, page *chromedp.Target) error {
		folder := os.Getenv("FRONTDOOR_PICTURES")
		if folder == "" {
			return nil
		}
		png, err := chromedp.FullScreenshot(100)(ctx, page)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600)
	})
}

// begun pairs a browser by the invitation's link and begins a time at the desk.
func begun(t *testing.T, c *console, ctx context.Context, name string) {
	t.Helper()
	run(t, ctx,
		chromedp.Navigate(c.invited().Link()), chromedp.WaitVisible(chromedp.CSS("#pair")), picture(name+"-pair"),
		chromedp.SendKeys(chromedp.CSS("#name"), name), press("Pair"), chromedp.WaitVisible(chromedp.CSS("#start")), picture(name+"-start"),
		press("Start, with sound"), shows("Visitors can call you."), picture(name+"-calm"),
	)
}

func TestTwoDevicesRaceInABrowserAndOneGoes(t *testing.T) {
	c := serve(t, desk.Options{})
	phone, tablet := browser(t, c.pem, 390, 844), browser(t, c.pem, 1024, 768)
	begun(t, c, phone, "Telephone")
	begun(t, c, tablet, "Tablet")
	run(t, phone, holds(`sound.state === "running"`)) // after one touch
	link, err := chromedp.Run(phone, chromedp.Location())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(link, "#") {
		t.Error("the code stays in the browser's history")
	}
	call := handoff.Call{Kiosk: "By the entrance", Lang: "bn", Topic: "health/gp", Access: []string{handoff.Seat}, Lines: []handoff.Line{{Kind: handoff.LinePlace, Value: "E1 6AN"}}}
	if err := c.board.Ask(call); err != nil {
		t.Fatal(err)
	}
	run(t, phone, shows("By the entrance"), holds(`ringing !== 0`), picture("phone-call"))
	run(t, tablet, shows("By the entrance"), picture("tablet-call"))
	both := make(chan error, 2)
	for _, ctx := range []context.Context{phone, tablet} {
		go func() {
			soon, stop := context.WithTimeout(ctx, 5*time.Second) // the button may have gone before the second could touch it
			defer stop()
			both <- chromedp.Do(soon, press("I’ll take it"))
		}()
	}
	for range 2 {
		if err := <-both; err != nil {
			t.Log(err)
		}
	}
	by := c.board.Status("By the entrance").Request.By
	winner, loser := phone, tablet
	if by == "Tablet" {
		winner, loser = tablet, phone
	}
	run(t, winner, shows("This call is yours."), picture("winner"))
	run(t, loser, shows("“"+by+"” has taken this call."), holds(`ringing === 0`), picture("loser"))
	run(t, winner, press("I’m on my way"), shows("on your way"), press("I’m with them"), shows("You are with them."), picture("winner-here"),
		press("Show English beside their language"), shows("until the visit ends"),
		press("End this call"), chromedp.WaitVisible(chromedp.CSS("#outcomes button")), press("Told them where to go"), press("5 to 15 min"), picture("winner-end"),
		press("Finish"), shows("This call has ended."), picture("winner-done"))
	if p := c.board.Status("By the entrance").Request.Phase; p != handoff.Resolved {
		t.Errorf("the call is %s", p)
	}
	if _, err := c.devices.Withdraw(by); err != nil {
		t.Fatal(err)
	}
	run(t, winner, shows("was withdrawn"), picture("winner-withdrawn"))
}

func TestTheConsoleCanBeInstalledAsAnApp(t *testing.T) {
	c := serve(t, desk.Options{})
	ctx := browser(t, c.pem, 390, 844)
	begun(t, c, ctx, "Telephone")
	got, err := chromedp.Call(ctx, page.GetInstallabilityErrors, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range got.InstallabilityErrors {
		if e.ErrorID != "in-incognito" { // a headless browser keeps nothing
			t.Errorf("it cannot be installed: %s", e.ErrorID)
		}
	}
}

func TestAConsoleThatLosesTheKioskSaysSo(t *testing.T) {
	c, off := switchable(t, desk.Options{})
	ctx := browser(t, c.pem, 390, 844)
	begun(t, c, ctx, "Telephone")
	off()
	run(t, ctx, shows("Not connected."), picture("lost"))
}

func TestABrowserWithoutTheAuthorityShowsNothing(t *testing.T) {
	c := serve(t, desk.Options{})
	err := chromedp.Do(browser(t, nil, 390, 844), chromedp.Navigate("https://"+c.host+"/"))
	if err == nil || !strings.Contains(err.Error(), "ERR_CERT_AUTHORITY_INVALID") {
		t.Errorf("it gives %v", err)
	}
}

// A page whose line was pulled out says so after two beats that did not come, by its own clock, and
// is back by itself.
func TestCaseAPulledCableIsSaidOnThePage(t *testing.T) {
	c := serve(t, desk.Options{Beat: 500 * time.Millisecond, Silent: 5 * time.Second})
	phone := browser(t, c.pem, 390, 844)
	begun(t, c, phone, "Telephone")
	c.cable.out.Store(true)
	began := time.Now()
	run(t, phone, shows("Not connected."), picture("phone-lost"))
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("the page said so after %v", took)
	}
	c.cable.out.Store(false)
	run(t, phone, shows("Visitors can call you."))
}
