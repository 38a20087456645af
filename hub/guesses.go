package hub

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"
	"time"

	"frontdoor/hub/ingest"
	"frontdoor/internal/limit"
)

// Bounds of guessing the page's password. A person who mistypes does not meet them; a program
// that guesses gets a few thousand guesses a day in all.
const (
	freeGuesses  = 5                // wrong ones before the first wait
	longestWait  = time.Minute      // between two guesses of one address
	forgetAfter  = 15 * time.Minute // of the last wrong one of an address
	calmGuesses  = 30               // wrong ones of all addresses in a minute: more are a flood
	deviceCookie = "frontdoor-device"
	deviceTime   = 30 * 24 * time.Hour
)

// guesses bounds how often a wrong password may be tried by each address, with waits that grow
// and end. During its wait the right password is not looked at either, or waiting would be for
// nothing. Nobody waits for what others did: an address that has not been wrong is always looked
// at. While many addresses guess at once, a flood, each of them has one try and not five. A browser
// that once gave the right password has a count of its own: its cookie says that it did, and
// nothing else.
type guesses struct {
	now    func() time.Time
	secret []byte // of the cookies
	proxy  bool   // requests come through a proxy, which says where from

	mu     sync.Mutex     // a try is one step: looking whether it has to wait, and noting it
	wrong  *limit.Limiter // by address or device
	minute time.Time      // of all
	all    int            // wrong ones since then, of browsers without a cookie
}

// newGuesses begins with no wrong guess. The cookies' secret is made of the hub's own, so that they
// outlive a start and hold at every hub of the same identity, and of the password, so that a new
// one ends them. Without one of the hub's own it is another after every start.
func newGuesses(opts Options, now func() time.Time) *guesses {
	secret := opts.Secret
	if len(secret) == 0 {
		secret = []byte(rand.Text())
	}
	m := hmac.New(sha256.New, secret)
	m.Write([]byte("browsers that know " + opts.Password))
	return &guesses{
		now: now, secret: m.Sum(nil), proxy: opts.BehindProxy,
		wrong: limit.Backoff(freeGuesses, longestWait, forgetAfter),
	}
}

// try notes a password that is right or wrong, and returns how long whoever asks has to wait
// before it may be looked at, whatever it is; nought for not at all.
func (g *guesses) try(r *http.Request, right bool) time.Duration {
	who, known := g.who(r)
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	if now.Sub(g.minute) >= time.Minute {
		g.minute, g.all = now, 0
	}
	flood := !known && g.all >= calmGuesses
	if flood && hasCookie(r) { // one that somebody has made up: a wrong guess by itself
		right = false
	}
	if wait := g.wrong.Wait(who, now); wait > 0 {
		return wait
	}
	if right {
		g.wrong.Forgive(who)
		return 0
	}
	g.wrong.Miss(who, now)
	if known {
		return 0
	}
	g.all++
	if flood { // one try, and the next has to wait
		for range freeGuesses {
			g.wrong.Miss(who, now)
		}
		return g.wrong.Wait(who, now)
	}
	return 0
}

// remember sets the cookie of a browser that knows the password, if it has none.
func (g *guesses) remember(w http.ResponseWriter, r *http.Request) {
	if _, known := g.who(r); known {
		return
	}
	id := rand.Text()
	http.SetCookie(w, &http.Cookie{
		Name: deviceCookie, Value: id + "." + g.sign(id), Path: "/",
		MaxAge: int(deviceTime.Seconds()), HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode,
	})
}

// who returns what wrong passwords are counted by, and whether that is a browser that once knew
// the right one. Any other is known by its address.
func (g *guesses) who(r *http.Request) (string, bool) {
	if c, err := r.Cookie(deviceCookie); err == nil {
		if id, sign, ok := strings.Cut(c.Value, "."); ok && hmac.Equal([]byte(sign), []byte(g.sign(id))) {
			return "device " + id, true
		}
	}
	return ingest.Address(r, g.proxy), false
}

// hasCookie reports whether a browser shows a cookie of this page, whoever made it.
func hasCookie(r *http.Request) bool {
	_, err := r.Cookie(deviceCookie)
	return err == nil
}

func (g *guesses) sign(id string) string {
	m := hmac.New(sha256.New, g.secret)
	m.Write([]byte(id))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}
