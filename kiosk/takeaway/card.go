package takeaway

import (
	"strings"
	"unicode"

	"frontdoor/assets/icons"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// mostNote bounds what a code says beyond name, number and address, in bytes: a code with more
// has modules too small for an old telephone's camera.
const mostNote = 420

// serviceCard returns a service as a vCard.
func serviceCard(p locales.Printer, a directory.Answer) string {
	var notes []string
	notes = append(notes, p.T("kind."+a.Service.Kind))
	for _, l := range wording.Kept(p, a) {
		if !l.Number && l.Lang == "" && l.Icon != icons.Walk { // how far it is from here is of no use at home
			notes = append(notes, l.Text)
		}
	}
	if stale := wording.Stale(p, a); stale != "" {
		notes = append(notes[:1:1], append([]string{stale}, notes[1:]...)...)
	}
	number, _ := a.Service.Voice()
	return card(a.Service.Name, number.Number, place(a.Service), notes)
}

// briefly says a service in a line: its name, number, address and usual hours.
func briefly(p locales.Printer, a directory.Answer) string {
	where := ""
	if l := place(a.Service); l != nil {
		where = join(", ", append(append([]string(nil), l.Address...), l.Postcode)...)
	}
	number, _ := a.Service.Voice()
	said := []string{a.Service.Name, wording.Stale(p, a), number.Number, where, wording.KeptHours(p, a)}
	return join(" - ", append(said, wording.News(p, a)...)...)
}

// place returns where a service is, unless its source says that nobody may know, or it is
// somewhere else for a time.
func place(s directory.Service) *directory.Location {
	l := s.Location
	if l == nil || l.Confidential || len(l.Address) == 0 && l.Postcode == "" {
		return nil
	}
	return l
}

// card writes a vCard 3.0 (RFC 2426). It holds no address of the web.
func card(name, number string, at *directory.Location, notes []string) string {
	lines := []string{"BEGIN:VCARD", "VERSION:3.0", "N:" + escape(name) + ";;;;", "FN:" + escape(name)}
	if number != "" {
		lines = append(lines, "TEL;TYPE=VOICE:"+strings.ReplaceAll(number, " ", ""))
	}
	if at != nil {
		street, town := at.Address, ""
		if n := len(street); n > 1 {
			street, town = street[:n-1], street[n-1]
		}
		lines = append(lines, "ADR;TYPE=WORK:;;"+escape(strings.Join(street, ", "))+";"+escape(town)+";;"+escape(at.Postcode)+";")
	}
	if note := noted(notes); note != "" {
		lines = append(lines, "NOTE:"+escape(note))
	}
	return strings.Join(append(lines, "END:VCARD"), "\r\n") + "\r\n"
}

// noted puts as many notes together as a code should hold, none of them cut.
func noted(notes []string) string {
	var b strings.Builder
	for _, n := range notes {
		n = bare(n)
		if n == "" || b.Len()+len(n)+1 > mostNote {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(n)
	}
	return b.String()
}

// bare drops what only guides the typesetting of the glass: marks of direction, and spaces at
// which no line breaks.
func bare(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f' || r == '\u2009':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r), r == '\u2060':
			return -1
		case r == '·':
			return '-' // a lone sign beyond ASCII is taken by some telephones for another alphabet
		case r == '’':
			return '\''
		}
		return r
	}, s))
}

// escape keeps text from ending its field.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "\r\n", `\n`, "\n", `\n`, ",", `\,`, ";", `\;`).Replace(bare(s))
}

// join puts what there is together.
func join(between string, parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, between)
}
