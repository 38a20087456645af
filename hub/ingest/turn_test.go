package ingest_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/kiosk/usage"
)

// later reports whether a kiosk is asked to come again in a while.
func later(h http.Header) bool {
	n, err := strconv.Atoi(h.Get("Retry-After"))
	return err == nil && n >= 15 && n <= 45
}

// stuck is a store that takes its time: every batch waits until it is let go.
type stuck struct {
	full
	asked chan struct{}
	free  chan struct{}
}

func (s stuck) Add(ctx context.Context, _ string, b usage.Batch, _ time.Time) (uint64, error) {
	s.asked <- struct{}{}
	select {
	case <-s.free:
		return b.Records[len(b.Records)-1].Seq, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// TestBatchesWaitInTurnAndNotForEver has more kiosks come than a hub takes at once, to a store
// that stands still, and then to one that goes on.
func TestBatchesWaitInTurnAndNotForEver(t *testing.T) {
	const kiosks = 100
	for name, goesOn := range map[string]bool{"a store that stands still": false, "a store that goes on": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := stuck{asked: make(chan struct{}, kiosks), free: make(chan struct{})}
				h := handler(s)
				began := time.Now()
				answers := make(chan *httptest.ResponseRecorder, kiosks)
				for range kiosks {
					r := request(t, key, bytes.NewReader(pack(t, batch(1).Append(nil))))
					go func() {
						w := httptest.NewRecorder()
						h.ServeHTTP(w, r)
						answers <- w
					}()
				}
				synctest.Wait()
				if n := len(s.asked); n == 0 || n == kiosks {
					t.Errorf("%d batches at once", n)
				}
				if goesOn {
					close(s.free)
				}
				for range kiosks {
					w := <-answers
					if goesOn && w.Code != http.StatusOK || !goesOn && (w.Code != http.StatusServiceUnavailable || !later(w.Header())) {
						t.Errorf("answered %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
					}
				}
				if took := time.Since(began); took > 50*time.Second {
					t.Errorf("a kiosk waited for %v: it gives up after a minute", took)
				}
			})
		})
	}
}
