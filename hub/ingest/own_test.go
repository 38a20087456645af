package ingest_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/hub/ingest"
	"frontdoor/hub/store"
	"frontdoor/kiosk/usage"
)

// slow knows each kiosk by its key, and keeps those of one kiosk for ever.
type slow struct{}

func (slow) KioskOf(_ context.Context, key store.Digest) (string, error) {
	if key == store.DigestOf("bad") {
		return "bad", nil
	}
	return "good", nil
}

func (slow) Add(ctx context.Context, kiosk string, _ usage.Batch, _ time.Time) (uint64, error) {
	if kiosk == "bad" {
		<-ctx.Done()
		return 0, ctx.Err()
	}
	return 1, nil
}

func TestCaseOneKioskDoesNotTakeTheTurnsOfAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := ingest.New(slow{}, usage.NewVocabulary(usage.Known{}), ingest.Options{})
		send := func(key string) int {
			b := usage.Batch{Epoch: 9}
			r := httptest.NewRequestWithContext(t.Context(), "POST", "/v1/batches", bytes.NewReader(b.Append(nil)))
			r.Header.Set("Authorization", "Bearer "+key)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w.Code
		}
		for range 100 {
			go send("bad")
		}
		time.Sleep(time.Second)
		began := time.Now()
		if code := send("good"); code != 200 || time.Since(began) > time.Second {
			t.Errorf("beside a hundred batches of one kiosk, another waits %v: %d", time.Since(began), code)
		}
		time.Sleep(2 * time.Minute)
	})
}
