package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"frontdoor/kiosk/directory"
)

// A problem is what is wrong with one service, before its file and line are known.
type problem struct{ what, mend string }

// A checker finds what is wrong with services.
type checker struct {
	need  func(id string) bool
	words map[string][]string
}

func newChecker(need func(id string) bool) checker {
	return checker{need: need, words: vocabulary()}
}

// problems collects what is wrong.
type problems []problem

func (p *problems) add(bad bool, what, mend string) {
	if bad {
		*p = append(*p, problem{what, mend})
	}
}

func (c checker) service(s directory.Service) []problem {
	var wrong problems
	wrong.add(!validID(s.ID), "its id is not made of small letters, figures and hyphens", `Write id = "example-surgery"`)
	wrong.add(strings.TrimSpace(s.Name) == "", "it has no name", `Write name = "…"`)
	wrong.add(controlled(s.Name), fmt.Sprintf("its name, %q, holds signs that nobody sees and that move others", s.Name), "Write it again by hand")
	wrong.add(shouts(s.Name), "its name is in capitals", "Write it as a person would")
	wrong.add(s.Kind == "", "it has no kind", "Write kind = "+choice(c.words["kind"]))
	if s.Kind != "" {
		c.known(&wrong, "kind", "kind", s.Kind)
	}
	wrong.add(len(s.Needs) == 0, "it answers no need", `Write needs = ["health/gp"]`)
	for i, n := range s.Needs {
		wrong.add(!c.need(n), fmt.Sprintf("%q is not a need", n), "See docs/content.md for the needs there are")
		wrong.add(slices.Contains(s.Needs[:i], n), fmt.Sprintf("it answers %q twice", n), "Write each need once")
	}
	c.known(&wrong, "document", "document to bring", s.Documents...)
	c.known(&wrong, "right", "right", s.Rights...)
	if s.Cost != nil && !s.Cost.Free {
		c.known(&wrong, "fact.cost", `cost beside "free"`, s.Cost.Note)
	}
	c.assurance(&wrong, s.Assurance)
	for _, a := range s.Also {
		c.assurance(&wrong, a)
	}
	for _, id := range s.SameAs {
		wrong.add(!validID(id) || id == s.ID, fmt.Sprintf("%q is not the id of another service", id), `Write same_as = ["ods-f84016"]`)
	}
	if s.Hours != nil && s.Hours.Assurance != nil {
		c.assurance(&wrong, *s.Hours.Assurance)
	}
	where(&wrong, s)
	reach(&wrong, s)
	c.people(&wrong, s)
	c.news(&wrong, s)
	return wrong
}

// Problems returns what a source would be refused for if it had this service, in sentences with
// how to mend it; none for a service that is well. known reports whether a need is a leaf of the
// tree. Importers ask it, so that what they write can be built.
func Problems(s directory.Service, known func(need string) bool) []string {
	_, wrong := write(s, assurance{}).service(assurance{}) // what cannot be written and read again
	var out []string
	for _, p := range append(wrong, newChecker(known).service(s)...) {
		if !slices.Contains(out, p.what) {
			out = append(out, p.what)
		}
	}
	return out
}

// known adds every id that the kiosk has no words for.
func (c checker) known(wrong *problems, prefix, what string, ids ...string) {
	for _, id := range ids {
		wrong.add(!slices.Contains(c.words[prefix], id), fmt.Sprintf("%q is not a %s", id, what), "Write "+choice(c.words[prefix]))
	}
}

