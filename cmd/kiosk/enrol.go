package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"frontdoor/kiosk/uplink"
)

// A kiosk that has enrolled keeps two files in its data folder: hub.key, its own secret key, which
// never leaves it, and hub.json, what it knows of its hub.

func hubKeyFile(data string) string { return filepath.Join(data, "hub.key") }
func hubFile(data string) string    { return filepath.Join(data, "hub.json") }

// runEnrol makes this kiosk known to a hub, with the line that "hub enrol" printed.
func runEnrol(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("kiosk enrol", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	var s settings
	f.StringVar(&s.data, "data", "", "")
	if len(args) == 0 {
		return mendf("say the line that `hub enrol` printed: kiosk enrol 'https://hub.example.org#CODE' [--data DIR]")
	}
	if err := f.Parse(args[1:]); err != nil || f.NArg() > 0 {
		return mendf("say the line that `hub enrol` printed, and --data DIR if the kiosk has a folder of its own")
	}
	if err := s.findData(); err != nil {
		return err
	}
	invitation, err := uplink.ParseInvitation(args[0])
	if err != nil {
		return mendf("%v", err)
	}
	key, err := ownKey(s.data)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, time.Minute)
	defer stop()
	told, err := uplink.Enrol(ctx, invitation, key)
	if err != nil {
		return mendf("%v", err)
	}
	if err := keepEnrolment(s.data, told); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "This kiosk is %s at %s. Its counts go to %s; a kiosk that runs begins within a minute.\n", told.Kiosk, told.Site, told.URL)
	return err
}

// keepEnrolment writes what a kiosk knows of its hub, whole or not at all.
func keepEnrolment(data string, e uplink.Enrolment) error {
	b, err := json.MarshalIndent(e, "", " ")
	if err != nil {
		return fmt.Errorf("keep the enrolment: %w", err)
	}
	part := hubFile(data) + ".part"
	if err := os.WriteFile(part, append(b, '\n'), 0o600); err != nil {
		return mendf("what the hub said cannot be kept in %s: %v", data, err)
	}
	return os.Rename(part, hubFile(data))
}

// ownKey gives the kiosk's key, and makes it where there is none.
func ownKey(data string) (ed25519.PrivateKey, error) {
	file := hubKeyFile(data)
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return newKey(data, file)
	}
	if err != nil {
		return nil, mendf("the kiosk's key cannot be read: %v", err)
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, mendf("%s does not hold the kiosk's key any more. Move it away, and enrol this kiosk again.", file)
	}
	any1, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	key, ok := any1.(ed25519.PrivateKey)
	if err != nil || !ok {
		return nil, mendf("%s does not hold the kiosk's key any more. Move it away, and enrol this kiosk again.", file)
	}
	return key, nil
}

func newKey(data, file string) (ed25519.PrivateKey, error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, mendf("no key can be kept in %s: %v", data, err)
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	f, err := os.OpenFile(file+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, mendf("no key can be kept in %s: %v", data, err)
	}
	err = pem.Encode(f, &pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, mendf("no key can be kept in %s: %v", data, err)
	}
	return key, os.Rename(file+".part", file)
}

// enrolment gives what this kiosk knows of its hub, and its key; false where it has not enrolled.
func enrolment(data string) (uplink.Enrolment, ed25519.PrivateKey, bool, error) {
	var e uplink.Enrolment
	b, err := os.ReadFile(hubFile(data))
	if errors.Is(err, fs.ErrNotExist) {
		return e, nil, false, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &e)
	}
	if err != nil {
		return e, nil, false, fmt.Errorf("what this kiosk knows of its hub cannot be read: %w", err)
	}
	key, err := ownKey(data)
	return e, key, err == nil, err
}
