package openreferral

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// taxonomy is the name of our own terms, in which stands what the profile has no field for.
const taxonomy = "frontdoor"

// space is the name space in which ids of ours become the UUIDs that the profile asks for: the
// same id makes the same UUID in every export.
var space = uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://openreferraluk.org/frontdoor")) //nolint:gochecknoglobals // a constant of a library's type

func id(parts ...string) string {
	return uuid.NewSHA1(space, []byte(strings.Join(parts, "\x00"))).String()
}

// Export writes services as one page of an Open Referral UK 3.0 API, in the order of their ids.
// The same services give the same bytes.
func Export(w io.Writer, services []directory.Service) error {
	services = slices.Clone(services)
	slices.SortFunc(services, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
	contents := make([]node, 0, len(services))
	for _, s := range services {
		contents = append(contents, exported(s))
	}
	page := node{
		"total_items": len(contents), "total_pages": 1, "page_number": 1, "size": len(contents),
		"first_page": true, "last_page": true, "empty": len(contents) == 0, "contents": contents,
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	if err := out.Encode(page); err != nil {
		return fmt.Errorf("write Open Referral data: %w", err)
	}
	return nil
}

// exported returns one service in the form of the profile. Phones, languages and required
// documents stand where HSDS has them: the profile passes over them, and others read them.
func exported(s directory.Service) node {
	n := node{"id": id(s.ID), "name": s.Name, "status": "active", "assured_date": s.Assurance.VerifiedOn.String()}
	set := func(field, text string) {
		if text != "" {
			n[field] = text
		}
	}
	set("email", s.Email)
	if s.URL != "" {
		n["url"] = "https://" + s.URL
	}
	if d := s.Description; d != nil {
		n["description"] = d.Text
	}
	if s.Organization != "" {
		n["organization"] = node{"id": id("organization", s.Organization), "name": s.Organization, "description": s.Organization}
	}
	if e := s.Eligibility; e != nil {
		if e.MinAge > 0 {
			n["minimum_age"] = e.MinAge
		}
		if e.MaxAge > 0 {
			n["maximum_age"] = e.MaxAge
		}
	}
	if c := s.Cost; c != nil && c.Free {
		n["cost_options"] = []node{{"id": id(s.ID, "cost"), "option": "Free", "amount": 0}}
	}
	if len(s.Alerts) > 0 && s.Alerts[0].Text != nil && s.Alerts[0].Text.Lang == "en" {
		n["alert"] = s.Alerts[0].Text.Text
	}
	if at := location(s); at != nil {
		n["service_at_locations"] = []node{{"id": id(s.ID, "at"), "location": at}}
	}
	if hours := schedules(s); len(hours) > 0 {
		n["schedules"] = hours
	}
	if s.Everywhere {
		n["service_areas"] = []node{{"id": id(s.ID, "area"), "name": "England"}}
	}
	var phones, languages []node
	for i, p := range s.Phones {
		phone := node{"id": id(s.ID, "phone", fmt.Sprint(i)), "number": p.Number, "type": cmp.Or(p.Use, "voice")}
		if p.Word != "" {
			phone["description"] = p.Word
		}
		phones = append(phones, phone)
	}
	for _, tag := range s.Languages {
		languages = append(languages, node{"id": id(s.ID, "language", tag)})
	}
	if len(phones) > 0 {
		n["phones"] = phones
	}
	if len(languages) > 0 {
		n["languages"] = languages
	}
	n["attributes"] = attributes(s)
	return n
}

// location returns a place; nil for one that is secret, or not known.
func location(s directory.Service) node {
	l := s.Location
	if l == nil || l.Confidential {
		return nil
	}
	at := node{"id": id(s.ID, "location"), "location_type": "physical"}
	if l.Lat != 0 || l.Lon != 0 {
		at["latitude"], at["longitude"] = l.Lat, l.Lon
	}
	if len(l.Address) > 0 || l.Postcode != "" {
		lines, city := l.Address, ""
		if n := len(lines); n > 1 {
			lines, city = lines[:n-1], lines[n-1]
		}
		at["addresses"] = []node{{
			"id": id(s.ID, "address"), "address_1": strings.Join(lines, "\n"), "city": city, "state_province": "", "postal_code": l.Postcode,
			"country": "GB", "address_type": "physical",
		}}
	}
	return at
}

// schedules returns hours, days with the same times together. Hours that expire before the rest are
// valid until then: beyond, nobody vouches for them.
func schedules(s directory.Service) []node {
	h := s.Hours
	if h == nil {
		return nil
	}
	until := h.To
	if a := h.Assurance; a != nil && a.ExpiresOn.Month != 0 {
		last := time.Date(a.ExpiresOn.Year, a.ExpiresOn.Month, a.ExpiresOn.Day-1, 0, 0, 0, 0, time.UTC)
		until = earlier(until, directory.Date{Year: last.Year(), Month: last.Month(), Day: last.Day()})
	}
	var out []node
	add := func(n node, from, to directory.Date, except []directory.Date) {
		n["id"] = id(s.ID, "schedule", fmt.Sprint(len(out)))
		if h.ByAppointment {
			n["attending_type"] = "by appointment"
		}
		if from != (directory.Date{}) {
			n["valid_from"] = from.String()
		}
		if to != (directory.Date{}) {
			n["valid_to"] = to.String()
		}
		var days []string
		for _, d := range except {
			days = append(days, d.String())
		}
		if len(days) > 0 {
			n["except"] = strings.Join(days, ",")
		}
		out = append(out, n)
	}
	spans := map[directory.Span][]string{}
	var order []directory.Span
	for _, d := range []time.Weekday{1, 2, 3, 4, 5, 6, 0} {
		day := h.Week[d]
		if h.Always {
			day = []directory.Span{{Open: 0, Close: 24 * 60}}
		}
		for _, one := range day {
			if spans[one] == nil {
				order = append(order, one)
			}
			spans[one] = append(spans[one], directory.ByDay{Day: d}.String())
		}
	}
	for _, one := range order {
		add(node{"freq": directory.Weekly, "byday": strings.Join(spans[one], ","), "opens_at": written(one.Open), "closes_at": written(one.Close)}, h.From, until, nil)
	}
	for _, r := range h.Schedules {
		n := node{"freq": r.Freq, "opens_at": written(r.Span.Open), "closes_at": written(r.Span.Close)}
		if r.Interval > 1 {
			n["interval"] = r.Interval
		}
		if r.Start != (directory.Date{}) {
			n["dtstart"] = r.Start.String()
		}
		var days, monthDays []string
		for _, d := range r.ByDay {
			days = append(days, d.String())
		}
		for _, d := range r.ByMonthDay {
			monthDays = append(monthDays, fmt.Sprint(d))
		}
		if len(days) > 0 {
			n["byday"] = strings.Join(days, ",")
		}
		if len(monthDays) > 0 {
			n["bymonthday"] = strings.Join(monthDays, ",")
		}
		to := r.To
		if h.Assurance != nil {
			to = earlier(to, until)
		}
		add(n, r.From, to, r.Except)
	}
	if len(out) == 0 && h.ByAppointment {
		add(node{}, directory.Date{}, directory.Date{}, nil)
	}
	return out
}

// earlier returns the earlier of two days; a zero one is no limit.
func earlier(a, b directory.Date) directory.Date {
	if a == (directory.Date{}) || b != (directory.Date{}) && b.Before(a) {
		return b
	}
	return a
}

func written(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// attributes is what the profile has no field for.
func attributes(s directory.Service) []node {
	var out []node
	say := func(link, name, description string) {
		out = append(out, node{
			"id": id(s.ID, link, name, description), "link_id": id(s.ID), "link_type": link,
			"taxonomy_term": node{"id": id("term", link, name), "name": name, "description": cmp.Or(description, name), "taxonomy": taxonomy},
		})
	}
	all := func(link string, names []string) {
		for _, n := range names {
			say(link, n, "")
		}
	}
	is := func(link string, v *bool) {
		if v != nil {
			say(link, map[bool]string{true: "yes", false: "no"}[*v], "")
		}
	}
	one := func(link, name string) {
		if name != "" {
			say(link, name, "")
		}
	}
	say("id", s.ID, "")
	say("kind", s.Kind, "")
	all("need", s.Needs)
	all("right", s.Rights)
	all("language", s.Languages)
	all("required-document", s.Documents)
	all("same-as", s.SameAs)
	if s.Documents != nil && len(s.Documents) == 0 {
		say("required-document", "none", "")
	}
	if s.Eligibility != nil {
		all("who", s.Eligibility.Who)
	}
	if s.Cost != nil {
		one("cost", s.Cost.Note)
	}
	is("interpreting", s.Interpreting)
	is("step-free", s.StepFree)
	is("hearing-loop", s.HearingLoop)
	is("quiet-space", s.QuietSpace)
	if s.Everywhere {
		say("everywhere", "yes", "")
	}
	if s.Location != nil && s.Location.Confidential {
		say("confidential", "yes", "")
	}
	if intake.Guarded(s, false) { // it is in a pack, so somebody has said that it may be shown
		say("confidential", "no", "")
	}
	if s.Description != nil {
		one("description", s.Description.Lang)
	}
	for _, p := range s.Phones {
		if p.Free {
			say("free-number", p.Number, "")
		}
	}
	say("source", s.Assurance.Source, "")
	one("assurer", s.Assurance.Assurer)
	one("expires-on", s.Assurance.ExpiresOn.String())
	if s.Hours != nil {
		for _, d := range s.Hours.Except {
			say("closed-on", d.String(), "")
		}
	}
	for _, a := range s.Also {
		say("also", a.Source, strings.Join([]string{a.VerifiedOn.String(), a.ExpiresOn.String(), a.Assurer}, "; "))
	}
	for _, a := range s.Alerts {
		say("alert", string(a.Kind), a.From.String()+"; "+a.Until.String())
	}
	return out
}

// own returns the attributes of our own taxonomy that stand once.
func (r *record) own() node {
	out := node{}
	for _, a := range r.list("attributes") {
		if t := a.object("taxonomy_term"); t.text("taxonomy") == taxonomy {
			out[a.text("link_type")] = t.text("name")
		}
	}
	return out
}

// attributes returns the names of our own attributes of one kind.
func (r *record) attributes(link string) []string {
	var out []string
	for _, a := range r.list("attributes") {
		if t := a.object("taxonomy_term"); t.text("taxonomy") == taxonomy && a.text("link_type") == link {
			out = append(out, t.text("name"))
		}
	}
	return out
}

// also returns the other lists that our own attributes name.
func (r *record) also() []directory.Assurance {
	var out []directory.Assurance
	for _, a := range r.list("attributes") {
		t := a.object("taxonomy_term")
		if t.text("taxonomy") != taxonomy || a.text("link_type") != "also" {
			continue
		}
		parts := strings.SplitN(t.text("description"), "; ", 3)
		if len(parts) == 3 {
			out = append(out, directory.Assurance{Source: t.text("name"), VerifiedOn: day(parts[0]), ExpiresOn: limit(parts[1]), Assurer: parts[2]})
		}
	}
	return out
}

// alerts returns the news that our own attributes tell. An English text of the first is in the
// profile's own field.
func (r *record) alerts() []directory.Alert {
	var out []directory.Alert
	for _, a := range r.list("attributes") {
		t := a.object("taxonomy_term")
		if t.text("taxonomy") != taxonomy || a.text("link_type") != "alert" {
			continue
		}
		from, until, _ := strings.Cut(t.text("description"), ";")
		out = append(out, directory.Alert{Kind: directory.AlertKind(t.text("name")), From: limit(from), Until: limit(until)})
	}
	return out
}
