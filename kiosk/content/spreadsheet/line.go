package spreadsheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// A line is one row with its report.
type line struct {
	*table
	cells  []string
	number int
	record string

	undated bool // it has a day of its own, and nobody can read it
	shown   bool // it says explicitly that its place may be shown
}

// texts returns what the columns of a field say, or what is fixed for it.
func (l *line) texts(field string) []string {
	var out []string
	for _, i := range l.at[field] {
		if i < len(l.cells) {
			if s := strings.TrimSpace(intake.Clean(l.cells[i])); s != "" {
				out = append(out, s)
			}
		}
	}
	if len(out) == 0 {
		out = l.m.fixed[field]
	}
	return out
}

func (l *line) text(field string) string { return strings.Join(l.texts(field), ", ") }

// unknown reports a cell that was not understood.
func (l *line) unknown(field, was, why string) {
	l.report.Unknown(l.record, l.number, field, was, why)
}

// words returns what the words of a field become: each by the mapping, and as it stands where
// the mapping has no words for the field. A cell may hold several, separated by commas, semicolons
// or line breaks; a cell that the mapping knows as a whole is one.
func (l *line) words(field string) []string {
	known := l.m.words[field]
	var out []string
	for _, cell := range l.texts(field) {
		parts := []string{cell}
		if _, whole := known[fold(cell)]; !whole {
			parts = strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '|' })
		}
		for _, p := range parts {
			if p = strings.TrimSpace(p); p == "" {
				continue
			}
			become, ok := known[fold(p)]
			switch {
			case ok:
				out = append(out, become...)
			case slices.Contains(l.m.fixed[field], p):
				out = append(out, p)
			case field == "languages":
				if tag, ok := intake.Language(p); ok && len(known) == 0 {
					out = append(out, tag)
				} else {
					l.unknown(field, p, "the mapping has no language for it")
				}
			case len(known) == 0:
				out = append(out, p)
			default:
				l.unknown(field, p, "the mapping has no word for it")
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// yes reads a yes or no; nil where neither is said.
func (l *line) yes(field string) *bool {
	yes, no := true, false
	text := l.text(field)
	if become, ok := l.m.words[field][fold(text)]; ok && len(become) == 1 {
		text = become[0]
	}
	switch fold(text) {
	case "":
		return nil
	case "yes", "y", "true", "1":
		return &yes
	case "no", "n", "false", "0":
		return &no
	}
	l.unknown(field, text, "it says neither yes nor no")
	return nil
}

// age reads one; 0 where none is said.
func (l *line) age(field string) int {
	text := l.text(field)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSuffix(text, "+"))
	if err != nil || n < 0 || n > 120 {
		l.unknown(field, text, "this is not an age")
		return 0
	}
	return n
}

// service makes a row into a service, or says why it cannot be one.
func (l *line) service() (directory.Service, string) {
	name := intake.SensibleName(l.text("name"))
	l.record = name
	if id := l.text("id"); id != "" {
		l.record = id + " " + name
	}
	if name == "" {
		return directory.Service{}, "it has no name"
	}
	if was := strings.Join(strings.Fields(l.text("name")), " "); was != name {
		l.report.Repaired(l.record, l.number, "name", was, name, intake.WhyName(was, name))
	}
	d := l.discretion()
	if d.Gone != "" {
		return directory.Service{}, d.Gone
	}
	s := directory.Service{
		Name: name, Kind: strings.Join(l.words("kind"), " "), Organization: l.text("organization"), Needs: l.words("needs"),
		Description: l.prose(), Assurance: l.m.assurance, Languages: l.words("languages"), Rights: l.words("rights"),
		Interpreting: l.yes("interpreting"), StepFree: l.yes("step_free"), HearingLoop: l.yes("hearing_loop"), QuietSpace: l.yes("quiet_space"),
	}
	if len(s.Needs) == 0 {
		return s, "nothing says what it helps with"
	}
	if text := l.text("verified_on"); text != "" {
		if s.Assurance.VerifiedOn, s.Assurance.ExpiresOn = day(text), (directory.Date{}); s.Assurance.VerifiedOn == (directory.Date{}) {
			l.unknown("verified_on", text, "this is not a day")
			s.Assurance, l.undated = l.m.assurance, true
		}
	}
	if s.Assurance.VerifiedOn == (directory.Date{}) {
		return s, "nothing says when it was checked"
	}
	if s.Assurance.ExpiresOn == (directory.Date{}) {
		s.Assurance.ExpiresOn = s.Assurance.VerifiedOn.AddYears(1)
	}
	if e := l.yes("everywhere"); e != nil {
		s.Everywhere = *e
	}
	if len(l.at["required_documents"])+len(l.m.fixed["required_documents"]) > 0 {
		s.Documents = l.documents()
	}
	if s.Assurance.ExpiresOn = d.Expires(s.Assurance.ExpiresOn); d.Closed {
		closed := s.Assurance // until somebody has to look at the row again
		s.Alerts = []directory.Alert{{Kind: directory.AlertClosed, Assurance: &closed}}
	}
	l.reach(&s)
	s.Location = l.location()
	s.Hours = l.hours()
	s.Cost = l.cost()
	s.Eligibility = l.eligibility()
	if l.conceal(&s, d) {
		return s, "its name gives a secret place away"
	}
	s.ID, l.shown = l.id(s), d.Shown && d.Secret == ""
	return s, ""
}

// discretion is what the row says of whether it, and its place, may be shown. Columns that are
// about that count whether the mapping names them or not.
func (l *line) discretion() intake.Discretion {
	var d intake.Discretion
	for _, field := range append([]string{"confidential"}, lifecycle...) {
		for _, text := range l.texts(field) {
			if become, ok := l.m.words[field][fold(text)]; ok && len(become) == 1 {
				text = become[0]
			}
			d.Say(field, text)
		}
	}
	for _, c := range l.discreet {
		if c.at < len(l.cells) {
			d.Say(c.heading, l.cells[c.at])
		}
	}
	for _, e := range d.Odd {
		l.unknown(e.Field, e.Was, e.Why)
	}
	return d
}

// conceal keeps the place of a row secret where it has to be, with all that gives it away. It
// reports whether the name does.
func (l *line) conceal(s *directory.Service, d intake.Discretion) (named bool) {
	at := s.Location
	switch {
	case d.Secret != "":
	case intake.Guarded(*s, d.Shown):
		l.report.HeldBack(l.record, l.number, intake.Undisclosed)
	default:
		return false
	}
	for _, field := range intake.Conceal(s, at) {
		l.report.Add(intake.Entry{Outcome: intake.HeldBack, Record: l.record, Line: l.number, Field: field, Why: "it gives a secret place away"})
		named = named || field == "name"
	}
	return named
}

// documents are what to bring. "None" is an answer, and an empty cell is not.
func (l *line) documents() []string {
	text := l.text("required_documents")
	switch fold(text) {
	case "":
		return nil
	case "none", "nothing", "no":
		return []string{}
	}
	return l.words("required_documents")
}

func (l *line) prose() *directory.Prose {
	text := intake.Prose(l.text("description"))
	if text == "" {
		return nil
	}
	return &directory.Prose{Lang: "en", Text: text}
}

// reach fills in telephone numbers and addresses of the web and of mail.
func (l *line) reach(s *directory.Service) {
	for _, cell := range l.texts("phone") {
		found, unread := intake.Voices(cell)
		for _, one := range unread {
			l.unknown("phone", one[0], one[1])
		}
		for _, p := range found {
			if !slices.ContainsFunc(s.Phones, func(x directory.Phone) bool { return x.Number == p.Number }) {
				s.Phones = append(s.Phones, p)
			}
		}
	}
	var ok bool
	if s.URL, ok = intake.Web(l.text("url")); !ok {
		l.unknown("url", l.text("url"), "this is not one address of the web")
	}
	if s.Email, ok = intake.Mail(l.text("email")); !ok {
		l.unknown("email", l.text("email"), "this is not one address of mail")
	}
}

func (l *line) location() *directory.Location {
	at := &directory.Location{}
	for _, cell := range l.texts("address") {
		for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '\n' || r == ',' }) {
			if part = strings.TrimSpace(part); part != "" {
				at.Address = append(at.Address, intake.SensibleName(part))
			}
		}
	}
	if text := l.text("postcode"); text != "" {
		p, ok := directory.Postcode(text)
		if !ok {
			l.unknown("postcode", text, "this is not a postcode")
		}
		at.Postcode = p
	}
	lat, errLat := strconv.ParseFloat(l.text("latitude"), 64)
	lon, errLon := strconv.ParseFloat(l.text("longitude"), 64)
	switch point, known := l.opts.Place(at.Postcode); {
	case errLat == nil && errLon == nil && known && intake.Far(point, directory.Point{Lat: lat, Lon: lon}):
		l.report.Repaired(l.record, l.number, "latitude", l.text("latitude")+" "+l.text("longitude"), at.Postcode, "its degrees are far from its postcode, which says where it is")
		at.Lat, at.Lon = point.Lat, point.Lon
	case errLat == nil && errLon == nil && lat >= 49 && lat <= 61 && lon >= -9 && lon <= 2.5:
		at.Lat, at.Lon = lat, lon
	case l.text("latitude")+l.text("longitude") != "" && !known:
		l.unknown("latitude", l.text("latitude")+" "+l.text("longitude"), "this is not a place in the United Kingdom")
	case known:
		at.Lat, at.Lon = point.Lat, point.Lon
	case at.Postcode != "":
		l.unknown("postcode", at.Postcode, "the postcode is not in the list of postcodes")
	}
	if len(at.Address) == 0 && at.Postcode == "" && at.Lat == 0 {
		return nil
	}
	return at
}

