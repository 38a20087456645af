package line_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"frontdoor/kiosk/usage"
)

// When a kiosk was last heard says nothing of when somebody was there: one that counted nothing
// speaks at the same moment of every hour, whenever it was switched on.
func TestCaseTheHourOfAWordTellsNothing(t *testing.T) {
	var at []string
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at = append(at, time.Now().UTC().Format("15:04"))
		answer(w, http.StatusOK, usage.Answer{Epoch: received(r).Epoch})
	})
	late := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(at) == 0 {
			time.Sleep(7 * time.Minute) // as if it had been switched on at seven minutes past
		}
		h.ServeHTTP(w, r)
	})
	if err := run(t, waiting(0), late, 3*time.Hour+30*time.Minute); err != nil {
		t.Fatal(err)
	}
	if want := []string{"00:07", "01:00", "02:00", "03:00"}; !slices.Equal(at, want) {
		t.Errorf("heard at %q, want %q", at, want)
	}
}
