package intake

import "frontdoor/kiosk/directory"

// Options say what is outside the data of an importer. The zero value works.
type Options struct {
	// Place returns where a postcode is; nil knows none.
	Place func(postcode string) (directory.Point, bool)
	// Problems returns what is wrong with a service, in sentences; nil finds nothing.
	Problems func(directory.Service) []string
}

// Whole returns the options with every function there.
func (o Options) Whole() Options {
	if o.Place == nil {
		o.Place = func(string) (directory.Point, bool) { return directory.Point{}, false }
	}
	if o.Problems == nil {
		o.Problems = func(directory.Service) []string { return nil }
	}
	return o
}
