// Package wording says structured facts in the resident's language.
//
// It turns what the directory and the rota know (hours, distance, cost, access, trust) into
// short sentences, every one a message of the catalogue, so that nothing has to be
// translated by a machine. It decides which facts are worth a line and in which order; it
// knows no widget. The glass and paper rely on it.
package wording

import (
	"slices"
	"strings"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/locales"
)

// A Tone says how a fact is meant, beyond its words.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Good       // helps now: open, free, a right
	Care       // to be checked before it is relied on
)

// A Tag is a fact of a few words, for a list.
type Tag struct {
	Text string
	Tone Tone
}

// A Line is a fact as a sentence, with the icon beside it.
type Line struct {
	Icon   string // a name of assets/icons
	Text   string
	Lang   string // of Text, where it is not the printer's: addresses and English prose
	Strong bool
	Number bool // a telephone number, to be set large
	Marks  bool // it says that the next one is only in English, and has no English of its own
}

// HelpNow says, for the bar on every screen, how a call goes or, without one, who can be
// talked to now.
func HelpNow(p locales.Printer, o handoff.Offer, desk handoff.Status) string {
	if desk.Request != nil {
		if title, _ := Request(p, *desk.Request); title != "" {
			return title
		}
	}
	switch o.Best {
	case handoff.Desk:
		if o.Desk.State == directory.OpenAlways {
			return p.T("frame.person.desk.always")
		}
		return p.T("frame.person.desk", "Time", p.Clock(int(o.Desk.At)))
	case handoff.Phone:
		if o.Calls.State == directory.OpenAlways {
			return p.T("frame.person.always")
		}
		return p.T("frame.person.phone", "Time", p.Clock(int(o.Calls.At)))
	case handoff.NHS:
	}
	return p.T("frame.person.always")
}

// Opening says what is known of a door now. ring reports whether there is a number to ring.
func Opening(p locales.Printer, o directory.Opening, ring bool) Tag {
	at := p.Clock(int(o.At))
	switch o.State {
	case directory.OpenNow:
		return Tag{p.T("hours.open", "Time", at), Good}
	case directory.ClosingSoon:
		return Tag{p.T("hours.closing", "Time", at), Care}
	case directory.OpenAlways:
		return Tag{p.T("hours.always"), Good}
	case directory.Closed:
		switch {
		case o.Today:
			return Tag{p.T("hours.closed.today", "Time", at), Plain}
		case o.Ahead == 1:
			return Tag{p.T("hours.closed.tomorrow", "Time", at), Plain}
		case o.Ahead > 6: // its name alone would be taken for the next such day
			return Tag{p.T("hours.closed.date", "Day", p.Weekday(o.Day), "Date", date(p, o.Date), "Time", at), Plain}
		case o.Ahead > 0:
			return Tag{p.T("hours.closed.day", "Day", p.Weekday(o.Day), "Time", at), Plain}
		default:
			return Tag{p.T("hours.closed"), Plain}
		}
	case directory.ByAppointment:
		return Tag{p.T("hours.appointment"), Plain}
	case directory.HolidayHours:
		return Tag{p.T("hours.holiday"), Care}
	case directory.PhoneOnly:
		return Tag{p.T("alert.phone-only.short"), Care}
	case directory.HoursUnknown:
	}
	if ring {
		return Tag{p.T("hours.unknown"), Care}
	}
	return Tag{p.T("hours.unknown.nophone"), Care}
}

// Tags are what a list says of a service and why it is in it, at most four, the strongest
// first. What has to be checked before it is relied upon says so first, and nothing beside it
// is said as good.
func Tags(p locales.Printer, a directory.Answer) []Tag {
	tags := append(newsTags(p, a), because(p, a, directory.ReasonDanger, directory.ReasonNearest)...)
	known := facts(p, a)
	first := 0 // hours, and a language that is shared, come before a right
	if a.Open.State != directory.HoursUnknown {
		first++
	}
	if shared(p, a.Service) {
		first++
	}
	tags = append(tags, known[:first]...)
	if rights := a.Service.Rights; len(rights) > 0 && p.Has("right."+rights[0]+".short") {
		tags = append(tags, Tag{p.T("right." + rights[0] + ".short"), Good})
	}
	tags = append(tags, because(p, a, directory.ReasonStepFree, directory.ReasonHearingLoop, directory.ReasonQuiet, directory.ReasonInterpreter)...)
	tags = append(tags, known[first:]...)
	tags = append(tags, because(p, a, directory.ReasonNational)...)
	if a.Trust.Stale {
		for i := range tags {
			tags[i].Tone = Plain
		}
		tags = append([]Tag{staleTag(p, a)}, tags...)
	}
	return tags[:min(len(tags), 4)]
}

