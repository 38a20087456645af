package openreferral

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

const data = "../../../../shared/data/openreferral/"

// real reads one of the public files, or skips.
func real(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(data + name)
	if err != nil {
		complete.Lacking(t, "the public data is not there (../shared/data): %v", err)
	}
	return b
}

func mapping(t testing.TB) *Mapping {
	t.Helper()
	m, err := ParseMapping(`
[source]
source = "exampleham"
assurer = "Exampleham Council"
[fixed]
kind = "charity"
[needs]
"Clubs and groups" = "community/groups"
"Counselling" = ["mind/talk", "mind/therapy"]
[languages]
Polish = "pl"
[access]
"Wheelchair accessible" = "step_free"
[who]
Hearing = "deaf"
[required_documents]
Passport = "id"
`)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func aldgate(p string) (directory.Point, bool) {
	return directory.Point{Lat: 51.5, Lon: -0.07}, p == "E1 6AN"
}

// read imports one service, and returns the report in a line.
func read(t testing.TB, text string) ([]directory.Service, string) {
	t.Helper()
	p, err := ParsePage([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	services, report := Import(p.Services, mapping(t), intake.Options{Place: aldgate})
	return services, fmt.Sprint(report.Entries())
}

// counselling is a service of version 3.0, with more in it.
func counselling(more string) string {
	return `{"id": "1", "name": "Counselling", "status": "active", "assured_date": "2026-11-01",
		"attributes": [{"taxonomy_term": {"name": "counselling", "id": "t1", "taxonomy": "x"}}]` + more + `}`
}

func TestAServiceOfVersion3(t *testing.T) {
	got, report := read(t, counselling(`, "url": "http://example.com/c/", "email": "a@example.org", "minimum_age": 12, "maximum_age": 100,
		"organization": {"name": "Example Trust"}, "cost_options": [{"amount": 0}], "languages": [{"language": "polish"}, {"code": "bn"}],
		"contacts": [{"phones": [{"number": "02079460111"}]}], "required_documents": [{"document": "passport"}],
		"schedules": [{"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "10:00:00", "closes_at": "12:00"}, {"byday": "MO", "opens_at": "13:00Z", "closes_at": "14:00:00+01:00"}],
		"service_at_locations": [{"location": {"latitude": 100, "longitude": 101, "location_type": "physical", "addresses": [{"address_1": "1 LANE", "city": "London", "postal_code": "e16an"}],
			"accessibility": [{"description": "Wheelchair accessible"}]}}]`))
	if len(got) != 1 {
		t.Fatal(report)
	}
	s := got[0]
	if s.ID != "exampleham-1" || s.Organization != "Example Trust" || s.URL != "example.com/c" || s.Eligibility.MinAge != 12 || s.Eligibility.MaxAge != 0 ||
		!s.Cost.Free || fmt.Sprint(s.Languages) != "[bn pl]" || s.Phones[0].Number != "020 7946 0111" || fmt.Sprint(s.Documents) != "[id]" ||
		fmt.Sprint(s.Needs) != "[mind/talk mind/therapy]" || s.Assurance.ExpiresOn.String() != "2027-11-01" || !*s.StepFree || s.HearingLoop != nil {
		t.Errorf("%+v", s)
	}
	if got := fmt.Sprint(s.Hours.Week); got != "[[] [{600 720} {780 840}] [{600 720}] [] [] [] []]" {
		t.Error(got)
	}
	// Nobody is at latitude 100.
	if !s.Placed() || s.Location.Lat != 51.5 || fmt.Sprint(s.Location.Address) != "[1 Lane London]" {
		t.Errorf("%+v", s.Location)
	}
	for _, want := range []string{`location "100, 101" -> "E1 6AN": it is not in the United Kingdom`, "without its offset"} {
		if !strings.Contains(report, want) {
			t.Errorf("%q is not in %s", want, report)
		}
	}
}

func TestAServiceOfVersion1(t *testing.T) {
	got, report := read(t, `{"content": [{"id": 7, "name": "Brownies", "updated_at": "2021-01-13T12:48:54.730Z", "free": true, "min_age": 5, "max_age": 11,
		"taxonomies": [{"id": 2, "name": "Clubs and groups"}], "contacts": [{"phone": "020 7946 0111"}], "organisation": {"name": "Guides"},
		"regular_schedules": [{"weekday": "Monday", "opens_at": "10:00", "closes_at": "17:00"}], "send_needs": [{"name": "Hearing"}],
		"locations": [{"address_1": "1 Lane", "postal_code": "E1 6AN", "geometry": {"type": "Point", "coordinates": [-0.07, 51.5]}, "mask_exact_address": false},
			{"address_1": "2 Lane", "geometry": {"coordinates": [51.5, -0.07]}}]}], "totalElements": 2805}`)
	if len(got) != 2 {
		t.Fatal(report)
	}
	s := got[0]
	if s.ID != "exampleham-7" || got[1].ID != "exampleham-7-2" || !s.Cost.Free || s.Eligibility.MaxAge != 11 || s.Eligibility.Who[0] != "deaf" ||
		s.Assurance.VerifiedOn.String() != "2021-01-13" || s.Location.Lat != 51.5 || len(s.Hours.Week[1]) != 1 || s.Organization != "Guides" {
		t.Errorf("%+v", s)
	}
	if got[1].Placed() || !strings.Contains(report, `"-0.07, 51.5": it is not in the United Kingdom`) {
		t.Errorf("swapped degrees are a place: %+v, %s", got[1].Location, report)
	}
}

func TestTheRealExamplesAreRead(t *testing.T) {
	m, err := ParseMapping("[source]\nsource = \"x\"\nassurer = \"X\"\n[fixed]\nneeds = [\"community/groups\"]\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{
		"uk-profile-3.0/examples__service_full.json": 1, "uk-profile-3.0/examples__service_list.json": 1,
		"bucks-outpost-1.0shape/cypress__fixtures__services.json": 20, "bucks-outpost-1.0shape/cypress__fixtures__service.json": 1,
	} {
		p, err := ParsePage(real(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		services, report := Import(p.Services, m, intake.Options{})
		if got := len(services) + report.Count("left out"); got < want || len(services) == 0 {
			t.Errorf("%s: %d services, %v", name, len(services), report.Entries())
		}
	}
}

func TestWhatIsNotClearStaysUnknownAndIsReported(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a time of another zone": {counselling(`, "schedules": [{"byday": "MO", "opens_at": "10:00+05:30", "closes_at": "12:00"}]`), "nothing is known of the hours"},
		"a day that is none":     {counselling(`, "schedules": [{"byday": "Mondays", "opens_at": "10:00", "closes_at": "12:00"}]`), "its days cannot be read"},
		"a rule without an end":  {counselling(`, "schedules": [{"freq": "SECONDLY", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}]`), "the rule cannot be followed"},
		"one of two schedules":   {counselling(`, "schedules": [{"byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}, {"byday": "TU", "opens_at": "noon", "closes_at": "13:00"}]`), "a time cannot be read"},
		"a language of its own":  {counselling(`, "languages": [{"name": "Sylheti"}]`), `languages "Sylheti": the mapping has no language`},
		"half of the papers":     {counselling(`, "required_documents": [{"document": "Passport"}, {"document": "Letter"}]`), `required_documents "Letter"`},
		"no number":              {counselling(`, "phones": [{"number": "ask"}]`), `phones "ask": this is not a telephone number`},
		"a price":                {counselling(`, "cost_options": [{"amount": 0}, {"amount": 35}]`), ""},
		"no postcode":            {counselling(`, "service_at_locations": [{"location": {"latitude": "NaN", "addresses": [{"postal_code": "ABC 1234"}]}}]`), `postal_code "ABC 1234": this is not a postcode`},
		"news without a time":    {counselling(`, "alert": "Closed for a while"`), `alert "Closed for a while"`},
		"a day to come":          {strings.Replace(counselling(`, "last_modified": "2026-10-01T10:00:00Z"`), "2026-11-01", "2999-01-01", 1), `assured_date "2999-01-01": this is not a day that has been`},
		"a term without a need":  {strings.Replace(counselling(""), "counselling\",", "Bingo\",", 1), `"Bingo": the mapping has no need for this term`},
		"a place that is masked": {counselling(`, "locations": [{"address_1": "1 Lane", "mask_exact_address": true}]`), "its exact address may not be shown"},
	} {
		got, report := read(t, c.text)
		if !strings.Contains(report, c.want) || c.want == "" && len(got) != 1 {
			t.Errorf("%s: %d services, %s", name, len(got), report)
		}
		for _, s := range got {
			if s.Hours != nil || s.Languages != nil || s.Documents != nil || s.Phones != nil || s.Cost != nil || s.Placed() || s.Alerts != nil || s.Location != nil && len(s.Location.Address) > 0 {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
}

func TestWhatIsNoLongerThereIsLeftOut(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"defunct":        {`"active"`, `"defunct"`, "no longer there"},
		"without a name": {`"name": "Counselling", "status"`, `"status"`, "it has no name"},
		"without a day":  {`"2026-11-01"`, `""`, "nothing says when it was checked"},
	} {
		got, report := read(t, "["+strings.Replace(counselling(""), c.old, c.new, 1)+"]")
		if len(got) != 0 || !strings.Contains(report, c.want) {
			t.Errorf("%s: %+v, %s", name, got, report)
		}
	}
	got, report := read(t, "["+counselling(`, "last_modified": "2026-01-01", "email": "old@example.org"`)+","+counselling(`, "last_modified": "2026-02-01", "email": "new@example.org"`)+"]")
	if len(got) != 1 || got[0].Email != "new@example.org" || !strings.Contains(report, "more than once") {
		t.Errorf("%+v, %s", got, report)
	}
	if got, _ := read(t, strings.Replace(counselling(""), `"active"`, `"temporarily closed"`, 1)); len(got) != 1 || got[0].Alerts[0].Kind != directory.AlertClosed {
		t.Errorf("%+v", got)
	}
}

func TestAHostileFileGetsASentence(t *testing.T) {
	complete.NotQuick(t, "makes files that are too large")
	for name, text := range map[string]string{
		"empty": "", "no JSON": "<html>", "half": `{"contents": [`, "deep": strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		"no services": `{"a": 1}`, "a number": "7", "two values": "[] []", "large": `"` + strings.Repeat("x", MaxPage) + `"`,
	} {
		_, err := ParsePage([]byte(text))
		if err == nil || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "read Open Referral data: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"nobody vouches": "[needs]\n", "a number": "[source]\nsource = \"a\"\nassurer = \"A\"\n[needs]\nx = 3\n", "no toml": "[source", "another part": "[colours]\n",
		"an access that is none": "[source]\nsource = \"a\"\nassurer = \"A\"\n[access]\nlift = \"lift\"\n", "no day": "[source]\nsource = \"a\"\nassurer = \"A\"\nverified_on = \"x\"\n",
	} {
		if _, err := ParseMapping(text); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzAPage(f *testing.F) {
	f.Add([]byte(counselling(`, "schedules": [{"byday": "MO", "opens_at": "10:00Z", "closes_at": "12:00"}], "languages": [{"code": "bn"}]`)))
	f.Add([]byte(`{"contents": [{"id": 1, "name": "A", "taxonomies": [{"name": "Clubs and groups"}], "updated_at": "2020-01-01", "locations": [{"geometry": {"coordinates": [1, 2]}}]}]}`))
	f.Add([]byte(`[{"id": {}, "name": [], "attributes": [{"taxonomy_term": 3, "link_type": "id"}], "schedules": [1]}]`))
	f.Add([]byte(`{"name": "x", "attributes": [{"link_type": "also", "taxonomy_term": {"taxonomy": "frontdoor", "name": "a", "description": "1; 2; 3"}}]}`))
	m := mapping(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParsePage(b)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Error(err)
			}
			return
		}
		services, _ := Import(p.Services, m, intake.Options{Place: aldgate})
		seen := map[string]bool{}
		for _, s := range services {
			if s.Name == "" || s.ID == "" || len(s.Needs) == 0 || seen[s.ID] || s.Assurance.VerifiedOn == (directory.Date{}) {
				t.Errorf("%+v", s)
			}
			seen[s.ID] = true
			if s.Placed() && (s.Location.Lat < 49 || s.Location.Lon > 2.5) {
				t.Errorf("it is at %+v", s.Location)
			}
		}
		var out strings.Builder
		if err := Export(&out, services); err != nil || !json.Valid([]byte(out.String())) {
			t.Errorf("it cannot be exported: %v", err)
		}
	})
}

// The example of the documentation is a mapping that works.
func TestTheDocumentedMappingWorks(t *testing.T) {
	b, err := os.ReadFile("../../../docs/content.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, ok := strings.Cut(string(b), "```toml feed\n")
	text, _, closed := strings.Cut(after, "```")
	if !ok || !closed {
		t.Fatal("docs/content.md has no mapping of a feed")
	}
	if _, err := ParseMapping(text); err != nil {
		t.Error(err)
	}
}
