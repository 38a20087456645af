package carried_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"pgregory.net/rapid"

	"frontdoor/hub/carried"
	"frontdoor/hub/store"
	"frontdoor/internal/complete"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

var began = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// ends are a kiosk and a hub that never see each other, and a stick between them.
type ends struct {
	queue   *queue.Queue
	store   *store.SQLite
	keys    carried.Keys
	sender  stick.Sender
	stick   string
	hour    int
	counted uint64
	old     map[string][]byte // what once was on the stick
}

func newEnds(t testing.TB, dir string) *ends {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	e := &ends{stick: filepath.Join(dir, "stick"), old: map[string][]byte{}}
	var err error
	e.queue, err = queue.Open(t.Context(), filepath.Join(dir, "queue.db"), queue.Options{})
	must(err)
	e.store, err = store.OpenSQLite(t.Context(), filepath.Join(dir, "hub.db"))
	must(err)
	open, err := age.GenerateX25519Identity()
	must(err)
	public, seal, err := ed25519.GenerateKey(rand.Reader)
	must(err)
	kiosk, key, err := ed25519.GenerateKey(rand.Reader)
	must(err)
	e.keys = carried.Keys{Seal: seal, Open: open}
	e.sender = stick.Sender{Kiosk: "demo-1", Key: key, Recipient: open.Recipient().String(), Hub: base64.RawURLEncoding.EncodeToString(public)}
	must(e.store.Enrol(t.Context(), "Example Library", "demo-1", store.DigestOf(usage.KeyID(kiosk)), began))
	must(os.MkdirAll(filepath.Join(e.stick, stick.Root), 0o755))
	return e
}

func (e *ends) close(t testing.TB) {
	t.Helper()
	if err := e.queue.Close(); err != nil {
		t.Error(err)
	}
	if err := errors.Join(e.store.Check(t.Context()), e.store.Close()); err != nil {
		t.Error(err)
	}
}

// visit counts visits of one hour, and closes it.
func (e *ends) visit(t fataler, n int) {
	e.hour++
	if err := e.queue.Add([]usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: uint64(n)}}, usage.HourOf(began)+usage.Hour(e.hour)); err != nil {
		t.Fatal(err)
	}
	if err := e.queue.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	e.counted += uint64(n)
}

type fataler interface{ Fatal(args ...any) }

// files returns what is on the stick, but for folders.
func (e *ends) files() []string {
	var all []string
	for _, f := range []string{stick.Counts, stick.Answers} {
		names, _ := filepath.Glob(filepath.Join(e.stick, stick.Root, f, "*"))
		all = append(all, names...)
	}
	slices.Sort(all)
	return all
}

// However a stick travels, torn, late, swapped and copied back, every visit is at the hub once or
// waits on the kiosk, and in the end all are at the hub.
func TestWhateverBecomesOfAStickNothingIsLostOrCountedTwice(t *testing.T) {
	complete.NotQuick(t, "plays many sticks")
	rapid.Check(t, func(r *rapid.T) {
		e := newEnds(t, t.TempDir())
		defer e.close(t)
		hub := func() uint64 {
			totals, err := e.store.Totals(t.Context(), store.Query{To: usage.HourOf(began) + 100_000})
			if err != nil {
				r.Fatal(err)
			}
			n := uint64(0)
			for _, h := range totals.Hours {
				n += h.Count
			}
			return n
		}
		read := func() {
			if _, err := carried.Read(t.Context(), e.stick, e.store, usage.NewVocabulary(usage.Known{}), e.keys, began); err != nil {
				r.Fatal(err)
			}
		}
		write := func() {
			if _, err := stick.Exchange(t.Context(), e.stick, e.queue, e.sender); err != nil {
				r.Fatal(err)
			}
		}
		for range rapid.IntRange(3, 25).Draw(r, "steps") {
			switch rapid.SampledFrom([]string{"visit", "visit", "write", "write", "read", "read", "tear", "copy", "bring back", "lose"}).Draw(r, "step") {
			case "visit":
				e.visit(r, rapid.IntRange(1, 9).Draw(r, "visits"))
			case "write":
				write()
			case "read":
				read()
			case "tear":
				for _, f := range e.files() {
					b, err := os.ReadFile(f)
					if err != nil {
						r.Fatal(err)
					}
					if rapid.Bool().Draw(r, "torn") {
						b = b[:rapid.IntRange(0, len(b)).Draw(r, "to")]
					} else if len(b) > 0 {
						b = bytes.Clone(b)
						b[rapid.IntRange(0, len(b)-1).Draw(r, "at")] ^= 0x40
					}
					if err := os.WriteFile(f, b, 0o600); err != nil {
						r.Fatal(err)
					}
				}
			case "copy":
				for _, f := range e.files() {
					b, err := os.ReadFile(f)
					if err != nil {
						r.Fatal(err)
					}
					e.old[f] = b
				}
			case "bring back":
				for f, b := range e.old {
					if err := os.WriteFile(f, b, 0o600); err != nil {
						r.Fatal(err)
					}
				}
			case "lose":
				for _, f := range e.files() {
					if err := os.Remove(f); err != nil {
						r.Fatal(err)
					}
				}
			}
			if got := hub(); got > e.counted {
				r.Fatalf("%d visits are at the hub of %d", got, e.counted)
			}
		}
		write()
		read()
		write()
		read()
		w, err := e.queue.Waiting()
		if got := hub(); err != nil || got != e.counted {
			r.Fatalf("%d visits are at the hub of %d; %+v, %v", got, e.counted, w, err)
		}
		write()
		if w, err := e.queue.Waiting(); err != nil || w.Records != 0 {
			r.Fatalf("%+v still waits, %v", w, err)
		}
	})
}

