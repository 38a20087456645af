package directory

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyServices draws a few dozen services of one need, of which anything is known or not.
func anyServices(t *rapid.T) []Service {
	yes, no := true, false
	flags := []*bool{nil, &yes, &no}
	week := &Hours{}
	week.Week[noon.Weekday()] = []Span{{540, 1020}}
	shut := &Hours{}
	shut.Week[(noon.Weekday()+1)%7] = []Span{{540, 1020}}
	old := Assurance{Source: "a", VerifiedOn: Date{2020, 1, 1}, ExpiresOn: Date{2021, 1, 1}}
	out := make([]Service, rapid.IntRange(0, 90).Draw(t, "services"))
	for i := range out {
		s := Service{
			ID: fmt.Sprintf("s-%02d", i), Name: "S", Needs: []string{"health/gp"},
			StepFree:     rapid.SampledFrom(flags).Draw(t, "step-free"),
			Interpreting: rapid.SampledFrom(flags).Draw(t, "interpreting"),
			Hours:        rapid.SampledFrom([]*Hours{nil, week, shut, {Always: true}, {ByAppointment: true}}).Draw(t, "hours"),
			Cost:         rapid.SampledFrom([]*Cost{nil, {Free: true}, {Note: "nhs-charge"}}).Draw(t, "cost"),
			Languages:    rapid.SampledFrom([][]string{nil, {}, {"en"}, {"bn", "en"}}).Draw(t, "languages"),
			Documents:    rapid.SampledFrom([][]string{nil, {}, {"id"}, {"id", "proof-of-address"}}).Draw(t, "documents"),
			Rights:       rapid.SampledFrom([][]string{nil, {"gp-no-proof"}}).Draw(t, "rights"),
			Eligibility:  rapid.SampledFrom([]*Eligibility{nil, {MinAge: 16}, {Who: []string{"anyone"}}}).Draw(t, "who"),
			Assurance:    rapid.SampledFrom([]Assurance{{Source: "a"}, old}).Draw(t, "assurance"),
		}
		switch rapid.IntRange(0, 4).Draw(t, "place") {
		case 0:
			s.Everywhere = true
		case 1:
			s.Location = &Location{Postcode: "E1 6AN"}
		case 2:
			s.Location = &Location{Confidential: true}
		default:
			s.Location = &Location{Postcode: "E1 6AN", Lat: aldgate.Lat + float64(rapid.IntRange(0, 400).Draw(t, "metres"))/10_000, Lon: aldgate.Lon}
		}
		out[i] = s
	}
	return out
}

func anyQuery(t *rapid.T) Query {
	q := Query{Need: "health/gp", Now: noon, Lang: rapid.SampledFrom([]string{"", "en", "bn"}).Draw(t, "lang")}
	if rapid.Bool().Draw(t, "placed") {
		q.From = &aldgate
	}
	q.Limit = rapid.SampledFrom([]int{0, 1, 3, 20, 100}).Draw(t, "limit")
	q.Filters = rapid.SliceOfDistinct(rapid.SampledFrom(Filters()), func(f Filter) Filter { return f }).Draw(t, "filters")
	q.Wishes = Wishes{rapid.Bool().Draw(t, "no steps"), rapid.Bool().Draw(t, "loop"), rapid.Bool().Draw(t, "interpreter"), false}
	return q
}

