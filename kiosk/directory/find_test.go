package directory

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	aldgate = Point{51.51888, -0.07847}
	noon    = time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
)

// placed is a service the given number of metres north of Aldgate.
func placed(id string, north float64, needs ...string) Service {
	return Service{
		ID: id, Name: "Service " + id, Needs: needs,
		Location: &Location{Postcode: "E1 6AN", Lat: aldgate.Lat + north/111_195, Lon: aldgate.Lon},
	}
}

func everywhere(id string, needs ...string) Service {
	return Service{ID: id, Name: "Helpline " + id, Needs: needs, Everywhere: true}
}

func find(t *testing.T, services []Service, q Query) []Answer {
	t.Helper()
	d, err := New(NewMemory(services, nil))
	if err != nil {
		t.Fatal(err)
	}
	if q.Now.IsZero() {
		q.Now = noon
	}
	found, err := d.Find(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return found.Answers
}

func ids(answers []Answer) string {
	var all []string
	for _, a := range answers {
		all = append(all, a.Service.ID)
	}
	return strings.Join(all, " ")
}

func TestTheNearestComesFirstAndWhatIsEverywhereLast(t *testing.T) {
	services := []Service{
		everywhere("line", "health/gp"), placed("far", 900, "health/gp"), placed("near", 90, "health/gp"),
		placed("other", 10, "health/dentist"), placed("middle", 400, "health/gp"),
	}
	if got := ids(find(t, services, Query{Need: "health/gp", From: &aldgate})); got != "near middle far line" {
		t.Error(got)
	}
	if got := find(t, services, Query{Need: "work/job", From: &aldgate}); len(got) != 0 {
		t.Errorf("nothing is there for work/job: %s", ids(got))
	}
}

func TestForPeopleInDangerWhatAnswersEverywhereComesFirst(t *testing.T) {
	services := []Service{placed("near", 90, "urgent/not-safe"), everywhere("line", "urgent/not-safe")}
	got := find(t, services, Query{Need: "urgent/not-safe", From: &aldgate})
	if ids(got) != "line near" {
		t.Fatal(ids(got))
	}
	for _, a := range got {
		if len(a.Reasons) == 0 || a.Reasons[0] != ReasonDanger {
			t.Errorf("%s: %v", a.Service.ID, a.Reasons)
		}
	}
}

func TestTheSameListInWhateverOrderItIsKept(t *testing.T) {
	var services []Service
	for i := range 40 {
		services = append(services, placed(fmt.Sprintf("s%02d", i), float64(i%4)*100, "health/gp"), everywhere(fmt.Sprintf("l%02d", i), "health/gp"))
	}
	want := ids(find(t, services, Query{Need: "health/gp", From: &aldgate}))
	if !strings.HasPrefix(want, "s00 s04 s08 s12 s16 s20 s24 s28 s32 s36 s01 ") {
		t.Fatalf("places that are as near are not in the order of their ids: %s", want)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		r.Shuffle(len(services), func(i, j int) { services[i], services[j] = services[j], services[i] })
		if got := ids(find(t, services, Query{Need: "health/gp", From: &aldgate})); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
}

func TestAListIsNoLongerThanAskedAndStillOfWhatIsNear(t *testing.T) {
	var services []Service
	for i := range 30 {
		services = append(services, placed(fmt.Sprintf("s%02d", i), float64(i), "health/gp", "urgent/tonight"), everywhere(fmt.Sprintf("l%02d", i), "health/gp", "urgent/tonight"))
	}
	cases := map[string]struct {
		need             string
		limit            int
		near, everywhere int
	}{
		"nothing said":   {"health/gp", 0, DefaultLimit - nationalLimit, nationalLimit},
		"one":            {"health/gp", 1, 1, 0},
		"six":            {"health/gp", 6, 3, 3},
		"all":            {"health/gp", 100, 30, nationalLimit},
		"one, in danger": {"urgent/tonight", 1, 0, 1},
		"in danger":      {"urgent/tonight", 10, 2, nationalLimit},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var near, all int
			for _, a := range find(t, services, Query{Need: c.need, From: &aldgate, Limit: c.limit}) {
				if a.Service.Everywhere {
					all++
				} else {
					near++
				}
			}
			if near != c.near || all != c.everywhere {
				t.Errorf("%d near and %d everywhere, want %d and %d", near, all, c.near, c.everywhere)
			}
		})
	}
}

func TestWhatIsAstrayComesLastAndTakesNobodysRoom(t *testing.T) {
	astray := placed("astray", 0, "health/gp", "urgent/tonight")
	astray.Location.Lat, astray.Location.Lon = 0, 0
	services := []Service{astray, everywhere("line", "health/gp", "urgent/tonight"), placed("near", 5, "health/gp", "urgent/tonight"), placed("next", 9, "health/gp")}
	for need, want := range map[string]string{"health/gp": "near next line astray", "urgent/tonight": "line near astray"} {
		if got := ids(find(t, services, Query{Need: need, From: &aldgate})); got != want {
			t.Errorf("%s: %s, want %s", need, got, want)
		}
	}
	if got := ids(find(t, services, Query{Need: "health/gp", From: &aldgate, Limit: 3})); got != "near next line" {
		t.Error(got)
	}
}

