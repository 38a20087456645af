// Package outage has thousands of kiosks come back after a day on which their hub could not be
// reached: each has a day's hours to deliver, with the delivery that a kiosk has, over a real
// network socket of this machine.
package outage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/internal/rig/cluster"
	"frontdoor/kiosk/usage"
)

// Options say how many kiosks come back, and within what time.
type Options struct {
	Kiosks int
	Sites  int
	Within time.Duration // all kiosks come back within this time
	AtMost time.Duration // the longest that it may take
	On     string        // the stores: sqlite and postgres, with a comma
}

// A keeper is a store with its register.
type keeper interface {
	hub.Store
	store.Register
	Close() error
}

// Run plays the end of an outage on each store in turn. It writes how long it took to out, and
// fails where a batch was refused or a count is not there exactly once.
func Run(ctx context.Context, o Options, out io.Writer) error {
	for name := range strings.SplitSeq(o.On, ",") {
		s, remove, err := open(ctx, name)
		if err != nil {
			return err
		}
		err = o.comeBack(ctx, name, s, out)
		if err := errors.Join(err, s.Close(), remove()); err != nil {
			return err
		}
	}
	return nil
}

// open makes a store for this run, and gives what removes it.
func open(ctx context.Context, name string) (keeper, func() error, error) {
	switch name {
	case "sqlite":
		dir, err := os.MkdirTemp("", "simulate")
		if err != nil {
			return nil, nil, err
		}
		remove := func() error { return os.RemoveAll(dir) }
		s, err := store.OpenSQLite(ctx, filepath.Join(dir, "hub.db"))
		if err != nil {
			return nil, nil, errors.Join(err, remove())
		}
		return s, remove, nil
	case "postgres":
		c, err := cluster.New(ctx)
		if err != nil {
			return nil, nil, err
		}
		address, err := c.Database(ctx, "counts")
		if err != nil {
			return nil, nil, errors.Join(err, c.Remove())
		}
		s, err := store.OpenPostgres(ctx, address)
		if err != nil {
			return nil, nil, errors.Join(err, c.Remove())
		}
		return s, c.Remove, nil
	}
	return nil, nil, fmt.Errorf("-on %q: there are sqlite and postgres", name)
}

// enrolAtOnce is how many kiosks are enrolled at the same time.
const enrolAtOnce = 8

// comeBack plays the outage's end on one store.
func (o Options) comeBack(ctx context.Context, name string, s keeper, out io.Writer) error {
	ctx, cancel := context.WithTimeout(ctx, o.AtMost)
	defer cancel()
	now := time.Now()
	g, enrolling := errgroup.WithContext(ctx)
	g.SetLimit(enrolAtOnce)
	for i := range o.Kiosks {
		g.Go(func() error {
			return s.Enrol(enrolling, fmt.Sprintf("Site %d", i%o.Sites), kioskName(i), store.DigestOf(keyOf(i)), now)
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	handler, err := hub.New(s, hub.Options{Languages: languages, Needs: needs})
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	w := &wire{most: connections()}
	w.client = &http.Client{Timeout: time.Minute, Transport: w.transport()}
	err = o.deliver(ctx, "http://"+l.Addr().String(), w, now)
	err = errors.Join(err, server.Close())
	if e := <-served; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	if err != nil {
		return err
	}
	return o.report(ctx, name, s, w, out)
}

// deliver lets every kiosk come back and deliver, and waits until all have.
func (o Options) deliver(ctx context.Context, url string, w *wire, now time.Time) error {
	w.began = time.Now()
	g, ctx := errgroup.WithContext(ctx)
	for i := range o.Kiosks {
		g.Go(func() error {
			err := newKiosk(i, now).comeBack(ctx, url, w, o.Within)
			if err != nil {
				return fmt.Errorf("kiosk %d: %w", i, err)
			}
			return nil
		})
	}
	err := g.Wait()
	w.took = time.Since(w.began)
	return err
}

// report holds the hub's totals against what the kiosks had, and says how it went.
func (o Options) report(ctx context.Context, name string, s keeper, w *wire, out io.Writer) error {
	totals, err := s.Totals(ctx, store.Query{To: usage.HourOf(time.Now()) + 100})
	if err != nil {
		return err
	}
	var got, want uint64
	for _, c := range totals.Cells {
		got += c.Count
	}
	for i := range o.Kiosks {
		want += newKiosk(i, w.began).counts()
	}
	slices.Sort(w.times)
	at := func(percent int) time.Duration {
		return w.times[(len(w.times)*percent+99)/100-1].Round(time.Millisecond)
	}
	seconds := w.took.Seconds()
	fmt.Fprintf(out, "%s: %d kiosks of %d sites came back within %v, at most %d connections at once\n", name, o.Kiosks, o.Sites, o.Within, w.most)
	fmt.Fprintf(out, "  drained after %v: %.0f batches and %.0f counts a second\n", w.took.Round(10*time.Millisecond), float64(o.Kiosks)/seconds, float64(want)/seconds)
	fmt.Fprintf(out, "  %d answers, p50 %v, p99 %v; asked to come later %d, no answer %d, refused %d\n",
		len(w.times), at(50), at(99), w.later.Load(), w.broken.Load(), w.refused.Load())
	fmt.Fprintf(out, "  %d counted by the kiosks, %d at the hub\n", want, got)
	if got != want {
		return fmt.Errorf("%s has %d counts of %d", name, got, want)
	}
	if n := w.refused.Load(); n > 0 {
		return fmt.Errorf("%s refused %d batches", name, n)
	}
	return nil
}

// A wire is what lies between the kiosks and the hub: it sees how long answers take.
type wire struct {
	client *http.Client
	most   int
	began  time.Time
	took   time.Duration

	later, broken, refused atomic.Int64
	mu                     sync.Mutex
	times                  []time.Duration
}

func (w *wire) transport() http.RoundTripper {
	return &watched{w, &http.Transport{MaxConnsPerHost: w.most, MaxIdleConnsPerHost: w.most, MaxIdleConns: w.most, DisableCompression: true}}
}

type watched struct {
	*wire
	next http.RoundTripper
}

// RoundTrip passes a request on, and notes how it was answered.
func (w *watched) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	resp, err := w.next.RoundTrip(r)
	switch {
	case err != nil:
		w.broken.Add(1)
		return nil, err
	case resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusRequestTimeout:
		w.later.Add(1)
	case resp.StatusCode != http.StatusOK:
		w.refused.Add(1)
	}
	w.mu.Lock()
	w.times = append(w.times, time.Since(began))
	w.mu.Unlock()
	return resp, nil
}

// connections returns how many there may be at once: both of their ends are in this process.
func connections() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 100
	}
	return max(10, (int(min(limit.Cur, 40000))-500)/2)
}
