package kiosk

import (
	"time"

	"frontdoor/kiosk/journey"
)

// A lock looks at the PIN of staff, and holds still after too many wrong ones.
type lock struct {
	wrong int
	until time.Time
}

// Wrong PINs in a row, and how long the lock then holds still.
const (
	mostWrong = 5
	holdStill = 5 * time.Minute
)

// try returns what a typed PIN comes to.
func (l *lock) try(pin, typed string, now time.Time) journey.Event {
	switch {
	case now.Before(l.until):
		return journey.PinWrong{Fault: journey.Blocked}
	case pin != "" && typed == pin:
		l.wrong = 0
		return journey.PinRight{}
	}
	if l.wrong++; l.wrong >= mostWrong {
		l.wrong, l.until = 0, now.Add(holdStill)
		return journey.PinWrong{Fault: journey.Blocked}
	}
	return journey.PinWrong{Fault: journey.WrongPin}
}
