// Package spreadsheet takes services from a table that a borough, a charity or one volunteer
// keeps, with a mapping that says which column is what.
//
// A table may come in UTF-8, UTF-16 or Windows-1252, parted by commas, semicolons or tabs, and
// with line breaks within its cells. What a cell says is taken only when it can be read in one
// way: a word that the mapping does not know, hours that are not clear and a telephone number
// that is none stay unknown, and the report says so. Nothing is invented: a row without a name
// or a need is left out. The package knows no disk and no network; cmd/content relies on it.
package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// Bounds of a table.
const (
	maxBytes = 64 << 20
	maxRows  = 200_000
	maxCell  = 16 << 10
)

// Import reads a table. It gives the services in the order of their ids, and what was repaired,
// left out or not understood. Its error is a sentence: the table cannot be read at all, or its
// headings are not those of the mapping.
func Import(r io.Reader, m *Mapping, opts intake.Options) ([]directory.Service, *intake.Report, error) {
	opts = opts.Whole()
	text, err := decode(r)
	if err != nil {
		return nil, nil, err
	}
	rows := csv.NewReader(bytes.NewReader(text))
	rows.FieldsPerRecord, rows.LazyQuotes, rows.ReuseRecord = -1, true, true
	if rows.Comma = m.delimiter; rows.Comma == 0 {
		rows.Comma = guess(text, m.skip)
	}
	t := &table{m: m, opts: opts, report: &intake.Report{}, ids: map[string]int{}}
	for n := 0; ; n++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		switch {
		case errors.As(err, &bad):
			return nil, nil, fmt.Errorf("read the table, line %d: %w", bad.Line, bad.Err)
		case err != nil:
			return nil, nil, fmt.Errorf("read the table: %w", err)
		case n > maxRows:
			return nil, nil, fmt.Errorf("read the table: it has more than %d rows", maxRows)
		case n < m.skip:
			continue
		}
		line, _ := rows.FieldPos(0)
		if t.at == nil {
			if err := t.headings(row); err != nil {
				return nil, nil, err
			}
			continue
		}
		t.row(row, line)
	}
	if t.at == nil {
		return nil, nil, errors.New("read the table: it has no row of headings")
	}
	slices.SortFunc(t.services, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
	return t.services, t.report, nil
}

// decode gives the text in UTF-8, without the mark that some programs put before it.
func decode(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the table: %w", err)
	case len(b) > maxBytes:
		return nil, fmt.Errorf("read the table: it is larger than %d MiB", maxBytes>>20)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return nil, errors.New("read the table: this is a workbook: save it as CSV first")
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		b, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
	case !utf8.Valid(b):
		b, err = charmap.Windows1252.NewDecoder().Bytes(b)
	}
	if err != nil {
		return nil, fmt.Errorf("read the table: %w", err)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, errors.New("read the table: it is not text")
	}
	return b, nil
}

// guess gives what parts the cells of the headings.
func guess(text []byte, skip int) rune {
	for range skip {
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			text = text[i+1:]
		}
	}
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	best, most := ',', 0
	for _, c := range ",;\t|" {
		if n := bytes.Count(text, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// A table is on its way to being services.
type table struct {
	m        *Mapping
	opts     intake.Options
	report   *intake.Report
	at       map[string][]int // a field → its columns
	ids      map[string]int
	services []directory.Service
}

func (t *table) headings(row []string) error {
	column := map[string]int{}
	for i, h := range row {
		if h = fold(h); h != "" {
			if _, twice := column[h]; !twice {
				column[h] = i
			}
		}
	}
	t.at = map[string][]int{}
	for field, headings := range t.m.columns {
		for _, h := range headings {
			i, ok := column[fold(h)]
			if !ok {
				return fmt.Errorf("read the table: there is no column %q, which the mapping takes for %s. There are: %s", h, field, list(row))
			}
			t.at[field] = append(t.at[field], i)
		}
	}
	return nil
}

// list says the headings, as far as they can be read on a line.
func list(row []string) string {
	s := strings.Join(strings.Fields(strings.Join(row, ", ")), " ")
	if len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + "…"
	}
	return s
}

// A line is one row with its report.
type line struct {
	*table
	cells  []string
	number int
	record string
}

func (t *table) row(cells []string, number int) {
	if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return // an empty row is none
	}
	l := line{table: t, cells: cells, number: number}
	if slices.ContainsFunc(cells, func(c string) bool { return len(c) > maxCell }) {
		t.report.LeftOut(l.text("name"), number, "one of its cells is too long to be true")
		return
	}
	s, why := l.service()
	if why != "" {
		t.report.LeftOut(l.record, number, why)
		return
	}
	if wrong := t.opts.Problems(s); len(wrong) > 0 {
		t.report.LeftOut(l.record, number, wrong[0])
		return
	}
	t.services = append(t.services, s)
}

