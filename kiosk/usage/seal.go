package usage

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
)

// What a seal is for. A seal for one purpose is worth nothing for another.
const (
	SealBatch  = "frontdoor-batch-1"  // the body of a request with a batch
	SealEnrol  = "frontdoor-enrol-1"  // the one-time code that a kiosk enrols with
	SealBundle = "frontdoor-bundle-1" // a batch that is carried by hand
	SealAnswer = "frontdoor-answer-1" // the hub's answer to bundles
)

// ErrSeal means that a seal is not one, or does not match this text.
var ErrSeal = errors.New("the seal does not match this text")

// Seal signs a text for a purpose: the public key and the signature, in a form that fits into a
// header. docs/wire.md has an example that both sides read.
func Seal(key ed25519.PrivateKey, purpose string, text []byte) string {
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return ""
	}
	b := base64.RawURLEncoding
	return b.EncodeToString(public) + "." + b.EncodeToString(ed25519.Sign(key, sealed(purpose, text)))
}

// OpenSeal returns the key that sealed a text for a purpose. Its error is ErrSeal.
func OpenSeal(seal, purpose string, text []byte) (ed25519.PublicKey, error) {
	public, err := SealKey(seal)
	if err != nil {
		return nil, err
	}
	_, after, _ := strings.Cut(seal, ".")
	signature, err := base64.RawURLEncoding.Strict().DecodeString(after)
	if err != nil || !ed25519.Verify(public, sealed(purpose, text), signature) {
		return nil, ErrSeal
	}
	return public, nil
}

// SealKey returns the key that a seal claims to be of, before its text is known.
func SealKey(seal string) (ed25519.PublicKey, error) {
	before, _, ok := strings.Cut(seal, ".")
	public, err := base64.RawURLEncoding.Strict().DecodeString(before)
	if !ok || err != nil || len(public) != ed25519.PublicKeySize {
		return nil, ErrSeal
	}
	return public, nil
}

// KeyID returns the text by which a public key is known at the hub. It has a space in it, which no
// key has that is sent by itself: who knows a public key cannot send it as a secret one.
func KeyID(public ed25519.PublicKey) string {
	return "ed25519 " + base64.RawURLEncoding.EncodeToString(public)
}

func sealed(purpose string, text []byte) []byte {
	sum := sha256.Sum256(text)
	return []byte(purpose + "\n" + hex.EncodeToString(sum[:]) + "\n")
}
