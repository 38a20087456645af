package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"frontdoor/internal/limit"
	"frontdoor/kiosk/handoff"
)

// Options adjust a Server. The zero value works.
type Options struct {
	Log    *slog.Logger
	Words  Words         // what ids are called in English; nil shows the ids
	Hosts  []string      // what this console may be asked for as, "host:port"; the first is in the QR code
	Beat   time.Duration // how often a console is asked whether it is there; zero means 8 s
	Silent time.Duration // how long it may be silent; zero means 20 s
	Reply  time.Duration // how long another kiosk has to answer; zero means 4 s
}

// A Server is the console. It is an http.Handler that has to be served over TLS.
type Server struct {
	board   *handoff.Board
	devices *Devices
	opts    Options
	mux     *http.ServeMux
	pairing pairing
	guesses *limit.Limiter // of codes and of keys, by address
	door    *door

	mu        sync.Mutex
	streams   map[string]*stream
	listening map[string]int // streams of each device that answer
	followers map[string]*follower
	changed   chan struct{} // closed when a follower or who listens has changed
}

// New makes a console for a board.
func New(board *handoff.Board, devices *Devices, opts Options) *Server {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Words == nil {
		opts.Words = bare{}
	}
	for _, d := range []struct {
		at *time.Duration
		or time.Duration
	}{{&opts.Beat, 8 * time.Second}, {&opts.Silent, 20 * time.Second}, {&opts.Reply, 4 * time.Second}} {
		if *d.at == 0 {
			*d.at = d.or
		}
	}
	s := &Server{
		board: board, devices: devices, opts: opts, mux: http.NewServeMux(),
		streams: map[string]*stream{}, listening: map[string]int{}, followers: map[string]*follower{}, changed: make(chan struct{}),
	}
	s.guesses = limit.Window(20, time.Minute)
	s.door = newDoor()
	s.pages()
	s.mux.HandleFunc("POST /api/pair", s.pair)
	s.mux.HandleFunc("GET /api/events", s.staff(s.events))
	s.mux.HandleFunc("POST /api/beat", s.staff(s.beat))
	s.mux.HandleFunc("POST /api/answer", s.staff(s.answer))
	s.mux.HandleFunc("POST /api/leave", s.staff(s.unpair))
	s.mux.HandleFunc("POST /site/sync", s.kiosk(s.sync))
	return s
}

// Invite makes a code that pairs one device within PairFor. An older code stops working.
func (s *Server) Invite() { s.pairing.open(time.Now()) }

// Uninvite ends the code that Invite made.
func (s *Server) Uninvite() { s.pairing.shut() }

// Invited returns the invitation that stands. Its code is empty once it was used or has run out.
func (s *Server) Invited() handoff.Invitation {
	i := s.pairing.standing(time.Now())
	if len(s.opts.Hosts) > 0 {
		i.Address = "https://" + s.opts.Hosts[0] + "/"
	}
	return i
}

// Paired returns the names of the telephones, tablets and kiosks that are paired.
func (s *Server) Paired() []string {
	var names []string
	for _, d := range s.devices.All(time.Now()) {
		names = append(names, d.Name)
	}
	return names
}

// Withdraw shuts a device out.
func (s *Server) Withdraw(name string) {
	if _, err := s.devices.Withdraw(name); err != nil {
		s.opts.Log.Error("a device could not be withdrawn", "err", err)
	}
}

// most is how much anybody may send at once.
const most = 8 << 10

// Serve serves the console until ctx ends.
func (s *Server) Serve(ctx context.Context, l net.Listener, a *Authority) error {
	srv := &http.Server{
		Handler:           s,
		TLSConfig:         a.TLS(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      15 * time.Second, // streams put it off, write by write
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    most,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // streams end with it
		ErrorLog:          slog.NewLogLogger(s.opts.Log.Handler(), slog.LevelDebug),
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-ctx.Done()
		bounded, stop := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer stop()
		if err := srv.Shutdown(bounded); err != nil {
			s.opts.Log.Info("the console was closed with devices on it", "err", err)
			if err := srv.Close(); err != nil {
				s.opts.Log.Info("the console's listener was closed before", "err", err)
			}
		}
	}()
	err := srv.ServeTLS(s.door.limited(l), "", "")
	if errors.Is(err, http.ErrServerClosed) {
		<-ended
		return nil
	}
	return fmt.Errorf("serve the desk's console: %w", err)
}

// ServeHTTP answers only who asks for this console by one of its names, and only what its own
// page asks: a page from elsewhere that has its name lead here gets nothing.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for _, line := range [...][2]string{
		{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
		{"Cache-Control", "no-store"},
	} {
		h.Set(line[0], line[1])
	}
	if !s.named(r.Host) {
		http.Error(w, "This console is not called that.", http.StatusMisdirectedRequest)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		if !sameSite(r) {
			http.Error(w, "Only the console's own page may ask for that.", http.StatusForbidden)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, mostOf(r))
	}
	s.mux.ServeHTTP(w, r)
}

// change tells who waits for a change of followers or of who listens. The caller holds mu.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// now gives everything whose change matters to a console. It is taken before looking.
func (s *Server) now() (board, others, devices <-chan struct{}) {
	s.mu.Lock()
	others = s.changed
	s.mu.Unlock()
	return s.board.Changed(), others, s.devices.Changed()
}
