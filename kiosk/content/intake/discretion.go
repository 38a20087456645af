package intake

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/needs"
)

// A Discretion is what a list says about showing one record, or one of its places: whether it is
// secret, hidden, gone, or closed for now. Every importer hands it each field it finds, in the
// list's own words, and obeys what comes out.
//
// Whatever is not understood hides: a cell "X" under "Confidential" means that the place is secret, a
// status nobody knows means that the service is not shown. Somebody's life may hang on it, and an
// editor who reads the report can say it more clearly. The zero value is ready.
type Discretion struct {
	Gone   string         // why the record is not shown at all; empty while it may be
	Secret string         // why its place is secret; empty while nothing says so
	Shown  bool           // the list says explicitly that the place may be shown
	Closed bool           // nobody is there for the time being
	Until  directory.Date // the last day on which it may be shown; zero for no limit
	Odd    []Entry        // what was not understood, and hides: Field, Was and Why
	Now    time.Time      // the moment that days are compared with; the zero value means time.Now
}

// Sense is what a field is about, as far as showing a record goes.
type sense int

const (
	senseless   sense = iota // it says nothing of the kind
	hidesPlace               // "yes" keeps the place secret
	showsPlace               // "no" keeps the place secret
	showsRecord              // "no" takes the record away
	endsRecord               // "yes" takes the record away
	closes                   // "yes" closes for the time being
	statusWord               // a word of a life-cycle
	firstDay                 // not before this day
	lastDay                  // not after this day
)

// about are the names of fields, in small letters without anything between them. What only
// contains a word of partly is about the same thing.
var (
	about = map[string]sense{ //nolint:gochecknoglobals // read only
		"status": statusWord, "servicestatus": statusWord, "recordstatus": statusWord, "publicationstatus": statusWord,
		"private": hidesPlace, "isprivate": hidesPlace, "sensitive": hidesPlace, "issensitive": hidesPlace,
		"public": showsRecord, "ispublic": showsRecord, "published": showsRecord, "ispublished": showsRecord, "publish": showsRecord, "approved": showsRecord,
		"isapproved": showsRecord, "enabled": showsRecord, "isenabled": showsRecord, "isactive": showsRecord, "active": showsRecord, "showonwebsite": showsRecord,
		"hidden": endsRecord, "ishidden": endsRecord, "invisible": endsRecord, "deleted": endsRecord, "isdeleted": endsRecord, "deletedat": endsRecord,
		"deletedon": endsRecord, "archived": endsRecord, "isarchived": endsRecord, "archivedat": endsRecord, "discarded": endsRecord, "discardedat": endsRecord,
		"withdrawn": endsRecord, "unpublished": endsRecord, "draft": endsRecord, "isdraft": endsRecord, "expired": endsRecord, "isexpired": endsRecord,
		"inactive": endsRecord, "suspended": endsRecord, "permanentlyclosed": endsRecord, "closedpermanently": endsRecord,
		"visiblefrom": firstDay, "publishfrom": firstDay, "publishedfrom": firstDay, "showfrom": firstDay,
		"visibleto": lastDay, "visibleuntil": lastDay, "publishto": lastDay, "publishuntil": lastDay, "showuntil": lastDay, "showto": lastDay,
		"expireson": lastDay, "expiresat": lastDay, "expirydate": lastDay, "expirationdate": lastDay, "expiry": lastDay, "enddate": lastDay,
	}
	partly = []struct { //nolint:gochecknoglobals // read only
		part string
		is   sense
	}{
		{"confidential", hidesPlace},
		{"maskexact", hidesPlace},
		{"maskaddress", hidesPlace},
		{"masklocation", hidesPlace},
		{"addressmask", hidesPlace},
		{"secret", hidesPlace},
		{"donotpublish", hidesPlace},
		{"donotshow", hidesPlace},
		{"donotdisplay", hidesPlace},
		{"donotshare", hidesPlace},
		{"undisclosed", hidesPlace},
		{"hideaddress", hidesPlace},
		{"hidelocation", hidesPlace},
		{"hideexact", hidesPlace},
		{"addresshidden", hidesPlace},
		{"locationhidden", hidesPlace},
		{"privateaddress", hidesPlace},
		{"addressprivate", hidesPlace},
		{"sensitiveaddress", hidesPlace},
		{"withheld", hidesPlace},
		{"showaddress", showsPlace},
		{"displayaddress", showsPlace},
		{"publishaddress", showsPlace},
		{"addressvisib", showsPlace},
		{"addresspublic", showsPlace},
		{"publicaddress", showsPlace},
		{"visib", showsRecord},
		{"temporarilyclosed", closes},
		{"temporaryclosure", closes},
		{"closedtemporarily", closes},
		{"markedfordeletion", endsRecord},
		{"todelete", endsRecord},
	}
)

