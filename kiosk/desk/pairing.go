package desk

import (
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"time"

	"frontdoor/kiosk/handoff"
)

// PairFor is how long a code pairs a device.
const PairFor = 2 * time.Minute

// mostWrong is how many wrong codes end a pairing for the address that they come from, and
// mostWrongAll for everybody: a stranger on the site's network must not keep the desk from pairing.
// A code has 50 bits: this is for the noise, not for the odds.
const (
	mostWrong    = 5
	mostWrongAll = 200
)

// ErrCode means that a code pairs nothing: it is wrong, was used, or has run out. Which of
// them is not said.
var ErrCode = errors.New("that code does not pair a device")

// alphabet is Crockford's: no letter can be taken for a figure.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// pairing is the one code that pairs a device now, if there is one.
type pairing struct {
	mu    sync.Mutex
	code  string
	until time.Time
	wrong map[string]int // by address
	all   int
}

// open makes a new code; an older one pairs nothing from now on.
func (p *pairing) open(now time.Time) {
	raw := make([]byte, 10)
	rand.Read(raw)
	for i, b := range raw {
		raw[i] = alphabet[b%32]
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.code, p.until, p.wrong, p.all = string(raw), now.Add(PairFor), map[string]int{}, 0
}

// standing returns the code that pairs a device now, as it is shown.
func (p *pairing) standing(now time.Time) handoff.Invitation {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.code == "" || !now.Before(p.until) {
		return handoff.Invitation{}
	}
	return handoff.Invitation{Code: p.code[:5] + "-" + p.code[5:], Until: p.until}
}

// shut ends the code.
func (p *pairing) shut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.code = ""
}

// use takes a code: once, in time, and only where add works, so that a name that is taken
// does not cost the code. from is the address of who gives it.
func (p *pairing) use(from, code string, now time.Time, add func() error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.code == "" || !now.Before(p.until) {
		p.code = ""
		return ErrCode
	}
	if p.wrong[from] >= mostWrong {
		return ErrCode
	}
	if plain(code) != p.code { // in time that may differ: five guesses are allowed
		p.wrong[from]++
		if p.all++; p.all >= mostWrongAll {
			p.code = ""
		}
		return ErrCode
	}
	if err := add(); err != nil {
		return err
	}
	p.code = ""
	return nil
}

// plain makes of what somebody typed what they meant.
func plain(code string) string {
	return strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.TrimSpace(code)))
}
