package queue_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// chaos says that make chaos runs, which has more time. CHAOS holds nothing but that.
var chaos = os.Getenv("CHAOS") != "" //nolint:gochecknoglobals // read once, never changed

// recorder is put into a copy of bbolt, with which a test binary is built: what it writes and
// syncs is also written to a log, in its order. The code that is shipped knows nothing of it.
const recorder = `package bbolt

import (
	"encoding/binary"
	"os"
	"syscall"
)

func powerLog(kind byte, off, size int64, b []byte) {
	name := os.Getenv("POWER_LOG")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		panic(err)
	}
	head := binary.BigEndian.AppendUint64([]byte{kind}, uint64(off))
	head = binary.BigEndian.AppendUint64(head, uint64(size))
	if _, err := f.Write(append(head, b...)); err != nil {
		panic(err)
	}
	if err := f.Close(); err != nil {
		panic(err)
	}
}

func powerWrite(f *os.File) func([]byte, int64) (int, error) {
	return func(b []byte, off int64) (int, error) {
		powerLog('W', off, int64(len(b)), b)
		return f.WriteAt(b, off)
	}
}

func powerSync(f *os.File) error {
	powerLog('S', 0, 0, nil)
	return syscall.Fdatasync(int(f.Fd()))
}

func powerTruncate(f *os.File, size int64) error {
	powerLog('T', size, 0, nil)
	return f.Truncate(size)
}
`

