package content

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"frontdoor/kiosk/directory"
)

// A Difference is what has become of one service between two packs.
type Difference struct {
	Kind    DifferenceKind
	ID      string
	Name    string   // the new one, where there is one
	Changes []Change // in the order of the fields' names; only of a service that has changed
}

// A DifferenceKind says what has become of a service.
type DifferenceKind int

// The kinds.
const (
	Added DifferenceKind = iota
	Gone
	Changed
)

// A Change is one field of the source format, as it was and as it is: "schedule.monday". An
// empty side means that the field is not known there.
type Change struct{ Field, Old, New string }

// Differ returns what a coordinator has to read before a pack is published: every service that
// was added, has gone or has changed, in the order of the ids. Neither list is changed.
func Differ(before, after []directory.Service) ([]Difference, error) {
	old, now := byID(before), byID(after)
	var out []Difference
	for _, id := range union(old, now) {
		was, before := old[id]
		is, after := now[id]
		switch {
		case !before:
			out = append(out, Difference{Kind: Added, ID: id, Name: is.Name})
		case !after:
			out = append(out, Difference{Kind: Gone, ID: id, Name: was.Name})
		case !reflect.DeepEqual(was, is):
			changes, err := changes(was, is)
			if err != nil {
				return nil, fmt.Errorf("compare %s: %w", id, err)
			}
			if len(changes) > 0 {
				out = append(out, Difference{Changed, id, is.Name, changes})
			}
		}
	}
	return out, nil
}

func byID(services []directory.Service) map[string]directory.Service {
	m := make(map[string]directory.Service, len(services))
	for _, s := range services {
		m[s.ID] = s
	}
	return m
}

// union returns the keys of both, in order and each once.
func union[V any](a, b map[string]V) []string {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(keys)
	return slices.Compact(keys)
}

// sorted returns a service with what has no order in one: an importer and an export order needs
// each in their own way, and nothing has changed. Telephone numbers and lines of an address have
// an order, of which the first is what is said.
func sorted(s directory.Service) directory.Service {
	for _, list := range []*[]string{&s.Needs, &s.Languages, &s.Rights, &s.Documents, &s.SameAs} {
		*list = slices.Clone(*list)
		slices.Sort(*list)
	}
	s.URL = strings.TrimSuffix(s.URL, "/")
	if s.Eligibility != nil {
		e := *s.Eligibility
		e.Who = slices.Clone(e.Who)
		slices.Sort(e.Who)
		s.Eligibility = &e
	}
	say := func(a directory.Assurance) string { return fmt.Sprint(a) }
	s.Also = slices.Clone(s.Also)
	slices.SortFunc(s.Also, func(a, b directory.Assurance) int { return strings.Compare(say(a), say(b)) })
	if s.Hours != nil {
		h := *s.Hours
		h.Schedules, h.Except = slices.Clone(h.Schedules), slices.Clone(h.Except)
		slices.SortFunc(h.Schedules, func(a, b directory.Schedule) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		slices.SortFunc(h.Except, func(a, b directory.Date) int { return strings.Compare(a.String(), b.String()) })
		for d := range h.Week {
			h.Week[d] = slices.Clone(h.Week[d])
			slices.SortFunc(h.Week[d], func(a, b directory.Span) int { return a.Open - b.Open })
		}
		s.Hours = &h
	}
	return s
}

// changes compares two services as an editor would write them.
func changes(was, is directory.Service) ([]Change, error) {
	was, is = sorted(was), sorted(is)
	old, err := asWritten(was)
	if err != nil {
		return nil, err
	}
	now, err := asWritten(is)
	if err != nil {
		return nil, err
	}
	var out []Change
	for _, name := range union(old, now) {
		if old[name] != now[name] {
			out = append(out, Change{name, old[name], now[name]})
		}
	}
	return out, nil
}

// asWritten returns a service as the fields of the source format.
func asWritten(s directory.Service) (map[string]string, error) {
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(write(s, assurance{})); err != nil {
		return nil, err
	}
	var tree map[string]any
	if _, err := toml.Decode(b.String(), &tree); err != nil {
		return nil, err
	}
	out := map[string]string{}
	flatten("", tree, out)
	return out, nil
}

// flatten writes nested tables as "schedule.monday", and lists in one line.
func flatten(prefix string, v any, out map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			flatten(strings.TrimPrefix(prefix+"."+name, "."), inner, out)
		}
	case []map[string]any:
		for i, inner := range v {
			flatten(fmt.Sprintf("%s.%d", prefix, i+1), inner, out)
		}
	case []any:
		parts := make([]string, len(v))
		for i, inner := range v {
			parts[i] = fmt.Sprint(inner)
		}
		out[prefix] = "[" + strings.Join(parts, ", ") + "]"
	default:
		out[prefix] = fmt.Sprint(v)
	}
}

// Unanswered returns the needs that no service answers, in the order in which they are given.
func Unanswered(needs []string, services []directory.Service) []string {
	answered := map[string]bool{}
	for _, s := range services {
		for _, n := range s.Needs {
			answered[n] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(needs), func(n string) bool { return answered[n] })
}
