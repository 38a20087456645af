// Package ods takes GP practices, pharmacies and dentists from the files of the NHS
// Organisation Data Service.
//
// The files have 27 columns and no header (NHS England, "ODS data search and export", and the
// "ODS data downloads" before it). They say who is there and where, never when a door is open;
// dentists have no telephone. Names and addresses are in capitals and are brought into sensible
// case. What is repaired or left out is reported with its reason.
//
// The register has been written in two codings: a status is "A" or "ACTIVE", a GP practice is
// prescribing setting "4" or role "RO76". Each row is read by what is in it. What no coding has
// is left out and reported.
package ods

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// A Kind is one of the three files.
type Kind struct {
	File  string // its name as downloaded
	kind  string
	needs []string
}

// Kinds returns the files. GP practices are prescribing setting 4, or RO76: without that filter, hospital
// units and prisons come in.
func Kinds() []Kind {
	return []Kind{
		{"epraccur.csv", "gp", []string{"health/gp", "health/vaccines"}},
		{"edispensary.csv", "pharmacy", []string{"health/pharmacy", "health/medicine-collect", "health/vaccines"}},
		{"egdpprac.csv", "dentist", []string{"health/dentist"}},
	}
}

// The columns that are read, from 0.
const (
	colCode     = 0
	colName     = 1
	colGrouping = 2
	colAddress  = 4 // to 8
	colPostcode = 9
	colOpened   = 10
	colClosed   = 11
	colStatus   = 12
	colRole     = 13
	colJoined   = 15
	colPhone    = 17
	colSetting  = 25
	columns     = 27
)

// freshFor is how long a fact of the register may be said as certain. Practices close and
// merge: after a year, who reads of one is told to ring first.
const freshFor = 1

// Options say which records are wanted.
type Options struct {
	Area  string                                        // a national grouping, "Y56" is London; empty means all of England
	Place func(postcode string) (directory.Point, bool) // where a postcode is
}

// maxRows bounds a file: all of England is about 15,000 rows a file.
const maxRows = 500_000

// Import reads one file. It returns the services, the newest day that the file can prove (a
// plan proves nothing), and what was repaired or left out. Its error is an intake.RefusedError where
// the file has another layout.
func Import(r io.Reader, k Kind, opts Options) ([]directory.Service, directory.Date, *intake.Report, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	rows.LazyQuotes = true
	var services []directory.Service
	report := &intake.Report{}
	days := proof{}
	fitting, others, known, oddest := 0, 0, 0, ""
	for n := 0; ; n++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, directory.Date{}, nil, fmt.Errorf("read %s: %w", k.File, err)
		}
		if n >= maxRows {
			return nil, directory.Date{}, nil, fmt.Errorf("read %s: there are more than %d rows", k.File, maxRows)
		}
		line, _ := rows.FieldPos(0)
		if len(row) != columns {
			others++
			report.LeftOut(row[0], line, fmt.Sprintf("it has not %d columns", columns))
			continue
		}
		fitting++
		s := statusOf(row[colStatus])
		if s == unknown {
			oddest = row[colStatus]
		} else {
			known++
		}
		days.add(row, s)
		rec := record{row, line, report}
		if s == gone || opts.Area != "" && row[colGrouping] != opts.Area || !rec.setting(k) {
			continue
		}
		if why := cmp.Or(rec.shut(s), notForResidents(row, k), elsewhere(row, opts.Area)); why != "" {
			report.LeftOut(row[colCode]+" "+row[colName], line, why)
			continue
		}
		services = append(services, service(rec, k, opts.Place))
	}
	switch {
	case others > fitting:
		return nil, directory.Date{}, nil, intake.Refusef("read %s: %d of its %d rows have not the %d columns of the NHS register (no headings; code, name, national grouping, area, five lines of address, postcode, opened, closed, status, …): what was imported before is kept", k.File, others, others+fitting, columns)
	case fitting > 0 && known*2 < fitting:
		return nil, directory.Date{}, nil, intake.Refusef("read %s: most of its rows have a status like %q, where ACTIVE, INACTIVE, DORMANT or A, C, D, P are expected: what was imported before is kept", k.File, oddest)
	}
	newest := days.newest()
	expires := directory.Date{}
	if newest != (directory.Date{}) {
		expires = newest.AddYears(freshFor)
	}
	for i, s := range services {
		a := directory.Assurance{Source: "nhs-ods", Assurer: "NHS Organisation Data Service", VerifiedOn: newest, ExpiresOn: expires}
		if until := s.Assurance.ExpiresOn; until != (directory.Date{}) && (expires == directory.Date{} || until.Before(expires)) {
			a.ExpiresOn = until // it is to close: from then on nothing of it is certain
		}
		services[i].Assurance = a
	}
	return services, newest, report, nil
}

// A status is what the register says of a row's life, in either of its codings.
type status int

const (
	unknown status = iota
	active
	proposed // it is to open
	gone     // closed, or asleep
)

func statusOf(text string) status {
	switch strings.ToUpper(strings.TrimSpace(text)) {
	case "A", "ACTIVE":
		return active
	case "P", "PROPOSED":
		return proposed
	case "C", "CLOSED", "D", "DORMANT", "INACTIVE", "I":
		return gone
	}
	return unknown
}

