// Package chaos kills kiosks and their hub, again and again, with a network between them that
// resets, cuts, delays and swallows; and in the end holds what the kiosks promised to have kept
// against what the hub has. Every process is one of its own, and is ended with SIGKILL.
//
// The processes are the program's own that runs it: it hands Live what it is called with.
package chaos

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/internal/rig/cluster"
	"frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// Options say how long and how much.
type Options struct {
	Seconds int
	Seed    uint64
	Kiosks  int
	On      string // the stores: sqlite and postgres, with a comma
}

// A keeper is a store with its register.
type keeper interface {
	hub.Store
	store.Register
	Close() error
}

// The lives that this program has in processes of its own.
const (
	kioskLife = "chaos-kiosk" // DATA URL NAME
	hubLife   = "chaos-hub"   // KIND WHERE ADDRESS
	probeLife = "chaos-probe" // FILE
)

// Live lives the life that a program was started with, and reports whether it was one.
func Live(ctx context.Context, args []string, in io.Reader, out io.Writer) (bool, error) {
	if len(args) == 0 {
		return false, nil
	}
	switch args[0] {
	case kioskLife:
		return true, liveKiosk(ctx, args[1:], in, out)
	case hubLife:
		return true, liveHub(ctx, args[1:])
	case probeLife:
		if len(args) != 2 {
			return true, errors.New("chaos-probe FILE")
		}
		return true, errors.Join(queue.Bound(), queue.Probe(args[1]))
	}
	return false, nil
}

func chaosKey(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("chaos " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func chaosID(name string) string {
	public, ok := chaosKey(name).Public().(ed25519.PublicKey)
	if !ok {
		return ""
	}
	return usage.KeyID(public)
}

func chaosName(i int) string { return fmt.Sprintf("chaos-%d", i) }

// What a kiosk says of each visit: before it is counted, and when it is promised to be kept.
const (
	begunLine = "begun"
	keptLine  = "kept"
)

// liveKiosk counts visits and delivers them until it is killed. When its input ends it counts no more, and ends when
// nothing waits.
func liveKiosk(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	if len(args) != 3 {
		return errors.New("chaos-kiosk DATA URL NAME")
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	q, err := queue.Open(ctx, filepath.Join(args[0], "queue.db"), queue.Options{Probe: queue.ProbeWith(self, probeLife)})
	if err != nil {
		return err
	}
	if q.Damage() != nil {
		return q.Damage().Cause
	}
	up, err := line.NewSealed(q, args[1], "", chaosKey(args[2]), line.Options{Wake: q.Closed(), Client: &http.Client{Timeout: 4 * time.Second}})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- up.Run(ctx) }()
	enough := make(chan struct{})
	go func() {
		defer close(enough)
		io.Copy(io.Discard, in) //nolint:errcheck // its end is what matters
	}()
	hour := usage.HourOf(time.Now())
	for {
		select {
		case <-enough:
			return errors.Join(drained(ctx, q), q.Close())
		case err := <-done:
			return err
		case <-time.After(time.Duration(rand.IntN(8)) * time.Millisecond):
		}
		fmt.Fprintln(out, begunLine)
		if err := q.Add([]usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}, {Dimension: usage.Need, Value: args[2], Count: 1}}, hour); err != nil {
			return err
		}
		fmt.Fprintln(out, keptLine)
		if rand.IntN(3) == 0 {
			if err := q.CloseOpen(); err != nil {
				return err
			}
		}
	}
}

// drained waits until nothing waits.
func drained(ctx context.Context, q *queue.Queue) error {
	if err := q.CloseOpen(); err != nil {
		return err
	}
	for {
		w, err := q.Waiting()
		if err != nil || w.Records == 0 && !w.Open {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// liveHub serves until it is killed.
func liveHub(ctx context.Context, args []string) error {
	if len(args) < 3 {
		return errors.New("chaos-hub KIND WHERE ADDRESS NAME…")
	}
	s, err := openAt(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	h, err := hub.New(s, hub.Options{Log: slog.New(slog.DiscardHandler), Needs: args[3:]})
	if err != nil {
		return err
	}
	server := &http.Server{Addr: args[2], Handler: h, ReadTimeout: 10 * time.Second}
	return server.ListenAndServe()
}

func openAt(ctx context.Context, kind, where string) (keeper, error) {
	if kind == "postgres" {
		return store.OpenPostgres(ctx, where)
	}
	return store.OpenSQLite(ctx, where)
}

// Run is chaos on each store in turn. It writes what it saw to out, and fails where a visit that
// was promised to be kept is not accounted for.
func Run(ctx context.Context, o Options, out io.Writer) error {
	for kind := range strings.SplitSeq(o.On, ",") {
		if err := o.one(ctx, kind, out); err != nil {
			return fmt.Errorf("%s, seed %d: %w", kind, o.Seed, err)
		}
	}
	return nil
}

// one is chaos on one kind of store.
func (o Options) one(ctx context.Context, kind string, out io.Writer) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(o.Seconds)*time.Second+4*time.Minute)
	defer cancel()
	dir, err := os.MkdirTemp("", "chaos-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	where := filepath.Join(dir, "hub.db")
	if kind == "postgres" {
		server, err := cluster.New(ctx)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, server.Remove()) }()
		if where, err = server.Database(ctx, "counts"); err != nil {
			return err
		}
	}
	s, err := openAt(ctx, kind, where)
	if err != nil {
		return err
	}
	var names []string
	for i := range o.Kiosks {
		names = append(names, chaosName(i))
		if err := s.Enrol(ctx, "Chaos Library", chaosName(i), store.DigestOf(chaosID(chaosName(i))), time.Now()); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	if err := s.Close(); err != nil {
		return err
	}
	w, err := newWorld(ctx, o.Seed, kind, where, dir, names)
	if err != nil {
		return err
	}
	err = w.live(time.Duration(o.Seconds) * time.Second)
	if err := errors.Join(err, w.end()); err != nil {
		return err
	}
	return w.balance(ctx, kind, where, out)
}