// texts gives what the columns of a field say, or what is fixed for it.
func (l *line) texts(field string) []string {
	var out []string
	for _, i := range l.at[field] {
		if i < len(l.cells) {
			if s := strings.TrimSpace(l.cells[i]); s != "" {
				out = append(out, s)
			}
		}
	}
	if len(out) == 0 {
		out = l.m.fixed[field]
	}
	return out
}

func (l *line) text(field string) string { return strings.Join(l.texts(field), ", ") }

// unknown reports a cell that was not understood.
func (l *line) unknown(field, was, why string) {
	l.report.Unknown(l.record, l.number, field, was, why)
}

// words gives what the words of a field become: each by the mapping, and as it stands where
// the mapping has no words for the field. A cell may hold several, parted by commas, semicolons
// or line breaks; a cell that the mapping knows as a whole is one.
func (l *line) words(field string) []string {
	known := l.m.words[field]
	var out []string
	for _, cell := range l.texts(field) {
		parts := []string{cell}
		if _, whole := known[fold(cell)]; !whole {
			parts = strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '|' })
		}
		for _, p := range parts {
			if p = strings.TrimSpace(p); p == "" {
				continue
			}
			become, ok := known[fold(p)]
			switch {
			case ok:
				out = append(out, become...)
			case len(known) == 0 || slices.Contains(l.m.fixed[field], p):
				out = append(out, p)
			default:
				l.unknown(field, p, "the mapping has no word for it")
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// yes reads a yes or no; nil where neither is said.
func (l *line) yes(field string) *bool {
	yes, no := true, false
	text := l.text(field)
	if become, ok := l.m.words[field][fold(text)]; ok && len(become) == 1 {
		text = become[0]
	}
	switch fold(text) {
	case "":
		return nil
	case "yes", "y", "true", "1":
		return &yes
	case "no", "n", "false", "0":
		return &no
	}
	l.unknown(field, text, "it says neither yes nor no")
	return nil
}

// age reads one; 0 where none is said.
func (l *line) age(field string) int {
	text := l.text(field)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSuffix(text, "+"))
	if err != nil || n < 0 || n > 120 {
		l.unknown(field, text, "this is not an age")
		return 0
	}
	return n
}

// service makes a row into a service, or says why it cannot be one.
func (l *line) service() (directory.Service, string) {
	name := intake.SensibleName(l.text("name"))
	l.record = name
	if id := l.text("id"); id != "" {
		l.record = id + " " + name
	}
	if name == "" {
		return directory.Service{}, "it has no name"
	}
	if was := strings.Join(strings.Fields(l.text("name")), " "); was != name {
		l.report.Repaired(l.record, l.number, "name", was, name, "it stood in capitals")
	}
	s := directory.Service{
		Name: name, Kind: strings.Join(l.words("kind"), " "), Organization: l.text("organization"), Needs: l.words("needs"),
		Description: l.prose(), Assurance: l.m.assurance, Languages: l.words("languages"), Rights: l.words("rights"),
		Interpreting: l.yes("interpreting"), StepFree: l.yes("step_free"), HearingLoop: l.yes("hearing_loop"), QuietSpace: l.yes("quiet_space"),
	}
	if len(s.Needs) == 0 {
		return s, "nothing says what it helps with"
	}
	if text := l.text("verified_on"); text != "" {
		if s.Assurance.VerifiedOn, s.Assurance.ExpiresOn = day(text), (directory.Date{}); s.Assurance.VerifiedOn == (directory.Date{}) {
			l.unknown("verified_on", text, "this is not a day")
			s.Assurance = l.m.assurance
		}
	}
	if s.Assurance.VerifiedOn == (directory.Date{}) {
		return s, "nothing says when it was checked"
	}
	if s.Assurance.ExpiresOn == (directory.Date{}) {
		s.Assurance.ExpiresOn = s.Assurance.VerifiedOn.AddYears(1)
	}
	if e := l.yes("everywhere"); e != nil {
		s.Everywhere = *e
	}
	if len(l.at["required_documents"])+len(l.m.fixed["required_documents"]) > 0 {
		s.Documents = l.documents()
	}
	l.reach(&s)
	s.Location = l.location()
	s.Hours = l.hours()
	s.Cost = l.cost()
	s.Eligibility = l.eligibility()
	s.ID = l.id(s)
	return s, ""
}

// documents are what to bring. "None" is an answer, and an empty cell is not.
func (l *line) documents() []string {
	text := l.text("required_documents")
	switch fold(text) {
	case "":
		return nil
	case "none", "nothing", "no":
		return []string{}
	}
	return l.words("required_documents")
}

func (l *line) prose() *directory.Prose {
	text := strings.TrimSpace(l.text("description"))
	if text == "" {
		return nil
	}
	return &directory.Prose{Lang: "en", Text: text}
}

// reach fills in telephone numbers and addresses of the web and of mail.
func (l *line) reach(s *directory.Service) {
	for _, cell := range l.texts("phone") {
		for one := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ',' || r == ';' || r == '/' || r == '\n' }) {
			number, ok := intake.Phone(one)
			if !ok {
				l.unknown("phone", one, "this is not a telephone number")
				continue
			}
			s.Phones = append(s.Phones, directory.Phone{Number: number})
		}
	}
	s.URL = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(l.text("url")), "https://"), "http://"), "/")
	if strings.ContainsAny(s.URL, " \t\n") || s.URL != "" && !strings.Contains(s.URL, ".") {
		l.unknown("url", s.URL, "this is not an address of the web")
		s.URL = ""
	}
	s.Email = strings.TrimSpace(l.text("email"))
	if s.Email != "" && (strings.Count(s.Email, "@") != 1 || strings.ContainsAny(s.Email, " \t\n,;")) {
		l.unknown("email", s.Email, "this is not one address of mail")
		s.Email = ""
	}
}

