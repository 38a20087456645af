package openreferral

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// services returns a record as a service for each of its places.
func (r *record) services() []directory.Service {
	s, why := r.service()
	if why != "" {
		r.report.LeftOut(r.name(), 0, why)
		return nil
	}
	places := r.places()
	r.shown = map[string]bool{}
	d := r.discretion()
	var out []directory.Service
	var behind []*directory.Location
	secret := d.Secret != ""
	if !s.Everywhere {
		told := slices.ContainsFunc(places, func(p place) bool { return !p.untold })
		for i, p := range places {
			if p.untold && (told || len(out) > 0) {
				behind = append(behind, p.behind)
				continue
			}
			one := s
			one.Location = p.location
			if why := r.hidden(one, d, p.shown || d.Shown); why != "" {
				was := *one.Location
				p.behind, one.Location = &was, &directory.Location{Confidential: true}
			}
			behind = append(behind, p.behind)
			if i > 0 {
				one.ID = fmt.Sprintf("%s-%d", s.ID, i+1)
			}
			r.timed(&one, p)
			if intake.Open(one) && (p.shown || d.Shown) {
				r.shown[one.ID] = true
			}
			r.accessible(&one, p.access)
			out = append(out, one)
		}
	}
	for _, p := range places {
		if s.Everywhere && p.behind != nil {
			behind, secret = append(behind, p.behind), true
		}
	}
	if len(out) == 0 {
		if secret {
			s.Location = &directory.Location{Confidential: true}
		}
		r.timed(&s, place{})
		out = append(out, s)
	}
	return r.concealed(out, behind)
}

// discretion is what our own export says of whether its places may be shown, and what the
// service itself and its organization do.
func (r *record) discretion() intake.Discretion {
	var d intake.Discretion
	d.Say("confidential", r.own().text("confidential"))
	for _, from := range []node{r.node, r.object("organization", "organisation")} {
		secretive := node{}
		for f, v := range from {
			if intake.Secretive(f) {
				secretive[f] = v
			}
		}
		said(&d, secretive)
	}
	r.odd(&d)
	return d
}

// hidden says why an open place has to be kept secret, and reports it; empty where it may be shown.
func (r *record) hidden(s directory.Service, d intake.Discretion, shown bool) string {
	switch {
	case s.Location.Confidential:
		return ""
	case d.Secret != "":
		r.repaired("location", "", "confidential", d.Secret)
		return d.Secret
	case intake.Guarded(s, shown):
		r.report.HeldBack(r.name(), 0, intake.Undisclosed)
		return intake.Undisclosed
	}
	return ""
}

// concealed takes away what gives the secret places of a record away, in all that it became:
// what is in the words of one is told by the other as well.
func (r *record) concealed(services []directory.Service, behind []*directory.Location) []directory.Service {
	kept := services[:0]
	for _, s := range services {
		named := false
		for _, at := range behind {
			if at == nil {
				continue
			}
			shown := s.Location
			for _, field := range intake.Conceal(&s, at) {
				r.report.HeldBack(r.name(), 0, field+": it gives a secret place away")
				named = named || field == "name"
			}
			s.Location = shown
		}
		if !named {
			kept = append(kept, s)
		}
	}
	return kept
}

// said hands each field of an object to what judges whether it may be shown.
func said(d *intake.Discretion, n node) {
	for _, f := range sortedFields(n) {
		switch v := n[f].(type) {
		case nil:
		case string:
			d.Say(f, v)
		case bool:
			d.Say(f, strconv.FormatBool(v))
		case json.Number:
			d.Say(f, v.String())
		case []any:
			if len(v) > 0 && f != "attributes" {
				d.Say(f, "a list")
			}
		case map[string]any:
			if len(v) > 0 {
				d.Say(f, cmp.Or(node(v).text("name", "value", "label", "id"), "an object"))
			}
		}
	}
}

func sortedFields(n node) []string {
	out := make([]string, 0, len(n))
	for f := range n {
		out = append(out, f)
	}
	slices.Sort(out)
	return out
}

// odd reports what was not understood of whether it may be shown.
func (r *record) odd(d *intake.Discretion) {
	for _, e := range d.Odd {
		r.unknown(e.Field, e.Was, e.Why)
	}
}

// told returns those of some contacts or numbers that their publisher shows, and reports the others.
func (r *record) told(field string, all []node) []node {
	kept := make([]node, 0, len(all))
	for _, n := range all {
		var d intake.Discretion
		said(&d, n)
		r.odd(&d)
		if d.Gone != "" || d.Secret != "" {
			r.unknown(field, "", "its publisher does not show it")
			continue
		}
		kept = append(kept, n)
	}
	return kept
}
