package main

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
	"flag"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
)

// A hub's own keys lie in a folder: hub.tls, by which kiosks know it on a network, and hub.keys,
// which seals its answers and opens what is carried to it by hand. Several hubs on one database
// share copies of the folder.

// identityFlag says where the folder is; by default it is that of --data.
func identityFlag(f *flag.FlagSet) *string { return f.String("identity", "", "") }

func identityFolder(given string, at where) (string, error) {
	switch {
	case given != "":
		return given, nil
	case *at.data != "":
		return *at.data, nil
	}
	return "", callf("say where the hub's own keys are kept: --identity DIR. Several hubs on one database share copies of it")
}

// identity is what a hub seals and opens with.
type identity struct {
	seal ed25519.PrivateKey
	open *age.X25519Identity
}

// openIdentity reads the keys of a folder, and makes them where there are none.
func openIdentity(folder string) (identity, error) {
	file := filepath.Join(folder, "hub.keys")
	b, err := keptOnce(folder, file, func() ([]byte, error) {
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
		return identity{}, fmt.Errorf("the hub's keys: %w", err)
	}
	var read struct{ Seal, Open string }
	err = json.Unmarshal(b, &read)
	seed, errSeed := base64.StdEncoding.DecodeString(read.Seal)
	open, errOpen := age.ParseX25519Identity(read.Open)
	if err := errors.Join(err, errSeed, errOpen); err != nil || len(seed) != ed25519.SeedSize {
		return identity{}, fmt.Errorf("%s does not hold the hub's keys any more: put a copy of it back, or enrol every kiosk anew after you have moved it away", file)
	}
	return identity{ed25519.NewKeyFromSeed(seed), open}, nil
}

// public gives what kiosks are told of the keys.
func (i identity) public() (recipient, seal string) {
	public, ok := i.seal.Public().(ed25519.PublicKey)
	if !ok {
		return "", ""
	}
	return i.open.Recipient().String(), base64.RawURLEncoding.EncodeToString(public)
}

// certificate gives the certificate of a folder, and makes one where there is none. Kiosks know
// it by its key; browsers do not know it and say so.
func certificate(folder string) (tls.Certificate, error) {
	file := filepath.Join(folder, "hub.tls")
	b, err := keptOnce(folder, file, func() ([]byte, error) {
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

// keptOnce reads a file, and makes it where there is none: whole, once, and for this user only.
func keptOnce(folder, file string, make1 func() ([]byte, error)) ([]byte, error) {
	b, err := os.ReadFile(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	if b, err = make1(); err != nil {
		return nil, err
	}
	part, err := os.CreateTemp(folder, ".hub-*") // for this user only
	if err != nil {
		return nil, err
	}
	defer os.Remove(part.Name()) //nolint:errcheck // it has its name, or is not wanted
	_, err = part.Write(b)
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(part.Name(), file); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return os.ReadFile(file) // another may have been first
}
