package kiosk

import (
	"time"

	"frontdoor/kiosk/journey"
)

// A lock looks at the PIN of staff, and holds still after too many wrong ones. Pulling the plug
// does not open it: Tries outlive the core where Options has somewhere to keep them.
type lock struct {
	Tries

	keep func(Tries) // nil keeps them in memory only
}

// Tries are the wrong PINs so far.
type Tries struct {
	Wrong int       // in a row
	Until time.Time // the next is not looked at before
}

// Wrong PINs in a row, and how long the lock then holds still.
const (
	mostWrong = 5
	holdStill = 5 * time.Minute
)

// try returns what a typed PIN comes to.
func (l *lock) try(pin, typed string, now time.Time) journey.Event {
	before := l.Tries
	if l.Until.Sub(now) > holdStill { // the clock was wrong when it was kept
		l.Until = now.Add(holdStill)
	}
	defer func() {
		if l.keep != nil && l.Tries != before {
			l.keep(l.Tries)
		}
	}()
	switch {
	case now.Before(l.Until):
		return journey.PinWrong{Fault: journey.Blocked}
	case pin != "" && typed == pin:
		l.Tries = Tries{}
		return journey.PinRight{}
	}
	if l.Wrong++; l.Wrong >= mostWrong {
		l.Wrong, l.Until = 0, now.Add(holdStill)
		return journey.PinWrong{Fault: journey.Blocked}
	}
	return journey.PinWrong{Fault: journey.WrongPin}
}
