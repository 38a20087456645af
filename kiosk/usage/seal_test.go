package usage_test

import (
	"crypto/ed25519"
	"errors"
	"os"
	"strings"
	"testing"

	"frontdoor/kiosk/usage"
)

// vectorKey is of the seed 00 01 02 … 1f: no kiosk has it.
func vectorKey() ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	for i := range seed {
		seed[i] = byte(i)
	}
	return ed25519.NewKeyFromSeed(seed)
}

// The example of docs/wire.md is what both sides hold to.
func TestASealIsThatOfTheDocument(t *testing.T) {
	b, err := os.ReadFile("../../docs/wire.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, ok := strings.Cut(string(b), "```seal\n")
	want, _, closed := strings.Cut(after, "```")
	want = strings.Join(strings.Fields(want), "")
	got := usage.Seal(vectorKey(), usage.SealBatch, []byte("frontdoor"))
	if !ok || !closed || got != want {
		t.Errorf("got %s, the document has %s", got, want)
	}
	if public, err := usage.OpenSeal(want, usage.SealBatch, []byte("frontdoor")); err != nil || !public.Equal(vectorKey().Public()) {
		t.Errorf("%x, %v", public, err)
	}
}

func TestASealIsWorthNothingForAnythingElse(t *testing.T) {
	seal := usage.Seal(vectorKey(), usage.SealBatch, []byte("text"))
	public, signature, _ := strings.Cut(seal, ".")
	_, other, _ := ed25519.GenerateKey(nil)
	foreign, _, _ := strings.Cut(usage.Seal(other, usage.SealBatch, nil), ".")
	for name, c := range map[string]struct{ seal, purpose, text string }{
		"another text":    {seal, usage.SealBatch, "texts"},
		"another purpose": {seal, usage.SealEnrol, "text"},
		"another key":     {foreign + "." + signature, usage.SealBatch, "text"},
		"no signature":    {public, usage.SealBatch, "text"},
		"half of one":     {seal[:len(seal)-4], usage.SealBatch, "text"},
		"nothing":         {"", usage.SealBatch, "text"},
		"something":       {"a.b", usage.SealBatch, "text"},
	} {
		if key, err := usage.OpenSeal(c.seal, c.purpose, []byte(c.text)); !errors.Is(err, usage.ErrSeal) || key != nil {
			t.Errorf("%s: %x, %v", name, key, err)
		}
	}
}