func (l *line) location() *directory.Location {
	if c := l.yes("confidential"); c != nil && *c {
		return &directory.Location{Confidential: true}
	}
	at := &directory.Location{}
	for _, cell := range l.texts("address") {
		for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '\n' || r == ',' }) {
			if part = strings.TrimSpace(part); part != "" {
				at.Address = append(at.Address, intake.SensibleName(part))
			}
		}
	}
	if text := l.text("postcode"); text != "" {
		p, ok := directory.Postcode(text)
		if !ok {
			l.unknown("postcode", text, "this is not a postcode")
		}
		at.Postcode = p
	}
	lat, errLat := strconv.ParseFloat(l.text("latitude"), 64)
	lon, errLon := strconv.ParseFloat(l.text("longitude"), 64)
	switch point, known := l.opts.Place(at.Postcode); {
	case errLat == nil && errLon == nil && lat >= 49 && lat <= 61 && lon >= -9 && lon <= 2.5:
		at.Lat, at.Lon = lat, lon
	case l.text("latitude")+l.text("longitude") != "" && !known:
		l.unknown("latitude", l.text("latitude")+" "+l.text("longitude"), "this is not a place in the United Kingdom")
	case known:
		at.Lat, at.Lon = point.Lat, point.Lon
	case at.Postcode != "":
		l.unknown("postcode", at.Postcode, "the postcode is not in the list of postcodes")
	}
	if len(at.Address) == 0 && at.Postcode == "" && at.Lat == 0 {
		return nil
	}
	return at
}

// hours reads the week, from one column or from one for each day. When one day is not clear,
// nothing is known of the week: a day that is left out would be said to be closed.
func (l *line) hours() *directory.Hours {
	if text := l.text("schedule"); text != "" {
		h, err := Hours(text)
		if err != nil {
			l.unknown("schedule", text, err.Error())
		}
		return h
	}
	var week *directory.Hours
	for d := time.Sunday; d <= time.Saturday; d++ {
		field := strings.ToLower(d.String())
		h, err := dayHours(d, l.text(field))
		if err != nil {
			l.unknown(field, l.text(field), err.Error())
			return nil
		}
		if h == nil {
			continue
		}
		if week == nil {
			week = &directory.Hours{}
		}
		week.Week[d] = h.Week[d]
		week.ByAppointment = week.ByAppointment || h.ByAppointment
	}
	return week
}

func (l *line) cost() *directory.Cost {
	words := l.words("cost")
	switch {
	case len(words) == 0:
		return nil
	case len(words) == 1 && fold(words[0]) == "free":
		return &directory.Cost{Free: true}
	case len(words) == 1 && words[0] == "nhs-charge":
		return &directory.Cost{Note: "nhs-charge"}
	}
	l.unknown("cost", strings.Join(words, ", "), "the kiosk says only what is free, and NHS charges: prices change")
	return nil
}

func (l *line) eligibility() *directory.Eligibility {
	e := directory.Eligibility{MinAge: l.age("minimum_age"), MaxAge: l.age("maximum_age"), Who: l.words("who")}
	if e.MinAge == 0 && e.MaxAge == 0 && len(e.Who) == 0 {
		return nil
	}
	return &e
}

// id makes an id that stays the same while the table's own id, or name and postcode, do.
func (l *line) id(s directory.Service) string {
	from := l.text("id")
	if from == "" {
		from = s.Name
		if s.Location != nil {
			from += " " + s.Location.Postcode
		}
	}
	id := slug(l.m.assurance.Source + " " + from)
	if l.ids[id]++; l.ids[id] > 1 {
		again := fmt.Sprintf("%s-%d", id, l.ids[id])
		l.report.Repaired(l.record, l.number, "id", id, again, "the id stands in the table twice")
		return again
	}
	return id
}

// slug writes a text in small letters, figures and hyphens.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := b.String()
	return strings.Trim(s[:min(len(s), 100)], "-")
}

// day reads a day as tables write it.
func day(text string) directory.Date {
	for _, layout := range []string{"2006-01-02", "02/01/2006", "2/1/2006", "2 January 2006", "2 Jan 2006", "02.01.2006"} {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil && t.Year() > 1990 && !t.After(time.Now()) {
			return directory.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
		}
	}
	return directory.Date{}
}
