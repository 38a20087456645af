package typeset

import (
	"slices"
	"strings"
	"testing"
)

func TestIsolateKeepsANumberTogether(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a telephone number", "020 7946 0958", "\u2066020\u00a07946\u00a00958\u2069"},
		{"a range of hours", "9:00–17:30", "\u20669\u2060:\u206000\u2060–\u206017\u2060:\u206030\u2069"},
		{"a postcode", "E1 6AN", "\u2066E1\u00a06AN\u2069"},
		{"already isolated", Isolate("E1 6AN"), "\u2066E1\u00a06AN\u2069"},
		{"white space of all kinds", " 020\t7946 \n 0958 ", "\u2066020\u00a07946\u00a00958\u2069"},
		{"marks of direction that telephones add", "\u202d020 7946\u202c", "\u2066020\u00a07946\u2069"},
		{"accents", "Café", "\u2066Café\u2069"},
		{"nothing", "", ""},
		{"only white space", " \t", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Isolate(c.in); got != c.want {
				t.Errorf("Isolate(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestWhatIsIsolatedHasNoPlaceToBreak(t *testing.T) {
	e := NewEngine()
	for _, text := range []string{"020 7946 0958", "9:00–17:30", "24/7", "www.example.org/find?a=b-c&d=e#f_g", "someone@example.org", "(020) 7946-0958"} {
		for _, lang := range languages {
			if got := linesOf(e, Isolate(text), Style{Lang: lang, Size: 20}, e.LongestWord(Isolate(text), Style{Lang: lang, Size: 20})); len(got) != 1 {
				t.Errorf("%s: %q has places to break: %q", lang, text, got)
			}
			s := e.take()
			m := e.measure(s, []rune(Isolate(text)), Style{Lang: lang, Size: 20})
			if b := s.breaksOf(m); len(b.words) != 1 {
				t.Errorf("%s: %q may break at %v", lang, text, b.words)
			}
			e.give(s)
		}
	}
}

func TestDeleteLastTakesWhatAPersonSeesAsOneCharacter(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"a letter", "ab", "a"},
		{"the only letter", "a", ""},
		{"a letter and its accent", "cafe\u0301", "caf"},
		{"a Bengali letter and its vowel", "ডাকি", "ডা"},
		{"an Arabic letter and its vowels", "مكّ\u064e", "م"},
		{"an Urdu letter", "مجھے", "مجھ"},
		{"a Chinese character", "欢迎", "欢"},
		{"a family", "a👨\u200d👩\u200d👧", "a"},
		{"two lines", "a\r\n", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := DeleteLast(c.in); got != c.want {
				t.Errorf("DeleteLast(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestParagraphsHaveNoStrayWhiteSpace(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"one", []string{"one"}},
		{"  one \t two  ", []string{"one two"}},
		{"one\r\ntwo\rthree\u2028four\u2029five", []string{"one", "two", "three", "four", "five"}},
		{"one \n\n two\n", []string{"one", "", "two"}},
		{"soft\u00adhyphen\ufeff \x00bell\a", []string{"softhyphen bell"}},
		{"no\u00a0break", []string{"no\u00a0break"}},
		{"wide\u3000space", []string{"wide\u3000space"}},
		{"", []string{""}},
	} {
		var got []string
		for _, p := range paragraphs(c.in) {
			got = append(got, string(p))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("paragraphs(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDirectionFollowsTheScript(t *testing.T) {
	for lang, want := range map[string]bool{
		"en": false, "bn": false, "pl": false, "zh-Hans": false, "zh-Hant": false, "so": false, "pa": false, "ku": false, "": false,
		"ar": true, "ur": true, "fa": true, "ps": true, "ckb": true, "he": true, "yi": true, "ur-PK": true, "AR": true,
		"pa-Arab": true, "pa-Arab-PK": true, "ku-Arab": true, "ur-Latn": false,
	} {
		if got := RTL(lang); got != want {
			t.Errorf("RTL(%q) = %v", lang, got)
		}
	}
}

func TestLinesAreAsHighAsTheirScriptNeeds(t *testing.T) {
	for lang, want := range map[string]float32{
		"en": 1.35, "pl": 1.35, "uk": 1.35, "": 1.35, "bn": 1.5, "syl": 1.5, "ar": 1.6, "fa": 1.6, "ur": 1.9, "zh-Hans": 1.45, "zh-Hant": 1.45,
	} {
		if got := LineHeight(lang); got != want {
			t.Errorf("LineHeight(%q) = %v, want %v", lang, got, want)
		}
	}
}

func TestALanguageIsDrawnInItsOwnFace(t *testing.T) {
	for _, c := range []struct{ lang, text, family string }{
		{"en", "Welcome", latin},
		{"pl", "Źdźbło", latin},
		{"uk", "Їжак", latin},
		{"bn", "আমার", bengali},
		{"ar", "أحتاج", naskh},
		{"ur", "ضرورت", nastaliq},
		{"zh-Hans", "欢迎", simplified},
		{"ur", "NHS", latin},
		{"ar", "111", latin},
		{"zh-Hans", "拨打111", simplified + " " + latin},
		{"en", "العربية", naskh}, // in the chooser of languages
		{"en", "→", signs},
		{"ar", "أ→", naskh + " " + signs},
	} {
		e := NewEngine()
		s := e.take()
		text := []rune(c.text)
		st := Style{Lang: c.lang, Size: 20}
		var got []string
		for _, in := range e.parts(s, text, Levels(text, -1), st) {
			got = append(got, s.nameOf(t, in).family)
		}
		if strings.Join(got, " ") != c.family {
			t.Errorf("%s %q is drawn in %v, want %s", c.lang, c.text, got, c.family)
		}
	}
}
