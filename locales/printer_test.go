package locales

import (
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

func catalogue(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// bare takes away what is not seen.
func bare(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u2066", "", "\u2067", "", "\u2069", "").Replace(s)
}

func TestPluralsFollowTheLanguage(t *testing.T) {
	c := catalogue(t)
	for _, test := range []struct {
		tag  string
		n    int
		want string
	}{
		{"en", 1, "In 1 second "},
		{"en", 20, "In 20 seconds "},
		{"pl", 1, "1 sekundę"},
		{"pl", 3, "3 sekundy"},
		{"pl", 5, "5 sekund "},
		{"pl", 12, "12 sekund "},
		{"pl", 22, "22 sekundy"},
		{"ar", 5, "5 ثوانٍ"},
		{"ar", 20, "20 ثانية"},
		{"bn", 3, "3 সেকেন্ড"},
		{"zh-Hans", 7, "7 秒"},
	} {
		if got := bare(c.Printer(test.tag).N("idle.text", test.n)); !strings.Contains(got, test.want) {
			t.Errorf("%s for %d: %q does not hold %q", test.tag, test.n, got, test.want)
		}
	}
}

func TestUnknownTagsLeadToTheNearestLanguage(t *testing.T) {
	c := catalogue(t)
	for _, test := range []struct {
		tag, want string
		ok        bool
	}{
		{"bn", "bn", true},
		{"bn-BD", "bn", true},
		{"zh-CN", "zh-Hans", true},
		{"ur-PK", "ur", true},
		{"en-GB", "en", true},
		{"fr", "en", false},
		{"xx", "en", false},
		{"", "en", false},
		{"not a tag!", "en", false},
	} {
		l, ok := c.Nearest(test.tag)
		if got := c.Printer(test.tag).Tag(); got != test.want || l.Tag != test.want || ok != test.ok {
			t.Errorf("%q is shown in %q, said to be %q, %v; want %q, %v", test.tag, got, l.Tag, ok, test.want, test.ok)
		}
	}
}

// small is a catalogue of a few words, some of which a language has not got.
func small(t *testing.T, french string) *Catalogue {
	t.Helper()
	c, err := open(fstest.MapFS{
		"active.en.toml":  {Data: []byte("\"yes\" = \"Yes\"\n\"dogs\" = { one = \"{{.Count}} dog\", other = \"{{.Count}} dogs\" }\n\"no\" = \"No\"\n")},
		"active.fr.toml":  {Data: []byte(french)},
		"checked.fr.toml": {Data: []byte("\"yes\" = { words = \"00\", checked = \"A. Name, 2027-01-05\" }\n\"no\" = { words = \"00\" }\n")},
	}, []Language{{Tag: "en"}, {Tag: "fr"}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAMissingMessageIsSaidInEnglish(t *testing.T) {
	p := small(t, `"yes" = "Oui"`).Printer("fr")
	if got := p.T("yes"); got != "Oui" {
		t.Errorf("%q, want Oui", got)
	}
	if got := p.T("no"); got != "No" || !p.Has("no") {
		t.Errorf("%q, want the English", got)
	}
	if got := p.N("dogs", 2); got != "2 dogs" {
		t.Errorf("%q, want the English", got)
	}
	if got := p.T("neither"); got != "neither" || p.Has("neither") {
		t.Errorf("%q, want the id itself", got)
	}
}

func TestADamagedLanguageIsSaidInEnglish(t *testing.T) {
	if got := small(t, `"yes" = `).Printer("fr").T("yes"); got != "Yes" {
		t.Errorf("%q, want the English", got)
	}
}

func TestDamagedEnglishIsAnError(t *testing.T) {
	_, err := open(fstest.MapFS{"active.en.toml": {Data: []byte("=")}}, []Language{{Tag: "en"}})
	if err == nil || !strings.HasPrefix(err.Error(), "open the words of en: ") {
		t.Errorf("%v", err)
	}
}

func TestWhatNobodyHasCheckedIsADraft(t *testing.T) {
	c := small(t, `"yes" = "Oui"`)
	for id, want := range map[string]bool{"yes": false, "no": true, "dogs": true} {
		if got := c.Printer("fr").Draft(id); got != want {
			t.Errorf("%q is a draft: %v, want %v", id, got, want)
		}
		if c.Printer("en").Draft(id) {
			t.Errorf("the English of %q is a draft", id)
		}
	}
}

func TestFiguresKeepTheirOrderFromRightToLeft(t *testing.T) {
	c := catalogue(t)
	for _, test := range []struct{ got, want string }{
		{c.Printer("ar").T("hours.open", "Time", "18:30"), "\u206618:30\u2069"},
		{c.Printer("ar").T("fact.text", "Word", "SHOUT", "Number", "85258"), "\u2066SHOUT\u2069"},
		{c.Printer("ur").N("distance.walk", 6), "\u20666\u2069"},
		// A name that begins with NHS is Urdu all the same.
		{c.Printer("ur").T("trust.checked", "Source", "NHS کی فہرست", "Date", "x"), "\u2067NHS کی فہرست\u2069"},
		{c.Printer("en").T("hours.open", "Time", "18:30"), "until 18:30"},
	} {
		if !strings.Contains(test.got, test.want) {
			t.Errorf("%+q does not hold %+q", test.got, test.want)
		}
	}
}

func TestFiguresAreNeverPartedOverTwoLines(t *testing.T) {
	c := catalogue(t)
	for _, tag := range []string{"en", "pl", "ar"} {
		for _, whole := range []string{"020 7946 0111", "E1 6AN", "4 Dec 2023"} {
			got := c.Printer(tag).T("fact.relay", "Number", whole)
			if want := strings.ReplaceAll(whole, " ", "\u00a0"); !strings.Contains(got, want) {
				t.Errorf("%s: %+q can break", tag, got)
			}
		}
	}
	if got := c.Printer("en").T("results.near", "Need", "Doctor", "Place", "Library of the Meadow 2"); !strings.Contains(got, "of the Meadow\u00a02") {
		t.Errorf("%+q: words must be free to go to the next line", got)
	}
}

func TestMilesAreSaidAsOnSigns(t *testing.T) {
	c := catalogue(t)
	for _, test := range []struct {
		tag    string
		metres int
		want   string
	}{
		{"en", 0, "0.1 miles"},
		{"en", 20, "0.1 miles"},
		{"en", 500, "0.3 miles"},
		{"en", 1609, "1 mile"},
		{"en", 3219, "2 miles"},
		{"en", 40000, "25 miles"},
		{"pl", 800, "0,5 mili"},
		{"pl", 3219, "2 mile"},
		{"pl", 40000, "25 mil"},
		{"bn", 800, "0.5 মাইল"},
		{"ar", 8047, "5 أميال"},
	} {
		if got := bare(c.Printer(test.tag).Miles(test.metres)); got != test.want {
			t.Errorf("%s, %d m: %q, want %q", test.tag, test.metres, got, test.want)
		}
	}
}

func TestDaysAndTimesAreSaidInTheLanguage(t *testing.T) {
	c := catalogue(t)
	for tag, want := range map[string]string{
		"en": "4 Dec 2023, Monday, 09:05", "pl": "4 grudnia 2023, poniedziałek, 09:05",
		"bn": "4 ডিসেম্বর 2023, সোমবার, 09:05", "ar": "4 ديسمبر 2023، الاثنين، 09:05",
		"ur": "4 دسمبر 2023، پیر، 09:05", "zh-Hans": "2023年12月4日、星期一、09:05",
	} {
		p := c.Printer(tag)
		if got := bare(p.Join(p.Date(2023, time.December, 4), p.Weekday(time.Monday), p.Clock(9*60+5))); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	if got := c.Printer("en").Clock(24 * 60); got != "00:00" {
		t.Errorf("midnight is %q", got)
	}
}

func TestLanguagesAreNamedInTheReadersOwn(t *testing.T) {
	c := catalogue(t)
	for _, test := range []struct{ tag, of, want string }{
		{"pl", "bn", "bengalski"},
		{"ur", "ar", "عربی"},
		{"en", "cy", "cy"},
	} {
		if got := c.Printer(test.tag).Language(test.of); got != test.want {
			t.Errorf("%s in %s is %q, want %q", test.of, test.tag, got, test.want)
		}
	}
	if got := EnglishName("zh-Hans"); got != "Chinese" {
		t.Errorf("%q", got)
	}
}

func TestManyMaySpeakAtOnce(t *testing.T) {
	c := catalogue(t)
	var wg sync.WaitGroup
	for range 4 {
		for _, l := range All() {
			wg.Go(func() {
				p := c.Printer(l.Tag)
				if got := p.T("attract.greeting"); got != l.Greeting {
					t.Errorf("%s says %q", l.Tag, got)
				}
				p.Draft("attract.greeting")
			})
		}
	}
	wg.Wait()
}

// Figures stay on one line with what they belong to, also within pieces that keep their own
// order: from ten to twelve, and the third of December.
func TestDatesAndHoursStayWholeInEitherDirection(t *testing.T) {
	for text, want := range map[string]string{
		"10:00–12:30, 13:30–16:00": "10:00–\u206012:30,\u00a013:30–\u206016:00",
		"3 Dec 2026":               "3\u00a0Dec\u00a02026",
		"\u20663\u2069 \u2067دسمبر\u2069 \u20662026\u2069 ": "\u20663\u2069\u00a0\u2067دسمبر\u2069\u00a0\u20662026\u2069 ",
		"Monday–Friday, at the desk":                        "Monday–Friday, at the desk",
	} {
		if got := keepFigures(text); got != want {
			t.Errorf("%+q, want %+q", got, want)
		}
	}
}
