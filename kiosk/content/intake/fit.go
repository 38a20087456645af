package intake

import (
	"slices"

	"frontdoor/kiosk/directory"
)

// A cut takes one field out of a service, the n-th of several; it reports whether there was one, and
// says what it was.
type cut struct {
	field string
	take  func(s *directory.Service, n int) (was string, ok bool)
}

// without returns a list without its n-th, and what that was.
func without[T any](list *[]T, n int) (T, bool) {
	var was T
	if n >= len(*list) {
		return was, false
	}
	was = (*list)[n]
	if *list = slices.Delete(slices.Clone(*list), n, n+1); len(*list) == 0 {
		*list = nil
	}
	return was, true
}

// none empties a field that stands once.
func none[T comparable](field *T, n int) bool {
	var zero T
	had := *field != zero
	*field = zero
	return had && n == 0
}

// cuts are the fields that a service can do without. What keeps somebody safe or says that a door
// is shut is not among them, nor what it is and where.
var cuts = []cut{ //nolint:gochecknoglobals // read only
	{"phones", func(s *directory.Service, n int) (string, bool) { p, ok := without(&s.Phones, n); return p.Number, ok }},
	{"languages", func(s *directory.Service, n int) (string, bool) { return without(&s.Languages, n) }},
	{"rights", func(s *directory.Service, n int) (string, bool) { return without(&s.Rights, n) }},
	{"needs", func(s *directory.Service, n int) (string, bool) { return without(&s.Needs, n) }},
	{"same_as", func(s *directory.Service, n int) (string, bool) { return without(&s.SameAs, n) }},
	{"required_documents", func(s *directory.Service, n int) (string, bool) { // half a list would send somebody away for the other half
		was := ""
		if n == 0 && len(s.Documents) > 0 {
			was = s.Documents[0]
		}
		had := s.Documents != nil
		s.Documents = nil
		return was, had && n == 0
	}},
	{"url", func(s *directory.Service, n int) (string, bool) { was := s.URL; return was, none(&s.URL, n) }},
	{"email", func(s *directory.Service, n int) (string, bool) { was := s.Email; return was, none(&s.Email, n) }},
	{"cost", func(s *directory.Service, n int) (string, bool) { return "", none(&s.Cost, n) }},
	{"who", func(s *directory.Service, n int) (string, bool) {
		if s.Eligibility == nil {
			return "", false
		}
		e := *s.Eligibility
		was, ok := without(&e.Who, n)
		s.Eligibility = &e
		return was, ok
	}},
	{"eligibility", func(s *directory.Service, n int) (string, bool) { return "", none(&s.Eligibility, n) }},
	{"schedules", func(s *directory.Service, n int) (string, bool) { return "", none(&s.Hours, n) }},
	{"description", func(s *directory.Service, n int) (string, bool) { return "", none(&s.Description, n) }},
}

// A Loss is a field that a service had to do without.
type Loss struct{ Field, Was, Why string }

// Fit takes out of a service the fields for which a source would be refused, and returns them with
// what is wrong with each; what is wrong with the service itself is left, and the first of it is
// returned. A secret place is not repaired: the words that give it away may not be the only ones.
func (o Options) Fit(s directory.Service) (fit directory.Service, lost []Loss, wrong string) {
	problems := o.Problems(s)
	if len(problems) == 0 {
		return s, nil, ""
	}
	for _, c := range cuts {
		if s.Location != nil && s.Location.Confidential && (c.field == "url" || c.field == "email" || c.field == "description") {
			continue
		}
		for n := 0; ; {
			shorter := s
			was, ok := c.take(&shorter, n)
			if !ok {
				break
			}
			left := o.Problems(shorter)
			gone := slices.IndexFunc(problems, func(p string) bool { return !slices.Contains(left, p) })
			if len(left) >= len(problems) || gone < 0 {
				n++
				continue
			}
			lost = append(lost, Loss{c.field, was, problems[gone]})
			if s, problems = shorter, left; len(problems) == 0 {
				return s, lost, ""
			}
		}
	}
	return s, lost, problems[0]
}
