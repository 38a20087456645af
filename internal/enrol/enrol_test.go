package enrol_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"frontdoor/internal/enrol"
	"frontdoor/kiosk/usage"
)

func TestALineIsReadAsItWasWritten(t *testing.T) {
	for _, i := range []enrol.Invitation{
		{URL: "https://hub.example.org", Code: "7K2QX-M40RT-9ABCD"},
		{URL: "http://127.0.0.1:8480", Code: "7K2QX"},
		{URL: "https://192.168.1.5:8480", Code: "7K2QX", Pin: strings.Repeat("a", 43)},
	} {
		if got, err := enrol.Parse("  " + i.String() + "\n"); err != nil || got != i {
			t.Errorf("%s: %+v, %v", i, got, err)
		}
	}
	for _, line := range []string{"", "hello", "https://hub.example.org", "https://hub.example.org#", "http://hub.example.org#ABC", "https://hub.example.org#ABC.sha256-short", "https://u:p@hub.example.org#ABC"} {
		if got, err := enrol.Parse(line); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %+v, %v", line, got, err)
		}
	}
}

// What hubs have kept since the first release has to be found again.
func TestADigestIsTheOneThatHubsHaveKept(t *testing.T) {
	got := enrol.Digest("7K2Q")
	if want := "586a724ed739d8c3fb19969b6e4e9d2307e8022d895c1f8c4884d7fd69cfd029"; hex.EncodeToString(got[:]) != want {
		t.Errorf("%x, want %s", got, want)
	}
}

func TestARequestIsSealedForItsCode(t *testing.T) {
	public, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b, err := enrol.Request("7K2Q", key)
	if err != nil {
		t.Fatal(err)
	}
	var asked struct{ Code, Seal string }
	if err := json.Unmarshal(b, &asked); err != nil || asked.Code != "7K2Q" {
		t.Fatalf("%s: %v", b, err)
	}
	if got, err := usage.OpenSeal(asked.Seal, usage.SealEnrol, []byte("7K2Q")); err != nil || !public.Equal(got) {
		t.Errorf("%v", err)
	}
}

// The names on the wire and on sticks are those of the first kiosks, whatever they are called here.
func TestTheFormIsTheOneThatKiosksAndHubsHave(t *testing.T) {
	m := enrol.Membership{Kiosk: "demo-1", Site: "Example Library", Recipient: "age1x", Hub: "h"}
	for want, v := range map[string]any{
		`{"url":"https://h","pin":"p","kiosk":"demo-1","site":"Example Library","courier":"age1x","hub":"h"}`: enrol.Enrolment{URL: "https://h", Pin: "p", Membership: m},
		`{"kiosk":"demo-1","site":"Example Library","courier":"age1x","hub":"h","code":"7K2Q"}`:               enrol.StickInvitation{Membership: m, Code: "7K2Q"},
	} {
		if b, err := json.Marshal(v); err != nil || string(b) != want {
			t.Errorf("%s, %v; want %s", b, err, want)
		}
	}
}
