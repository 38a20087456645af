package line_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/usage"
)

// answered is a network in a bubble: each connection is answered by the next of the hosts, and
// when there are no more, by the hub.
type answered struct {
	hosts []func(net.Conn)
	hub   http.Handler
}

func (l *answered) dial(context.Context, string, string) (net.Conn, error) {
	here, there := net.Pipe()
	host := l.serve
	if len(l.hosts) > 0 {
		host, l.hosts = l.hosts[0], l.hosts[1:]
	}
	go func() {
		host(there)
		there.Close() //nolint:errcheck // a pipe has nothing to lose
	}()
	return here, nil
}

// serve answers one request as the hub does.
func (l *answered) serve(c net.Conn) {
	r, err := http.ReadRequest(bufio.NewReader(c))
	if err != nil {
		return
	}
	resp, err := pipe{l.hub}.RoundTrip(r)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	resp.ProtoMajor, resp.ProtoMinor, resp.ContentLength, resp.Close = 1, 1, -1, true
	resp.Write(c) //nolint:errcheck // the kiosk sees that nothing came
}

// raw answers a request with a text, so many times or until nobody reads it.
func raw(text string, times int) func(net.Conn) {
	return func(c net.Conn) {
		if _, err := http.ReadRequest(bufio.NewReader(c)); err != nil {
			return
		}
		for range times {
			if _, err := io.WriteString(c, text); err != nil {
				return
			}
		}
	}
}

const ok = "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\n"

// likeAnAnswer can be read as an answer with a reason, "no", and is none.
const likeAnAnswer = "\x1a\x02no"

func TestNothingOnTheLineLosesOrDoublesAnHour(t *testing.T) {
	deaf := func(c net.Conn) {
		if _, err := io.Copy(io.Discard, c); err != nil {
			t.Log(err)
		}
	}
	forEver := 1 << 30
	for name, host := range map[string]func(net.Conn){
		"hangs up at once":      func(net.Conn) {},
		"listens and is silent": deaf,
		"another protocol":      raw("SSH-2.0-OpenSSH_9.2p1\r\n", 1),
		"headers without end":   raw("HTTP/1.1 200 OK\r\n"+strings.Repeat("X-More: and more\r\n", 100), forEver),
		"a body without end":    raw(ok+"\r\n"+strings.Repeat("x", 4096), forEver),
		"less than it promised": raw(ok+"Content-Length: 5000\r\n\r\n", 1),
		"stops in the middle":   func(c net.Conn) { raw(ok+"Content-Length: 5000\r\n\r\nabc", 1)(c); deaf(c) },
		"an empty 204":          raw("HTTP/1.1 204 No Content\r\n\r\n", 1),
		"a 400 of a proxy":      raw("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n"+likeAnAnswer, 1),
		"a 403 of a proxy":      raw("HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n"+likeAnAnswer, 1),
		"a 200 of a proxy":      raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n"+likeAnAnswer, 1),
		"a sign-in page":        raw("HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/login\r\nContent-Length: 0\r\n\r\n", 1),
		"a wait of a century":   raw("HTTP/1.1 503 Later\r\nRetry-After: 3000000000\r\nContent-Length: 0\r\n\r\n", 1),
	} {
		t.Run(name, func(t *testing.T) {
			s, h := waiting(1200), &hub{}
			// Once before the greeting and once before the first batch.
			l := &answered{hosts: []func(net.Conn){host, (&answered{hub: h}).serve, host}, hub: h}
			synctest.Test(t, func(t *testing.T) {
				transport := &http.Transport{DialContext: l.dial, DisableKeepAlives: true, DisableCompression: true}
				u, err := line.New(s, "http://127.0.0.1:8480", "demo-1.secret", line.Options{Client: &http.Client{
					Transport: transport, Timeout: time.Minute,
					CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
				}})
				if err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeout(t.Context(), 13*time.Hour)
				defer cancel()
				if err := u.Run(ctx); err != nil {
					t.Fatal(err)
				}
				transport.CloseIdleConnections()
			})
			if h.counts != 1200 || s.acked != 1200 || len(s.aside) != 0 || len(l.hosts) != 0 {
				t.Errorf("the hub counts %d, the kiosk thinks %d, set aside %v", h.counts, s.acked, s.aside)
			}
		})
	}
}

// refuser is a hub that takes so many greetings, and no record.
type refuser struct {
	hub
	greetings int
}

func (h *refuser) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if batch := received(r); h.greetings > 0 && len(batch.Records) == 0 {
		h.greetings--
		answer(w, http.StatusOK, usage.Answer{Epoch: batch.Epoch})
		return
	}
	h.asked++
	answer(w, http.StatusBadRequest, usage.Answer{Reason: "I like nothing"})
}

func TestHubThatRefusesEverythingCostsNothing(t *testing.T) {
	for name, c := range map[string]struct {
		greetings int
		aside     int
	}{
		"greetings too":               {0, 0},
		"greetings but for the first": {1, 0},
		"every record":                {1000, 1}, // the one from which it is known
	} {
		t.Run(name, func(t *testing.T) {
			s, h := waiting(100), &refuser{greetings: c.greetings}
			if err := run(t, s, h, 24*time.Hour); err != nil {
				t.Fatal(err)
			}
			if len(s.aside) != c.aside || s.acked != 0 {
				t.Errorf("set aside %v, acknowledged %d", s.aside, s.acked)
			}
			if h.asked > 700 {
				t.Errorf("it was asked %d times in a day", h.asked)
			}
		})
	}
}

func TestHubThatTakesNothingIsNotHammered(t *testing.T) {
	asked := 0
	for name, h := range map[string]http.HandlerFunc{
		"says yes and stays where it is": func(w http.ResponseWriter, r *http.Request) {
			asked++
			answer(w, http.StatusOK, usage.Answer{Epoch: received(r).Epoch})
		},
		"misses what it has": func(w http.ResponseWriter, r *http.Request) {
			asked++
			answer(w, http.StatusConflict, usage.Answer{Epoch: received(r).Epoch})
		},
	} {
		t.Run(name, func(t *testing.T) {
			asked = 0
			s := waiting(3)
			if err := run(t, s, h, 24*time.Hour); err != nil {
				t.Fatal(err)
			}
			if asked > 700 || s.acked != 0 || len(s.aside) != 0 {
				t.Errorf("asked %d times in a day, acknowledged %d, set aside %v", asked, s.acked, s.aside)
			}
		})
	}
}

func TestDeliveriesOfAnHourAreSpread(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h, wake := waiting(0), &hub{}, make(chan struct{}, 1)
		u, err := line.New(s, "https://hub.example.org", "k", line.Options{
			Client: &http.Client{Transport: pipe{h}}, Wake: wake, Spread: 10 * time.Minute,
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- u.Run(ctx) }()
		early := 0
		for i := range 40 {
			synctest.Wait()
			s.mu.Lock()
			s.records = append(s.records, waiting(i + 1).records[i])
			s.mu.Unlock()
			wake <- struct{}{}
			time.Sleep(5 * time.Minute)
			synctest.Wait()
			if h.has() == uint64(i+1) {
				early++
			}
			time.Sleep(5 * time.Minute)
			synctest.Wait()
			if got := h.has(); got != uint64(i+1) {
				t.Fatalf("after ten minutes %d hours are there, want %d", got, i+1)
			}
		}
		if early < 5 || early > 35 {
			t.Errorf("%d of 40 came in the first half of the time", early)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
