package ingest_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"frontdoor/hub/ingest"
	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/internal/complete"
	"frontdoor/kiosk/usage"
)

var now = time.Date(2026, 11, 23, 11, 42, 0, 0, time.UTC)

// Keys of kiosks that are there. old's is withdrawn.
const (
	key   = "demo-1.fictional"
	other = "demo-2.fictional"
	old   = "old.fictional"
)

// hub returns an ingest on an empty store with three kiosks.
func hub(t testing.TB) (http.Handler, *store.SQLite) {
	s := storetest.Open(t)
	for _, k := range []string{key, other, old} {
		kiosk, _, _ := strings.Cut(k, ".")
		if err := s.Enrol(t.Context(), "Example Library", kiosk, store.DigestOf(k), now); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Revoke(t.Context(), "old", now); err != nil {
		t.Fatal(err)
	}
	return handler(s), s
}

func handler(s ingest.Store) http.Handler {
	v := usage.NewVocabulary(usage.Known{Languages: []string{"bn", "zh-Hans"}, Needs: []string{"health/gp"}})
	return ingest.New(s, v, ingest.Options{Now: func() time.Time { return now }})
}

// pack compresses as a kiosk does.
func pack(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// request is one as docs/wire.md has it.
func request(t testing.TB, key string, body io.Reader) *http.Request {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/batches", body)
	r.Header.Set("Authorization", "Bearer "+key)
	r.Header.Set("Content-Type", "application/x-protobuf")
	r.Header.Set("Content-Encoding", "gzip")
	return r
}

func post(t testing.TB, h http.Handler, key string, batch usage.Batch) (int, usage.Answer) {
	t.Helper()
	return send(t, h, request(t, key, bytes.NewReader(pack(t, batch.Append(nil)))))
}

// send wants an answer in the form of docs/wire.md, whatever it says.
func send(t testing.TB, h http.Handler, r *http.Request) (int, usage.Answer) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if kind := w.Header().Get("Content-Type"); kind != "application/x-protobuf" {
		t.Errorf("answered as %q", kind)
	}
	a, err := usage.ParseAnswer(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if w.Code == http.StatusOK != (a.Reason == "") {
		t.Errorf("status %d with the reason %q", w.Code, a.Reason)
	}
	return w.Code, a
}

// example reads an example's bytes from docs/wire.md.
func example(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../docs/wire.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, ok := strings.Cut(string(text), "```hex "+name+"\n")
	body, _, closed := strings.Cut(after, "```")
	b, err := hex.DecodeString(strings.Join(strings.Fields(body), ""))
	if err != nil || !ok || !closed {
		t.Fatalf("docs/wire.md: example %q: %v", name, err)
	}
	return b
}

func cells(t testing.TB, s *store.SQLite) []usage.Cell {
	t.Helper()
	totals, err := s.Totals(t.Context(), store.Query{To: usage.HourOf(now) + 10000})
	if err != nil {
		t.Fatal(err)
	}
	all := make([]usage.Cell, 0, len(totals.Cells))
	for _, c := range append(totals.Cells, totals.Undated...) {
		all = append(all, c.Cell)
	}
	return usage.Merge(all)
}

// batch returns the records from 1 to last.
func batch(last uint64) usage.Batch {
	b := usage.Batch{Epoch: 5}
	for seq := uint64(1); seq <= last; seq++ {
		b.Records = append(b.Records, usage.Record{
			Seq: seq, Schema: 1, Hour: usage.HourOf(now) - 1, Clock: usage.ClockSteady,
			Cells: []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}},
		})
	}
	return b
}