// recording builds this package's tests with the recorder under them.
func recording(t *testing.T) string {
	t.Helper()
	complete.NotQuick(t, "builds a kiosk whose writing is recorded")
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "go.etcd.io/bbolt").Output()
	if err != nil {
		t.Fatal(err)
	}
	module, dir := strings.TrimSpace(string(out)), t.TempDir()
	copied := filepath.Join(dir, "bbolt")
	put := func(file, code string) {
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(code), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	read := func(file string) string {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	err = filepath.WalkDir(module, func(file string, d fs.DirEntry, err error) error {
		if ours := strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") || filepath.Base(file) == "go.mod"; err == nil && !d.IsDir() && ours {
			put(filepath.Join(copied, strings.TrimPrefix(file, module)), read(file))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	put(filepath.Join(copied, "power.go"), recorder)
	for _, c := range [][3]string{
		{"db.go", "db.ops.writeAt = db.file.WriteAt", "db.ops.writeAt = powerWrite(db.file)"},
		{"db.go", "db.file.Truncate(int64(sz))", "powerTruncate(db.file, int64(sz))"},
		{"db.go", "db.file.Sync()", "powerSync(db.file)"},
		{"bolt_linux.go", "syscall.Fdatasync(int(db.file.Fd()))", "powerSync(db.file)"},
		{"bolt_linux.go", "import (\n\t\"syscall\"\n)\n", ""},
	} {
		file := filepath.Join(copied, c[0])
		code := read(file)
		if n := strings.Count(code, c[1]); n != 1 {
			t.Fatalf("%s has %q %d times: the recorder has lost its place", c[0], c[1], n)
		}
		put(file, strings.Replace(code, c[1], c[2], 1))
	}
	put(filepath.Join(dir, "go.mod"), read("../../go.mod")+"\nreplace go.etcd.io/bbolt => "+copied+"\n")
	put(filepath.Join(dir, "go.sum"), read("../../go.sum"))
	binary1 := filepath.Join(dir, "power.test")
	cmd := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-tags", "gles,no_emoji", "-modfile", filepath.Join(dir, "go.mod"), "-o", binary1, ".")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build with the recorder: %v\n%s", err, out)
	}
	return binary1
}

// visitsRecorded is how many visits the recorded kiosk counts.
const visitsRecorded = 150

// countRecorded is the child's life: it counts visits, and notes in the log when each is promised
// to be kept.
func countRecorded(path string) error {
	note := func(kind byte, n int) error {
		f, err := os.OpenFile(os.Getenv("POWER_LOG"), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
		if err != nil {
			return err
		}
		b := binary.BigEndian.AppendUint64([]byte{kind}, uint64(n))
		_, err = f.Write(binary.BigEndian.AppendUint64(b, 0))
		if err1 := f.Close(); err == nil {
			err = err1
		}
		return err
	}
	q, err := queue.Open(context.Background(), path, queue.Options{})
	if err != nil {
		return err
	}
	if err := note('B', 0); err != nil {
		return err
	}
	for i := 1; i <= visitsRecorded; i++ {
		if err := q.Add(visit(), noon+usage.Hour(i/6)); err != nil {
			return err
		}
		if err := note('A', i); err != nil {
			return err
		}
		if i%17 == 0 {
			if err := q.CloseOpen(); err != nil {
				return err
			}
		}
	}
	return nil
}

// A happening is one line of the log.
type happening struct {
	kind byte
	at   int64
	data []byte
}

// lived has a kiosk count under the recorder, and returns its log.
func lived(t *testing.T, binary1 string) []happening {
	t.Helper()
	dir := t.TempDir()
	log := filepath.Join(dir, "log")
	cmd := exec.CommandContext(t.Context(), binary1, filepath.Join(dir, "queue.db"))
	cmd.Env = append(os.Environ(), childVar+"=power", "POWER_LOG="+log)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	var all []happening
	for len(b) >= 17 {
		h := happening{kind: b[0], at: int64(binary.BigEndian.Uint64(b[1:]))} //nolint:gosec // a place in a small file
		n := binary.BigEndian.Uint64(b[9:])
		h.data, b = b[17:17+n], b[17+n:]
		all = append(all, h)
	}
	return all
}

// afterCut returns what a disk may hold when the power is cut before a happening: everything that
// was synced, and any part of what was not. A disk that lies says so of its last syncs before it
// has done them. It returns how many visits had been promised.
func afterCut(all []happening, cut, lies int, random *rand.Rand) (file []byte, promised int64) {
	begun := 0
	syncs := make([]int, lies+1) // the latest last
	for i, h := range all[:cut] {
		switch h.kind {
		case 'S':
			syncs = append(syncs[1:], i)
		case 'B':
			begun = i
		case 'A':
			promised = h.at
		}
	}
	synced := max(syncs[0], begun) // the file as it was when the kiosk began is on the disk
	resize := func(n int64) {
		for int64(len(file)) < n {
			file = append(file, make([]byte, n-int64(len(file)))...)
		}
		file = file[:n]
	}
	write := func(at int64, b []byte) {
		if end := at + int64(len(b)); int64(len(file)) < end {
			resize(end)
		}
		copy(file[at:], b)
	}
	for i, h := range all[:cut] {
		switch {
		case h.kind == 'T' && (i <= synced || random.IntN(2) == 0):
			resize(max(h.at, int64(len(file))))
		case h.kind != 'W':
		case i <= synced:
			write(h.at, h.data)
		case random.IntN(3) > 0: // on its way: whole, or only some of its sectors
			torn := random.IntN(2) == 0
			for s := 0; s < len(h.data); s += 512 {
				if !torn || random.IntN(2) == 0 {
					write(h.at+int64(s), h.data[s:min(s+512, len(h.data))])
				}
			}
		}
	}
	return file, promised
}

// quick returns a folder whose disk is memory, where there is one: these tests bring their own
// power cuts.
func quick(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "queue-") //nolint:usetesting // t.TempDir is on a real disk
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// cuts tries a number of power cuts, with a program that looks at files of a disk that lies, and returns what was wrong after each.
func cuts(t *testing.T, program string, all []happening, n, lies int, seed uint64) (wrong []string) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 7))
	dir, begun := quick(t), 0
	for i, h := range all {
		if h.kind == 'B' {
			begun = i
		}
	}
	for i := range n {
		cut := begun + 1 + random.IntN(len(all)-begun)
		file, promised := afterCut(all, cut, lies, random)
		path := filepath.Join(dir, strconv.Itoa(i), "queue.db")
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		var opts queue.Options
		if lies > 0 { // what is not as it was synced can take all memory to look at
			opts.Probe = queue.ProbeWith(program)
		}
		q, err := queue.Open(t.Context(), path, opts)
		if err != nil {
			t.Fatalf("cut %d: the kiosk does not start: %v", i, err)
		}
		if q.Damage() != nil {
			wrong = append(wrong, fmt.Sprintf("cut at %d: %d visits were promised, and the file is damaged: %v", cut, promised, q.Damage().Cause))
		} else if got := int64(counted(t, q)); got < promised || got > promised+1 { //nolint:gosec // a few visits
			wrong = append(wrong, fmt.Sprintf("cut at %d: %d visits of %d that were promised", cut, got, promised))
		}
		if err := q.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			t.Fatal(err)
		}
	}
	return wrong
}