// hours reads the week, from one column or from one for each day. When one day is not clear,
// nothing is known of the week: a day that is left out would be said to be closed.
func (l *line) hours() *directory.Hours {
	if text := l.text("schedule"); text != "" {
		h, err := Hours(text)
		if err != nil {
			l.unknown("schedule", text, err.Error())
		}
		return h
	}
	var week *directory.Hours
	for d := time.Sunday; d <= time.Saturday; d++ {
		field := strings.ToLower(d.String())
		h, err := dayHours(d, l.text(field))
		if err != nil {
			l.unknown(field, l.text(field), err.Error())
			return nil
		}
		if h == nil {
			continue
		}
		if week == nil {
			week = &directory.Hours{}
		}
		week.Week[d] = h.Week[d]
		week.ByAppointment = week.ByAppointment || h.ByAppointment
	}
	return week.Plain()
}

func (l *line) cost() *directory.Cost {
	words := l.words("cost")
	switch {
	case len(words) == 0:
		return nil
	case len(words) == 1 && fold(words[0]) == "free":
		return &directory.Cost{Free: true}
	case len(words) == 1 && words[0] == "nhs-charge":
		return &directory.Cost{Note: "nhs-charge"}
	}
	l.unknown("cost", strings.Join(words, ", "), "the kiosk says only what is free, and NHS charges: prices change")
	return nil
}