func TestTheDocumentsExamplesAreTaken(t *testing.T) {
	h, s := hub(t)
	lost := example(t, "batch")
	code, a := send(t, h, request(t, key, bytes.NewReader(pack(t, lost))))
	if code != http.StatusConflict || a.AckedThrough != 0 || a.Reason != "records 1 to 6 are missing" {
		t.Errorf("a gap is answered %d %+v", code, a)
	}
	b, err := usage.ParseBatch(lost)
	if err != nil {
		t.Fatal(err)
	}
	b.LostThrough = 6
	for range 2 {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request(t, key, bytes.NewReader(pack(t, b.Append(nil)))))
		if want := example(t, "answer"); w.Code != http.StatusOK || !bytes.Equal(w.Body.Bytes(), want) {
			t.Errorf("answered %d %x, the document has %x", w.Code, w.Body, want)
		}
	}
	if code, a := send(t, h, request(t, key, bytes.NewReader(pack(t, example(t, "hello"))))); code != http.StatusOK || a.AckedThrough != 8 {
		t.Errorf("hello is answered %d %+v", code, a)
	}
	want := usage.Merge(b.Records[0].Cells, b.Records[1].Cells)
	want = slices.DeleteFunc(want, func(c usage.Cell) bool { return c.Dimension != usage.Visits })
	got := slices.DeleteFunc(cells(t, s), func(c usage.Cell) bool { return c.Dimension != usage.Visits })
	if !slices.Equal(got, want) {
		t.Errorf("counted %+v, want %+v", got, want)
	}
}

func TestUncompressedBatchesAreTaken(t *testing.T) {
	h, _ := hub(t)
	r := request(t, key, bytes.NewReader(batch(2).Append(nil)))
	r.Header.Del("Content-Encoding")
	if code, a := send(t, h, r); code != http.StatusOK || a.AckedThrough != 2 {
		t.Errorf("answered %d %+v", code, a)
	}
}

func TestUnknownValuesAreCountedAsOther(t *testing.T) {
	h, s := hub(t)
	b := batch(1)
	b.Records[0].Cells = []usage.Cell{
		{Dimension: usage.Language, Value: "bn", Count: 1},
		{Dimension: usage.Language, Value: "tlh", Count: 2},
		{Dimension: usage.Need, Value: "E1 6AN", Count: 3},
		{Dimension: "of a later version", Value: "all", Count: 4},
	}
	if code, _ := post(t, h, key, b); code != http.StatusOK {
		t.Fatal(code)
	}
	want := []usage.Cell{
		{Dimension: usage.Language, Value: "bn", Count: 1},
		{Dimension: usage.Language, Value: usage.Other, Count: 2},
		{Dimension: usage.Need, Value: usage.Other, Count: 3},
		{Dimension: usage.Other, Value: usage.Other, Count: 4},
	}
	if got := cells(t, s); !slices.Equal(got, want) {
		t.Errorf("counted %+v, want %+v", got, want)
	}
}

func TestRefusals(t *testing.T) {
	good := pack(t, batch(1).Append(nil))
	far := batch(1)
	far.Records[0].Seq, far.LostThrough = 1<<63, 1<<63
	named := batch(1)
	named.Kiosk = "demo-2"
	noise := make([]byte, usage.MaxBytes+1)
	for i := range noise {
		noise[i] = byte(i*i>>3 ^ i>>5)
	}
	cases := map[string]struct {
		status int
		change func(*http.Request)
		body   io.Reader
	}{
		"another method":    {status: 405, change: func(r *http.Request) { r.Method = http.MethodGet }},
		"no key":            {status: 401, change: func(r *http.Request) { r.Header.Del("Authorization") }},
		"a wrong key":       {status: 401, change: func(r *http.Request) { r.Header.Set("Authorization", "Bearer demo-1.guess") }},
		"a name, no key":    {status: 401, change: func(r *http.Request) { r.Header.Set("Authorization", "Bearer demo-1") }},
		"a password":        {status: 401, change: func(r *http.Request) { r.SetBasicAuth("demo-1", key) }},
		"a withdrawn key":   {status: 403, change: func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+old) }},
		"another's name":    {status: 403, body: bytes.NewReader(pack(t, named.Append(nil)))},
		"garbage":           {status: 400, body: strings.NewReader("<!doctype html><title>Sign in to the Wi-Fi</title>")},
		"nothing":           {status: 400, body: strings.NewReader("")},
		"packed garbage":    {status: 400, body: bytes.NewReader(pack(t, []byte("<!doctype html>")))},
		"packed nothing":    {status: 400, body: bytes.NewReader(pack(t, nil))},
		"another packing":   {status: 400, change: func(r *http.Request) { r.Header.Set("Content-Encoding", "br") }},
		"packed but plain":  {status: 400, change: func(r *http.Request) { r.Header.Del("Content-Encoding") }},
		"too many records":  {status: 400, body: bytes.NewReader(pack(t, batch(501).Append(nil)))},
		"too large":         {status: 413, body: bytes.NewReader(noise)},
		"a bomb":            {status: 413, body: bytes.NewReader(pack(t, make([]byte, 64<<20)))},
		"beyond any number": {status: 422, body: bytes.NewReader(pack(t, far.Append(nil)))},
		"cut short":         {status: 408, body: bytes.NewReader(good[:len(good)-9])},
		"a flipped bit":     {status: 408, body: bytes.NewReader(append(slices.Clone(good[:len(good)-8]), 1, 2, 3, 4, 5, 6, 7, 8))},
		"a line that broke": {status: 408, body: io.MultiReader(bytes.NewReader(good[:9]), iotest.ErrReader(io.ErrUnexpectedEOF))},
	}
	h, s := hub(t)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if c.body == nil {
				c.body = bytes.NewReader(good)
			}
			r := request(t, key, c.body)
			if c.change != nil {
				c.change(r)
			}
			if code, a := send(t, h, r); code != c.status || a.AckedThrough != 0 {
				t.Errorf("answered %d %+v, want %d", code, a, c.status)
			}
		})
	}
	if got := cells(t, s); len(got) != 0 {
		t.Errorf("refused and counted: %+v", got)
	}
	if code, _ := post(t, h, key, batch(500)); code != http.StatusOK {
		t.Errorf("a full batch is answered %d", code)
	}
}

