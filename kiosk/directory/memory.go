package directory

import "context"

// A Memory is a Store of a few services that are all in memory, such as the built-in ones.
type Memory struct {
	services  map[string]Service
	leaves    map[string][]Entry
	postcodes map[string]Point
}

// NewMemory makes a store of services and postcodes, which must not be changed afterwards.
func NewMemory(services []Service, postcodes map[string]Point) *Memory {
	m := &Memory{services: map[string]Service{}, leaves: map[string][]Entry{}, postcodes: postcodes}
	for _, s := range services {
		m.services[s.ID] = s
		for _, n := range s.Needs {
			m.leaves[n] = append(m.leaves[n], s.Entry())
		}
	}
	return m
}

// Entry returns where a service is.
func (s Service) Entry() Entry {
	e := Entry{ID: s.ID, Placed: s.Placed(), Hidden: s.Location != nil && s.Location.Confidential}
	e.Astray = !e.Placed && !s.Everywhere && s.Location != nil && !e.Hidden
	if e.Placed {
		e.At = Point{s.Location.Lat, s.Location.Lon}
	}
	return e
}

// Entries implements Store.
func (m *Memory) Entries(_ context.Context, leaf string) ([]Entry, error) {
	return m.leaves[leaf], nil
}

// Service implements Store.
func (m *Memory) Service(_ context.Context, id string) (Service, error) {
	s, ok := m.services[id]
	if !ok {
		return Service{}, ErrNoService
	}
	return s, nil
}

// Postcode implements Store.
func (m *Memory) Postcode(_ context.Context, postcode string) (Point, error) {
	p, ok := m.postcodes[postcode]
	if !ok {
		return Point{}, ErrUnknownPostcode
	}
	return p, nil
}
