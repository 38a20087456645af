package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"frontdoor/kiosk/content"
)

// named is a source of one service of a name, as TOML writes it.
func named(name string) fstest.MapFS {
	return fstest.MapFS{"a.toml": {Data: []byte(`[defaults]
source = "own"
assurer = "A. Editor"
verified_on = "2026-11-23"
[[service]]
id = "a"
name = "` + name + `"
kind = "charity"
needs = ["health/gp"]
everywhere = true
`)}}
}

// Letters that no face has are named and stop nobody; signs that turn a name around are refused.
func TestCaseLettersThatAKioskLacksAreNamed(t *testing.T) {
	for name, lacks := range map[string]string{
		"Thai Temple ศูนย์": "ศ", "Կենտրոն": "Կ", "한인 센터": "한", "ማዕከል": "ማ",
		"St John’s Surgery": "", "মেডো রোড": "", "مركز صحي 24": "", "社区中心": "",
	} {
		s, err := content.Read(named(name), known)
		if err != nil {
			t.Errorf("%s is refused: %v", name, err)
			continue
		}
		said := ""
		for _, w := range s.Warnings {
			said += w.Error() + "\n"
		}
		if lacks == "" && said != "" || !strings.Contains(said, lacks) {
			t.Errorf("%s: %q", name, said)
		}
	}
	for _, name := range []string{`Safe\u202egp.exe`, `Two\nlines`, `A\u0007bell`, `\u2067turned\u2069`, `\u2028line`} {
		if _, err := content.Read(named(name), known); err == nil || !strings.Contains(err.Error(), "nobody sees") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
