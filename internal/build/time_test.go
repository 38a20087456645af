package build

import (
	"testing"
	"time"
)

func TestABuildKnowsWhenItWasMade(t *testing.T) {
	defer func(was string) { made = was }(made)
	for text, want := range map[string]time.Time{
		"2026-11-30T17:12:01+00:00": time.Date(2026, 11, 30, 17, 12, 1, 0, time.UTC),
		"2026-07-01T00:30:00+01:00": time.Date(2026, 6, 30, 23, 30, 0, 0, time.UTC),
		"yesterday":                 {},
	} {
		made = text
		if got := Time(); !got.Equal(want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
