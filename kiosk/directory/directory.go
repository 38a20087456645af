package directory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Errors of looking something up.
var (
	ErrMalformed       = errors.New("not in the form of a postcode")
	ErrUnknownPostcode = errors.New("no such postcode in the content")
	ErrNoService       = errors.New("no such service in the content")
)

// A Store keeps services and postcodes. It may be used by several goroutines.
type Store interface {
	// Entries returns where every service for a leaf is, in no order.
	Entries(ctx context.Context, leaf string) ([]Entry, error)
	// Service returns a service, or ErrNoService.
	Service(ctx context.Context, id string) (Service, error)
	// Postcode returns where a postcode, written as "E1 6AN", is, or ErrUnknownPostcode.
	Postcode(ctx context.Context, postcode string) (Point, error)
}

// An Entry says where a service is, so that lists can be sorted before services are read.
type Entry struct {
	ID     string
	At     Point
	Placed bool // it has a place that may be shown
	Astray bool // it has a place, but it is not known where; otherwise, not placed means for everywhere
	Hidden bool // its place keeps somebody safe: it is in no entry
}

// DefaultLimit is how many answers a list has when a query says nothing else: more than
// anybody reads, and few enough to draw at once.
const DefaultLimit = 20

// nationalLimit is how many of a list's answers may be for everywhere.
const nationalLimit = 8

// pool is how many of the nearest are read; a list shows the best of them. A resident who filters a
// list chooses among these. Reading one takes longer than everything else done for it.
const pool = 32

// A Directory answers queries from a store.
type Directory struct {
	store  Store
	rights []Right
}

// New makes a directory. A right that a service says it keeps is said no longer than the right
// itself holds, if it is one of those passed in. Its error means that the machine has no time
// zones at all.
func New(store Store, rights ...Right) (*Directory, error) {
	if _, err := london(); err != nil {
		return nil, fmt.Errorf("open the directory: %w", err)
	}
	return &Directory{store: store, rights: rights}, nil
}

// ranked is an entry with its distance.
type ranked struct {
	Entry
	metres int
}

// nearest is the first of a list that is never sorted as a whole: a need may have thousands
// of services, and nobody reads more than the first few. It grows to its capacity.
type nearest []ranked

func (n *nearest) offer(r ranked) {
	list := *n
	byDistance := func(a, b ranked) int {
		if a.metres != b.metres {
			return a.metres - b.metres
		}
		return strings.Compare(a.ID, b.ID)
	}
	if len(list) == cap(list) {
		if byDistance(r, list[len(list)-1]) >= 0 {
			return
		}
		list = list[:len(list)-1]
	}
	at, _ := slices.BinarySearchFunc(list, r, byDistance)
	*n = slices.Insert(list, at, r)
}

// beyond says that a place is further than all that a full list holds, by how far it is to
// the north or the south alone, or to the east or the west. It costs far less than the
// distance, and most places are.
func (n *nearest) beyond(from *Point, at Point) bool {
	list := *n
	if from == nil || len(list) < cap(list) {
		return false
	}
	furthest := float64(list[len(list)-1].metres) + 1
	north := math.Abs(at.Lat-from.Lat) * metresADegree
	return north > furthest || north < metresADegree && math.Abs(at.Lon-from.Lon)*leastADegree > furthest
}

// leastADegree is less than it is from one degree of longitude to the next anywhere in the
// United Kingdom, which ends at 61° north: no place is left out because of it.
const leastADegree = metresADegree * 0.48

// Find returns the services for a need: those that keep people safe first, then what is near,
// then what is for everywhere; for urgent needs, what answers everywhere comes before what is
// near. What is somewhere, but nobody knows where, comes last and takes nobody's room. Within
// each, the best for whoever asks comes first. An empty list is an answer.
func (d *Directory) Find(ctx context.Context, q Query) (Found, error) {
	entries, err := d.store.Entries(ctx, q.Need)
	if err != nil {
		return Found{}, fmt.Errorf("find services: %w", err)
	}
	room := max(pool, q.Limit)
	hidden, near, everywhere, astray := make(nearest, 0, nationalLimit), make(nearest, 0, room), make(nearest, 0, room), make(nearest, 0, room)
	for _, e := range entries {
		switch {
		case e.Hidden:
			hidden.offer(ranked{e, -1})
		case e.Placed && near.beyond(q.From, e.At):
		case e.Placed:
			near.offer(ranked{e, metres(q.From, e.At)})
		case e.Astray:
			astray.offer(ranked{e, -1})
		default:
			everywhere.offer(ranked{e, -1})
		}
	}
	var c candidates
	for _, group := range []struct {
		of   nearest
		into *[]*Answer
	}{{hidden, &c.hidden}, {near, &c.near}, {everywhere, &c.everywhere}, {astray, &c.astray}} {
		for _, r := range group.of {
			s, err := d.store.Service(ctx, r.ID)
			if err != nil {
				return Found{}, fmt.Errorf("find services: %w", err) // without its id, which would end up in a log
			}
			a := d.answer(s, r.metres, q.Now)
			*group.into = append(*group.into, &a)
		}
		inOrder(*group.into, q)
	}
	return c.found(q), nil
}

