package openreferral

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// drawn returns a service of which anything may be known.
func drawn(t *rapid.T, i int) directory.Service {
	maybe := func(what string) bool { return rapid.Bool().Draw(t, what) }
	some := func(what string, all ...string) []string {
		var out []string
		for _, one := range all {
			if maybe(what + " " + one) {
				out = append(out, one)
			}
		}
		return out
	}
	yes := func(what string) *bool {
		if !maybe(what + " known") {
			return nil
		}
		is := maybe(what)
		return &is
	}
	date := func(what string, from int) directory.Date {
		return directory.Date{Year: rapid.IntRange(from, from+1).Draw(t, what), Month: time.Month(rapid.IntRange(1, 10).Draw(t, what+" month")), Day: rapid.IntRange(1, 28).Draw(t, what+" day")}
	}
	s := directory.Service{
		ID: fmt.Sprintf("example-%d", i), Name: rapid.SampledFrom([]string{"Example Surgery", "St Example’s & Co", "কেন্দ্র"}).Draw(t, "name"), Kind: "charity",
		Needs: []string{"health/gp"}, Rights: some("right", "gp-no-proof"), SameAs: some("same", "ods-x"), StepFree: yes("step"), HearingLoop: yes("loop"), QuietSpace: yes("quiet"),
		Interpreting: yes("interpreting"), Languages: some("language", "bn", "pl"), Everywhere: maybe("everywhere"),
		Assurance: directory.Assurance{Source: "exampleham", Assurer: rapid.SampledFrom([]string{"", "A; B"}).Draw(t, "assurer"), VerifiedOn: date("verified", 2024), ExpiresOn: date("expires", 2026)},
	}
	if maybe("need") {
		s.Needs = append(s.Needs, "health/vaccines")
	}
	if maybe("reach") {
		s.URL, s.Email, s.Organization = "example.org/a?b=c", "desk@example.org", "Example Trust"
		s.Phones = []directory.Phone{{Number: "020 7946 0111", Free: maybe("free")}, {Number: "85258", Use: "text", Word: "SHOUT"}, {Number: "18001 020 7946 0111", Use: "relay"}, {Number: "116 123", Free: true}}
	}
	if maybe("documents") {
		s.Documents = append([]string{}, some("document", "id", "referral")...)
	}
	if maybe("cost") {
		s.Cost = rapid.SampledFrom([]*directory.Cost{{Free: true}, {Note: "nhs-charge"}}).Draw(t, "which cost")
	}
	if maybe("eligibility") {
		s.Eligibility = &directory.Eligibility{MinAge: rapid.IntRange(0, 20).Draw(t, "age"), MaxAge: rapid.IntRange(30, 90).Draw(t, "to age"), Who: some("who", "women")}
	}
	if maybe("prose") {
		s.Description = &directory.Prose{Lang: "en", Text: "First line.\nSecond “line”."}
	}
	if maybe("also") {
		s.Also = []directory.Assurance{{Source: "nhs-ods", Assurer: "NHS; ODS", VerifiedOn: date("also", 2024), ExpiresOn: date("also expires", 2025)}}
	}
	switch rapid.IntRange(0, 3).Draw(t, "place") {
	case 1:
		s.Location = &directory.Location{Address: []string{"1 Lane", "Line two", "London"}, Postcode: "E1 6AN", Lat: 51.5, Lon: -0.07}
	case 2:
		s.Location = &directory.Location{Postcode: "E1 6AN", Lat: 51.5, Lon: -0.07}
	case 3:
		s.Location = &directory.Location{Confidential: true}
	}
	if s.Everywhere && s.Location != nil && !s.Location.Confidential {
		s.Everywhere = false
	}
	if maybe("news") {
		s.Alerts = []directory.Alert{{Kind: directory.AlertFull, Until: date("until", 2026)}}
		if maybe("text") {
			s.Alerts[0].Text = &directory.Prose{Lang: "en", Text: "No places."}
		}
	}
	s.Hours = hours(t, maybe, date)
	return s
}

func hours(t *rapid.T, maybe func(string) bool, date func(string, int) directory.Date) *directory.Hours {
	h := &directory.Hours{ByAppointment: maybe("appointment")}
	switch rapid.IntRange(0, 3).Draw(t, "hours") {
	case 0:
		return nil
	case 1:
		h.Always = true
	case 2:
		h.Week[rapid.IntRange(0, 6).Draw(t, "day")] = []directory.Span{{Open: 540, Close: 720}, {Open: 780, Close: 1440}}
		h.Week[rapid.IntRange(0, 6).Draw(t, "night")] = []directory.Span{{Open: 1080, Close: 120}}
	case 3:
		h.Week[1] = []directory.Span{{Open: 540, Close: 720}}
		h.Schedules = []directory.Schedule{{Freq: directory.Monthly, ByDay: []directory.ByDay{{Nth: 1, Day: time.Tuesday}}, Span: directory.Span{Open: 600, Close: 720}, From: date("from", 2025)}}
		if maybe("weekly") {
			h.Schedules = append(h.Schedules, directory.Schedule{Freq: directory.Weekly, Interval: 2, ByDay: []directory.ByDay{{Day: time.Friday}}, Start: date("start", 2025), Span: directory.Span{Open: 600, Close: 720}})
		}
	}
	if maybe("closed days") {
		h.Except = []directory.Date{date("except", 2026)}
	}
	return h
}

