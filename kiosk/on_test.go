package kiosk_test

import (
	"reflect"
	"testing"

	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
)

// on returns what the screen S shows, and ends the test when another one is shown.
func on[S glass.Screen](t *testing.T, v glass.View) S {
	t.Helper()
	s, ok := v.Screen.(S)
	if !ok {
		t.Fatalf("the glass shows %s, and not %s", shown(v), s.ID())
	}
	return s
}

// shown returns which screen a view shows.
func shown(v glass.View) journey.Screen {
	if v.Screen == nil {
		return "nothing"
	}
	return v.Screen.ID()
}

// nobodys reports whether a view holds nothing of any visit: the first screen, and around it
// what is true of the kiosk.
func nobodys(v glass.View) bool {
	kiosk := glass.Frame{Site: v.Site, Clock: v.Clock, Greeting: v.Greeting, Offer: v.Offer, Desk: v.Desk, Notice: v.Notice}
	return reflect.DeepEqual(v, glass.View{Frame: kiosk, Screen: glass.Attract{}}) && v.Desk.Request == nil
}
