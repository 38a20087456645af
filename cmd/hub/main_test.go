package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/hub/store/storetest"
	"frontdoor/internal/enrol"
	delivery "frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/delivery/stick"
	"frontdoor/kiosk/usage"
)

// call runs the command and returns its exit code and words.
func call(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// start serves until the test is over and returns the page's address. where is what says where
// the counts are.
func start(t *testing.T, where ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	var stderr bytes.Buffer
	go func() { ended <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, where...), in, &stderr) }()
	t.Cleanup(func() {
		stop()
		select {
		case code := <-ended:
			if code != 0 {
				t.Errorf("the hub ended with %d: %s", code, stderr.String())
			}
		case <-time.After(20 * time.Second):
			t.Error("the hub does not end")
		}
	})
	line := make([]byte, 200)
	n, err := out.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	_, url, ok := strings.Cut(strings.TrimSpace(string(line[:n])), "hub: the coordinators' page is at ")
	if !ok {
		t.Fatalf("the hub says %q", line[:n])
	}
	return url
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status, err)
	}
	return string(b)
}

// deliver returns the status of a batch of one record.
func deliver(t *testing.T, url, key string, seq uint64) int {
	t.Helper()
	b := usage.Batch{Epoch: 3, Records: []usage.Record{{
		Seq: seq, Schema: 1, Hour: usage.HourOf(time.Now()), Clock: usage.ClockSteady,
		Cells: []usage.Cell{
			{Dimension: usage.Visits, Value: usage.All, Count: 60},
			{Dimension: usage.Language, Value: "bn", Count: 50},
			{Dimension: usage.Need, Value: "health/gp", Count: 40},
		},
	}}}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"v1/batches", bytes.NewReader(b.Append(nil)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

func TestALineIsMadeForAKioskThatKnowsTheHubByItsKey(t *testing.T) {
	data := filepath.Join(t.TempDir(), "hub")
	address := strings.TrimSuffix(start(t, "--data", data, "--tls"), "/")
	code, line, words := call(t, "enrol", "--data", data, "--site", "Example Library", "--kiosk", "demo-1", "--url", address)
	if code != 0 || strings.Count(line, "\n") != 1 || !strings.Contains(words, "kiosk enrol") {
		t.Fatalf("%d %q %q", code, line, words)
	}
	i, err := enrol.Parse(line)
	if err != nil || i.Pin == "" {
		t.Fatalf("%+v, %v", i, err)
	}
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := delivery.Enrol(t.Context(), i, key)
	if err != nil || e.Kiosk != "demo-1" || !strings.HasPrefix(e.Recipient, "age1") || len(e.Hub) != 43 {
		t.Errorf("%+v, %v", e, err)
	}
	for _, file := range []string{"hub.tls", "hub.keys"} {
		info, err := os.Stat(filepath.Join(data, file))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
	for name, args := range map[string][]string{
		"no address": {"enrol", "--data", data, "--site", "A", "--kiosk", "b"}, "an open address": {"enrol", "--data", data, "--site", "A", "--kiosk", "b", "--url", "http://192.168.1.5"},
		"no kiosk": {"enrol", "--data", data, "--url", address}, "a year": {"enrol", "--data", data, "--site", "A", "--kiosk", "b", "--url", address, "--hours", "9000"},
		"no stick": {"stick", "--data", data}, "a stick that is out": {"stick", "--data", data, "--stick", filepath.Join(data, "none")},
	} {
		if code, _, words := call(t, args...); code != 2 || strings.Count(words, "\n") != 1 {
			t.Errorf("%s: %d %q", name, code, words)
		}
	}
	if code, _, words := call(t, "enrol", "--data", data, "--site", "Other Library", "--kiosk", "demo-1", "--url", address); code != 1 || !strings.Contains(words, "give a kiosk that moves a new name") {
		t.Errorf("%d %q", code, words)
	}
}

func TestAStickInvitesAndIsRead(t *testing.T) {
	data, folder := filepath.Join(t.TempDir(), "hub"), t.TempDir()
	if code, out, words := call(t, "stick", "--data", data, "--stick", folder, "--invite", "--site", "Example Library", "--kiosk", "demo-1"); code != 0 || !strings.Contains(out, "demo-1 is invited") {
		t.Fatalf("%d %q %q", code, out, words)
	}
	if i, err := stick.Invited(folder, ""); err != nil || i.Kiosk != "demo-1" {
		t.Errorf("%+v, %v", i, err)
	}
	// Its name until 0.1 is still understood.
	if code, out, words := call(t, "courier", "--data", data, "--stick", folder); code != 0 || !strings.Contains(out, "0 taken, 0 passed over") {
		t.Errorf("%d %q %q", code, out, words)
	}
}

func TestKeysAreMadeAndWithdrawnWhileTheHubServes(t *testing.T) {
	data := filepath.Join(t.TempDir(), "hub")
	url := start(t, "--data", data)
	if page := fetch(t, url); !strings.Contains(page, "No kiosk is enrolled yet") {
		t.Error(page)
	}
	code, key, words := call(t, "keys", "add", "--data", data, "--site", "Example Library", "--kiosk", "demo-1")
	key = strings.TrimSuffix(key, "\n")
	if code != 0 || !strings.HasPrefix(key, "demo-1.") || len(key) != len("demo-1.")+43 || words != "" {
		t.Fatalf("%d %q %q", code, key, words)
	}
	if status := deliver(t, url, key, 1); status != http.StatusOK {
		t.Fatalf("a new key: %d", status)
	}
	if got := fetch(t, url+"counts.csv"); !strings.Contains(got, "language,bn,Bengali,50") || !strings.Contains(got, "need,health/gp,Find and register with a doctor (GP),40") {
		t.Errorf("the file:\n%s", got)
	}
	if _, list, _ := call(t, "keys", "list", "--data", data); !strings.Contains(list, "demo-1  Example Library  1") || strings.Contains(list, key) {
		t.Errorf("the list:\n%s", list)
	}
	if code, out, _ := call(t, "keys", "revoke", "--data", data, "--kiosk", "demo-1"); code != 0 || !strings.HasPrefix(out, "1 withdrawn") {
		t.Errorf("%d %q", code, out)
	}
	if status := deliver(t, url, key, 2); status != http.StatusForbidden {
		t.Errorf("a withdrawn key: %d", status)
	}
	for _, name := range []string{"hub.db", "hub.db-wal"} {
		b, err := os.ReadFile(filepath.Join(data, name))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(key)) {
			t.Errorf("the key is in %s", name)
		}
	}
}

func TestFaultsAreSentences(t *testing.T) {
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := t.TempDir()
	write := func(name, words string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("broken/hub.db", strings.Repeat("this is no database. ", 300))
	blocked, short := write("blocked", ""), write("short", "secret\n")
	good := filepath.Join(dir, "good")
	cases := map[string]struct {
		code int
		says string
		args string
	}{
		"nothing":            {2, "usage:", ""},
		"an unknown word":    {2, "there is no command \"server\"", "server"},
		"keys of what":       {2, "hub keys add, hub keys list or hub keys revoke", "keys"},
		"an unknown flag":    {2, "See hub serve --help.", "serve --dta x"},
		"a word too many":    {2, "unexpected argument \"now\"", "serve --data " + good + " now"},
		"no folder":          {2, "say where the counts are kept", "serve"},
		"two places":         {2, "not both", "keys list --data " + good + " --database postgres://hub@localhost/counts"},
		"no database":        {2, "is not a database address", "keys list --database postgres://hub:secret@local:host:x/"},
		"a server not there": {1, "cannot be kept in the database", "serve --database postgres://hub:secret@127.0.0.1:1/counts"},
		"other machines":     {2, "other machines could read the counts", "serve --data " + good + " --listen 0.0.0.0:0"},
		"no address":         {2, "is not an address", "serve --data " + good + " --listen 8480"},
		"no password":        {2, "cannot be read", "serve --data " + good + " --password-file " + good + "/none"},
		"a short password":   {2, "at least 12 characters", "serve --data " + good + " --password-file " + short},
		"a port in use":      {1, "is already listening", "serve --data " + good + " --listen " + taken.Addr().String()},
		"no place to write":  {1, "Choose a folder that this user can write to", "serve --data " + blocked},
		"a damaged database": {1, "is damaged and was left as it is", "serve --data " + filepath.Join(dir, "broken")},
		"damaged for keys":   {1, "is damaged and was left as it is", "keys list --data " + filepath.Join(dir, "broken")},
		"a key for nobody":   {2, "say which kiosk", "keys add --data " + good},
		"a name with a stop": {2, "small letters", "keys add --data " + good + " --site Library --kiosk a.b"},
		"nobody's keys":      {1, "there is no kiosk", "keys revoke --data " + good + " --kiosk nobody"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			code, out, words := call(t, strings.Fields(c.args)...)
			if code != c.code || !strings.Contains(words, c.says) || !strings.HasPrefix(words, "hub: ") || out != "" {
				t.Errorf("%d %q %q, want %d and %q", code, out, words, c.code, c.says)
			}
			if strings.Contains(words, "goroutine") || strings.Contains(words, "SQLITE") || strings.Contains(words, "secret") {
				t.Errorf("a person is told %q", words)
			}
		})
	}
	if code, out, _ := call(t, "--help"); code != 0 || out != help {
		t.Errorf("help: %d %q", code, out)
	}
}

// TestTwoHubsServeOneDatabase delivers one kiosk's records to both in turn, with a key that was
// made and withdrawn beside them, and reads the same numbers at both.
func TestTwoHubsServeOneDatabase(t *testing.T) {
	database := storetest.Database(t, storetest.Server(t), "counts")
	urls := [2]string{start(t, "--database", database), start(t, "--database", database)}
	code, key, words := call(t, "keys", "add", "--database", database, "--site", "Example Library", "--kiosk", "demo-1")
	if code != 0 {
		t.Fatal(code, words)
	}
	key = strings.TrimSuffix(key, "\n")
	for seq := uint64(1); seq <= 6; seq++ {
		for n := range 2 { // each record to both
			if status := deliver(t, urls[(int(seq)+n)%2], key, seq); status != http.StatusOK {
				t.Fatalf("record %d: %d", seq, status)
			}
		}
	}
	for _, url := range urls {
		if got := fetch(t, url+"counts.csv"); !strings.Contains(got, "language,bn,Bengali,300\n") { // 6 of 50
			t.Errorf("the file at %s:\n%s", url, got)
		}
	}
	if _, list, _ := call(t, "keys", "list", "--database", database); !strings.Contains(list, "demo-1  Example Library  1") {
		t.Errorf("the list:\n%s", list)
	}
	if code, out, _ := call(t, "keys", "revoke", "--database", database, "--kiosk", "demo-1"); code != 0 || !strings.HasPrefix(out, "1 withdrawn") {
		t.Errorf("%d %q", code, out)
	}
	for _, url := range urls {
		if status := deliver(t, url, key, 7); status != http.StatusForbidden {
			t.Errorf("a withdrawn key: %d", status)
		}
	}
}
