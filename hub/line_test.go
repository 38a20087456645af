package hub_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/internal/complete"
	delivery "frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// A line is one kiosk, one hub and a sick network between them, in a bubble whose time is
// its own. Every file of the kiosk counts a need of its own, so that what became of it can
// be read at the hub.
type line struct {
	dir string

	mu     sync.Mutex // of the network and the hub
	random *rand.Rand
	sick   int // of a hundred requests, how many go wrong
	dark   bool
	store  *store.SQLite
	server http.Handler
	stale  []sent // requests that may come again

	queue  *queue.Queue
	writer *queue.Writer
	stop   func() error
	file   int // of the kiosk, counted from 0

	counted []uint64 // by file
	saved   []uint64 // by file: what the hub had when the file was damaged, or was set back to
	backup  []uint64 // by file: what the hub had when it was copied; nil for no copy
}

const (
	files = 8
	aKey  = "demo-1.of-a-test"
)

// lineKey is the key of the line's kiosk: it seals what it sends, as every kiosk that has enrolled.
func lineKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)) }

func lineID() string {
	public, ok := lineKey().Public().(ed25519.PublicKey)
	if !ok {
		panic("an Ed25519 key has an Ed25519 half")
	}
	return usage.KeyID(public)
}

func need(file int) string { return fmt.Sprintf("file/%d", file) }

func needsOfFiles() []string {
	var all []string
	for i := range files {
		all = append(all, need(i))
	}
	return all
}

func (l *line) database() string { return filepath.Join(l.dir, "hub", "hub.db") }

func (l *line) openHub() error {
	s, err := store.OpenSQLite(context.Background(), l.database())
	if err != nil {
		return err
	}
	l.store = s
	l.server, err = hub.New(s, hub.Options{Needs: needsOfFiles()})
	return err
}

func (l *line) path() string { return filepath.Join(l.dir, "kiosk", "queue.db") }

// openKiosk starts a kiosk on the file of counts that is there.
func (l *line) openKiosk() error {
	q, err := queue.Open(context.Background(), l.path(), queue.Options{})
	if err != nil {
		return err
	}
	w := queue.NewWriter(q, usage.NewVocabulary(usage.Known{Needs: needsOfFiles()}), queue.WriterOptions{})
	u, err := delivery.NewSealed(q, "https://hub.example.org", "", lineKey(), delivery.Options{Client: &http.Client{Transport: l}, Wake: q.Closed()})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 2)
	go func() { ended <- w.Run(ctx) }()
	go func() { ended <- u.Run(ctx) }()
	l.queue, l.writer = q, w
	l.stop = func() error {
		l.stop = func() error { return nil }
		cancel()
		return errors.Join(<-ended, <-ended, q.Close())
	}
	return nil
}

// RoundTrip is the network.
func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	broken := errors.New("the line is cut")
	if l.dark {
		return nil, broken
	}
	if len(l.stale) > 0 && l.random.IntN(4) == 0 {
		l.arrive(l.stale[l.random.IntN(len(l.stale))]) // an old request, late and out of order
	}
	now := sent{r.Header.Clone(), body}
	l.stale = append(l.stale, now)
	if l.random.IntN(100) >= l.sick {
		return l.arrive(now), nil
	}
	switch l.random.IntN(7) {
	case 0:
		return nil, broken
	case 1: // the hub has it, and the kiosk does not know
		l.arrive(now)
		return nil, broken
	case 2:
		l.arrive(now)
		return l.arrive(now), nil
	case 3:
		return l.arrive(sent{now.header, body[:len(body)/2]}), nil
	case 4:
		spoilt := bytes.Clone(body)
		spoilt[l.random.IntN(len(spoilt))] ^= 0x10
		return l.arrive(sent{now.header, spoilt}), nil
	case 5:
		w := httptest.NewRecorder()
		http.Error(w, "<html>Sign in to the library's Wi-Fi</html>", []int{200, 302, 400, 403, 409, 503}[l.random.IntN(6)])
		return w.Result(), nil
	default: // an answer of another day
		w := httptest.NewRecorder()
		w.Header().Set("Content-Type", "application/x-protobuf")
		w.Write(usage.Answer{Epoch: 1, AckedThrough: 1 << 40}.Append(nil)) //nolint:errcheck // a recorder
		return w.Result(), nil
	}
}

// sent is a request as it was sent.
type sent struct {
	header http.Header
	body   []byte
}

// arrive is a request at the hub.
func (l *line) arrive(s sent) *http.Response {
	at := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/v1/batches", bytes.NewReader(s.body))
	at.Header = s.header.Clone()
	w := httptest.NewRecorder()
	l.server.ServeHTTP(w, at)
	return w.Result()
}

// recorded returns what the hub has of each file of the kiosk.
func (l *line) recorded() ([]uint64, error) {
	t, err := l.store.Totals(context.Background(), store.Query{To: usage.HourOf(time.Now()) + 100})
	if err != nil {
		return nil, err
	}
	all := make([]uint64, files)
	for _, c := range t.Cells {
		if c.Dimension != usage.Need {
			continue
		}
		var file int
		if _, err := fmt.Sscanf(c.Value, "file/%d", &file); err != nil {
			return nil, fmt.Errorf("%q was counted", c.Value)
		}
		all[file] += c.Count
	}
	return all, nil
}

