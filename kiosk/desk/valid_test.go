package desk_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdoor/kiosk/desk"
	"frontdoor/kiosk/site"
)

// No authority is made while nobody knows the time, and one that does not hold now is made anew.
func TestCaseAnAuthorityThatDoesNotHoldIsMadeAnew(t *testing.T) {
	now := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
	at := site.Site{Name: "Example Library", Console: site.Console{Listen: ":8443", Names: []string{"127.0.0.1"}}}
	if renewed, err := desk.Renew(at, t.TempDir(), time.Time{}); renewed || !errors.Is(err, desk.ErrClock) {
		t.Errorf("with a clock that nobody believes: %v, %v", renewed, err)
	}
	if _, err := desk.Renew(site.Site{}, t.TempDir(), time.Time{}); err != nil {
		t.Errorf("a site without a console: %v", err)
	}
	for name, c := range map[string]struct {
		made    time.Time
		renewed bool
	}{
		"in 1970":            {time.Unix(3600, 0), true},
		"in 2046":            {now.AddDate(20, 0, 0), true},
		"ten years ago":      {now.AddDate(-10, 0, 0), true},
		"ends within weeks":  {now.AddDate(0, 0, 20-10*365-30), true}, // it holds for ten years and a month
		"today":              {now, false},
		"nine years ago":     {now.AddDate(-9, 0, 0), false},
		"by a clock of ours": {now.Add(20 * time.Minute), false},
	} {
		data := t.TempDir()
		folder := filepath.Join(data, "desk")
		open := func(when time.Time) string {
			a, err := desk.OpenAuthority(folder, at.Name, at.Console.Names, when)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return a.Fingerprint()
		}
		before := open(c.made)
		if _, err := desk.Renew(at, data, time.Time{}); err != nil {
			t.Errorf("%s: one that is there is used while the clock is wrong: %v", name, err)
		}
		renewed, err := desk.Renew(at, data, now)
		if err != nil || renewed != c.renewed {
			t.Errorf("made %s: made anew is %v, want %v (%v)", name, renewed, c.renewed, err)
		}
		if after := open(now); (after != before) != c.renewed {
			t.Errorf("made %s: the authority is another: %v", name, after != before)
		}
		if _, err := os.Stat(filepath.Join(folder, "authority.pem.ended")); (err == nil) != c.renewed {
			t.Errorf("made %s: the old one: %v", name, err)
		}
	}
}
