package desk

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"frontdoor/internal/durable"
)

// An Authority vouches for the kiosk that serves the desk's console. It is made once, at
// installation, and its certificate is carried by hand to the devices of the desk, so that
// nobody is ever asked to click a warning away. It can vouch for servers of the names that it was
// made for, and for nothing else in the world: for no other name, no mail, no program, nobody's
// log-in. Its key signs the server's certificates of all its years when it is made, and is
// never written down: whoever takes the kiosk's disk can pass for this console and for nobody.
type Authority struct {
	cert   *x509.Certificate
	leaves []*tls.Certificate // of the server, one a year, the earliest first
}

// How long certificates hold. Devices refuse those of servers that hold for years. A new one serves
// every year, and the one before holds for a month longer.
const (
	years        = 10
	year         = 365 * 24 * time.Hour
	renewBefore  = 30 * 24 * time.Hour
	serverFor    = year + renewBefore
	authorityFor = years*year + renewBefore
)

// authorityFile holds the authority's certificate, and the server's with their keys. It is one file,
// so that a kiosk and a shell that both make it at the same moment end with the same.
const authorityFile = "authority.pem"

// Errors of an authority.
var (
	ErrName  = errors.New("the authority cannot vouch for that name")
	ErrEnded = errors.New("the authority has come to its end")
)

// OpenAuthority opens the authority of a folder, or makes one there for a site. names are
// what devices may call the kiosk: host names or addresses, without a port. It fails with
// ErrName for a name that an older authority was not made for, and with ErrEnded for one whose
// years are over.
func OpenAuthority(folder, site string, names []string, now time.Time) (*Authority, error) {
	a, err := readAuthority(folder, names, now)
	if errors.Is(err, fs.ErrNotExist) {
		a, err = makeAuthority(folder, site, names, now)
	}
	if err != nil {
		return nil, fmt.Errorf("open the desk's authority: %w", err)
	}
	mend := fmt.Sprintf("Delete %s, start again, and give the new certificate to every device", filepath.Join(folder, authorityFile))
	for _, n := range names {
		if !a.vouches(n) {
			return nil, fmt.Errorf("%w: %q was not known when the authority was made. %s", ErrName, n, mend)
		}
	}
	if !now.Before(a.cert.NotAfter) {
		return nil, fmt.Errorf("%w, on %s. %s", ErrEnded, a.cert.NotAfter.Format("2 January 2006"), mend)
	}
	return a, nil
}

// nobody is a name that nothing has: where a kind of name is to be refused as a whole, this one alone is
// permitted.
const nobody = "frontdoor.invalid"

// newAuthority makes a certificate and its key.
func newAuthority(site string, names []string, now time.Time) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	t := &x509.Certificate{
		SerialNumber:                big.NewInt(now.UnixNano()),
		Subject:                     pkix.Name{CommonName: "Frontdoor desk at " + site, Organization: []string{"Frontdoor"}},
		NotBefore:                   now.Add(-time.Hour), // clocks of phones
		NotAfter:                    now.Add(authorityFor),
		IsCA:                        true,
		BasicConstraintsValid:       true,
		MaxPathLenZero:              true,
		KeyUsage:                    x509.KeyUsageCertSign,
		ExtKeyUsage:                 []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         []string{nobody},
		PermittedEmailAddresses:     []string{nobody},
		PermittedURIDomains:         []string{nobody},
	}
	for _, n := range names {
		if ip := net.ParseIP(n); ip != nil {
			bits := 8 * len(short(ip))
			t.PermittedIPRanges = append(t.PermittedIPRanges, &net.IPNet{IP: short(ip), Mask: net.CIDRMask(bits, bits)})
		} else {
			t.PermittedDNSDomains = append(t.PermittedDNSDomains, n)
		}
	}
	if len(t.PermittedIPRanges) == 0 { // without a range, every address would be permitted
		t.ExcludedIPRanges = []*net.IPNet{{IP: net.IPv4zero.To4(), Mask: net.CIDRMask(0, 32)}, {IP: net.IPv6zero, Mask: net.CIDRMask(0, 128)}}
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return nil, nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return cert, key, err
}

func makeAuthority(folder, site string, names []string, now time.Time) (*Authority, error) {
	cert, key, err := newAuthority(site, names, now)
	if err != nil {
		return nil, err
	}
	whole, err := signed(cert, key, names, now)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	// Whichever of two writes it first has made it.
	if err := durable.CreateFile(filepath.Join(folder, authorityFile), whole, 0o600); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readAuthority(folder, names, now)
}

// signed returns what is kept of an authority: its certificate, and those of its server from now on, each
// with a key of its own. The authority's key is not among it.
func signed(cert *x509.Certificate, key *ecdsa.PrivateKey, names []string, now time.Time) ([]byte, error) {
	whole := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})
	for from := now; from.Add(renewBefore).Before(cert.NotAfter); from = from.Add(year) {
		own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, err
		}
		der, err := leaf(cert, key, own, names, from)
		if err != nil {
			return nil, err
		}
		secret, err := x509.MarshalPKCS8PrivateKey(own)
		if err != nil {
			return nil, err
		}
		whole = slices.Concat(whole, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	}
	return whole, nil
}

