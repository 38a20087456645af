package openreferral

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"frontdoor/kiosk/content/intake"
)

// node is an object as it came. Publishers write one thing in many ways, so that a field is
// asked for and never relied on.
type node map[string]any

// text returns the first of some fields that holds a text or a number.
func (n node) text(fields ...string) string {
	for _, f := range fields {
		switch v := n[f].(type) {
		case string:
			if v = strings.TrimSpace(intake.Clean(v)); v != "" {
				return v
			}
		case json.Number:
			return v.String()
		}
	}
	return ""
}

// number returns a field that holds a number, or a text that is one.
func (n node) number(fields ...string) (float64, bool) {
	v, err := strconv.ParseFloat(n.text(fields...), 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

// yes returns a field that holds true or false; nil for anything else.
func (n node) yes(field string) *bool {
	if b, ok := n[field].(bool); ok {
		return &b
	}
	return nil
}

// object returns a field that holds an object; an empty one for anything else.
func (n node) object(fields ...string) node {
	for _, f := range fields {
		if m, ok := n[f].(map[string]any); ok {
			return m
		}
	}
	return nil
}

// list returns the objects of the first field that holds a list.
func (n node) list(fields ...string) []node {
	for _, f := range fields {
		if l, ok := n[f].([]any); ok {
			var out []node
			for _, one := range l {
				if m, ok := one.(map[string]any); ok {
					out = append(out, m)
				}
			}
			return out
		}
	}
	return nil
}

// Bounds of what is read.
const (
	MaxPage  = 32 << 20 // bytes of a page, or of a file
	maxDepth = 40
	// maxParts bounds the objects and lists of a page: each costs some hundred bytes of memory,
	// and two of the file. A county's feed has some 100,000.
	maxParts = 1_000_000
)

// decode reads one value, within the bounds.
func decode(b []byte) (any, error) {
	if len(b) > MaxPage {
		return nil, fmt.Errorf("it is larger than %d MiB", MaxPage>>20)
	}
	depth, parts := 0, 0
	inText, escaped := false, false
	for _, c := range b {
		switch {
		case escaped:
			escaped = false
		case inText && c == '\\':
			escaped = true
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("it has more than %d layers", maxDepth)
			}
			if parts++; parts > maxParts {
				return nil, fmt.Errorf("it has more than %d objects and lists", maxParts)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff")))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, errors.New("it is not JSON, or not the whole of it")
	}
	if d.More() {
		return nil, errors.New("something stands behind its end")
	}
	return v, nil
}

// Records are services as their publisher wrote them. Import makes sense of them.
type Records struct{ all []node }

// Len returns how many there are.
func (r Records) Len() int { return len(r.all) }

// A Page is some services, with what the publisher says of how many there are. That may be wrong.
type Page struct {
	Services Records
	Total    int // all services there are; -1 when it is not said
	Last     bool
	NotFirst bool // it says itself that another page comes before it
}

// ParsePage reads a page of an API, a list of services, or one service.
func ParsePage(b []byte) (Page, error) {
	v, err := decode(b)
	if err != nil {
		return Page{}, fmt.Errorf("read Open Referral data: %w", err)
	}
	p := Page{Total: -1}
	switch v := v.(type) {
	case []any:
		p.Services.all = node{"x": v}.list("x")
		return p, nil
	case map[string]any:
		n := node(v)
		for _, f := range []string{"contents", "content", "services", "items", "data"} {
			if _, ok := n[f].([]any); ok {
				p.Services.all = n.list(f)
				if total, ok := n.number("total_items", "totalElements", "total", "count"); ok && total >= 0 && total < 1e9 {
					p.Total = int(total)
				}
				for _, last := range []string{"last_page", "last"} {
					if is := n.yes(last); is != nil {
						p.Last = *is
					}
				}
				for _, first := range []string{"first_page", "first"} {
					if is := n.yes(first); is != nil {
						p.NotFirst = !*is
					}
				}
				return p, nil
			}
		}
		if n.text("name") != "" {
			p.Services.all = []node{n}
			return p, nil
		}
	}
	return Page{}, errors.New("read Open Referral data: it has no services: neither a list, nor a page with contents, nor a service")
}

// whole reports whether a service came with what is behind it, or is only a line of a list.
func whole(n node) bool {
	for _, f := range []string{"service_at_locations", "schedules", "contacts", "locations", "regular_schedules", "attributes", "service_taxonomys", "phones"} {
		if _, ok := n[f]; ok {
			return true
		}
	}
	return false
}
