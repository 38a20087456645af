package desk

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"frontdoor/kiosk/handoff"
)

// A Follower carries the calls of this kiosk to the console that another one serves, and the
// answers back. The board stays here: when the other kiosk is switched off, the board sees
// that nobody listens, and its resident is told.
type Follower struct {
	leader string
	key    string
	client *http.Client
	log    *slog.Logger

	run, n    uint64            // this kiosk's run, and its reports so far
	listening map[string]func() // devices that the board takes to be listening
	done      map[int64]string  // what became of commands that are not known to be read
}

// ErrRefused means that the kiosk that leads does not know this one's key.
var ErrRefused = errors.New("the kiosk that leads does not know this kiosk's key")

// NewFollower makes a follower of the console at an address "https://host:port", which is
// trusted by the authority's certificate (PEM) and by nothing else.
func NewFollower(leader, key string, authority []byte, log *slog.Logger) (*Follower, error) {
	u, err := url.Parse(leader)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is not the address of a console: write it like https://192.168.1.20:8443", leader)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(authority) {
		return nil, errors.New("the authority's file holds no certificate")
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Follower{
		leader: "https://" + u.Host, key: key, log: log,
		run: rand.Uint64(), listening: map[string]func(){}, done: map[int64]string{},
		client: &http.Client{
			Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// Run follows until ctx ends. It gives ErrRefused when the key is not known any more.
func (f *Follower) Run(ctx context.Context, board *handoff.Board) error {
	defer f.client.CloseIdleConnections()
	defer f.hears(board, nil)
	wait := time.Duration(0)
	for ctx.Err() == nil {
		changed := board.Changed()
		o, err := f.exchange(ctx, board, changed)
		switch {
		case err == nil:
			wait = 0
			f.obey(board, o)
			continue
		case errors.Is(err, ErrRefused):
			return err
		case errors.Is(err, errNews):
			continue
		}
		if ctx.Err() != nil {
			break
		}
		f.log.Info("the console of the site is not reached", "err", err)
		f.hears(board, nil)
		wait = min(max(2*wait, 500*time.Millisecond), 10*time.Second)
		pause := time.NewTimer(wait/2 + rand.N(wait/2)) //nolint:gosec // jitter
		select {
		case <-ctx.Done():
		case <-pause.C:
		}
		pause.Stop()
	}
	return nil
}

// errNews means that the board has changed while the leader had nothing to say.
var errNews = errors.New("the board has changed")

// exchange sends what there is, and waits for orders or for news.
func (f *Follower) exchange(ctx context.Context, board *handoff.Board, changed <-chan struct{}) (o orders, err error) {
	f.n++
	rep := report{Run: f.run, N: f.n, Requests: board.Requests(), Done: f.done, Known: []string{}}
	for d := range f.listening {
		rep.Known = append(rep.Known, d)
	}
	b, err := json.Marshal(rep)
	if err != nil {
		return o, fmt.Errorf("tell the console: %w", err)
	}
	ctx, stop := context.WithTimeout(ctx, hold+4*time.Second)
	defer stop()
	news := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-changed:
			close(news)
			stop()
		case <-ctx.Done():
		}
	}()
	defer func() {
		stop()
		<-watched
		select {
		case <-news:
			if err != nil {
				err = errNews
			}
		default:
		}
	}()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.leader+"/site/sync", bytes.NewReader(b))
	if err != nil {
		return o, fmt.Errorf("tell the console: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+f.key)
	res, err := f.client.Do(req)
	if err != nil {
		return o, fmt.Errorf("tell the console: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusUnauthorized {
		return o, ErrRefused
	}
	if res.StatusCode != http.StatusOK {
		return o, fmt.Errorf("tell the console: it answers %s", res.Status)
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, 8*most)).Decode(&o); err != nil {
		return o, fmt.Errorf("understand the console: %w", err)
	}
	f.done = map[int64]string{} // they were read
	return o, nil
}

// obey does what the leader says. A command that comes twice is answered twice, and done once.
func (f *Follower) obey(board *handoff.Board, o orders) {
	f.hears(board, o.Listening)
	for _, c := range o.Commands {
		if _, ok := f.done[c.N]; ok {
			continue
		}
		word := ""
		switch err := board.Answer(c.ID, c.Device, c.Answer, handoff.Resolution{Outcome: c.Outcome, Lasted: c.Lasted}); {
		case err == nil:
		case errors.Is(err, handoff.ErrTaken):
			word = "taken"
		case errors.Is(err, handoff.ErrGone):
			word = "gone"
		default:
			word = "order"
		}
		f.done[c.N] = word
	}
}

// hears tells the board which devices listen.
func (f *Follower) hears(board *handoff.Board, devices []string) {
	now := map[string]bool{}
	for _, d := range devices {
		now[d] = true
		if f.listening[d] == nil {
			f.listening[d] = board.Listen(d)
		}
	}
	for d, gone := range f.listening {
		if !now[d] {
			gone()
			delete(f.listening, d)
		}
	}
}