func senseOf(field string) sense {
	k := lettersOf(field)
	if is, ok := about[k]; ok {
		return is
	}
	k = strings.ReplaceAll(k, "secretar", "") // who keeps the minutes keeps no secret
	for _, p := range partly {
		if strings.Contains(k, p.part) {
			return p.is
		}
	}
	return senseless
}

// lettersOf returns only the letters of a text, small ones.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Discreet reports whether a field of this name, or a column with this heading, is about
// showing a record: "Confidential?", "mask_exact_address", "visible_to", "Status".
func Discreet(field string) bool { return senseOf(field) != senseless }

// Secretive reports whether a field of this name is about the secrecy of a place.
func Secretive(field string) bool { s := senseOf(field); return s == hidesPlace || s == showsPlace }

// Say takes what a field says, in the words of the list; empty where it says nothing. A field
// that has nothing to do with showing a record is passed over.
func (d *Discretion) Say(field, text string) {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	if text == "" {
		return
	}
	is := senseOf(field)
	yes, clear := answer(text)
	if !clear {
		yes, clear = wording(text, is)
	}
	switch is {
	case hidesPlace, showsPlace:
		switch {
		case !clear:
			d.secret("it is not clear whether its place is secret, so it is kept secret")
			d.odd(field, text, "it is not clear whether its place is secret, so it is kept secret")
		case yes == (is == hidesPlace):
			d.secret("its exact address may not be shown")
		default:
			d.Shown = true
		}
	case showsRecord, endsRecord:
		switch _, dated := Day(text); {
		case dated && is == showsRecord: // since when it is shown
			d.day(field, text, firstDay)
		case !clear:
			d.gone("it is not clear whether its publisher shows it, so it is hidden")
			d.odd(field, text, "it is not clear whether its publisher shows it, so it is hidden")
		case yes != (is == showsRecord):
			d.gone("its publisher hides it")
		}
	case closes:
		if d.Closed = d.Closed || yes || !clear; !clear {
			d.odd(field, text, "it is not clear whether it is closed, so it counts as closed for the time being")
		}
	case statusWord:
		d.status(field, text)
	case firstDay, lastDay:
		d.day(field, text, is)
	case senseless:
	}
}

// status judges a word of a publisher's life-cycle: only what is active is there.
func (d *Discretion) status(field, text string) {
	switch lettersOf(text) {
	case "active":
	case "temporarilyclosed", "closedtemporarily", "temporaryclosure":
		d.Closed = true
	case "inactive", "defunct", "closed", "archived", "deleted", "expired":
		d.gone("its publisher says that it is no longer there")
	default:
		d.gone("its status is not one that says it is there, so it is hidden")
		d.odd(field, text, "its status is not one that says it is there, so it is hidden")
	}
}

func (d *Discretion) day(field, text string, is sense) {
	now := d.Now
	if now.IsZero() {
		now = time.Now()
	}
	today := dateOf(now)
	at, ok := Day(text)
	switch {
	case !ok:
		d.gone("the day until or from which it may be shown cannot be read, so it is hidden")
		d.odd(field, text, "the day until or from which it may be shown cannot be read, so it is hidden")
	case is == firstDay && today.Before(at):
		d.gone("its publisher does not show it yet")
	case is == lastDay && at.Before(today):
		d.gone("its publisher shows it no longer")
	case is == lastDay && (d.Until == directory.Date{} || at.Before(d.Until)):
		d.Until = at
	}
}

func (d *Discretion) secret(why string) {
	if d.Secret == "" {
		d.Secret = why
	}
}

func (d *Discretion) gone(why string) {
	if d.Gone == "" {
		d.Gone = why
	}
}

func (d *Discretion) odd(field, was, why string) {
	d.Odd = append(d.Odd, Entry{Outcome: Unknown, Field: field, Was: was, Why: why})
}

// Expires returns the earlier of a day and of that from which a record may no longer be shown.
func (d *Discretion) Expires(other directory.Date) directory.Date {
	if d.Until == (directory.Date{}) {
		return other
	}
	after := dateOf(time.Date(d.Until.Year, d.Until.Month, d.Until.Day+1, 0, 0, 0, 0, time.UTC))
	if other == (directory.Date{}) || after.Before(other) {
		return after
	}
	return other
}

