package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdoor/hub/store"
	"frontdoor/internal/complete"
	"frontdoor/kiosk/usage"
)

// powerVar says that this test binary is the hub whose writes are watched, and where.
const powerVar = "FRONTDOOR_STORE_POWER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(powerVar); dir != "" {
		if err := answerRecorded(dir); err != nil {
			println(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// batchesRecorded is how many batches the watched hub answers: enough that its journal is put into
// its file on the way.
const batchesRecorded = 400

// answerRecorded is the watched hub's life: it takes batches of one visit, and says each when it has
// answered for it.
func answerRecorded(dir string) error {
	ctx := context.Background()
	s, err := store.OpenSQLite(ctx, filepath.Join(dir, "hub.db"))
	if err != nil {
		return err
	}
	if err := s.Enrol(ctx, "Example Library", "demo-1", store.DigestOf("x"), now); err != nil {
		return err
	}
	say := func(what string) error { _, err := os.Stdout.WriteString(what + "\n"); return err }
	if err := say("BEGUN"); err != nil {
		return err
	}
	var cells []usage.Cell
	for i := range 60 {
		cells = append(cells, usage.Cell{Dimension: usage.Need, Value: fmt.Sprintf("need/number-%d", i), Count: 1})
	}
	for i := uint64(1); i <= batchesRecorded; i++ {
		r := usage.Record{
			Seq: i, Schema: 1, Hour: usage.HourOf(now), Clock: usage.ClockSteady,
			Cells: usage.Merge(cells, []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}}),
		}
		if _, err := s.Add(ctx, "demo-1", usage.Batch{Epoch: 3, Records: []usage.Record{r}}, now); err != nil {
			return err
		}
		if err := say(fmt.Sprintf("ACK %d", i)); err != nil {
			return err
		}
	}
	return nil // and is not closed: the power is cut
}

// A call is one of the system that the watched hub made.
type call struct {
	kind byte // W write, T truncate, S sync that has come to its end, A answered, B begun
	file string
	at   int64
	data []byte
}

var (
	traced  = regexp.MustCompile(`^\d+ +(pwrite64|write|ftruncate|fsync|fdatasync)\((\d+)<([^>]*)>(.*)$`)
	resumed = regexp.MustCompile(`^(\d+) +<\.\.\. (fsync|fdatasync) resumed>`)
	process = regexp.MustCompile(`^\d+`)
)

