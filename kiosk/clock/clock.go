// Package clock judges whether the machine's clock can be believed.
//
// A kiosk without a battery begins in 1970, and one whose battery is empty in a year of its own.
// Then nothing may be said to be open, no fact to be fresh, and nothing may be signed with a
// date. One judgement is shared by all who ask for the time: hours, trust lines, the desk's
// certificates, counts and what staff are told. The package reads no clock itself.
package clock

import (
	"fmt"
	"sync"
	"time"
)

// Written is the first moment of the year in which this program was written. A clock that shows
// less was never set.
func Written() time.Time { return time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC) }

// Bounds of what is evidently wrong. A clock a few minutes out sends nobody to a closed door.
const (
	longest = 20 * 365 * 24 * time.Hour // that a kiosk runs after the newest that it knows of
	apart   = 10 * time.Minute          // from the hub
	day     = 24 * time.Hour            // a fact has a day and no time, and its day may be another zone's
)

// A Judge compares the machine's clock with what else is known of the time. It may be used by
// several goroutines.
type Judge struct {
	boot func() time.Duration

	mu    sync.Mutex
	least time.Time
	hub   time.Time     // what the hub's clock showed
	at    time.Duration // when, since the machine was switched on
}

// NewJudge makes a judge. boot returns how long the machine has been on, asleep or awake.
func NewJudge(boot func() time.Duration) *Judge { return &Judge{boot: boot, least: Written()} }

// Learn takes in that something was already known at a moment: a program that was built, a fact
// that was checked. The clock cannot show less.
func (j *Judge) Learn(known time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if known.After(j.least) {
		j.least = known
	}
}

// Heard takes in what the hub's clock shows now. A hub that is itself evidently wrong is not
// believed.
func (j *Judge) Heard(hub time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if hub.Before(j.least.Add(-day)) || hub.After(j.least.Add(longest)) {
		return
	}
	j.hub, j.at = hub, j.boot()
}

// Doubt returns why a clock that shows now is evidently wrong, in English for staff; empty where
// nothing speaks against it.
func (j *Judge) Doubt(now time.Time) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	shows := now.UTC().Format("2 Jan 2006 15:04")
	switch {
	case now.Before(j.least.Add(-day)):
		return fmt.Sprintf("it shows %s, and what this kiosk knows is of %s", shows, j.least.UTC().Format("2 Jan 2006"))
	case now.After(j.least.Add(longest)):
		return fmt.Sprintf("it shows %s, more than twenty years after all that this kiosk knows", shows)
	case !j.hub.IsZero():
		if hub := j.hub.Add(j.boot() - j.at); now.Sub(hub).Abs() > apart {
			return fmt.Sprintf("it shows %s (UTC), and the hub's shows %s", shows, hub.UTC().Format("2 Jan 2006 15:04"))
		}
	}
	return ""
}

// Believed returns now, or the zero time where nobody can say what time it is.
func (j *Judge) Believed(now time.Time) time.Time {
	if j.Doubt(now) != "" {
		return time.Time{}
	}
	return now
}
