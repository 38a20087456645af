package wording_test

import (
	"slices"
	"strings"
	"testing"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/wording"
)

func TestEveryReasonFilterAndWhatIsLeftOutHasWords(t *testing.T) {
	words := catalogue(t)
	reasons := []directory.Reason{
		directory.ReasonDanger, directory.ReasonNearest, directory.ReasonNear, directory.ReasonOpen, directory.ReasonLanguage,
		directory.ReasonStepFree, directory.ReasonHearingLoop, directory.ReasonInterpreter, directory.ReasonQuiet, directory.ReasonFree,
		directory.ReasonRight, directory.ReasonNational, directory.ReasonNeed,
	}
	for _, tag := range tags {
		p := words.Printer(tag)
		for _, r := range reasons {
			if !p.Has("reason." + string(r)) {
				t.Errorf("%s: reason.%s", tag, r)
			}
			if wrong := said(wording.Why(p, directory.Answer{Reasons: []directory.Reason{r}})); wrong != "" {
				t.Errorf("%s, %s: %s", tag, r, wrong)
			}
		}
		for _, f := range directory.Filters() {
			if wrong := said(wording.Filter(p, f, "bn")); wrong != "" || wording.Filter(p, f, "bn") == string(f) {
				t.Errorf("%s, %s: %q", tag, f, wording.Filter(p, f, "bn"))
			}
			for _, n := range []int{1, 2, 5, 12, 60} {
				text := wording.LeftOut(p, []directory.Left{{Count: n}, {Filter: f, Count: n + 1}})
				if wrong := said(text); wrong != "" {
					t.Errorf("%s, %s: %s: %q", tag, f, wrong, text)
				}
			}
		}
	}
	if got := wording.Filter(words.Printer("en"), directory.FilterLanguage, "ur"); !strings.Contains(got, "Urdu") {
		t.Errorf("beside Urdu, the choice is %q", got)
	}
	english := wording.LeftOut(words.Printer("en"), []directory.Left{{Count: 3}, {Filter: directory.FilterOpen, Count: 12}})
	if !strings.Contains(english, "3 left out") || !strings.Contains(english, "12 left out: we do not know when they are open.") {
		t.Errorf("%q", english)
	}
}

// What is known is one line, the same facts for the glass, paper and speech.
func TestTheFactLineSaysWhatIsKnownAndNothingElse(t *testing.T) {
	yes, no := true, false
	known := directory.Answer{
		Open: directory.Opening{State: directory.OpenNow, At: 18*60 + 30},
		Service: directory.Service{
			Cost: &directory.Cost{Free: true}, StepFree: &yes, Languages: []string{"bn"}, Documents: []string{},
		},
	}
	words := catalogue(t)
	for tag, want := range map[string]string{
		"en": "Open until 18:30. Free. Step-free. Bring nothing.",
		"bn": "18:30 পর্যন্ত খোলা। তাঁরা বাংলা বলেন। বিনামূল্যে। সিঁড়ি নেই। কিছু আনতে হবে না।",
	} {
		plain := strings.NewReplacer("\u2066", "", "\u2067", "", "\u2069", "", "\u00a0", " ").Replace(wording.Facts(words.Printer(tag), known))
		if plain != want {
			t.Errorf("%s: %q, want %q", tag, plain, want)
		}
	}
	unknown := directory.Answer{Open: directory.Opening{State: directory.HoursUnknown}, Service: directory.Service{StepFree: &no, Documents: []string{"id"}, Cost: &directory.Cost{Note: "nhs-charge"}}}
	if got := wording.Facts(words.Printer("en"), unknown); got != "" {
		t.Errorf("of what is not known: %q", got)
	}
}

func TestAnOldFactSaysSoInTheListBeforeAnythingElse(t *testing.T) {
	words := catalogue(t)
	for _, tag := range tags {
		p := words.Printer(tag)
		a := directory.Answer{
			Trust: directory.Trust{Stale: true}, Reasons: []directory.Reason{directory.ReasonNearest},
			Service: directory.Service{Cost: &directory.Cost{Free: true}, Rights: []string{"gp-no-proof"}, Languages: []string{tag}},
		}
		for _, phones := range [][]directory.Phone{nil, {{Number: "020 7946 0111"}}} {
			a.Service.Phones = phones
			got := wording.Tags(p, a)
			if got[0].Tone != wording.Care {
				t.Errorf("%s: the first is %+v", tag, got[0])
			}
			if slices.ContainsFunc(got, func(t wording.Tag) bool { return t.Tone == wording.Good }) {
				t.Errorf("%s: something old is said as good: %+v", tag, got)
			}
		}
	}
}

func TestProseInEnglishOnlyIsMarkedForWhoReadsAnother(t *testing.T) {
	words := catalogue(t)
	a := directory.Answer{Service: directory.Service{Description: &directory.Prose{Lang: "en", Text: "Come in."}}}
	for _, tag := range tags {
		lines := wording.Lines(words.Printer(tag), a)
		at := slices.IndexFunc(lines, func(l wording.Line) bool { return l.Text == "Come in." })
		marked := at > 0 && strings.Contains(lines[at-1].Text, words.Printer(tag).T("trust.english-only"))
		if at < 0 || marked != (tag != "en") {
			t.Errorf("%s: %+v", tag, lines)
		}
	}
}

func TestARightIsSaidInTheResidentsLanguageAndInEnglish(t *testing.T) {
	words := catalogue(t)
	rights, err := pack.Rights()
	if err != nil {
		t.Fatal(err)
	}
	english := words.Printer("en")
	for _, r := range rights {
		for _, tag := range tags {
			p := words.Printer(tag)
			card := wording.RightCard(p, english, directory.Card{Right: r.ID, Trust: directory.Trust{
				Source: r.Assurance.Source, Assurer: r.Assurance.Assurer, VerifiedOn: r.Assurance.VerifiedOn, Stale: true,
			}})
			if said(card.Says) != "" || said(card.Checked) != "" || said(card.Stale) != "" || !strings.Contains(card.Checked, r.Assurance.Assurer) {
				t.Errorf("%s, %s: %+v", tag, r.ID, card)
			}
			if (card.English == "") != (tag == "en") || tag != "en" && card.English == card.Says {
				t.Errorf("%s, %s: in English %q", tag, r.ID, card.English)
			}
			if !p.Has("right."+r.ID) || !p.Has("right."+r.ID+".short") {
				t.Errorf("%s, %s has no words", tag, r.ID)
			}
		}
	}
}