func TestWhoFindsAStickLearnsNothingOfWhatWasCounted(t *testing.T) {
	e := newEnds(t, t.TempDir())
	defer e.close(t)
	e.visit(t, 3)
	if _, err := stick.Exchange(t.Context(), e.stick, e.queue, e.sender); err != nil {
		t.Fatal(err)
	}
	found := e.files()
	if len(found) != 1 {
		t.Fatalf("%v", found)
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"visit", "all", stick.Head, "demo-1"} {
		if bytes.Contains(b, []byte(word)) {
			t.Errorf("%q can be read", word)
		}
	}
}

func TestWhatIsNotOursIsPassedOver(t *testing.T) {
	e := newEnds(t, t.TempDir())
	defer e.close(t)
	e.visit(t, 3)
	if _, err := stick.Exchange(t.Context(), e.stick, e.queue, e.sender); err != nil {
		t.Fatal(err)
	}
	counts := filepath.Join(e.stick, stick.Root, stick.Counts)
	other := newEnds(t, t.TempDir())
	defer other.close(t)
	stranger := e.sender // a kiosk that the hub does not know
	stranger.Key, stranger.Kiosk = other.sender.Key, "stranger"
	if _, err := stick.Exchange(t.Context(), e.stick, e.queue, stranger); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"photo.age": []byte("\xff\xd8\xff"), "empty.age": nil, "large.age": make([]byte, stick.MaxFile+1), ".hidden.age": []byte("x")} {
		if err := os.WriteFile(filepath.Join(counts, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/dev/zero", filepath.Join(counts, "endless.age")); err != nil {
		t.Fatal(err)
	}
	lines, err := carried.Read(t.Context(), e.stick, e.store, usage.NewVocabulary(usage.Known{}), e.keys, began)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, l := range lines {
		if l.OK {
			taken++
		}
	}
	if taken != 1 || len(lines) != 6 || !strings.Contains(fmt.Sprint(lines), "not known here") {
		t.Errorf("%+v", lines)
	}
}

func TestAnAnswerOfSomebodyElseIsNotBelieved(t *testing.T) {
	e := newEnds(t, t.TempDir())
	defer e.close(t)
	e.visit(t, 3)
	batch, err := e.queue.Pending(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	_, seal, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := stick.Answer{Kiosk: "demo-1", Epoch: batch.Epoch, Through: 1}
	a.Seal = usage.Seal(seal, usage.SealAnswer, a.Text())
	text := fmt.Sprintf(`{"kiosk": "demo-1", "epoch": "%d", "acked_through": "1", "seal": %q}`, batch.Epoch, a.Seal)
	on, err := stick.Open(e.stick)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(on.Write(stick.Answers, stick.AnswerName("demo-1", batch.Epoch), []byte(text)), on.Close()); err != nil {
		t.Fatal(err)
	}
	done, err := stick.Exchange(t.Context(), e.stick, e.queue, e.sender)
	if err != nil || done.Settled || done.Written != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}

func TestAStickWithoutTheFolderIsLeftAlone(t *testing.T) {
	e := newEnds(t, t.TempDir())
	defer e.close(t)
	e.visit(t, 3)
	plain := t.TempDir()
	if _, err := stick.Exchange(t.Context(), plain, e.queue, e.sender); !errors.Is(err, stick.ErrNoStick) {
		t.Errorf("%v", err)
	}
	if _, err := carried.Read(t.Context(), plain, e.store, usage.NewVocabulary(usage.Known{}), e.keys, began); !errors.Is(err, stick.ErrNoStick) {
		t.Errorf("%v", err)
	}
	left, err := os.ReadDir(plain)
	if err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}
