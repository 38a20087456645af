package desk

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/netip"
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
	from := network(r.RemoteAddr)
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
	s.door.knows(r.RemoteAddr)
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

// Bounds of connections. A browser opens one; a flood from one address takes its own share, and
// floods from many leave the places that are kept for addresses of paired devices.
const (
	mostConns    = 128
	mostConnsOne = 24
	keptConns    = 32
	mostKnown    = 256 // addresses that are remembered to have had a good key
)

// A door lets connections in, by who they are.
type door struct {
	mu    sync.Mutex
	all   int
	from  map[string]int
	known map[string]bool
}

func newDoor() *door { return &door{from: map[string]int{}, known: map[string]bool{}} }

// knows remembers that somebody at an address has shown a good key.
func (d *door) knows(remote string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.known) >= mostKnown {
		clear(d.known)
	}
	d.known[network(remote)] = true
}

// take reports whether there is a place for one more connection from a network.
func (d *door) take(from string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	most := mostConns
	if !d.known[from] {
		most -= keptConns
	}
	if d.all >= most || d.from[from] >= mostConnsOne {
		return false
	}
	d.all++
	d.from[from]++
	return true
}

func (d *door) give(from string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all--
	if d.from[from]--; d.from[from] == 0 {
		delete(d.from, from)
	}
}

// network returns what one machine has of addresses: an IPv4 address, or the first half of an IPv6
// one, of which a machine may take as many as it likes.
func network(remote string) string {
	host := address(remote)
	a, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	if p, err := a.WithZone("").Prefix(64); err == nil {
		return p.String()
	}
	return host
}

// limited returns a listener that closes at once what is too many.
func (d *door) limited(l net.Listener) net.Listener { return &bounded{Listener: l, door: d} }

type bounded struct {
	net.Listener

	door *door
}

func (b *bounded) Accept() (net.Conn, error) {
	for {
		c, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := network(c.RemoteAddr().String())
		if b.door.take(from) {
			return &counted{Conn: c, gone: sync.OnceFunc(func() { b.door.give(from) })}, nil
		}
		if err := c.Close(); err != nil {
			continue // it has gone by itself
		}
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