func (l *line) eligibility() *directory.Eligibility {
	e := directory.Eligibility{MinAge: l.age("minimum_age"), MaxAge: l.age("maximum_age"), Who: l.words("who")}
	if e.MinAge == 0 && e.MaxAge == 0 && len(e.Who) == 0 {
		return nil
	}
	return &e
}

// id makes an id that stays the same while the table's own id, or name and postcode, do.
func (l *line) id(s directory.Service) string {
	from := l.text("id")
	if from == "" {
		from = s.Name
		if s.Location != nil {
			from += " " + s.Location.Postcode
		}
	}
	id := slug(l.m.assurance.Source + " " + from)
	again := id
	for l.ids[again] {
		l.twice[id]++
		again = fmt.Sprintf("%s-%d", id, l.twice[id]+1)
	}
	if again != id {
		l.report.Repaired(l.record, l.number, "id", id, again, "the id stands in the table twice")
	}
	return again
}

// slug writes a text in small letters, figures and hyphens.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := b.String()
	return strings.Trim(s[:min(len(s), 100)], "-")
}

// day reads a day as tables write it.
func day(text string) directory.Date {
	for _, layout := range []string{"2006-01-02", "02/01/2006", "2/1/2006", "2 January 2006", "2 Jan 2006", "02.01.2006"} {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil && t.Year() > 1990 && !t.After(time.Now()) {
			return directory.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
		}
	}
	return directory.Date{}
}
