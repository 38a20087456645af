package desk_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/desk"
)

// A victim is what an attacker on the site's network may know: where the console is, the
// certificate that everybody has, keys and codes that were good once, and, for what a
// browser is tricked into, the key of a device that is paired.
type victim struct {
	Host, PEM, Key, Kiosk, Withdrawn, UsedCode string
}

// An attack is a name and what must be refused; it gives an error if it was not.
type attack struct {
	name string
	try  func() error
}

// attempt sends a request and reports whether it was refused with one of the given answers.
func (v victim) attempt(want []int, method, path, body string, change func(*http.Request)) error {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(v.PEM))
	client := &http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, DisableKeepAlives: true},
		Timeout:   10 * time.Second,
	}
	r, err := http.NewRequest(method, "https://"+v.Host+path, strings.NewReader(body)) //nolint:noctx // the client has a time
	if err != nil {
		return err
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", "https://"+v.Host)
	}
	change(r)
	res, err := client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	if err != nil {
		return err
	}
	if !slices.Contains(want, res.StatusCode) {
		return fmt.Errorf("%s %s is answered %d %.120q, want one of %v", method, path, res.StatusCode, text, want)
	}
	return nil
}

func withKey(key string, more ...string) func(*http.Request) {
	return func(r *http.Request) {
		if key != "" {
			r.AddCookie(&http.Cookie{Name: "__Host-desk", Value: key})
		}
		for i := 0; i+1 < len(more); i += 2 {
			r.Header.Set(more[i], more[i+1])
		}
	}
}

func (v victim) attacks() []attack {
	const accept, pairing = `{"id":"x","answer":"accept"}`, `{"code":"00000-00000","name":"Intruder"}`
	forbidden, unpaired := []int{http.StatusForbidden}, []int{http.StatusUnauthorized}
	return []attack{
		{"a name that was made to lead here reads the page", func() error {
			return v.attempt([]int{http.StatusMisdirectedRequest}, "GET", "/", "", func(r *http.Request) { r.Host = "rebound.example:443" })
		}},
		{"a name that was made to lead here answers a call", func() error {
			return v.attempt([]int{http.StatusMisdirectedRequest}, "POST", "/api/answer", accept, func(r *http.Request) {
				withKey(v.Key, "Origin", "https://rebound.example")(r)
				r.Host = "rebound.example"
			})
		}},
		{"another page answers with the device's cookie", func() error {
			return v.attempt(forbidden, "POST", "/api/answer", accept, withKey(v.Key, "Origin", "https://evil.example"))
		}},
		{"another page on the same host but another port answers", func() error {
			host, _, _ := net.SplitHostPort(v.Host)
			return v.attempt(forbidden, "POST", "/api/answer", accept, withKey(v.Key, "Origin", "https://"+host+":9"))
		}},
		{"a page without an origin answers", func() error {
			return v.attempt(forbidden, "POST", "/api/answer", accept, withKey(v.Key, "Origin", "null"))
		}},
		{"a form of another page answers", func() error {
			return v.attempt(forbidden, "POST", "/api/answer", accept, withKey(v.Key, "Content-Type", "text/plain"))
		}},
		{"a browser that says it was sent from elsewhere answers", func() error {
			return v.attempt(forbidden, "POST", "/api/answer", accept, withKey(v.Key, "Sec-Fetch-Site", "cross-site"))
		}},
		{"a cookie without an origin answers", func() error {
			return v.attempt(forbidden, "POST", "/api/answer", accept, func(r *http.Request) {
				withKey(v.Key)(r)
				r.Header.Del("Origin")
			})
		}},
		{"an answer without a key", func() error {
			return v.attempt(unpaired, "POST", "/api/answer", accept, withKey(""))
		}},
		{"a key that was withdrawn listens", func() error {
			return v.attempt(unpaired, "GET", "/api/events", "", withKey(v.Withdrawn))
		}},
		{"a key that was withdrawn answers", func() error {
			return v.attempt(unpaired, "POST", "/api/answer", accept, withKey(v.Withdrawn))
		}},
		{"the key of a kiosk opens the console", func() error {
			return v.attempt(unpaired, "GET", "/api/events", "", withKey(v.Kiosk))
		}},
		{"the key of a telephone speaks for a kiosk", func() error {
			return v.attempt(unpaired, "POST", "/site/sync", `{"requests":[]}`, func(r *http.Request) {
				r.Header.Set("Authorization", "Bearer "+v.Key)
				r.Header.Del("Origin")
			})
		}},
		{"a code is used a second time", func() error {
			return v.attempt(forbidden, "POST", "/api/pair", `{"code":"`+v.UsedCode+`","name":"Intruder"}`, withKey(""))
		}},
		{"an answer that no console gives", func() error {
			return v.attempt([]int{http.StatusBadRequest}, "POST", "/api/answer", `{"id":"x","answer":"open-sesame"}`, withKey(v.Key))
		}},
		{"more than anybody may send", func() error {
			return v.attempt([]int{http.StatusBadRequest, http.StatusRequestEntityTooLarge}, "POST", "/api/pair", `{"code":"`+strings.Repeat("A", 1<<20)+`"}`, withKey(""))
		}},
		{"headers without end", func() error {
			return v.attempt([]int{http.StatusRequestHeaderFieldsTooLarge, 431}, "GET", "/", "", withKey("", "X-Long", strings.Repeat("a", 1<<16)))
		}},
		{"a file from beside the page", func() error {
			return v.attempt([]int{http.StatusNotFound, http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusPermanentRedirect}, "GET", "/../devices.json", "", withKey(""))
		}},
		{"a connection without TLS", func() error {
			c, err := (&net.Dialer{Timeout: 5 * time.Second}).Dial("tcp", v.Host)
			if err != nil {
				return err
			}
			defer c.Close()
			fmt.Fprintf(c, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", v.Host)
			if err := c.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
				return err
			}
			if line, err := bufio.NewReader(c).ReadString('\n'); err == nil && !strings.Contains(line, " 400 ") {
				return fmt.Errorf("it is answered %q", line)
			}
			return nil
		}},
		{"a version of TLS that can be broken", func() error {
			c, err := tls.Dial("tcp", v.Host, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}) //nolint:gosec,noctx // an attacker's
			if err == nil {
				return fmt.Errorf("it is spoken: %d", c.ConnectionState().Version)
			}
			return nil
		}},
		{"one who never ends what they say", func() error {
			c, err := tls.Dial("tcp", v.Host, &tls.Config{InsecureSkipVerify: true}) //nolint:gosec,noctx // an attacker's
			if err != nil {
				return err
			}
			defer c.Close()
			fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: ")
			if err := c.SetReadDeadline(time.Now().Add(12 * time.Second)); err != nil {
				return err
			}
			if _, err := io.Copy(io.Discard, c); err != nil {
				return fmt.Errorf("the connection is kept: %w", err)
			}
			return nil
		}},
		// The last ones: they use up what an address may try.
		{"keys are guessed", func() error { return v.guessed("/api/events", "GET", "", true) }},
		{"codes are guessed", func() error { return v.guessed("/api/pair", "POST", pairing, false) }},
	}
}

