package content_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack/packtest"
)

func read(t *testing.T, text string) content.Source {
	t.Helper()
	s, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(text)}}, known)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What would be on the glass as it is, or lead nowhere, is refused.
func TestWhatTheKioskCannotSayIsAFault(t *testing.T) {
	cases := map[string]struct{ more, what, mend string }{
		"a kind without words":       {`kind = "surgery"`, `"surgery" is not a kind`, `"gp", "pharmacy"`},
		"a document without words":   {`required_documents = ["passport"]`, `"passport" is not a document`, `"proof-of-address"`},
		"a right without words":      {`rights = ["everything"]`, `"everything" is not a right`, `"gp-no-proof"`},
		"a cost without words":       {`cost = "£5"`, `"£5" is not a cost`, `"nhs-charge"`},
		"a group without words":      {`eligibility = { who = ["boys"] }`, `"boys" is not a group`, `"women"`},
		"a source without a name":    {`source = "leaflet"`, `no name for the source "leaflet"`, "assurer ="},
		"hours without a name":       {"schedule = { always = \"yes\" }\n[service.schedule_assurance]\nsource = \"leaflet\"", `no name for the source "leaflet"`, "assurer ="},
		"ages the wrong way round":   {`eligibility = { minimum_age = 25, maximum_age = 16 }`, "ages", "minimum_age"},
		"an age below nothing":       {`eligibility = { minimum_age = -1 }`, "ages", "minimum_age"},
		"a language in words":        {`languages = ["Bengali"]`, `"Bengali" is not the tag`, `"bn"`},
		"a use that there is not":    {`phone = [{ number = "85258", use = "sms" }]`, `"sms" is not a use`, `"text"`},
		"nothing to text":            {`phone = [{ number = "85258", use = "text" }]`, "what to text to 85258", "word ="},
		"a scheme before an address": {`url = "https://example.org"`, "address to type", "without https://"},
		"no address of mail":         {`email = "example.org"`, "not an address of mail", "help@example.org"},
		"half a postcode":            {"[service.location]\npostcode = \"E1\"", `"E1" is not a postcode`, "E1 6AN"},
		"prose of no language":       {"[service.description]\ntext = \"Come in.\"", "which language", `lang = "en"`},
		"prose of no words":          {"[service.description]\nlang = \"en\"\ntext = \" \"", "empty", "leave the description out"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			text := good + c.more + "\n"
			if key, _, ok := strings.Cut(c.more, " = "); ok && strings.Contains(good, "\n"+key+" = ") {
				text = replaceField(good, key, c.more)
			}
			_, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(text)}}, known)
			var faults content.Faults
			if !errors.As(err, &faults) || len(faults) != 1 {
				t.Fatalf("want one fault: %v", err)
			}
			if f := faults[0]; f.Line != 4 || !strings.Contains(f.What, c.what) || !strings.Contains(f.Mend, c.mend) {
				t.Errorf("%v\nwant %q on line 4, mended by %q", f, c.what, c.mend)
			}
		})
	}
}

// replaceField puts a field in the place of the one that has its name.
func replaceField(text, key, with string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, key+" = ") {
			lines[i] = with
		}
	}
	return strings.Join(lines, "\n")
}

func TestASourceOfAnEditorsOwnIsNamedByItsAssurer(t *testing.T) {
	s := read(t, strings.Replace(good, `source = "example"`, "source = \"leaflet\"\nassurer = \"Meadow Road Residents\"", 1))
	if a := s.Services[0].Assurance; a.Source != "leaflet" || a.Assurer != "Meadow Road Residents" {
		t.Errorf("%+v", a)
	}
}