// because returns those reasons that no other fact says.
func because(p locales.Printer, a directory.Answer, reasons ...directory.Reason) []Tag {
	var tags []Tag
	for _, r := range reasons {
		if slices.Contains(a.Reasons, r) {
			tags = append(tags, Tag{p.T("reason." + string(r)), Plain})
		}
	}
	return tags
}

// staleTag says in a few words that a fact has to be checked.
func staleTag(p locales.Printer, a directory.Answer) Tag {
	if ringable(a.Service) {
		return Tag{p.T("trust.stale.short"), Care}
	}
	return Tag{p.T("trust.stale.short.nophone"), Care}
}

// facts are what is known of a service that is short enough for a list: when, in which
// language, for how much, how to get in, with what. Hours come first where they are known.
func facts(p locales.Printer, a directory.Answer) []Tag {
	s := a.Service
	var tags []Tag
	if a.Open.State != directory.HoursUnknown {
		tags = append(tags, doorTag(p, a))
	}
	if shared(p, s) {
		tags = append(tags, Tag{p.T("fact.speaks", "Language", p.Language(p.Tag())), Good})
	}
	if s.Cost != nil && s.Cost.Free {
		tags = append(tags, Tag{p.T("fact.free"), Plain})
	}
	if s.StepFree != nil && *s.StepFree {
		tags = append(tags, Tag{p.T("fact.step-free"), Plain})
	}
	if s.Documents != nil && len(s.Documents) == 0 {
		tags = append(tags, Tag{p.T("fact.bring-nothing.short"), Plain})
	}
	return tags
}

// doorTag says what is known of a door now. One that is closed for a time does not look like
// one that is closed for the night.
func doorTag(p locales.Printer, a directory.Answer) Tag {
	tag := Opening(p, a.Open, ringable(a.Service))
	if !a.Told(directory.AlertClosed) || a.Open.State != directory.Closed {
		return tag
	}
	if a.Open.Date == (directory.Date{}) {
		tag.Text = p.T("alert.closed.short")
	}
	tag.Tone = Care
	return tag
}

// Facts says in one line what is known of a service: "Open until 18:30. They speak
// Bengali. Free. Step-free. Bring nothing." Nothing where nothing is known.
func Facts(p locales.Printer, a directory.Answer) string {
	var parts []string
	for _, t := range facts(p, a) {
		parts = append(parts, stopped(p, t.Text))
	}
	return sentences(parts...)
}

// stopped puts the full stop of the language behind a fact that has none.
func stopped(p locales.Printer, text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "।") || strings.HasSuffix(text, "۔") || strings.HasSuffix(text, "。") {
		return text
	}
	return p.T("fact.stop", "Fact", text)
}

// shared reports whether staff speak the resident's language, where that is worth saying.
func shared(p locales.Printer, s directory.Service) bool {
	return p.Tag() != "en" && slices.Contains(s.Languages, p.Tag())
}

func ringable(s directory.Service) bool {
	_, ok := s.Voice()
	return ok
}

// Beneath is the quiet line under a service in a list: what is not known, and who says so.
func Beneath(p locales.Printer, a directory.Answer) string {
	parts := []string{}
	if a.Open.State == directory.HoursUnknown {
		parts = append(parts, Opening(p, a.Open, ringable(a.Service)).Text)
	}
	parts = append(parts, Checked(p, a.Trust))
	return strings.Join(parts, " · ")
}