func TestAFilterNeverShowsWhatDoesNotMatchAndLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		services, q := anyServices(t), anyQuery(t)
		d, err := New(NewMemory(services, nil))
		if err != nil {
			t.Fatal(err)
		}
		found, err := d.Find(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range found.Answers {
			for _, f := range q.Filters {
				if a.Meets(f, q.Lang) != Meets {
					t.Fatalf("%s is shown under %q: %+v", a.Service.ID, f, a.Service)
				}
			}
			if len(a.Reasons) == 0 {
				t.Fatalf("%s is there without a reason", a.Service.ID)
			}
		}
		left := 0
		for _, l := range found.Left {
			left += l.Count
		}
		if len(found.Answers)+found.More+left != found.All {
			t.Fatalf("%d shown, %d more, %d left out, of %d", len(found.Answers), found.More, left, found.All)
		}
		if len(q.Filters) == 0 && left > 0 {
			t.Fatalf("%d are left out by nothing", left)
		}
		whole := q
		whole.Filters = nil
		if all, err := d.Find(context.Background(), whole); err != nil || all.All != found.All {
			t.Fatalf("a filter changes how many there are: %d and %d, %v", all.All, found.All, err)
		}
		for _, c := range found.Choices {
			touched := q
			if !c.On {
				touched.Filters = append(slices.Clone(q.Filters), c.Filter)
			}
			then, err := d.Find(context.Background(), touched)
			if err != nil || len(then.Answers) != c.Leaves {
				t.Fatalf("%q promises %d and leaves %d, %v", c.Filter, c.Leaves, len(then.Answers), err)
			}
		}
	})
}

