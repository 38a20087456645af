package identity_test

import (
	"crypto/x509"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"frontdoor/hub/identity"
	"frontdoor/internal/durable"
	"frontdoor/internal/enrol"
)

func TestCaseACertificateNamesWhereItIsAsked(t *testing.T) {
	folder := t.TempDir()
	first, err := identity.Certificate(folder)
	if err != nil {
		t.Fatal(err)
	}
	named, err := identity.Certificate(folder, "counts.example", "192.168.1.5", "2001:db8::5")
	if err != nil {
		t.Fatal(err)
	}
	if enrol.Pin(first.Leaf) != enrol.Pin(named.Leaf) {
		t.Error("kiosks that know the hub by its key do not know it any more")
	}
	again, err := identity.Certificate(folder, "192.168.1.5")
	if err != nil || again.Leaf.SerialNumber.Cmp(named.Leaf.SerialNumber) != 0 {
		t.Errorf("a certificate that has the name is made again, %v", err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(again.Leaf)
	for host, ok := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "::1": true, "counts.example": true, "192.168.1.5": true, "2001:db8::5": true,
		"elsewhere.example": false, "192.168.1.6": false,
	} {
		_, err := again.Leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: roots})
		if (err == nil) != ok {
			t.Errorf("a browser that trusts it and asks %s: %v", host, err)
		}
	}
	if again.Leaf.IsCA || again.Leaf.KeyUsage&x509.KeyUsageCertSign != 0 || len(again.Leaf.ExtKeyUsage) != 1 {
		t.Error("whoever has it can sign others with it")
	}
}

func TestCaseAHubsKeysThatOthersCanReadAreRefused(t *testing.T) {
	folder := t.TempDir()
	keys, err := identity.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := identity.Certificate(folder); err != nil {
		t.Fatal(err)
	}
	same, err := identity.Open(folder)
	if err != nil || string(same.Secret()) != string(keys.Secret()) || len(keys.Secret()) != 32 {
		t.Errorf("the secret of the cookies is another after a start, %v", err)
	}
	for _, name := range []string{"hub.keys", "hub.tls"} {
		if err := os.Chmod(filepath.Join(folder, name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := identity.Open(folder); !errors.Is(err, durable.ErrOthers) {
		t.Errorf("hub.keys: %v", err)
	}
	if _, err := identity.Certificate(folder, "counts.example"); !errors.Is(err, durable.ErrOthers) {
		t.Errorf("hub.tls: %v", err)
	}
}
