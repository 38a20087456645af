package openreferral

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// place is one place of a service, with what holds there only.
type place struct {
	location  *directory.Location
	behind    *directory.Location // what location keeps secret; nil where nothing is
	shown     bool                // it says explicitly that it may be shown
	untold    bool                // its publisher hides it: it is told only where there is no other, and as a secret place
	schedules []node              // of the service there
	building  []node              // of whatever else is there
	holidays  []node
	access    []node
}

// places returns where a service is, of either version.
func (r *record) places() []place {
	var out []place
	for _, at := range r.list("service_at_locations", "service_at_location") {
		if l := at.object("location"); l != nil {
			if p, ok := r.place(l, at); ok {
				p.schedules = at.list("schedules", "regular_schedule", "regular_schedules")
				p.building = l.list("schedules", "regular_schedule", "regular_schedules")
				p.holidays = slices.Concat(at.list("holiday_schedules", "holiday_schedule"), l.list("holiday_schedules", "holiday_schedule"))
				p.access = l.list("accessibility", "accessibility_for_disabilities")
				out = append(out, p)
			}
		}
	}
	for _, l := range r.list("locations") {
		if p, ok := r.place(l, nil); ok {
			p.building, p.holidays = l.list("schedules", "regular_schedules"), l.list("holiday_schedules", "holiday_schedule")
			p.access = l.list("accessibilities")
			out = append(out, p)
		}
	}
	kept := out[:0]
	for _, p := range sameDoors(out) {
		if !slices.ContainsFunc(kept, p.again) {
			kept = append(kept, p)
		}
	}
	return kept
}

// again reports whether a place is one that stands among others already: at its postcode, with its
// first line or with no times of its own.
func (p place) again(q place) bool {
	if p.location.Confidential || q.location.Confidential || p.location.Postcode == "" || p.location.Postcode != q.location.Postcode {
		return false
	}
	first := func(l *directory.Location) string {
		return strings.ToLower(strings.Join(l.Address[:min(len(l.Address), 1)], ""))
	}
	return first(p.location) == first(q.location) && len(p.schedules) == 0
}

// sameDoors keeps a place secret in each of its records when one of them says so.
func sameDoors(places []place) []place {
	for _, hidden := range places {
		for i, p := range places {
			if hidden.behind != nil && p.behind == nil && sameDoor(*hidden.behind, *p.location) {
				places[i].behind, places[i].location = p.location, &directory.Location{Confidential: true}
			}
		}
	}
	return places
}

func sameDoor(a, b directory.Location) bool {
	return a.Postcode != "" && a.Postcode == b.Postcode || a.Lat != 0 && a.Lat == b.Lat && a.Lon == b.Lon ||
		len(a.Address) > 0 && len(b.Address) > 0 && strings.EqualFold(a.Address[0], b.Address[0])
}

// place reads a place, and whether it may be shown: the location itself says so, its addresses, or
// what ties it to the service. It reports whether there is one that may be told of. One that may
// only be shown roughly is kept secret: who asks for that has a reason.
func (r *record) place(l, tie node) (place, bool) {
	var d intake.Discretion
	said(&d, l)
	said(&d, tie)
	for _, one := range l.list("addresses", "physical_addresses") {
		said(&d, one)
	}
	r.odd(&d)
	at, letters := r.location(l)
	switch {
	case d.Gone != "":
		r.unknown("location", "", "one of its places is not told: "+d.Gone)
		return place{location: &directory.Location{Confidential: true}, behind: at, untold: true}, true
	case d.Secret != "":
		r.repaired("location", "", "confidential", d.Secret)
		return place{location: &directory.Location{Confidential: true}, behind: at}, true
	case letters:
		r.unknown("location", "", "it has an address for letters only, which is no door")
		return place{}, false
	case at == nil:
		return place{}, false
	default:
		return place{location: at, shown: d.Shown}, true
	}
}

// location reads where a place is, whoever may be told; nil where nothing says so. It reports whether
// that is for letters only: what is no door can still give a secret place away.
func (r *record) location(l node) (at *directory.Location, letters bool) {
	if t := fold(l.text("location_type")); t == "virtual" || t == "postal" {
		return nil, false
	}
	a := l
	var post node
	for _, one := range l.list("addresses", "physical_addresses") {
		switch t := fold(one.text("address_type")); t {
		case "postal", "virtual":
			post = one
		default:
			if t == "physical" || a.text("address_1") == "" {
				a = one
			}
		}
	}
	if post != nil && a.text("address_1", "postal_code") == "" {
		a, letters = post, true
	}
	out := &directory.Location{}
	for _, f := range []string{"address_1", "address_2", "city"} {
		for line := range strings.FieldsFuncSeq(a.text(f), func(r rune) bool { return r == '\n' || r == '\r' }) {
			if line = strings.Join(strings.Fields(line), " "); line != "" {
				out.Address = append(out.Address, intake.SensibleName(line))
			}
		}
	}
	if text := a.text("postal_code"); text != "" {
		p, ok := directory.Postcode(text)
		if !ok {
			r.unknown("postal_code", text, "this is not a postcode")
		}
		out.Postcode = p
	}
	if !letters {
		r.point(l, out)
	}
	if len(out.Address) == 0 && out.Postcode == "" && out.Lat == 0 {
		return nil, letters
	}
	return out, letters
}

// point places a location: by its degrees where they can be right, else by its postcode.
func (r *record) point(l node, out *directory.Location) {
	lat, okLat := l.number("latitude")
	lon, okLon := l.number("longitude")
	if c, ok := l.object("geometry")["coordinates"].([]any); ok && len(c) == 2 {
		g := node{"lon": c[0], "lat": c[1]}
		lon, okLon = g.number("lon")
		lat, okLat = g.number("lat")
	}
	byPostcode, known := r.opts.Place(out.Postcode)
	sound := okLat && okLon && lat >= 49 && lat <= 61 && lon >= -9 && lon <= 2.5
	was := fmt.Sprintf("%g, %g", lat, lon)
	switch {
	case sound && known && intake.Far(byPostcode, directory.Point{Lat: lat, Lon: lon}):
		r.repaired("location", was, out.Postcode, "its degrees are far from its postcode, which says where it is")
		out.Lat, out.Lon = byPostcode.Lat, byPostcode.Lon
	case sound:
		out.Lat, out.Lon = lat, lon
	case known:
		if okLat || okLon {
			r.repaired("location", was, out.Postcode, "it is not in the United Kingdom, so its postcode says where it is")
		}
		out.Lat, out.Lon = byPostcode.Lat, byPostcode.Lon
	case okLat || okLon:
		r.unknown("location", was, "it is not in the United Kingdom, and its postcode is not in the list of postcodes")
	case out.Postcode != "":
		r.unknown("location", out.Postcode, "the postcode is not in the list of postcodes")
	}
}

// accessible fills in what the mapping's words say of a place. Words that it does not have say
// nothing: prose is not searched for facts.
func (r *record) accessible(s *directory.Service, access []node) {
	for _, a := range access {
		is := true
		switch r.m.access[fold(cmp.Or(a.text("name", "accessibility"), a.text("description")))] {
		case "step_free":
			s.StepFree = &is
		case "hearing_loop":
			s.HearingLoop = &is
		case "quiet_space":
			s.QuietSpace = &is
		}
	}
}
