// Package spreadsheet takes services from a table that a borough, a charity or one volunteer
// keeps, with a mapping that says which column is what.
//
// A table may come in UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons or tabs, and
// with line breaks within its cells. What a cell says is taken only when it can be read in one
// way: a word that the mapping does not know, hours that are not clear and a telephone number
// that is none stay unknown, and the report says so. Nothing is invented: a row without a name
// or a need is left out. The package knows no disk and no network; cmd/content relies on it.
package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
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

// Import reads a table. It returns the services in the order of their ids, and what was repaired,
// left out or not understood. Its error is a sentence: the table cannot be read at all, or its
// headings are not those of the mapping.
func Import(r io.Reader, m *Mapping, opts intake.Options) ([]directory.Service, *intake.Report, error) {
	opts = opts.Whole()
	text, strays, err := decode(r)
	if err != nil {
		return nil, nil, err
	}
	t := &table{m: m, opts: opts, report: &intake.Report{}, ids: map[string]bool{}, twice: map[string]int{}}
	if strays > 0 {
		t.report.Repaired("the whole table", 0, "", "", "", whyStray(strays))
	}
	said, text := separator(text)
	if t.comma = byte(m.delimiter); t.comma == 0 {
		t.comma = said
	}
	if t.comma == 0 {
		t.comma = byte(guess(text, m.skip))
	}
	table := newRows(text, t.comma)
	if said != 0 {
		table.line++
	}
	for n := 0; ; n++ {
		row, ok := table.next()
		if !ok {
			break
		}
		switch {
		case n > maxRows:
			return nil, nil, fmt.Errorf("read the table: it has more than %d rows", maxRows)
		case n < m.skip, empty(row.cells):
			continue
		case t.at == nil:
			if err := t.headings(row.cells); err != nil {
				return nil, nil, err
			}
		default:
			t.row(row.cells, row.line)
		}
	}
	if t.at == nil {
		return nil, nil, intake.Refusef("read the table: it has no row of headings, which the mapping needs")
	}
	for _, i := range t.undated { // it may have been looked at as long ago as any other, and is never said as certain
		a := &t.services[i].Assurance
		if t.oldest != (directory.Date{}) && t.oldest.Before(a.VerifiedOn) {
			a.VerifiedOn = t.oldest
		}
		if a.VerifiedOn.Before(a.ExpiresOn) { // its publisher may end it sooner
			a.ExpiresOn = a.VerifiedOn
		}
	}
	slices.SortFunc(t.services, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
	return t.services, t.report, nil
}

// empty reports whether nothing is in a row.
func empty(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// decode returns the text in UTF-8, without the mark that some programs put before it, and how many
// characters of it were not.
func decode(r io.Reader) (text []byte, strays int, err error) {
	b, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	switch {
	case err != nil:
		return nil, 0, fmt.Errorf("read the table: %w", err)
	case len(b) > maxBytes:
		return nil, 0, fmt.Errorf("read the table: it is larger than %d MiB", maxBytes>>20)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return nil, 0, errors.New("read the table: this is a workbook: save it as CSV first")
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		b, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
	case !utf8.Valid(b):
		var mixed bool
		if text, strays, mixed = stray(b); mixed {
			b = text
			break
		}
		strays = 0
		b, err = charmap.Windows1252.NewDecoder().Bytes(b)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read the table: %w", err)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, 0, errors.New("read the table: it is not text")
	}
	return b, strays, nil
}

// guess returns what parts the cells of the headings.
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
	discreet []column         // columns that the mapping does not name, and that report whether a row may be shown
	ids      map[string]bool
	twice    map[string]int // an id → how often another was made of it
	comma    byte
	columns  int
	undated  []int // of services: those whose day cannot be read
	oldest   directory.Date
	services []directory.Service
}

// A column is one of a table.
type column struct {
	heading string
	at      int
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
	t.at, t.columns = map[string][]int{}, len(row)
	unnamed := maps.Clone(column)
	for field, headings := range t.m.columns {
		for _, h := range headings {
			i, ok := column[fold(h)]
			if !ok {
				return intake.Refusef("read the table: there is no column %q, which the mapping takes for %s. There are: %s", h, field, list(row))
			}
			t.at[field] = append(t.at[field], i)
			delete(unnamed, fold(h))
		}
	}
	t.discreetly(row, unnamed)
	return nil
}

// discreetly finds the columns that report whether a row, or its place, may be shown, and that the
// mapping passes over: what is secret stays so when nobody has thought of the column. One that
// means something else gets a field in the mapping, or is in its [file] ignore.
func (t *table) discreetly(row []string, unnamed map[string]int) {
	for i, h := range row {
		if at, ok := unnamed[fold(h)]; !ok || at != i || slices.Contains(t.m.ignore, fold(h)) || !intake.Discreet(h) {
			continue
		}
		t.discreet = append(t.discreet, column{strings.TrimSpace(h), i})
		t.report.Repaired("the whole table", 0, "columns", "", strings.TrimSpace(h), "the mapping does not name this column, and it says whether a row may be shown: it is obeyed")
	}
}

// list says the headings, as far as they can be read on a line.
func list(row []string) string {
	s := strings.Join(strings.Fields(strings.Join(row, ", ")), " ")
	if len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + "…"
	}
	return s
}

func (t *table) row(cells []string, number int) {
	l := line{table: t, cells: cells, number: number}
	if n := swallowed(cells, t.columns, t.comma); n > 0 {
		t.report.LeftOut(strings.Join(strings.Fields(l.text("name")), " "), number, fmt.Sprintf("a quotation mark of it is closed %d rows below: those rows are left out with it", n))
		return
	}
	if slices.ContainsFunc(cells, func(c string) bool { return len(c) > maxCell }) {
		t.report.LeftOut(l.text("name"), number, "one of its cells is too long to be true")
		return
	}
	s, why := l.service()
	if why != "" {
		t.report.LeftOut(l.record, number, why)
		return
	}
	s, lost, wrong := t.opts.Fit(s)
	if wrong != "" {
		t.report.LeftOut(l.record, number, wrong)
		return
	}
	for _, one := range lost {
		l.unknown(one.Field, one.Was, one.Why)
	}
	if l.shown {
		t.report.MayShow(s.ID)
	}
	t.ids[s.ID] = true
	switch day := s.Assurance.VerifiedOn; {
	case l.undated:
		t.undated = append(t.undated, len(t.services))
	case t.oldest == directory.Date{} || day.Before(t.oldest):
		t.oldest = day
	}
	t.services = append(t.services, s)
}