// answer reads a yes or a no as publishers and spreadsheets write them, and reports whether it is one.
func answer(text string) (yes, clear bool) {
	switch strings.ToLower(strings.Trim(text, " .!")) {
	case "yes", "y", "true", "t", "1", "on":
		return true, true
	case "no", "n", "false", "f", "0", "off":
		return false, true
	}
	return false, false
}

// wording reads the few words that can only mean that something is shown, or is not.
func wording(text string, is sense) (yes, clear bool) {
	shown := false
	switch lettersOf(text) {
	case "public", "everyone", "visible", "published", "notconfidential", "notsecret", "maybeshown":
		shown = true
	case "private", "hidden", "confidential", "secret", "notpublic", "unpublished", "invisible", "nobody", "donotpublish", "donotshow":
	default:
		return false, false
	}
	return shown == (is == showsRecord || is == showsPlace), true
}

// london is the clock by which publishers mean their days.
func london(t time.Time) time.Time {
	if here, err := time.LoadLocation("Europe/London"); err == nil {
		return t.In(here)
	}
	return t
}

// Day reads a day as publishers write it, with or without a time, and reports whether it is
// one. A moment with an offset is the day that it was in London.
func Day(text string) (directory.Date, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST"} {
		if t, err := time.Parse(layout, text); err == nil {
			return dateOf(london(t)), true
		}
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "02/01/2006", "2/1/2006", "02/01/2006 15:04", "02.01.2006", "2 January 2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return dateOf(t), true
		}
	}
	return directory.Date{}, false
}

func dateOf(t time.Time) directory.Date {
	return directory.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// Danger reports whether one of the needs is of somebody whom another person may be looking for.
// The place of such a service is secret unless somebody says explicitly that it may be shown.
func Danger(leaves []string) bool { return slices.ContainsFunc(leaves, needs.Danger) }

// Undisclosed is why the place of a service for needs of danger is kept secret.
const Undisclosed = "it helps people in danger, and nothing says that its place may be shown, so it is kept secret"

// Open reports whether a service has a place that a kiosk would show.
func Open(s directory.Service) bool {
	l := s.Location
	return l != nil && !l.Confidential && (len(l.Address) > 0 || l.Postcode != "" || l.Lat != 0 || l.Lon != 0)
}

// Guarded reports whether the place of a service has to be kept secret though nobody said so:
// the service is for people in danger, and nobody said that its place may be shown.
func Guarded(s directory.Service, shown bool) bool { return Open(s) && Danger(s.Needs) && !shown }

// Conceal makes the place of a service secret, and takes away what would give it away: every
// text in which its street or its postcode is written. It returns the fields that it emptied.
// A name that gives the place away cannot be emptied: the field "name" then means that the record
// is to be left out.
func Conceal(s *directory.Service, at *directory.Location) (emptied []string) {
	s.Location = &directory.Location{Confidential: true}
	if at == nil {
		return nil
	}
	tells := func(text string) bool {
		t := " " + plainWords(text) + " "
		for i, line := range at.Address {
			// The first line with a figure is a house; a later line may be a whole town.
			if w := plainWords(line); w != "" && (i == 0 && len(at.Address) > 1 || strings.ContainsAny(w, "0123456789")) && strings.Contains(t, " "+w+" ") {
				return true
			}
		}
		code := strings.ToLower(strings.ReplaceAll(at.Postcode, " ", ""))
		return code != "" && strings.Contains(strings.ReplaceAll(t, " ", ""), code)
	}
	if d := s.Description; d != nil && tells(d.Text) {
		s.Description = nil
		emptied = append(emptied, "description")
	}
	if tells(s.Organization) {
		s.Organization = ""
		emptied = append(emptied, "organization")
	}
	if slices.ContainsFunc(s.Alerts, func(a directory.Alert) bool { return a.Text != nil && tells(a.Text.Text) }) {
		s.Alerts = slices.Clone(s.Alerts)
		for i := range s.Alerts {
			if t := s.Alerts[i].Text; t != nil && tells(t.Text) {
				s.Alerts[i].Text = nil
			}
		}
		emptied = append(emptied, "alert")
	}
	if tells(s.Name) {
		emptied = append(emptied, "name")
	}
	return emptied
}

// plainWords returns small letters and figures with single spaces between them.
func plainWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}