// Nobody vouches for a fact longer than they said; who says nothing is taken at a year.
func TestAFactExpiresAYearAfterItWasChecked(t *testing.T) {
	file := func(defaults, own string) string {
		return "[defaults]\nsource = \"example\"\n" + defaults + good[strings.Index(good, "[[service]]"):] + own
	}
	cases := map[string]struct{ defaults, own, want string }{
		"nothing said":            {"verified_on = \"2026-11-16\"\n", "", "2027-11-16"},
		"on the last of February": {"verified_on = \"2024-02-29\"\n", "", "2025-03-01"},
		"only a year known":       {"verified_on = \"2022\"\n", "", "2023"},
		"said":                    {"verified_on = \"2026-11-16\"\nexpires_on = \"2027-02-01\"\n", "", "2027-02-01"},
		"checked on another day":  {"verified_on = \"2026-11-16\"\nexpires_on = \"2027-11-16\"\n", "verified_on = \"2024-11-04\"\n", "2025-11-04"},
		"both of its own":         {"verified_on = \"2026-11-16\"\nexpires_on = \"2027-11-16\"\n", "verified_on = \"2024-11-04\"\nexpires_on = \"2025-01-01\"\n", "2025-01-01"},
		"sooner than the others":  {"verified_on = \"2026-11-16\"\nexpires_on = \"2027-11-16\"\n", "expires_on = \"2027-01-01\"\n", "2027-01-01"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := read(t, file(c.defaults, c.own)).Services[0].Assurance.ExpiresOn.String(); got != c.want {
				t.Errorf("expires on %s, want %s", got, c.want)
			}
		})
	}
	hours := "schedule = { always = \"yes\" }\n[service.schedule_assurance]\nassurer = \"a reader\"\nverified_on = \"2025-06-02\"\n"
	s := read(t, file("verified_on = \"2026-11-16\"\nexpires_on = \"2029-11-16\"\n", hours)).Services[0]
	if got := *s.Hours.Assurance; got.ExpiresOn.String() != "2026-06-02" || got.Source != "example" || s.Assurance.ExpiresOn.String() != "2029-11-16" {
		t.Errorf("hours: %+v", got)
	}
}

func TestWhoSaysSoIsReadBackAsItWasWritten(t *testing.T) {
	folder := t.TempDir()
	date := rapid.SampledFrom([]directory.Date{{Year: 2022}, {Year: 2024, Month: 2, Day: 29}, {Year: 2026, Month: 11, Day: 16}})
	later := rapid.SampledFrom([]directory.Date{{Year: 2027}, {Year: 2027, Month: 11, Day: 16}})
	assurance := rapid.Custom(func(t *rapid.T) directory.Assurance {
		return directory.Assurance{
			Source: rapid.SampledFrom([]string{"example", "national"}).Draw(t, "source"), Assurer: rapid.SampledFrom([]string{"", "Ofcom", "a reader"}).Draw(t, "assurer"),
			VerifiedOn: date.Draw(t, "verified"), ExpiresOn: later.Draw(t, "expires"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		var want []directory.Service
		for i := range rapid.IntRange(1, 4).Draw(t, "services") {
			s := directory.Service{ID: fmt.Sprintf("s%d", i), Name: "S", Kind: "gp", Needs: []string{"health/gp"}, Everywhere: true, Assurance: assurance.Draw(t, "assurance")}
			if rapid.Bool().Draw(t, "hours") {
				a := assurance.Draw(t, "hours' assurance")
				s.Hours = &directory.Hours{Always: true, Assurance: &a}
			}
			want = append(want, s)
		}
		if err := content.WriteServices(filepath.Join(folder, "s.toml"), "", want, nil); err != nil {
			t.Fatal(err)
		}
		got, err := content.Read(os.DirFS(folder), known)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range got.Services {
			if s.Assurance != want[i].Assurance {
				t.Fatalf("%s: %+v, want %+v", s.ID, s.Assurance, want[i].Assurance)
			}
			if s.Hours != nil && *s.Hours.Assurance != *want[i].Hours.Assurance {
				t.Fatalf("%s: hours %+v, want %+v", s.ID, *s.Hours.Assurance, *want[i].Hours.Assurance)
			}
		}
	})
}

func TestAPostcodeIsEnoughToBeFound(t *testing.T) {
	text := strings.Replace(good, "everywhere = true\n", "[service.location]\npostcode = \"e16an\"\n", 1)
	alone := read(t, text)
	if l := alone.Services[0].Location; l.Postcode != "E1 6AN" || l.Lat != 0 {
		t.Fatalf("%+v", l)
	}
	both, err := content.Merge(alone, content.Source{Postcodes: packtest.Places()})
	if err != nil {
		t.Fatal(err)
	}
	if l := both.Services[0].Location; l.Lat != packtest.Places()["E1 6AN"].Lat || l.Lon != packtest.Places()["E1 6AN"].Lon {
		t.Errorf("%+v", l)
	}
	if alone.Services[0].Location.Lat != 0 {
		t.Error("the source that was merged has changed")
	}
	together, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(text)}, "p.csv": {Data: []byte("E1 6AN,51.5,-0.1\n")}}, known)
	if err != nil || together.Services[0].Location.Lat != 51.5 {
		t.Errorf("%+v, %v", together.Services[0].Location, err)
	}
	exact := read(t, text+"latitude = 51.6\nlongitude = -0.2\n")
	if both, err = content.Merge(exact, content.Source{Postcodes: packtest.Places()}); err != nil || both.Services[0].Location.Lat != 51.6 {
		t.Errorf("a place that was given is lost: %+v, %v", both.Services[0].Location, err)
	}
}