// Checked says who says so, and when it was checked. An editor's own source has no message:
// it goes by the name of who checked it, as that was written.
func Checked(p locales.Printer, t directory.Trust) string {
	source := t.Assurer
	if id := "source." + t.Source; source == "" || p.Has(id) {
		source = p.T(id)
	}
	if t.VerifiedOn == (directory.Date{}) {
		return source
	}
	date := t.VerifiedOn.String() // the year, where no more is known
	if t.VerifiedOn.Month != 0 {
		date = p.Date(t.VerifiedOn.Year, t.VerifiedOn.Month, t.VerifiedOn.Day)
	}
	return p.T("trust.checked", "Source", source, "Date", date)
}

// CheckedBy says everybody who says so of a service, and when each checked it.
func CheckedBy(p locales.Printer, a directory.Answer) string {
	parts := []string{Checked(p, a.Trust)}
	for _, t := range a.Also {
		parts = append(parts, Checked(p, t))
	}
	return strings.Join(parts, " · ")
}

// Stale says that a fact has to be checked; empty when it does not.
func Stale(p locales.Printer, a directory.Answer) string {
	if !a.Trust.Stale {
		return ""
	}
	return changed(p, a)
}

// changed says that something may have changed, and whom to ask.
func changed(p locales.Printer, a directory.Answer) string {
	if ringable(a.Service) {
		return p.T("trust.stale")
	}
	return p.T("trust.stale.nophone")
}

// Distance says how far it is, and how long on foot. Either may be empty.
func Distance(p locales.Printer, a directory.Answer) (miles, walk string) {
	if a.Metres < 0 {
		return "", ""
	}
	miles = p.Miles(a.Metres)
	if a.Walk >= 0 {
		walk = p.N("distance.walk", max(a.Walk, 1))
	}
	return miles, walk
}

// A Way is one way to reach a person.
type Way struct {
	Icon    string
	What    string
	Number  string // to be set large; empty for a desk
	Beneath string
}

// Ways are the ways to reach a person at this moment, the best first. What is closed now is
// said with when it opens, below what answers now. A desk that was called in vain is still on
// the rota, and is not promised.
func Ways(p locales.Printer, o handoff.Offer, desk handoff.Status) []Way {
	vain := false
	if q := desk.Request; q != nil {
		vain = q.Phase == handoff.Unanswered || q.Phase == handoff.Asked || q.Missed > 0 || q.Late
	}
	var now, later []Way
	if o.Desk.State != directory.HoursUnknown {
		w := Way{Icon: icons.Wave, What: p.T("person.desk"), Beneath: Opening(p, o.Desk, false).Text}
		if handoff.Answers(o.Desk) && !vain {
			w.What = p.T("person.desk.go")
			now = append(now, w)
		} else {
			later = append(later, w)
		}
	}
	if o.Number != "" {
		w := Way{Icon: icons.Phone, What: p.T("person.ring"), Number: phone(o.Number), Beneath: Opening(p, o.Calls, true).Text}
		if handoff.Answers(o.Calls) {
			now = append(now, w)
		} else {
			later = append(later, w)
		}
	}
	if o.Interpreter != "" {
		w := Way{Icon: icons.Language, What: p.T("person.interpreter"), Number: phone(o.Interpreter), Beneath: Opening(p, o.Interpreted, true).Text}
		if handoff.Answers(o.Interpreted) && p.Tag() != "en" {
			now = append(now, w)
		} else {
			later = append(later, w)
		}
	}
	now = append(now, Way{Icon: icons.Phone, What: p.T("person.111"), Number: "111", Beneath: p.T("person.111.when")})
	return append(now, later...)
}

// sentences puts sentences behind one another. After a full stop of Chinese there is no
// space: the sign holds one.
func sentences(parts ...string) string {
	var b strings.Builder
	for i, s := range parts {
		if i > 0 && !strings.HasSuffix(parts[i-1], "。") {
			b.WriteByte(' ')
		}
		b.WriteString(s)
	}
	return b.String()
}

// phone keeps a number on one line.
func phone(number string) string { return strings.ReplaceAll(number, " ", "\u00a0") }
