package needs_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"frontdoor/kiosk/needs"
	"frontdoor/locales"
)

// finder finds in the words that the glass really shows.
func finder(t testing.TB) (*needs.Finder, func(lang, message string) string, []string) {
	t.Helper()
	catalogue, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, l := range locales.All() {
		tags = append(tags, l.Tag)
	}
	titles := func(lang, message string) string { return catalogue.Printer(lang).T(message) }
	return needs.NewFinder(load(t), titles, tags), titles, tags
}

func best(matches []needs.Match) string {
	if len(matches) == 0 {
		return "nothing"
	}
	return matches[0].Leaf
}

func TestEveryNeedIsFoundByItsOwnName(t *testing.T) {
	f, titles, tags := finder(t)
	for _, lang := range tags {
		for _, leaf := range load(t).Leaves() {
			title := titles(lang, needs.MessageID(leaf))
			got := f.Find(lang, title)
			if best(got) != leaf || got[0].Score < 0.999 {
				t.Errorf("%s: %q finds %v, want %s", lang, title, got, leaf)
			}
		}
	}
}

func TestANeedNamedInAnotherLanguageIsFoundToo(t *testing.T) {
	f, titles, tags := finder(t)
	for _, lang := range tags {
		for _, shown := range []string{"en", "ar"} {
			for _, leaf := range load(t).Leaves() {
				title := titles(lang, needs.MessageID(leaf))
				if got := f.Find(shown, title); best(got) != leaf {
					t.Errorf("%q, typed while the glass is in %s, finds %v, want %s", title, shown, got, leaf)
				}
			}
		}
	}
}

func TestSlipsAndOtherEndingsDoNotMatter(t *testing.T) {
	f, _, _ := finder(t)
	for _, c := range []struct{ lang, words, want string }{
		{"en", "dentsit", "health/dentist"},
		{"en", "DENTIST!!", "health/dentist"},
		{"en", "i need a docter", "health/gp"},
		{"en", "libary", "community/library"},
		{"en", "find job", "work/job"},
		{"en", "my landlord wants eviction", "home/rent"},
		{"en", "fod bank", "money/food-bank"},
		{"en", "pharmacies", "health/pharmacy"},
		{"en", "interpretor", "rights/interpreter"},
		{"pl", "apteki", "health/pharmacy"},
		{"pl", "samotnosc", "mind/lonely"}, // no Polish letters on this keyboard
		{"pl", "tlumacza", "rights/interpreter"},
		{"pl", "biblioteke", "community/library"},
		{"bn", "দাঁতের ডাক্তর", "health/dentist"},
		{"bn", "লাইব্রেরী", "community/library"},
		{"ar", "مكتبه", "community/library"},            // final h for ta marbuta
		{"ar", "مُتَرْجِم", "rights/interpreter"},       // with its vowels
		{"ar", "الصيدلية", "health/pharmacy"},           // with the article
		{"ur", "لائبريري", "community/library"},         // Arabic letters
		{"ur", "ترجمان چاہیے", "rights/interpreter"},    // "I want an interpreter"
		{"zh-Hans", "我要看牙医", "health/dentist"},          // "I want to see a dentist"
		{"zh-Hans", "想学英语", "work/english"},             // "would like to learn English"
		{"en", "কোথায় লাইব্রেরি", "community/library"}, // Bengali on the English glass
		{"pl", "food bank", "money/food-bank"},
	} {
		if got := f.Find(c.lang, c.words); best(got) != c.want {
			t.Errorf("%s: %q finds %v, want %s", c.lang, c.words, got, c.want)
		}
	}
}

func TestWordsForAWholeTopFindItsLeaves(t *testing.T) {
	f, _, _ := finder(t)
	got := f.Find("en", "money")
	if len(got) == 0 || !strings.HasPrefix(got[0].Leaf, "money/") {
		t.Errorf("money finds %v", got)
	}
}