// guessed tries until it is told to wait.
func (v victim) guessed(path, method, body string, keys bool) error {
	for i := range 40 {
		key := ""
		if keys {
			key = fmt.Sprintf("guess-%d", i)
		}
		if v.attempt([]int{http.StatusTooManyRequests}, method, path, body, withKey(key)) == nil {
			return nil
		}
	}
	return fmt.Errorf("forty guesses at %s are answered", path)
}

// prey makes a console with everything that an attacker might have got hold of.
func prey(t *testing.T, at string) (*console, victim) {
	t.Helper()
	c, _ := serveAt(t, at, desk.Options{})
	code := c.invited().Code
	if status, body, _ := c.send(t, request{method: "POST", path: "/api/pair", body: `{"code":"` + code + `","name":"Once"}`}); status != http.StatusNoContent {
		t.Fatalf("pairing gives %d: %s", status, body)
	}
	lost := c.paired(t, "Lost telephone")
	if _, err := c.devices.Withdraw("Lost telephone"); err != nil {
		t.Fatal(err)
	}
	kiosk, err := c.devices.Add("Upstairs", true, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return c, victim{Host: c.host, PEM: string(c.pem), Key: c.paired(t, "Desk tablet"), Kiosk: kiosk, Withdrawn: lost, UsedCode: code}
}

func TestAttacksAreRefused(t *testing.T) {
	complete.NotQuick(t, "runs every attack")
	_, v := prey(t, "127.0.0.1:0")
	for _, a := range v.attacks() {
		t.Run(a.name, func(t *testing.T) {
			if err := a.try(); err != nil {
				t.Error(err)
			}
		})
	}
}

// flood opens connections from an address until the console takes no more, and gives how many
// stayed open.
func flood(v victim, from string) (held []net.Conn) {
	d := net.Dialer{Timeout: 2 * time.Second}
	if from != "" {
		d.LocalAddr = &net.TCPAddr{IP: net.ParseIP(from)}
	}
	for range 300 {
		c, err := d.Dial("tcp", v.Host)
		if err != nil {
			continue
		}
		held = append(held, c)
	}
	return held
}

func TestAFloodOfConnectionsDoesNotShutTheDeskOut(t *testing.T) {
	c, v := prey(t, "127.0.0.1:0")
	held := flood(v, "127.0.0.9")
	defer func() {
		for _, h := range held {
			h.Close() //nolint:errcheck,gosec // shut from the other side
		}
	}()
	if len(held) < 100 {
		t.Fatalf("only %d connections of the flood were opened", len(held))
	}
	if status, _, _ := c.send(t, request{method: "GET", path: "/"}); status != http.StatusOK {
		t.Errorf("under a flood the page gives %d", status)
	}
}

// elsewhere is set for this test's own program when it is run in another network.
const elsewhere = "FRONTDOOR_ATTACK"

// TestAttacksFromAnotherNetworkAreRefused runs the attacks from a second network namespace,
// over a wire, as another machine of the site would.
func TestAttacksFromAnotherNetworkAreRefused(t *testing.T) {
	if said := os.Getenv(elsewhere); said != "" {
		var v victim
		if err := json.Unmarshal([]byte(said), &v); err != nil {
			t.Fatal(err)
		}
		for _, a := range v.attacks() {
			if err := a.try(); err != nil {
				t.Errorf("%s: %v", a.name, err)
			} else {
				fmt.Fprintln(os.Stdout, "refused: "+a.name)
			}
		}
		held := flood(v, "")
		fmt.Fprintln(os.Stdout, "flood", len(held))
		if _, err := io.Copy(io.Discard, os.Stdin); err != nil { // until the test has looked
			t.Error(err)
		}
		return
	}
	ns := namespace(t)
	c, v := prey(t, wireHere+":0")
	said, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "ip", "netns", "exec", ns, self, "-test.run", "^"+t.Name()+"$", "-test.timeout", "2m")
	cmd.Env = append(os.Environ(), elsewhere+"="+string(said))
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var faults bytes.Buffer
	cmd.Stderr = &faults
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	refused, flooded := 0, 0
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		switch line := lines.Text(); {
		case strings.HasPrefix(line, "refused: "):
			refused++
		case strings.HasPrefix(line, "flood "):
			if _, err := fmt.Sscanf(line, "flood %d", &flooded); err != nil {
				t.Error(err)
			}
			began := time.Now()
			if status, _, _ := c.send(t, request{method: "GET", path: "/"}); status != http.StatusOK {
				t.Errorf("under a flood from another machine the page gives %d", status)
			}
			t.Logf("%d attacks refused; under a flood of %d connections the page took %v", refused, flooded, time.Since(began).Round(time.Millisecond))
			if err := in.Close(); err != nil {
				t.Error(err)
			}
		default:
			t.Log(line)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the attacker: %v %s", err, faults.String())
	}
	if want := len(v.attacks()); refused != want || flooded < 100 {
		t.Errorf("%d of %d attacks were refused, %d connections in the flood", refused, want, flooded)
	}
}

