package journey

import "slices"

// maxAccess bounds the access needs, and the lines that are taken out.
const maxAccess = 16

// person is what a resident does around talking to a person. Whether somebody has been
// called is not a visit's to know: the core asks the board.
func person(s State, a Action) State {
	switch {
	case s.Screen == Attract || s.Screen == Finished:
		return s
	case a.Kind == CallPerson || a.Kind == CancelCall || a.Kind == Met:
		return aside(s, Person)
	case a.Kind == ShowHandover && s.Screen != Handover:
		return forward(s, Handover)
	case a.Kind == ToggleLine && s.Screen == Handover:
		s.Hidden = toggle(s.Hidden, a.Value, maxAccess)
	case a.Kind == ToggleAccess && s.Screen == Handover:
		s.Access = toggle(s.Access, a.Value, maxAccess)
	case (a.Kind == Share || a.Kind == Unshare) && s.Screen == Handover:
		s.Shared = a.Kind == Share
		return aside(s, Person)
	}
	return s
}

// toggle puts a value in, or takes it out. A list that is full takes no more.
func toggle(list []string, value string, most int) []string {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	if value == "" || len(list) == most {
		return list
	}
	return append(list, value)
}

// staff is what staff do at the kiosk. Every way out of their screens locks it again.
func staff(s State, a Action) State {
	switch {
	case a.Kind == ShowStaff:
		return aside(s, Staff)
	case a.Kind == AskPin && s.Screen == Staff:
		s.Typed, s.Fault = "", NoFault
		return forward(s, Pin)
	case a.Kind == BadPin && s.Screen == Pin:
		s.Typed, s.Fault = "", Fault(a.Value)
	case a.Kind == Unlock && s.Screen == Pin:
		s.Typed, s.Fault = "", NoFault
		s = back(s)
		s.Unlocked = s.Screen == Staff
	case a.Kind == ShowPairing && s.Unlocked && s.Screen == Staff:
		return forward(s, Pairing)
	case a.Kind == AssistOn && s.Screen != Attract && s.Screen != Finished:
		s.Assist = true
		if s.Screen == Staff {
			return back(s)
		}
	case a.Kind == AssistOff:
		s.Assist = false
	}
	return s
}