func TestAnswersSayWhyTheyAreThere(t *testing.T) {
	h := &Hours{}
	h.Week[time.Tuesday] = []Span{{540, 1020}}
	near := placed("near", 50, "health/gp")
	near.Hours, near.Languages, near.Rights, near.Cost = h, []string{"en", "bn"}, []string{"gp-no-proof"}, &Cost{Free: true}
	services := []Service{near, placed("next", 60, "health/gp"), everywhere("line", "health/gp")}
	cases := map[string]struct {
		q    Query
		want [][]Reason
	}{
		"in Bengali, from a place": {
			Query{Lang: "bn", From: &aldgate},
			[][]Reason{{ReasonNearest, ReasonOpen, ReasonLanguage, ReasonFree, ReasonRight}, {ReasonNear}, {ReasonNational}},
		},
		"in English": {
			Query{Lang: "en", From: &aldgate},
			[][]Reason{{ReasonNearest, ReasonOpen, ReasonFree, ReasonRight}, {ReasonNear}, {ReasonNational}},
		},
		"from nowhere, on a Sunday": {
			Query{Lang: "pl", Now: noon.AddDate(0, 0, 5)}, [][]Reason{{ReasonNeed}, {ReasonFree, ReasonRight}, {ReasonNational}},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.q.Need = "health/gp"
			for i, a := range find(t, services, c.q) {
				if !slices.Equal(a.Reasons, c.want[i]) {
					t.Errorf("%s: %v, want %v", a.Service.ID, a.Reasons, c.want[i])
				}
			}
		})
	}
}

func TestAnAddressThatKeepsSomebodySafeIsNeverInAnAnswer(t *testing.T) {
	refuge := placed("refuge", 100, "urgent/not-safe")
	refuge.Location.Address, refuge.Location.Confidential = []string{"1 Secret Street"}, true
	services := []Service{refuge}
	d, err := New(NewMemory(services, nil))
	if err != nil {
		t.Fatal(err)
	}
	one, err := d.Service(context.Background(), "refuge", &aldgate, noon, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range append(find(t, services, Query{Need: "urgent/not-safe", From: &aldgate}), one) {
		l := a.Service.Location
		if l == nil || !l.Confidential || len(l.Address) > 0 || l.Postcode != "" || l.Lat != 0 || l.Lon != 0 {
			t.Errorf("its place is given away: %+v", l)
		}
		if a.Metres != -1 || a.Walk != -1 {
			t.Errorf("its distance gives its place away: %d m, %d minutes", a.Metres, a.Walk)
		}
	}
	if refuge.Location.Postcode == "" {
		t.Error("the store's own service was changed")
	}
}

func TestDistanceIsThatOfTheGround(t *testing.T) {
	cases := map[string]struct {
		from, to Point
		want     int // metres on a great circle, from a calculator of the Ordnance Survey's kind
	}{
		"nowhere else":             {aldgate, aldgate, 0},
		"a degree to the north":    {Point{51, 0}, Point{52, 0}, 111195},
		"over the meridian":        {Point{51.5, -0.01}, Point{51.5, 0.01}, 1384},
		"Charing Cross to Stepney": {Point{51.50735, -0.12776}, Point{51.51699, -0.04614}, 5752},
		"to Birmingham":            {Point{51.50735, -0.12776}, Point{52.48624, -1.89040}, 162800},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := metres(&c.from, c.to)
			if diff := got - c.want; diff < -c.want/500-1 || diff > c.want/500+1 {
				t.Errorf("%d m, want %d", got, c.want)
			}
			if back := metres(&c.to, c.from); back != got {
				t.Errorf("%d m there and %d m back", got, back)
			}
		})
	}
	if metres(nil, aldgate) != -1 {
		t.Error("a distance from nowhere")
	}
}

func TestAWalkIsThatOfSomebodySlowAndNeverTooFar(t *testing.T) {
	for m, want := range map[int]int{-1: -1, 0: 0, 1: 1, 57: 1, 58: 2, 800: 14, 2596: 45, 2597: -1, 100_000: -1} {
		if got := walk(m); got != want {
			t.Errorf("%d m: %d minutes, want %d", m, got, want)
		}
	}
}

func TestAServiceThatIsNotThereIsSaidToBeMissing(t *testing.T) {
	d, err := New(NewMemory(nil, nil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Service(context.Background(), "nobody", nil, noon, "en"); !errors.Is(err, ErrNoService) {
		t.Error(err)
	}
}
