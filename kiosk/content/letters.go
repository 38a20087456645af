package content

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/typeset"
)

// faces are the kiosk's own, read once.
var faces = sync.OnceValue(typeset.NewEngine)

// letters names what a kiosk cannot draw of a service's name and address: a box is there for
// each such letter, and a resident who cannot read it loses the place.
func letters(s directory.Service) []problem {
	shown := []string{s.Name, s.Organization}
	if s.Location != nil {
		shown = append(shown, s.Location.Address...)
	}
	var out []problem
	for _, text := range shown {
		if gone := faces().Lacks(text, "en"); len(gone) > 0 {
			out = append(out, problem{
				fmt.Sprintf("the kiosk has no letters for %q of %q: a box is shown for each", string(gone), text), "Write it in English letters, or beside them",
			})
		}
	}
	return out
}

// controlled reports whether a text holds signs that are not seen and move others: a line feed, or
// an embedding that turns what follows around.
func controlled(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u2028' || r == '\u2029' || r == '\ufffd'
	})
}
