package phrasebook_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"frontdoor/kiosk/phrasebook"
	"frontdoor/locales"
)

func every() []phrasebook.Phrase {
	var all []phrasebook.Phrase
	for _, g := range phrasebook.Groups() {
		all = append(all, phrasebook.In(g)...)
	}
	return all
}

func TestTheBookIsWholeAndBothCanSpeak(t *testing.T) {
	said := map[phrasebook.Says]int{}
	seen := map[string]bool{}
	for _, p := range every() {
		if seen[p.Key()] {
			t.Errorf("%s stands twice in the book", p.Key())
		}
		seen[p.Key()] = true
		said[p.Says]++
		if got, ok := phrasebook.Find(p.Key()); !ok || got.Key() != p.Key() {
			t.Errorf("%s is not found", p.Key())
		}
		switch p.Says {
		case phrasebook.Staff, phrasebook.Resident, phrasebook.Both:
		default:
			t.Errorf("%s is said by %q", p.Key(), p.Says)
		}
	}
	if len(seen) < 150 || said[phrasebook.Staff] < 60 || said[phrasebook.Resident] < 60 {
		t.Errorf("%d phrases: %v", len(seen), said)
	}
	for _, g := range phrasebook.Groups() {
		groups := map[phrasebook.Says]bool{}
		for _, p := range phrasebook.In(g) {
			groups[p.Says] = true
		}
		if !groups[phrasebook.Both] && (!groups[phrasebook.Staff] || !groups[phrasebook.Resident]) {
			t.Errorf("in %s only one of two people can speak", g)
		}
	}
}

// A blank that the book does not have cannot be filled, and one that the words do not have is
// never seen.
func TestBlanksOfTheWordsAreThoseOfTheBook(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range locales.All() {
		p := words.Phrases(l.Tag)
		for _, ph := range every() {
			pairs := []any{}
			for _, k := range ph.Blanks {
				if k == "" || phrasebook.Options(k, "") == nil && k != phrasebook.Number {
					t.Errorf("%s has a blank of the kind %q", ph.Key(), k)
				}
				pairs = append(pairs, strings.ToUpper(string(k[:1]))+string(k[1:]), "\x00"+string(k)+"\x00")
			}
			text := p.T("phrase."+ph.Group+"."+ph.ID, pairs...)
			if strings.HasPrefix(text, "phrase.") || strings.Contains(text, "no value") {
				t.Errorf("%s: %s is said as %q", l.Tag, ph.Key(), text)
			}
			for _, k := range ph.Blanks {
				if strings.Count(text, "\x00"+string(k)+"\x00") != 1 {
					t.Errorf("%s: the %s of %s stands not once in %q", l.Tag, k, ph.Key(), text)
				}
			}
			if regexp.MustCompile(`\{\{|\}\}`).MatchString(text) {
				t.Errorf("%s: %s", l.Tag, text)
			}
		}
	}
}

func TestEveryChoiceAndEveryGroupHasWords(t *testing.T) {
	words, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range locales.All() {
		p := words.Phrases(l.Tag)
		for _, k := range []phrasebook.Kind{phrasebook.Day, phrasebook.Place, phrasebook.Document} {
			said := map[string]string{}
			for _, v := range phrasebook.Options(k, "") {
				text := p.T(phrasebook.MessageID(k, v))
				if text == phrasebook.MessageID(k, v) {
					t.Errorf("%s has no word for %s %s", l.Tag, k, v)
				}
				if other := said[text]; other != "" {
					t.Errorf("%s: %s and %s are both %q", l.Tag, v, other, text)
				}
				said[text] = v
			}
		}
		for _, g := range phrasebook.Groups() {
			if !p.Has("group." + g) {
				t.Errorf("%s has no name for the group %s", l.Tag, g)
			}
		}
	}
}

func TestOnlyWhatCanBeChosenFitsIntoABlank(t *testing.T) {
	for _, c := range []struct {
		kind          phrasebook.Kind
		chosen, value string
		fits          bool
	}{
		{phrasebook.Time, "", "10:", true},
		{phrasebook.Time, "10:", "10:35", true},
		{phrasebook.Time, "", "10:35", false},
		{phrasebook.Time, "10:", "11:35", false},
		{phrasebook.Time, "10:", "10:61", false},
		{phrasebook.Time, "", "24:", false},
		{phrasebook.Time, "10:35", "09:", true},
		{phrasebook.Day, "", "tomorrow", true},
		{phrasebook.Day, "", "Monday", false},
		{phrasebook.Place, "", "floor-1", true},
		{phrasebook.Place, "", "my flat", false},
		{phrasebook.Document, "", "passport", true},
		{phrasebook.Document, "", "", false},
		{phrasebook.Number, "", "27", true},
		{phrasebook.Number, "", "12345", false},
		{phrasebook.Number, "", "2a", false},
		{phrasebook.Number, "", "", false},
		{"name", "", "Somebody", false},
	} {
		if got := phrasebook.Fits(c.kind, c.chosen, c.value); got != c.fits {
			t.Errorf("%s %q after %q fits: %v, want %v", c.kind, c.value, c.chosen, got, c.fits)
		}
	}
}

func TestEveryPhraseCanBeAnswered(t *testing.T) {
	for _, p := range every() {
		answers := phrasebook.Answers(p)
		if len(answers) < 2 {
			t.Errorf("%s has the answers %v", p.Key(), answers)
		}
		if slices.ContainsFunc(answers, func(a phrasebook.Phrase) bool { return a.Key() == p.Key() }) {
			t.Errorf("%s answers itself", p.Key())
		}
	}
}

func TestAPhraseThatIsNotThereIsNotFound(t *testing.T) {
	if p, ok := phrasebook.Find("greeting/secret"); ok || len(phrasebook.In("nothing")) != 0 {
		t.Errorf("%+v", p)
	}
}
