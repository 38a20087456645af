package desk_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/handoff"
)

// A console is a desk that is served over TLS on this machine, with what a test needs of it.
type console struct {
	*desk.Server

	board   *handoff.Board
	devices *desk.Devices
	host    string
	pool    *x509.CertPool
	pem     []byte
	cable   *cable
}

// A cable is a listener whose connections carry nothing back while it is pulled out. Neither end
// learns of it: nothing has been closed.
type cable struct {
	net.Listener

	out atomic.Bool
}

func (c *cable) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	return plugged{conn, c}, err
}

type plugged struct {
	net.Conn

	into *cable
}

func (p plugged) Write(b []byte) (int, error) {
	if p.into.out.Load() {
		return len(b), nil
	}
	return p.Conn.Write(b)
}

func serve(t *testing.T, opts desk.Options) *console {
	t.Helper()
	c, _ := switchable(t, opts)
	return c
}

// switchable is a console that a test can switch off.
func switchable(t *testing.T, opts desk.Options) (c *console, off func()) {
	t.Helper()
	return serveAt(t, "127.0.0.1:0", opts)
}

func serveAt(t *testing.T, at string, opts desk.Options) (c *console, off func()) {
	t.Helper()
	folder := t.TempDir()
	l, err := net.Listen("tcp", at) //nolint:noctx // it listens at once
	if err != nil {
		t.Fatal(err)
	}
	name, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	wire := &cable{Listener: l}
	names := []string{name}
	if name == "127.0.0.1" {
		names = append(names, "localhost")
	}
	a, err := desk.OpenAuthority(folder, "Example Library", names, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	devices, err := desk.OpenDevices(filepath.Join(folder, "devices.json"))
	if err != nil {
		t.Fatal(err)
	}
	board := handoff.NewBoard(handoff.Options{})
	for _, n := range names {
		opts.Hosts = append(opts.Hosts, net.JoinHostPort(n, port))
	}
	c = &console{Server: desk.New(board, devices, opts), board: board, devices: devices, host: opts.Hosts[0], pool: x509.NewCertPool(), pem: a.Certificate(), cable: wire}
	c.pool.AppendCertsFromPEM(c.pem)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.Serve(ctx, wire, a) }()
	off = sync.OnceFunc(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		board.Close()
	})
	t.Cleanup(off)
	return c, off
}

func (c *console) client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: c.pool, MinVersion: tls.VersionTLS12}},
		Timeout:   10 * time.Second,
	}
}

// A request is one that a well-behaved browser would send; a test changes it.
type request struct {
	method, path, body, key string
	header                  map[string]string
	host                    string
}

func (c *console) send(t *testing.T, q request) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), q.method, "https://"+c.host+q.path, strings.NewReader(q.body))
	if err != nil {
		t.Fatal(err)
	}
	if q.method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", "https://"+c.host)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if q.key != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-desk", Value: q.key})
	}
	for k, v := range q.header {
		if v == "" {
			r.Header.Del(k)
		} else {
			r.Header.Set(k, v)
		}
	}
	r.Host = q.host
	client := c.client()
	defer client.CloseIdleConnections()
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b), res.Header
}

// invited opens a pairing.
func (c *console) invited() handoff.Invitation {
	c.Invite()
	return c.Invited()
}

// paired pairs a device as its holder would, and gives its key.
func (c *console) paired(t *testing.T, name string) string {
	t.Helper()
	code := c.invited().Code
	status, body, header := c.send(t, request{method: "POST", path: "/api/pair", body: `{"code":"` + code + `","name":"` + name + `"}`})
	if status != http.StatusNoContent {
		t.Fatalf("pairing gives %d: %s", status, body)
	}
	line := header.Get("Set-Cookie")
	for _, want := range []string{"__Host-desk=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(line, want) {
			t.Errorf("the key is given as %q, without %s", line, want)
		}
	}
	key, _, _ := strings.Cut(strings.TrimPrefix(line, "__Host-desk="), ";")
	return key
}

// A watch is an open console.
type watch struct {
	events chan event
	stop   func()
}

type event struct{ kind, data string }

