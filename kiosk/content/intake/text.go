package intake

import (
	"html"
	"regexp"
	"strings"
	"unicode"
)

// entity is a character as the web writes it: "&amp;", "&#39;". One without its semicolon is not:
// addresses have "&copy=2".
var entity = regexp.MustCompile(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});`)

// tag is what the web marks text with. "<5" is none.
var tag = regexp.MustCompile(`</?[a-zA-Z][^<>]{0,400}>`)

// breaks are tags behind which a line ends.
var breaks = regexp.MustCompile(`(?i)<(?:br|/p|/div|/li|/h[1-6]|/ul|/ol)\b[^<>]{0,40}>`)

// Clean returns a text without what nobody sees and programs leave behind: spaces without a width
// or a break, marks of direction, and characters as the web writes them ("&amp;"). Joiners between
// letters that need them stay: Persian and Bengali are written with them.
func Clean(s string) string {
	for range 2 { // "&amp;amp;" was written by two programs
		if !strings.Contains(s, "&") {
			break
		}
		s = entity.ReplaceAllStringFunc(s, html.UnescapeString)
	}
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < 0x80
	}
	if plain {
		return s
	}
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	for i, r := range runes {
		switch {
		case r == '\u200c' || r == '\u200d':
			if i > 0 && i+1 < len(runes) && joined(runes[i-1]) && joined(runes[i+1]) {
				out = append(out, r)
			}
		case r == '\u00ad' || r == '\u180e' || r == '\ufeff' || r == '\u2060' || r == '\u200b' || r == '\u200e' || r == '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		case r == '\u2010' || r == '\u2011':
			out = append(out, '-')
		case r != '\n' && r != '\t' && unicode.Is(unicode.Zs, r):
			out = append(out, ' ')
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

// joined reports whether a letter may need a joiner beside it.
func joined(r rune) bool { return r > 0x250 && (unicode.IsLetter(r) || unicode.IsMark(r)) }

// Prose returns a text as a person reads it: clean, and without the tags of the web.
func Prose(s string) string {
	s = Clean(s)
	if strings.Contains(s, "<") {
		s = Clean(tag.ReplaceAllString(breaks.ReplaceAllString(s, "\n"), ""))
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// scheme is how an address of the web begins, once or, by mistake, twice.
var scheme = regexp.MustCompile(`(?i)^(?:https?:/*)+`)

// Web returns an address of the web as it is typed, "example.org/help". It reports whether the text
// is one address; an empty one is none, and no fault.
func Web(text string) (string, bool) {
	s := strings.TrimSpace(Clean(text))
	s = strings.TrimSuffix(scheme.ReplaceAllString(s, ""), "/")
	host, _, _ := strings.Cut(s, "/")
	if s != "" && (strings.ContainsAny(s, " \t\n;<>\"") || strings.Contains(s, "://") || strings.ContainsAny(host, "@,") || !strings.Contains(strings.Trim(host, "."), ".")) {
		return "", false
	}
	return s, true
}

// Mail returns an address of mail. It reports whether the text is one; an empty one is none, and no fault.
func Mail(text string) (string, bool) {
	s := strings.TrimSpace(Clean(text))
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = strings.TrimSpace(s[7:])
	}
	name, host, _ := strings.Cut(s, "@")
	if s != "" && (strings.ContainsAny(s, " \t\n,;:<>/?\"()") || strings.Count(s, "@") != 1 || name == "" || !strings.Contains(strings.Trim(host, "."), ".")) {
		return "", false
	}
	return s, true
}
