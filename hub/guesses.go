package hub

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// Bounds of guessing the page's password. A person who mistypes does not meet them; a program
// that guesses gets through a few thousand a day in all.
const (
	freeGuesses  = 5                // wrong ones before the first wait
	longestWait  = time.Minute      // between two guesses of one address
	forgetAfter  = 15 * time.Minute // of the last wrong one of an address
	guessesAMin  = 30               // wrong ones of all addresses together
	deviceCookie = "frontdoor-device"
	deviceTime   = 30 * 24 * time.Hour
)

// guesses bounds how often a wrong password may be tried, by address and by all together, with
// waits that grow and end. While one waits, the right password is not looked at either, or
// waiting would be for nothing. So that who guesses does not keep out who knows, a browser
// that gave the right password once has a count of its own: it has a cookie that says so, and
// nothing else.
type guesses struct {
	now    func() time.Time
	secret [sha256.Size]byte // of the cookies; another after every start

	mu     sync.Mutex
	wrong  map[string]wrongs // by address or device
	minute time.Time         // of all
	all    int               // wrong ones since then, of browsers without a cookie
}

// wrongs are the wrong passwords of one address or device.
type wrongs struct {
	n     int
	last  time.Time
	until time.Time // the next may be tried
}

func newGuesses(now func() time.Time) (*guesses, error) {
	g := &guesses{now: now, wrong: map[string]wrongs{}}
	_, err := rand.Read(g.secret[:])
	return g, err
}

// try notes a password that is right or wrong, and gives how long whoever asks has to wait
// before it may be looked at, whatever it is; nought for now.
func (g *guesses) try(r *http.Request, right bool) time.Duration {
	who, known := g.who(r)
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	wait := g.wrong[who].until.Sub(now)
	if !known && g.all >= guessesAMin {
		wait = max(wait, g.minute.Add(time.Minute).Sub(now))
	}
	switch {
	case wait > 0:
		return wait
	case right:
		delete(g.wrong, who)
	default:
		g.note(who, known, now)
	}
	return 0
}

// note counts a wrong password.
func (g *guesses) note(who string, known bool, now time.Time) {
	if now.Sub(g.minute) >= time.Minute {
		g.minute, g.all = now, 0
		for key, w := range g.wrong { // no more are left than fit into a quarter of an hour
			if now.Sub(w.last) > forgetAfter {
				delete(g.wrong, key)
			}
		}
	}
	if !known {
		g.all++
	}
	w := g.wrong[who]
	if now.Sub(w.last) > forgetAfter {
		w = wrongs{}
	}
	w.n, w.last = w.n+1, now
	if over := w.n - freeGuesses; over >= 0 {
		w.until = now.Add(min(time.Second<<min(over, 10), longestWait))
	}
	g.wrong[who] = w
}

// remember gives a browser that knows the password its cookie if it has none.
func (g *guesses) remember(w http.ResponseWriter, r *http.Request) {
	if _, known := g.who(r); known {
		return
	}
	id := rand.Text()
	http.SetCookie(w, &http.Cookie{
		Name: deviceCookie, Value: id + "." + g.sign(id), Path: "/",
		MaxAge: int(deviceTime.Seconds()), HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// who gives what wrong passwords are counted by: a browser that knew the right one, or the
// address, of which a home has a whole block in IPv6.
func (g *guesses) who(r *http.Request) (string, bool) {
	if c, err := r.Cookie(deviceCookie); err == nil {
		if id, sign, ok := strings.Cut(c.Value, "."); ok && hmac.Equal([]byte(sign), []byte(g.sign(id))) {
			return "device " + id, true
		}
	}
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr, false
	}
	ip := at.Addr().Unmap()
	if ip.Is6() {
		if block, err := ip.Prefix(64); err == nil {
			return block.String(), false
		}
	}
	return ip.String(), false
}

func (g *guesses) sign(id string) string {
	m := hmac.New(sha256.New, g.secret[:])
	m.Write([]byte(id))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}