type state struct {
	Stream    string
	Device    string
	Listening bool
	Lost      []string
	Calls     []struct {
		ID, Kiosk, Tag, Language, Topic, Phase, By string
		Access, Lines                              []string
		Mine, Rings, Late, Assist                  bool
		Missed                                     int
	}
}

func (c *console) open(t *testing.T, key string) *watch {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+c.host+"/api/events", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "__Host-desk", Value: key})
	client := c.client()
	client.Timeout = 0
	res, err := client.Do(r) //nolint:bodyclose // closed where it is read
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("the console is not opened: %s", res.Status)
	}
	w := &watch{events: make(chan event, 64)}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer close(w.events)
		defer res.Body.Close()
		var e event
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if kind, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				e.kind = kind
			} else if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				e.data = data
				select {
				case w.events <- e:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	w.stop = func() {
		stop()
		<-ended
		client.CloseIdleConnections()
	}
	t.Cleanup(w.stop)
	return w
}

// until returns the first state that is as a test wants it.
func (w *watch) until(t *testing.T, what string, ok func(state) bool) state {
	t.Helper()
	end := time.After(15 * time.Second)
	var last state
	for {
		select {
		case e, open := <-w.events:
			if !open {
				t.Fatalf("the console was closed before %s; it last showed %+v", what, last)
			}
			if e.kind != "state" {
				continue
			}
			last = state{}
			if err := json.Unmarshal([]byte(e.data), &last); err != nil {
				t.Fatal(err)
			}
			if ok(last) {
				return last
			}
		case <-end:
			t.Fatalf("not seen: %s; it last showed %+v", what, last)
		}
	}
}

func anything(state) bool    { return true }
func listening(s state) bool { return s.Listening }
func phase(p string) func(state) bool {
	return func(s state) bool { return len(s.Calls) == 1 && s.Calls[0].Phase == p }
}

// heard opens a console that answers.
func (c *console) heard(t *testing.T, key string) *watch {
	t.Helper()
	w := c.open(t, key)
	st := w.until(t, "the first state", anything)
	if st.Listening {
		t.Error("a console is heard before anybody began")
	}
	if status, body, _ := c.send(t, request{method: "POST", path: "/api/beat", key: key, body: `{"stream":"` + st.Stream + `"}`}); status != http.StatusNoContent {
		t.Fatalf("a beat gives %d: %s", status, body)
	}
	w.until(t, "that it is heard", listening)
	return w
}

func (c *console) answer(t *testing.T, key, body string) (int, string) {
	t.Helper()
	status, text, _ := c.send(t, request{method: "POST", path: "/api/answer", key: key, body: body})
	return status, text
}

func TestACallIsShownAnsweredAndEnded(t *testing.T) {
	c := serve(t, desk.Options{})
	key := c.paired(t, "Desk tablet")
	w := c.heard(t, key)
	if err := c.board.Ask(handoff.Call{Kiosk: "By the entrance", Lang: "bn", Topic: "health/gp", Access: []string{handoff.Seat}}); err != nil {
		t.Fatal(err)
	}
	st := w.until(t, "the call", phase("alerted"))
	if got := st.Calls[0]; got.Kiosk != "By the entrance" || got.Tag != "bn" || got.Topic != "health/gp" || !slices.Equal(got.Access, []string{"seat"}) || !got.Rings {
		t.Errorf("the call is shown as %+v", got)
	}
	id := st.Calls[0].ID
	for _, step := range [][2]string{{"accept", "accepted"}, {"on-way", "coming"}, {"arrive", "here"}, {"beside", "here"}} {
		if status, text := c.answer(t, key, `{"id":"`+id+`","answer":"`+step[0]+`"}`); status != http.StatusNoContent {
			t.Fatalf("%s gives %d: %s", step[0], status, text)
		}
		w.until(t, step[1], phase(step[1]))
	}
	if q := c.board.Status("By the entrance").Request; q == nil || !q.Assist {
		t.Error("two languages side by side were not asked for")
	}
	if status, text := c.answer(t, key, `{"id":"`+id+`","answer":"done","outcome":"helped","lasted":"5-15"}`); status != http.StatusNoContent {
		t.Fatalf("done gives %d: %s", status, text)
	}
	w.until(t, "the end", phase("resolved"))
}

