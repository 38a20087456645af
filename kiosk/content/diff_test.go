package content

import (
	"reflect"
	"slices"
	"testing"

	"frontdoor/kiosk/directory"
)

func TestADifferenceNamesEveryFieldThatChanged(t *testing.T) {
	week := func(monday directory.Span) *directory.Hours {
		h := &directory.Hours{}
		h.Week[1] = []directory.Span{monday}
		return h
	}
	yes := true
	kitchen := directory.Service{ID: "kitchen", Name: "Kitchen", Kind: "charity", Needs: []string{"money/food-bank"}, Hours: week(directory.Span{Open: 720, Close: 840})}
	later := kitchen
	later.Hours, later.StepFree, later.Documents = week(directory.Span{Open: 780, Close: 840}), &yes, []string{}
	later.Phones = []directory.Phone{{Number: "020 7946 0190"}}
	same := directory.Service{ID: "same", Name: "Same", Kind: "library"}
	got, err := Differ(
		[]directory.Service{same, kitchen, {ID: "old", Name: "Old", Kind: "gp"}},
		[]directory.Service{{ID: "new", Name: "New", Kind: "gp"}, later, same},
	)
	if err != nil {
		t.Fatal(err)
	}
	want := []Difference{
		{Changed, "kitchen", "Kitchen", []Change{
			{"phone.1.number", "", "020 7946 0190"},
			{"required_documents", "", "[]"},
			{"schedule.monday", "12:00-14:00", "13:00-14:00"},
			{"step_free", "", "true"},
		}},
		{Kind: Added, ID: "new", Name: "New"},
		{Kind: Gone, ID: "old", Name: "Old"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// Whatever an editor can write is seen when it changes: every field of the built-in services
// is taken away once.
func TestNoFieldChangesUnseen(t *testing.T) {
	source, err := Builtin(func(string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range source.Services {
		v := reflect.ValueOf(s)
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if name == "ID" || v.Field(i).IsZero() {
				continue
			}
			changed := s
			reflect.ValueOf(&changed).Elem().Field(i).SetZero()
			got, err := Differ([]directory.Service{s}, []directory.Service{changed})
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != 1 || got[0].Kind != Changed {
				t.Errorf("%s without %s is not seen as changed: %+v", s.ID, name, got)
			}
			seen[name] = true
		}
	}
	if len(seen) < 12 {
		t.Errorf("only %d fields were looked at", len(seen))
	}
	if got, err := Differ(source.Services, source.Services); err != nil || got != nil {
		t.Errorf("the same services differ: %v %v", got, err)
	}
}

func TestNeedsWithoutAnAnswerAreNamed(t *testing.T) {
	got := Unanswered([]string{"a/b", "c/d", "e/f"}, []directory.Service{{Needs: []string{"c/d"}}})
	if !slices.Equal(got, []string{"a/b", "e/f"}) {
		t.Errorf("got %v", got)
	}
}
