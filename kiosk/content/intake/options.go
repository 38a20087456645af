package intake

import (
	"math"

	"frontdoor/kiosk/directory"
)

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

// Far reports whether degrees cannot be those of a postcode: they are more than two kilometres from
// it. A postcode is some fifteen doors; one of the two is then of somewhere else.
func Far(postcode, at directory.Point) bool {
	const degree = 111.2 // kilometres
	north := (at.Lat - postcode.Lat) * degree
	east := (at.Lon - postcode.Lon) * degree * math.Cos(postcode.Lat*math.Pi/180)
	return math.Hypot(north, east) > 2
}
