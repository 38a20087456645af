package spreadsheet

import (
	"fmt"
	"strings"
	"testing"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// table imports a table with columns of these fields, and returns the report in a line.
func importTable(t *testing.T, fields, text string) ([]directory.Service, string) {
	t.Helper()
	lines := []string{"[source]", `source = "exampleham"`, `assurer = "Exampleham Council"`, `verified_on = "2026-11-16"`, "[columns]"}
	for f := range strings.FieldsSeq(fields) {
		lines = append(lines, f+` = "`+f+`"`)
	}
	m, err := ParseMapping(strings.Join(append(lines, "[fixed]", `kind = "charity"`, `needs = "community/groups"`), "\n"))
	if err != nil {
		t.Fatal(err)
	}
	services, report, err := Import(strings.NewReader(text), m, intake.Options{Place: place, Problems: func(s directory.Service) (wrong []string) {
		for _, d := range s.Documents {
			if d != "id" {
				wrong = append(wrong, d+" is not a document")
			}
		}
		if s.Eligibility != nil && len(s.Eligibility.Who) > 0 {
			wrong = append(wrong, s.Eligibility.Who[0]+" is not a group of people")
		}
		return wrong
	}})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return services, fmt.Sprint(report.Entries())
}

// A row that vanishes is a service that nobody finds and nobody misses.
func TestCaseAStrayQuotationMarkLosesNoRowUnseen(t *testing.T) {
	const head = "name,postcode,schedule\n"
	for name, c := range map[string]struct {
		text  string
		names string
		says  string
	}{
		"a word in quotation marks":   {head + "Club A,E1 6AN,Tue 9-5\n\"Chat\" cafe,E1 6AN,Wed 9-5\nClub B,E1 6AN,Mon 9-5\n\"Tea\" club,E1 6AN,Mon 9-5\nClub C,E1 6AN,Mon 9-5\n", `"Chat" cafe|"Tea" club|Club A|Club B|Club C`, ""},
		"beside cells that need them": {head + "\"Chat\" cafe,E1 6AN,\"Mon, Tue 9-5\"\nClub B,E1 6AN,\"Mon 9-5\"\n", `"Chat" cafe|Club B`, ""},
		"never closed":                {head + "\"Chat cafe,E1 6AN,Wed 9-5\nClub B,E1 6AN,Mon 9-5\n", `"Chat cafe|Club B`, ""},
		"closed by another row":       {head + "\"Chat cafe,E1 6AN,Wed 9-5\nClub B,E1 6AN,Mon 9-5\nClub C,E1 6AN,Mon 9-5\"\nClub D,E1 6AN,\n", `Club D`, "closed 2 rows below"},
		"doubled within a cell":       {head + "\"The \"\"Chat\"\" cafe\",E1 6AN,\"Mon 9-5\"\r\n", `The "Chat" cafe`, ""},
		"an old Mac's lines":          {strings.ReplaceAll(head+"Club A,E1 6AN,Mon 9-5\nClub B,E1 6AN,Mon 9-5\n", "\n", "\r"), "Club A|Club B", ""},
		"what parts the cells, said":  {"sep=;\nname;postcode;schedule\nClub A;E1 6AN;Mon 9-5\n", "Club A", ""},
		"an empty last cell":          {head + "Club A,E1 6AN,", "Club A", ""},
	} {
		services, report := importTable(t, "name postcode schedule", c.text)
		var names []string
		for _, s := range services {
			names = append(names, s.Name)
		}
		if got := strings.Join(names, "|"); len(names) != strings.Count(c.names, "|")+1 || !same(got, c.names) || !strings.Contains(report, c.says) {
			t.Errorf("%s: %s, not %s; %s", name, got, c.names, report)
		}
	}
}

func same(a, b string) bool {
	for one := range strings.SplitSeq(b, "|") {
		if !strings.Contains("|"+a+"|", "|"+one+"|") {
			return false
		}
	}
	return true
}

func TestCaseABadFieldCostsTheFieldAndNotTheService(t *testing.T) {
	const fields = "name postcode url email languages required_documents who phone"
	for row, c := range map[string]struct {
		right func(s directory.Service) bool
		says  string
	}{
		"Club,E1 6AN,Https://www.example.org,,,,,":                 {func(s directory.Service) bool { return s.URL == "www.example.org" }, ""},
		"Club,E1 6AN,https://https://example.org/a/,,,,,":          {func(s directory.Service) bool { return s.URL == "example.org/a" }, ""},
		"Club,E1 6AN,https://example.org;https://example.net,,,,,": {func(s directory.Service) bool { return s.URL == "" }, "not one address of the web"},
		"Club,E1 6AN,,mailto:help@example.org,,,,":                 {func(s directory.Service) bool { return s.Email == "help@example.org" }, ""},
		"Club,E1 6AN,,https://example.org/contact,,,,":             {func(s directory.Service) bool { return s.Email == "" }, "not one address of mail"},
		"Club,E1 6AN,,,Bengali,,,":                                 {func(s directory.Service) bool { return s.Languages == nil }, "no language for it"},
		"Club,E1 6AN,,,Yes,,,":                                     {func(s directory.Service) bool { return s.Languages == nil }, "no language for it"},
		"Club,E1 6AN,,,eng,,,":                                     {func(s directory.Service) bool { return fmt.Sprint(s.Languages) == "[en]" }, ""},
		"Club,E1 6AN,,,,Photo ID,,":                                {func(s directory.Service) bool { return s.Documents == nil }, "Photo ID is not a document"},
		"Club,E1 6AN,,,,,Women,":                                   {func(s directory.Service) bool { return s.Eligibility == nil || len(s.Eligibility.Who) == 0 }, "Women is not a group"},
		"Club,E1 6AN,,,,,,Tel: 020 7946 0111; Fax: 020 7946 0999":  {func(s directory.Service) bool { return numbers(s) == "020 7946 0111" }, "fax"},
		"Club,E1 6AN,,,,,,020 7946 0111 or 07700 900123":           {func(s directory.Service) bool { return numbers(s) == "020 7946 0111, 07700 900123" }, ""},
		"Club,E1 6AN,,,,,,07700 900123 (text only)":                {func(s directory.Service) bool { return numbers(s) == "" }, "number for texts"},
		"Club,E1 6AN,,,,,,116 123":                                 {func(s directory.Service) bool { return numbers(s) == "116 123" }, ""},
		"Club,E1 6AN,,,,,,020 7946 0111 (9am-5pm)":                 {func(s directory.Service) bool { return numbers(s) == "" }, "not a telephone number"},
		"Club,\u200bE1\u00a06AN\u200e,,,,,,":                       {func(s directory.Service) bool { return s.Placed() }, ""},
	} {
		services, report := importTable(t, fields, strings.ReplaceAll(fields, " ", ",")+"\n"+row+"\n")
		if len(services) != 1 || !c.right(services[0]) || !strings.Contains(report, c.says) || c.says == "" && report != "[]" {
			t.Errorf("%s: %+v; %s", row, services, report)
		}
	}
}

func numbers(s directory.Service) string {
	var all []string
	for _, p := range s.Phones {
		all = append(all, p.Number)
	}
	return strings.Join(all, ", ")
}

func TestCaseIdsStayUniqueAndAStrayByteSpoilsNothing(t *testing.T) {
	services, _ := importTable(t, "id name postcode", "id,name,postcode\nA1,Club A,E1 6AN\nA1,Club B,E1 6AN\nA1-2,Club C,E1 6AN\nA1,Club D,E1 6AN\n")
	seen := map[string]bool{}
	for _, s := range services {
		seen[s.ID] = true
	}
	if len(services) != 4 || len(seen) != 4 {
		t.Errorf("%v", seen)
	}
	services, report := importTable(t, "name postcode schedule", "name,postcode,schedule\nCaf\u00e9 0,E1 6AN,Mon \u2013 Fri 9am \u2013 5pm\nChildren\x92s Club,E1 6AN,Mon\u00a09\u20115\u200b\n")
	if len(services) != 2 || services[0].Name != "Caf\u00e9 0" || services[0].Hours == nil || services[1].Name != "Children\u2019s Club" || services[1].Hours == nil || !strings.Contains(report, "1 characters are not in the UTF-8") {
		t.Errorf("%+v; %s", services, report)
	}
	services, report = importTable(t, "name postcode", "name,postcode\nCaf\xe9 Mam\xe1,E1 6AN\n")
	if len(services) != 1 || services[0].Name != "Caf\u00e9 Mam\u00e1" || report != "[]" {
		t.Errorf("%+v; %s", services, report)
	}
}

func TestCaseADayThatCannotBeReadIsNeverFresh(t *testing.T) {
	services, report := importTable(t, "name postcode verified_on", "name,postcode,verified_on\nClub A,E1 6AN,Jan-20\nClub B,E1 6AN,2025-02-03\nClub C,E1 6AN,11/23/2025\n")
	if len(services) != 3 || !strings.Contains(report, `verified_on "Jan-20": this is not a day`) {
		t.Fatalf("%+v, %s", services, report)
	}
	for _, s := range services {
		if a := s.Assurance; a.VerifiedOn.String() != "2025-02-03" || s.Name != "Club B" && a.ExpiresOn != a.VerifiedOn {
			t.Errorf("%s: %+v", s.Name, a)
		}
	}
}

func TestCaseDegreesFarFromThePostcodeAreNotItsDoor(t *testing.T) {
	services, report := importTable(t, "name postcode latitude longitude", "name,postcode,latitude,longitude\nClub A,E1 6AN,53.4808,-2.2426\nClub B,E1 6AN,51.501,-0.071\n")
	if len(services) != 2 || services[0].Location.Lat != 51.5 || services[1].Location.Lat != 51.501 || !strings.Contains(report, "far from its postcode") {
		t.Errorf("%+v, %s", services, report)
	}
}