// watched has a hub answer under strace, and returns what it did to its files.
func watched(t *testing.T) []call {
	t.Helper()
	complete.NotQuick(t, "runs a hub under strace")
	strace, err := exec.LookPath("strace")
	if err != nil {
		complete.Lacking(t, "strace is not installed: scripts/setup.sh installs it")
	}
	dir := t.TempDir()
	log := filepath.Join(dir, "trace")
	cmd := exec.CommandContext(t.Context(), strace, "-f", "-y", "-xx", "-s", "1000000", "-e", "trace=pwrite64,write,ftruncate,fsync,fdatasync", "-o", log, os.Args[0])
	cmd.Env = append(os.Environ(), powerVar+"="+filepath.Join(dir, "hub"))
	out, err := cmd.CombinedOutput()
	if strings.Contains(string(out), "PTRACE") || strings.Contains(string(out), "Operation not permitted") {
		complete.Lacking(t, "this machine lets nobody be watched: %s", strings.SplitN(string(out), "\n", 2)[0])
	}
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f, err := os.Open(log)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []call
	syncing := map[string]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		line := lines.Text()
		if m := resumed.FindStringSubmatch(line); m != nil {
			all = append(all, call{kind: 'S', file: syncing[m[1]]})
			continue
		}
		m := traced.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		file, rest := filepath.Base(unescaped(m[3])), m[4]
		switch m[1] {
		case "write", "pwrite64":
			args := strings.SplitN(strings.TrimPrefix(rest, ", \""), "\"", 2)
			if len(args) != 2 {
				continue
			}
			data := []byte(unescaped(args[0]))
			if m[2] == "1" {
				text := strings.TrimSpace(string(data))
				n, err := strconv.Atoi(strings.TrimPrefix(text, "ACK "))
				switch {
				case text == "BEGUN":
					all = append(all, call{kind: 'B'})
				case err == nil:
					all = append(all, call{kind: 'A', at: int64(n)})
				}
				continue
			}
			numbers := regexp.MustCompile(`\d+`).FindAllString(args[1], 2)
			if m[1] == "write" || len(numbers) < 2 {
				continue // not to a place in a file
			}
			at, err := strconv.ParseInt(numbers[1], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, call{'W', file, at, data})
		case "ftruncate":
			n, err := strconv.ParseInt(regexp.MustCompile(`\d+`).FindString(rest), 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, call{kind: 'T', file: file, at: n})
		default:
			if strings.Contains(rest, "unfinished") {
				syncing[process.FindString(line)] = file
			} else {
				all = append(all, call{kind: 'S', file: file})
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// unescaped reads what strace wrote as \x2f.
func unescaped(s string) string {
	if !strings.Contains(s, `\x`) {
		return s
	}
	b := make([]byte, 0, len(s)/4)
	for i := 0; i+3 < len(s); i += 4 {
		n, err := strconv.ParseUint(s[i+2:i+4], 16, 8)
		if err != nil {
			return s
		}
		b = append(b, byte(n))
	}
	return string(b)
}

// left returns what a disk may hold of the files when the power is cut before a call: what was
// synced, and any part of what was not. A disk that lies says of its last syncs that they are done
// before they are.
func left(all []call, cut, lies int, random *rand.Rand) (files map[string][]byte, answered int64) {
	synced, begun := map[string][]int{}, 0
	for i, c := range all[:cut] {
		switch c.kind {
		case 'S':
			synced[c.file] = append(synced[c.file], i)
		case 'B':
			begun = i
		case 'A':
			answered = c.at
		}
	}
	safe := func(c call, i int) bool {
		s := synced[c.file]
		if n := len(s) - lies; n > 0 && i < s[n-1] {
			return true
		}
		return i < begun
	}
	files = map[string][]byte{}
	write := func(file string, at int64, b []byte) {
		f := files[file]
		if end := at + int64(len(b)); int64(len(f)) < end {
			f = append(f, make([]byte, end-int64(len(f)))...)
		}
		copy(f[at:], b)
		files[file] = f
	}
	for i, c := range all[:cut] {
		switch {
		case c.kind == 'T' && (safe(c, i) || random.IntN(2) == 0):
			f := files[c.file]
			if int64(len(f)) < c.at {
				f = append(f, make([]byte, c.at-int64(len(f)))...)
			}
			files[c.file] = f[:c.at]
		case c.kind != 'W':
		case safe(c, i):
			write(c.file, c.at, c.data)
		case random.IntN(3) > 0:
			torn := random.IntN(2) == 0
			for s := 0; s < len(c.data); s += 512 {
				if !torn || random.IntN(2) == 0 {
					write(c.file, c.at+int64(s), c.data[s:min(s+512, len(c.data))])
				}
			}
		}
	}
	delete(files, "hub.db-shm")     // memory that processes share: it dies with the machine
	delete(files, "hub.db-journal") // of the time before the journal was ahead of the file: it is gone when the hub begins
	return files, answered
}

// cutsOf tries a number of power cuts, and returns what was wrong after each.
func cutsOf(t *testing.T, all []call, n, lies int) (wrong []string) {
	t.Helper()
	random := rand.New(rand.NewPCG(4, uint64(lies)))
	begun := slices.IndexFunc(all, func(c call) bool { return c.kind == 'B' })
	root, err := os.MkdirTemp("/dev/shm", "hub-") //nolint:usetesting // t.TempDir is on a real disk
	if err != nil {
		root = t.TempDir()
	}
	defer func() {
		if err := os.RemoveAll(root); err != nil {
			t.Error(err)
		}
	}()
	for i := range n {
		dir := filepath.Join(root, strconv.Itoa(i))
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		cut := begun + 1 + random.IntN(len(all)-begun)
		files, answered := left(all, cut, lies, random)
		for name, b := range files {
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := visitsIn(t, dir); err != nil || got < answered || got > answered+1 {
			wrong = append(wrong, fmt.Sprintf("cut at %d: %d visits of %d that were answered for, %v", cut, got, answered, err))
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	return wrong
}

func visitsIn(t *testing.T, dir string) (n int64, err error) {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), filepath.Join(dir, "hub.db"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	totals, err := s.Totals(t.Context(), store.Query{To: usage.HourOf(now) + 10_000})
	for _, h := range totals.Hours {
		n += int64(h.Count) //nolint:gosec // a few hundred
	}
	return n, errors.Join(err, s.Check(t.Context()))
}

func TestEveryVisitThatTheHubAnsweredForOutlivesAPowerCut(t *testing.T) {
	all := watched(t)
	states := 150
	if os.Getenv("CHAOS") != "" {
		states = 1000
	}
	began := time.Now()
	wrong := cutsOf(t, all, states, 0)
	t.Logf("%d calls; every visit that was answered for is there in %d of %d states after a power cut (%v)", len(all), states-len(wrong), states, time.Since(began).Round(time.Second))
	for _, w := range wrong[:min(len(wrong), 5)] {
		t.Error(w)
	}
	if lost := cutsOf(t, all, 60, 2); len(lost) == 0 {
		t.Error("a disk that lies loses nothing: these cuts cut nothing")
	} else {
		t.Logf("on a disk that lies of its last two syncs, %d of 60 states lost something", len(lost))
	}
}