// step does one of the things that happen to kiosks, hubs and networks.
func (l *line) step(what string, amount int) error {
	switch what {
	case "visits":
		for range amount {
			l.writer.Begin(time.Now())
			l.writer.Count(usage.Need, need(l.file))
			l.writer.End(time.Now(), usage.Finished)
			l.counted[l.file]++
		}
		synctest.Wait() // the last of them is on the disk
		return nil
	case "hours":
		time.Sleep(time.Duration(amount)*time.Hour + time.Minute)
	case "close early":
		return l.queue.CloseOpen()
	case "restart the kiosk":
		return errors.Join(l.stop(), l.openKiosk())
	case "damage":
		return l.damage()
	default:
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.away(what, amount)
	}
	return nil
}

// away is what happens to the network and the hub.
func (l *line) away(what string, amount int) error {
	switch what {
	case "sick":
		l.sick = amount * 10
	case "dark":
		l.dark = !l.dark
	case "restart the hub":
		return errors.Join(l.store.Close(), l.openHub())
	case "copy the hub":
		return l.copyHub()
	case "restore the hub":
		return l.restoreHub()
	}
	return nil
}

func (l *line) damage() error {
	if l.file == files-1 {
		return nil
	}
	if err := l.stop(); err != nil {
		return err
	}
	b, err := os.ReadFile(l.path())
	if err != nil {
		return err
	}
	clear(b[:8192]) // both of its roots
	if err := os.WriteFile(l.path(), b, 0o600); err != nil {
		return err
	}
	if l.saved, err = l.recorded(); err != nil {
		return err
	}
	l.file++
	if err := l.openKiosk(); err != nil {
		return err
	}
	if l.queue.Damage() == nil {
		return errors.New("a file without a root is taken for a whole one")
	}
	return nil
}

func (l *line) copyHub() error {
	if err := l.store.Close(); err != nil { // its journal is then in the file
		return err
	}
	b, err := os.ReadFile(l.database())
	if err != nil {
		return err
	}
	if err := os.WriteFile(l.database()+".copy", b, 0o600); err != nil {
		return err
	}
	if err := l.openHub(); err != nil {
		return err
	}
	l.backup, err = l.recorded()
	return err
}

func (l *line) restoreHub() error {
	if l.backup == nil {
		return nil
	}
	if err := l.store.Close(); err != nil {
		return err
	}
	b, err := os.ReadFile(l.database() + ".copy")
	if err != nil {
		return err
	}
	if err := os.WriteFile(l.database(), b, 0o600); err != nil {
		return err
	}
	for file := range l.file { // their kiosk cannot send them again
		l.saved[file] = min(l.saved[file], l.backup[file])
	}
	// What was under way when the copy was restored may not come back from the dead: an old
	// request of a damaged file would still be counted, and once, but by no promise.
	l.stale = nil
	return l.openHub()
}

// A happening is one step of a story.
type happening struct {
	what   string
	amount int
}

// play lives through a story, then lets the network be well for three hours, and says what does
// not add up.
func play(t *testing.T, dir string, seed uint64, story []happening) (told error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)))
		l := &line{
			dir: dir, random: rand.New(rand.NewPCG(seed, 1)),
			counted: make([]uint64, files), saved: make([]uint64, files),
		}
		if told = l.openHub(); told != nil {
			return
		}
		told = l.store.Enrol(t.Context(), "Example Library", "demo-1", store.DigestOf(lineID()), time.Now())
		if told = errors.Join(told, l.openKiosk()); told != nil {
			return
		}
		for i, h := range story {
			if err := l.step(h.what, h.amount); err != nil {
				told = fmt.Errorf("step %d, %s: %w", i, h.what, err)
				break
			}
		}
		l.mu.Lock()
		l.sick, l.dark = 0, false
		l.mu.Unlock()
		time.Sleep(3 * time.Hour)
		synctest.Wait()
		told = errors.Join(told, l.stop(), l.balance(), l.store.Check(t.Context()), l.store.Close())
	})
	return told
}

// balance holds recorded = counted - declared lost, file by file. Nothing is queued any more
// but the open hour, which is empty.
func (l *line) balance() error {
	got, err := l.recorded()
	if err != nil {
		return err
	}
	for file := range l.file {
		if got[file] != l.saved[file] || got[file] > l.counted[file] {
			err = errors.Join(err, fmt.Errorf("file %d, which was damaged: %d recorded, want %d of %d", file, got[file], l.saved[file], l.counted[file]))
		}
	}
	if got[l.file] != l.counted[l.file] {
		err = errors.Join(err, fmt.Errorf("the last file: %d recorded, %d counted", got[l.file], l.counted[l.file]))
	}
	return err
}

func TestRecordedIsWhatWasCountedAndNotDeclaredLost(t *testing.T) {
	complete.NotQuick(t, "plays many weeks")
	happenings := []string{
		"visits", "visits", "visits", "hours", "hours", "hours", "sick", "dark", "close early",
		"restart the kiosk", "restart the hub", "damage", "copy the hub", "restore the hub",
	}
	stories := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) happening {
		return happening{rapid.SampledFrom(happenings).Draw(t, "what"), rapid.IntRange(1, 9).Draw(t, "amount")}
	}), 1, 20)
	all, n := t.TempDir(), 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		dir := filepath.Join(all, strconv.Itoa(n))
		story := stories.Draw(r, "story")
		if err := play(t, dir, rapid.Uint64().Draw(r, "seed"), story); err != nil {
			var told strings.Builder
			for _, h := range story {
				fmt.Fprintf(&told, " %s %d;", h.what, h.amount)
			}
			r.Fatalf("%v\nafter:%s", err, told.String())
		}
		if err := os.RemoveAll(dir); err != nil {
			r.Fatal(err)
		}
	})
}