func TestEveryVisitThatWasWrittenOutlivesAPowerCut(t *testing.T) {
	binary1 := recording(t)
	states := 200
	if chaos {
		states = 1000
	}
	all := lived(t, binary1)
	wrong := cuts(t, "", all, states, 0, 1)
	t.Logf("every promised visit is there in %d of %d states after a power cut", states-len(wrong), states)
	for _, w := range wrong[:min(len(wrong), 5)] {
		t.Error(w)
	}
	// A test of the test: a disk that says so before it has synced loses promised visits.
	t.Setenv(childVar, "probe")
	if lost := cuts(t, binary1, all, 60, 4, 2); len(lost) == 0 {
		t.Error("a disk that lies loses nothing: these cuts cut nothing")
	} else {
		t.Logf("on a disk that lies of its last four syncs, %d of 60 states lost something, and said so or were short", len(lost))
	}
}

// fill is the child's life on a full disk: it counts until the disk takes nothing, goes on counting, is given
// room again, and prints how many visits it counted.
func fill(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	var most syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &most); err != nil {
		return err
	}
	q, err := queue.Open(context.Background(), path, queue.Options{})
	if err != nil {
		return err
	}
	// The disk is full: no file may grow.
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 64 << 10, Max: most.Max}); err != nil {
		return err
	}
	var needs []string
	for i := range 400 {
		needs = append(needs, fmt.Sprintf("need/of-a-long-name-that-fills-a-page-%04d", i))
	}
	w := queue.NewWriter(q, usage.NewVocabulary(usage.Known{Needs: needs}), queue.WriterOptions{})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	defer stop()
	go func() { done <- w.Run(ctx) }()
	at, n, failed := noon.Time(), 0, 0
	one := func() {
		w.Begin(at)
		for i := range 60 {
			w.Count(usage.Need, needs[(n*60+i)%len(needs)])
		}
		w.End(at, usage.Finished)
		at = at.Add(20 * time.Minute)
		n++
		time.Sleep(2 * time.Millisecond)
	}
	for i := 0; i < 3000 && failed < 50; i++ {
		one()
		if w.Failing() {
			failed++
		}
	}
	if failed < 50 {
		return fmt.Errorf("the disk was never full after %d visits", n)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &most); err != nil {
		return err
	}
	for range 2000 {
		one()
		if !w.Failing() {
			break
		}
	}
	stop()
	if err := <-done; err != nil {
		return err
	}
	if _, err := os.Stdout.WriteString(strconv.Itoa(n) + "\n"); err != nil {
		return err
	}
	return q.Close()
}

func TestAFullDiskLosesNothingAndStopsNobody(t *testing.T) {
	complete.NotQuick(t, "starts a kiosk on a full disk")
	path := filepath.Join(t.TempDir(), "queue.db")
	out, err := child(t.Context(), "full", path).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	q := open(t, path)
	if got := everyVisit(t, q); q.Damage() != nil || got != uint64(want) { //nolint:gosec // a few thousand
		t.Errorf("%d visits are on the disk of %d, %+v", got, want, q.Damage())
	}
}

// everyVisit counts all that waits, however many batches it is.
func everyVisit(t *testing.T, q *queue.Queue) uint64 {
	t.Helper()
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	total, after := uint64(0), uint64(0)
	for {
		b, err := q.PendingAfter(after, usage.MaxRecords, usage.MaxBytes)
		if err != nil {
			t.Fatal(err)
		}
		if len(b.Records) == 0 {
			return total
		}
		total, after = total+visits(b.Records), b.Records[len(b.Records)-1].Seq
	}
}