// back exports services and imports them again.
func back(t *rapid.T, services ...directory.Service) ([]directory.Service, string) {
	var b strings.Builder
	if err := Export(&b, services); err != nil {
		t.Fatal(err)
	}
	p, err := ParsePage([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	got, report := Import(p.Services, Own("", ""), intake.Options{})
	return got, fmt.Sprint(report.Entries())
}

// Hours may come back in another form, but not with another meaning: doors are open at the same
// times. All other facts are the same to the letter.
func TestWhatIsExportedComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawn(t, 1)
		got, report := back(t, want)
		if len(got) != 1 {
			t.Fatalf("%d services came back: %s", len(got), report)
		}
		if want.Hours != nil {
			noon := time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)
			for i := range 400 {
				at := noon.Add(time.Duration(i) * 7 * time.Hour)
				if a, b := directory.OpeningAt(want.Hours, at), directory.OpeningAt(got[0].Hours, at); a.State != b.State {
					t.Fatalf("at %v it was %v and is %v\n%+v\n%+v", at, a, b, want.Hours, got[0].Hours)
				}
			}
		}
		got[0].Hours, want.Hours = nil, nil
		for _, s := range []*directory.Service{&got[0], &want} {
			slices.Sort(s.Needs)
		}
		if !reflect.DeepEqual(got[0], want) {
			t.Fatalf("got  %+v\nwant %+v\n%s", got[0], want, report)
		}
	})
}

// A place that has to stay secret is nowhere in what others read.
func TestASecretPlaceIsNotExported(t *testing.T) {
	s := directory.Service{ID: "safe", Name: "Safe House", Kind: "charity", Needs: []string{"urgent/not-safe"}, Location: &directory.Location{Confidential: true, Postcode: "E1 6AN", Lat: 51.5, Lon: -0.07, Address: []string{"1 Secret Lane"}}}
	var b strings.Builder
	if err := Export(&b, []directory.Service{s}); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Secret Lane", "E1 6AN", "51.5"} {
		if strings.Contains(b.String(), word) {
			t.Errorf("%s is exported", word)
		}
	}
}

// Hours for which somebody vouches for a shorter time than for the rest are not said for longer
// after they come back.
func TestHoursDoNotLastLongerForBeingExported(t *testing.T) {
	h := &directory.Hours{Assurance: &directory.Assurance{Source: "x", VerifiedOn: directory.Date{Year: 2026, Month: 1, Day: 1}, ExpiresOn: directory.Date{Year: 2026, Month: 3, Day: 1}}}
	h.Week[1] = []directory.Span{{Open: 540, Close: 720}}
	s := directory.Service{
		ID: "a", Name: "A", Kind: "charity", Needs: []string{"health/gp"}, Hours: h,
		Assurance: directory.Assurance{Source: "x", Assurer: "X", VerifiedOn: directory.Date{Year: 2026, Month: 1, Day: 1}, ExpiresOn: directory.Date{Year: 2027, Month: 1, Day: 1}},
	}
	var b strings.Builder
	if err := Export(&b, []directory.Service{s}); err != nil {
		t.Fatal(err)
	}
	p, err := ParsePage([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	got, _ := Import(p.Services, Own("", ""), intake.Options{})
	monday := time.Date(2026, time.March, 2, 10, 0, 0, 0, time.UTC)
	if o := directory.OpeningAt(got[0].Hours, monday); o.State != directory.HoursUnknown {
		t.Errorf("a day after they expired the hours are %v", o)
	}
	if o := directory.OpeningAt(got[0].Hours, monday.AddDate(0, 0, -7)); o.State != directory.OpenNow {
		t.Errorf("before, they were %v", o)
	}
}

func TestTheExportValidatesAgainstTheProfile(t *testing.T) {
	file := filepath.Join(data, "uk-profile-3.0", "schema__compiled__service.json")
	f, err := os.Open(file)
	if err != nil {
		complete.Lacking(t, "the profile's schemas are not there (../shared/data): %v", err)
	}
	defer f.Close()
	schema, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("service.json", plain(schema)); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("service.json")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		if err := Export(&b, []directory.Service{drawn(t, 1), drawn(t, 2)}); err != nil {
			t.Fatal(err)
		}
		var page struct{ Contents []any }
		if err := json.Unmarshal([]byte(b.String()), &page); err != nil {
			t.Fatal(err)
		}
		for _, one := range page.Contents {
			if err := compiled.Validate(one); err != nil {
				t.Fatalf("%v", err)
			}
		}
	})
	// A test of the test: what is not in the profile's form is refused.
	if err := compiled.Validate(map[string]any{"id": "not a uuid", "name": "x", "status": "open"}); err == nil {
		t.Error("anything validates")
	}
}

// plain takes out of a schema what the profile says to people and what is no JSON Schema, such
// as a name that is null.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			if x != nil && k != "example" && k != "constraints" && k != "datapackage_metadata" {
				out[k] = plain(x)
			}
		}
		return out
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	}
	return v
}
