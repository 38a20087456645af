package line_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery"
	"frontdoor/kiosk/delivery/line"
	"frontdoor/kiosk/usage"
)

// enrolment is that of demo-1 with a hub.
func enrolment(url, pin string) enrol.Enrolment {
	return enrol.Enrolment{URL: url, Pin: pin, Membership: enrol.Membership{Kiosk: "demo-1", Site: "Example Library"}}
}

// A kiosk that was withdrawn is enrolled again while it runs: with the same words from the same hub,
// and with another hub.
func TestCaseAKioskThatRunsReadsItsNewEnrolment(t *testing.T) {
	for name, next := range map[string]string{"by the same hub": "https://hub.example.org", "by another": "https://new.example.org"} {
		folder := t.TempDir()
		if err := delivery.Keep(folder, enrolment("https://hub.example.org", "")); err != nil {
			t.Fatal(err)
		}
		synctest.Test(t, func(t *testing.T) {
			withdrawn, s, heard := true, waiting(3), ""
			hubs := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if withdrawn {
					answer(w, http.StatusForbidden, usage.Answer{Reason: "this key has been withdrawn"})
					return
				}
				heard = r.URL.Host
				b := received(r)
				through := b.LostThrough
				for _, rec := range b.Records {
					through = rec.Seq
				}
				answer(w, http.StatusOK, usage.Answer{Epoch: b.Epoch, AckedThrough: through})
			})
			d := line.NewDelivery(s, line.DeliveryOptions{Folder: folder, Uplink: line.Options{Client: &http.Client{Transport: pipe{hubs}}}})
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- d.Run(ctx) }()
			time.Sleep(time.Minute)
			synctest.Wait()
			if !strings.Contains(d.Fault(), "ask for a new line") {
				t.Errorf("%s: staff are told %q", name, d.Fault())
			}
			withdrawn = false
			if err := delivery.Keep(folder, enrolment(next, "")); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
			synctest.Wait()
			if d.Fault() != "" || s.acked != 3 || "https://"+heard != next {
				t.Errorf("%s, a minute after it was enrolled again: %q, settled %d, heard by %q", name, d.Fault(), s.acked, heard)
			}
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}

// What answers with another key, or with a certificate that nobody vouches for, is told to staff
// until the hub answers again.
func TestCaseAHubWithAnotherKeyIsToldToStaff(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer(w, http.StatusOK, usage.Answer{Epoch: received(r).Epoch})
	}))
	defer server.Close()
	server.Config.ErrorLog = nil
	right := enrol.Pin(server.Certificate())
	for says, pin := range map[string]string{"has another key": strings.Repeat("A", len(right)), "not one that this kiosk trusts": ""} {
		folder := t.TempDir()
		if err := delivery.Keep(folder, enrolment(server.URL, pin)); err != nil {
			t.Fatal(err)
		}
		d := line.NewDelivery(waiting(0), line.DeliveryOptions{Folder: folder})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- d.Run(ctx) }()
		for deadline := time.Now().Add(20 * time.Second); d.Fault() == "" && time.Now().Before(deadline); {
			time.Sleep(10 * time.Millisecond)
		}
		if !strings.Contains(d.Fault(), says) {
			t.Errorf("staff are told %q, want that it %s", d.Fault(), says)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}
