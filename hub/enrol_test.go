package hub_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/hub"
	"frontdoor/hub/store"
	"frontdoor/hub/store/storetest"
	"frontdoor/internal/enrol"
	delivery "frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/queue"
	"frontdoor/kiosk/usage"
)

// secured is a hub that speaks TLS with a certificate that nobody knows, on an empty store.
func secured(t *testing.T) (*store.SQLite, *httptest.Server) {
	t.Helper()
	s := storetest.Open(t)
	h, err := hub.New(s, hub.Options{Languages: []string{"bn"}, Enroller: s, Recipient: "age1example", Seal: "example"})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(h)
	t.Cleanup(server.Close)
	return s, server
}

// aCode is what the hub of these tests gives out.
const aCode = "7K2Q-M40R-9ABC"

func invite(t *testing.T, s store.Enroller, server *httptest.Server) enrol.Invitation {
	t.Helper()
	if err := s.Offer(t.Context(), "Example Library", "demo-1", enrol.Digest(aCode), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	return enrol.Invitation{URL: server.URL, Code: aCode, Pin: enrol.Pin(server.Certificate())}
}

func newKey(t *testing.T) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// filled is a queue with one closed hour of a visit.
func filled(t *testing.T) *queue.Queue {
	t.Helper()
	q, err := queue.Open(t.Context(), filepath.Join(t.TempDir(), "queue.db"), queue.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := q.Add([]usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}}, usage.HourOf(time.Now())); err != nil {
		t.Fatal(err)
	}
	if err := q.CloseOpen(); err != nil {
		t.Fatal(err)
	}
	return q
}

// delivers runs an uplink until it has nothing more to send, or gives up.
func delivers(t *testing.T, u *delivery.Uplink, q *queue.Queue) error {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- u.Run(ctx) }()
	for {
		select {
		case err := <-done:
			return err
		case <-time.After(5 * time.Millisecond):
			if w, err := q.Waiting(); err != nil || w.Records == 0 {
				stop()
				return errors.Join(err, <-done)
			}
		}
	}
}

func TestAKioskEnrolsOnceAndItsSealedCountsArrive(t *testing.T) {
	s, server := secured(t)
	line := invite(t, s, server).String()
	i, err := enrol.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	key := newKey(t)
	e, err := delivery.Enrol(t.Context(), i, key)
	if err != nil || e.Kiosk != "demo-1" || e.Site != "Example Library" || e.Recipient != "age1example" || e.Hub != "example" {
		t.Fatalf("%+v, %v", e, err)
	}
	if _, err := delivery.Enrol(t.Context(), i, key); err != nil {
		t.Errorf("a second try, because the first answer was lost: %v", err)
	}
	if _, err := delivery.Enrol(t.Context(), i, newKey(t)); err == nil || !strings.Contains(err.Error(), "this code has been used") {
		t.Errorf("another kiosk with the same code: %v", err)
	}
	q := filled(t)
	u, err := delivery.NewSealed(q, e.URL, e.Pin, key, delivery.Options{Version: "0.1.0+573fe73"})
	if err != nil {
		t.Fatal(err)
	}
	if err := delivers(t, u, q); err != nil {
		t.Fatal(err)
	}
	if got := visits(t, s); got != 1 {
		t.Errorf("%d visits arrived", got)
	}
	if kiosks, err := s.Kiosks(t.Context()); err != nil || kiosks[0].Version != "0.1.0+573fe73" {
		t.Errorf("the hub knows %+v, %v: want the version", kiosks, err)
	}
	// A key that is withdrawn ends it, and staff are told.
	if _, err := s.Revoke(t.Context(), "demo-1", time.Now()); err != nil {
		t.Fatal(err)
	}
	q = filled(t)
	if u, err = delivery.NewSealed(q, e.URL, e.Pin, key, delivery.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := delivers(t, u, q); !errors.Is(err, delivery.ErrUnknownKey) {
		t.Errorf("a kiosk that was withdrawn: %v", err)
	}
}

func visits(t *testing.T, s store.Store) uint64 {
	t.Helper()
	totals, err := s.Totals(t.Context(), store.Query{To: usage.HourOf(time.Now()) + 1})
	if err != nil {
		t.Fatal(err)
	}
	n := uint64(0)
	for _, h := range totals.Hours {
		n += h.Count
	}
	return n
}

func TestAKioskTalksToNobodyButItsHub(t *testing.T) {
	s, server := secured(t)
	i := invite(t, s, server)
	right := i.Pin
	i.Pin = strings.Repeat("A", len(right)) // somebody on the way has another key
	if _, err := delivery.Enrol(t.Context(), i, newKey(t)); err == nil || !strings.Contains(err.Error(), "its key is another") {
		t.Errorf("it enrolled with somebody else: %v", err)
	}
	i.Pin = ""
	if _, err := delivery.Enrol(t.Context(), i, newKey(t)); err == nil {
		t.Error("it trusts a certificate that nobody vouches for")
	}
}

func TestWhoKnowsAPublicKeyIsNobody(t *testing.T) {
	s, server := secured(t)
	i := invite(t, s, server)
	key := newKey(t)
	if _, err := delivery.Enrol(t.Context(), i, key); err != nil {
		t.Fatal(err)
	}
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		t.Fatal("no public key")
	}
	for name, header := range map[string]string{
		"as a secret key":        "Bearer " + usage.KeyID(public),
		"without a signature":    "Frontdoor " + strings.SplitN(usage.Seal(key, usage.SealBatch, nil), ".", 2)[0] + ".",
		"sealed by somebody":     "Frontdoor " + usage.Seal(newKey(t), usage.SealBatch, nil),
		"a seal of another text": "Frontdoor " + usage.Seal(key, usage.SealBatch, []byte("x")),
		"a seal for enrolling":   "Frontdoor " + usage.Seal(key, usage.SealEnrol, nil),
	} {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/v1/batches", strings.NewReader(""))
		r.Header.Set("Authorization", header)
		w := httptest.NewRecorder()
		server.Config.Handler.ServeHTTP(w, r)
		if w.Code != 401 && w.Code != 408 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}

func TestWrongCodesAreSlowedDown(t *testing.T) {
	s, server := secured(t)
	i := invite(t, s, server)
	right := i.Code
	i.Code = "0000-0000-0000"
	slow := false
	for range 40 {
		_, err := delivery.Enrol(t.Context(), i, newKey(t))
		if err == nil {
			t.Fatal("a wrong code was taken")
		}
		slow = slow || strings.Contains(err.Error(), "many wrong codes")
	}
	if !slow {
		t.Error("forty wrong codes were looked at at once")
	}
	i.Code = right
	if _, err := delivery.Enrol(t.Context(), i, newKey(t)); err == nil {
		t.Error("the right one was looked at among them: that tells who guesses that they are close")
	}
}

func TestALineThatIsNotWholeIsSaidInASentence(t *testing.T) {
	for _, line := range []string{"", "hello", "https://hub.example.org", "https://hub.example.org#", "http://hub.example.org#ABC", "https://hub.example.org#ABC.sha256-short", "https://u:p@hub.example.org#ABC"} {
		if i, err := enrol.Parse(line); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %+v, %v", line, i, err)
		}
	}
}
