package main

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/cluster"
	"frontdoor/hub/store"
	"frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// chaos kills kiosks and their hub, again and again, with a network between them that resets,
// cuts, delays and swallows; and in the end holds what the kiosks promised to have kept against
// what the hub has. Every process is one of its own, and is ended with SIGKILL.
type chaos struct {
	seconds int
	seed    uint64
	kiosks  int
	on      string
}

// The lives that this program has in processes of its own.
const (
	kioskLife = "chaos-kiosk" // DATA URL NAME
	hubLife   = "chaos-hub"   // KIND WHERE ADDRESS
)

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
	q, err := queue.Open(ctx, filepath.Join(args[0], "queue.db"), queue.Options{Probe: queue.ProbeWith(self, "chaos-probe")})
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

func (c chaos) run(ctx context.Context, out io.Writer) error {
	for kind := range strings.SplitSeq(c.on, ",") {
		if err := c.one(ctx, kind, out); err != nil {
			return fmt.Errorf("%s, seed %d: %w", kind, c.seed, err)
		}
	}
	return nil
}

// one is chaos on one kind of store.
func (c chaos) one(ctx context.Context, kind string, out io.Writer) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(c.seconds)*time.Second+4*time.Minute)
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
	for i := range c.kiosks {
		names = append(names, chaosName(i))
		if err := s.Enrol(ctx, "Chaos Library", chaosName(i), store.DigestOf(chaosID(chaosName(i))), time.Now()); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	if err := s.Close(); err != nil {
		return err
	}
	w, err := newWorld(ctx, c, kind, where, dir, names)
	if err != nil {
		return err
	}
	err = w.live(time.Duration(c.seconds) * time.Second)
	if err := errors.Join(err, w.end()); err != nil {
		return err
	}
	return w.balance(ctx, kind, where, out)
}

// world is all processes and the network between them.
type world struct {
	ctx    context.Context //nolint:containedctx // it is the life of the whole run
	random *rand.Rand
	self   string
	net    *badNet
	hub    *process
	hubArg []string
	kiosks []*witness
	kills  int
}

// A witness starts one kiosk again and again, and counts what it promised.
type witness struct {
	name, data  string
	begun, kept int
	p           *process
}

// A process is one that was started here, and is ended here.
type process struct {
	cmd   *exec.Cmd
	stdin io.Closer
	ended chan error
	mu    *sync.Mutex
}

func newWorld(ctx context.Context, c chaos, kind, where, dir string, names []string) (*world, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	w := &world{ctx: ctx, random: rand.New(rand.NewPCG(c.seed, 3)), self: self}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String() // of the hub, which is killed and comes back there
	if err := l.Close(); err != nil {
		return nil, err
	}
	w.hubArg = append([]string{hubLife, kind, where, address}, names...)
	if w.net, err = newBadNet(ctx, address, c.seed); err != nil {
		return nil, err
	}
	for _, name := range names {
		w.kiosks = append(w.kiosks, &witness{name: name, data: filepath.Join(dir, name)})
	}
	return w, nil
}

// start starts a process of this program. lines is told what it says.
func (w *world) start(lines func(string), args ...string) (*process, error) {
	p := &process{cmd: exec.CommandContext(w.ctx, w.self, args...), ended: make(chan error, 1), mu: &sync.Mutex{}}
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var err error
	if p.stdin, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	said, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	var wrong strings.Builder
	p.cmd.Stderr = &wrong
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		for in := bufio.NewScanner(said); in.Scan(); {
			p.mu.Lock()
			lines(in.Text())
			p.mu.Unlock()
		}
		err := p.cmd.Wait()
		if text := strings.TrimSpace(wrong.String()); text != "" {
			err = errors.Join(err, errors.New(text))
		}
		p.ended <- err
	}()
	return p, nil
}

// kill ends a process at once, and waits until all that it said has been heard.
func (p *process) kill() error {
	if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-p.ended
	return nil
}

func (w *world) startHub() (err error) {
	w.hub, err = w.start(func(string) {}, w.hubArg...)
	return err
}

func (w *world) startKiosk(k *witness) (err error) {
	if err := os.MkdirAll(k.data, 0o700); err != nil {
		return err
	}
	k.p, err = w.start(func(line string) {
		switch line {
		case begunLine:
			k.begun++
		case keptLine:
			k.kept++
		}
	}, kioskLife, k.data, "http://"+w.net.address(), k.name)
	return err
}