// shut says why nobody is let in today: the row's days count more than its status, which
// follows days later.
func (r record) shut(s status) string {
	opened, okOpened := odsDay(r.row[colOpened])
	closed, okClosed := odsDay(r.row[colClosed])
	switch {
	case s == unknown:
		return "its status is neither of the register's codings, so it is left out"
	case !okOpened && (s == proposed || strings.TrimSpace(r.row[colOpened]) != ""):
		return "the day on which it opened cannot be read, so it is left out"
	case !okClosed && strings.TrimSpace(r.row[colClosed]) != "":
		return "the day on which it closes cannot be read, so it is left out"
	case okOpened && toCome(opened):
		return "it has not opened yet"
	case okClosed && !toCome(closed):
		return "it has closed, though its status does not say so yet"
	}
	return ""
}

// setting reports whether a row is what its file is for. A role that is not known is reported.
func (r record) setting(k Kind) bool {
	roles := func(text string, wanted ...string) bool {
		return slices.ContainsFunc(strings.Split(text, "|"), func(role string) bool {
			return slices.Contains(wanted, strings.ToUpper(strings.TrimSpace(role)))
		})
	}
	switch k.kind {
	case "gp":
		return roles(r.row[colSetting], "4", "RO76")
	case "pharmacy":
		if role := r.row[colRole]; strings.HasPrefix(role, "RO") && !roles(role, "RO182", "RO94") {
			r.report.LeftOut(r.row[colCode]+" "+r.row[colName], r.line, "its role is none of a pharmacy")
			return false
		}
	}
	return true
}

// A proof collects the days that a file can prove: what has opened, and what had opened and
// has closed. A day on which something is to open or to close is a plan, and proves nothing.
type proof struct {
	opened directory.Date
	closed [][2]directory.Date // opened and closed of what is gone
}

func (p *proof) add(row []string, s status) {
	opened, joined, closed := odsDate(row[colOpened]), odsDate(row[colJoined]), odsDate(row[colClosed])
	switch s {
	case active:
		for _, d := range []directory.Date{opened, joined} {
			if p.opened.Before(d) {
				p.opened = d
			}
		}
	case gone:
		if closed != (directory.Date{}) {
			p.closed = append(p.closed, [2]directory.Date{opened, closed})
		}
	case proposed, unknown:
	}
}

// newest returns the newest day. What has closed before it could have opened was a plan that was
// given up.
func (p *proof) newest() directory.Date {
	newest := p.opened
	for _, c := range p.closed {
		if !p.opened.Before(c[0]) && newest.Before(c[1]) {
			newest = c[1]
		}
	}
	return newest
}

// odsDay reads 20231204, and reports whether it is a day.
func odsDay(s string) (directory.Date, bool) {
	t, err := time.Parse("20060102", strings.TrimSpace(s))
	return directory.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, err == nil
}

// toCome reports whether a day has not come.
func toCome(d directory.Date) bool {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).After(time.Now())
}

// odsDate reads 20231204; anything else, and a day that has not come, is not known.
func odsDate(s string) directory.Date {
	if d, ok := odsDay(s); ok && !toCome(d) {
		return d
	}
	return directory.Date{}
}

// A record is a row with where it stands, and the report that is told of it.
type record struct {
	row    []string
	line   int
	report *intake.Report
}

func (r record) unknown(field, was, why string) {
	r.report.Unknown(r.row[colCode], r.line, field, was, why)
}

func service(r record, k Kind, place func(string) (directory.Point, bool)) directory.Service {
	row := r.row
	s := directory.Service{
		ID: "ods-" + strings.ToLower(row[colCode]), Name: intake.SensibleName(row[colName]),
		Kind: k.kind, Needs: k.needs, Location: &directory.Location{},
	}
	for _, line := range row[colAddress : colAddress+5] {
		if line = strings.TrimSpace(line); line != "" {
			s.Location.Address = append(s.Location.Address, intake.SensibleName(line))
		}
	}
	if nameless(row[colName]) && len(s.Location.Address) > 0 {
		was := s.Name
		s.Name += ", " + s.Location.Address[0]
		r.report.Repaired(row[colCode], r.line, "name", was, s.Name, "its name only says what it is, so its address is added")
	}
	if closing, ok := odsDay(row[colClosed]); ok {
		s.Assurance.ExpiresOn = closing
	}
	postcode, ok := directory.Postcode(row[colPostcode])
	if !ok {
		r.unknown("location", row[colPostcode], "this is not a postcode")
	}
	s.Location.Postcode = postcode
	if at, found := place(postcode); found {
		s.Location.Lat, s.Location.Lon = at.Lat, at.Lon
	} else if ok {
		r.unknown("location", postcode, "the postcode is not in the list of postcodes")
	}
	if number, ok := intake.Phone(row[colPhone]); ok {
		s.Phones = []directory.Phone{{Number: number}}
	} else if strings.TrimSpace(row[colPhone]) != "" {
		r.unknown("phone", row[colPhone], "this is not a telephone number")
	}
	switch k.kind {
	case "gp":
		s.Cost, s.Rights = &directory.Cost{Free: true}, []string{"gp-no-proof"}
	case "dentist":
		s.Cost = &directory.Cost{Note: "nhs-charge"}
	}
	return s
}
