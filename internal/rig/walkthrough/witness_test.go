package walkthrough_test

import (
	"context"
	"encoding/json"
	"image"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/internal/rig/walkthrough"
)

func listen(t *testing.T) *walkthrough.Witness {
	t.Helper()
	w, err := walkthrough.Listen(t.Context(), filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// kiosk speaks to a witness as the kiosk does.
func kiosk(t *testing.T, w *walkthrough.Witness) net.Conn {
	t.Helper()
	var d net.Dialer
	conn, err := d.DialContext(t.Context(), "unix", w.Path())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() }) //nolint:errcheck // a test may have closed it
	return conn
}

func tell(t *testing.T, conn net.Conn, s walkthrough.Seen) {
	t.Helper()
	if err := json.NewEncoder(conn).Encode(s); err != nil {
		t.Fatal(err)
	}
}

func TestAWitnessHearsWhatTheKioskWrites(t *testing.T) {
	w, ctx := listen(t), bounded(t)
	conn := kiosk(t, w)
	line := `{"screen":"needs","lang":"bn","size":[1920,1080],"targets":[{"action":"pick-top","value":"mind","x":1,"y":2,"w":3,"h":4},` +
		`{"action":"pick-top","value":"health","x":100,"y":200,"w":300,"h":50}],"texts":["আপনার কী দরকার?"]}` + "\n"
	if _, err := conn.Write([]byte(line)); err != nil {
		t.Fatal(err)
	}
	s, err := w.Wait(ctx, "needs")
	if err != nil {
		t.Fatal(err)
	}
	if s.Lang != "bn" || s.Size != [2]int{1920, 1080} || !s.Says("দরকার") || s.Says("doctor") {
		t.Errorf("heard %+v", s)
	}
	if r, ok := s.Target("pick-top", "health"); !ok || r != image.Rect(100, 200, 400, 250) {
		t.Errorf("health is at %v, %v", r, ok)
	}
	if r, ok := s.Target("pick-top", ""); !ok || r != image.Rect(1, 2, 4, 6) {
		t.Errorf("any top is at %v, %v", r, ok)
	}
	if _, ok := s.Target("finish", ""); ok {
		t.Error("a target was found that is not there")
	}
	if got := strings.Join(s.Values("pick-top"), " "); got != "mind health" {
		t.Errorf("tops are %s", got)
	}
}

func TestAWitnessGoesOnWhenTheKioskIsKilledAndStartedAgain(t *testing.T) {
	w, ctx := listen(t), bounded(t)
	first := kiosk(t, w)
	tell(t, first, walkthrough.Seen{Screen: "needs"})
	before, err := w.Wait(ctx, "needs")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.Write([]byte(`{"screen":"lea`)); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	tell(t, kiosk(t, w), walkthrough.Seen{Screen: "needs", Lang: "ar"})
	after, err := w.After(ctx, before)
	if err != nil {
		t.Fatal(err)
	}
	if after.Lang != "ar" {
		t.Errorf("heard %+v", after)
	}
}

func TestAWitnessSaysWhatStandsThereInstead(t *testing.T) {
	w := listen(t)
	tell(t, kiosk(t, w), walkthrough.Seen{Screen: "person", Lang: "ur"})
	if _, err := w.Wait(bounded(t), "person"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := walkthrough.Within(t.Context(), 30*time.Millisecond, "the results")
	defer cancel()
	_, err := w.Wait(ctx, "results")
	if err == nil || !strings.Contains(err.Error(), "the results did not come") || !strings.Contains(err.Error(), `"person" in "ur"`) {
		t.Errorf("the error is %v", err)
	}
}

func TestAfterWaitsForANewerPictureOfTheSameScreen(t *testing.T) {
	w, ctx := listen(t), bounded(t)
	conn := kiosk(t, w)
	tell(t, conn, walkthrough.Seen{Screen: "place"})
	s, err := w.Wait(ctx, "place")
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
	defer cancel()
	if _, err := w.After(short, s); err == nil {
		t.Error("the same picture was taken for a newer one")
	}
	tell(t, conn, walkthrough.Seen{Screen: "place", Texts: []string{"E1"}})
	if s, err = w.After(ctx, s); err != nil || !s.Says("E1") {
		t.Errorf("heard %+v, %v", s, err)
	}
}

func TestAWitnessStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w, err := walkthrough.Listen(ctx, filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	conn := kiosk(t, w)
	cancel()
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if n, err := conn.Read(make([]byte, 1)); err == nil {
		t.Errorf("the witness wrote %d bytes", n)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}
