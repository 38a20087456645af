package desk

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Whoever had the authority's key could sign for the console's own names, and for nothing else.
func TestCaseTheDesksAuthoritySignsTheDeskOnly(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	server, code, mail, client := x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageCodeSigning, x509.ExtKeyUsageEmailProtection, x509.ExtKeyUsageClientAuth
	uri, err := url.Parse("spiffe://example.nhs.uk/x")
	if err != nil {
		t.Fatal(err)
	}
	for names, configured := range map[string][]string{
		"a name and an address": {"kiosk-1.local", "192.168.1.20"},
		"names only":            {"kiosk-1.local"},
		"addresses only":        {"192.168.1.20", "fd00::5"},
	} {
		ca, key, err := newAuthority("Example Library", configured, now)
		if err != nil {
			t.Fatal(err)
		}
		for what, c := range map[string]struct {
			form  x509.Certificate
			usage x509.ExtKeyUsage
		}{
			"a program":           {x509.Certificate{Subject: pkix.Name{CommonName: "London Borough of Example ICT"}}, code},
			"a letter":            {x509.Certificate{EmailAddresses: []string{"chief.executive@example.nhs.uk"}}, mail},
			"a letter, as server": {x509.Certificate{EmailAddresses: []string{"chief.executive@example.nhs.uk"}}, server},
			"a log-in":            {x509.Certificate{DNSNames: []string{"kiosk-1.local"}}, client},
			"the intranet":        {x509.Certificate{DNSNames: []string{"intranet.internal"}}, server},
			"a file server":       {x509.Certificate{DNSNames: []string{"fileserver.lan"}}, server},
			"this machine":        {x509.Certificate{DNSNames: []string{"localhost"}}, server},
			"a bank":              {x509.Certificate{DNSNames: []string{"bank.example"}}, server},
			"an address":          {x509.Certificate{IPAddresses: []net.IP{net.ParseIP("10.1.2.3")}}, server},
			"a neighbour":         {x509.Certificate{IPAddresses: []net.IP{net.ParseIP("192.168.1.21")}}, server},
			"a new address":       {x509.Certificate{IPAddresses: []net.IP{net.ParseIP("fd00::6")}}, server},
			"a URI":               {x509.Certificate{URIs: []*url.URL{uri}}, server},
		} {
			c.form.SerialNumber, c.form.NotBefore, c.form.NotAfter, c.form.ExtKeyUsage = big.NewInt(1), now, now.Add(time.Hour), []x509.ExtKeyUsage{c.usage}
			own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			der, err := x509.CreateCertificate(rand.Reader, &c.form, ca, own.Public(), key)
			if err != nil {
				t.Fatal(err)
			}
			forged, err := x509.ParseCertificate(der)
			if err != nil {
				t.Fatal(err)
			}
			pool := x509.NewCertPool()
			pool.AddCert(ca)
			if _, err := forged.Verify(x509.VerifyOptions{Roots: pool, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{c.usage}}); err == nil {
				t.Errorf("%s: it signs %s", names, what)
			}
		}
	}
}

// kept returns the authority's file, and whether the authority's own key is in it.
func kept(t *testing.T, folder string, a *Authority) (holdsKey bool) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(folder, authorityFile))
	if err != nil {
		t.Fatal(err)
	}
	keys := 0
	for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
		parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			continue // a certificate
		}
		keys++
		if key, ok := parsed.(*ecdsa.PrivateKey); ok && key.PublicKey.Equal(a.cert.PublicKey) {
			holdsKey = true
		}
	}
	if keys < years-1 {
		t.Errorf("there are %d keys of servers", keys)
	}
	return holdsKey
}

func TestCaseTheAuthoritysKeyIsGoneAfterItHasSigned(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	names := []string{"kiosk-1.local", "192.168.1.20"}
	folder := t.TempDir()
	a, err := OpenAuthority(folder, "Example Library", names, now)
	if err != nil {
		t.Fatal(err)
	}
	if kept(t, folder, a) {
		t.Error("the authority's key is on the disk")
	}
	// One of version 0.1.0 goes on, and its key is gone as well.
	old := t.TempDir()
	cert, key, err := newAuthority("Example Library", names, now.Add(-year))
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	whole := slices.Concat(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}))
	if err := os.WriteFile(filepath.Join(old, authorityFile), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err = OpenAuthority(old, "Example Library", names, now)
	if err != nil {
		t.Fatal(err)
	}
	if !a.cert.Equal(cert) || kept(t, old, a) {
		t.Error("devices have to trust another, or the old key stays")
	}
}

func TestCaseStrangersLeavePlacesForTheDesksDevices(t *testing.T) {
	d := newDoor()
	d.knows("192.168.1.50:4000")
	for i := range 6 {
		for range mostConnsOne {
			d.take(network(fmt.Sprintf("192.168.1.%d:1", i)))
		}
	}
	if d.take(network("192.168.1.99:1")) {
		t.Error("the places that are kept are given to strangers")
	}
	if !d.take(network("192.168.1.50:4001")) {
		t.Error("six strangers shut the desk out")
	}
	if network("[fd00::1:2:3:4]:5") != network("[fd00::9:9:9:9]:5") || network("[::ffff:10.0.0.1]:1") != "10.0.0.1" {
		t.Error("one machine has more than one share")
	}
}

func TestCaseDevicesHaveNamesThatCanBeSeen(t *testing.T) {
	d, err := OpenDevices(filepath.Join(t.TempDir(), "devices.json"))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for _, bad := range []string{"Desk tablet\u200b", "\u200b", "\u202etelbat", "a\u00adb", "\u3164", "a\ufe0f", "a\u061cb", "\x85a\x00"} {
		if _, err := d.Add(bad, false, now); !errors.Is(err, ErrDeviceName) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, good := range []string{"Desk tablet", "Ståndpunkt 2", "受付", "Desk’s phone (left)"} {
		if _, err := d.Add(good, false, now); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, same := range []string{"ＤＥＳＫ　tablet", "desk\u00a0tablet", "Sta\u030andpunkt 2"} {
		if _, err := d.Add(same, false, now); !errors.Is(err, ErrNamed) {
			t.Errorf("%q looks like another: %v", same, err)
		}
	}
}
