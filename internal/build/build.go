// Package build knows which build of Frontdoor a program is, so that a person at a shell, a
// log and the hub of a fleet can tell one from another.
package build

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// Number is the release that this code is, or is on its way to. FyneApp.toml says the same.
const Number = "0.1.0"

// revision is set by the Makefile (-ldflags -X) to what git describe says.
var revision string //nolint:gochecknoglobals // the linker's only way in

// MaxVersion is the longest that Version can be, in bytes.
const MaxVersion = 40

// Version returns the release and the revision of this build, for example "0.1.0+573fe73-dirty":
// at most MaxVersion letters, digits, dots, hyphens and one plus sign.
func Version() string { return version(Revision()) }

func version(rev string) string {
	if rev == "" {
		return Number
	}
	clean := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '.', r == '-':
			return r
		}
		return '-'
	}, rev)
	v := Number + "+" + clean
	return v[:min(len(v), MaxVersion)]
}

// Revision returns the revision of the code, with "-dirty" behind it where files had been
// changed. It is empty where the program was built outside git.
func Revision() string {
	if revision != "" {
		return revision
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return stamped(info.Settings)
}

// stamped reads what the go command notes of a checkout, unless it was told not to.
func stamped(settings []debug.BuildSetting) string {
	var rev, dirty string
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision":
			rev = s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "-dirty"
		}
	}
	if rev == "" {
		return ""
	}
	return rev + dirty
}

// Line returns what --version prints: "frontdoor 0.1.0 573fe73 go1.26.0".
func Line() string {
	rev := Revision()
	if rev == "" {
		rev = "unknown"
	}
	return "frontdoor " + Number + " " + rev + " " + runtime.Version()
}