func TestNonsenseFindsNothing(t *testing.T) {
	f, _, _ := finder(t)
	for _, words := range []string{"", " ", "…!?", "\u2067\u2069", "xqzv", "asdf qwer zxcv", "🙂", strings.Repeat("ж", 5000)} {
		if got := f.Find("en", words); len(got) > 0 {
			t.Errorf("%.20q finds %v", words, got)
		}
	}
}

func TestUnknownLanguageFindsInTheOthers(t *testing.T) {
	catalogue := map[string]string{"en need.health.dentist": "Dentist", "pl need.health.dentist": "Dentysta"}
	titles := func(lang, message string) string { return catalogue[lang+" "+message] }
	f := needs.NewFinder(load(t), titles, []string{"en", "pl"})
	if got := f.Find("xx", "dentist"); best(got) != "health/dentist" {
		t.Errorf("finds %v", got)
	}
}

func TestATitleIsAskedForOnlyWhenItsLanguageIsNeeded(t *testing.T) {
	var asked []string
	titles := func(lang, message string) string {
		if message == "need.health.dentist" {
			asked = append(asked, lang)
			return map[string]string{"en": "Dentist", "pl": "Dentysta"}[lang]
		}
		return ""
	}
	f := needs.NewFinder(load(t), titles, []string{"en", "pl"})
	if len(asked) > 0 {
		t.Errorf("a new finder has read %v", asked)
	}
	f.Find("en", "dentist")
	f.Find("en", "dentist")
	if len(asked) != 1 || asked[0] != "en" {
		t.Errorf("one good answer has read %v, want English once", asked)
	}
}

func TestManyMayLookAtOnce(t *testing.T) {
	f, _, tags := finder(t)
	var wg sync.WaitGroup
	for _, lang := range tags {
		wg.Go(func() {
			if got := f.Find(lang, "GP"); best(got) != "health/gp" {
				t.Errorf("%s: GP finds %v", lang, got)
			}
		})
	}
	wg.Wait()
}

func TestMatchesAreWrittenOneOnALine(t *testing.T) {
	var b bytes.Buffer
	if err := needs.WriteMatches(&b, []needs.Match{{"health/gp", 0.9126}, {"health/dentist", 0.5}}); err != nil {
		t.Fatal(err)
	}
	if want := "1\thealth/gp\t0.913\n2\thealth/dentist\t0.500\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

// FuzzFind holds what a screen relies on, whatever was typed: at most MaxMatches needs that
// exist, each once, the best first, and the same ones every time.
func FuzzFind(f *testing.F) {
	for _, words := range []string{"dentist", "دانت میں درد", "我要看牙医", "দাঁত", "\u2067a\u2069", "a\xff", "İı ß", "𝟗𝟗𝟗", "٩٩٩"} {
		f.Add("en", words)
	}
	f.Add("ur", "جی پی")
	find, _, tags := finder(f)
	tree := load(f)
	for _, lang := range tags {
		f.Add(lang, "GP")
	}
	f.Fuzz(func(t *testing.T, lang, words string) {
		got := find.Find(lang, words)
		if len(got) > needs.MaxMatches {
			t.Fatalf("%d matches", len(got))
		}
		seen := map[string]bool{}
		for i, m := range got {
			if _, ok := tree.Leaf(m.Leaf); !ok || seen[m.Leaf] {
				t.Fatalf("match %d is unknown or there twice: %v", i, got)
			}
			seen[m.Leaf] = true
			if !(m.Score > 0 && m.Score <= 1) || i > 0 && m.Score > got[i-1].Score {
				t.Fatalf("match %d is out of order: %v", i, got)
			}
		}
		for i, m := range find.Find(lang, words) {
			if got[i] != m {
				t.Fatalf("the second time gives %v, the first %v", m, got[i])
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	f, _, _ := finder(b)
	for b.Loop() {
		f.Find("en", "my landlord wants me out and i have nowhere to go")
	}
}
