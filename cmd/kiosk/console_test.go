package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/internal/complete"
	"frontdoor/internal/rig/walkthrough"
)

// deskSite writes a site whose desk is always staffed and has a console, and gives its file
// and the console's host.
func deskSite(t *testing.T) (file, host string) {
	t.Helper()
	var how net.ListenConfig
	l, err := how.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host = l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "site.toml")
	text := fmt.Sprintf("name = \"Desk Library\"\nkiosk = \"By the door\"\n[desk]\nalways = \"yes\"\n[staff]\npin = \"97531\"\n[console]\nlisten = %q\nnames = [\"127.0.0.1\"]\n", host)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, host
}

// deskSays runs "kiosk desk" for a stage.
func deskSays(t *testing.T, data string, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), program(t, "kiosk"), append([]string{"desk", "--data", data}, args...)...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("kiosk desk %s: %v: %s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// A telephone is a device of the desk.
type telephone struct {
	client    *http.Client
	host, key string
	calls     chan []struct{ ID, Kiosk, Language, Topic, Phase string }
}

func newTelephone(t *testing.T, host, certificate string) *telephone {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM([]byte(certificate)) {
		t.Fatalf("no certificate: %q", certificate)
	}
	p := &telephone{host: host, client: &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}}}
	t.Cleanup(p.client.CloseIdleConnections)
	return p
}

func (p *telephone) post(t *testing.T, path, body string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+p.host+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", "https://"+p.host)
	if p.key != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-desk", Value: p.key})
	}
	res, err := p.client.Do(r) //nolint:bodyclose // closed below
	if err != nil {
		t.Fatal(err)
	}
	closing(t, res.Body.Close)
	for _, c := range res.Cookies() {
		p.key = c.Value
	}
	return res.StatusCode
}

// listen opens the console and answers its beats.
func (p *telephone) listen(t *testing.T) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+p.host+"/api/events", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "__Host-desk", Value: p.key})
	res, err := p.client.Do(r) //nolint:bodyclose // closed where it is read
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	p.calls = make(chan []struct{ ID, Kiosk, Language, Topic, Phase string }, 100)
	first := make(chan string, 1)
	go func() {
		defer res.Body.Close()
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			var seen struct {
				Stream string
				Calls  []struct{ ID, Kiosk, Language, Topic, Phase string }
			}
			if !ok || json.Unmarshal([]byte(data), &seen) != nil || seen.Stream == "" {
				continue
			}
			select {
			case first <- seen.Stream:
			default:
			}
			p.calls <- seen.Calls
		}
	}()
	if status := p.post(t, "/api/beat", `{"stream":"`+<-first+`"}`); status != http.StatusNoContent {
		t.Fatalf("a beat gives %d", status)
	}
}

// paired waits until a kiosk's console is up, and pairs a telephone with it from the shell.
func paired(t *testing.T, ctx context.Context, s *stage, host, certificate string) *telephone {
	t.Helper()
	until(t, "the console does not come up", func() bool { // the kiosk is starting
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "unix", filepath.Join(s.data, "desk.sock"))
		return err == nil && conn.Close() == nil
	})
	said := deskSays(t, s.data, "--pair")
	_, code, _ := strings.Cut(said, "type ")
	p := newTelephone(t, host, certificate)
	if status := p.post(t, "/api/pair", `{"code":"`+code[:11]+`","name":"Desk telephone"}`); status != http.StatusNoContent {
		t.Fatalf("pairing with %q gives %d", said, status)
	}
	return p
}

