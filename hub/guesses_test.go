package hub_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"frontdoor/hub"
)

const word = "a long password"

// A door is a page with a password, whose clock stands still until it is moved.
type door struct {
	t   *testing.T
	h   *hub.Server
	now time.Time
}

func newDoor(t *testing.T) *door {
	d := &door{t: t, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	d.h = server(t, hub.Options{Password: word, Now: func() time.Time { return d.now }})
	return d
}

// try returns the status of a password from an address, what the answer says of waiting, and the
// cookie that it came with.
func (d *door) try(address, password string, c *http.Cookie) (int, time.Duration, *http.Cookie) {
	d.t.Helper()
	w := ask(d.t, d.h, http.MethodGet, "http://hub.example/", func(r *http.Request) {
		r.RemoteAddr = address
		r.SetBasicAuth("coordinator", password)
		if c != nil {
			r.AddCookie(c)
		}
	})
	wait := 0
	if w.Code == http.StatusTooManyRequests {
		var err error
		if wait, err = strconv.Atoi(w.Header().Get("Retry-After")); err != nil {
			d.t.Error(err)
		}
	}
	var got *http.Cookie
	if all := w.Result().Cookies(); len(all) > 0 {
		got = all[0]
	}
	return w.Code, time.Duration(wait) * time.Second, got
}

func TestWhoGuessesWaitsLongerAndLonger(t *testing.T) {
	d := newDoor(t)
	guessed, longest := 0, time.Duration(0)
	for began := d.now; d.now.Sub(began) < time.Hour; {
		code, wait, _ := d.try("192.0.2.7:4711", fmt.Sprint("guess", guessed), nil)
		if code == http.StatusTooManyRequests {
			longest = max(longest, wait)
			d.now = d.now.Add(wait)
			continue
		}
		guessed++
	}
	if guessed > 75 || longest < 30*time.Second || longest > 2*time.Minute {
		t.Errorf("%d guesses in an hour, after %v at most", guessed, longest)
	}
}

func TestThePasswordIsNotLookedAtWhileOneWaits(t *testing.T) {
	d := newDoor(t)
	for range 8 {
		d.try("192.0.2.7:4711", "wrong", nil)
	}
	if code, _, _ := d.try("192.0.2.7:4712", word, nil); code != http.StatusTooManyRequests {
		t.Errorf("the right password in a wait: %d", code)
	}
	if code, _, _ := d.try("192.0.2.8:4711", word, nil); code != http.StatusOK {
		t.Errorf("another address: %d", code)
	}
	d.now = d.now.Add(2 * time.Minute)
	if code, _, _ := d.try("192.0.2.7:4711", word, nil); code != http.StatusOK {
		t.Errorf("after the wait: %d", code)
	}
}

func TestMistypingAFewTimesIsNoGuessing(t *testing.T) {
	d := newDoor(t)
	for range 4 {
		if code, _, _ := d.try("192.0.2.7:4711", "a ling password", nil); code != http.StatusUnauthorized {
			t.Fatal(code)
		}
	}
	if code, _, _ := d.try("192.0.2.7:4711", word, nil); code != http.StatusOK {
		t.Error(code)
	}
}

// TestManyAddressesDoNotKeepOutWhoKnows guesses from ever new addresses, and from the one that
// the coordinator has too, behind the same proxy.
func TestManyAddressesDoNotKeepOutWhoKnows(t *testing.T) {
	d := newDoor(t)
	code, _, cookie := d.try("192.0.2.7:4711", word, nil)
	if code != http.StatusOK || cookie == nil || !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode {
		t.Fatal(code, cookie)
	}
	guessed := 0
	for n := range 3000 {
		for _, address := range []string{fmt.Sprintf("198.51.%d.%d:1", n/250, n%250), fmt.Sprintf("[2001:db8:%x::1]:1", n), "192.0.2.7:1"} {
			if code, _, _ := d.try(address, "wrong", nil); code == http.StatusUnauthorized {
				guessed++
			}
		}
	}
	if guessed > 40 {
		t.Errorf("%d guesses in a minute", guessed)
	}
	if code, _, _ := d.try("192.0.2.7:4711", word, cookie); code != http.StatusOK {
		t.Errorf("the browser that knows the password: %d", code)
	}
	forged := *cookie
	forged.Value = "device." + cookie.Value[len(cookie.Value)-43:]
	if code, _, _ := d.try("192.0.2.9:4711", word, &forged); code != http.StatusTooManyRequests {
		t.Errorf("a forged cookie: %d", code)
	}
	d.now = d.now.Add(2 * time.Minute)
	if code, _, _ := d.try("192.0.2.9:4711", word, nil); code != http.StatusOK {
		t.Errorf("a new browser a while later: %d", code)
	}
}

func TestOneBlockOfAddressesIsOneGuesser(t *testing.T) {
	d := newDoor(t)
	guessed := 0
	for n := range 20 {
		if code, _, _ := d.try(fmt.Sprintf("[2001:db8::%x]:1", n), "wrong", nil); code == http.StatusUnauthorized {
			guessed++
		}
	}
	if guessed > 6 {
		t.Errorf("%d guesses from one block", guessed)
	}
}
