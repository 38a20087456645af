package dashboard

import (
	"fmt"
	"time"

	"frontdoor/hub/store"
)

// How long a kiosk may not be heard from. It reports in after every hour, and a building is
// closed overnight.
const (
	fresh = 2*time.Hour + 30*time.Minute
	quiet = 26 * time.Hour
)

// A kiosk is a line about one.
type kiosk struct {
	Name, Site string
	State      string // heard, away, quiet, waiting, withdrawn or lapsed
	Says       string // what the state means
	Last       string // when it was last heard from, in London: a kiosk that counted nothing says so at the same moment
	Version    string // of its program; empty when it did not say
	Lost       uint64 // hours of counts that it declared lost
}

// kiosks fills in the kiosks and the sites that can be chosen.
func (r *report) kiosks(all []store.Kiosk) {
	r.Sites = []choice{{Name: "All sites", Link: link("/", "", r.Period.ID), Chosen: r.Site == ""}}
	seen := map[string]bool{}
	for _, k := range all {
		if !seen[k.Site] {
			seen[k.Site] = true
			r.Sites = append(r.Sites, choice{k.Site, link("/", k.Site, r.Period.ID), k.Site == r.Site})
		}
		if r.Site != "" && k.Site != r.Site {
			continue
		}
		line := r.kiosk(k)
		switch line.State {
		case "heard":
			r.Heard++
		case "quiet":
			r.Quiet++
		}
		if line.State != "withdrawn" && line.State != "lapsed" {
			r.Active++
		}
		r.Kiosks = append(r.Kiosks, line)
	}
}

func (r *report) kiosk(k store.Kiosk) kiosk {
	line := kiosk{Name: k.Name, Site: k.Site, Lost: k.Lost, Last: "never", Version: k.Version}
	if !k.Heard.IsZero() {
		line.Last = k.Heard.In(r.now.Location()).Format("Mon 2 Jan, 15:04")
	}
	ago := r.now.Sub(k.Heard)
	switch {
	case k.Keys == 0 && k.Invited && k.Withdrawn:
		line.State, line.Says = "waiting", "Its key was withdrawn, and it is invited again: not enrolled yet"
	case k.Keys == 0 && k.Invited:
		line.State, line.Says = "waiting", "Invited, not enrolled yet"
	case k.Keys == 0 && (k.Withdrawn || !k.Heard.IsZero()):
		line.State, line.Says = "withdrawn", "Its key was withdrawn"
	case k.Keys == 0:
		line.State, line.Says = "lapsed", "Its invitation ran out before it enrolled: make a new one with hub enrol"
	case k.Heard.IsZero():
		line.State, line.Says = "waiting", "Not heard from yet: is its key in place?"
	case ago <= fresh:
		line.State, line.Says = "heard", "Heard from "+since(ago)
	case ago <= quiet:
		line.State, line.Says = "away", "Not heard from for "+length(ago)+": switched off, or offline"
	default:
		line.State, line.Says = "quiet", "Quiet for "+length(ago)+": its visits since then are missing here"
	}
	return line
}

func since(d time.Duration) string {
	if d < 2*time.Minute {
		return "just now"
	}
	return length(d) + " ago"
}

// length returns how long, in the largest unit of which there are two.
func length(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d hours", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	}
}
