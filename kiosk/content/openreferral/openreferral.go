// Package openreferral takes services from Open Referral UK data and writes them in its form.
//
// It reads version 3.0 and what publishers call 1.0, from a file or from pages of an API. Such
// data is written by many hands: totals lie, one id is on many records, times come in three
// forms and places lie at latitude 100. What can be read in one way is taken, all else stays
// unknown or is left out, and the report says so. A publisher's taxonomy becomes needs by a
// mapping; nothing is guessed from a description.
//
// The export is for others: services as version 3.0 of the UK profile has them. What the profile
// has no field for is in attributes of a taxonomy of our own, so that it comes back whole
// when it is imported again. The package knows no network and no disk: who gets pages and who
// keeps them is told to it.
package openreferral

import (
	"cmp"
	"fmt"
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
	seen, twice := map[string]bool{}, map[string]int{}
	for _, n := range latest(records.all, report) {
		r := &record{node: n, m: m, opts: opts, report: report}
		for _, whole := range r.services() {
			s, lost, wrong := opts.Fit(whole)
			if wrong != "" {
				report.LeftOut(r.name(), 0, wrong)
				continue
			}
			for _, one := range lost {
				r.unknown(one.Field, one.Was, one.Why)
			}
			id := s.ID
			for seen[s.ID] {
				twice[id]++
				s.ID = fmt.Sprintf("%s-%d", id, twice[id]+1)
			}
			if s.ID != id {
				r.repaired("id", id, s.ID, "its id is another's as well")
			}
			if r.shown[id] {
				report.MayShow(s.ID)
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
		if before(out[i], n) {
			out[i] = n
		}
	}
	return out
}

// before reports whether one record was changed before another. A day that cannot be read was.
func before(a, b node) bool {
	mine, errMine := calendar(changed(a))
	theirs, errTheirs := calendar(changed(b))
	switch {
	case errMine != nil || errTheirs != nil:
		return errMine != nil && errTheirs == nil
	case mine != theirs:
		return mine.Before(theirs)
	}
	return changed(a) < changed(b)
}

func changed(n node) string { return n.text("last_modified", "updated_at") }

// A record is one service on its way.
type record struct {
	node
	m      *Mapping
	opts   intake.Options
	report *intake.Report
	shown  map[string]bool // an id that services gave: its publisher says that its place may be shown
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
		r.repaired("name", was, name, intake.WhyName(was, name))
	}
	s := directory.Service{
		Name: name, Kind: cmp.Or(own.text("kind"), r.m.kind), Organization: r.object("organization", "organisation").text("name"),
		URL: r.url(), Email: r.email(), Everywhere: own.text("everywhere") != "",
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
	if text := intake.Prose(r.text("description")); text != "" {
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
	if a.VerifiedOn == (directory.Date{}) && r.text("assured_date")+changed(r.node) == "" { // a day that cannot be read may be long ago
		a.VerifiedOn = r.m.assurance.VerifiedOn
	}
	if a.ExpiresOn = limit(own.text("expires-on")); a.ExpiresOn == (directory.Date{}) && a.VerifiedOn != (directory.Date{}) {
		a.ExpiresOn = a.VerifiedOn.AddYears(1)
	}
	return a
}

func (r *record) email() string {
	e, ok := intake.Mail(r.text("email"))
	if !ok {
		r.unknown("email", r.text("email"), "this is not one address of mail")
	}
	return e
}

func (r *record) url() string {
	u, ok := intake.Web(r.text("url"))
	if !ok {
		r.unknown("url", r.text("url"), "this is not one address of the web")
	}
	return u
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
		default:
			if tag, ok := intake.Language(word); ok {
				out = append(out, tag)
				continue
			}
			r.unknown("languages", word, "the mapping has no language for it")
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
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
