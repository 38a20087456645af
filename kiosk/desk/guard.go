package desk

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// cookie holds a device's key. Its prefix makes browsers refuse it from anywhere but this
// host over HTTPS.
const cookie = "__Host-desk"

// named reports whether a request's host is one of the console's names.
func (s *Server) named(host string) bool {
	return slices.ContainsFunc(s.opts.Hosts, func(h string) bool { return strings.EqualFold(h, host) })
}

// sameSite reports whether something that changes the world comes from the console's own page,
// or from a program that is not a browser, which has no page. It is stricter than the standard
// library's rule, which takes any request without an origin for a program's.
func sameSite(r *http.Request) bool {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return false // a form of another page can be sent without asking, JSON cannot
	}
	if http.NewCrossOriginProtection().Check(r) != nil {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		// A browser always names the origin of a POST. Other kiosks have keys and no cookies.
		_, err := r.Cookie(cookie)
		return err != nil && r.Header.Get("Sec-Fetch-Site") == ""
	}
	return strings.EqualFold(origin, "https://"+r.Host)
}

// mostOf is how much a request may hold: a kiosk that follows sends everything it has.
func mostOf(r *http.Request) int64 {
	if r.URL.Path == "/site/sync" {
		return 8 * most
	}
	return most
}

// staff lets a paired device through that is not a kiosk.
func (s *Server) staff(next func(http.ResponseWriter, *http.Request, string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		key := ""
		if c, err := r.Cookie(cookie); err == nil {
			key = c.Value
		}
		s.with(w, r, key, false, next)
	}
}

// kiosk lets another kiosk of the site through.
func (s *Server) kiosk(next func(http.ResponseWriter, *http.Request, string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		key, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			key = ""
		}
		s.with(w, r, key, true, next)
	}
}

func (s *Server) with(w http.ResponseWriter, r *http.Request, key string, kiosk bool, next func(http.ResponseWriter, *http.Request, string)) {
	now := time.Now()
	from := address(r.RemoteAddr)
	if key == "" {
		http.Error(w, "This device is not paired.", http.StatusUnauthorized)
		return
	}
	if s.guesses.Wait(from, now) > 0 {
		w.Header().Set("Retry-After", "60")
		http.Error(w, "Too many attempts. Wait a minute.", http.StatusTooManyRequests)
		return
	}
	d, err := s.devices.Of(key, now)
	if errors.Is(err, ErrStale) || err == nil && d.Kiosk != kiosk {
		s.guesses.Miss(from, now)
		http.Error(w, "This device is no longer paired.", http.StatusUnauthorized)
		return
	}
	if err != nil {
		s.opts.Log.Error("the desk's devices cannot be read", "err", err)
		http.Error(w, "The kiosk cannot read its devices.", http.StatusInternalServerError)
		return
	}
	next(w, r, d.Name)
}

// address returns an address without its port.
func address(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	return host
}

// decode reads a request's JSON, all of it and nothing else.
func decode(w http.ResponseWriter, r *http.Request, into any) bool {
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil || d.More() {
		http.Error(w, "That is not understood.", http.StatusBadRequest)
		return false
	}
	return true
}

// Bounds of connections. A browser opens one; a flood from one address takes its own share
// and leaves that of the desk.
const (
	mostConns    = 128
	mostConnsOne = 24
)

// limited returns a listener that closes at once what is too many.
func limited(l net.Listener) net.Listener {
	return &bounded{Listener: l, from: map[string]int{}}
}

type bounded struct {
	net.Listener

	mu   sync.Mutex
	all  int
	from map[string]int
}

func (b *bounded) Accept() (net.Conn, error) {
	for {
		c, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := address(c.RemoteAddr().String())
		if b.take(from) {
			return &counted{Conn: c, gone: sync.OnceFunc(func() { b.give(from) })}, nil
		}
		if err := c.Close(); err != nil {
			continue // it has gone by itself
		}
	}
}

func (b *bounded) take(from string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all >= mostConns || b.from[from] >= mostConnsOne {
		return false
	}
	b.all++
	b.from[from]++
	return true
}

func (b *bounded) give(from string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all--
	if b.from[from]--; b.from[from] == 0 {
		delete(b.from, from)
	}
}

type counted struct {
	net.Conn

	gone func()
}

func (c *counted) Close() error {
	c.gone()
	return c.Conn.Close()
}
