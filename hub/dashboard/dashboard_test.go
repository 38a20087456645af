package dashboard_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/hub/dashboard"
	"frontdoor/hub/store"
	"frontdoor/kiosk/usage"
)

// now is a Monday in London, an hour after midnight of a summer's day by its own clocks.
var now = time.Date(2026, 7, 5, 23, 30, 0, 0, time.UTC)

// A shelf is a store in memory: what it is given, at an hour.
type shelf struct {
	kiosks  []store.Kiosk
	counts  []count
	undated uint64
	err     error
}

type count struct {
	site             string
	hour             time.Time
	dimension, value string
	n                uint64
}

func (s *shelf) Kiosks(context.Context) ([]store.Kiosk, error) { return s.kiosks, s.err }

func (s *shelf) Totals(_ context.Context, q store.Query) (store.Totals, error) {
	var t store.Totals
	hours := map[store.HourCount]uint64{}
	for _, c := range s.counts {
		h := usage.HourOf(c.hour)
		if q.Site != "" && q.Site != c.site || h < q.From || h >= q.To {
			continue
		}
		t.Cells = append(t.Cells, store.Cell{Site: c.site, Cell: usage.Cell{Dimension: c.dimension, Value: c.value, Count: c.n}})
		if c.dimension == usage.Visits {
			hours[store.HourCount{Site: c.site, Hour: h}] += c.n
		}
	}
	for h, n := range hours {
		h.Count = n
		t.Hours = append(t.Hours, h)
	}
	slices.SortFunc(t.Hours, func(a, b store.HourCount) int { return int(a.Hour) - int(b.Hour) })
	if s.undated > 0 {
		t.Undated = []store.Cell{{Site: "Example Library", Cell: usage.Cell{Dimension: usage.Visits, Value: usage.All, Count: s.undated}}}
	}
	return t, nil
}

// ago returns the moment a number of days before noon of today in London.
func ago(days int) time.Time { return time.Date(2026, 7, 6-days, 11, 0, 0, 0, time.UTC) }

func twoSites() *shelf {
	s := &shelf{kiosks: []store.Kiosk{
		{Name: "demo-1", Site: "Example Library", Keys: 1, Heard: now.Add(-5 * time.Minute), Version: "0.1.0+573fe73"},
		{Name: "demo-2", Site: "Other Library", Keys: 1, Heard: now.Add(-5 * 24 * time.Hour), Lost: 3},
		{Name: "demo-3", Site: "Other Library", Keys: 1},
		{Name: "demo-4", Site: "Other Library", Keys: 0, Heard: now},
		{Name: "demo-5", Site: "Other Library", Keys: 1, Heard: now.Add(-9 * time.Hour)},
	}}
	for day := 1; day <= 3; day++ {
		s.counts = append(
			s.counts,
			count{"Example Library", ago(day), usage.Visits, usage.All, 4111},
			count{"Example Library", ago(day), usage.Outcome, usage.Finished, 4111},
			count{"Other Library", ago(day), usage.Visits, usage.All, 31},
			count{"Other Library", ago(day), usage.Outcome, usage.TimedOut, 31},
		)
	}
	s.counts = append(
		s.counts,
		count{"Example Library", ago(1), usage.Need, "health/gp", 23},
		count{"Example Library", ago(1), usage.Need, "work/english", 3},
		count{"Example Library", ago(1), usage.Need, "<script>", 18},
		count{"Example Library", ago(1), usage.Language, "bn", 12},
		count{"Example Library", ago(1), usage.Unmet, usage.NoneFound, 16},
		count{"Example Library", ago(1), usage.Person, usage.PersonDesk, 9},
		count{"Example Library", ago(1), usage.Health, usage.CountsLost, 1},
		count{"Other Library", ago(20), usage.Visits, usage.All, 57},
		count{"Other Library", ago(200), usage.Visits, usage.All, 64},
	)
	return s
}

func names(dimension, value string) string {
	return map[string]string{"need health/gp": "See a doctor", "language bn": "Bengali"}[dimension+" "+value]
}

