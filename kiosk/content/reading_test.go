package content

import (
	"math"
	"strings"
	"testing"

	"frontdoor/kiosk/directory"
)

func TestSyllablesAreCountedAsTheyAreSpoken(t *testing.T) {
	for word, want := range map[string]int{
		"cat": 1, "the": 1, "help": 1, "people": 2, "table": 2, "make": 1, "makes": 1, "houses": 2, "needed": 2, "checked": 1,
		"money": 2, "library": 3, "interpreter": 4, "eligible": 4, "appointment": 3, "a": 1, "30": 1, "x": 1, "be": 1, "agree": 2,
	} {
		if got := syllables(word); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}

// The formula is the published one: worked out by hand for two sentences of four and eight
// words with thirteen syllables.
func TestTheReadingAgeIsThatOfFleschAndKincaid(t *testing.T) {
	parts := sentences("Come in and sit. You can talk to us about a letter.")
	want := 0.39*12/2 + 11.8*14/12 - 15.59 + 5
	if got := readingAge(parts...); len(parts) != 2 || math.Abs(got-want) > 1e-9 {
		t.Errorf("%d sentences, age %.2f, want %.2f: %+v", len(parts), got, want, parts)
	}
	if got := readingAge(sentences("")...); got != 0 {
		t.Errorf("of nothing: %.2f", got)
	}
}

func TestAHardTextIsPointedAtWithWhatToDo(t *testing.T) {
	long := "Applicants who are experiencing difficulties with their accommodation arrangements may be eligible for discretionary assistance subject to individual assessment of their circumstances by the responsible authority."
	cases := map[string]struct {
		text           string
		refused, asked bool
		mend           string
	}{
		"easy":                {"Come in. We can help you to fill in a form.", false, false, ""},
		"not as plain":        {"The advisers have information about immigration.", true, false, `Say "advisers", "information", "immigration" with shorter words`},
		"a warning":           {"Come in and ask us about your benefits and other money problems, or ring us if you cannot come here yourself.", false, true, `Make two or more sentences of its 21 words, and say "benefits"`},
		"refused":             {"Ring us. " + long, true, false, `sentences of its 26 words, and say "Applicants", "experiencing"`},
		"names cost nothing":  {"Ask for Mohammed Abdurrahman at the Association of Bangladeshi Pensioners.", false, false, ""},
		"letters cost little": {"Text REGISTER to 999. When an answer comes, text YES.", false, false, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			faults, warnings := plain(directory.Service{Description: &directory.Prose{Lang: "en", Text: c.text}})
			if (len(faults) > 0) != c.refused || (len(warnings) > 0) != c.asked {
				t.Fatalf("%v, %v", faults, warnings)
			}
			for _, p := range append(faults, warnings...) {
				if !strings.Contains(p.mend, c.mend) {
					t.Errorf("%q, want %q", p.mend, c.mend)
				}
			}
		})
	}
	alert := directory.Service{Alerts: []directory.Alert{{Text: &directory.Prose{Lang: "en-GB", Text: long}}}}
	if faults, _ := plain(alert); len(faults) != 1 {
		t.Errorf("of news: %v", faults)
	}
	polish := directory.Service{Description: &directory.Prose{Lang: "pl", Text: long}}
	if faults, warnings := plain(polish); len(faults)+len(warnings) > 0 {
		t.Errorf("of another language: %v %v", faults, warnings)
	}
}

func TestTheBuiltInContentIsPlain(t *testing.T) {
	s, err := Builtin(func(string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Warnings) > 0 {
		t.Errorf("%v", s.Warnings)
	}
	prose := 0
	for _, one := range s.Services {
		if one.Description != nil {
			prose++
		}
	}
	if prose < 12 {
		t.Errorf("only %d texts were read", prose)
	}
}

// Nobody mends the words of others: they are counted, and keep nothing from being built.
func TestImportedProseIsCountedAndNotRefused(t *testing.T) {
	text := `imported = true
[defaults]
source = "example"
verified_on = "2026-11-16"
[[service]]
id = "a"
name = "A"
kind = "charity"
needs = ["x"]
everywhere = true
description = { lang = "en", text = "Applicants experiencing difficulties may be eligible for discretionary assistance." }
`
	known := func(string) bool { return true }
	_, faults, warnings := new(Source).readServices("a.toml", []byte(text), known, map[string]string{})
	if len(faults) > 0 || len(warnings) != 1 || !strings.Contains(warnings[0].What, "1 of its English texts") {
		t.Errorf("%v, %v", faults, warnings)
	}
	own := strings.Replace(text, "imported = true\n", "", 1)
	if _, faults, _ = new(Source).readServices("a.toml", []byte(own), known, map[string]string{}); len(faults) != 1 {
		t.Errorf("of an editor's own: %v", faults)
	}
}
