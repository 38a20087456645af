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

	"frontdoor/kiosk/directory"
)

// A Kind is one of the three files.
type Kind struct {
	File  string // its name as downloaded
	kind  string
	needs []string
}

// Kinds gives the files. GP practices are prescribing setting 4: without that filter, hospital units and
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

// A Note is one record that was repaired or left out.
type Note struct {
	Code, What string
}

// Options say which records are wanted.
type Options struct {
	Area  string                                        // a national grouping, "Y56" is London; empty means all of England
	Place func(postcode string) (directory.Point, bool) // where a postcode is
}

// maxRows bounds a file: all of England is about 15,000 rows a file.
const maxRows = 500_000

// Import reads one file. It gives the services, when the file's newest record was made, and
// what was repaired or left out.
func Import(r io.Reader, k Kind, opts Options) ([]directory.Service, directory.Date, []Note, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	rows.LazyQuotes = true
	var services []directory.Service
	var notes []Note
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
			notes = append(notes, Note{row[0], fmt.Sprintf("left out: %d columns, want %d", len(row), columns)})
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
		s, more := service(row, k, opts.Place)
		services, notes = append(services, s), append(notes, more...)
	}
	expires := directory.Date{}
	if newest != (directory.Date{}) {
		expires = newest.AddYears(freshFor)
	}
	for i := range services {
		services[i].Assurance = directory.Assurance{Source: "nhs-ods", Assurer: "NHS Organisation Data Service", VerifiedOn: newest, ExpiresOn: expires}
	}
	return services, newest, notes, nil
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

func service(row []string, k Kind, place func(string) (directory.Point, bool)) (directory.Service, []Note) {
	var notes []Note
	note := func(what string) { notes = append(notes, Note{row[colCode], what}) }
	s := directory.Service{
		ID: "ods-" + strings.ToLower(row[colCode]), Name: SensibleName(row[colName]),
		Kind: k.kind, Needs: k.needs, Location: &directory.Location{},
	}
	for _, line := range row[colAddress : colAddress+5] {
		if line = strings.TrimSpace(line); line != "" {
			s.Location.Address = append(s.Location.Address, SensibleName(line))
		}
	}
	postcode, ok := directory.Postcode(row[colPostcode])
	if !ok {
		note(fmt.Sprintf("kept without a place: %q is not a postcode", row[colPostcode]))
	}
	s.Location.Postcode = postcode
	if at, found := place(postcode); found {
		s.Location.Lat, s.Location.Lon = at.Lat, at.Lon
	} else if ok {
		note(fmt.Sprintf("kept without a place: the postcode %s is not in the list", postcode))
	}
	if number, ok := Phone(row[colPhone]); ok {
		s.Phones = []directory.Phone{{Number: number}}
	} else if strings.TrimSpace(row[colPhone]) != "" {
		note(fmt.Sprintf("kept without a number: %q is not one", row[colPhone]))
	}
	switch k.kind {
	case "gp":
		s.Cost, s.Rights = &directory.Cost{Free: true}, []string{"gp-no-proof"}
	case "dentist":
		s.Cost = &directory.Cost{Note: "nhs-charge"}
	}
	return s, notes
}

// Phone brings a number into the groups in which it is said. It says whether there is a
// number in the text at all.
func Phone(text string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if strings.HasPrefix(strings.TrimSpace(text), "+44") {
		digits = "0" + strings.TrimPrefix(digits[2:], "0")
	}
	if len(digits) == 10 && digits[0] != '0' {
		digits = "0" + digits
	}
	if len(digits) < 10 || len(digits) > 11 || digits[0] != '0' || strings.Trim(digits, "0") == "" {
		return "", false
	}
	switch {
	case strings.HasPrefix(digits, "02") && len(digits) < 11:
		return "", false // a figure is missing
	case strings.HasPrefix(digits, "02"):
		return digits[:3] + " " + digits[3:7] + " " + digits[7:], true
	case strings.HasPrefix(digits, "03"), strings.HasPrefix(digits, "08"), strings.HasPrefix(digits, "011"):
		return digits[:4] + " " + digits[4:7] + " " + digits[7:], true
	default:
		return digits[:5] + " " + digits[5:], true
	}
}
