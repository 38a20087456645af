package content

import (
	"slices"
	"strings"

	"frontdoor/kiosk/directory"
)

// byName is the same for records of one kind, name and postcode.
func byName(s directory.Service) string {
	if s.Location == nil || s.Location.Postcode == "" {
		return ""
	}
	words := wordsOfName(s.Name)
	if len(words) == 0 {
		return ""
	}
	return s.Kind + "|" + s.Location.Postcode + "|" + strings.ReplaceAll(strings.Join(words, " "), "'", "")
}

// wordsOfName are the words of a name, without those that lists add and leave out.
func wordsOfName(name string) []string {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(name, "&", " and ")), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r < 0x80 && r != '\''
	})
	return slices.DeleteFunc(words, func(w string) bool { return w == "the" || w == "ltd" || w == "limited" || w == "cic" })
}

// byNumber is the same for records of one kind, telephone number and postcode, of the kinds of which
// nobody has two behind one number.
func byNumber(s directory.Service) string {
	p, ok := s.Voice()
	if !ok || s.Kind != "gp" && s.Kind != "pharmacy" && s.Kind != "dentist" || s.Location == nil || s.Location.Postcode == "" {
		return ""
	}
	return s.Kind + "|" + s.Location.Postcode + "|" + strings.ReplaceAll(p.Number, " ", "")
}

// two says why two records that look alike may be two services; nothing where they cannot be. Of a
// practice, a pharmacy, a dentist or a library there is one of a name behind a door; of groups and
// clinics there may be several, which meet on other days or take other people.
func two(a, b directory.Service) string {
	switch a.Kind {
	case "gp", "pharmacy", "dentist", "library":
		return ""
	}
	mine, ok := a.Voice()
	theirs, also := b.Voice()
	number := ok && also && strings.ReplaceAll(mine.Number, " ", "") == strings.ReplaceAll(theirs.Number, " ", "")
	switch {
	case !number && !slices.ContainsFunc(a.Needs, func(n string) bool { return slices.Contains(b.Needs, n) }):
		return "they have one name and help with other things"
	case otherPeople(a.Eligibility, b.Eligibility):
		return "they have one name and are for people of other ages"
	case otherDays(a.Hours, b.Hours):
		return "they have one name and are open on other days"
	case otherHosts(a.Organization, b.Organization):
		return "they have one name and other organizations run them"
	}
	return ""
}

// otherPeople reports whether nobody is of the age for both.
func otherPeople(a, b *directory.Eligibility) bool {
	if a == nil || b == nil {
		return false
	}
	below := func(x, y *directory.Eligibility) bool { return x.MaxAge > 0 && x.MaxAge < y.MinAge }
	return below(a, b) || below(b, a)
}

// otherDays reports whether the weeks of both are known and have no day in common.
func otherDays(a, b *directory.Hours) bool {
	if a == nil || b == nil || a.Always || b.Always || len(a.Schedules)+len(b.Schedules) > 0 {
		return false
	}
	mine, theirs := 0, 0
	for d := range a.Week {
		if len(a.Week[d]) > 0 && len(b.Week[d]) > 0 {
			return false
		}
		mine, theirs = mine+len(a.Week[d]), theirs+len(b.Week[d])
	}
	return mine > 0 && theirs > 0
}

// otherHosts reports whether both say who runs them, and neither name is a part of the other.
func otherHosts(a, b string) bool {
	a, b = strings.Join(wordsOfName(a), " "), strings.Join(wordsOfName(b), " ")
	return a != "" && b != "" && !strings.Contains(" "+a+" ", " "+b+" ") && !strings.Contains(" "+b+" ", " "+a+" ")
}
