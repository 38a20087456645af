package locales

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// inBook is the prefix of the ids of the phrasebook's messages, which have files of their own.
const inBook = phrases + "/"

// messages reads a language's files, and those of the phrasebook with inBook before each id.
func messages(t testing.TB, tag string) map[string]map[string]string {
	t.Helper()
	all := folder(t, ".", tag)
	for id, forms := range folder(t, phrases, tag) {
		all[inBook+id] = forms
	}
	return all
}

// folder reads a language's file in a folder as it is: id → form → text. A message
// without forms has the form "other".
func folder(t testing.TB, dir, tag string) map[string]map[string]string {
	t.Helper()
	var raw map[string]any
	b, err := files.ReadFile(path.Join(dir, "active."+tag+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := toml.Decode(string(b), &raw); err != nil {
		t.Fatalf("%s, active.%s.toml: %v", dir, tag, err)
	}
	out := map[string]map[string]string{}
	for id, v := range raw {
		out[id] = map[string]string{}
		switch v := v.(type) {
		case string:
			out[id]["other"] = v
		case map[string]any:
			for form, text := range v {
				if form != "description" {
					out[id][form] = text.(string)
				}
			}
		}
	}
	return out
}

// others are the languages that are written from English.
func others() []Language {
	return slices.DeleteFunc(All(), func(l Language) bool { return l.Tag == source })
}

func TestEveryLanguageSaysEveryMessage(t *testing.T) {
	english := messages(t, source)
	for _, l := range All() {
		theirs := messages(t, l.Tag)
		for id := range english {
			if _, ok := theirs[id]; !ok {
				t.Errorf("%s does not say %q", l.Tag, id)
			}
		}
		for id, forms := range theirs {
			if _, ok := english[id]; !ok {
				t.Errorf("%s says %q, which English does not have", l.Tag, id)
			}
			for _, text := range forms {
				if trimmed := strings.TrimSpace(text); trimmed == "" || id != "list.comma" && trimmed != text {
					t.Errorf("%s, %q is empty or has space at its ends: %q", l.Tag, id, text)
				}
			}
		}
	}
}

func TestEveryMessageTellsTheTranslatorWhatItIs(t *testing.T) {
	for _, dir := range []string{".", phrases} {
		var raw map[string]struct{ Description string }
		b, err := files.ReadFile(path.Join(dir, "active.en.toml"))
		if err != nil {
			t.Fatal(err)
		}
		if err := toml.Unmarshal(b, &raw); err != nil {
			t.Fatal(err)
		}
		for id, m := range raw {
			if m.Description == "" {
				t.Errorf("%s: %q has no description", dir, id)
			}
		}
	}
}

var (
	blank   = regexp.MustCompile(`\{\{[^}]*\}\}`)
	figures = regexp.MustCompile(`[0-9]+`)
)

func TestBlanksAndFiguresAreTheSameInEveryLanguage(t *testing.T) {
	english := messages(t, source)
	for _, l := range All() {
		for id, forms := range messages(t, l.Tag) {
			want := english[id]["other"]
			for form, text := range forms {
				if w, g := found(blank, want), found(blank, text); !slices.Equal(w, g) {
					t.Errorf("%s, %q, %s: blanks %v, want %v", l.Tag, id, form, g, w)
				}
				w, g := found(figures, blank.ReplaceAllString(want, "")), found(figures, blank.ReplaceAllString(text, ""))
				if !slices.Equal(w, g) && !strings.HasPrefix(id, "date.month.") { // Chinese months are figures
					t.Errorf("%s, %q, %s: figures %v, want %v", l.Tag, id, form, g, w)
				}
				for _, r := range text {
					if unicode.Is(unicode.Nd, r) && r > 0x7f {
						t.Errorf("%s, %q: %c is not on the signs of London", l.Tag, id, r)
					}
				}
			}
		}
	}
}

func found(re *regexp.Regexp, s string) []string {
	all := re.FindAllString(s, -1)
	slices.Sort(all)
	return all
}

// Names that a resident has to recognise on a sign, say on the telephone or type as they are.
func TestNamesStayAsTheyAre(t *testing.T) {
	english := messages(t, source)
	for _, name := range []string{"NHS", "GP", "BSL", "999bsl.co.uk", "REGISTER", "Relay UK", "Healthy Start", "National Insurance", "Council Tax", "eVisa", "English, please help", "E1 6AN"} {
		for _, l := range others() {
			theirs := messages(t, l.Tag)
			for id := range english {
				if strings.Contains(english[id]["other"], name) && !strings.Contains(theirs[id]["other"], name) {
					t.Errorf("%s, %q has lost %q: %s", l.Tag, id, name, theirs[id]["other"])
				}
			}
		}
	}
}

// What staff are shown is in English whoever shows it.
func TestTheCardForStaffIsEnglishInEveryLanguage(t *testing.T) {
	want := messages(t, source)["person.say-english"]["other"]
	for _, l := range others() {
		if got := messages(t, l.Tag)["person.say-english"]["other"]; got != want {
			t.Errorf("%s: %q, want %q", l.Tag, got, want)
		}
	}
}

// denies reports whether an English sentence denies something. Two say it without a "not".
func denies(id, text string) bool {
	return strings.HasPrefix(id, "fact.step-free") ||
		regexp.MustCompile(`(?i)\b(not|no|never|cannot|nothing|nobody|nowhere|without)\b|n[’']t\b`).MatchString(text)
}

// denials are how each language says "not". A word counts whole, so that the না within
// ঠিকানা, an address, denies nothing; one that ends with an asterisk counts by its beginning,
// one that begins with it by its end. Chinese has no spaces, so its signs count anywhere.
var denials = map[string][]string{
	"bn":      {"না", "নেই", "নয়", "নই", "*নি"},
	"pl":      {"nie", "bez", "nieznan*", "nikt"},
	"ar":      {"لا", "ليس", "ليست", "لست", "لم", "غير", "بدون", "عدم", "تعذر", "تعذرت"},
	"ur":      {"نہیں", "نہ", "بے"},
	"zh-Hans": {"不", "没", "无", "未"},
}

func TestNoLanguageLosesANot(t *testing.T) {
	english := messages(t, source)
	count := 0
	for _, l := range others() {
		if len(denials[l.Tag]) == 0 {
			t.Errorf("how does %s say not? Add it to denials", l.Tag)
		}
		theirs := messages(t, l.Tag)
		for id, forms := range english {
			if id == "person.say-english" || !denies(id, forms["other"]) {
				continue
			}
			count++
			if text := theirs[id]["other"]; !denied(text, denials[l.Tag]) {
				t.Errorf("%s, %q: nothing is denied in %q, which says %q", l.Tag, id, text, forms["other"])
			}
		}
	}
	if count < 100 {
		t.Errorf("only %d messages were looked at", count)
	}
}

func denied(text string, words []string) bool {
	said := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) })
	return slices.ContainsFunc(words, func(w string) bool {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.Is(unicode.Han, first) {
			return strings.Contains(text, w)
		}
		return slices.ContainsFunc(said, func(s string) bool {
			if begin, ok := strings.CutSuffix(w, "*"); ok {
				return strings.HasPrefix(s, begin)
			}
			if end, ok := strings.CutPrefix(w, "*"); ok {
				return strings.HasSuffix(s, end)
			}
			return s == w
		})
	})
}

