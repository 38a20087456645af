package wording_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// tags are the languages in which whole screens are proved.
var tags = []string{"en", "bn", "ar", "ur", "pl", "zh-Hans"}

func catalogue(t *testing.T) *locales.Catalogue {
	t.Helper()
	c, err := locales.Open()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// raw is a message's id where its words should stand.
var raw = regexp.MustCompile(`\b(fact|right|who|document|kind|reason|source|hours|trust|person|frame|date|distance|language|list|number)\.[a-z0-9]`)

// said says what is wrong with words that a resident reads; nothing when they are well.
func said(text string) string {
	switch {
	case strings.TrimSpace(text) == "":
		return "nothing is said"
	case strings.Contains(text, "<no value>"), strings.Contains(text, "{{"):
		return "something is missing in it"
	case raw.MatchString(text):
		return "a message has no words"
	case strings.Contains(text, "  "), strings.TrimSpace(text) != text:
		return "its spaces are out of place"
	}
	return ""
}

func draw[T any](t *rapid.T, name string, from ...T) T { return rapid.SampledFrom(from).Draw(t, name) }

func anything(t *rapid.T) directory.Answer {
	yes, no := true, false
	flag := func(name string) *bool { return draw(t, name, nil, &yes, &no) }
	s := directory.Service{
		ID: "a", Name: "A", Kind: "gp", Interpreting: flag("interpreting"), StepFree: flag("step-free"), HearingLoop: flag("loop"),
		Languages: draw(t, "languages", nil, []string{"en"}, []string{"bn", "ar", "ur", "pl", "zh-Hans", "en"}),
		Documents: draw(t, "documents", nil, []string{}, []string{"id"}, []string{"id", "proof-of-address", "benefit-letter"}),
		Rights:    draw(t, "rights", nil, []string{"gp-no-proof"}),
		Cost:      draw(t, "cost", nil, &directory.Cost{}, &directory.Cost{Free: true}, &directory.Cost{Note: "nhs-charge"}),
		Phones: draw(t, "phones", nil, []directory.Phone{{Number: "020 7946 0111"}}, []directory.Phone{{Number: "85258", Use: "text", Word: "SHOUT"}},
			[]directory.Phone{{Number: "18001", Use: "relay"}, {Number: "116 123", Free: true}}),
		Eligibility: draw(t, "who", nil, &directory.Eligibility{}, &directory.Eligibility{MinAge: 16}, &directory.Eligibility{MaxAge: 18},
			&directory.Eligibility{MinAge: 40, MaxAge: 74, Who: []string{"women", "worried"}}),
		Location:    draw(t, "location", nil, &directory.Location{}, &directory.Location{Confidential: true}, &directory.Location{Address: []string{"1 Lane"}, Postcode: "E1 6AN", Lat: 51, Lon: 1}),
		Description: draw(t, "description", nil, &directory.Prose{}, &directory.Prose{Lang: "en", Text: "Ask."}),
	}
	a := directory.Answer{
		Service: s, Metres: draw(t, "metres", -1, 0, 1, 160, 805, 1609, 16_093, 400_000), Walk: draw(t, "walk", -1, 0, 1, 2, 5, 22, 45),
		Open: opening(t), Trust: directory.Trust{
			Source: draw(t, "source", "national", "example", "nhs-ods", "dcms-libraries"), Stale: draw(t, "stale", true, false),
			VerifiedOn: draw(t, "verified", directory.Date{}, directory.Date{Year: 2022}, directory.Date{Year: 2026, Month: 2, Day: 1}),
		},
	}
	return a
}

func opening(t *rapid.T) directory.Opening {
	o := directory.Opening{State: draw(t, "state", directory.HoursUnknown, directory.OpenNow, directory.ClosingSoon, directory.Closed, directory.OpenAlways, directory.ByAppointment, directory.HolidayHours, directory.PhoneOnly)}
	switch o.State {
	case directory.OpenNow, directory.ClosingSoon:
		o.At, o.Today = directory.Clock(rapid.IntRange(0, 1439).Draw(t, "at")), true
	case directory.Closed:
		o.At, o.Day = directory.Clock(rapid.IntRange(0, 1439).Draw(t, "at")), time.Weekday(rapid.IntRange(0, 6).Draw(t, "day"))
		o.Today = draw(t, "today", true, false)
		if !o.Today {
			o.Ahead = draw(t, "ahead", 0, 1, 6, 7, 30)
			o.Date = directory.Date{Year: 2026, Month: 12, Day: 1 + o.Ahead%28}
		}
	case directory.HoursUnknown, directory.OpenAlways, directory.ByAppointment, directory.HolidayHours, directory.PhoneOnly:
	}
	return o
}

func TestWhateverIsKnownIsSaidInWordsInEveryLanguage(t *testing.T) {
	words := catalogue(t)
	for _, tag := range tags {
		t.Run(tag, func(t *testing.T) {
			p := words.Printer(tag)
			if p.Tag() != tag {
				t.Fatalf("%s stands in", p.Tag())
			}
			rapid.Check(t, func(t *rapid.T) {
				a := anything(t)
				must := func(what, text string) {
					if wrong := said(text); wrong != "" {
						t.Fatalf("%s: %s: %q", what, wrong, text)
					}
				}
				for _, l := range wording.Lines(p, a) {
					must("line", l.Text)
					if l.Icon == "" {
						t.Fatalf("%q has no icon", l.Text)
					}
				}
				facts := wording.Tags(p, a)
				if len(facts) > 4 {
					t.Fatalf("%d tags: nobody reads so many", len(facts))
				}
				for _, tag := range facts {
					must("tag", tag.Text)
				}
				must("beneath", wording.Beneath(p, a))
				must("opening", wording.Opening(p, a.Open, draw(t, "ring", true, false)).Text)
				if stale := wording.Stale(p, a); a.Trust.Stale {
					must("stale", stale)
				} else if stale != "" {
					t.Fatalf("said to be stale: %q", stale)
				}
			})
		})
	}
}

func TestAPersonIsOfferedInWordsInEveryLanguage(t *testing.T) {
	words := catalogue(t)
	for _, tag := range tags {
		t.Run(tag, func(t *testing.T) {
			p := words.Printer(tag)
			rapid.Check(t, func(t *rapid.T) {
				o := handoff.Offer{
					Best: draw(t, "best", handoff.Desk, handoff.Phone, handoff.NHS), Desk: opening(t),
					Number: draw(t, "number", "", "020 7946 0123"), Calls: opening(t),
				}
				if wrong := said(wording.HelpNow(p, o, handoff.Status{})); wrong != "" {
					t.Fatalf("%s: %q", wrong, wording.HelpNow(p, o, handoff.Status{}))
				}
				ways := wording.Ways(p, o, handoff.Status{})
				nhs, closed := false, false
				for _, w := range ways {
					if said(w.What) != "" || said(w.Beneath) != "" || w.Icon == "" {
						t.Fatalf("%+v", w)
					}
					if strings.ContainsRune(w.Number, ' ') {
						t.Fatalf("%q can be parted over two lines", w.Number)
					}
					if w.Number == "111" {
						nhs = true
						if closed {
							t.Fatal("NHS 111 stands below what is closed")
						}
					}
					closed = closed || w.What == p.T("person.desk")
				}
				if !nhs {
					t.Fatal("nobody is offered who answers day and night")
				}
			})
		})
	}
}

// What the built-in content refers to by an id has words in every language: a typing error in
// an id would otherwise be read out.
func TestAllBuiltInFactsHaveWords(t *testing.T) {
	words := catalogue(t)
	source, err := pack.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	d, err := directory.New(directory.NewMemory(source.Services, source.Postcodes))
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range tags {
		p := words.Printer(tag)
		for _, s := range source.Services {
			a, err := d.Service(t.Context(), s.ID, nil, time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), tag)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range wording.Lines(p, a) {
				if wrong := said(l.Text); wrong != "" {
					t.Errorf("%s in %s: %s: %q", s.ID, tag, wrong, l.Text)
				}
			}
			for _, r := range a.Reasons {
				if !p.Has("reason." + string(r)) {
					t.Errorf("%s: reason.%s has no words", s.ID, r)
				}
			}
			if !p.Has("kind." + s.Kind) {
				t.Errorf("%s: kind.%s has no words", s.ID, s.Kind)
			}
		}
	}
}

