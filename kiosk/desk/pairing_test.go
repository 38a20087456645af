package desk

import (
	"crypto/x509"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestACodePairsOnceAndForTwoMinutes(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	added := 0
	add := func() error { added++; return nil }
	var p pairing
	if err := p.use("here", "", now, add); !errors.Is(err, ErrCode) {
		t.Error("nothing pairs before there is a code")
	}
	opened := func() (string, time.Time) {
		p.open(now)
		i := p.standing(now)
		return i.Code, i.Until
	}
	code, until := opened()
	if until.Sub(now) != 2*time.Minute {
		t.Errorf("a code works for %v", until.Sub(now))
	}
	if err := p.use("here", strings.ToLower(strings.ReplaceAll(code, "-", " ")), until.Add(-time.Second), add); err != nil || added != 1 {
		t.Errorf("a code as somebody types it gives %v", err)
	}
	if err := p.use("here", code, now, add); !errors.Is(err, ErrCode) {
		t.Error("a code pairs twice")
	}
	if i := p.standing(now); i.Code != "" {
		t.Error("a code is shown after it was used")
	}
	code, until = opened()
	if err := p.use("here", code, until, add); !errors.Is(err, ErrCode) {
		t.Error("a code works after two minutes")
	}
	old, _ := opened()
	p.open(now)
	if err := p.use("here", old, now, add); !errors.Is(err, ErrCode) {
		t.Error("an older code works beside the new one")
	}
	code, _ = opened()
	for i := range 3 * mostWrong { // one wrong code after the other, from three addresses
		if err := p.use(string(rune('a'+i%3)), "AAAAA-AAAAA", now, add); !errors.Is(err, ErrCode) {
			t.Error("a wrong code pairs")
		}
	}
	if err := p.use("here", code, now, func() error { return ErrNamed }); !errors.Is(err, ErrNamed) {
		t.Errorf("strangers prevent a pairing: %v", err)
	}
	for range mostWrong {
		if err := p.use("here", "AAAAA-AAAAA", now, add); !errors.Is(err, ErrCode) {
			t.Error("a wrong code pairs")
		}
	}
	if err := p.use("here", code, now, add); !errors.Is(err, ErrCode) {
		t.Error("the right code works after five wrong ones")
	}
	code, _ = opened()
	if err := p.use("here", code, now, func() error { return ErrNamed }); !errors.Is(err, ErrNamed) {
		t.Errorf("a name that is taken gives %v", err)
	}
	if err := p.use("here", code, now, add); err != nil {
		t.Error("a name that is taken costs the code")
	}
	if added != 2 {
		t.Errorf("%d devices were paired", added)
	}
}

func TestOfTwoWhoMakeAnAuthorityAtOnceBothHaveTheSame(t *testing.T) {
	folder := t.TempDir()
	prints := make(chan string, 8)
	for range cap(prints) {
		go func() {
			a, err := OpenAuthority(folder, "Example Library", []string{"kiosk-1.local"}, time.Now())
			if err != nil {
				prints <- err.Error()
				return
			}
			prints <- a.Fingerprint()
		}()
	}
	first := <-prints
	for range cap(prints) - 1 {
		if next := <-prints; next != first {
			t.Errorf("%s and %s", first, next)
		}
	}
}

func TestTheAuthorityVouchesForThisSiteAndNothingElse(t *testing.T) {
	folder := t.TempDir()
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	a, err := OpenAuthority(folder, "Example Library", []string{"192.168.1.20", "kiosk.library.example"}, now)
	if err != nil {
		t.Fatal(err)
	}
	again, err := OpenAuthority(folder, "Example Library", []string{"kiosk.library.example", "192.168.1.20"}, now.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if a.Fingerprint() != again.Fingerprint() {
		t.Error("a restart makes another authority: every device would have to trust it anew")
	}
	for _, other := range []string{"bank.example", "kiosk-2.local", "10.0.0.9", "192.168.1.21"} {
		if _, err := OpenAuthority(folder, "Example Library", []string{other}, now); !errors.Is(err, ErrName) {
			t.Errorf("a name that it was not made for gives %v", err)
		}
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(a.Certificate())
	check := func(a *Authority, name string, at time.Time) error {
		_, err := a.server(at).Leaf.Verify(x509.VerifyOptions{Roots: pool, DNSName: name, CurrentTime: at})
		return err
	}
	for _, name := range []string{"192.168.1.20", "kiosk.library.example"} {
		if err := check(a, name, now); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := check(a, "192.168.1.21", now); err == nil {
		t.Error("the certificate is for another address too")
	}
	first := a.server(now)
	later := now.Add(serverFor - renewBefore + time.Hour)
	if err := check(a, "192.168.1.20", later); err != nil {
		t.Errorf("after a year: %v", err)
	}
	if second := a.server(later); second == first {
		t.Error("the certificate is not made anew before it ends")
	}
	last := a.cert.NotAfter.Add(-time.Minute)
	if err := check(a, "192.168.1.20", last); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	if _, err := OpenAuthority(folder, "Example Library", []string{"192.168.1.20"}, last.Add(time.Hour)); !errors.Is(err, ErrEnded) {
		t.Errorf("after its last day: %v", err)
	}
}
