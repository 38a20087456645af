package openreferral

import (
	"math"
	"slices"
	"strings"
	"time"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// plainFree are the words beside an amount of nothing that bound nothing.
var plainFree = []string{"", "free", "free of charge", "no charge", "no cost", "free to all", "free for everyone", "free to use", "free service", "this service is free", "free entry", "none", "fixed"} //nolint:gochecknoglobals // read only

// cost is what it costs, where it can be told for everybody and for now: an amount of nothing "for
// under 5s", or until last year, says nothing of others.
func (r *record) cost(own node) *directory.Cost {
	if note := own.text("cost"); note != "" {
		return &directory.Cost{Note: note}
	}
	if fees := fold(r.text("fees", "fees_description")); !slices.Contains(plainFree, strings.Trim(fees, ".! ")) {
		r.unknown("cost_options", fees, "words beside the price may bound it: what it costs is not known")
		return nil
	}
	if free := r.yes("free"); free != nil && *free {
		return &directory.Cost{Free: true}
	}
	options := r.list("cost_options")
	for _, c := range options {
		amount, ok := c.number("amount")
		words := fold(c.text("option") + " " + c.text("amount_description") + " " + c.text("description"))
		from, errFrom := calendar(c.text("valid_from"))
		to, errTo := calendar(c.text("valid_to"))
		today := directory.DayOf(time.Now())
		switch {
		case !ok || amount != 0:
			return nil
		case !slices.Contains(plainFree, strings.Trim(words, ".! ")):
			r.unknown("cost_options", words, "words beside the price may bound it: what it costs is not known")
			return nil
		case errFrom != nil || errTo != nil || today.Before(from) || to != directory.Date{}:
			r.unknown("cost_options", c.text("valid_from")+" "+c.text("valid_to"), "it costs nothing for a time only: what it costs is not known")
			return nil
		}
	}
	if len(options) > 0 {
		return &directory.Cost{Free: true}
	}
	return nil
}

// A span of ages is whom one rule is for, in years; to is infinite where there is no limit.
type ages struct{ from, to float64 }

// ages returns the ages of a record, with false where they cannot be read.
func (r *record) ages() (a ages, said, ok bool) {
	a, ok = ages{0, math.Inf(1)}, true
	for i, fields := range [][]string{{"minimum_age", "min_age"}, {"maximum_age", "max_age"}} {
		text := r.text(fields...)
		n, isNumber := r.number(fields...)
		switch {
		case text == "":
			continue
		case !isNumber || n < 0 || n > 150:
			r.unknown("eligibility", text, "this is not an age")
			return a, true, false
		}
		said = true
		if i == 0 {
			a.from = n
		} else if n < 100 { // "to 100" means no limit
			a.to = n
		}
	}
	if a.to < a.from || a.to == 0 {
		a.to = math.Inf(1)
	}
	return a, said, ok
}

// eligibility is who may come. Ages in two ranges, "to 5, or from 18", have no limits that would turn
// nobody away wrongly; parts of a year are said in whole ones that leave nobody out.
func (r *record) eligibility() *directory.Eligibility {
	e := directory.Eligibility{Who: r.attributes("who")}
	own, said, known := r.ages()
	var all []ages
	limited := false
	for _, one := range r.list("eligibilitys", "eligibilities") {
		x := record{node: one, m: r.m, report: r.report}
		a, some, ok := x.ages()
		known, limited = known && ok, limited || some
		all = append(all, a)
	}
	if !limited && said {
		all = []ages{own}
	}
	if known && len(all) > 0 {
		slices.SortFunc(all, func(a, b ages) int {
			switch {
			case a.from < b.from:
				return -1
			case a.from > b.from:
				return 1
			}
			return 0
		})
		whole := all[0]
		for _, next := range all[1:] {
			if next.from > whole.to+1 {
				r.unknown("eligibility", "", "it is for two ranges of ages: no age is said")
				whole = ages{0, math.Inf(1)}
				break
			}
			whole.to = max(whole.to, next.to)
		}
		e.MinAge = int(math.Floor(whole.from))
		if !math.IsInf(whole.to, 1) {
			e.MaxAge = int(math.Ceil(whole.to))
		}
		if part := math.Floor(whole.to) != whole.to || math.Floor(whole.from) != whole.from; part && !math.IsInf(whole.to, 1) {
			r.report.Repaired(r.name(), 0, "eligibility", r.text("minimum_age")+" "+r.text("maximum_age"), "", "parts of a year become whole years, so that nobody is turned away")
		}
	}
	for _, one := range r.list("suitabilities", "send_needs") {
		if who := r.m.who[fold(one.text("name"))]; who != "" {
			e.Who = append(e.Who, who)
		}
	}
	if e.MinAge == 0 && e.MaxAge == 0 && len(e.Who) == 0 {
		return nil
	}
	return &e
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
		p, why := r.phone(n, ours)
		if why != "" {
			r.unknown("phones", n.text("number"), why)
			continue
		}
		p.Free = slices.Contains(free, p.Number) || !ours && intake.FreeToRing(p.Number)
		if !slices.ContainsFunc(out, func(x directory.Phone) bool { return x.Number == p.Number && x.Use == p.Use }) {
			out = append(out, p)
		}
	}
	return out
}

// phone reads one number, or says why it cannot be told. What type it is, publishers write in many words.
func (r *record) phone(n node, ours bool) (directory.Phone, string) {
	p := directory.Phone{Number: n.text("number")}
	if ours && strings.Trim(p.Number, "0123456789 ") == "" { // it is in its groups already
		p.Use, p.Word = n.text("type"), n.text("description")
		if p.Use == "voice" {
			p.Use = ""
		}
		return p, ""
	}
	kind := strings.ToLower(n.text("type"))
	number, ok := intake.Dialled(p.Number)
	switch kind {
	case "text", "sms":
		short := strings.ReplaceAll(p.Number, " ", "")
		if !ok && len(short) >= 5 && len(short) <= 6 && strings.Trim(short, "0123456789") == "" { // a number for texts only
			number, ok = short, true
		}
		if p.Word, _ = intake.TextWord(n.text("description")); !ok || p.Word == "" {
			return p, "it is a number for texts, and nothing says what word to send"
		}
		p.Use = "text"
	case "relay":
		p.Use = "relay"
	case "", "voice", "phone", "telephone", "landline", "mobile", "cell", "main", "hotline", "helpline", "freephone", "office", "work":
		if intake.NoVoice(n.text("description")) && !strings.Contains(strings.ToLower(n.text("description")), "text or") {
			return p, "its description says that no voice answers it"
		}
		var why string
		if number, why = intake.Voice(p.Number); why != "" {
			return p, why
		}
	default:
		return p, "nobody can ring a number of the type \"" + kind + "\""
	}
	if !ok && p.Use != "" {
		return p, "this is not a telephone number"
	}
	p.Number = number
	return p, ""
}