// unread fails the test when a body is read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body is read for somebody without a key")
	return 0, io.EOF
}

func TestNothingIsReadForAStranger(t *testing.T) {
	h, _ := hub(t)
	if code, _ := send(t, h, request(t, "stranger", unread{t})); code != http.StatusUnauthorized {
		t.Error(code)
	}
}

// full is a store on a full disk.
type full struct{ at string }

func (f full) KioskOf(context.Context, store.Digest) (string, error) {
	if f.at == "key" {
		return "", errors.New("disk full")
	}
	return "demo-1", nil
}

func (f full) Add(context.Context, string, usage.Batch, time.Time) (uint64, error) {
	return 0, errors.New("disk full")
}

func TestAHubThatCannotWriteAsksForItLater(t *testing.T) {
	for _, at := range []string{"key", "batch"} {
		w := httptest.NewRecorder()
		handler(full{at}).ServeHTTP(w, request(t, key, bytes.NewReader(pack(t, batch(1).Append(nil)))))
		a, err := usage.ParseAnswer(w.Body.Bytes())
		if w.Code != http.StatusServiceUnavailable || !later(w.Header()) || err != nil || strings.Contains(a.Reason, "disk") {
			t.Errorf("at the %s: answered %d, %+v, %v", at, w.Code, a, err)
		}
	}
}

// FuzzBatches holds that no body brings the hub down or is answered in another form, and
// that what is said to be taken was one batch.
func FuzzBatches(f *testing.F) {
	f.Add(pack(f, batch(3).Append(nil)), true)
	f.Add(batch(3).Append(nil), false)
	f.Add(pack(f, batch(3).Append(nil))[:40], true)
	h, _ := hub(f)
	f.Fuzz(func(t *testing.T, body []byte, packed bool) {
		r := request(t, key, bytes.NewReader(body))
		if !packed {
			r.Header.Del("Content-Encoding")
		}
		code, a := send(t, h, r)
		switch code {
		case http.StatusOK:
			if a.Epoch == 0 {
				t.Error("taken without an epoch")
			}
		case 400, 403, 408, 409, 413, 422:
		default:
			t.Errorf("answered %d %+v", code, a)
		}
	})
}

func TestABombIsNotUnpacked(t *testing.T) {
	complete.NotQuick(t, "packs a bomb")
	h, _ := hub(t)
	bomb := pack(t, make([]byte, 128<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if code, _ := send(t, h, request(t, key, bytes.NewReader(bomb))); code != http.StatusRequestEntityTooLarge {
		t.Error(code)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("a bomb of %d bytes took %d", len(bomb), took)
	}
}
