package content_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack/packtest"
)

// rule is a schedule with one field in the place of another.
func rule(fields ...string) string {
	text := map[string]string{"freq": `freq = "MONTHLY"`, "byday": `byday = "1TU"`, "opens_at": `opens_at = "10:00"`, "closes_at": `closes_at = "12:00"`}
	for _, f := range fields {
		name, _, _ := strings.Cut(f, " ")
		text[name] = f
	}
	out := "[[service.schedules]]\n"
	for _, f := range text {
		out += f + "\n"
	}
	return out
}

func TestARuleThatNoDoorKeepsIsAFault(t *testing.T) {
	cases := map[string]struct{ more, what, mend string }{
		"each second":                 {rule(`freq = "SECONDLY"`), `no door opens "secondly"`, `freq = "WEEKLY"`},
		"each day":                    {rule(`freq = "daily"`), `no door opens "daily"`, "MO,TU,WE,TH,FR"},
		"never":                       {rule(`dtstart = "2026-12-01"`, `valid_to = "2026-11-30"`), "never opens", "valid_to"},
		"never, by its exceptions":    {rule(`valid_from = "2026-12-01"`, `valid_to = "2026-12-31"`, `except = ["2026-12-01"]`), "never opens", "except"},
		"a day of no month":           {rule(`byday = ""`, `bymonthday = "31"`), `"31" is not a day that every month has`, `"-1"`},
		"a day of no week":            {rule(`byday = "1XX"`), `"1XX" is not a day`, `"1TU"`},
		"the sixth Tuesday":           {rule(`byday = "6TU"`), `"6TU" is not a day`, `"1TU"`},
		"the first Tuesday of a week": {rule(`freq = "WEEKLY"`), "a week has one of each day", `freq = "MONTHLY"`},
		"no day":                      {rule(`byday = ""`), "on which days", `byday = "TU"`},
		"two kinds of day":            {rule(`bymonthday = "15"`), "byday and bymonthday", "a schedule for each"},
		"counted from nowhere":        {rule(`interval = 2`), "from when every 2 are counted", "dtstart"},
		"an interval too long":        {rule(`interval = 1000000`, `dtstart = "2026-12-01"`), "every 1000000", "at most 12"},
		"an interval below nothing":   {rule(`interval = -1`), "every -1", "interval = 2"},
		"times that cannot be":        {rule(`closes_at = "25:00"`), `from "10:00" to "25:00"`, "closes_at"},
		"a start that is no day":      {rule(`dtstart = "soon"`), `dtstart is "soon"`, "2026-11-23"},
		"a year for a day":            {rule(`valid_to = "2027"`), `valid_to is "2027"`, "2026-11-23"},
		"an end before the beginning": {rule(`valid_from = "2026-12-01"`, `valid_to = "2026-11-01"`), "valid_to is before", "Check"},
		"always, and a rule":          {"schedule = { always = \"yes\" }\n" + rule(), "day and night, and other hours", "always"},
		"a week that ends first":      {`schedule = { monday = "09:00-10:00", valid_from = "2026-12-01", valid_to = "2026-11-01" }`, "valid_to is before", "Check"},
		"an exception that is no day": {`schedule = { monday = "09:00-10:00", except = "2026-12-24 2026-12-31" }`, "except:", "monday ="},
		"a thousand exceptions":       {rule("except = [" + strings.Repeat(`"2026-12-24", `, 1000) + "]"), "more than 400 days", "over"},
		"a thousand days closed":      {`schedule = { monday = "09:00-10:00", except = "` + strings.Repeat("2026-12-24, ", 999) + `2026-12-24" }`, "more than 400 days", "over"},
		"news without an end":         {"[[service.alert]]\nkind = \"closed\"", "until when its alert holds", "until ="},
		"news of no kind":             {"[[service.alert]]\nkind = \"broken\"\nuntil = \"2026-12-03\"", `"broken" is not a kind of alert`, `"closed", "moved"`},
		"news that ends first":        {"[[service.alert]]\nkind = \"closed\"\nfrom = \"2026-12-04\"\nuntil = \"2026-12-03\"", "ends before it begins", "from and until"},
		"news of no language":         {"[[service.alert]]\nkind = \"closed\"\nuntil = \"2026-12-03\"\ntext = \"Repairs.\"", "which language", `lang = "en"`},
		"news by nobody":              {"[[service.alert]]\nkind = \"closed\"\nuntil = \"2026-12-03\"\nsource = \"leaflet\"", `no name for the source "leaflet"`, "assurer ="},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(good + c.more + "\n")}}, known)
			var faults content.Faults
			if !errors.As(err, &faults) || len(faults) != 1 {
				t.Fatalf("want one fault: %v", err)
			}
			if f := faults[0]; !strings.Contains(f.What, c.what) || !strings.Contains(f.Mend, c.mend) {
				t.Errorf("%v\nwant %q, mended by %q", f, c.what, c.mend)
			}
		})
	}
}

