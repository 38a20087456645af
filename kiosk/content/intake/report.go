// Package intake is what every importer of content does in the same way: it reports what was
// repaired or left out, and brings names and telephone numbers into the form in which a person
// would say them.
//
// A record that cannot be used is left out with its reason; a field that cannot be read is left
// unknown with its reason; what was changed on the way is told with what it was. So an editor
// can go back to whoever keeps the list. The package knows no file format.
package intake

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"frontdoor/internal/durable"
)

// An Outcome is what became of a record, or of one field of it.
type Outcome string

// The outcomes.
const (
	LeftOut  Outcome = "left out"  // the record is not in the source
	Unknown  Outcome = "unknown"   // the field is not in the source; the record is
	Repaired Outcome = "repaired"  // the field is in the source, and differs from the list
	Disputed Outcome = "disputed"  // two lists say different things; one of them was taken
	HeldBack Outcome = "held back" // it could show somebody's secret place, and waits for an editor
)

// An Entry is one line of a report.
type Entry struct {
	Outcome Outcome
	Record  string // the id that the record has in its list, or its name
	Line    int    // in the file, from 1; 0 where lines mean nothing
	Field   string // empty: the whole record
	Was     string
	Now     string // empty unless it was repaired or disputed
	Why     string // a sentence without its full stop
}

// String says the entry in a line.
func (e Entry) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Record, e.Outcome)
	if e.Field != "" {
		fmt.Fprintf(&b, ": %s", e.Field)
	}
	if e.Was != "" {
		fmt.Fprintf(&b, " %q", e.Was)
	}
	if e.Now != "" {
		fmt.Fprintf(&b, " -> %q", e.Now)
	}
	return b.String() + ": " + e.Why
}

// most bounds the entries that are kept, and longest what is kept of a value: a hostile list
// must not fill the disk with its report.
const (
	most    = 200_000
	longest = 200
)

// A Report is what one importer repaired or left out. The zero value is ready.
type Report struct {
	entries []Entry
	counts  map[Outcome]int
	reasons map[string]int
	shown   map[string]bool
}

// Add puts an entry into the report.
func (r *Report) Add(e Entry) {
	if r.counts == nil {
		r.counts, r.reasons = map[Outcome]int{}, map[string]int{}
	}
	r.counts[e.Outcome]++
	if _, known := r.reasons[e.Why]; known || len(r.reasons) < most {
		r.reasons[e.Why]++
	}
	if len(r.entries) < most {
		e.Record, e.Was, e.Now = trimmed(e.Record), trimmed(e.Was), trimmed(e.Now)
		r.entries = append(r.entries, e)
	}
}

// trimmed keeps the beginning of what is too long, and only what is on one line.
func trimmed(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "�")), " ")
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

// LeftOut reports a record that is not in the source.
func (r *Report) LeftOut(record string, line int, why string) {
	r.Add(Entry{Outcome: LeftOut, Record: record, Line: line, Why: why})
}

// HeldBack reports what waits for an editor: somebody may be found by it.
func (r *Report) HeldBack(record string, line int, why string) {
	r.Add(Entry{Outcome: HeldBack, Record: record, Line: line, Why: why})
}

// MayShow keeps that a list says explicitly that the place of a service may be shown.
func (r *Report) MayShow(id string) {
	if r.shown == nil {
		r.shown = map[string]bool{}
	}
	r.shown[id] = true
}

// Shown reports whether MayShow was told of a service.
func (r *Report) Shown(id string) bool { return r.shown[id] }

// Unknown reports a field that could not be read.
func (r *Report) Unknown(record string, line int, field, was, why string) {
	r.Add(Entry{Outcome: Unknown, Record: record, Line: line, Field: field, Was: was, Why: why})
}

// Repaired reports a field that was changed.
func (r *Report) Repaired(record string, line int, field, was, now, why string) {
	r.Add(Entry{Outcome: Repaired, Record: record, Line: line, Field: field, Was: was, Now: now, Why: why})
}

// Entries returns what was reported, in its order. The slice is the report's own.
func (r *Report) Entries() []Entry { return r.entries }

// Count returns how often something became of a record or a field.
func (r *Report) Count(o Outcome) int { return r.counts[o] }

// Summary says the report in a line: "12 left out, 3 unknown, 40 repaired".
func (r *Report) Summary() string {
	var parts []string
	for _, o := range []Outcome{LeftOut, HeldBack, Unknown, Repaired, Disputed} {
		if n := r.counts[o]; n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+string(o))
		}
	}
	if len(parts) == 0 {
		return "nothing left out or repaired"
	}
	return strings.Join(parts, ", ")
}

// A Reason is why something was reported, and how often.
type Reason struct {
	Why   string
	Count int
}

// Reasons returns the reasons, the most frequent first.
func (r *Report) Reasons() []Reason {
	out := make([]Reason, 0, len(r.reasons))
	for why, n := range r.reasons {
		out = append(out, Reason{why, n})
	}
	slices.SortFunc(out, func(a, b Reason) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Why, b.Why)) })
	return out
}

// WriteCSV writes the report as a table, with a row of headings. A cell that a spreadsheet
// would take for a formula is made text.
func (r *Report) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"outcome", "record", "line", "field", "was", "now", "why"}}
	for _, e := range r.entries {
		line := ""
		if e.Line > 0 {
			line = strconv.Itoa(e.Line)
		}
		rows = append(rows, []string{string(e.Outcome), text(e.Record), line, e.Field, text(e.Was), text(e.Now), text(e.Why)})
	}
	total := 0
	for _, n := range r.counts {
		total += n
	}
	if beyond := total - len(r.entries); beyond > 0 {
		rows = append(rows, []string{"", "", "", "", "", "", fmt.Sprintf("%d more are not listed", beyond)})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// WriteFile writes the report as WriteCSV does, whole or not at all.
func (r *Report) WriteFile(file string) error {
	var b bytes.Buffer
	if err := r.WriteCSV(&b); err != nil {
		return err
	}
	if err := durable.WriteFile(file, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// text keeps a spreadsheet from running what is in a list as a formula.
func text(s string) string {
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}
