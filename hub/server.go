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
	"strings"
	"time"

	"frontdoor/hub/dashboard"
	"frontdoor/hub/ingest"
	"frontdoor/hub/store"
	"frontdoor/internal/enrol"
	"frontdoor/internal/limit"
	"frontdoor/kiosk/usage"
)

// Errors of where a server may listen.
var (
	// ErrOpen means that other machines could read a page without a password.
	ErrOpen = errors.New("without a password the page is only for this machine")
	// ErrClear means that the password and the counts would cross a network as clear text.
	ErrClear = errors.New("the password and the counts would be sent in clear text")
)

// A Store is what the server needs of a store.
type Store interface {
	store.Store
	Kiosks(ctx context.Context) ([]store.Kiosk, error)
}

// Options adjust a server. The zero value works.
type Options struct {
	Log *slog.Logger
	Now func() time.Time
	// Names returns what a language or a need is called in English.
	Names func(dimension, value string) string
	// Languages, Needs and Screens are the values that may be counted; others are "other".
	Languages, Needs, Screens []string
	// Password is asked of anyone who wants to see the page, whatever name comes with it. Empty
	// shows the page to browsers on this machine only.
	Password string
	// BehindProxy says that readers come through a proxy that speaks HTTPS with them, and that says
	// in X-Forwarded-For where from. Without it the page is not shown to what came through one.
	BehindProxy bool
	// Secret is the hub's own, of which the page's cookies are made: see identity.Keys. Empty makes
	// one that ends with this server.
	Secret []byte
	// Built is when the hub's program was made, and zero where that is not known: while the clock
	// says less, kiosks are asked to come later.
	Built time.Time
	// Enroller lets kiosks enrol themselves; nil lets none. Recipient and Seal are what they are told
	// of the hub's keys beside their names: see identity.Keys.
	Enroller        ingest.Enroller
	Recipient, Seal string
}

// Vocabulary returns what may be counted.
func (o Options) Vocabulary() *usage.Vocabulary {
	return usage.NewVocabulary(usage.Known{Languages: o.Languages, Needs: o.Needs, Screens: o.Screens})
}

// mostLines bounds what is logged of one kind, and of one kiosk, in a minute.
const mostLines = 10

// A Server is the hub as an http.Handler.
type Server struct {
	answer   http.Handler
	password [sha256.Size]byte
	closed   bool // a password is asked for
	proxy    bool // readers come through a proxy
	guesses  *guesses
}

// New makes a server on a store.
func New(s Store, opts Options) (*Server, error) {
	if opts.Log != nil {
		opts.Log = slog.New(limit.Log(opts.Log.Handler(), mostLines, time.Minute))
	}
	page, err := dashboard.New(s, dashboard.Options{Log: opts.Log, Now: opts.Now, Names: opts.Names})
	if err != nil {
		return nil, fmt.Errorf("make the hub: %w", err)
	}
	mux := http.NewServeMux()
	h := &Server{password: sha256.Sum256([]byte(opts.Password)), closed: opts.Password != "", proxy: opts.BehindProxy}
	now := opts.Now
	if now == nil {
		now = time.Now
	}
	h.guesses = newGuesses(opts, now)
	in := ingest.Options{Log: opts.Log, Now: opts.Now, Built: opts.Built, BehindProxy: opts.BehindProxy}
	mux.Handle("/v1/batches", ingest.New(s, opts.Vocabulary(), in))
	if opts.Enroller != nil {
		told := enrol.Membership{Recipient: opts.Recipient, Hub: opts.Seal}
		mux.Handle("/v1/enrol", ingest.NewEnrol(opts.Enroller, told, in))
	}
	mux.Handle("/", h.reader(page))
	h.answer = http.NewCrossOriginProtection().Handler(mux)
	return h, nil
}

// ServeHTTP answers kiosks and readers. Nobody else's page can have a reader's browser post
// anything here; a kiosk is not a browser, and says no origin.
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
	h.answer.ServeHTTP(w, r)
}

// reader lets through those who may read. Without a password the page is only for a browser
// that asks this machine by its own name: a page from elsewhere whose name leads here gets
// nothing, and neither does what a proxy on this machine passes on. With one, a proxy has to be
// stated, unless what it passes on is encrypted on the way from it.
func (h *Server) reader(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if forwarded(r) && (!h.closed || !h.proxy && r.TLS == nil) {
			http.Error(w, "This request came through a proxy, and the hub has not been told of one. "+
				"Start it with a password and --behind-proxy, or open the page on the hub's own machine.", http.StatusForbidden)
			return
		}
		if !h.closed {
			if !Loopback(r.Host) {
				http.Error(w, "Without a password, this page can only be opened on the hub's own machine, as localhost.", http.StatusForbidden)
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
				http.Error(w, fmt.Sprintf("There have been too many wrong passwords. Wait %d seconds, then try again.", seconds), http.StatusTooManyRequests)
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

// forwarded reports whether a request came through a proxy: whoever asks the proxy is on another
// machine, whatever name the proxy uses for this one.
func forwarded(r *http.Request) bool {
	for name := range r.Header {
		if name == "Forwarded" || name == "Via" || name == "X-Real-Ip" || strings.HasPrefix(name, "X-Forwarded-") {
			return true
		}
	}
	return false
}

// Loopback reports whether a host, with or without a port, is this machine and no other.
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

// CheckListen returns an error where a server with these options may not listen at an address.
func CheckListen(address string, opts Options) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q is not an address to listen at: write it like 127.0.0.1:8480", address)
	}
	if opts.Password == "" && !Loopback(host) {
		return ErrOpen
	}
	return nil
}

// CheckClear returns ErrClear where what a server says at an address that other machines reach
// would not be encrypted, by itself or by the proxy before it.
func CheckClear(address string, encrypted bool, opts Options) error {
	host, _, err := net.SplitHostPort(address)
	if err == nil && !encrypted && !opts.BehindProxy && !Loopback(host) {
		return ErrClear
	}
	return nil
}
