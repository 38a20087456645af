package spreadsheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"frontdoor/kiosk/directory"
)

// A Mapping says which column is what. It is a TOML file, written once for a spreadsheet that
// comes again every year: docs/content.md has an example.
type Mapping struct {
	delimiter rune     // 0: found by looking
	skip      int      // rows before the headings
	ignore    []string // headings of columns that say nothing of whether a row may be shown, though they sound so
	assurance directory.Assurance
	columns   map[string][]string // a field → the headings of its columns
	fixed     map[string][]string // a field → what it is in every row
	words     map[string]map[string][]string
}

// fields are what a column can be, in Open Referral UK's names where it has one.
var fields = []string{
	"id", "name", "kind", "organization", "needs", "everywhere", "url", "email", "phone", "address", "postcode", "latitude", "longitude", "confidential",
	"cost", "languages", "interpreting", "step_free", "hearing_loop", "quiet_space", "required_documents", "rights", "minimum_age", "maximum_age", "who", "description",
	"schedule", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "verified_on",
	"status", "visible", "visible_from", "visible_to", "expires_on", "deleted", "temporarily_closed",
}

// lifecycle are the fields that report whether a row may be shown.
var lifecycle = []string{"status", "visible", "visible_from", "visible_to", "expires_on", "deleted", "temporarily_closed"}

// many are the fields that may come from several columns.
var many = []string{"address", "phone", "needs", "languages"}

// ParseMapping reads a mapping. Its error is a sentence for whoever wrote it.
func ParseMapping(text string) (*Mapping, error) {
	var f struct {
		File struct {
			Delimiter string   `toml:"delimiter"`
			Skip      int      `toml:"skip_rows"`
			Ignore    []string `toml:"ignore"`
		} `toml:"file"`
		Source struct {
			Source     string `toml:"source"`
			Assurer    string `toml:"assurer"`
			VerifiedOn string `toml:"verified_on"`
			ExpiresOn  string `toml:"expires_on"`
		} `toml:"source"`
		Columns map[string]any            `toml:"columns"`
		Fixed   map[string]any            `toml:"fixed"`
		Words   map[string]map[string]any `toml:"words"`
	}
	meta, err := toml.Decode(text, &f)
	if err != nil {
		var bad toml.ParseError
		if errors.As(err, &bad) {
			return nil, fmt.Errorf("the mapping, line %d: %s", bad.Position.Line, bad.Message)
		}
		return nil, fmt.Errorf("the mapping: %w", err)
	}
	if odd := meta.Undecoded(); len(odd) > 0 {
		return nil, fmt.Errorf("the mapping: %q is not a part of it. There are [file], [source], [columns], [fixed] and [words.FIELD]", odd[0])
	}
	m := &Mapping{skip: f.File.Skip, columns: map[string][]string{}, fixed: map[string][]string{}, words: map[string]map[string][]string{}}
	for _, h := range f.File.Ignore {
		m.ignore = append(m.ignore, fold(h))
	}
	if m.delimiter, err = delimiter(f.File.Delimiter); err != nil {
		return nil, err
	}
	if m.skip < 0 || m.skip > 1000 {
		return nil, errors.New("the mapping: skip_rows is from 0 to 1000")
	}
	if m.assurance, err = assured(f.Source.Source, f.Source.Assurer, f.Source.VerifiedOn, f.Source.ExpiresOn); err != nil {
		return nil, err
	}
	for part, values := range map[string]map[string]any{"columns": f.Columns, "fixed": f.Fixed} {
		for field, v := range values {
			list, err := listed(v)
			if err != nil || !slices.Contains(fields, field) {
				return nil, fmt.Errorf("the mapping, [%s]: %q is not a field. There are: %s", part, field, strings.Join(fields, ", "))
			}
			if part == "fixed" {
				m.fixed[field] = list
				continue
			}
			if len(list) > 1 && !slices.Contains(many, field) {
				return nil, fmt.Errorf("the mapping, [columns]: %s comes from one column. Several may make: %s", field, strings.Join(many, ", "))
			}
			m.columns[field] = list
		}
	}
	for field, words := range f.Words {
		if !slices.Contains(fields, field) {
			return nil, fmt.Errorf("the mapping, [words.%s]: %q is not a field", field, field)
		}
		m.words[field] = map[string][]string{}
		for word, v := range words {
			list, err := listed(v)
			if err != nil {
				return nil, fmt.Errorf("the mapping, [words.%s]: %q has to become a text, or a list of them", field, word)
			}
			m.words[field][fold(word)] = list
		}
	}
	return m, m.complete()
}

// complete says what a mapping lacks.
func (m *Mapping) complete() error {
	for _, field := range []string{"name", "needs", "kind"} {
		if len(m.columns[field])+len(m.fixed[field]) == 0 {
			return fmt.Errorf("the mapping does not say what %s is: write it in [columns] or in [fixed]", field)
		}
	}
	if m.assurance.VerifiedOn == (directory.Date{}) && len(m.columns["verified_on"]) == 0 {
		return errors.New(`the mapping does not say when the list was checked: write verified_on = "2026-11-16" in [source], or a column of it`)
	}
	return nil
}

func delimiter(text string) (rune, error) {
	switch text {
	case "":
		return 0, nil
	case ",", ";", "|":
		return rune(text[0]), nil
	case "tab", "\t":
		return '\t', nil
	default:
		return 0, fmt.Errorf(`the mapping: delimiter is ",", ";", "|" or "tab", not %q`, text)
	}
}

func assured(source, assurer, verified, expires string) (directory.Assurance, error) {
	a := directory.Assurance{Source: source, Assurer: assurer}
	if source == "" || assurer == "" {
		return a, errors.New(`the mapping does not say who vouches for the list: write source = "…" and assurer = "…" in [source]`)
	}
	var err error
	if a.VerifiedOn, err = directory.ParseDate(verified); err != nil {
		return a, fmt.Errorf("the mapping: verified_on: %w", err)
	}
	if a.ExpiresOn, err = directory.ParseDate(expires); err != nil {
		return a, fmt.Errorf("the mapping: expires_on: %w", err)
	}
	return a, nil
}

// listed reads a text, a yes or no, or a list of texts.
func listed(v any) ([]string, error) {
	switch v := v.(type) {
	case string:
		return []string{v}, nil
	case bool:
		if v {
			return []string{"yes"}, nil
		}
		return []string{"no"}, nil
	case []any:
		out := make([]string, 0, len(v))
		for _, one := range v {
			s, ok := one.(string)
			if !ok {
				return nil, errors.New("not a text")
			}
			out = append(out, s)
		}
		return out, nil
	}
	return nil, errors.New("not a text")
}

// fold makes words comparable: without case and without spaces too many.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