func TestChineseSentencesStandWithoutASpaceBetween(t *testing.T) {
	yes := true
	a := directory.Answer{Metres: -1, Walk: -1, Service: directory.Service{StepFree: &yes, HearingLoop: &yes, Cost: &directory.Cost{Free: true}, Eligibility: &directory.Eligibility{MinAge: 16, Who: []string{"women"}}}}
	words := catalogue(t)
	for tag, want := range map[string]string{"zh-Hans": "。", "en": ". ", "pl": ". "} {
		p := words.Printer(tag)
		together := 0
		for _, l := range wording.Lines(p, a) {
			if inner := strings.TrimSuffix(strings.TrimSuffix(l.Text, "。"), "."); strings.Contains(inner, want) {
				together++
			}
			if strings.Contains(l.Text, "。 ") {
				t.Errorf("%s: %q", tag, l.Text)
			}
		}
		if together < 2 {
			t.Errorf("%s: sentences do not stand together as %q", tag, want)
		}
	}
}

func TestAnAddressThatKeepsSomebodySafeIsNeverSaid(t *testing.T) {
	p := catalogue(t).Printer("en")
	a := directory.Answer{Metres: 500, Walk: 9, Service: directory.Service{Location: &directory.Location{Confidential: true, Address: []string{"1 Secret Street"}, Postcode: "E1 6AN"}}}
	for _, l := range wording.Lines(p, a) {
		if strings.Contains(l.Text, "Secret Street") || strings.Contains(l.Text, "6AN") || strings.Contains(l.Text, "mile") {
			t.Errorf("%q", l.Text)
		}
	}
}

