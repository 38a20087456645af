package desk

import (
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
	"sync"
	"time"

	"frontdoor/internal/durable"
)

// An Authority vouches for the kiosk that serves the desk's console. It is made once, at
// installation, and its certificate is carried by hand to the devices of the desk, so that
// nobody is ever asked to click a warning away. It can vouch for names of a private network
// and for the names it was made for, and for nothing else in the world: whoever steals its
// key cannot pass for a bank.
type Authority struct {
	cert  *x509.Certificate
	key   *ecdsa.PrivateKey
	names []string

	mu   sync.Mutex
	leaf *tls.Certificate
}

// How long certificates hold. Devices refuse those of servers that hold for years.
const (
	authorityFor = 10 * 365 * 24 * time.Hour
	serverFor    = 90 * 24 * time.Hour
	renewBefore  = 30 * 24 * time.Hour
)

// authorityFile holds the certificate and its key. It is one file, so that a kiosk and a shell
// that both make it at the same moment end with the same.
const authorityFile = "authority.pem"

// ErrName means that the authority of a folder cannot vouch for a name.
var ErrName = errors.New("the authority cannot vouch for that name")

// privateNames and privateRanges are what no name outside a building can be.
var (
	privateNames  = []string{"localhost", "local", "lan", "internal", "home.arpa"}
	privateRanges = []string{"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"}
)

// OpenAuthority opens the authority of a folder, or makes one there for a site. names are
// what devices may call the kiosk: host names or addresses, without a port. It fails with
// ErrName for a name that an older authority was not made for.
func OpenAuthority(folder, site string, names []string, now time.Time) (*Authority, error) {
	a, err := readAuthority(folder)
	if errors.Is(err, fs.ErrNotExist) {
		a, err = makeAuthority(folder, site, names, now)
	}
	if err != nil {
		return nil, fmt.Errorf("open the desk's authority: %w", err)
	}
	a.names = slices.Clone(names)
	for _, n := range names {
		if !a.vouches(n) {
			return nil, fmt.Errorf("%w: %q is not a name of a private network and was not known when the authority was made. Delete %s, start again, and give the new certificate to every device", ErrName, n, filepath.Join(folder, authorityFile))
		}
	}
	return a, nil
}

func makeAuthority(folder, site string, names []string, now time.Time) (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
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
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         slices.Clone(privateNames),
	}
	for _, r := range privateRanges {
		_, n, err := net.ParseCIDR(r)
		if err != nil {
			return nil, err
		}
		t.PermittedIPRanges = append(t.PermittedIPRanges, n)
	}
	for _, n := range names {
		if ip := net.ParseIP(n); ip != nil {
			if !within(t.PermittedIPRanges, ip) {
				bits := 8 * len(short(ip))
				t.PermittedIPRanges = append(t.PermittedIPRanges, &net.IPNet{IP: short(ip), Mask: net.CIDRMask(bits, bits)})
			}
		} else if !below(t.PermittedDNSDomains, n) {
			t.PermittedDNSDomains = append(t.PermittedDNSDomains, n)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
	if err != nil {
		return nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	whole := slices.Concat(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	// Whichever of two writes it first has made it.
	if err := durable.CreateFile(filepath.Join(folder, authorityFile), whole, 0o600); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readAuthority(folder)
}

func readAuthority(folder string) (*Authority, error) {
	b, err := os.ReadFile(filepath.Join(folder, authorityFile))
	if err != nil {
		return nil, err
	}
	secret, rest := pem.Decode(b)
	public, _ := pem.Decode(rest)
	if secret == nil || public == nil {
		return nil, fmt.Errorf("%s is damaged", authorityFile)
	}
	cert, err := x509.ParseCertificate(public.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", authorityFile, err)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(secret.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", authorityFile, err)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || !key.PublicKey.Equal(cert.PublicKey) {
		return nil, fmt.Errorf("the key in %s does not belong to its certificate", authorityFile)
	}
	return &Authority{cert: cert, key: key}, nil
}

// Certificate gives the authority's certificate in PEM: what devices have to trust.
func (a *Authority) Certificate() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// Fingerprint gives the SHA-256 of the certificate as devices show it: AB:CD:…
func (a *Authority) Fingerprint() string {
	sum := sha256.Sum256(a.cert.Raw)
	pairs := make([]string, 0, len(sum))
	for _, b := range sum {
		pairs = append(pairs, strings.ToUpper(hex.EncodeToString([]byte{b})))
	}
	return strings.Join(pairs, ":")
}

// vouches says whether a certificate for a name would be accepted.
func (a *Authority) vouches(name string) bool {
	if ip := net.ParseIP(name); ip != nil {
		return within(a.cert.PermittedIPRanges, ip)
	}
	return below(a.cert.PermittedDNSDomains, name)
}

func within(ranges []*net.IPNet, ip net.IP) bool {
	return slices.ContainsFunc(ranges, func(n *net.IPNet) bool { return n.Contains(ip) })
}

func below(domains []string, name string) bool {
	return slices.ContainsFunc(domains, func(d string) bool { return name == d || strings.HasSuffix(name, "."+d) })
}

func short(ip net.IP) net.IP {
	if v4 := ip.To4(); v4 != nil {
		return v4
	}
	return ip
}

// TLS gives what a listener serves with. The certificate is made anew before it ends.
func (a *Authority) TLS() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			return a.server(time.Now())
		},
	}
}

// server gives the certificate of the server, which is kept in memory only.
func (a *Authority) server(now time.Time) (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.leaf != nil && now.Before(a.leaf.Leaf.NotAfter.Add(-renewBefore)) && now.After(a.leaf.Leaf.NotBefore) {
		return a.leaf, nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the console's certificate: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, fmt.Errorf("make the console's certificate: %w", err)
	}
	t := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "Frontdoor desk"},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.Add(serverFor),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, n := range a.names {
		if ip := net.ParseIP(n); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, n)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, t, a.cert, key.Public(), a.key)
	if err != nil {
		return nil, fmt.Errorf("make the console's certificate: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("make the console's certificate: %w", err)
	}
	a.leaf = &tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key, Leaf: leaf}
	return a.leaf, nil
}
