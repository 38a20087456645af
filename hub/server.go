package hub

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"frontdoor/hub/dashboard"
	"frontdoor/hub/ingest"
	"frontdoor/hub/store"
	"frontdoor/kiosk/usage"
)

// ErrOpen means that a page without a password was to be shown to other machines.
var ErrOpen = errors.New("without a password the page is only for this machine")

// A Store is what the server needs of a store.
type Store interface {
	store.Store
	Kiosks(ctx context.Context) ([]store.Kiosk, error)
}

// Options adjust a server. The zero value works.
type Options struct {
	Log *slog.Logger
	Now func() time.Time
	// Names gives what a language or a need is called in English.
	Names func(dimension, value string) string
	// Languages and Needs are the values that may be counted; others are "other".
	Languages, Needs []string
	// Password is asked of who wants to see the page, whatever name is given with it. Empty
	// shows the page to browsers on this machine only.
	Password string
	// Enroller lets kiosks enrol themselves; nil lets none. Courier and Seal are what they are told
	// of the hub's keys beside their names.
	Enroller      ingest.Enroller
	Courier, Seal string
}

// Vocabulary gives what may be counted.
func (o Options) Vocabulary() *usage.Vocabulary { return usage.NewVocabulary(o.Languages, o.Needs) }

// A Server is the hub as an http.Handler.
type Server struct {
	mux      *http.ServeMux
	password [sha256.Size]byte
	closed   bool // a password is asked for
	guesses  *guesses
}

// New makes a server on a store.
func New(s Store, opts Options) (*Server, error) {
	page, err := dashboard.New(s, dashboard.Options{Log: opts.Log, Now: opts.Now, Names: opts.Names})
	if err != nil {
		return nil, fmt.Errorf("make the hub: %w", err)
	}
	h := &Server{mux: http.NewServeMux(), password: sha256.Sum256([]byte(opts.Password)), closed: opts.Password != ""}
	now := opts.Now
	if now == nil {
		now = time.Now
	}
	if h.guesses, err = newGuesses(now); err != nil {
		return nil, fmt.Errorf("make the hub: %w", err)
	}
	h.mux.Handle("/v1/batches", ingest.New(s, opts.Vocabulary(), ingest.Options{Log: opts.Log, Now: opts.Now}))
	if opts.Enroller != nil {
		told := ingest.Enrolment{Courier: opts.Courier, Hub: opts.Seal}
		h.mux.Handle("/v1/enrol", ingest.NewEnrol(opts.Enroller, told, ingest.Options{Log: opts.Log, Now: opts.Now}))
	}
	h.mux.Handle("/", h.reader(page))
	return h, nil
}

// ServeHTTP answers kiosks and readers.
func (h *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, line := range [...][2]string{
		{"Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Cache-Control", "no-store"},
	} {
		w.Header().Set(line[0], line[1])
	}
	h.mux.ServeHTTP(w, r)
}

// reader lets through who may read. Without a password a page is only given to a browser
// that asked this machine by its own name: a page from elsewhere that has its name lead here
// gets nothing.
func (h *Server) reader(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !h.closed {
			if !Loopback(r.Host) {
				http.Error(w, "Without a password this page is only for this machine: ask for it as localhost.", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
			return
		}
		_, given, tried := r.BasicAuth()
		digest := sha256.Sum256([]byte(given))
		right := subtle.ConstantTimeCompare(digest[:], h.password[:]) == 1
		if tried {
			if wait := h.guesses.try(r, right); wait > 0 {
				seconds := int(wait.Seconds()) + 1
				w.Header().Set("Retry-After", strconv.Itoa(seconds))
				http.Error(w, fmt.Sprintf("There were too many wrong passwords. Wait %d seconds, then try again.", seconds), http.StatusTooManyRequests)
				return
			}
		}
		if !right {
			w.Header().Set("WWW-Authenticate", `Basic realm="Frontdoor counts", charset="UTF-8"`)
			http.Error(w, "A password is needed to see the counts.", http.StatusUnauthorized)
			return
		}
		h.guesses.remember(w, r)
		next.ServeHTTP(w, r)
	})
}

// Loopback says whether a host, with or without a port, is this machine and no other.
func Loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if n := len(host); n > 2 && host[0] == '[' && host[n-1] == ']' {
		host = host[1 : n-1]
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// CheckListen says whether a server with these options may listen at an address.
func CheckListen(address string, opts Options) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q is no address to listen at: write it like 127.0.0.1:8480", address)
	}
	if opts.Password == "" && !Loopback(host) {
		return ErrOpen
	}
	return nil
}
