package content

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// Unite makes one service of the records that several lists have of one place. The report
// tells of every pair, of what they contradict each other in, and of what could not be told.
//
// Two records are of one service when an editor says so (same_as), or when they are of one kind,
// at one postcode, and have one name and a need or a telephone number in common. Of a practice, a
// pharmacy and a dentist one telephone number is enough: a centre has one switchboard for its legal
// clinic and its lunch club. Nothing else is taken for sameness, and nothing by a chain: a wrong
// pair would send people to the wrong door. Records of one list are never made one, nor is a place
// that has to stay secret.
//
// What was checked last is taken; what only the other knows is added, and then the whole expires with
// the first of them. A record that had expired when the other was checked adds nothing but
// where the place is and what it is for. All lists stay named.
func Unite(s Source) (Source, *intake.Report) {
	u := &uniting{report: &intake.Report{}, shown: s.shown}
	for _, e := range s.held {
		u.report.Add(e)
	}
	u.services = s.withoutTwins(u.report)
	u.group = make([]int, len(u.services))
	at := map[string]int{}
	for i, one := range u.services {
		u.group[i], at[one.ID] = i, i
	}
	u.said(at)
	u.alike()
	out := s
	out.Services = u.merged()
	return out, u.report
}

type uniting struct {
	report   *intake.Report
	services []directory.Service
	group    []int           // the first of the group that a service is in
	shown    map[string]bool // ids whose place may be shown, explicitly
}

// said puts together what editors say is one.
func (u *uniting) said(at map[string]int) {
	for i, s := range u.services {
		for _, id := range s.SameAs {
			j, ok := at[id]
			switch {
			case !ok:
				u.report.Unknown(s.ID, 0, "same_as", id, "no list has this service")
			case secret(s) || secret(u.services[j]):
				u.report.Unknown(s.ID, 0, "same_as", id, "a secret place is never made one with another")
			case u.oneList(i, j):
				u.report.Unknown(s.ID, 0, "same_as", id, "one list has both, and records of one list are never made one")
			default:
				u.join(i, j)
			}
		}
	}
}

// oneList reports whether two groups have records of one list.
func (u *uniting) oneList(i, j int) bool {
	return u.group[i] != u.group[j] && !u.pairs(i, j, func(a, b directory.Service) bool { return list(a) != list(b) })
}

// pairs reports whether something holds of every record of one group with every one of another.
func (u *uniting) pairs(i, j int, holds func(a, b directory.Service) bool) bool {
	for a, g := range u.group {
		for b, h := range u.group {
			if g == u.group[i] && h == u.group[j] && !holds(u.services[a], u.services[b]) {
				return false
			}
		}
	}
	return true
}

// alike puts together what cannot be two services.
func (u *uniting) alike() {
	for _, key := range []func(directory.Service) string{byName, byNumber} {
		found := map[string][]int{}
		for i, s := range u.services {
			if k := key(s); k != "" && !secret(s) && !s.Everywhere {
				found[k] = append(found[k], i)
			}
		}
		for _, k := range sortedKeys(found) {
			same := found[k]
			lists := map[string]bool{}
			for _, i := range same {
				lists[list(u.services[i])] = true
			}
			switch {
			case len(same) < 2 || len(lists) == 1:
			case len(lists) < len(same):
				u.report.Unknown(u.services[same[0]].ID, 0, "same_as", names(u.services, same), "one list has several of them, so that nobody can tell which is meant")
			default:
				for n, i := range same {
					for _, j := range same[n+1:] {
						u.pair(i, j)
					}
				}
			}
		}
	}
}