func TestTheSameQuestionHasTheSameListHoweverServicesAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		services, q := anyServices(t), anyQuery(t)
		order := func(services []Service) string {
			d, err := New(NewMemory(services, nil))
			if err != nil {
				t.Fatal(err)
			}
			found, err := d.Find(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			return ids(found.Answers)
		}
		if a, b := order(services), order(rapid.Permutation(services).Draw(t, "order")); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

func TestWhatIsNotKnownIsLeftOutAsThatAndNotAsANo(t *testing.T) {
	yes, no := true, false
	one := func(id string, flat *bool) Service { s := placed(id, 50, "health/gp"); s.StepFree = flat; return s }
	d, err := New(NewMemory([]Service{one("flat", &yes), one("steps", &no), one("nobody-knows", nil), everywhere("line", "health/gp")}, nil))
	if err != nil {
		t.Fatal(err)
	}
	found, err := d.Find(context.Background(), Query{Need: "health/gp", Now: noon, From: &aldgate, Filters: []Filter{FilterStepFree}})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(found.Answers); got != "flat line" { // nobody has to climb to a telephone
		t.Error(got)
	}
	if want := []Left{{"", 1}, {FilterStepFree, 1}}; !slices.Equal(found.Left, want) {
		t.Errorf("left out %v, want %v", found.Left, want)
	}
}

func TestWhoAsksDecidesWhatComesFirst(t *testing.T) {
	yes, no := true, false
	open := &Hours{}
	open.Week[noon.Weekday()] = []Span{{540, 1020}}
	shut := &Hours{}
	shut.Week[(noon.Weekday()+1)%7] = []Span{{540, 1020}}
	near := func(id string, metres float64, change func(*Service)) Service {
		s := placed(id, metres, "health/gp")
		s.Hours = open
		if change != nil {
			change(&s)
		}
		return s
	}
	cases := map[string]struct {
		services []Service
		q        Query
		want     string
	}{
		"the nearer": {[]Service{near("b", 900, nil), near("a", 100, nil)}, Query{}, "a b"},
		"what is open, ten minutes further": {
			[]Service{near("shut", 100, func(s *Service) { s.Hours = shut }), near("open", 600, nil)}, Query{}, "open shut",
		},
		"not what is open an hour away": {
			[]Service{near("shut", 100, func(s *Service) { s.Hours = shut }), near("open", 3600, nil)}, Query{}, "shut open",
		},
		"unknown hours between open and closed": {
			[]Service{near("shut", 100, func(s *Service) { s.Hours = shut }), near("known", 100, nil), near("unknown", 100, func(s *Service) { s.Hours = nil })},
			Query{},
			"known unknown shut",
		},
		"who speaks the language": {
			[]Service{near("a", 100, nil), near("bengali", 500, func(s *Service) { s.Languages = []string{"bn"} })}, Query{Lang: "bn"}, "bengali a",
		},
		"no steps, for a wheelchair": {
			[]Service{near("steps", 10, func(s *Service) { s.StepFree = &no }), near("flat", 1500, func(s *Service) { s.StepFree = &yes }), near("unknown", 1500, nil)},
			Query{Wishes: Wishes{StepFree: true}},
			"flat unknown steps",
		},
		"a hearing loop": {
			[]Service{near("a", 10, nil), near("loop", 100, func(s *Service) { s.HearingLoop = &yes })}, Query{Wishes: Wishes{HearingLoop: true}}, "loop a",
		},
		"for anyone before for some": {
			[]Service{near("young", 100, func(s *Service) { s.Eligibility = &Eligibility{MaxAge: 24} }), near("anyone", 150, nil)}, Query{}, "anyone young",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.q.Need, c.q.From = "health/gp", &aldgate
			if got := ids(find(t, c.services, c.q)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestWhatKeepsPeopleSafeComesFirstEverywhere(t *testing.T) {
	refuge := Service{ID: "z-refuge", Needs: []string{"urgent/not-safe", "home/homeless"}, Location: &Location{Confidential: true}}
	services := []Service{
		placed("near", 10, "urgent/not-safe", "home/homeless"), everywhere("line", "urgent/not-safe", "home/homeless"), refuge,
	}
	for need, want := range map[string]string{"urgent/not-safe": "z-refuge line near", "home/homeless": "z-refuge near line"} {
		if got := ids(find(t, services, Query{Need: need, From: &aldgate})); got != want {
			t.Errorf("%s: %s, want %s", need, got, want)
		}
	}
}

func TestNobodyInDangerIsAskedToChoose(t *testing.T) {
	var services []Service
	for i := range 9 {
		services = append(services, placed(fmt.Sprint("s", i), float64(i), "urgent/not-safe", "health/gp"))
	}
	d, err := New(NewMemory(services, nil))
	if err != nil {
		t.Fatal(err)
	}
	for need, want := range map[string]bool{"urgent/not-safe": false, "health/gp": true} {
		found, err := d.Find(context.Background(), Query{Need: need, Now: noon})
		if err != nil || (len(found.Choices) > 0) != want {
			t.Errorf("%s: %v, %v", need, found.Choices, err)
		}
	}
}

func TestOldFactsAreNoReasons(t *testing.T) {
	s := placed("old", 10, "health/gp")
	s.Cost, s.Languages = &Cost{Free: true}, []string{"bn"}
	s.Assurance = Assurance{Source: "a", VerifiedOn: Date{2020, time.January, 1}, ExpiresOn: Date{2021, time.January, 1}}
	got := find(t, []Service{s}, Query{Need: "health/gp", From: &aldgate, Lang: "bn"})
	if !slices.Equal(got[0].Reasons, []Reason{ReasonNearest}) {
		t.Errorf("%v", got[0].Reasons)
	}
}

func TestARightIsShownWithItsSourceAndGoesStale(t *testing.T) {
	rights := []Right{{ID: "gp-no-proof", Needs: []string{"health/gp"}, Assurance: Assurance{Source: "national", VerifiedOn: Date{2026, time.November, 23}, ExpiresOn: Date{2027, time.November, 23}}}}
	if got := RightsFor(rights, "health/gp", noon); !slices.Equal(got, []string{"gp-no-proof"}) {
		t.Error(got)
	}
	if got := RightsFor(rights, "health/dentist", noon); got != nil {
		t.Error(got)
	}
	if CardOf(rights, "nothing", noon) != nil {
		t.Error("there is a card of no right")
	}
	fresh, old := CardOf(rights, "gp-no-proof", noon), CardOf(rights, "gp-no-proof", noon.AddDate(1, 0, 0))
	if fresh.Trust.Stale || fresh.Trust.Source != "national" || !old.Trust.Stale {
		t.Errorf("%+v, a year later %+v", fresh, old)
	}
}