const wireHere, wireThere = "10.79.46.1", "10.79.46.2"

// namespace makes a second network with one wire to this one.
func namespace(t *testing.T) string {
	t.Helper()
	complete.NotQuick(t, "attacks from a second network")
	ns := fmt.Sprintf("frontdoor-%d", os.Getpid())
	steps := [][]string{
		{"netns", "add", ns},
		{"link", "add", "fd-here", "type", "veth", "peer", "name", "fd-there", "netns", ns},
		{"addr", "add", wireHere + "/30", "dev", "fd-here"},
		{"link", "set", "fd-here", "up"},
		{"-n", ns, "addr", "add", wireThere + "/30", "dev", "fd-there"},
		{"-n", ns, "link", "set", "fd-there", "up"},
		{"-n", ns, "link", "set", "lo", "up"},
	}
	t.Cleanup(func() {
		if out, err := exec.Command("ip", "netns", "del", ns).CombinedOutput(); err != nil && !t.Skipped() { //nolint:noctx // the test's context has ended
			t.Errorf("%v: %s", err, out)
		}
	})
	for _, s := range steps {
		if out, err := exec.CommandContext(t.Context(), "ip", s...).CombinedOutput(); err != nil {
			complete.Lacking(t, "a second network cannot be made here (it takes root and iproute2): ip %s: %s", strings.Join(s, " "), bytes.TrimSpace(out))
		}
	}
	return ns
}
