package chaos

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"frontdoor/hub/store"
	"frontdoor/internal/rig/network"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// world is all processes and the network between them.
type world struct {
	ctx    context.Context //nolint:containedctx // it is the life of the whole run
	random *rand.Rand
	self   string
	net    *network.Network
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

func newWorld(ctx context.Context, seed uint64, kind, where, dir string, names []string) (*world, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	w := &world{ctx: ctx, random: rand.New(rand.NewPCG(seed, 3)), self: self}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String() // of the hub, which is killed and comes back there
	if err := l.Close(); err != nil {
		return nil, err
	}
	w.hubArg = append([]string{hubLife, kind, where, address}, names...)
	if w.net, err = network.New(ctx, address, seed); err != nil {
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
	}, kioskLife, k.data, "http://"+w.net.Address(), k.name)
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
	w.net.Heal()
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
	return errors.Join(wrong, w.hub.kill(), w.net.Close())
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
