package line_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/internal/enrol"
	"frontdoor/kiosk/delivery"
	"frontdoor/kiosk/delivery/line"
)

func TestADeliveryNeedsNoHubAndSaysWhatIsWrongWithOne(t *testing.T) {
	folder := t.TempDir()
	empty := filepath.Join(folder, "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		opts line.DeliveryOptions
		says string
	}{
		"no hub":                {line.DeliveryOptions{Folder: folder}, ""},
		"not enrolled":          {line.DeliveryOptions{Folder: folder, Address: "https://hub.example.org"}, "has not enrolled"},
		"a key that is missing": {line.DeliveryOptions{Folder: folder, Address: "https://hub.example.org", KeyFile: "/none"}, "the key for the hub cannot be read"},
		"a key that is empty":   {line.DeliveryOptions{Folder: folder, Address: "https://hub.example.org", KeyFile: empty}, "the key for the hub is empty"},
	}
	for name, c := range cases {
		d := line.NewDelivery(waiting(0), c.opts)
		if got := d.Fault(); d.Connected() || (got == "") != (c.says == "") || !strings.Contains(got, c.says) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// unplugged is a network that leads nowhere.
type unplugged struct{}

func (unplugged) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("unplugged")
}

func TestAKioskThatIsEnrolledWhileItRunsBeginsToDeliver(t *testing.T) {
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		d := line.NewDelivery(waiting(0), line.DeliveryOptions{Folder: folder, Address: "https://hub.example.org", Uplink: line.Options{Client: &http.Client{Transport: unplugged{}}}})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- d.Run(ctx) }()
		time.Sleep(time.Minute)
		synctest.Wait()
		if d.Connected() || d.Fault() == "" {
			t.Errorf("it delivers to nobody, and staff are told %q", d.Fault())
		}
		err := delivery.Keep(folder, enrol.Enrolment{URL: "https://hub.example.org", Membership: enrol.Membership{Kiosk: "demo-1", Site: "Example Library"}})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if !d.Connected() || d.Fault() != "" {
			t.Errorf("it does not deliver: %q", d.Fault())
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
