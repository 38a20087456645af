package hub_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/kiosk/usage"
)

const key = "demo-1.fictional"

func server(t *testing.T, opts hub.Options) *hub.Server {
	t.Helper()
	s := storetest.Open(t)
	if err := s.Enrol(t.Context(), "Example Library", "demo-1", store.DigestOf(key), time.Now()); err != nil {
		t.Fatal(err)
	}
	h, err := hub.New(s, opts)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(t *testing.T, h http.Handler, method, url string, change func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, url, nil)
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestCountsOfAKioskAreOnThePage(t *testing.T) {
	h := server(t, hub.Options{Needs: []string{"health/gp"}, Languages: []string{"bn"}})
	b := usage.Batch{Epoch: 9, Records: []usage.Record{{
		Seq: 1, Schema: 1, Hour: usage.HourOf(time.Now()), Clock: usage.ClockSteady,
		Cells: []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 41}, {Dimension: usage.Need, Value: "health/gp", Count: 33}},
	}}}
	for range 2 {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://hub.example/v1/batches", bytes.NewReader(b.Append(nil)))
		r.Header.Set("Authorization", "Bearer "+key)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatal(w.Code, w.Body)
		}
	}
	got := ask(t, h, http.MethodGet, "http://127.0.0.1:8480/counts.csv", nil).Body.String()
	for _, want := range []string{"visits,all,Visits,40", "need,health/gp,health/gp,35"} {
		if !strings.Contains(got, want) {
			t.Errorf("the file has no %q:\n%s", want, got)
		}
	}
}

func TestWithoutAPasswordThePageIsForThisMachine(t *testing.T) {
	h := server(t, hub.Options{})
	for host, want := range map[string]int{
		"127.0.0.1:8480": 200, "localhost:8480": 200, "localhost": 200, "[::1]:8480": 200, "127.0.0.1": 200,
		"hub.example": 403, "127.0.0.1.evil.example:8480": 403, "192.168.1.4:8480": 403, "": 403,
	} {
		if got := ask(t, h, http.MethodGet, "/", func(r *http.Request) { r.Host = host }).Code; got != want {
			t.Errorf("asked as %q: %d, want %d", host, got, want)
		}
	}
}

func TestAPasswordIsAskedFor(t *testing.T) {
	h := server(t, hub.Options{Password: "a long password"})
	for _, path := range []string{"/", "/counts.csv", "/style.css", "/elsewhere"} {
		w := ask(t, h, http.MethodGet, "http://hub.example"+path, nil)
		if w.Code != http.StatusUnauthorized || !strings.HasPrefix(w.Header().Get("WWW-Authenticate"), "Basic ") || strings.Contains(w.Body.String(), "demo-1") {
			t.Errorf("%s without a password: %d", path, w.Code)
		}
	}
	for password, want := range map[string]int{"a long password": 200, "": 401, "a long": 401, "A long password": 401} {
		w := ask(t, h, http.MethodGet, "http://hub.example/", func(r *http.Request) { r.SetBasicAuth("coordinator", password) })
		if w.Code != want {
			t.Errorf("with %q: %d, want %d", password, w.Code, want)
		}
	}
	if w := ask(t, h, http.MethodPost, "http://hub.example/v1/batches", nil); w.Header().Get("Content-Type") != "application/x-protobuf" {
		t.Error("a kiosk is asked for the password")
	}
}

func TestEveryAnswerIsKeptByNobodyAndRunsNothing(t *testing.T) {
	h := server(t, hub.Options{})
	for _, path := range []string{"/", "/counts.csv", "/style.css", "/v1/batches", "/elsewhere"} {
		head := ask(t, h, http.MethodGet, "http://localhost"+path, nil).Header()
		if head.Get("Cache-Control") != "no-store" || head.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.HasPrefix(head.Get("Content-Security-Policy"), "default-src 'none';") {
			t.Errorf("%s: %v", path, head)
		}
	}
	page := ask(t, h, http.MethodGet, "http://localhost/", nil).Body.String()
	for _, no := range []string{"<script", "style=", "http://", "https://"} {
		if strings.Contains(page, no) {
			t.Errorf("the page has %q, which its own policy forbids", no)
		}
	}
	if code := ask(t, h, http.MethodPost, "http://localhost/", nil).Code; code != http.StatusMethodNotAllowed {
		t.Errorf("posting to the page: %d", code)
	}
}

func TestAnotherPageCannotPostHere(t *testing.T) {
	h := server(t, hub.Options{})
	for _, path := range []string{"/", "/v1/batches", "/v1/enrol"} {
		for name, header := range map[string][2]string{"by its origin": {"Origin", "https://evil.example"}, "by its browser": {"Sec-Fetch-Site", "cross-site"}} {
			w := ask(t, h, http.MethodPost, "http://localhost"+path, func(r *http.Request) { r.Header.Set(header[0], header[1]) })
			if w.Code != http.StatusForbidden {
				t.Errorf("%s, known %s: %d", path, name, w.Code)
			}
		}
	}
	// A kiosk says no origin, and is asked for its key.
	if code := ask(t, h, http.MethodPost, "http://localhost/v1/batches", nil).Code; code != http.StatusUnauthorized {
		t.Errorf("a kiosk: %d", code)
	}
}

func TestOpenPagesListenToThisMachineOnly(t *testing.T) {
	for address, open := range map[string]bool{
		"127.0.0.1:8480": true, "localhost:0": true, "[::1]:8480": true,
		":8480": false, "0.0.0.0:8480": false, "[::]:8480": false, "192.168.1.4:8480": false, "hub.example:80": false,
	} {
		err := hub.CheckListen(address, hub.Options{})
		if (err == nil) != open || !open && !errors.Is(err, hub.ErrOpen) {
			t.Errorf("%s without a password: %v", address, err)
		}
		if err := hub.CheckListen(address, hub.Options{Password: "a long password"}); err != nil {
			t.Errorf("%s with a password: %v", address, err)
		}
	}
	if err := hub.CheckListen("8480", hub.Options{Password: "a long password"}); err == nil {
		t.Error("a port alone is an address")
	}
}