func TestACallIsAnsweredFromATelephoneOfTheDesk(t *testing.T) {
	ctx := bounded(t)
	file, host := deskSite(t)
	s := set(t, ctx, "--site", file)
	certificate := deskSays(t, s.data, "--site", file, "--certificate")
	p := paired(t, ctx, s, host, certificate)
	if got := deskSays(t, s.data, "--devices"); got != "Desk telephone\n" {
		t.Errorf("the devices are %q", got)
	}
	p.listen(t)
	through(t, ctx, s, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "bn", "needs"},
		[3]string{"pick-top", "home", "leaves"}, [3]string{"ask-person", "", "person"})
	glassOffers(t, ctx, s, "call-person")
	if _, err := s.Touch(ctx, "call-person", ""); err != nil {
		t.Fatal(err)
	}
	id := ""
	for id == "" {
		select {
		case calls := <-p.calls:
			if len(calls) == 1 && calls[0].Phase == "alerted" {
				id = calls[0].ID
				if c := calls[0]; c.Kiosk != "By the door" || c.Language != "Bengali" {
					t.Errorf("the call is shown as %+v", c)
				}
			}
		case <-ctx.Done():
			t.Fatal("the telephone is not told")
		}
	}
	for _, step := range [][2]string{{"accept", "request.accepted"}, {"on-way", "request.coming"}, {"arrive", "request.here"}} {
		if status := p.post(t, "/api/answer", `{"id":"`+id+`","answer":"`+step[0]+`"}`); status != http.StatusNoContent {
			t.Fatalf("%s gives %d", step[0], status)
		}
		if step[0] == "on-way" {
			killGlass(t, s) // what the resident is told outlives it
		}
		glassSays(t, ctx, s, words(t, "bn", step[1]))
	}
	if status := p.post(t, "/api/answer", `{"id":"`+id+`","answer":"beside"}`); status != http.StatusNoContent {
		t.Fatalf("side by side gives %d", status)
	}
	glassSays(t, ctx, s, words(t, "en", "request.here"))
	if status := p.post(t, "/api/answer", `{"id":"`+id+`","answer":"done","outcome":"helped","lasted":"0-5"}`); status != http.StatusNoContent {
		t.Fatalf("done gives %d", status)
	}
	through(t, ctx, s, [3]string{"finish", "", "finished"})
	deskSays(t, s.data, "--withdraw", "Desk telephone")
	if status := p.post(t, "/api/answer", `{"id":"`+id+`","answer":"accept"}`); status != http.StatusUnauthorized {
		t.Errorf("a telephone that was withdrawn gives %d", status)
	}
}

func TestAKioskThatFollowsIsAnsweredAndIsToldWhenTheOtherIsSwitchedOff(t *testing.T) {
	ctx := bounded(t)
	file, host := deskSite(t)
	first := set(t, ctx, "--site", file)
	certificate := deskSays(t, first.data, "--site", file, "--certificate")
	p := paired(t, ctx, first, host, certificate)
	p.listen(t)
	folder := t.TempDir()
	trust, key := filepath.Join(folder, "authority.crt"), filepath.Join(folder, "desk.key")
	if err := os.WriteFile(trust, []byte(certificate), 0o600); err != nil {
		t.Fatal(err)
	}
	deskSays(t, first.data, "--add-kiosk", "Upstairs", "--to", key)
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key is kept as %v, %v", info, err)
	}
	second := set(t, ctx, "--site", siteFile(t, fmt.Sprintf(
		"name = \"Desk Library\"\nkiosk = \"Upstairs\"\n[desk]\nalways = \"yes\"\n[console]\nleader = \"https://%s\"\nauthority_file = %q\nkey_file = %q\n", host, trust, key)))
	through(t, ctx, second, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "ar", "needs"}, [3]string{"ask-person", "", "person"})
	glassOffers(t, ctx, second, "call-person")
	if _, err := second.Touch(ctx, "call-person", ""); err != nil {
		t.Fatal(err)
	}
	for id := ""; id == ""; {
		select {
		case calls := <-p.calls:
			if len(calls) == 1 && calls[0].Kiosk == "Upstairs" && calls[0].Language == "Arabic" {
				id = calls[0].ID
				if status := p.post(t, "/api/answer", `{"id":"`+id+`","answer":"on-way"}`); status != http.StatusNoContent {
					t.Fatalf("on my way gives %d", status)
				}
			}
		case <-ctx.Done():
			t.Fatal("the telephone is not told of the other kiosk's call")
		}
	}
	glassSays(t, ctx, second, words(t, "ar", "request.coming"))
	if _, err := second.Touch(ctx, "cancel-call", ""); err != nil {
		t.Fatal(err)
	}
	closing(t, first.kiosk.Stop)
	until(t, "the kiosk that follows still offers to call", func() bool {
		seen, err := second.At(ctx, "person")
		return err == nil && !offers(seen, "call-person")
	})
}

// glassOffers waits until the glass offers something.
func glassOffers(t *testing.T, ctx context.Context, s *stage, action string) {
	t.Helper()
	until(t, "the glass does not offer "+action, func() bool {
		seen, err := s.At(ctx, "person")
		return err == nil && offers(seen, action)
	})
}

// glassSays waits until the person's screen says something.
func glassSays(t *testing.T, ctx context.Context, s *stage, text string) {
	t.Helper()
	var last walkthrough.Seen
	until(t, "the glass does not say "+text, func() bool {
		seen, err := s.At(ctx, "person")
		last = seen
		return err == nil && slices.ContainsFunc(last.Texts, func(x string) bool { return strings.Contains(x, text) })
	})
}

