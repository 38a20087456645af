package journey

import "slices"

// told is what a resident tells the kiosk beside what they came for: that their language is
// not there, that they were turned away, whether it helped; and what the kiosk keeps of it.
func told(s State, a Action) State {
	switch {
	case a.Kind == Rate:
		if s.Screen == Finished && !s.Discarded && s.Rated == "" {
			s.Rated = a.Value
		}
	case s.Screen == Attract || s.Screen == Finished:
	case a.Kind == ShowMissing && s.Screen == Languages:
		return forward(s, Missing)
	case a.Kind == PickMissing && s.Screen == Missing && a.Value != "":
		s.Wanted = a.Value
		if len(s.Trail) == 0 {
			s.Trail = []Screen{Languages}
		}
		s.Screen = Person // back leads to the languages: English may do after all
	case a.Kind == ShowTurned && s.Screen == Service:
		s.Reason = ""
		return forward(s, Turned)
	case a.Kind == PickReason && s.Screen == Turned && s.Reason == "":
		s.Reason = a.Value
	case a.Kind == SeeList && s.Screen == Turned:
		if i := lastIndex(s.Trail, Results); i >= 0 {
			s.Screen, s.Trail = Results, s.Trail[:i]
		}
	case a.Kind == ShowMemory:
		return aside(s, Remembered)
	case a.Kind == Discard && s.Screen == Remembered:
		s.Discarded = true
	}
	return s
}

// lastIndex gives where a screen stands last in a trail, and -1 where it does not.
func lastIndex(trail []Screen, to Screen) int {
	for i, s := range slices.Backward(trail) {
		if s == to {
			return i
		}
	}
	return -1
}