func get(t *testing.T, s dashboard.Store, path string) (int, string) {
	t.Helper()
	h, err := dashboard.New(s, dashboard.Options{Now: func() time.Time { return now }, Names: names})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// text returns the first page as it is read out.
func text(t *testing.T, s dashboard.Store) string {
	t.Helper()
	code, body := get(t, s, "/")
	if code != http.StatusOK {
		t.Fatalf("%d %s", code, body)
	}
	return spaces.ReplaceAllString(tags.ReplaceAllString(body, " "), " ")
}

// file returns the downloaded file as table, value → count.
func file(t *testing.T, s dashboard.Store, path string) map[[2]string]string {
	t.Helper()
	code, body := get(t, s, path)
	if code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, code, body)
	}
	lines, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	m := map[[2]string]string{}
	for _, l := range lines[1:] {
		m[[2]string{l[2], l[3]}] = l[5]
	}
	return m
}

func TestPageShowsProtectedNumbersByName(t *testing.T) {
	page := text(t, twoSites())
	for _, want := range []string{
		"12,425 visits",          // 12,426
		"See a doctor 25",        // 23
		"work/english *",         // 3
		"&lt;script&gt; *",       // 18, hidden for the 3's sake, and no script
		"Bengali 10",             // 12
		"Example Library 12,335", // 12,333
		"Other Library 95",       // 93
		"No service found for the need 15",
		"Staff at the desk 10",
		"Finished by the resident 12,335",
		"Sunday 5 July 2026 4,140",
		"Monday 6 July 2026 (so far) 0",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, no := range []string{"12,426", "12426", "4142", " 23 ", " 31 ", " 16 "} {
		if strings.Contains(page, no) {
			t.Errorf("the page says %q", no)
		}
	}
	if t.Failed() {
		t.Log(page)
	}
}

func TestFileHasThePagesNumbers(t *testing.T) {
	got := file(t, twoSites(), "/counts.csv")
	for at, want := range map[[2]string]string{
		{"visits", "all"}:               "12425",
		{"need", "health/gp"}:           "25",
		{"need", "work/english"}:        "*",
		{"language", "bn"}:              "10",
		{"site", "Other Library"}:       "95",
		{"day", "Sunday 5 July 2026"}:   "4140",
		{"day", "Tuesday 30 June 2026"}: "0",
		{"undated", "all"}:              "0",
	} {
		if got[at] != want {
			t.Errorf("%v is %q, want %q", at, got[at], want)
		}
	}
}

func TestSiteAndPeriodAreChosen(t *testing.T) {
	s := twoSites()
	for path, want := range map[string]string{
		"/counts.csv?site=Other+Library":            "95",  // 93
		"/counts.csv?site=Other+Library&period=30":  "150", // 93 + 57
		"/counts.csv?site=Other+Library&period=all": "215", // 93 + 57 + 64
		"/counts.csv?period=30":                     "12485",
	} {
		if got := file(t, s, path)[[2]string{"visits", "all"}]; got != want {
			t.Errorf("%s has %s visits, want %s", path, got, want)
		}
	}
	if months := file(t, s, "/counts.csv?period=all"); months[[2]string{"month", "July 2026"}] != "12425" {
		t.Errorf("by month: %v", months)
	}
	for _, path := range []string{"/?site=Nowhere", "/?period=1", "/counts.csv?period=31", "/elsewhere"} {
		if code, _ := get(t, s, path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
}

// TestDaysAreLondons holds that a summer's evening visit after midnight in London, when it is
// still yesterday in UTC, is of the new day.
func TestDaysAreLondons(t *testing.T) {
	s := twoSites()
	s.counts = []count{{"Example Library", time.Date(2026, 7, 5, 23, 0, 0, 0, time.UTC), usage.Visits, usage.All, 50}}
	got := file(t, s, "/counts.csv")
	if got[[2]string{"day", "Monday 6 July 2026"}] != "50" || got[[2]string{"day", "Sunday 5 July 2026"}] != "0" {
		t.Error(got)
	}
}

func TestATotalThatOneGroupHidesIsNowhere(t *testing.T) {
	s := twoSites()
	s.counts = []count{
		{"Example Library", ago(1), usage.Visits, usage.All, 12},
		{"Example Library", ago(1), usage.Outcome, usage.Finished, 9},
		{"Example Library", ago(1), usage.Outcome, usage.Discarded, 3},
	}
	if got := file(t, s, "/counts.csv")[[2]string{"visits", "all"}]; got != "*" {
		t.Errorf("%s visits beside two hidden outcomes", got)
	}
}

func TestHowManyCallsWereAnsweredIsNowhereWhenAWaitIsHidden(t *testing.T) {
	s := &shelf{counts: []count{
		{"Example Library", ago(1), usage.Handoff, usage.Asked, 40},
		{"Example Library", ago(1), usage.Handoff, usage.Arrived, 12},
		{"Example Library", ago(1), usage.Wait, "0-1", 9},
		{"Example Library", ago(1), usage.Wait, "1-3", 3},
		{"Example Library", ago(1), usage.Help, "helped", 12},
	}}
	f := file(t, s, "/counts.csv")
	for _, hidden := range [][2]string{{usage.Handoff, usage.Arrived}, {usage.Wait, "1-3"}, {usage.Help, "helped"}} {
		if got := f[hidden]; got != "*" {
			t.Errorf("%v is shown as %q", hidden, got)
		}
	}
	if got := f[[2]string{usage.Handoff, usage.Asked}]; got != "40" {
		t.Errorf("what is not tied to it is %q", got)
	}
}

// TestAllSitesDoNotTellOfOne takes the number of one site from that of all, as a reader of both
// pages can: the other site's small number must not be left.
func TestAllSitesDoNotTellOfOne(t *testing.T) {
	s := &shelf{kiosks: twoSites().kiosks, counts: []count{
		{"Example Library", ago(1), usage.Need, "health/gp", 40},
		{"Example Library", ago(1), usage.Need, "money/benefits", 60},
		{"Example Library", ago(1), usage.Need, "work/english", 30},
		{"Other Library", ago(1), usage.Need, "health/gp", 3},
		{"Other Library", ago(1), usage.Need, "money/benefits", 20},
		{"Other Library", ago(1), usage.Need, "work/english", 50},
	}}
	gp := [2]string{usage.Need, "health/gp"}
	if got := file(t, s, "/counts.csv?site=Example+Library")[gp]; got != "40" {
		t.Errorf("the site with a large number shows %q", got)
	}
	if got := file(t, s, "/counts.csv")[gp]; got != "*" {
		t.Errorf("all sites show %q", got)
	}
	if got := file(t, s, "/counts.csv")[[2]string{usage.Need, "work/english"}]; got != "80" {
		t.Errorf("what tells of nothing is %q", got)
	}
}

// TestVisitsOfAllSitesDoNotTellOfOne is the same for visits by day, whose totals are shown as
// well: from 55 (53 to 57) and 55 (53 to 57) only one to four would be left.
func TestVisitsOfAllSitesDoNotTellOfOne(t *testing.T) {
	s := &shelf{kiosks: twoSites().kiosks, counts: []count{
		{"Example Library", ago(1), usage.Visits, usage.All, 53},
		{"Example Library", ago(1), usage.Outcome, usage.Finished, 53},
		{"Other Library", ago(1), usage.Visits, usage.All, 3},
		{"Other Library", ago(1), usage.Outcome, usage.Finished, 3},
	}}
	all, example, other := file(t, s, "/counts.csv"), file(t, s, "/counts.csv?site=Example+Library"), file(t, s, "/counts.csv?site=Other+Library")
	day := [2]string{"day", "Sunday 5 July 2026"}
	for name, at := range map[string][2]string{"day": day, "total": {"visits", "all"}, "outcome": {usage.Outcome, usage.Finished}} {
		if all[at] != "*" && example[at] != "*" {
			t.Errorf("the %s is %s of all, and %s of one site, beside %s", name, all[at], example[at], other[at])
		}
	}
	for page, visits := range map[string]string{"Example Library": example[[2]string{"visits", "all"}], "Other Library": other[[2]string{"visits", "all"}]} {
		if got := all[[2]string{"site", page}]; got != visits {
			t.Errorf("%s has %s visits on its page, and %s on that of all", page, visits, got)
		}
	}
}

func TestCallsAreNotCalledVisits(t *testing.T) {
	s := &shelf{kiosks: twoSites().kiosks, counts: []count{
		{"Example Library", ago(1), usage.Visits, usage.All, 90},
		{"Example Library", ago(1), usage.Wait, "0-1", 20},
		{"Example Library", ago(1), usage.Help, "helped", 20},
		{"Example Library", ago(1), usage.Lasted, "0-5", 20},
	}}
	page := text(t, s)
	for _, want := range []string{
		"From the call until someone arrived Visits Under 1 minute",
		"What the desk said Calls Helped with what they came for",
		"What the desk said Calls Up to 5 minutes",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestPageSaysHowKiosksAre(t *testing.T) {
	page := text(t, twoSites())
	for _, want := range []string{
		"1 of 4 kiosks heard from in the last few hours",
		"One kiosk has gone quiet.",
		"Heard from 5 minutes ago",
		"Quiet for 5 days: its visits since then are missing here 3 hours of counts lost",
		"Not heard from yet: is its key in place?",
		"Its key was withdrawn",
		"Not heard from for 9 hours: switched off, or offline",
		"Mon 6 Jul, 00:25",
		"demo-1 Example Library Version 0.1.0&#43;573fe73 Heard from",
		"demo-2 Other Library Version not known Quiet",
		"Example Library : its file of counts was damaged",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestEmptyHubSaysWhatToDo(t *testing.T) {
	if page := text(t, &shelf{}); !strings.Contains(page, "No kiosk is enrolled yet") || !strings.Contains(page, "hub enrol") {
		t.Error(page)
	}
	quiet := &shelf{kiosks: twoSites().kiosks}
	if page := text(t, quiet); !strings.Contains(page, "Nothing was counted in this period") || !strings.Contains(page, "demo-1") {
		t.Error(page)
	}
	file(t, &shelf{}, "/counts.csv?period=all")
}

// TestAPageForAFileNeedsNothingElse writes the page and looks for anything that a browser would
// have to fetch, or that would lead nowhere once the hub is gone.
func TestAPageForAFileNeedsNothingElse(t *testing.T) {
	var b bytes.Buffer
	if err := dashboard.Write(t.Context(), &b, twoSites(), dashboard.Options{Now: func() time.Time { return now }, Names: names}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	if !strings.Contains(page, "12,425</p><p>visits") || !strings.Contains(page, "--paper: #eef3f5") || strings.Contains(page, "ZgotmplZ") {
		t.Errorf("the page lacks its numbers or its style:\n%s", page)
	}
	for _, no := range []string{"<link", "src=", "@import", "url(", `href="/`} {
		if strings.Contains(page, no) {
			t.Errorf("the page needs %q", no)
		}
	}
	if _, served := get(t, twoSites(), "/"); !strings.Contains(served, `href="/style.css"`) || strings.Contains(served, "<style") {
		t.Error("the page that a hub serves has its style in it, which its policy forbids")
	}
}

func TestUndatedVisitsAreSaid(t *testing.T) {
	s := twoSites()
	s.undated = 22
	if page := text(t, s); !strings.Contains(page, "20 more visits, of all time, were counted while a kiosk’s clock was wrong") {
		t.Error(page)
	}
	s.undated = 2
	if page := text(t, s); !strings.Contains(page, "* more visits") {
		t.Error(page)
	}
}

func TestAStoreThatCannotBeReadIsSaidWithoutItsWords(t *testing.T) {
	code, body := get(t, &shelf{err: errors.New("open /secret: no")}, "/")
	if code != http.StatusServiceUnavailable || strings.Contains(body, "secret") {
		t.Error(code, body)
	}
}
