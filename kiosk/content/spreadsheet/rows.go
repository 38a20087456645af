package spreadsheet

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A row is one record of a table, with the line on which it begins.
type row struct {
	cells []string
	line  int
}

// rows reads a table one row after another. A quotation mark begins a cell only where its closing
// one is before the next separator or the end of a line; any other is a letter of the cell:
// `"Chat" cafe` does not swallow the rows below it.
type rows struct {
	text  []byte
	comma byte
	line  int
}

// newRows begins a table. Lines may end as those of an old Mac do.
func newRows(text []byte, comma byte) *rows {
	if bytes.IndexByte(text, '\n') < 0 {
		text = bytes.ReplaceAll(text, []byte{'\r'}, []byte{'\n'})
	}
	return &rows{text: text, comma: comma, line: 1}
}

// separator reads the first line by which some programs say what parts the cells, "sep=;".
func separator(text []byte) (comma byte, rest []byte) {
	first, after, _ := bytes.Cut(text, []byte{'\n'})
	first = bytes.Trim(bytes.TrimSpace(first), `"`)
	if len(first) == 5 && bytes.EqualFold(first[:4], []byte("sep=")) && strings.IndexByte(",;|\t", first[4]) >= 0 {
		return first[4], after
	}
	return 0, text
}

// next returns the next row, also one without anything in it; false at the end.
func (r *rows) next() (row, bool) {
	if len(r.text) == 0 {
		return row{}, false
	}
	out := row{line: r.line}
	for {
		cell, end := r.cell()
		out.cells = append(out.cells, cell)
		if end {
			return out, true
		}
	}
}

// cell takes one cell off the text, and reports whether it was the last of its row.
func (r *rows) cell() (text string, last bool) {
	if quoted, length, ok := r.quoted(); ok {
		r.line += strings.Count(quoted, "\n")
		r.text = r.text[length:]
		return strings.ReplaceAll(quoted, `""`, `"`), r.separated()
	}
	n := bytes.IndexFunc(r.text, func(c rune) bool { return c == rune(r.comma) || c == '\n' })
	if n < 0 {
		n = len(r.text)
	}
	text = strings.TrimSuffix(string(r.text[:n]), "\r")
	r.text = r.text[n:]
	return text, r.separated()
}

// separated takes what is behind a cell, and reports whether its row ends there.
func (r *rows) separated() bool {
	r.text = bytes.TrimPrefix(r.text, []byte{'\r'})
	if len(r.text) == 0 {
		return true
	}
	end := r.text[0] == '\n'
	if end {
		r.line++
	}
	r.text = r.text[1:]
	if !end && len(r.text) == 0 { // a separator at the very end has an empty cell behind it
		return false
	}
	return end
}

// quoted returns a cell in quotation marks as it is written between them, and how long it is with
// them; false where they do not close it.
func (r *rows) quoted() (inner string, length int, ok bool) {
	if len(r.text) == 0 || r.text[0] != '"' {
		return "", 0, false
	}
	for i := 1; i < len(r.text) && i <= 2*maxCell; i++ {
		if r.text[i] != '"' {
			continue
		}
		if i+1 < len(r.text) && r.text[i+1] == '"' {
			i++
			continue
		}
		rest := r.text[i+1:]
		closed := len(rest) == 0 || rest[0] == r.comma || rest[0] == '\n' || bytes.HasPrefix(rest, []byte("\r\n"))
		return string(r.text[1:i]), i + 1, closed
	}
	return "", 0, false
}

// swallowed returns how many rows stand within a cell, because a quotation mark was opened and closed
// by another row's: lines that have as many separators as the headings.
func swallowed(cells []string, columns int, comma byte) (n int) {
	if columns < 3 || len(cells) >= columns {
		return 0
	}
	for _, c := range cells {
		for i, l := range strings.Split(c, "\n") {
			if i > 0 && strings.Count(l, string(rune(comma))) >= columns-2 {
				n++
			}
		}
	}
	return n
}

// stray reads a text that is UTF-8 but for a few bytes: those are of Windows-1252, as of a cell that
// was pasted. It returns how many there were; ok is false where the whole text is of Windows-1252.
func stray(b []byte) (text []byte, n int, ok bool) {
	var out bytes.Buffer
	sound := 0
	for rest := b; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			out.WriteRune(charmap.Windows1252.DecodeByte(rest[0]))
			n++
		default:
			if size > 1 {
				sound++
			}
			out.Write(rest[:size])
		}
		rest = rest[size:]
	}
	return out.Bytes(), n, sound > n
}

// whyStray says what became of stray bytes.
func whyStray(n int) string {
	return fmt.Sprintf("%d characters are not in the UTF-8 of the rest of the table: they are read as Windows-1252", n)
}