// choice says "a", "b" or "c".
func choice(ids []string) string {
	quoted := make([]string, len(ids))
	for i, id := range ids {
		quoted[i] = fmt.Sprintf("%q", id)
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

func (c checker) assurance(wrong *problems, a directory.Assurance) {
	wrong.add(a.Source == "", "nobody says so", `Write source = "…" in the service or in [defaults]`)
	nameless := a.Source != "" && a.Assurer == "" && !slices.Contains(c.words["source"], a.Source)
	wrong.add(nameless, fmt.Sprintf("the kiosk has no name for the source %q", a.Source), `Write assurer = "…", the name of who checked it: it is shown instead`)
	wrong.add(a.VerifiedOn == directory.Date{}, "it is not said when it was checked", `Write verified_on = "2026-11-23"`)
	wrong.add(a.ExpiresOn != directory.Date{} && a.ExpiresOn.Before(a.VerifiedOn), "it expires before it was checked", "Check verified_on and expires_on")
}

func where(wrong *problems, s directory.Service) {
	l := s.Location
	wrong.add(!s.Everywhere && l == nil, "it is nowhere", "Give it a [service.location], or write everywhere = true")
	if l == nil {
		return
	}
	at := directory.Point{Lat: l.Lat, Lon: l.Lon}
	somewhere := at != directory.Point{}
	wrong.add(somewhere && !inUnitedKingdom(at), "its place is not in the United Kingdom", "Check latitude and longitude: they are easily swapped")
	given := somewhere || len(l.Address) > 0 || l.Postcode != ""
	wrong.add(l.Confidential && given, "its place is confidential, and is given", "Leave out address, postcode, latitude and longitude: what is not in the file cannot be found out")
	if l.Confidential {
		for _, text := range freeText(s) {
			at := postcodeWithin(text)
			wrong.add(at != "", fmt.Sprintf("its place is confidential, and %q stands in its words", at), "Leave the postcode out of its name, organization and description")
		}
	}
	_, ok := directory.Postcode(l.Postcode)
	wrong.add(l.Postcode != "" && !ok, fmt.Sprintf("%q is not a postcode", l.Postcode), `Write postcode = "E1 6AN", or leave it out`)
}

// freeText is what an editor wrote freely.
func freeText(s directory.Service) []string {
	texts := []string{s.Name, s.Organization, s.URL, s.Email, s.Assurance.Assurer}
	if s.Description != nil {
		texts = append(texts, s.Description.Text)
	}
	for _, a := range s.Alerts {
		if a.Text != nil {
			texts = append(texts, a.Text.Text)
		}
	}
	return texts
}

// postcodeWithin returns the first postcode that is in a text, with a space in the middle
// or without; nothing where there is none. A street cannot be told from other words.
func postcodeWithin(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	// Postcode forgives slips of the finger; here only what is one already counts.
	is := func(s string) bool {
		p, ok := directory.Postcode(s)
		return ok && strings.ReplaceAll(p, " ", "") == strings.ToUpper(s)
	}
	for i, w := range words {
		switch {
		case is(w):
			return w
		case i > 0 && len(w) == 3 && is(words[i-1]+w):
			return words[i-1] + " " + w
		}
	}
	return ""
}

// reach checks telephone numbers and addresses of the web and of mail.
func reach(wrong *problems, s directory.Service) {
	for _, p := range s.Phones {
		digits := strings.ReplaceAll(p.Number, " ", "")
		wrong.add(strings.Trim(digits, "0123456789") != "" || digits == "", fmt.Sprintf("%q is not a telephone number", p.Number), "Write figures and spaces only")
		wrong.add(digits == "18000" && p.Use != "relay", "18000 is for emergencies by text relay only", "Ordinary calls use 18001 and the number")
		wrong.add(!slices.Contains([]string{"", "voice", "text", "relay"}, p.Use), fmt.Sprintf("%q is not a use of a telephone number", p.Use), `Write use = "text" or "relay", or leave it out for a number to ring`)
		wrong.add(p.Use == "text" && p.Word == "", fmt.Sprintf("it is not said what to text to %s", p.Number), `Write word = "…"`)
	}
	wrong.add(strings.Contains(s.URL, "://") || strings.ContainsAny(s.URL, " \t\n"), fmt.Sprintf("%q is not written as an address to type", s.URL), `Write url = "example.org/help", without https://`)
	wrong.add(s.Email != "" && (strings.Count(s.Email, "@") != 1 || strings.ContainsAny(s.Email, " \t\n")), fmt.Sprintf("%q is not an address of mail", s.Email), `Write email = "help@example.org"`)
}

// people checks who a service is for and how it speaks with them.
func (c checker) people(wrong *problems, s directory.Service) {
	if e := s.Eligibility; e != nil {
		c.known(wrong, "who", "group of people", e.Who...)
		backwards := e.MaxAge > 0 && e.MaxAge < e.MinAge
		wrong.add(e.MinAge < 0 || e.MaxAge < 0 || backwards, "its ages cannot be", "Write minimum_age = 16 and maximum_age = 24, or one of them")
	}
	for _, tag := range s.Languages {
		_, err := language.Parse(tag)
		wrong.add(err != nil, fmt.Sprintf("%q is not the tag of a language", tag), `Write "bn" for Bengali, "pl" for Polish, "zh-Hans" for Chinese in short characters`)
	}
	if d := s.Description; d != nil {
		_, err := language.Parse(d.Lang)
		wrong.add(err != nil, "it is not said in which language its description is", `Write lang = "en"`)
		wrong.add(strings.TrimSpace(d.Text) == "", "its description is empty", `Write text = "…", or leave the description out`)
	}
}

// shouts reports whether a name is in capitals. Letters that stand for words may.
func shouts(name string) bool {
	return name == strings.ToUpper(name) && slices.ContainsFunc(strings.Fields(name), func(w string) bool {
		return len(strings.Trim(w, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == 0 && len(w) > 4
	})
}

func validID(id string) bool {
	return id != "" && len(id) <= 120 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// inUnitedKingdom reports whether a place can be right. What is not a number is nowhere.
func inUnitedKingdom(p directory.Point) bool {
	return p.Lat >= 49 && p.Lat <= 61 && p.Lon >= -9 && p.Lon <= 2.5
}
