package content

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdoor/kiosk/directory"
)

func on(y int, m time.Month, d int) directory.Date {
	return directory.Date{Year: y, Month: m, Day: d}
}

// surgery is one practice as two lists have it.
func surgery() (register, borough directory.Service) {
	yes := true
	register = directory.Service{
		ID: "ods-x1", Name: "The Example Surgery", Kind: "gp", Needs: []string{"health/gp"}, Phones: []directory.Phone{{Number: "020 7946 0111"}},
		Location: &directory.Location{Address: []string{"1 Lane"}, Postcode: "E1 6AN", Lat: 51.5, Lon: -0.07}, Rights: []string{"gp-no-proof"},
		Assurance: directory.Assurance{Source: "nhs-ods", VerifiedOn: on(2026, 3, 1), ExpiresOn: on(2027, 3, 1)},
	}
	borough = directory.Service{
		ID: "exampleham-surgery", Name: "Example Surgery", Kind: "gp", Needs: []string{"health/gp", "health/vaccines"}, StepFree: &yes,
		Location:  &directory.Location{Address: []string{"1 Example Lane"}, Postcode: "E1 6AN"},
		Assurance: directory.Assurance{Source: "exampleham", Assurer: "Exampleham Council", VerifiedOn: on(2026, 11, 1), ExpiresOn: on(2027, 11, 1)},
	}
	return register, borough
}

func TestTheSamePlaceFromTwoListsBecomesOneAndBothStayNamed(t *testing.T) {
	register, borough := surgery()
	out, report := Unite(Source{Services: []directory.Service{register, borough}})
	if len(out.Services) != 1 {
		t.Fatalf("%d services, %v", len(out.Services), report.Entries())
	}
	s := out.Services[0]
	if s.ID != "exampleham-surgery" || s.Name != "Example Surgery" || s.Phones[0].Number != "020 7946 0111" || !*s.StepFree || !s.Placed() ||
		fmt.Sprint(s.Needs) != "[health/gp health/vaccines]" || fmt.Sprint(s.Rights) != "[gp-no-proof]" || s.Location.Address[0] != "1 Example Lane" {
		t.Errorf("%+v", s)
	}
	if s.Assurance.Source != "exampleham" || len(s.Also) != 1 || s.Also[0] != register.Assurance {
		t.Errorf("said by %+v and %+v", s.Assurance, s.Also)
	}
	// The telephone number is the register's, which nobody vouches for beyond March.
	if s.Assurance.ExpiresOn != on(2027, 3, 1) {
		t.Errorf("it expires on %s", s.Assurance.ExpiresOn)
	}
}

func TestWhatHadExpiredWhenTheOtherWasCheckedAddsNoFact(t *testing.T) {
	register, borough := surgery()
	register.Assurance.VerifiedOn, register.Assurance.ExpiresOn = on(2023, 12, 4), on(2024, 12, 4)
	out, report := Unite(Source{Services: []directory.Service{register, borough}})
	s := out.Services[0]
	if len(out.Services) != 1 || s.Phones != nil || !s.Placed() || s.Assurance.ExpiresOn != on(2027, 11, 1) || len(s.Also) != 1 {
		t.Errorf("%+v", out.Services)
	}
	if !strings.Contains(fmt.Sprint(report.Entries()), "had expired when the other was checked") {
		t.Error(report.Entries())
	}
}

func TestContradictionsAreReportedAndTheLaterCheckIsTaken(t *testing.T) {
	register, borough := surgery()
	borough.Phones = []directory.Phone{{Number: "020 7946 0199"}}
	out, report := Unite(Source{Services: []directory.Service{register, borough}})
	if len(out.Services) != 1 || out.Services[0].Phones[0].Number != "020 7946 0199" {
		t.Fatalf("%+v", out.Services)
	}
	if got := fmt.Sprint(report.Entries()); !strings.Contains(got, "disputed: phone.1.number \"020 7946 0111\" -> \"020 7946 0199\"") || !strings.Contains(got, "020 7946 0111") || !strings.Contains(got, "nhs-ods says otherwise") {
		t.Error(got)
	}
	if out.Services[0].Assurance.ExpiresOn != on(2027, 11, 1) {
		t.Error("nothing of the register was taken, and it expires with it")
	}
}

