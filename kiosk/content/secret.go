package content

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// discreet keeps the place of a service for people in danger secret, unless its file says
// explicitly that it may be shown (confidential = false). It remembers what an editor decided, and
// not an importer: only an editor overrules another list that says secret.
func (source *Source) discreet(s *directory.Service, shown, imported bool) {
	if source.shown == nil {
		source.shown, source.decided = map[string]bool{}, map[string]bool{}
	}
	if shown {
		source.shown[s.ID], source.decided[s.ID] = true, !imported
	}
	if intake.Guarded(*s, shown) {
		keepSecret(s, func(e intake.Entry) { source.held = append(source.held, e) }, undisclosed)
	}
}

// keepSecret makes a place secret, with all that would give it away, and tells of it.
func keepSecret(s *directory.Service, tell func(intake.Entry), why string) {
	emptied := intake.Conceal(s, s.Location)
	tell(intake.Entry{Outcome: intake.HeldBack, Record: s.ID, Field: "location", Why: why})
	for _, field := range emptied {
		if field == "name" {
			s.Name = hiddenName
		}
		tell(intake.Entry{Outcome: intake.HeldBack, Record: s.ID, Field: field, Why: "it gives a secret place away"})
	}
}

// undisclosed is why a place is kept secret, and what an editor can do.
const undisclosed = intake.Undisclosed + ": write confidential = false where it may"

// hiddenName is what a service is called whose own name would say where it is.
const hiddenName = "Help in a secret place"

// withoutTwins returns the services without what would show where a secret one is: one list says
// that a place is secret, and another has the same name or number with an address. That address waits
// until an editor has decided; a record that helps people in danger waits whole, for the secret
// one is there already.
func (source Source) withoutTwins(report *intake.Report) []directory.Service {
	guarded := map[string]bool{} // secret because nothing says that they may be shown
	for _, e := range source.held {
		guarded[e.Record] = true
	}
	var hidden []directory.Service
	numbers := map[string]directory.Service{}
	for _, s := range source.Services {
		if !secret(s) || guarded[s.ID] {
			continue
		}
		hidden = append(hidden, s)
		for _, n := range numbersOf(s) {
			numbers[n] = s
		}
	}
	if len(hidden) == 0 {
		return source.Services
	}
	// A number that many have is a switchboard, and tells no place from another.
	has := map[string]int{}
	for _, s := range source.Services {
		for _, n := range numbersOf(s) {
			has[n]++
		}
	}
	for _, n := range sortedKeys(numbers) {
		if has[n] > mostWithOneNumber {
			report.Unknown(numbers[n].ID, 0, "phone", n, fmt.Sprintf("its place is secret, and %d services have its number: none of them is held back for that", has[n]))
			delete(numbers, n)
		}
	}
	names := make([][]string, len(hidden))
	for i, s := range hidden {
		names[i] = nameWords(s.Name)
	}
	twin := func(s directory.Service) (of directory.Service, why string) {
		// What one list says of two of its own records, explicitly, is no slip.
		meant := func(h directory.Service) bool { return source.shown[s.ID] && list(s) == list(h) }
		for _, n := range numbersOf(s) {
			if h, ok := numbers[n]; ok && !meant(h) {
				return h, "it has the same telephone number as"
			}
		}
		mine := nameWords(s.Name)
		for i, h := range hidden {
			if meant(h) {
				continue
			}
			if slices.Contains(s.SameAs, h.ID) || slices.Contains(h.SameAs, s.ID) {
				return h, "it is said to be the same as"
			}
			if alikeNames(mine, names[i], register(s.Kind)) || s.Organization != "" && alikeNames(nameWords(s.Organization), names[i], true) {
				return h, "it has the same name as"
			}
		}
		return of, ""
	}
	out := make([]directory.Service, 0, len(source.Services))
	for _, s := range source.Services {
		if (intake.Open(s) || guarded[s.ID]) && !source.decided[s.ID] {
			h, why := twin(s)
			if why != "" {
				why += " " + h.ID + ", whose place is secret, and would show where that is: write confidential = false in a source of your own where both may stand, or leave one out"
			}
			switch {
			case why == "":
			case intake.Danger(s.Needs):
				report.HeldBack(s.ID, 0, why)
				continue
			default:
				keepSecret(&s, report.Add, why)
			}
		}
		out = append(out, s)
	}
	return out
}

// mostWithOneNumber is how many services may have one number before it is a switchboard's.
const mostWithOneNumber = 6

// register reports whether records of a kind come from a public register of doors: they share a
// word of their name with many, and only the whole of it says anything.
func register(kind string) bool {
	return kind == "gp" || kind == "pharmacy" || kind == "dentist" || kind == "library"
}

// numbersOf returns every number of a service, as figures only.
func numbersOf(s directory.Service) []string {
	var out []string
	for _, p := range s.Phones {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, p.Number)
		if rest, ok := strings.CutPrefix(digits, "44"); ok && len(rest) == 10 {
			digits = "0" + rest
		}
		if len(digits) >= 10 { // 999 and 111 are everybody's
			out = append(out, digits)
		}
	}
	return out
}

// commonWords say what a refuge is, and not which.
var commonWords = words("national refuge women womens woman men mens safe house home project service services trust support hostel helpline help line domestic abuse violence advice accommodation shelter team london project supported housing family families girls crisis centre center") //nolint:gochecknoglobals // read only

// nameWords returns the words of a name in small letters, without those that say nothing.
func nameWords(name string) []string {
	name = strings.NewReplacer("'", "", "’", "", "&", " and ").Replace(strings.ToLower(name))
	all := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) })
	return slices.DeleteFunc(all, func(w string) bool { return quietWords[w] })
}

var quietWords = words("the ltd limited cic cio charity and of for a an in at") //nolint:gochecknoglobals // read only

func words(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(text) {
		out[w] = true
	}
	return out
}

// alikeNames reports whether two names may be of one place: they are the same, one is the
// longer or shorter form of the other, or they differ only in words that every refuge has.
// whole asks for the same name.
func alikeNames(a, b []string, whole bool) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if slices.Equal(a, b) || strings.Join(a, "") == strings.Join(b, "") {
		return true
	}
	if whole {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	mineA, mineB := own(a), own(b)
	if len(mineA) > 0 && slices.Equal(mineA, mineB) {
		return true
	}
	return len(a) > 1 && len(mineA) > 0 && strings.Contains(" "+strings.Join(b, " ")+" ", " "+strings.Join(a, " ")+" ")
}

// own returns the words of a name that are not every refuge's.
func own(name []string) []string {
	return slices.DeleteFunc(slices.Clone(name), func(w string) bool { return commonWords[w] })
}