// A refuge is not given away by the news of it.
func TestNewsOfASecretPlaceHoldsNoPostcode(t *testing.T) {
	text := strings.Replace(good, "everywhere = true\n", "", 1) + "[service.location]\nconfidential = true\n" +
		"[[service.alert]]\nkind = \"moved\"\nuntil = \"2026-12-03\"\nlang = \"en\"\ntext = \"Now at E1 6AN.\"\n"
	_, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(text)}}, known)
	if err == nil || !strings.Contains(err.Error(), `"E1 6AN" stands in its words`) {
		t.Errorf("%v", err)
	}
}

// What is written is read back as it was, whatever the hours and the news.
func TestHoursAndNewsSurviveAFile(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		want := packtest.Everything()
		want.Hours = anyHours(t)
		want.Alerts = anyNews(t)
		file := filepath.Join(folder, "a.toml")
		if err := content.WriteServices(file, "a test", []directory.Service{want}, nil); err != nil {
			t.Fatal(err)
		}
		s, err := content.Read(os.DirFS(folder), known)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Services[0]; !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got.Hours, want.Hours)
		}
	})
}

func anyDay(t *rapid.T, label string) directory.Date {
	at := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, label))
	return directory.Date{Year: at.Year(), Month: at.Month(), Day: at.Day()}
}

func anySpan(t *rapid.T) directory.Span {
	open := rapid.IntRange(0, 1438).Draw(t, "open")
	return directory.Span{Open: open, Close: rapid.IntRange(open+1, 1440).Draw(t, "close")}
}

func anyHours(t *rapid.T) *directory.Hours {
	h := &directory.Hours{ByAppointment: rapid.Bool().Draw(t, "by appointment")}
	h.Week[rapid.IntRange(0, 6).Draw(t, "day")] = []directory.Span{anySpan(t)}
	if rapid.Bool().Draw(t, "bounded") {
		h.From, h.To = anyDay(t, "from"), directory.Date{Year: 2030, Month: 1, Day: 1}
		h.Except = []directory.Date{anyDay(t, "except")}
	}
	for range rapid.IntRange(0, 3).Draw(t, "schedules") {
		s := directory.Schedule{Freq: directory.Monthly, Span: anySpan(t)}
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			s.ByMonthDay = []int{rapid.SampledFrom([]int{-1, 1, 28}).Draw(t, "bymonthday")}
		case 1:
			s.ByDay = []directory.ByDay{{Nth: rapid.SampledFrom([]int{-2, -1, 0, 1, 4}).Draw(t, "nth"), Day: time.Wednesday}}
			s.Except = []directory.Date{anyDay(t, "except")}
		default:
			s.Freq, s.Interval, s.Start = directory.Weekly, rapid.IntRange(2, 52).Draw(t, "interval"), anyDay(t, "dtstart")
			s.ByDay = []directory.ByDay{{Day: time.Monday}, {Day: time.Sunday}}
		}
		h.Schedules = append(h.Schedules, s)
	}
	return h
}

func anyNews(t *rapid.T) []directory.Alert {
	var all []directory.Alert
	for range rapid.IntRange(0, 2).Draw(t, "alerts") {
		a := directory.Alert{Kind: rapid.SampledFrom([]directory.AlertKind{directory.AlertClosed, directory.AlertFull}).Draw(t, "kind"), From: anyDay(t, "from")}
		a.Until = directory.Date{Year: 2028, Month: 2, Day: 29}
		if rapid.Bool().Draw(t, "text") {
			a.Text = &directory.Prose{Lang: "en", Text: "A burst pipe."}
			a.Assurance = &directory.Assurance{Source: "leaflet", Assurer: "the caretaker", VerifiedOn: anyDay(t, "verified"), ExpiresOn: directory.Date{Year: 2029, Month: 1, Day: 1}}
		}
		all = append(all, a)
	}
	return all
}