// pair makes one of two records that look alike, with whatever is one with either; unless any two of
// all those may be two services.
func (u *uniting) pair(i, j int) {
	a, b := u.services[i], u.services[j]
	why := two(a, b)
	switch {
	case u.group[i] == u.group[j]:
		return
	case why == "" && u.oneList(i, j):
		why = "another record of one of these lists is one with them already"
	case why == "" && !u.pairs(i, j, one):
		why = "only a third record is like both, and nothing is made one in a chain"
	}
	if why != "" {
		u.report.Unknown(a.ID, 0, "same_as", names([]directory.Service{a, b}, nil), why+": write same_as if they are one")
		return
	}
	u.join(i, j)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func (u *uniting) join(i, j int) {
	a, b := u.group[i], u.group[j]
	if a == b {
		return
	}
	first, other := min(a, b), max(a, b)
	for k, g := range u.group {
		if g == other {
			u.group[k] = first
		}
	}
}

// merged returns every group as one service, in the order of the ids.
func (u *uniting) merged() []directory.Service {
	members := map[int][]directory.Service{}
	for i, g := range u.group {
		members[g] = append(members[g], u.services[i])
	}
	out := make([]directory.Service, 0, len(members))
	for i, g := range u.group {
		if i == g {
			one := u.one(members[g])
			shown := slices.ContainsFunc(members[g], func(s directory.Service) bool { return u.shown[s.ID] && intake.Open(s) })
			if intake.Guarded(one, shown) { // a need of danger that came from one list, and a place from the other
				keepSecret(&one, u.report.Add, undisclosed)
			}
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// one makes one service of records of one place.
func (u *uniting) one(records []directory.Service) directory.Service {
	if len(records) == 1 {
		return records[0]
	}
	slices.SortStableFunc(records, func(a, b directory.Service) int {
		return cmp.Or(later(a.Assurance.VerifiedOn, b.Assurance.VerifiedOn), strings.Compare(a.ID, b.ID))
	})
	s := records[0]
	for _, r := range records[1:] {
		s = u.add(s, r)
		s.ID = min(s.ID, r.ID)
	}
	u.report.Repaired(s.ID, 0, "", names(records, nil), s.Name, "two lists have the same place")
	return s
}

// later orders days, the latest first.
func later(a, b directory.Date) int {
	switch {
	case b.Before(a):
		return -1
	case a.Before(b):
		return 1
	}
	return 0
}

// add fills in what only the older record knows, and tells of what they contradict each other in.
func (u *uniting) add(s, old directory.Service) directory.Service {
	s.Also = append(append(slices.Clone(s.Also), old.Assurance), old.Also...)
	s.Needs, s.Rights = together(s.Needs, old.Needs), together(s.Rights, old.Rights)
	if l := s.Location; old.Location != nil && (l == nil || l.Lat == 0 && l.Lon == 0 && l.Postcode == old.Location.Postcode) {
		placed := *old.Location
		if l != nil {
			placed.Address = l.Address
		}
		s.Location = &placed
	}
	fresh := old.Assurance.ExpiresOn == (directory.Date{}) || s.Assurance.VerifiedOn.Before(old.Assurance.ExpiresOn)
	if !fresh {
		u.report.Unknown(s.ID, 0, "", list(old), "this list had expired when the other was checked: only its place and its needs are taken")
		return s
	}
	filled := false
	mine, theirs := reflect.ValueOf(&s).Elem(), reflect.ValueOf(old)
	for _, name := range facts {
		a, b := mine.FieldByName(name), theirs.FieldByName(name)
		switch {
		case b.IsZero():
		case a.IsZero():
			a.Set(b)
			filled = true
			if name == "Hours" && s.Hours.Assurance == nil {
				hours, said := *s.Hours, old.Assurance
				hours.Assurance = &said
				s.Hours = &hours
			}
		case !reflect.DeepEqual(a.Interface(), b.Interface()):
			u.dispute(s, old, name)
		}
	}
	if filled && old.Assurance.ExpiresOn != (directory.Date{}) && (s.Assurance.ExpiresOn == (directory.Date{}) || old.Assurance.ExpiresOn.Before(s.Assurance.ExpiresOn)) {
		s.Assurance.ExpiresOn = old.Assurance.ExpiresOn
	}
	return s
}

// facts are the fields that one record can have from another. A test holds them to the fields
// that there are.
var facts = []string{ //nolint:gochecknoglobals // read only
	"Organization", "Phones", "URL", "Email", "Hours", "Cost", "Eligibility", "Languages", "Interpreting", "StepFree", "HearingLoop", "QuietSpace",
	"Documents", "Description", "Alerts",
}

// dispute reports what two records say of one fact, as each would be written in a source.
func (u *uniting) dispute(s, old directory.Service, fact string) {
	var mine, theirs directory.Service
	reflect.ValueOf(&mine).Elem().FieldByName(fact).Set(reflect.ValueOf(s).FieldByName(fact))
	reflect.ValueOf(&theirs).Elem().FieldByName(fact).Set(reflect.ValueOf(old).FieldByName(fact))
	differ, err := changes(theirs, mine)
	if err != nil { // what cannot be written is still not the same
		differ = []Change{{Field: strings.ToLower(fact)}}
	}
	for _, c := range differ {
		u.report.Add(intake.Entry{
			Outcome: intake.Disputed, Record: s.ID, Field: c.Field, Was: c.Old, Now: c.New,
			Why: list(old) + " says otherwise; what was checked last is taken",
		})
	}
}

func together(a, b []string) []string {
	out := slices.Concat(a, b)
	if out == nil {
		return nil
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// list is which list a record is from.
func list(s directory.Service) string {
	if s.Assurance.Assurer != "" {
		return s.Assurance.Source + " (" + s.Assurance.Assurer + ")"
	}
	return s.Assurance.Source
}

// names says the ids of some services, or of all.
func names(all []directory.Service, some []int) string {
	var ids []string
	if some == nil {
		for _, s := range all {
			ids = append(ids, s.ID)
		}
	}
	for _, i := range some {
		ids = append(ids, all[i].ID)
	}
	return strings.Join(ids, ", ")
}

func secret(s directory.Service) bool { return s.Location != nil && s.Location.Confidential }

// one reports whether two records cannot be two services.
func one(a, b directory.Service) bool {
	name, number := byName(a), byNumber(a)
	return (name != "" && name == byName(b) || number != "" && number == byNumber(b)) && two(a, b) == ""
}
