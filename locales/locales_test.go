package locales

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// messages reads a language's file as it stands: id → every form of the message.
func messages(t *testing.T, tag string) map[string][]string {
	t.Helper()
	var raw map[string]any
	b, err := files.ReadFile("active." + tag + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := toml.Decode(string(b), &raw); err != nil {
		t.Fatalf("active.%s.toml: %v", tag, err)
	}
	out := map[string][]string{}
	for id, v := range raw {
		switch v := v.(type) {
		case string:
			out[id] = []string{v}
		case map[string]any:
			for form, text := range v {
				if form != "description" {
					out[id] = append(out[id], text.(string))
				}
			}
		}
	}
	return out
}

func TestEveryLanguageSaysEveryMessage(t *testing.T) {
	english := messages(t, "en")
	for _, l := range All() {
		theirs := messages(t, l.Tag)
		for id := range english {
			if len(theirs[id]) == 0 || strings.TrimSpace(theirs[id][0]) == "" {
				t.Errorf("%s does not say %q", l.Tag, id)
			}
		}
		for id := range theirs {
			if _, ok := english[id]; !ok {
				t.Errorf("%s says %q, which English does not have", l.Tag, id)
			}
		}
	}
}

var (
	blank  = regexp.MustCompile(`\{\{[^}]*\}\}`)
	figure = regexp.MustCompile(`[0-9]+`)
)

// months are said as numbers in some languages.
func figuresDiffer(id string) bool { return strings.HasPrefix(id, "date.month.") }

func TestBlanksAndFiguresAreTheSameInEveryLanguage(t *testing.T) {
	english := messages(t, "en")
	for _, l := range All() {
		for id, forms := range messages(t, l.Tag) {
			for _, form := range forms {
				want, got := blanks(english[id][0]), blanks(form)
				if !slices.Equal(want, got) {
					t.Errorf("%s, %q: blanks %v, want %v", l.Tag, id, got, want)
				}
				if w, g := figures(english[id][0]), figures(form); !figuresDiffer(id) && !slices.Equal(w, g) {
					t.Errorf("%s, %q: figures %v, want %v", l.Tag, id, g, w)
				}
			}
		}
	}
}

func blanks(s string) []string {
	found := blank.FindAllString(s, -1)
	slices.Sort(found)
	return found
}

func figures(s string) []string {
	found := figure.FindAllString(blank.ReplaceAllString(s, ""), -1)
	slices.Sort(found)
	return found
}

// denials has, for each language, what a sentence that denies something must hold one of.
var denials = map[string][]string{
	"en":      {"not ", "no ", "No ", "Nowhere", "cannot", "nothing", "-free"},
	"pl":      {"nie", "Nie", "Bez", "bez"},
	"bn":      {"না", "নেই", "নয়", "নই"},
	"ar":      {"غير", "لا ", "ليس", "لم ", "بدون", "دون"},
	"ur":      {"نہیں", "نہ "},
	"zh-Hans": {"不", "没", "无"},
}

// denying are the messages whose meaning turns round without their "not".
var denying = []string{
	"right.gp-no-proof", "right.gp-no-proof.short", "fact.bring-nothing", "fact.step-free", "fact.step-free.sentence",
	"hours.unknown", "hours.unknown.nophone", "need.urgent.not-safe", "need.urgent.tonight", "need.urgent.no-food-today",
	"place.fault.malformed", "place.fault.unknown", "results.none", "emergency.cannot-speak", "emergency.no-phone",
	"who.no-gp", "staff.text", "staff.notice.counts-off", "staff.notice.hub-refused",
}

func TestNoLanguageLosesANot(t *testing.T) {
	for _, l := range All() {
		said := messages(t, l.Tag)
		for _, id := range denying {
			text := strings.Join(said[id], " ")
			if !slices.ContainsFunc(denials[l.Tag], func(d string) bool { return strings.Contains(text, d) }) {
				t.Errorf("%s, %q denies nothing: %s", l.Tag, id, text)
			}
		}
	}
}

func TestPluralsFollowTheLanguage(t *testing.T) {
	c := open(t)
	for _, test := range []struct {
		tag  string
		n    int
		want string
	}{
		{"en", 1, "In 1 second"},
		{"en", 20, "In 20 seconds"},
		{"pl", 3, "3 sekundy"},
		{"pl", 5, "5 sekund "},
		{"pl", 22, "22 sekundy"},
		{"ar", 5, "ثوانٍ"},
		{"ar", 20, "ثانية"},
		{"zh-Hans", 7, "7 秒"},
	} {
		if got := c.Printer(test.tag).N("idle.text", test.n); !strings.Contains(got, test.want) {
			t.Errorf("%s for %d: %q does not hold %q", test.tag, test.n, got, test.want)
		}
	}
}

func open(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestUnknownTagsLeadToTheNearestLanguage(t *testing.T) {
	c := open(t)
	for tag, want := range map[string]string{
		"bn": "bn", "bn-BD": "bn", "zh-CN": "zh-Hans", "xx": "en", "": "en", "not a tag!": "en", "fr": "en", "ur-PK": "ur",
	} {
		if got := c.Printer(tag).Tag(); got != want {
			t.Errorf("%q is shown in %q, want %q", tag, got, want)
		}
	}
}

func TestFiguresKeepTheirOrderInArabic(t *testing.T) {
	got := open(t).Printer("ar").T("hours.open", "Time", "18:30")
	if !strings.Contains(got, "\u206818:30\u2069") {
		t.Errorf("the time stands bare in %q", got)
	}
	got = open(t).Printer("en").T("place.fault.unknown", "Postcode", "E1 6ZZ")
	if !strings.Contains(got, "E1\u00a06ZZ") {
		t.Errorf("the postcode can break in %q", got)
	}
}

func TestMilesAreSaidAsOnSigns(t *testing.T) {
	c := open(t)
	for _, test := range []struct {
		tag    string
		metres int
		want   string
	}{
		{"en", 20, "0.1 miles"},
		{"en", 500, "0.3 miles"},
		{"en", 1609, "1 mile"},
		{"en", 3219, "2 miles"},
		{"en", 40000, "25 miles"},
		{"pl", 800, "0,5 mili"},
		{"pl", 3219, "2 mile"},
	} {
		if got := c.Printer(test.tag).Miles(test.metres); strings.ReplaceAll(got, "\u00a0", " ") != test.want {
			t.Errorf("%s, %d m: %q, want %q", test.tag, test.metres, got, test.want)
		}
	}
}
