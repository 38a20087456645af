// Package identity keeps a hub's own keys in a folder.
//
// hub.tls is the certificate by which kiosks know the hub on a network; hub.keys seals its
// answers and opens what is carried to it by hand. Both are made when they are first asked for,
// whole and for this user only, and never changed: a kiosk that enrolled knows them. Several
// hubs on one database share copies of the folder. The package knows no kiosk and no count.
package identity

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
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
	"os"
	"path/filepath"
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
	b, err := once(file, func() ([]byte, error) {
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
	open, errOpen := age.ParseX25519Identity(read.Open)
	if err := errors.Join(err, errSeed, errOpen); err != nil || len(seed) != ed25519.SeedSize {
		return Keys{}, fmt.Errorf("%s no longer holds the hub's keys: put a copy of it back, or move it away and enrol every kiosk again", file)
	}
	return Keys{ed25519.NewKeyFromSeed(seed), open}, nil
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
// it by its key; browsers do not know it and say so.
func Certificate(folder string) (tls.Certificate, error) {
	file := filepath.Join(folder, "hub.tls")
	b, err := once(file, func() ([]byte, error) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, err
		}
		number, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100))
		if err != nil {
			return nil, err
		}
		form := x509.Certificate{
			SerialNumber: number, Subject: pkix.Name{CommonName: "Frontdoor hub"}, DNSNames: []string{"localhost"},
			NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: time.Now().AddDate(20, 0, 0),
			KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
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
	})
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("the hub's certificate: %w", err)
	}
	c, err := tls.X509KeyPair(b, b)
	if err == nil {
		c.Leaf, err = x509.ParseCertificate(c.Certificate[0])
	}
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("%s is not a certificate with its key: %w", file, err)
	}
	return c, nil
}

// once reads a file, and writes what make returns where there is none. Of several hubs that make
// one at the same moment, all go on with the same.
func once(file string, make func() ([]byte, error)) ([]byte, error) {
	b, err := os.ReadFile(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, err
	}
	if b, err = make(); err != nil {
		return nil, err
	}
	if err := durable.CreateFile(file, b, 0o600); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return os.ReadFile(file) // another may have been first
}
