package spreadsheet

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"frontdoor/internal/complete"
	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

func mapping(t testing.TB, more string) *Mapping {
	t.Helper()
	m, err := ParseMapping(more + `
[source]
source = "exampleham"
assurer = "Exampleham Council"
verified_on = "2026-11-16"
[columns]
name = "Name"
needs = "What"
postcode = "Post code"
phone = ["Tel", "Mobile"]
schedule = "Open"
step_free = "Ramp"
required_documents = "Bring"
cost = "Price"
languages = "Languages"
address = ["Street", "Town"]
minimum_age = "From age"
verified_on = "Checked"
[fixed]
kind = "charity"
[words.needs]
"Food bank" = ["money/food-bank", "urgent/no-food-today"]
"Chat" = "mind/lonely"
[words.languages]
Bengali = "bn"
[words.cost]
"No charge" = "free"
[words.required_documents]
"Letter" = "benefit-letter"
`)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const headings = "Name,What,Post code,Tel,Mobile,Open,Ramp,Bring,Price,Languages,Street,Town,From age,Checked\n"

func place(p string) (directory.Point, bool) {
	return directory.Point{Lat: 51.5, Lon: -0.07}, p == "E1 6AN"
}

// read imports rows, and returns the report in a line.
func read(t *testing.T, text string) ([]directory.Service, string) {
	t.Helper()
	services, report, err := Import(strings.NewReader(text), mapping(t, ""), intake.Options{Place: place})
	if err != nil {
		t.Fatal(err)
	}
	return services, fmt.Sprint(report.Entries())
}

func TestARowBecomesAServiceOfWhatItSays(t *testing.T) {
	got, report := read(t, headings+
		"THE KITCHEN,Food bank; chat,e16an,020 7946 0190,,\"Mon-Fri\n12-2pm\",Yes,none,No charge,bengali,\"1 Lane, Exampleham\",London,16+,15/11/2026\n")
	if len(got) != 1 {
		t.Fatal(report)
	}
	s := got[0]
	if s.ID != "exampleham-the-kitchen-e1-6an" || s.Name != "The Kitchen" || fmt.Sprint(s.Needs) != "[mind/lonely money/food-bank urgent/no-food-today]" ||
		s.Kind != "charity" || s.Phones[0].Number != "020 7946 0190" || !*s.StepFree || s.Documents == nil || len(s.Documents) != 0 || !s.Cost.Free ||
		fmt.Sprint(s.Languages) != "[bn]" || fmt.Sprint(s.Location.Address) != "[1 Lane Exampleham London]" || !s.Placed() || s.Eligibility.MinAge != 16 ||
		s.Assurance.VerifiedOn.String() != "2026-11-15" || s.Assurance.ExpiresOn.String() != "2027-11-15" || s.HearingLoop != nil {
		t.Errorf("%+v", s)
	}
	if got := week(s.Hours); !strings.HasPrefix(got, "mon 12:00-14:00; tue") {
		t.Error(got)
	}
	if report != "[THE KITCHEN]" && !strings.Contains(report, `"THE KITCHEN" -> "The Kitchen": it stood in capitals`) {
		t.Error(report)
	}
}

func TestWhatACellDoesNotSayClearlyStaysUnknownAndIsReported(t *testing.T) {
	for name, c := range map[string]struct{ row, want string }{
		"a word without a meaning": {"Kitchen,Chat; Bingo,,,,,,,,,,,,", `needs "Bingo": the mapping has no word for it`},
		"unclear hours":            {"Kitchen,Chat,,,,Mon 1-3,,,,,,,,", `schedule "Mon 1-3": these hours can be read in more than one way`},
		"maybe":                    {"Kitchen,Chat,,,,,ask,,,,,,,", `step_free "ask": it says neither yes nor no`},
		"no number":                {"Kitchen,Chat,,ring us,,,,,,,,,,", `phone "ring us": this is not a telephone number`},
		"no postcode":              {"Kitchen,Chat,London,,,,,,,,,,,", `postcode "London": this is not a postcode`},
		"an unknown postcode":      {"Kitchen,Chat,E1 6AX,,,,,,,,,,,", `postcode "E1 6AX": the postcode is not in the list`},
		"a price":                  {"Kitchen,Chat,,,,,,,£2,,,,,", `cost "£2": the mapping has no word for it`},
		"no age":                   {"Kitchen,Chat,,,,,,,,,,,adults,", `minimum_age "adults": this is not an age`},
		"no day":                   {"Kitchen,Chat,,,,,,,,,,,,soon", `verified_on "soon": this is not a day`},
		"a day to come":            {"Kitchen,Chat,,,,,,,,,,,,2999-01-01", `verified_on "2999-01-01": this is not a day`},
		"no name":                  {",Chat,,,,,,,,,,,,", "left out: it has no name"},
		"no need":                  {"Kitchen,,,,,,,,,,,,,", "left out: nothing says what it helps with"},
		"only unknown needs":       {"Kitchen,Bingo,,,,,,,,,,,,", "left out: nothing says what it helps with"},
		"a cell without end":       {"Kitchen," + strings.Repeat("x", maxCell+1) + ",,,,,,,,,,,,", "too long to be true"},
	} {
		got, report := read(t, headings+c.row+"\n")
		if !strings.Contains(report, c.want) || strings.Contains(report, "left out") != (len(got) == 0) {
			t.Errorf("%s: %d services, %s", name, len(got), report)
		}
		for _, s := range got {
			if s.Hours != nil || s.StepFree != nil || len(s.Phones) > 0 || s.Cost != nil || s.Eligibility != nil || s.Documents != nil || s.Placed() {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
}

func TestTablesComeInEveryForm(t *testing.T) {
	semicolons := strings.ReplaceAll(headings, ",", ";") + "Café;Chat;;;;;;;;;;;;\n"
	utf16le := "\xff\xfe"
	for _, u := range utf16.Encode([]rune(semicolons)) {
		utf16le += string([]byte{byte(u), byte(u >> 8)})
	}
	for name, text := range map[string]string{
		"utf-8":          headings + "Café,Chat,,,,,,,,,,,,\n",
		"with a mark":    "\ufeff" + headings + "Café,Chat\n",
		"windows-1252":   headings + "Caf\xe9,Chat,,,,,,,,,,,,\r\n",
		"semicolons":     semicolons,
		"tabs":           strings.ReplaceAll(headings, ",", "\t") + "Café\tChat\n",
		"utf-16":         utf16le,
		"an empty row":   headings + ",,,\nCafé,Chat\n\n",
		"other capitals": strings.ToUpper(headings) + "Café,CHAT\n",
	} {
		if got, report := read(t, text); len(got) != 1 || got[0].Name != "Café" {
			t.Errorf("%s: %+v, %s", name, got, report)
		}
	}
}

func TestTheSameRowTwiceKeepsItsIdApart(t *testing.T) {
	got, report := read(t, headings+"Kitchen,Chat\nKitchen,Chat\n")
	if len(got) != 2 || got[0].ID == got[1].ID || !strings.Contains(report, "twice") {
		t.Errorf("%+v, %s", got, report)
	}
}

func TestATableThatCannotBeReadIsSaidInASentence(t *testing.T) {
	complete.NotQuick(t, "makes tables that are too large")
	for name, c := range map[string]struct{ text, want string }{
		"empty":          {"", "no row of headings"},
		"other headings": {"Name,Type\nKitchen,Chat\n", `there is no column "`},
		"a workbook":     {"PK\x03\x04", "save it as CSV first"},
		"a picture":      {"\x89PNG\x00\x00\x00", "it is not text"},
		"too large":      {strings.Repeat("x", maxBytes+1), "larger than 64 MiB"},
		"too many rows":  {headings + strings.Repeat("K,Chat\n", maxRows+2), "more than 200000 rows"},
	} {
		_, _, err := Import(strings.NewReader(c.text), mapping(t, ""), intake.Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAMappingThatCannotBeIsSaidInASentence(t *testing.T) {
	whole := "[source]\nsource = \"a\"\nassurer = \"A\"\nverified_on = \"2026-01-01\"\n[columns]\nname = \"N\"\n[fixed]\nkind = \"charity\"\nneeds = [\"mind/lonely\"]\n"
	if _, err := ParseMapping(whole); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new, want string }{
		"no toml":            {"[source]", "[source", "the mapping, line"},
		"an unknown part":    {"[fixed]", "[colours]", `"colours" is not a part`},
		"an unknown field":   {"name = \"N\"", "name = \"N\"\ncolour = \"C\"", `"colour" is not a field`},
		"nobody vouches":     {"assurer = \"A\"", "", "who vouches"},
		"no day":             {"verified_on = \"2026-01-01\"", "", "when the list was checked"},
		"a day that is none": {"2026-01-01", "yesterday", "verified_on"},
		"no name":            {"name = \"N\"", "", "does not say what name is"},
		"two names":          {"name = \"N\"", "name = [\"N\", \"M\"]", "name comes from one column"},
		"a wrong delimiter":  {"[source]", "[file]\ndelimiter = \"x\"\n[source]", "delimiter is"},
		"a number":           {"kind = \"charity\"", "kind = 3", "is not a field"},
	} {
		_, err := ParseMapping(strings.Replace(whole, c.old, c.new, 1))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzATable(f *testing.F) {
	f.Add([]byte(headings + "Café,Chat,E1 6AN,020 7946 0190,,Mon 9-5,yes,none,No charge,Bengali,1 Lane,London,16,2026-01-01\n"))
	f.Add([]byte("\xff\xfeN\x00"))
	f.Add([]byte(headings + "\"Kitchen\nat the lane\";Chat\n"))
	f.Add([]byte(headings + "Caf\xe9,\"\",=1+1\n"))
	m := mapping(f, "")
	f.Fuzz(func(t *testing.T, text []byte) {
		services, report, err := Import(strings.NewReader(string(text)), m, intake.Options{Place: place})
		if err != nil {
			if strings.Contains(err.Error(), "\n") || services != nil {
				t.Errorf("%q and %d services", err, len(services))
			}
			return
		}
		seen := map[string]bool{}
		for _, s := range services {
			if s.Name == "" || s.ID == "" || len(s.Needs) == 0 || seen[s.ID] || s.Assurance.Source != "exampleham" || s.Assurance.VerifiedOn == (directory.Date{}) {
				t.Errorf("%+v", s)
			}
			seen[s.ID] = true
		}
		if report == nil {
			t.Error("no report")
		}
	})
}

// The example of the documentation is a mapping that works.
func TestTheDocumentedMappingWorks(t *testing.T) {
	b, err := os.ReadFile("../../../docs/content.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, ok := strings.Cut(string(b), "```toml mapping\n")
	text, _, closed := strings.Cut(after, "```")
	if !ok || !closed {
		t.Fatal("docs/content.md has no mapping")
	}
	if _, err := ParseMapping(text); err != nil {
		t.Error(err)
	}
}
