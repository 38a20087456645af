package intake

import (
	"strings"

	"golang.org/x/text/language"
)

// Language returns the tag that a code of a language has here: "pol" and "PL" are "pl". A word that
// says yes or no is no code, although a language has it, nor is one of more than three letters.
func Language(code string) (string, bool) {
	code = strings.ToLower(strings.TrimSpace(Clean(code)))
	base, rest, _ := strings.Cut(strings.ReplaceAll(code, "_", "-"), "-")
	switch code {
	case "yes", "no", "y", "n", "all", "any", "non", "und", "mul", "zxx", "mis":
		return "", false
	}
	if len(base) < 2 || len(base) > 3 || len(rest) > 12 {
		return "", false
	}
	t, err := language.Parse(strings.TrimSuffix(base+"-"+rest, "-"))
	if err != nil {
		return "", false
	}
	return t.String(), true
}
