package queue_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// The test binary is also the child that looks at a file, and a kiosk that counts until it
// is killed.
const childVar = "FRONTDOOR_QUEUE_CHILD"

func TestMain(m *testing.M) {
	switch os.Getenv(childVar) {
	case "probe":
		if err := queue.Bound(); err != nil {
			println(err.Error())
			os.Exit(1)
		}
		if err := queue.Probe(os.Args[len(os.Args)-1]); err != nil {
			println(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	case "power", "full":
		life := countRecorded
		if os.Getenv(childVar) == "full" {
			life = fill
		}
		if err := life(os.Args[len(os.Args)-1]); err != nil {
			println(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	case "hang":
		select {} // the runtime ends it: all goroutines are asleep
	case "count":
		println(countForEver(os.Args[len(os.Args)-1]).Error())
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// child returns a command of the test binary in one of its other lives.
func child(ctx context.Context, life, path string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], path)
	cmd.Env = append(os.Environ(), childVar+"="+life)
	return cmd
}

// probing is a probe from a child process.
func probing(t *testing.T) func(context.Context, string) error {
	t.Helper()
	complete.NotQuick(t, "starts a program that looks at the file")
	t.Setenv(childVar, "probe")
	return queue.ProbeWith(os.Args[0])
}

// countForEver tells of each visit when it is on the disk, and ends with an error only.
func countForEver(path string) error {
	q, err := queue.Open(context.Background(), path, queue.Options{})
	for i := 1; err == nil; i++ {
		if err = q.Add(visit(), noon+usage.Hour(i/50)); err == nil {
			_, err = os.Stdout.WriteString(strconv.Itoa(i) + "\n")
		}
	}
	return err
}

// counted returns every visit in a queue, in records and in the open hour.
func counted(t *testing.T, q *queue.Queue) uint64 {
	t.Helper()
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	return visits(pending(t, q).Records)
}

func TestVisitsThatWereWrittenOutliveAKill(t *testing.T) {
	complete.NotQuick(t, "starts kiosks and kills them")
	path := filepath.Join(t.TempDir(), "queue.db")
	var before uint64
	for round := range 5 {
		cmd := child(t.Context(), "count", path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		stop := 20 + rand.IntN(200)
		var told uint64
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if n, err := strconv.ParseUint(lines.Text(), 10, 64); err == nil {
				told = n
			}
			if told == uint64(stop) {
				if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := cmd.Wait(); err == nil || told < uint64(stop) {
			t.Fatalf("the child ended by itself: %v after %d", err, told)
		}
		q, err := queue.Open(t.Context(), path, queue.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := counted(t, q)
		// One visit may be on the disk whose end the child did not live to tell.
		if want := before + told; q.Damage() != nil || got < want || got > want+1 {
			t.Fatalf("round %d: %d visits on the disk, told of %d", round, got, want)
		}
		before = got
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// file makes a queue's file with records, some of them acknowledged, and an open hour. It
// returns its bytes and what an undamaged queue says.
func file(t *testing.T) ([]byte, usage.Batch, uint64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "queue.db")
	q, err := queue.Open(t.Context(), path, queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range usage.Hour(40) {
		add(t, q, noon+i, noon+i)
	}
	if err := q.Settle(pending(t, q).Epoch, 10); err != nil {
		t.Fatal(err)
	}
	b := pending(t, q)
	if err := q.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return whole, b, visits(b.Records) + 2
}

// Whatever happens to the file, the kiosk starts, and either every count is as it was or the
// loss is declared.
func TestDamageIsNeverCountedAndNeverStopsTheKiosk(t *testing.T) {
	whole, want, total := file(t)
	probe := probing(t)
	rounds := 40
	if chaos {
		rounds = 400
	}
	random := rand.New(rand.NewPCG(1, 2))
	kinds := map[string]func(b []byte) []byte{
		"a bit": func(b []byte) []byte {
			b[random.IntN(len(b))] ^= 1 << random.IntN(8)
			return b
		},
		"a sector of noise": func(b []byte) []byte {
			at := random.IntN(len(b)/512) * 512
			for i := range 512 {
				b[at+i] = byte(random.Uint32())
			}
			return b
		},
		"a page of nothing": func(b []byte) []byte {
			at := random.IntN(len(b)/4096) * 4096
			clear(b[at : at+4096])
			return b
		},
		"cut short": func(b []byte) []byte { return b[:random.IntN(len(b))] },
		"a row": func(b []byte) []byte {
			row := want.Records[random.IntN(len(want.Records))].Append(nil)
			at := bytes.Index(b, row)
			if at < 0 {
				t.Fatal("a record is not in the file as it is on the wire")
			}
			for ; at >= 0; at = bytes.Index(b, row) { // even where it was before
				b[at+random.IntN(len(row))] ^= 1 << random.IntN(8)
			}
			return b
		},
		"the newest root": func(b []byte) []byte {
			const numbered = 64 // where a root has the number of its transaction
			first, second := binary.LittleEndian.Uint64(b[numbered:]), binary.LittleEndian.Uint64(b[4096+numbered:])
			newest := 0
			if second > first {
				newest = 4096
			}
			b[newest+16+random.IntN(56)] ^= 1 << random.IntN(8)
			return b
		},
		"two pages changed places": func(b []byte) []byte {
			i, j := random.IntN(len(b)/4096)*4096, random.IntN(len(b)/4096)*4096
			page := append([]byte(nil), b[i:i+4096]...)
			copy(b[i:], b[j:j+4096])
			copy(b[j:], page)
			return b
		},
	}
	for name, spoil := range kinds {
		t.Run(name, func(t *testing.T) {
			unharmed, declared := 0, 0
			for range rounds {
				path := filepath.Join(t.TempDir(), "queue.db")
				if err := os.WriteFile(path, spoil(append([]byte(nil), whole...)), 0o600); err != nil {
					t.Fatal(err)
				}
				q, err := queue.Open(t.Context(), path, queue.Options{Probe: probe})
				if err != nil {
					t.Fatalf("the kiosk does not start: %v", err)
				}
				b := pending(t, q)
				switch {
				case q.Damage() != nil:
					declared++
					declares(t, q, want.Epoch, path)
				case !reflect.DeepEqual(b, want) || counted(t, q) != total:
					t.Fatalf("an undetected change: %d records after %d, want %d", len(b.Records), b.LostThrough, len(want.Records))
				default:
					unharmed++
				}
				if err := q.Close(); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d unharmed, %d declared", unharmed, declared)
		})
	}
}

// declares sees that a queue says that counts were lost and that the file is kept.
func declares(t *testing.T, q *queue.Queue, old uint64, path string) {
	t.Helper()
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	b := pending(t, q)
	lost := []usage.Cell{{Dimension: usage.Health, Value: usage.CountsLost, Count: 1}}
	if b.Epoch == old || len(b.Records) != 1 || b.Records[0].Seq != 1 || !reflect.DeepEqual(b.Records[0].Cells, lost) {
		t.Errorf("the new file begins with %+v", b)
	}
	if d := q.Damage(); filepath.Dir(d.SetAside) != filepath.Dir(path) || !strings.HasPrefix(filepath.Base(d.SetAside), "queue.bad-") {
		t.Errorf("set aside as %s", d.SetAside)
	} else if _, err := os.Stat(d.SetAside); err != nil {
		t.Error(err)
	}
}

func TestEmptyFileIsDamageAndNotANewQueue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "queue.db")
	for range 3 {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		q, err := queue.Open(t.Context(), path, queue.Options{})
		if err != nil {
			t.Fatal(err)
		}
		declares(t, q, 0, path)
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
	}
	set, err := filepath.Glob(filepath.Join(filepath.Dir(path), "queue.bad-*"))
	if err != nil || len(set) != 3 {
		t.Errorf("%d files are set aside, want 3 (%v)", len(set), err)
	}
}

func TestProbeThatCannotStartIsNotDamage(t *testing.T) {
	_, path := func() (*queue.Queue, string) {
		path := filepath.Join(t.TempDir(), "queue.db")
		q, err := queue.Open(t.Context(), path, queue.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return q, path
	}()
	for name, probe := range map[string]func(context.Context, string) error{
		"no such program": queue.ProbeWith(filepath.Join(t.TempDir(), "none")),
		"a fault":         func(context.Context, string) error { return errors.New("no memory for a child") },
	} {
		err := probe(t.Context(), path)
		if err == nil || errors.Is(err, queue.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := queue.ProbeWith(os.Args[0])(ended, path); err == nil || errors.Is(err, queue.ErrDamaged) {
		t.Errorf("a kiosk that was switched off: %v", err)
	}
}

func TestProbeThatCrashesIsDamage(t *testing.T) {
	whole, _, _ := file(t)
	path := filepath.Join(t.TempDir(), "queue.db")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(childVar, "hang")
	began := time.Now()
	err := queue.ProbeWith(os.Args[0])(t.Context(), path)
	if !errors.Is(err, queue.ErrDamaged) || strings.Contains(err.Error(), "\n") {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}