func TestATelephoneIsPairedWithTheCodeOnTheGlass(t *testing.T) {
	complete.NotQuick(t, "starts a kiosk on a display")
	zbar, err := exec.LookPath("zbarimg")
	if err != nil {
		complete.Lacking(t, "there is no zbarimg to read the code with: scripts/setup.sh installs zbar-tools")
	}
	ctx := bounded(t)
	file, host := deskSite(t)
	s := set(t, ctx, "--site", file)
	certificate := deskSays(t, s.data, "--site", file, "--certificate")
	through(t, ctx, s, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "ur", "needs"},
		[3]string{"change-comfort", "", "comfort"}, [3]string{"show-staff", "", "staff"}, [3]string{"ask-pin", "", "pin"})
	if _, err := s.Type(ctx, "type", "97531"); err != nil {
		t.Fatal(err)
	}
	through(t, ctx, s, [3]string{"enter-pin", "", "staff"}, [3]string{"show-pairing", "", "pairing"})
	picture := filepath.Join(t.TempDir(), "glass.png")
	var link string
	until(t, "the code on the glass cannot be read", func() bool {
		if err := s.Photograph(ctx, picture); err != nil {
			return false
		}
		out, err := exec.CommandContext(ctx, zbar, "-q", "--raw", picture).Output()
		link = strings.TrimSpace(string(out))
		return err == nil && link != ""
	})
	at, code, _ := strings.Cut(link, "#")
	if at != "https://"+host+"/" {
		t.Errorf("the code leads to %q", link)
	}
	p := newTelephone(t, host, certificate)
	if status := p.post(t, "/api/pair", `{"code":"`+code+`","name":"Tablet"}`); status != http.StatusNoContent {
		t.Fatalf("the code on the glass gives %d", status)
	}
	until(t, "the paired device does not stand on the glass", func() bool {
		seen, err := s.At(ctx, "pairing")
		return err == nil && slices.Contains(seen.Values("withdraw"), "Tablet")
	})
	if _, err := s.Touch(ctx, "withdraw", "Tablet"); err != nil {
		t.Fatal(err)
	}
	until(t, "the device is not withdrawn", func() bool { return p.post(t, "/api/beat", `{"stream":"x"}`) == http.StatusUnauthorized })
	// A code that nobody looks at pairs nothing.
	if _, err := s.Touch(ctx, "show-pairing", ""); err != nil {
		t.Fatal(err)
	}
	through(t, ctx, s, [3]string{"finish", "", "finished"})
	if status := p.post(t, "/api/pair", `{"code":"`+code+`","name":"Again"}`); status != http.StatusForbidden {
		t.Errorf("a code that was used gives %d", status)
	}
}

func TestTheDeskSubcommandSaysWhatToDo(t *testing.T) {
	for _, c := range [][2]string{
		{"--pair", "no kiosk with a console is running"},
		{"--certificate", "give the site's file"},
		{"", "say what to do"},
		{"--nonsense", "See kiosk desk --help"},
	} {
		var out, stderr bytes.Buffer
		args := []string{"desk", "--data", filepath.Join(t.TempDir(), "none")}
		if c[0] != "" {
			args = append(args, c[0])
		}
		cmd := exec.CommandContext(t.Context(), program(t, "kiosk"), args...)
		cmd.Stdout, cmd.Stderr = &out, &stderr
		err := cmd.Run()
		if code := cmd.ProcessState.ExitCode(); code != 2 || !strings.Contains(stderr.String(), c[1]) {
			t.Errorf("kiosk desk %s: %v, %d: %q", c[0], err, code, stderr.String())
		}
	}
}

// A port that is taken is no reason to shut: staff are told, and it is tried again.
func TestAConsoleThatCannotListenIsToldToStaff(t *testing.T) {
	ctx := bounded(t)
	file, host := deskSite(t)
	var how net.ListenConfig
	l, err := how.Listen(ctx, "tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	s := set(t, ctx, "--site", file)
	seen := through(t, ctx, s, [3]string{"touch", "", "languages"}, [3]string{"pick-language", "en", "needs"}, [3]string{"show-staff", "", "staff"})
	if want := words(t, "en", "staff.notice.console-off"); !seen.Says(want[:30]) {
		t.Errorf("staff are told %q", seen.Texts)
	}
	closing(t, l.Close)
	until(t, "the console does not come up when its port is free", func() bool {
		conn, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "tcp", host)
		if err != nil {
			return false
		}
		return conn.Close() == nil
	})
}

// siteFile writes a site's file.
func siteFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "site.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
