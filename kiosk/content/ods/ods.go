// Package ods takes GP practices, pharmacies and dentists from the files of the NHS
// Organisation Data Service.
//
// The files have 27 columns and no header (NHS England, "ODS data downloads"). They say who
// is there and where, never when a door is open; dentists have no telephone. Names and
// addresses stand in capitals and are brought into sensible case. What is repaired or left
// out is reported with its reason.
package ods

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
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

// Kinds returns the files. GP practices are prescribing setting 4: without that filter, hospital units and
// prisons come in.
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

// Import reads one file. It returns the services, when the file's newest record was made, and
// what was repaired or left out.
func Import(r io.Reader, k Kind, opts Options) ([]directory.Service, directory.Date, *intake.Report, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	rows.LazyQuotes = true
	var services []directory.Service
	report := &intake.Report{}
	var newest directory.Date
	for n := 0; ; n++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, newest, nil, fmt.Errorf("read %s: %w", k.File, err)
		}
		if n >= maxRows {
			return nil, newest, nil, fmt.Errorf("read %s: there are more than %d rows", k.File, maxRows)
		}
		if len(row) != columns {
			line, _ := rows.FieldPos(0)
			report.LeftOut(row[0], line, fmt.Sprintf("it has not %d columns", columns))
			continue
		}
		for _, c := range []int{colOpened, colClosed, colJoined} {
			if d := odsDate(row[c]); newest.Before(d) {
				newest = d
			}
		}
		if !wanted(row, k, opts.Area) {
			continue
		}
		line, _ := rows.FieldPos(0)
		if why := notForResidents(row, k); why != "" {
			report.LeftOut(row[colCode]+" "+row[colName], line, why)
			continue
		}
		services = append(services, service(record{row, line, report}, k, opts.Place))
	}
	expires := directory.Date{}
	if newest != (directory.Date{}) {
		expires = newest.AddYears(freshFor)
	}
	for i := range services {
		services[i].Assurance = directory.Assurance{Source: "nhs-ods", Assurer: "NHS Organisation Data Service", VerifiedOn: newest, ExpiresOn: expires}
	}
	return services, newest, report, nil
}

// odsDate reads 20231204; anything else, and a day that has not come, is not known.
func odsDate(s string) directory.Date {
	t, err := time.Parse("20060102", s)
	if err != nil || t.After(time.Now()) {
		return directory.Date{}
	}
	return directory.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

func wanted(row []string, k Kind, area string) bool {
	switch {
	case row[colStatus] != "A":
		return false
	case area != "" && row[colGrouping] != area:
		return false
	case k.kind == "gp" && row[colSetting] != "4":
		return false
	}
	return true
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
