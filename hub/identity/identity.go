// Package identity keeps a hub's own keys in a folder.
//
// hub.tls is the certificate by which kiosks know the hub on a network; hub.keys seals its
// answers and opens what is carried to it by hand. Both are made when they are first asked for,
// whole and for this user only, and their keys never change: a kiosk that enrolled knows them. A
// file that others can read is refused. Several hubs on one database share copies of the folder.
// The package knows no kiosk and no count.
package identity

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"frontdoor/internal/durable"
)

// Keys are what a hub seals and opens with.
type Keys struct {
	Seal ed25519.PrivateKey  // its answers that go by stick
	Open *age.X25519Identity // what kiosks send by stick
}

// Open reads the keys of a folder, and makes both where there are none.
func Open(folder string) (Keys, error) {
	file := filepath.Join(folder, "hub.keys")
	b, open, err := once(file, func() ([]byte, error) {
		_, seal, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return nil, err
		}
		open, err := age.GenerateX25519Identity()
		if err != nil {
			return nil, err
		}
		return json.Marshal(map[string]string{"seal": base64.StdEncoding.EncodeToString(seal.Seed()), "open": open.String()})
	})
	if err != nil {
		return Keys{}, fmt.Errorf("the hub's keys: %w", err)
	}
	var read struct{ Seal, Open string }
	err = json.Unmarshal(b, &read)
	seed, errSeed := base64.StdEncoding.DecodeString(read.Seal)
	opens, errOpen := age.ParseX25519Identity(read.Open)
	if err := errors.Join(err, errSeed, errOpen); err != nil || len(seed) != ed25519.SeedSize {
		return Keys{}, fmt.Errorf("%s no longer holds the hub's keys: put a copy of it back, or move it away and enrol every kiosk again", file)
	}
	return Keys{ed25519.NewKeyFromSeed(seed), opens}, open
}

// Secret returns what the page's cookies are made of: the same at every start, and at every hub of
// the same keys. Nothing of the keys can be worked out from it.
func (k Keys) Secret() []byte {
	m := hmac.New(sha256.New, k.Seal.Seed())
	m.Write([]byte("frontdoor hub: cookies of the page"))
	return m.Sum(nil)
}

// Public returns what kiosks are told of the keys: an age recipient, and the public half of the
// seal in base64url.
func (k Keys) Public() (recipient, seal string) {
	public, ok := k.Seal.Public().(ed25519.PublicKey)
	if !ok {
		return "", ""
	}
	return k.Open.Recipient().String(), base64.RawURLEncoding.EncodeToString(public)
}

// Certificate returns the certificate of a folder, and makes one where there is none. Kiosks know
// it by its key, whatever it says; browsers know it once it has been added to what they trust, if it
// names the address that they ask. Where it lacks one of the names, which are names and addresses
// of hosts, another is made with the same key that has them as well.
func Certificate(folder string, names ...string) (tls.Certificate, error) {
	file := filepath.Join(folder, "hub.tls")
	b, open, err := once(file, func() ([]byte, error) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, err
		}
		return certify(key, append([]string{"localhost", "127.0.0.1", "::1"}, names...))
	})
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("the hub's certificate: %w", err)
	}
	c, err := pair(b)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("%s is not a certificate with its key: %w", file, err)
	}
	if open != nil {
		return tls.Certificate{}, open
	}
	has := hosts(c.Leaf)
	lacks := slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(has, name) })
	if !lacks {
		return c, nil
	}
	key, ok := c.PrivateKey.(*ecdsa.PrivateKey)
	if !ok {
		return tls.Certificate{}, fmt.Errorf("%s is a certificate that was made elsewhere: have it name %s there", file, strings.Join(names, ", "))
	}
	b, err = certify(key, append(has, names...))
	if err == nil {
		err = durable.WriteFile(file, b, 0o600)
	}
	if err == nil {
		c, err = pair(b)
	}
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("the hub's certificate: %w", err)
	}
	return c, nil
}

func pair(b []byte) (tls.Certificate, error) {
	c, err := tls.X509KeyPair(b, b)
	if err == nil {
		c.Leaf, err = x509.ParseCertificate(c.Certificate[0])
	}
	return c, err
}

// CheckName returns an error for what is neither a host's name nor an address.
func CheckName(name string) error {
	_, err := netip.ParseAddr(name)
	if err == nil || hostName.MatchString(name) {
		return nil
	}
	return fmt.Errorf("%q is neither the name of a machine nor an address: write it like hub.example.org or 192.168.1.5, without https:// and a port", name)
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\.[A-Za-z0-9-]{1,63})*$`)

// hosts returns the names and addresses that a certificate is for.
func hosts(c *x509.Certificate) []string {
	all := slices.Clone(c.DNSNames)
	for _, ip := range c.IPAddresses {
		all = append(all, ip.String())
	}
	return all
}

// years is how long a certificate lasts: kiosks that know its key do not look, and whoever made it
// will not be there to make another.
const years = 20

// earliest is before every hub: a clock that was wrong when the certificate was made makes none that
// is not valid yet.
var earliest = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// certify returns a certificate for names, signed by its own key, with that key, in PEM. It can sign
// no other.
func certify(key *ecdsa.PrivateKey, names []string) ([]byte, error) {
	number, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100))
	if err != nil {
		return nil, err
	}
	from := time.Now()
	if from.Before(earliest) {
		from = earliest
	}
	form := x509.Certificate{
		SerialNumber: number, Subject: pkix.Name{CommonName: "Frontdoor hub"},
		NotBefore: earliest, NotAfter: from.AddDate(years, 0, 0), BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for i, name := range names {
		switch ip := net.ParseIP(name); {
		case slices.Contains(names[:i], name):
		case ip != nil:
			form.IPAddresses = append(form.IPAddresses, ip)
		default:
			form.DNSNames = append(form.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, &form, &form, key.Public(), key)
	if err != nil {
		return nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})...), nil
}

// once reads a file, and writes what make returns where there is none. Of several hubs that make
// one at the same moment, all go on with the same. open is an error where others can read the file.
func once(file string, make func() ([]byte, error)) (b []byte, open, err error) {
	read := func() ([]byte, error, error) {
		text, err := durable.ReadSecret(file)
		if errors.Is(err, durable.ErrOthers) {
			return text, err, nil
		}
		return text, nil, err
	}
	b, open, err = read()
	if !errors.Is(err, fs.ErrNotExist) {
		return b, open, err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, nil, err
	}
	if b, err = make(); err != nil {
		return nil, nil, err
	}
	if err := durable.CreateFile(file, b, 0o600); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, nil, err
	}
	return read() // another may have been first
}