// leaf signs a certificate of the server that serves from a moment on.
func leaf(cert *x509.Certificate, key, own *ecdsa.PrivateKey, names []string, from time.Time) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	t := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "Frontdoor desk"},
		NotBefore:    from.Add(-time.Hour),
		NotAfter:     from.Add(serverFor),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if t.NotAfter.After(cert.NotAfter) {
		t.NotAfter = cert.NotAfter
	}
	for _, n := range names {
		if ip := net.ParseIP(n); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, n)
		}
	}
	return x509.CreateCertificate(rand.Reader, t, cert, own.Public(), key)
}

func readAuthority(folder string, names []string, now time.Time) (*Authority, error) {
	b, err := os.ReadFile(filepath.Join(folder, authorityFile))
	if err != nil {
		return nil, err
	}
	first, rest := pem.Decode(b)
	if first != nil && first.Type == "PRIVATE KEY" {
		return forget(folder, first.Bytes, rest, names, now)
	}
	if first == nil {
		return nil, fmt.Errorf("%s is damaged", authorityFile)
	}
	a := &Authority{}
	if a.cert, err = x509.ParseCertificate(first.Bytes); err != nil {
		return nil, fmt.Errorf("%s: %w", authorityFile, err)
	}
	for len(bytes.TrimSpace(rest)) > 0 {
		secret, after := pem.Decode(rest)
		public, after := pem.Decode(after)
		if secret == nil || public == nil {
			return nil, fmt.Errorf("%s is damaged", authorityFile)
		}
		rest = after
		c, err := x509.ParseCertificate(public.Bytes)
		if err == nil {
			err = c.CheckSignatureFrom(a.cert)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", authorityFile, err)
		}
		parsed, err := x509.ParsePKCS8PrivateKey(secret.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", authorityFile, err)
		}
		key, ok := parsed.(*ecdsa.PrivateKey)
		if !ok || !key.PublicKey.Equal(c.PublicKey) {
			return nil, fmt.Errorf("a key in %s does not belong to its certificate", authorityFile)
		}
		a.leaves = append(a.leaves, &tls.Certificate{Certificate: [][]byte{public.Bytes, first.Bytes}, PrivateKey: key, Leaf: c})
	}
	if len(a.leaves) == 0 {
		return nil, fmt.Errorf("%s is damaged", authorityFile)
	}
	return a, nil
}

// forget takes over an authority of version 0.1.0, whose key was kept: it signs the certificates of the
// years that are left, and the key is gone. Devices go on trusting it. What it can vouch for was
// wider; a new one is narrower.
func forget(folder string, secret, rest []byte, names []string, now time.Time) (*Authority, error) {
	public, _ := pem.Decode(rest)
	parsed, err := x509.ParsePKCS8PrivateKey(secret)
	if err != nil || public == nil {
		return nil, errors.Join(fmt.Errorf("%s is damaged", authorityFile), err)
	}
	cert, err := x509.ParseCertificate(public.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", authorityFile, err)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || !key.PublicKey.Equal(cert.PublicKey) {
		return nil, fmt.Errorf("the key in %s does not belong to its certificate", authorityFile)
	}
	whole, err := signed(cert, key, names, now)
	if err == nil {
		err = durable.WriteFile(filepath.Join(folder, authorityFile), whole, 0o600)
	}
	if err != nil {
		return nil, err
	}
	return readAuthority(folder, names, now)
}

// Certificate returns the authority's certificate in PEM: what devices have to trust.
func (a *Authority) Certificate() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// Fingerprint returns the SHA-256 of the certificate as devices show it: AB:CD:…
func (a *Authority) Fingerprint() string {
	sum := sha256.Sum256(a.cert.Raw)
	pairs := make([]string, 0, len(sum))
	for _, b := range sum {
		pairs = append(pairs, strings.ToUpper(hex.EncodeToString([]byte{b})))
	}
	return strings.Join(pairs, ":")
}

// vouches reports whether the server's certificates are for a name.
func (a *Authority) vouches(name string) bool {
	return a.leaves[0].Leaf.VerifyHostname(hostOf(name)) == nil
}

// hostOf writes an address as certificates are asked for it.
func hostOf(name string) string {
	if ip := net.ParseIP(name); ip != nil {
		return "[" + ip.String() + "]"
	}
	return name
}

func short(ip net.IP) net.IP {
	if v4 := ip.To4(); v4 != nil {
		return v4
	}
	return ip
}

// TLS returns what a listener serves with. The certificate is another one before it ends.
func (a *Authority) TLS() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return a.server(time.Now()), nil
		},
	}
}

// server returns the certificate that serves now: the latest that has begun, and the first where
// the clock is before all of them.
func (a *Authority) server(now time.Time) *tls.Certificate {
	at := a.leaves[0]
	for _, l := range a.leaves[1:] {
		if now.After(l.Leaf.NotBefore.Add(time.Hour)) { // clocks of phones
			at = l
		}
	}
	return at
}
