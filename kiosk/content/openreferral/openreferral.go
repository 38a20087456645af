// Package openreferral takes services from Open Referral UK data and writes them in its form.
//
// It reads version 3.0 and what publishers call 1.0, from a file or from pages of an API. Such
// data is written by many hands: totals lie, one id stands on many records, times come in three
// forms and places lie at latitude 100. What can be read in one way is taken, all else stays
// unknown or is left out, and the report says so. A publisher's taxonomy becomes needs by a
// mapping; nothing is guessed from a description.
//
// The export is for others: services as version 3.0 of the UK profile has them. What the profile
// has no field for stands in attributes of a taxonomy of our own, so that it comes back whole
// when it is imported again. The package knows no network and no disk: who gets pages and who
// keeps them is told to it.
package openreferral

import (
	"cmp"
	"slices"
	"strings"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// Import makes services of records, in the order of their ids, with what was repaired, left out
// or not understood.
func Import(records Records, m *Mapping, opts intake.Options) ([]directory.Service, *intake.Report) {
	opts = opts.Whole()
	report := &intake.Report{}
	var out []directory.Service
	seen := map[string]bool{}
	for _, n := range latest(records.all, report) {
		r := &record{node: n, m: m, opts: opts, report: report}
		for _, s := range r.services() {
			if wrong := opts.Problems(s); len(wrong) > 0 {
				report.LeftOut(r.name(), 0, wrong[0])
				continue
			}
			if seen[s.ID] {
				report.LeftOut(r.name(), 0, "its id is another's as well")
				continue
			}
			seen[s.ID] = true
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
	return out, report
}

// latest returns one record for each id: the one that was changed last, for pages shift while they
// are read.
func latest(records []node, report *intake.Report) []node {
	at := map[string]int{}
	var out []node
	for _, n := range records {
		id := n.text("id")
		i, twice := at[id]
		if id == "" || !twice {
			at[id] = len(out)
			out = append(out, n)
			continue
		}
		report.LeftOut(strings.TrimSpace(id+" "+n.text("name")), 0, "its id stands in the data more than once; what was changed last is taken")
		if changed(out[i]) < changed(n) {
			out[i] = n
		}
	}
	return out
}

func changed(n node) string { return n.text("last_modified", "updated_at") }

// A record is one service on its way.
type record struct {
	node
	m      *Mapping
	opts   intake.Options
	report *intake.Report
}

func (r *record) name() string { return strings.TrimSpace(r.text("id") + " " + r.text("name")) }

func (r *record) unknown(field, was, why string) { r.report.Unknown(r.name(), 0, field, was, why) }

func (r *record) repaired(field, was, now, why string) {
	r.report.Repaired(r.name(), 0, field, was, now, why)
}

// service reads what does not depend on a place, or says why there is no service.
func (r *record) service() (directory.Service, string) {
	own := r.own()
	name := intake.SensibleName(r.text("name"))
	if name == "" {
		return directory.Service{}, "it has no name"
	}
	var shown intake.Discretion
	said(&shown, r.node)
	for _, e := range shown.Odd {
		if !intake.Secretive(e.Field) { // which is said of its places
			r.unknown(e.Field, e.Was, e.Why)
		}
	}
	if shown.Gone != "" {
		return directory.Service{}, shown.Gone
	}
	if was := strings.Join(strings.Fields(r.text("name")), " "); was != name {
		r.repaired("name", was, name, "it stood in capitals")
	}
	s := directory.Service{
		Name: name, Kind: cmp.Or(own.text("kind"), r.m.kind), Organization: r.object("organization", "organisation").text("name"),
		URL: address(r.text("url")), Email: r.email(), Everywhere: own.text("everywhere") != "",
		Assurance: r.assurance(own), Needs: r.needs(), Languages: r.languages(), Cost: r.cost(own), Eligibility: r.eligibility(),
		Rights: r.attributes("right"), Interpreting: yes(own.text("interpreting")), Documents: r.documents(), Phones: r.phones(),
		SameAs: r.attributes("same-as"),
	}
	if s.Assurance.VerifiedOn == (directory.Date{}) {
		return s, "nothing says when it was checked"
	}
	if len(s.Needs) == 0 {
		return s, "nothing that the mapping knows says what it helps with"
	}
	if text := strings.TrimSpace(r.text("description")); text != "" {
		s.Description = &directory.Prose{Lang: cmp.Or(own.text("description"), "en"), Text: text}
	}
	s.Also, s.Alerts = r.also(), r.alerts()
	if text := r.text("alert"); text != "" && len(s.Alerts) > 0 {
		s.Alerts[0].Text = &directory.Prose{Lang: "en", Text: text}
	} else if text != "" {
		r.unknown("alert", text, "it does not say until when, or what kind of news it is: write it as an alert of the source")
	}
	s.Assurance.ExpiresOn = shown.Expires(s.Assurance.ExpiresOn)
	if shown.Closed {
		s.Alerts = append(s.Alerts, directory.Alert{Kind: directory.AlertClosed})
	}
	for i := range s.Alerts { // news that nobody ends holds until somebody has to look at the record again
		if a := &s.Alerts[i]; a.Until == (directory.Date{}) {
			said := s.Assurance
			a.Assurance = &said
		}
	}
	s.StepFree, s.HearingLoop, s.QuietSpace = yes(own.text("step-free")), yes(own.text("hearing-loop")), yes(own.text("quiet-space"))
	r.accessible(&s, r.list("accessibilities", "accessibility"))
	s.ID = cmp.Or(own.text("id"), slug(s.Assurance.Source+" "+cmp.Or(r.text("id"), s.Name)))
	return s, ""
}

// assurance says who vouches for the record. The day is that of a check, else of the last
// change, else of the whole feed.
func (r *record) assurance(own node) directory.Assurance {
	a := directory.Assurance{
		Source: cmp.Or(own.text("source"), r.m.assurance.Source), Assurer: r.m.assurance.Assurer,
		VerifiedOn: day(r.text("assured_date")),
	}
	if own.text("source") != "" {
		a.Assurer = own.text("assurer")
	}
	if text := r.text("assured_date"); text != "" && a.VerifiedOn == (directory.Date{}) {
		r.unknown("assured_date", text, "this is not a day that has been")
	}
	if a.VerifiedOn == (directory.Date{}) {
		a.VerifiedOn = day(changed(r.node))
	}
	if a.VerifiedOn == (directory.Date{}) {
		a.VerifiedOn = r.m.assurance.VerifiedOn
	}
	if a.ExpiresOn = limit(own.text("expires-on")); a.ExpiresOn == (directory.Date{}) && a.VerifiedOn != (directory.Date{}) {
		a.ExpiresOn = a.VerifiedOn.AddYears(1)
	}
	return a
}

func (r *record) email() string {
	e := r.text("email")
	if e != "" && (strings.Count(e, "@") != 1 || strings.ContainsAny(e, " ,;\n")) {
		r.unknown("email", e, "this is not one address of mail")
		return ""
	}
	return e
}

// address writes an address of the web as it is typed.
func address(url string) string {
	url = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(url, "https://"), "http://"), "/")
	if strings.ContainsAny(url, " \t\n") || !strings.Contains(url, ".") {
		return ""
	}
	return url
}

// needs are the terms of the taxonomy, as the mapping has them.
func (r *record) needs() []string {
	out := slices.Concat(r.attributes("need"), r.m.needs)
	known := len(out) > 0
	for _, term := range r.terms() {
		found := false
		for _, key := range []string{term.text("id"), term.text("name", "term"), term.text("term_uri"), term.text("slug")} {
			if needs := r.m.terms[fold(key)]; len(needs) > 0 {
				out, found = append(out, needs...), true
				break
			}
		}
		if !found && !known {
			r.unknown("attributes", term.text("name", "term"), "the mapping has no need for this term")
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// terms returns the terms of a taxonomy that belong to a record, of either version, but for our own.
func (r *record) terms() []node {
	out := slices.Clone(r.list("taxonomies"))
	for _, t := range r.list("service_taxonomys", "service_taxonomies") {
		out = append(out, t.object("taxonomy"))
	}
	for _, a := range r.list("attributes") {
		if t := a.object("taxonomy_term"); t != nil && t.text("taxonomy") != taxonomy {
			out = append(out, t)
		}
	}
	return out
}

func (r *record) languages() []string {
	out := r.attributes("language")
	for _, l := range r.list("languages") {
		word := l.text("code", "language", "name")
		tag, ok := r.m.languages[fold(word)]
		switch {
		case word == "":
		case ok:
			out = append(out, tag)
		case len(word) <= 3 && word == strings.ToLower(word):
			out = append(out, word)
		default:
			r.unknown("languages", word, "the mapping has no language for it")
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (r *record) cost(own node) *directory.Cost {
	if note := own.text("cost"); note != "" {
		return &directory.Cost{Note: note}
	}
	if free := r.yes("free"); free != nil && *free {
		return &directory.Cost{Free: true}
	}
	options := r.list("cost_options")
	for _, c := range options {
		if amount, ok := c.number("amount", "cost_type"); !ok || amount != 0 {
			return nil
		}
	}
	if len(options) > 0 {
		return &directory.Cost{Free: true}
	}
	return nil
}

func (r *record) eligibility() *directory.Eligibility {
	e := directory.Eligibility{MinAge: r.age("minimum_age", "min_age"), MaxAge: r.age("maximum_age", "max_age"), Who: r.attributes("who")}
	for _, one := range r.list("eligibilitys", "eligibilities") {
		x := record{node: one, m: r.m, report: r.report}
		e.MinAge, e.MaxAge = max(e.MinAge, x.age("minimum_age")), max(e.MaxAge, x.age("maximum_age"))
	}
	for _, one := range r.list("suitabilities", "send_needs") {
		if who := r.m.who[fold(one.text("name"))]; who != "" {
			e.Who = append(e.Who, who)
		}
	}
	if e.MaxAge >= 100 || e.MaxAge > 0 && e.MaxAge < e.MinAge {
		e.MaxAge = 0 // "to 100" means no limit
	}
	if e.MinAge == 0 && e.MaxAge == 0 && len(e.Who) == 0 {
		return nil
	}
	return &e
}

func (r *record) age(fields ...string) int {
	n, ok := r.number(fields...)
	if !ok || n < 0 || n > 120 {
		return 0
	}
	return int(n)
}

// documents are what to bring. An empty list of them is no answer: most publishers leave it so.
func (r *record) documents() []string {
	out := r.attributes("required-document")
	if len(out) == 1 && out[0] == "none" {
		return []string{}
	}
	for _, d := range r.list("required_documents") {
		word := d.text("document", "name")
		switch id := r.m.documents[fold(word)]; {
		case id != "":
			out = append(out, id)
		case word != "":
			r.unknown("required_documents", word, "the mapping has no document for it")
			return nil // half a list would send somebody away for the other half
		}
	}
	return out
}

// phones are those of the service, its contacts and its organization, each once.
func (r *record) phones() []directory.Phone {
	var found []node
	found = append(found, r.told("phones", r.list("phones"))...)
	for _, c := range r.told("contacts", r.list("contacts")) {
		found = append(found, r.told("phones", c.list("phones"))...)
		if number := c.text("phone"); number != "" {
			found = append(found, node{"number": number})
		}
	}
	if len(found) == 0 {
		found = r.told("phones", r.object("organization", "organisation").list("phones"))
	}
	free, ours := r.attributes("free-number"), r.own().text("id") != ""
	var out []directory.Phone
	for _, n := range found {
		p := directory.Phone{Number: n.text("number")}
		switch n.text("type") {
		case "text", "sms", "relay":
			p.Use = map[string]string{"text": "text", "sms": "text", "relay": "relay"}[n.text("type")]
			p.Word = n.text("description")
		case "fax", "pager":
			continue
		default:
			number, ok := intake.Phone(p.Number)
			switch {
			case ours && strings.Trim(p.Number, "0123456789 ") == "": // it is in its groups already
				number = p.Number
			case !ok:
				if !short(p.Number) {
					r.unknown("phones", p.Number, "this is not a telephone number")
					continue
				}
				number = strings.TrimSpace(p.Number)
			}
			p.Number = number
		}
		p.Free = slices.Contains(free, p.Number) || !ours && (strings.HasPrefix(p.Number, "0800") || strings.HasPrefix(p.Number, "0808"))
		if !slices.ContainsFunc(out, func(x directory.Phone) bool { return x.Number == p.Number && x.Use == p.Use }) {
			out = append(out, p)
		}
	}
	return out
}

// short reports whether a number is one of the few that have three figures, or six: 111, 116 123.
func short(number string) bool {
	digits := strings.ReplaceAll(strings.TrimSpace(number), " ", "")
	return (len(digits) == 3 || len(digits) == 6) && digits[0] == '1' && strings.Trim(digits, "0123456789") == ""
}

// slug writes a text in small letters, figures and hyphens.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := b.String()
	return strings.Trim(s[:min(len(s), 100)], "-")
}

// yes reads what our own attributes say; nil for anything else.
func yes(text string) *bool {
	if text != "yes" && text != "no" {
		return nil
	}
	is := text == "yes"
	return &is
}