func TestOnlyTheYearIsSaidWhereOnlyTheYearIsKnown(t *testing.T) {
	p := catalogue(t).Printer("en")
	got := wording.Checked(p, directory.Trust{Source: "dcms-libraries", VerifiedOn: directory.Date{Year: 2022}})
	if !strings.HasSuffix(got, "2022") || strings.Contains(got, "0 ") || strings.Contains(got, "0\u00a0") {
		t.Errorf("%q", got)
	}
}

// A source that only an editor knows is named as the editor named it, never by its id.
func TestASourceWithoutAMessageGoesByWhoCheckedIt(t *testing.T) {
	p := catalogue(t).Printer("en")
	on := directory.Date{Year: 2026, Month: 11, Day: 16}
	if got := wording.Checked(p, directory.Trust{Source: "leaflet", Assurer: "Meadow Road Residents", VerifiedOn: on}); !strings.HasPrefix(got, "Meadow Road Residents, checked ") {
		t.Errorf("%q", got)
	}
	if got := wording.Checked(p, directory.Trust{Source: "national", Assurer: "Ofcom", VerifiedOn: on}); !strings.HasPrefix(got, "Official pages, checked ") {
		t.Errorf("%q", got)
	}
}

func TestEveryCallIsSaidInWordsInEveryLanguage(t *testing.T) {
	c := catalogue(t)
	for _, l := range locales.All() {
		p := c.Printer(l.Tag)
		for _, phase := range []handoff.Phase{handoff.Asked, handoff.Alerted, handoff.Accepted, handoff.Coming, handoff.Here, handoff.Unanswered} {
			for _, q := range []handoff.Request{{Phase: phase}, {Phase: phase, Late: true}, {Phase: phase, Missed: 1}} {
				title, text := wording.Request(p, q)
				for _, words := range []string{title, text, wording.HelpNow(p, handoff.Offer{}, handoff.Status{Request: &q})} {
					if wrong := said(words); wrong != "" {
						t.Errorf("%s, %s: %q", l.Tag, phase, wrong)
					}
				}
			}
		}
		lines := []handoff.Line{
			{Kind: handoff.LineLanguage, Value: "bn"},
			{Kind: handoff.LineInterpreter, Value: "ur"},
			{Kind: handoff.LineNeed, Value: "health/gp"},
			{Kind: handoff.LinePlace, Value: "here"},
			{Kind: handoff.LinePlace, Value: "E1 6AN"},
			{Kind: handoff.LineService, Value: "Example Surgery"},
		}
		for _, id := range handoff.Access() {
			lines = append(lines, handoff.Line{Kind: handoff.LineAccess, Value: id})
		}
		for _, line := range lines {
			if wrong := said(wording.Told(p, line)); wrong != "" {
				t.Errorf("%s, %s %s: %q", l.Tag, line.Kind, line.Value, wrong)
			}
		}
	}
}

func TestADeskThatWasCalledInVainIsNotPromised(t *testing.T) {
	p := catalogue(t).Printer("en")
	open := handoff.Offer{Desk: directory.Opening{State: directory.OpenNow, At: 17 * 60, Today: true}}
	for want, status := range map[string]handoff.Status{
		p.T("person.desk.go"): {},
		p.T("person.desk"):    {Request: &handoff.Request{Phase: handoff.Unanswered}},
	} {
		found := false
		for _, w := range wording.Ways(p, open, status) {
			found = found || w.What == want
		}
		if !found {
			t.Errorf("%q is not said: %+v", want, wording.Ways(p, open, status))
		}
	}
}
