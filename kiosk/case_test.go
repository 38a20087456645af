package kiosk

import (
	"testing"
	"time"

	"frontdoor/kiosk/journey"
)

// A core that is started again goes on holding still, and counts on from where it was.
func TestCaseThePinsLockOutlivesARestart(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	var kept Tries
	again := func() *lock { return &lock{Tries: kept, keep: func(n Tries) { kept = n }} }
	for range mostWrong - 1 { // the plug is pulled after every one
		if e := again().try("2468", "1111", now); e != (journey.PinWrong{Fault: journey.WrongPin}) {
			t.Fatalf("%+v", e)
		}
	}
	if e := again().try("2468", "1111", now); e != (journey.PinWrong{Fault: journey.Blocked}) {
		t.Fatalf("the fifth: %+v", e)
	}
	if e := again().try("2468", "2468", now.Add(time.Minute)); e != (journey.PinWrong{Fault: journey.Blocked}) {
		t.Errorf("after a restart the right one is %+v", e)
	}
	if e := again().try("2468", "2468", now.Add(holdStill)); e != (journey.PinRight{}) {
		t.Errorf("five minutes later it is %+v", e)
	}
	kept = Tries{Until: now.AddDate(3, 0, 0)} // kept while the clock was wrong
	if e := again().try("2468", "2468", now); e != (journey.PinWrong{Fault: journey.Blocked}) {
		t.Errorf("%+v", e)
	}
	if e := again().try("2468", "2468", now.Add(holdStill)); e != (journey.PinRight{}) {
		t.Errorf("a wrong clock keeps staff out for years: %+v", e)
	}
}
