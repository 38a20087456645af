package journey

// maxFilters bounds the filters of a list.
const maxFilters = 8

// answers is what a resident does with a list beyond picking one of it: what every result has
// to be, and the rights that hold for the need.
func answers(s State, a Action) State {
	switch {
	case s.Screen != Results && s.Screen != Filter && s.Screen != Service:
	case a.Kind == ShowRight && s.Screen != Filter && a.Value != "":
		s.Right = a.Value
		return forward(s, Right)
	case s.Screen == Service:
	case a.Kind == ShowFilters && s.Screen == Results:
		return forward(s, Filter)
	case a.Kind == ClearFilters:
		s.Filters = nil
		if s.Screen == Filter {
			return back(s)
		}
	case a.Kind == ToggleFilter:
		s.Filters = toggle(s.Filters, a.Value, maxFilters)
	}
	return s
}