func TestOfTwoWhoAcceptTheSecondIsTold(t *testing.T) {
	c := serve(t, desk.Options{})
	first, second := c.paired(t, "Desk tablet"), c.paired(t, "Telephone")
	w := c.heard(t, first)
	c.heard(t, second)
	if err := c.board.Ask(handoff.Call{Kiosk: "By the entrance"}); err != nil {
		t.Fatal(err)
	}
	id := w.until(t, "the call", phase("alerted")).Calls[0].ID
	body := `{"id":"` + id + `","answer":"accept"}`
	got := make(chan int, 2)
	for _, key := range []string{first, second} {
		go func() {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+c.host+"/api/answer", strings.NewReader(body))
			if err != nil {
				got <- 0
				return
			}
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Origin", "https://"+c.host)
			r.AddCookie(&http.Cookie{Name: "__Host-desk", Value: key})
			res, err := c.client().Do(r)
			if err != nil {
				got <- 0
				return
			}
			got <- res.StatusCode
			res.Body.Close() //nolint:errcheck,gosec // nothing was read
		}()
	}
	all := []int{<-got, <-got}
	slices.Sort(all)
	if !slices.Equal(all, []int{http.StatusNoContent, http.StatusConflict}) {
		t.Errorf("two who accept at once are answered %v", all)
	}
}

func TestAConsoleThatFallsSilentIsNotListening(t *testing.T) {
	c := serve(t, desk.Options{Beat: 50 * time.Millisecond, Silent: 200 * time.Millisecond})
	key := c.paired(t, "Telephone in a drawer")
	w := c.heard(t, key)
	if !c.board.Status("x").Listening {
		t.Fatal("a console that answers is not listening")
	}
	w.until(t, "that it is not heard any more", func(s state) bool { return !s.Listening })
	if c.board.Status("x").Listening {
		t.Error("a resident is promised somebody because of a console that is silent")
	}
}

func TestAConsoleThatClosesIsNotListening(t *testing.T) {
	c := serve(t, desk.Options{})
	w := c.heard(t, c.paired(t, "Desk tablet"))
	changed := c.board.Changed()
	w.stop()
	select {
	case <-changed:
	case <-time.After(10 * time.Second):
		t.Fatal("nobody notices that the console was closed")
	}
	if c.board.Status("x").Listening {
		t.Error("a closed console listens")
	}
}

func TestAWithdrawnDeviceIsShutOutAtOnce(t *testing.T) {
	c := serve(t, desk.Options{})
	key := c.paired(t, "Lost telephone")
	w := c.heard(t, key)
	if ok, err := c.devices.Withdraw("Lost telephone"); !ok || err != nil {
		t.Fatal(ok, err)
	}
	end := time.After(10 * time.Second)
	for told := false; !told; {
		select {
		case e, open := <-w.events:
			if !open {
				t.Fatal("the console was closed without a word")
			}
			told = e.kind == "withdrawn"
		case <-end:
			t.Fatal("a withdrawn device stays on the console")
		}
	}
	if status, _, _ := c.send(t, request{method: "GET", path: "/api/events", key: key}); status != http.StatusUnauthorized {
		t.Errorf("its key gives %d", status)
	}
}

func TestDevicesOutliveARestartAndTheirKeysDoNotStandInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "devices.json")
	d, err := desk.OpenDevices(path)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	key, err := d.Add("  Desk   tablet ", false, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Add("desk tablet", false, now); err == nil {
		t.Error("two devices have one name")
	}
	again, err := desk.OpenDevices(path)
	if err != nil {
		t.Fatal(err)
	}
	if x, err := again.Of(key, now.AddDate(0, 0, 80)); err != nil || x.Name != "Desk tablet" {
		t.Errorf("after a restart the key gives %v, %v", x, err)
	}
	if _, err := again.Of(key, now.AddDate(0, 0, 80+91)); err == nil {
		t.Error("a key that was not used for three months opens the console")
	}
	raw := read(t, path)
	if bytes.Contains(raw, []byte(key)) {
		t.Error("the key itself stands in the file")
	}
}
