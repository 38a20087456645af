// Package libraries takes libraries from the list that Arts Council England and the DCMS
// publish for London, with the hours in which staff are there.
//
// The list has a header; places come from postcodes. Libraries that have closed are left
// out. Hours without staff are not taken: a door that opens with a card is of no use to who
// needs a person.
package libraries

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

// Options say where postcodes are and when the list was made.
type Options struct {
	Place      func(postcode string) (directory.Point, bool)
	Problems   func(directory.Service) []string // what a source would be refused for; nil finds nothing
	VerifiedOn directory.Date
}

// Import reads the list. It returns the libraries and what was repaired or left out.
func Import(r io.Reader, opts Options) ([]directory.Service, *intake.Report, error) {
	rows, lines, err := readAll(r)
	if err != nil {
		return nil, nil, fmt.Errorf("read the list of libraries: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil, intake.Refusef("read the list of libraries: it is empty")
	}
	col := map[string]int{}
	for i, name := range rows[0] {
		col[strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))] = i
	}
	for _, name := range []string{"Library name", "Postcode", "Year closed", "Monday staffed hours"} {
		if _, ok := col[name]; !ok {
			return nil, nil, intake.Refusef("read the list of libraries: there is no column %q, which the list of the Arts Council has; what was imported before is kept", name)
		}
	}
	var services []directory.Service
	report := &intake.Report{}
	seen := map[string]bool{}
	for i, row := range rows[1:] {
		get := func(name string) string {
			if c, ok := col[name]; ok && c < len(row) {
				return strings.TrimSpace(intake.Clean(row[c]))
			}
			return ""
		}
		if year := get("Year closed"); year != "" {
			report.LeftOut(get("Library name"), lines[i+1], "it has closed for ever")
			continue
		}
		var d intake.Discretion
		for _, name := range rows[0] {
			if name = strings.TrimSpace(name); intake.Discreet(name) {
				d.Say(name, get(name))
			}
		}
		for _, e := range d.Odd {
			report.Unknown(get("Library name"), lines[i+1], e.Field, e.Was, e.Why)
		}
		if why := cmp.Or(d.Gone, d.Secret); why != "" {
			report.LeftOut(get("Library name"), lines[i+1], why)
			continue
		}
		s := library(get, lines[i+1], report, opts)
		if s.Assurance.ExpiresOn = d.Expires(s.Assurance.ExpiresOn); d.Closed {
			closed := s.Assurance
			s.Alerts = []directory.Alert{{Kind: directory.AlertClosed, Assurance: &closed}}
		}
		s, lost, wrong := intake.Options{Problems: opts.Problems}.Whole().Fit(s)
		if wrong != "" {
			report.LeftOut(get("Library name"), lines[i+1], wrong)
			continue
		}
		for _, one := range lost {
			report.Unknown(get("Library name"), lines[i+1], one.Field, one.Was, one.Why)
		}
		for n := 2; seen[s.ID]; n++ {
			s.ID = fmt.Sprintf("%s-%d", strings.TrimSuffix(s.ID, fmt.Sprintf("-%d", n-1)), n)
		}
		seen[s.ID] = true
		services = append(services, s)
	}
	return services, report, nil
}

func library(get func(string) string, line int, report *intake.Report, opts Options) directory.Service {
	name := get("Library name")
	if !names(name) {
		name += " Library"
	}
	s := directory.Service{
		ID: id(get("Local authority") + " " + get("Library name")), Name: intake.SensibleName(name), Kind: "library",
		Organization: get("Local authority"), Needs: []string{"community/library", "work/digital"},
		Cost: &directory.Cost{Free: true}, Documents: []string{}, Location: &directory.Location{},
		Assurance: directory.Assurance{
			Source: "dcms-libraries", Assurer: "Department for Culture, Media and Sport", VerifiedOn: opts.VerifiedOn,
			ExpiresOn: opts.VerifiedOn.AddYears(1),
		},
	}
	var clear bool
	if s.URL, clear = intake.Web(get("URL")); !clear {
		report.Unknown(name, line, "url", get("URL"), "this is not one address of the web")
	}
	if s.Email, clear = intake.Mail(get("Email address")); !clear {
		report.Unknown(name, line, "email", get("Email address"), "this is not one address of mail")
	}
	for _, c := range []string{"Address 1", "Address 2", "Address 3"} {
		if line := get(c); line != "" && line != "Greater London" {
			s.Location.Address = append(s.Location.Address, line)
		}
	}
	postcode, ok := directory.Postcode(get("Postcode"))
	s.Location.Postcode = postcode
	if at, found := opts.Place(postcode); ok && found {
		s.Location.Lat, s.Location.Lon = at.Lat, at.Lon
	} else {
		report.Unknown(name, line, "location", get("Postcode"), "the postcode is not in the list of postcodes")
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if text := get(d.String() + " unstaffed hours"); text != "" {
			report.Unknown(name, line, "schedule", d.String()+" "+text, "hours without staff are not taken: a door that opens with a card is of no use to who needs a person")
		}
	}
	hours, was, err := staffed(get)
	if err != nil {
		report.Unknown(name, line, "schedule", was, err.Error())
	}
	s.Hours = hours
	return s
}

// names reports whether a name already says what kind of place it is.
func names(name string) bool {
	lower := strings.ToLower(name)
	for _, w := range []string{"library", "libraries", "idea store", "centre", "hub", "archive"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

// earliest is when the first library opens, in minutes after midnight. An opening before it
// is a slip: the list has three libraries that would open at midnight or at one.
const earliest = 5 * 60

// staffed reads the hours with staff; nil when none are given. When one day cannot be right,
// nothing is known of the week: a day that is left out would be said to be closed. It then
// returns what is there, and what is wrong with it.
func staffed(get func(string) string) (h *directory.Hours, was string, err error) {
	h = &directory.Hours{}
	known := false
	for d := time.Sunday; d <= time.Saturday; d++ {
		text := get(d.String() + " staffed hours")
		for one := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ';' || r == '&' }) {
			span, err := directory.ParseSpan(strings.ReplaceAll(strings.TrimSpace(one), " ", ""))
			switch {
			case err != nil:
				return nil, d.String() + " " + text, errors.New("one day's hours cannot be read, so that nothing is known of the week")
			case span.Open < earliest || span.Close <= span.Open:
				return nil, d.String() + " " + text, errors.New("no library opens so early, or closes before it opens")
			}
			h.Week[d] = append(h.Week[d], span)
			known = true
		}
		slices.SortFunc(h.Week[d], func(a, b directory.Span) int { return a.Open - b.Open })
	}
	if !known {
		return nil, "", nil
	}
	return h, "", nil
}

// maxRows bounds a list: England has some 4,000 libraries.
const maxRows = 100_000

// readAll returns the rows, and the line on which each begins.
func readAll(r io.Reader) (rows [][]string, lines []int, err error) {
	in := csv.NewReader(r)
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, lines, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if len(rows) == maxRows {
			return nil, nil, fmt.Errorf("there are more than %d rows", maxRows)
		}
		line, _ := in.FieldPos(0)
		rows, lines = append(rows, row), append(lines, line)
	}
}

// id makes an id of a name.
func id(name string) string {
	var b strings.Builder
	b.WriteString("lib")
	dash := true
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if dash {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(r)
			continue
		}
		dash = r != '\'' && r != '’' || dash
	}
	return b.String()
}
