package openreferral

import (
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"frontdoor/kiosk/directory"
)

// A Mapping says what a publisher's own words mean here: its taxonomy, its languages. It is a
// TOML file, written once for a feed; docs/content.md has an example.
type Mapping struct {
	assurance directory.Assurance
	kind      string
	needs     []string            // of every service, beside its own
	terms     map[string][]string // a taxonomy term's name, id or address → needs
	languages map[string]string
	access    map[string]string // a word → step_free, hearing_loop or quiet_space
	who       map[string]string
	documents map[string]string
}

// ParseMapping reads a mapping. Its error is a sentence for whoever wrote it.
func ParseMapping(text string) (*Mapping, error) {
	var f struct {
		Source struct {
			Source     string `toml:"source"`
			Assurer    string `toml:"assurer"`
			VerifiedOn string `toml:"verified_on"`
		} `toml:"source"`
		Fixed struct {
			Kind  string   `toml:"kind"`
			Needs []string `toml:"needs"`
		} `toml:"fixed"`
		Needs     map[string]any    `toml:"needs"`
		Languages map[string]string `toml:"languages"`
		Access    map[string]string `toml:"access"`
		Who       map[string]string `toml:"who"`
		Documents map[string]string `toml:"required_documents"`
	}
	meta, err := toml.Decode(text, &f)
	if err != nil {
		var bad toml.ParseError
		if errors.As(err, &bad) {
			return nil, fmt.Errorf("the mapping, line %d: %s", bad.Position.Line, bad.Message)
		}
		return nil, fmt.Errorf("the mapping: %s", strings.ReplaceAll(err.Error(), "\n", " "))
	}
	if odd := meta.Undecoded(); len(odd) > 0 {
		return nil, fmt.Errorf("the mapping: %q is not a part of it. There are [source], [fixed], [needs], [languages], [access], [who] and [required_documents]", odd[0])
	}
	m := &Mapping{
		assurance: directory.Assurance{Source: f.Source.Source, Assurer: f.Source.Assurer}, kind: f.Fixed.Kind, needs: f.Fixed.Needs,
		terms: map[string][]string{}, languages: folded(f.Languages), access: folded(f.Access), who: folded(f.Who), documents: folded(f.Documents),
	}
	if m.assurance.Source == "" || m.assurance.Assurer == "" {
		return nil, errors.New(`the mapping does not say who vouches for the feed: write source = "…" and assurer = "…" in [source]`)
	}
	if m.assurance.VerifiedOn, err = directory.ParseDate(f.Source.VerifiedOn); err != nil {
		return nil, fmt.Errorf("the mapping: verified_on: %w", err)
	}
	if m.kind == "" {
		m.kind = "charity"
	}
	for term, v := range f.Needs {
		switch v := v.(type) {
		case string:
			m.terms[fold(term)] = []string{v}
		case []any:
			for _, one := range v {
				need, ok := one.(string)
				if !ok {
					return nil, fmt.Errorf("the mapping, [needs]: %q has to become a need, or a list of needs", term)
				}
				m.terms[fold(term)] = append(m.terms[fold(term)], need)
			}
		default:
			return nil, fmt.Errorf("the mapping, [needs]: %q has to become a need, or a list of needs", term)
		}
	}
	for word, fact := range m.access {
		if fact != "step_free" && fact != "hearing_loop" && fact != "quiet_space" {
			return nil, fmt.Errorf("the mapping, [access]: %q becomes step_free, hearing_loop or quiet_space, not %q", word, fact)
		}
	}
	return m, nil
}

// Own is the mapping of what Frontdoor itself has exported.
func Own(source, assurer string) *Mapping {
	return &Mapping{assurance: directory.Assurance{Source: source, Assurer: assurer}, kind: "charity"}
}

func folded(m map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range m {
		out[fold(k)] = v
	}
	return out
}

// fold makes words comparable: without case and without spaces too many.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
