package build

import (
	"runtime/debug"
	"time"
)

// made is set by the Makefile (-ldflags -X) to the time of the commit, in RFC 3339.
var made string //nolint:gochecknoglobals // the linker's only way in

// Time returns when the code of this build was committed, and the zero time where the program was
// built outside git. A clock that says less is wrong.
func Time() time.Time {
	text := made
	if info, ok := debug.ReadBuildInfo(); ok && text == "" {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				text = s.Value
			}
		}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
