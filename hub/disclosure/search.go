package disclosure

// A search looks for circles through one number of a network. It changes flows and puts them
// back.
type search struct {
	*network
	but     int   // the number that the circle goes through
	from    []int // the step by which a node was reached: an edge, doubled, and one more when against its way
	price   []int // what has to be hidden to come to a node
	settled []bool
	queue   []int
	changed []change
}

func newSearch(n *network) *search {
	return &search{network: n, from: make([]int, len(n.at)), price: make([]int, len(n.at)), settled: make([]bool, len(n.at))}
}

type change struct {
	edge int
	by   int64
}

// forget puts a truth in place of the true one that follows from what is shown alone. What is
// hidden from here on is the same for all truths that look the same now: it tells nothing of
// which of them it was.
func (s *search) forget() {
	s.but = unreached
	over := make([]int64, len(s.at)) // what flows into a node now and did not before
	for i := range s.edges {
		e := &s.edges[i]
		was := e.flow
		if e.flow = int64(e.shown.value); e.shown.hidden {
			e.flow = (1 + small) / 2
		}
		over[e.to] += e.flow - was
		over[e.from] -= e.flow - was
	}
	for v := range over {
		for over[v] > 0 && s.freeTo(v, func(to int) bool { return over[to] < 0 }) {
			to := s.queue[len(s.queue)-1]
			units := s.push(v, to, min(over[v], -over[to]))
			over[v], over[to] = over[v]-units, over[to]+units
		}
	}
	s.changed = s.changed[:0]
}

// widen hides what it must so that number i can be so much more, or less: there have to be ways
// for as many units between two nodes, from the one to the other, beside the number itself.
func (s *search) widen(i, from, to int, units int64) {
	s.but = i
	defer s.restore()
	for units > 0 {
		if !s.free(from, to) {
			if !s.cheapest(from, to) {
				return // everything around it is hidden, and it has as much room as that gives
			}
			s.hide(from, to)
		}
		units -= s.push(from, to, units)
	}
}

// free looks for a way on which nothing has to be hidden.
func (s *search) free(from, to int) bool {
	return s.freeTo(from, func(v int) bool { return v == to })
}

// freeTo is free, to any node that will do: it is the last in the queue.
func (s *search) freeTo(from int, there func(int) bool) bool {
	for v := range s.from {
		s.from[v] = unreached
	}
	s.from[from] = start
	s.queue = append(s.queue[:0], from)
	for head := 0; head < len(s.queue); head++ {
		v := s.queue[head]
		for _, i := range s.at[v] {
			next, step := s.step(i, v)
			if s.from[next] != unreached || i == s.but || s.room(step) == 0 {
				continue
			}
			s.from[next] = step
			s.queue = append(s.queue, next)
			if there(next) {
				return true
			}
		}
	}
	return false
}

const (
	unreached = -1
	start     = -2
)

// cheapest looks for the way on which the least has to be hidden.
func (s *search) cheapest(from, to int) bool {
	for v := range s.from {
		s.from[v], s.settled[v] = unreached, false
	}
	s.from[from], s.price[from] = start, 0
	for {
		v := unreached
		for u := range s.from {
			if s.from[u] != unreached && !s.settled[u] && (v == unreached || s.price[u] < s.price[v]) {
				v = u
			}
		}
		if v == unreached || v == to {
			return v == to
		}
		s.settled[v] = true
		for _, i := range s.at[v] {
			next, step := s.step(i, v)
			if i == s.but || s.settled[next] {
				continue
			}
			price := s.price[v]
			if s.room(step) == 0 {
				if !s.edges[i].opens(step) {
					continue
				}
				price += s.edges[i].price
			}
			if s.from[next] == unreached || price < s.price[next] {
				s.from[next], s.price[next] = step, price
			}
		}
	}
}

// hide hides every number on the way that was found which leaves no room.
func (s *search) hide(from, to int) {
	for v := to; v != from; v = s.before(v) {
		if s.room(s.from[v]) == 0 {
			s.edges[s.from[v]/2].hide()
		}
	}
}

// narrow reports whether number i cannot be one, or cannot be seven.
func (s *search) narrow(i int) bool {
	e := s.edges[i]
	return !s.reaches(i, e.to, e.from, small-e.flow) || !s.reaches(i, e.from, e.to, e.flow-1)
}

// reaches is widen without hiding anything.
func (s *search) reaches(i, from, to int, units int64) bool {
	s.but = i
	defer s.restore()
	for units > 0 && s.free(from, to) {
		units -= s.push(from, to, units)
	}
	return units == 0
}

// push sends what there is room for along the way that was found.
func (s *search) push(from, to int, units int64) int64 {
	for v := to; v != from; v = s.before(v) {
		units = min(units, s.room(s.from[v]))
	}
	for v := to; v != from; v = s.before(v) {
		i, by := s.from[v]/2, units
		if s.from[v]%2 == 1 {
			by = -units
		}
		s.edges[i].flow += by
		s.changed = append(s.changed, change{i, by})
	}
	return units
}

// restore makes the flows the true ones again.
func (s *search) restore() {
	for _, c := range s.changed {
		s.edges[c.edge].flow -= c.by
	}
	s.changed = s.changed[:0]
}

// step returns the node at the other end of an edge, and the step that leads there.
func (s *search) step(i, v int) (next, step int) {
	if e := &s.edges[i]; e.from == v {
		return e.to, 2 * i
	}
	return s.edges[i].from, 2*i + 1
}

// before returns the node from which one was reached.
func (s *search) before(v int) int {
	e := &s.edges[s.from[v]/2]
	if s.from[v]%2 == 1 {
		return e.to
	}
	return e.from
}

// room says how much more, or less, the number of a step can be as it is shown.
func (s *search) room(step int) int64 {
	e := &s.edges[step/2]
	if step%2 == 1 {
		return e.flow - e.least
	}
	return e.most - e.flow
}

// opens reports whether hiding a number gives room to a step.
func (e *edge) opens(step int) bool {
	return !e.shown.hidden && (step%2 == 0 || e.flow > small+1)
}
