package line_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/usage"
)

// store keeps records in memory, by their numbers from 1.
type store struct {
	mu      sync.Mutex
	records []usage.Record
	acked   uint64
	aside   []uint64
}

const epoch = 77

func (s *store) Pending(records, _ int) (usage.Batch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := usage.Batch{Epoch: epoch}
	for _, r := range s.records {
		if r.Seq > s.acked && len(b.Records) < records {
			b.Records = append(b.Records, r)
		}
	}
	return b, nil
}

func (s *store) Settle(e, through uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e == epoch {
		s.acked = through
	}
	return nil
}

func (s *store) SetAside(_, seq uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.aside = append(s.aside, seq)
	s.records[seq-1].Cells = nil
	return nil
}

func waiting(n int) *store {
	s := &store{}
	for i := range n {
		s.records = append(s.records, usage.Record{
			Seq: uint64(i + 1), Schema: 1, Hour: usage.Hour(495000 + i),
			Cells: []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}},
		})
	}
	return s
}

// hub is a handler that counts records once, and answers by a script before that.
type hub struct {
	mu     sync.Mutex
	script []http.HandlerFunc // each answers one request; then the hub works
	mark   uint64
	counts uint64
	asked  int
}

// has returns what the hub has counted so far.
func (h *hub) has() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.counts
}

func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked++
	if len(h.script) > 0 {
		next := h.script[0]
		h.script = h.script[1:]
		next(w, r)
		return
	}
	b := received(r)
	for _, rec := range b.Records {
		if rec.Seq > h.mark {
			h.mark = rec.Seq
			for _, c := range rec.Cells {
				h.counts += c.Count
			}
		}
	}
	answer(w, http.StatusOK, usage.Answer{Epoch: b.Epoch, AckedThrough: h.mark})
}

// received reads a request's batch; a request that holds none brings the hub down.
func received(r *http.Request) usage.Batch {
	z, err := gzip.NewReader(r.Body)
	if err != nil {
		panic(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	b, err := usage.ParseBatch(body)
	if err != nil {
		panic(err)
	}
	return b
}

func answer(w http.ResponseWriter, status int, a usage.Answer) {
	w.Header().Set("Content-Type", "application/x-protobuf")
	w.WriteHeader(status)
	w.Write(a.Append(nil)) //nolint:errcheck // the test sees that nothing came
}

// says answers with a status and nothing of the hub's.
func says(status int, header, value, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(header, value)
		w.WriteHeader(status)
		io.WriteString(w, body) //nolint:errcheck // the test sees that nothing came
	}
}

// pipe joins a client to a handler in memory, so that time can be a bubble's.
type pipe struct{ h http.Handler }

func (p pipe) RoundTrip(r *http.Request) (*http.Response, error) {
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	func() {
		defer func() {
			if e := recover(); e != nil {
				w.status = 0
			}
		}()
		p.h.ServeHTTP(w, r)
	}()
	if w.status == 0 {
		return nil, net.ErrClosed
	}
	return &http.Response{StatusCode: w.status, Header: w.header, Body: io.NopCloser(strings.NewReader(w.body.String())), Request: r}, nil
}

type recorder struct {
	header http.Header
	status int
	body   strings.Builder
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(s int)           { w.status = s }
func (w *recorder) Write(b []byte) (int, error) { return w.body.Write(b) }

// run delivers for a time of the bubble.
func run(t *testing.T, s *store, h http.Handler, d time.Duration) (err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		u, e := line.New(s, "https://hub.example.org", "demo-1.secret", line.Options{Client: &http.Client{Transport: pipe{h}}})
		if e != nil {
			t.Fatal(e)
		}
		ctx, cancel := context.WithTimeout(t.Context(), d)
		defer cancel()
		err = u.Run(ctx)
	})
	return err
}

func TestEveryHourArrivesOnceThroughASickNetwork(t *testing.T) {
	dropped := func(http.ResponseWriter, *http.Request) { panic("the line is cut") }
	for name, script := range map[string][]http.HandlerFunc{
		"healthy":              nil,
		"no line":              {dropped, dropped, dropped},
		"a sign-in page":       {says(200, "Content-Type", "text/html", "<html>Welcome to the library's Wi-Fi")},
		"an empty answer":      {says(200, "Content-Type", "application/x-protobuf", "")},
		"nonsense as protobuf": {says(200, "Content-Type", "application/x-protobuf", "\xff\xff\xff\xff\xff")},
		"another epoch": {func(w http.ResponseWriter, _ *http.Request) {
			answer(w, 200, usage.Answer{Epoch: epoch + 1, AckedThrough: 1000})
		}},
		"a giant answer": {says(200, "Content-Type", "text/html", strings.Repeat("x", 1<<20))},
		"a redirect":     {says(302, "Location", "https://elsewhere.example.org/", "")},
		"server errors":  {says(500, "X", "", "panic"), says(502, "X", "", ""), says(503, "X", "", "")},
		"a missing page": {says(404, "Content-Type", "text/html", "not found")},
	} {
		t.Run(name, func(t *testing.T) {
			s, h := waiting(1200), &hub{script: script}
			if err := run(t, s, h, 2*time.Hour); err != nil {
				t.Fatal(err)
			}
			if h.counts != 1200 || s.acked != 1200 || len(s.aside) != 0 {
				t.Errorf("the hub counts %d, the kiosk thinks %d, set aside %v", h.counts, s.acked, s.aside)
			}
		})
	}
}