func TestANotWithinAnotherWordDoesNotCount(t *testing.T) {
	for _, c := range []struct {
		tag, text string
		want      bool
	}{
		{"bn", "আপনার ঠিকানার প্রমাণ লাগবে", false},
		{"bn", "আপনার ঠিকানার প্রমাণ লাগবে না", true},
		{"pl", "Niektóre osoby płacą", false},
		{"pl", "Nie ma schodów", true},
		{"ar", "اتصل أولًا", false},
	} {
		if got := denied(c.text, denials[c.tag]); got != c.want {
			t.Errorf("%s: %q denies: %v, want %v", c.tag, c.text, got, c.want)
		}
	}
}

// A message that counts has every form that its language uses for whole numbers; where one
// is missing, the resident would read English in the middle of their language.
func TestEveryPluralFormIsThere(t *testing.T) {
	names := map[plural.Form]string{
		plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
	}
	english := messages(t, source)
	for _, l := range All() {
		needed := map[string]bool{"other": true}
		for n := range 1001 {
			needed[names[plural.Cardinal.MatchPlural(language.MustParse(l.Tag), n, 0, 0, 0, 0)]] = true
		}
		for id, forms := range messages(t, l.Tag) {
			if _, counts := english[id]["one"]; !counts {
				continue
			}
			for form := range needed {
				if forms[form] == "" {
					t.Errorf("%s, %q has no form for %q", l.Tag, id, form)
				}
			}
		}
	}
}

func TestButtonsAreNamedAsTheyAreLabelled(t *testing.T) {
	for _, l := range All() {
		m := messages(t, l.Tag)
		if label := m["place.here"]["other"]; !strings.Contains(m["place.fault.unknown"]["other"], label) {
			t.Errorf("%s: %q does not name the button %q", l.Tag, m["place.fault.unknown"]["other"], label)
		}
	}
}

// A card has room for two lines of about eighteen letters.
func TestCardsHaveShortTitles(t *testing.T) {
	for _, l := range All() {
		for id, forms := range messages(t, l.Tag) {
			card := strings.HasPrefix(id, "need.") && strings.Count(id, ".") == 1
			limit := 50
			if card {
				limit = 36
			}
			if n := utf8.RuneCountInString(forms["other"]); (card || strings.HasPrefix(id, "need.")) && n > limit {
				t.Errorf("%s, %q has %d letters, at most %d: %s", l.Tag, id, n, limit, forms["other"])
			}
		}
	}
}

func TestIsolatesAreClosed(t *testing.T) {
	for _, l := range All() {
		for id, forms := range messages(t, l.Tag) {
			for _, text := range forms {
				depth := 0
				for _, r := range text {
					switch r {
					case '\u2066', '\u2067', '\u2068':
						depth++
					case '\u2069':
						depth--
					}
					if depth < 0 || depth > 1 {
						break
					}
				}
				if depth != 0 {
					t.Errorf("%s, %q opens and closes isolates unevenly: %+q", l.Tag, id, text)
				}
			}
		}
	}
}

func TestTheListOfLanguagesAgreesWithTheirWords(t *testing.T) {
	c := catalogue(t)
	for _, l := range All() {
		if tag, err := language.Parse(l.Tag); err != nil || tag.String() != l.Tag {
			t.Errorf("%q is not how the tag is written: %v, %v", l.Tag, tag, err)
		}
		rtl := strings.ContainsFunc(l.Name, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) })
		if rtl != l.RTL {
			t.Errorf("%s: right to left is %v, and it calls itself %q", l.Tag, l.RTL, l.Name)
		}
		if got := c.Printer(l.Tag).T("attract.greeting"); got != l.Greeting {
			t.Errorf("%s greets with %q here and %q there", l.Tag, l.Greeting, got)
		}
		if l.Name == "" || l.English == "" || l.Person == "" {
			t.Errorf("something is missing: %+v", l)
		}
	}
}