// live lets the world go on for a while, and kills.
func (w *world) live(d time.Duration) error {
	if err := w.startHub(); err != nil {
		return err
	}
	for _, k := range w.kiosks {
		if err := w.startKiosk(k); err != nil {
			return err
		}
	}
	for until := time.Now().Add(d); time.Now().Before(until); {
		select {
		case <-w.ctx.Done():
			return w.ctx.Err()
		case <-time.After(time.Duration(100+w.random.IntN(900)) * time.Millisecond):
		}
		w.kills++
		if w.random.IntN(3) == 0 {
			if err := w.hub.kill(); err != nil {
				return err
			}
			if err := w.startHub(); err != nil {
				return err
			}
			continue
		}
		k := w.kiosks[w.random.IntN(len(w.kiosks))]
		if err := k.p.kill(); err != nil {
			return err
		}
		if err := w.startKiosk(k); err != nil {
			return err
		}
	}
	return nil
}

// end makes the network well, starts everybody once more, and lets them come to their end.
func (w *world) end() error {
	w.net.heal()
	for _, k := range w.kiosks {
		if err := errors.Join(k.p.kill(), w.startKiosk(k)); err != nil {
			return err
		}
		if err := k.p.stdin.Close(); err != nil {
			return err
		}
	}
	var wrong error
	for _, k := range w.kiosks {
		select {
		case err := <-k.p.ended:
			if err != nil {
				wrong = errors.Join(wrong, fmt.Errorf("%s: %w", k.name, err))
			}
		case <-time.After(2 * time.Minute):
			wrong = errors.Join(wrong, fmt.Errorf("%s does not get rid of what waits", k.name), k.p.kill())
		}
	}
	return errors.Join(wrong, w.hub.kill(), w.net.close())
}

// balance holds recorded = counted + queued + declared lost, for each kiosk. A visit that was begun when its kiosk was
// killed may be on its disk or not: nothing was promised of it.
func (w *world) balance(ctx context.Context, kind, where string, out io.Writer) error {
	s, err := openAt(ctx, kind, where)
	if err != nil {
		return err
	}
	totals, err := s.Totals(ctx, store.Query{To: usage.HourOf(time.Now()) + 100})
	kiosks, err1 := s.Kiosks(ctx)
	if err := errors.Join(err, err1, s.Close()); err != nil {
		return err
	}
	at := map[string]uint64{}
	for _, c := range totals.Cells {
		if c.Dimension == usage.Need {
			at[c.Value] += c.Count
		}
	}
	lost := map[string]uint64{}
	for _, k := range kiosks {
		lost[k.Name] = k.Lost
	}
	var kept, begun, counted, queued, gone uint64
	var wrong error
	for _, k := range w.kiosks {
		q, err := queue.Open(ctx, filepath.Join(k.data, "queue.db"), queue.Options{})
		if err != nil {
			return err
		}
		waits, err := waiting(q)
		if err := errors.Join(err, q.Close()); err != nil {
			return err
		}
		have := at[k.name] + waits + lost[k.name]
		if have < uint64(k.kept) || have > uint64(k.begun) { //nolint:gosec // counts of a minute
			wrong = errors.Join(wrong, fmt.Errorf("%s promised %d visits and began %d, and %d are accounted for", k.name, k.kept, k.begun, have))
		}
		kept, begun = kept+uint64(k.kept), begun+uint64(k.begun) //nolint:gosec // counts of a minute
		counted, queued, gone = counted+at[k.name], queued+waits, gone+lost[k.name]
	}
	fmt.Fprintf(out, "%s: %d kills; %s\n", kind, w.kills, w.net)
	fmt.Fprintf(out, "  recorded %d (promised %d, begun %d) = counted %d + queued %d + declared lost %d\n", counted+queued+gone, kept, begun, counted, queued, gone)
	return wrong
}

// waiting counts the visits that are on a kiosk's disk and not at the hub.
func waiting(q *queue.Queue) (visits uint64, err error) {
	if err := q.CloseOpen(); err != nil {
		return 0, err
	}
	for after := uint64(0); ; {
		b, err := q.PendingAfter(after, usage.MaxRecords, usage.MaxBytes)
		if err != nil || len(b.Records) == 0 {
			return visits, err
		}
		for _, r := range b.Records {
			for _, c := range r.Cells {
				if c.Dimension == usage.Visits {
					visits += c.Count
				}
			}
			after = r.Seq
		}
	}
}