// Service returns one service as an answer. from may be nil.
func (d *Directory) Service(ctx context.Context, id string, from *Point, now time.Time, lang string) (Answer, error) {
	s, err := d.store.Service(ctx, id)
	if err != nil {
		return Answer{}, fmt.Errorf("look up a service: %w", err)
	}
	distance := -1
	if s.Placed() {
		distance = metres(from, Point{s.Location.Lat, s.Location.Lon})
	}
	a := d.answer(s, distance, now)
	a.unplaced()
	a.Reasons = reasons(&a, Query{From: from, Now: now, Lang: lang}, false)
	return a, nil
}

// Placed reports whether the service has a place that may be shown on a list.
func (s Service) Placed() bool {
	return s.Location != nil && !s.Location.Confidential && (s.Location.Lat != 0 || s.Location.Lon != 0)
}

// answer returns what may be said of a service now.
func (d *Directory) answer(s Service, distance int, now time.Time) Answer {
	today := DayOf(now)
	s.Hours = s.Hours.Plain()
	if s.Location != nil && s.Location.Confidential {
		s.Location = &Location{Confidential: true}
	}
	a := Answer{
		Metres: distance, Walk: walk(distance), On: today,
		Trust: s.Assurance.on(today), Open: s.door(now), News: s.news(today),
	}
	for _, other := range s.Also {
		a.Also = append(a.Also, other.on(today))
	}
	s.Alerts = nil // what there is to say of them is in News
	s.Rights = holding(s.Rights, d.rights, today)
	a.Service = s
	return a
}

// unplaced takes back where a service usually is, while it is known or feared to be somewhere
// else: the kiosk sends no one to a locked door.
func (a *Answer) unplaced() {
	if !a.Told(AlertMoved) {
		return
	}
	a.Metres, a.Walk = -1, -1
	if l := a.Service.Location; l != nil && !l.Confidential {
		a.Service.Location = &Location{}
	}
}

// expired reports whether a fact has to be checked on a day; on one that nobody knows, it has to.
func (a Assurance) expired(on Date) bool {
	return on == Date{} || a.ExpiresOn != (Date{}) && !on.Before(a.ExpiresOn)
}

// earthRadius is the mean radius in metres.
const earthRadius = 6371008.8

// metresADegree is how far it is from one degree of latitude to the next.
const metresADegree = earthRadius * math.Pi / 180

// metres returns the distance in a straight line; -1 when one end is not known.
func metres(from *Point, to Point) int {
	if from == nil {
		return -1
	}
	const degree = math.Pi / 180
	lat := (from.Lat + to.Lat) / 2 * degree
	dx := (to.Lon - from.Lon) * degree * math.Cos(lat)
	dy := (to.Lat - from.Lat) * degree
	return int(math.Round(earthRadius * math.Hypot(dx, dy)))
}

func dateOf(t time.Time) Date {
	y, m, day := t.Date()
	return Date{y, m, day}
}

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day)) < 0
}

// AddYears returns the same day of another year. 29 February becomes 1 March in a year that has
// none, so that what is made of a date is one.
func (d Date) AddYears(n int) Date {
	d.Year += n
	if d.Month == time.February && d.Day == 29 && time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Month() != time.February {
		d.Month, d.Day = time.March, 1
	}
	return d
}

// String returns the date as 2026-11-23 or, where only the year is known, 2026; nothing for a
// date that is not known.
func (d Date) String() string {
	switch {
	case d == (Date{}):
		return ""
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// ParseDate reads 2026-11-23, or 2026 where only the year is known. An empty text is the date
// that is not known.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	if year, err := strconv.Atoi(s); err == nil && year > 1900 && year < 2200 {
		return Date{Year: year}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date: write it like 2026-11-23", s)
	}
	return dateOf(t), nil
}

// ParseDay reads 2026-11-23, and nothing less: what begins or ends has a day.
func ParseDay(s string) (Date, error) {
	d, err := ParseDate(s)
	if err == nil && d.Month == 0 {
		err = fmt.Errorf("%q is not a day: write it like 2026-11-23", s)
	}
	return d, err
}