func TestOnlyWhatCannotBeTwoPlacesIsMadeOne(t *testing.T) {
	for name, c := range map[string]struct {
		change func(register, borough *directory.Service)
		one    bool
	}{
		"as they are":             {func(_, _ *directory.Service) {}, true},
		"another postcode":        {func(_, b *directory.Service) { b.Location.Postcode = "E1 6AX" }, false},
		"another name":            {func(_, b *directory.Service) { b.Name = "Other Surgery" }, false},
		"another name, one phone": {func(r, b *directory.Service) { b.Name, b.Phones = "Other Surgery", r.Phones }, true},
		"another kind":            {func(_, b *directory.Service) { b.Kind = "clinic" }, false},
		"one list":                {func(r, b *directory.Service) { b.Assurance = r.Assurance }, false},
		"no postcode":             {func(r, b *directory.Service) { r.Location, b.Location = nil, nil }, false},
		"a secret place":          {func(_, b *directory.Service) { b.Location.Confidential = true }, false},
		"an editor says so":       {func(r, b *directory.Service) { b.Name, b.Kind, b.SameAs = "Else", "clinic", []string{r.ID} }, true},
		"an editor errs":          {func(_, b *directory.Service) { b.Name, b.SameAs = "Else", []string{"nothing"} }, false},
		"an editor names a secret": {func(r, b *directory.Service) {
			b.Name, b.SameAs = "Else", []string{r.ID}
			r.Location = &directory.Location{Confidential: true}
		}, false},
	} {
		register, borough := surgery()
		c.change(&register, &borough)
		out, report := Unite(Source{Services: []directory.Service{register, borough}})
		if (len(out.Services) == 1) != c.one {
			t.Errorf("%s: %d services, %v", name, len(out.Services), report.Entries())
		}
	}
}

func TestWhereOneListHasTwoOfThemNobodyCanTell(t *testing.T) {
	register, borough := surgery()
	again := register
	again.ID = "ods-x2"
	out, report := Unite(Source{Services: []directory.Service{register, again, borough}})
	if len(out.Services) != 3 || !strings.Contains(fmt.Sprint(report.Entries()), "nobody can tell which is meant") {
		t.Errorf("%d services, %v", len(out.Services), report.Entries())
	}
}

// Every fact of a service is either filled in or named here as what is decided otherwise.
func TestNoFieldIsForgottenWhenTwoBecomeOne(t *testing.T) {
	decided := []string{"ID", "Name", "Kind", "Needs", "Everywhere", "Location", "Rights", "Assurance", "Also", "SameAs"}
	for f := range reflect.TypeFor[directory.Service]().Fields() {
		if slices.Contains(facts, f.Name) == slices.Contains(decided, f.Name) {
			t.Errorf("what becomes of %s?", f.Name)
		}
	}
}

// However lists overlap, no need loses its last service, no list goes unnamed, and the same
// lists in another order give the same.
func TestUnitingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []directory.Service
		for i := range rapid.IntRange(0, 8).Draw(t, "services") {
			register, borough := surgery()
			s := []directory.Service{register, borough}[rapid.IntRange(0, 1).Draw(t, "like")]
			s.ID = fmt.Sprintf("%s-%d", rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "id"), i)
			s.Assurance.Source = rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "list")
			s.Assurance.VerifiedOn.Day = rapid.IntRange(1, 28).Draw(t, "day")
			s.Location.Postcode = rapid.SampledFrom([]string{"E1 6AN", "E1 6AX"}).Draw(t, "postcode")
			s.Needs = []string{rapid.SampledFrom([]string{"health/gp", "health/dentist"}).Draw(t, "need")}
			all = append(all, s)
		}
		slices.SortFunc(all, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
		out, _ := Unite(Source{Services: slices.Clone(all)})
		said := 0
		for _, s := range out.Services {
			said += 1 + len(s.Also)
		}
		if said != len(all) {
			t.Fatalf("%d records are named of %d", said, len(all))
		}
		for _, before := range all {
			if !slices.ContainsFunc(out.Services, func(s directory.Service) bool { return slices.Contains(s.Needs, before.Needs[0]) }) {
				t.Fatalf("nothing answers %s any more", before.Needs[0])
			}
		}
		backwards := slices.Clone(all)
		slices.Reverse(backwards)
		slices.SortFunc(backwards, func(a, b directory.Service) int { return strings.Compare(a.ID, b.ID) })
		if again, _ := Unite(Source{Services: backwards}); !reflect.DeepEqual(again, out) {
			t.Fatal("another order gives another answer")
		}
	})
}