func TestARestoredHubIsSentAgainWhatItLost(t *testing.T) {
	s, h := waiting(10), &hub{}
	s.acked = 10 // the hub had all of them before it was restored from a copy
	h.mark = 4
	if err := run(t, s, h, 3*time.Hour); err != nil {
		t.Fatal(err)
	}
	if h.counts != 6 || s.acked != 10 {
		t.Errorf("the hub counted %d again, the kiosk thinks %d", h.counts, s.acked)
	}
}

func TestOneBadHourDoesNotHoldUpTheRest(t *testing.T) {
	s := waiting(64)
	h := &hub{}
	bad := uint64(37)
	picky := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := r.GetBody()
		if err != nil {
			t.Error(err)
		}
		again := r.Clone(r.Context())
		again.Body = body
		for _, rec := range received(again).Records {
			if rec.Seq == bad && len(rec.Cells) > 0 {
				answer(w, http.StatusUnprocessableEntity, usage.Answer{Epoch: epoch, Reason: "a bad hour"})
				return
			}
		}
		h.ServeHTTP(w, r)
	})
	if err := run(t, s, picky, time.Hour); err != nil {
		t.Fatal(err)
	}
	if len(s.aside) != 1 || s.aside[0] != bad || h.counts != 63 || s.acked != 64 {
		t.Errorf("set aside %v, the hub counts %d through %d", s.aside, h.counts, s.acked)
	}
}

func TestAnUnknownKeyStopsAndIsTold(t *testing.T) {
	for _, status := range []int{401, 403} {
		s := waiting(3)
		h := &hub{script: []http.HandlerFunc{func(w http.ResponseWriter, _ *http.Request) {
			answer(w, status, usage.Answer{Reason: "revoked"})
		}}}
		if err := run(t, s, h, time.Hour); !errors.Is(err, line.ErrUnknownKey) {
			t.Errorf("%d ends with %v", status, err)
		}
		if s.acked != 0 || len(s.aside) != 0 {
			t.Error("a refused key changed the queue")
		}
	}
}

func TestWhatTheHubNamesIsWaitedFor(t *testing.T) {
	s := waiting(1)
	h := &hub{script: []http.HandlerFunc{says(503, "Retry-After", "1800", "")}}
	if err := run(t, s, h, 29*time.Minute); err != nil {
		t.Fatal(err)
	}
	if h.asked != 1 {
		t.Errorf("the hub was asked %d times within the half hour that it had named", h.asked)
	}
}

func TestAKioskWithNothingToSaySaysThatItIsThere(t *testing.T) {
	h := &hub{}
	if err := run(t, waiting(0), h, 5*time.Hour+time.Minute); err != nil {
		t.Fatal(err)
	}
	if h.asked != 6 {
		t.Errorf("the hub heard of it %d times in five hours, want 6", h.asked)
	}
}

func TestASickHubIsAskedLessAndLess(t *testing.T) {
	var script []http.HandlerFunc
	for range 10_000 {
		script = append(script, says(500, "X", "", ""))
	}
	h := &hub{script: script}
	s := waiting(1)
	if err := run(t, s, h, 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	if h.asked < 90 || h.asked > 500 {
		t.Errorf("a hub that was sick for a day was asked %d times", h.asked)
	}
	if s.acked != 0 {
		t.Error("counts were given up")
	}
}

func TestWhatIsWrongWithAHubsAddressIsSaid(t *testing.T) {
	for _, test := range [][2]string{{"hub.example.org", "k"}, {"ftp://x", "k"}, {"https://", "k"}, {"https://hub.example.org", " "}, {"https://hub.example.org", "two words"}, {"http://hub.example.org", "k"}, {"https://user:word@hub.example.org", "k"}} {
		if _, err := line.New(waiting(0), test[0], test[1], line.Options{}); err == nil {
			t.Errorf("%q with key %q was taken", test[0], test[1])
		}
	}
}
