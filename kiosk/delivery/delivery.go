// Package delivery keeps what a kiosk knows of the hub that its counts go to, and the key by
// which the hub knows the kiosk. Below it are the two ways there: line, over a network, and
// stick, by hand.
//
// Both files are in the kiosk's own folder and for its own user only: hub.key, which never
// leaves the kiosk, and hub.json. A power cut leaves each of them as it was or as it is to be.
package delivery

import (
	"cmp"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"frontdoor/internal/durable"
	"frontdoor/internal/enrol"
)

// KeyFile and HubFile are the names of the two files in a kiosk's folder.
const (
	KeyFile = "hub.key"
	HubFile = "hub.json"
)

// Keep writes down what a kiosk was told when it enrolled. Names that break the rule of names are
// refused, whoever says them: they become names of files.
func Keep(folder string, e enrol.Enrolment) error {
	if err := enrol.CheckNames(e.Site, e.Kiosk); err != nil {
		return err
	}
	b, err := json.MarshalIndent(e, "", " ")
	if err == nil {
		err = durable.WriteFile(filepath.Join(folder, HubFile), append(b, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("what the hub said cannot be kept in %s: %w", folder, err)
	}
	return nil
}

// Enrolled returns what a kiosk knows of its hub, and its key; false where it has not enrolled.
func Enrolled(folder string) (enrol.Enrolment, ed25519.PrivateKey, bool, error) {
	var e enrol.Enrolment
	b, err := os.ReadFile(filepath.Join(folder, HubFile))
	if errors.Is(err, fs.ErrNotExist) {
		return e, nil, false, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &e)
	}
	if err == nil {
		err = enrol.CheckNames(e.Site, e.Kiosk)
	}
	if err != nil {
		return e, nil, false, fmt.Errorf("what this kiosk knows of its hub cannot be read: %w", err)
	}
	key, err := Key(folder)
	return e, key, err == nil, err
}

// TakenError says that a kiosk has a hub and keeps it. No invitation replaces an enrolment: counts
// that wait would go to another hub than the one that residents were told of.
func TakenError(e enrol.Enrolment) error {
	return fmt.Errorf("this kiosk is %s at %s already, and its counts go to %s: nothing was taken. Where it is to leave that hub, run kiosk enrol --leave first", e.Kiosk, e.Site, hubOf(e))
}

// hubOf names a kiosk's hub for whoever is at its keyboard.
func hubOf(e enrol.Enrolment) string {
	return cmp.Or(e.URL, "the hub "+e.Fingerprint())
}

// Leave makes a kiosk forget its hub, and returns which it was; false where it had none. Its key
// and its counts stay.
func Leave(folder string) (was string, had bool, err error) {
	e, _, had, err := Enrolled(folder)
	if err != nil || !had {
		return "", had, err
	}
	err = os.Remove(filepath.Join(folder, HubFile))
	if err == nil {
		err = durable.SyncFolder(folder)
	}
	if err != nil {
		return "", had, fmt.Errorf("leave the hub: %w", err)
	}
	return hubOf(e), had, nil
}

// Key returns the kiosk's own key, and makes it where there is none.
func Key(folder string) (ed25519.PrivateKey, error) {
	file := filepath.Join(folder, KeyFile)
	b, err := durable.ReadSecret(file)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(folder, file); err != nil {
			return nil, fmt.Errorf("no key can be kept in %s: %w", folder, err)
		}
		b, err = durable.ReadSecret(file) // another may have been first
	}
	if err != nil {
		return nil, fmt.Errorf("the kiosk's key cannot be read: %w", err)
	}
	if block, _ := pem.Decode(b); block != nil {
		parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if key, ok := parsed.(ed25519.PrivateKey); ok && err == nil {
			return key, nil
		}
	}
	return nil, fmt.Errorf("%s no longer holds the kiosk's key. Move it away, and enrol this kiosk again", file)
}

func makeKey(folder, file string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	err = durable.CreateFile(file, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}
