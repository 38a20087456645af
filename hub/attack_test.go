package hub_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/store/storetest"
	"frontdoor/internal/enrol"
	uplink "frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/usage"
)

// post sends a batch with the key of demo-1.
func post(t *testing.T, h http.Handler, b usage.Batch) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://hub.example/v1/batches", bytes.NewReader(b.Append(nil)))
	r.Header.Set("Authorization", "Bearer "+key)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestCaseAKioskDoesNotEndThePage(t *testing.T) {
	h := server(t, hub.Options{})
	for epoch := range uint64(2) {
		if w := post(t, h, usage.Batch{Epoch: epoch + 1, LostThrough: 1<<63 - 1}); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("2^63-1 records lost: %d", w.Code)
		}
	}
	for _, path := range []string{"/", "/counts.csv", "/?period=all"} {
		if w := ask(t, h, http.MethodGet, "http://localhost"+path, nil); w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestCaseThePageIsNotForWhatCameThroughAProxy(t *testing.T) {
	lines := map[string]string{
		"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "counts.example", "X-Forwarded-Proto": "https",
		"Forwarded": "for=203.0.113.9", "Via": "1.1 proxy", "X-Real-IP": "203.0.113.9",
	}
	get := func(h http.Handler, line string, secure bool) int {
		return ask(t, h, http.MethodGet, "http://127.0.0.1:8480/", func(r *http.Request) {
			r.Header.Set(line, lines[line])
			r.SetBasicAuth("coordinator", word)
			if secure {
				r.TLS = &tls.ConnectionState{}
			}
		}).Code
	}
	open, stated := server(t, hub.Options{}), server(t, hub.Options{BehindProxy: true})
	closed, proxied := server(t, hub.Options{Password: word}), server(t, hub.Options{Password: word, BehindProxy: true})
	for line := range lines {
		if got := [...]int{get(open, line, false), get(open, line, true), get(stated, line, false)}; got != [...]int{403, 403, 403} {
			t.Errorf("%s without a password: %v", line, got)
		}
		if got := [...]int{get(closed, line, false), get(closed, line, true), get(proxied, line, false)}; got != [...]int{403, 200, 200} {
			t.Errorf("%s with a password in clear text, encrypted, from a stated proxy: %v", line, got)
		}
	}
	if w := ask(t, open, http.MethodGet, "http://127.0.0.1:8480/", nil); w.Code != http.StatusOK {
		t.Errorf("without a proxy: %d", w.Code)
	}
}

func TestCaseAPasswordDoesNotCrossANetworkInClearText(t *testing.T) {
	for address, clear := range map[string]bool{"0.0.0.0:8480": true, ":8480": true, "192.168.1.4:8480": true, "127.0.0.1:8480": false, "[::1]:8480": false} {
		if err := hub.CheckClear(address, false, hub.Options{Password: word}); errors.Is(err, hub.ErrClear) != clear {
			t.Errorf("%s: %v", address, err)
		}
		if err := errors.Join(hub.CheckClear(address, true, hub.Options{}), hub.CheckClear(address, false, hub.Options{BehindProxy: true})); err != nil {
			t.Errorf("%s encrypted, or behind a proxy: %v", address, err)
		}
	}
}

// One guess a second, each from another address, as a stranger can who has a few.
func TestCaseAStrangerKeepsNobodyFromThePage(t *testing.T) {
	d := newDoor(t)
	for n := range 300 {
		d.now = d.now.Add(time.Second)
		d.try(fmt.Sprintf("127.0.%d.%d:1", n/200, n%200+1), "wrong", nil)
		if n%10 == 9 {
			who := fmt.Sprintf("127.0.7.%d:1", n/10+1)
			if code, _, _ := d.try(who, word, nil); code != http.StatusOK {
				t.Errorf("after %d guesses, a browser that is new: %d", n+1, code)
			}
		}
	}
	// Mistyping in a flood costs a wait of that address, which ends.
	if code, wait, _ := d.try("127.0.8.1:1", "a ling password", nil); code != http.StatusTooManyRequests || wait > 5*time.Second {
		t.Errorf("mistyped: %d, %v", code, wait)
	}
	d.now = d.now.Add(5 * time.Second)
	if code, _, _ := d.try("127.0.8.1:1", word, nil); code != http.StatusOK {
		t.Errorf("after the wait: %d", code)
	}
}

func TestCaseACookieOutlivesARestart(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	start := func(password, secret string) *door {
		d := &door{t: t, now: now}
		d.h = server(t, hub.Options{Password: password, Secret: []byte(secret), Now: func() time.Time { return d.now }})
		return d
	}
	_, _, cookie := start(word, "the hub's own").try("192.0.2.7:1", word, nil)
	if cookie == nil || !cookie.Secure || !cookie.HttpOnly {
		t.Fatalf("the cookie is %+v", cookie)
	}
	for name, c := range map[string]struct {
		d    *door
		pass string
		want int
	}{
		"the same hub":     {start(word, "the hub's own"), word, http.StatusOK},
		"another hub":      {start(word, "another's"), word, http.StatusTooManyRequests},
		"another password": {start("another long password", "the hub's own"), "another long password", http.StatusTooManyRequests},
	} {
		for range 8 {
			c.d.try("192.0.2.7:1", "wrong", nil)
		}
		if code, _, _ := c.d.try("192.0.2.7:1", c.pass, cookie); code != c.want {
			t.Errorf("%s: %d, want %d", name, code, c.want)
		}
	}
}

func TestCaseAProxySaysWhoGuesses(t *testing.T) {
	h := server(t, hub.Options{Password: word, BehindProxy: true})
	try := func(from, password string) int {
		return ask(t, h, http.MethodGet, "http://hub.example/", func(r *http.Request) {
			r.RemoteAddr = "127.0.0.1:4711"
			r.Header.Set("X-Forwarded-For", from)
			r.SetBasicAuth("coordinator", password)
		}).Code
	}
	for n := range 10 {
		try(fmt.Sprintf("198.51.100.%d, 192.0.2.7", n), "wrong") // whatever they say of themselves
	}
	if code := try("192.0.2.7", word); code != http.StatusTooManyRequests {
		t.Errorf("who guessed: %d", code)
	}
	if code := try("192.0.2.8", word); code != http.StatusOK {
		t.Errorf("another: %d", code)
	}
}

func TestCaseAStrangerKeepsNobodyFromEnrolling(t *testing.T) {
	var log bytes.Buffer
	s := storetest.Open(t)
	h, err := hub.New(s, hub.Options{Enroller: s, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	request := func(from, body string) int {
		return send(t, h, from, "/v1/enrol", body)
	}
	for range 2000 {
		request("192.0.2.7:1", "{}")
	}
	for range 2000 {
		send(t, h, "192.0.2.7:1", "/v1/batches", "")
	}
	if n := strings.Count(log.String(), "\n"); n > 40 {
		t.Errorf("a stranger wrote %d lines in the log", n)
	}
	if err := s.Offer(t.Context(), "Example Library", "demo-1", enrol.Digest(aCode), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	b, err := enrol.Request(aCode, newKey(t))
	if err != nil {
		t.Fatal(err)
	}
	if code := request("192.0.2.7:1", string(b)); code != http.StatusTooManyRequests {
		t.Errorf("the address that asked for nonsense: %d", code)
	}
	if code := request("192.0.2.8:1", string(b)); code != http.StatusOK {
		t.Errorf("another, with the right code: %d", code)
	}
}

// send posts a body from an address, and returns the status.
func send(t *testing.T, h http.Handler, from, path, body string) int {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://hub.example"+path, strings.NewReader(body))
	r.RemoteAddr = from
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

func TestCaseAWrongClockOfTheHubJudgesNobody(t *testing.T) {
	now := time.Now()
	h := server(t, hub.Options{Built: now.AddDate(0, -1, 0), Now: func() time.Time { return now }})
	b := usage.Batch{Epoch: 9, Records: []usage.Record{{Seq: 1, Schema: 1, Hour: usage.HourOf(now), Cells: []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 50}}}}}
	right := now
	for _, wrong := range []time.Time{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 0)} {
		now = wrong
		if w := post(t, h, b); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
			t.Errorf("while the clock says %v: %d", wrong, w.Code)
		}
	}
	now = right
	if w := post(t, h, b); w.Code != http.StatusOK {
		t.Errorf("when it is right again: %d", w.Code)
	}
	if got := ask(t, h, http.MethodGet, "http://localhost/counts.csv", nil).Body.String(); !strings.Contains(got, "visits,all,Visits,50") {
		t.Errorf("the file:\n%s", got)
	}
}

func TestCaseAWithdrawnKioskIsToldTheWayBack(t *testing.T) {
	s, server := secured(t)
	key := newKey(t)
	i := invite(t, s, server)
	if _, err := uplink.Enrol(t.Context(), i, key); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Revoke(t.Context(), "demo-1", time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := uplink.Enrol(t.Context(), i, key); err == nil || !strings.Contains(err.Error(), "ask for a new line") {
		t.Errorf("with the line that it has used: %v", err)
	}
	if err := s.Offer(t.Context(), "Example Library", "demo-1", enrol.Digest("ANOTHER"), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	i.Code = "ANOTHER"
	e, err := uplink.Enrol(t.Context(), i, key)
	if err != nil {
		t.Fatal(err)
	}
	q := filled(t)
	u, err := uplink.NewSealed(q, e.URL, e.Pin, key, uplink.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := delivers(t, u, q); err != nil || visits(t, s) != 1 {
		t.Errorf("it was told yes, and delivers: %v", err)
	}
}
