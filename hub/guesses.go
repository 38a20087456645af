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

	"frontdoor/internal/limit"
)

// Bounds of guessing the page's password. A person who mistypes does not meet them; a program
// that guesses gets a few thousand guesses a day in all.
const (
	freeGuesses  = 5                // wrong ones before the first wait
	longestWait  = time.Minute      // between two guesses of one address
	forgetAfter  = 15 * time.Minute // of the last wrong one of an address
	guessesAMin  = 30               // wrong ones of all addresses together
	deviceCookie = "frontdoor-device"
	deviceTime   = 30 * 24 * time.Hour
)

// guesses bounds how often a wrong password may be tried, by each address and by all of them
// together, with waits that grow and end. During a wait the right password is not looked at
// either, or waiting would be for nothing. So that anyone who guesses does not keep out those
// who know, a browser that once gave the right password has a count of its own: its cookie says
// that it did, and nothing else.
type guesses struct {
	now    func() time.Time
	secret [sha256.Size]byte // of the cookies; another after every start

	mu     sync.Mutex     // a try is one step: looking whether it has to wait, and noting it
	wrong  *limit.Limiter // by address or device
	minute time.Time      // of all
	all    int            // wrong ones since then, of browsers without a cookie
}

func newGuesses(now func() time.Time) (*guesses, error) {
	g := &guesses{now: now, wrong: limit.Backoff(freeGuesses, longestWait, forgetAfter)}
	_, err := rand.Read(g.secret[:])
	return g, err
}

// try notes a password that is right or wrong, and returns how long whoever asks has to wait
// before it may be looked at, whatever it is; nought for not at all.
func (g *guesses) try(r *http.Request, right bool) time.Duration {
	who, known := g.who(r)
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	wait := g.wrong.Wait(who, now)
	if !known && g.all >= guessesAMin {
		wait = max(wait, g.minute.Add(time.Minute).Sub(now))
	}
	switch {
	case wait > 0:
		return wait
	case right:
		g.wrong.Forgive(who)
	default:
		g.note(who, known, now)
	}
	return 0
}

// note counts a wrong password.
func (g *guesses) note(who string, known bool, now time.Time) {
	if now.Sub(g.minute) >= time.Minute {
		g.minute, g.all = now, 0
	}
	if !known {
		g.all++
	}
	g.wrong.Miss(who, now)
}

// remember sets the cookie of a browser that knows the password, if it has none.
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

// who returns what wrong passwords are counted by, and whether that is a browser that once knew
// the right one. Any other is known by its address, of which a home has a whole block in IPv6.
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
