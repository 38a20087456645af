package kiosk

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdoor/kiosk/content"
	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/needs"
	"frontdoor/kiosk/pack"
	"frontdoor/kiosk/site"
	"frontdoor/kiosk/wording"
	"frontdoor/locales"
)

// A shelfful is content with everything that is needed to ask a kiosk for it.
type shelfful struct {
	services map[string]directory.Service
	ids      []string
	rights   []directory.Right
	dates    []directory.Date // on which something has to be checked, or ends
	runtime  *Core
	words    *locales.Catalogue
	london   *time.Location
}

func day(n int) directory.Date {
	y, m, d := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Date()
	return directory.Date{Year: y, Month: m, Day: d}
}

// generated are services that differ in what is known of them and in until when.
func generated(leaves []string) []directory.Service {
	r := rand.New(rand.NewPCG(11, 24))
	maybe := func() *bool {
		yes := r.IntN(2) == 0
		return []*bool{nil, &yes}[r.IntN(2)]
	}
	vouched := func() directory.Assurance {
		n := r.IntN(900)
		return directory.Assurance{Source: "example", Assurer: "a neighbour", VerifiedOn: day(n - 400), ExpiresOn: day(n)}
	}
	var all []directory.Service
	for i := range 300 {
		s := directory.Service{
			ID: fmt.Sprintf("made-%03d", i), Name: fmt.Sprintf("Place %03d", i), Kind: "charity", Needs: []string{leaves[i%len(leaves)], "health/gp"}, Assurance: vouched(),
			Everywhere: i%3 == 0, StepFree: maybe(), HearingLoop: maybe(), QuietSpace: maybe(), Interpreting: maybe(),
		}
		if i%3 > 0 {
			s.Location = &directory.Location{Address: []string{"Lane"}, Postcode: "QX1 6AN", Lat: 51.5 + r.Float64()/50, Lon: -0.08}
		}
		if r.IntN(2) == 0 {
			s.Phones = []directory.Phone{{Number: "020 7946 0190"}}
		}
		if r.IntN(2) == 0 {
			s.Cost, s.Languages, s.Documents = &directory.Cost{Free: true}, []string{"bn", "ur"}, []string{}
		}
		if r.IntN(3) == 0 {
			s.Rights = []string{"gp-no-proof", "pharmacy-first"}
		}
		s.Hours = madeHours(r)
		if s.Hours != nil && r.IntN(2) == 0 {
			a := vouched()
			s.Hours.Assurance = &a
		}
		for range r.IntN(3) {
			a := vouched()
			from := r.IntN(900)
			s.Alerts = append(s.Alerts, directory.Alert{
				Kind: []directory.AlertKind{directory.AlertClosed, directory.AlertMoved, directory.AlertHours, directory.AlertPhone, directory.AlertFull}[r.IntN(5)],
				From: day(from), Until: day(from + r.IntN(200)), Assurance: &a,
			})
		}
		all = append(all, s)
	}
	return all
}

func madeHours(r *rand.Rand) *directory.Hours {
	h := &directory.Hours{}
	switch r.IntN(5) {
	case 0:
		return nil
	case 1:
		h.Always = true
	case 2:
		h.ByAppointment = true
	case 3:
		h.Schedules = []directory.Schedule{{Freq: directory.Monthly, ByDay: []directory.ByDay{{Nth: 1, Day: time.Tuesday}}, Span: directory.Span{Open: 600, Close: 720}}}
	default:
		for d := range 7 {
			h.Week[d] = []directory.Span{{Open: 5 * r.IntN(100), Close: 600 + 5*r.IntN(160)}}
		}
	}
	return h
}

// everything returns all built-in content and a generated pack of many more, as a kiosk has them.
func everything(t *testing.T) *shelfful {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	tree, err := needs.Load()
	must(err)
	source, err := content.Builtin(func(string) bool { return true })
	must(err)
	more, err := content.Merge(source, content.Source{Services: generated(tree.Leaves())})
	must(err)
	file := filepath.Join(t.TempDir(), "all.pack")
	must(content.Build(more, file))
	all, err := pack.Open(file)
	must(err)
	t.Cleanup(func() { must(all.Close()) })

	f := &shelfful{services: map[string]directory.Service{}}
	f.rights, err = pack.Rights()
	must(err)
	f.words, err = locales.Open()
	must(err)
	f.london, err = time.LoadLocation("Europe/London")
	must(err)
	dir, err := directory.New(all, f.rights...)
	must(err)
	at := site.Site{Name: "Example Library", At: directory.Point{Lat: 51.51, Lon: -0.08}}
	f.runtime = New(dir, tree, at, Options{Rights: f.rights, Words: f.words, Location: f.london})
	for _, r := range f.rights {
		f.dates = append(f.dates, r.Assurance.ExpiresOn)
	}
	for _, s := range more.Services {
		f.services[s.ID] = s
		f.ids = append(f.ids, s.ID)
		f.dates = append(f.dates, s.Assurance.ExpiresOn)
		if s.Hours != nil && s.Hours.Assurance != nil {
			f.dates = append(f.dates, s.Hours.Assurance.ExpiresOn)
		}
		for _, a := range s.Alerts {
			f.dates = append(f.dates, a.Until)
			if a.Assurance != nil {
				f.dates = append(f.dates, a.Assurance.ExpiresOn)
			}
		}
	}
	return f
}

// old reports whether a day has come. Days are compared as they are written, in a way of its own.
func old(expires directory.Date, today string) bool {
	return expires != (directory.Date{}) && today >= expires.String()
}

// A place is somewhere a fact is read.
type place struct {
	name  string
	texts []string
	tags  []wording.Tag
}

func (p place) has(any ...string) bool {
	return slices.ContainsFunc(p.texts, func(t string) bool {
		return slices.ContainsFunc(any, func(s string) bool { return s != "" && strings.Contains(t, s) })
	})
}

// drawn returns what the present screen shows: nothing when it is another than S.
func drawn[S glass.Screen](ctx context.Context, r *Core, now time.Time) S {
	s, _ := r.view(ctx, now).Screen.(S)
	return s
}

// places returns every place in which a service is shown at a moment, in one language: its row in
// the list, its page, paper, the code for a telephone, the plan; and what a person who takes
// over, or a console, is told.
func (f *shelfful) places(ctx context.Context, s directory.Service, lang string, now time.Time) []place {
	r, p := f.runtime, f.words.Printer(lang)
	r.state = journey.State{Screen: journey.Results, Lang: lang, Top: strings.Split(s.Needs[0], "/")[0], Leaf: s.Needs[0], Where: journey.Here}
	var out []place
	list := drawn[glass.Results](ctx, r, now)
	for _, a := range list.Answers {
		if a.Service.ID == s.ID {
			out = append(out, place{"list", rowOf(p, a), wording.Tags(p, a)})
		}
	}
	r.state.Screen, r.state.Service, r.visit.named = journey.Service, s.ID, s.Name
	v := drawn[glass.Service](ctx, r, now)
	a := *v.Answer
	page := place{name: "page", texts: []string{wording.Kind(p, a), wording.Stale(p, a), wording.Checked(p, a.Trust)}}
	for _, l := range wording.Lines(p, a) {
		page.texts = append(page.texts, l.Text)
	}
	for _, id := range v.Rights {
		page.texts = append(page.texts, p.T("right."+id+".short"))
	}
	out = append(out, page)

	r.state.Screen, r.state.Paper = journey.Take, journey.PaperService
	slip := r.taken(ctx, now)
	paper := place{name: "paper"}
	english := place{name: "paper in English"}
	for _, part := range slip.Parts[:len(slip.Parts)-1] { // the last says when it was printed
		paper.texts = append(paper.texts, part.Text)
		english.texts = append(english.texts, part.English)
	}
	out = append(out, paper, place{name: "code", texts: unfolded(slip.Card)})
	if lang != "en" {
		out = append(out, english)
	}
	r.state.Screen = journey.Handover
	for name, lines := range map[string][]string{"handover": f.told(p, r), "console": f.told(f.words.Printer("en"), r)} {
		out = append(out, place{name: name, texts: lines})
	}
	return out
}

// told is what a handover says.
func (f *shelfful) told(p locales.Printer, r *Core) []string {
	var out []string
	for _, l := range lines(r.state, r.visit.named) {
		out = append(out, wording.Told(p, l))
	}
	return out
}

func rowOf(p locales.Printer, a directory.Answer) []string {
	texts := []string{wording.Beneath(p, a), wording.Why(p, a)}
	for _, t := range wording.Tags(p, a) {
		texts = append(texts, t.Text)
	}
	return texts
}

// unfolded returns the lines of a vCard as they were before.
func unfolded(card string) []string {
	return strings.Split(strings.NewReplacer(`\n`, "\n", `\,`, ",", `\;`, ";", "\r", "").Replace(card), "\n")
}

var clock = regexp.MustCompile(`\d\d:\d\d`)

// The clock is moved over all built-in content and a generated pack. At no moment and in no
// place is a fact said as certain that is past its day.
func TestAtNoMomentAndInNoPlaceIsAnOldFactSaidAsCertain(t *testing.T) {
	f := everything(t)
	seen := map[string]int{}
	check := func(t rapid.TB, s directory.Service, lang string, now time.Time) {
		today := now.In(f.london).Format(time.DateOnly)
		stale := old(s.Assurance.ExpiresOn, today)
		hours := stale
		if s.Hours != nil && s.Hours.Assurance != nil {
			hours = old(s.Hours.Assurance.ExpiresOn, today)
		}
		for _, pl := range f.places(context.Background(), s, lang, now) {
			p := f.words.Printer(lang)
			if pl.name == "paper in English" || pl.name == "console" {
				p = f.words.Printer("en")
			}
			fail := func(what string) { t.Fatalf("%s, %s, %s, %s: %s: %q", s.ID, today, lang, pl.name, what, pl.texts) }
			careful := pl.has(bare(p.T("trust.stale")), bare(p.T("trust.stale.nophone")), p.T("trust.stale.short"), p.T("trust.stale.short.nophone"), p.T("trust.stale"), p.T("trust.stale.nophone"))
			quiet := pl.name == "handover" || pl.name == "console" // a name, and no fact
			if stale && !quiet {
				seen["stale "+pl.name]++
				if !careful {
					fail("nothing says that it may have changed")
				}
				for i, tag := range pl.tags {
					if tag.Tone == wording.Good || i == 0 && tag.Tone != wording.Care {
						fail(fmt.Sprintf("the tag %q", tag.Text))
					}
				}
			}
			if hours || quiet {
				seen["old hours "+pl.name]++
				for _, text := range pl.texts {
					if clock.MatchString(text) {
						fail("a time stands there")
					}
				}
				if pl.has(p.T("hours.always"), p.T("hours.appointment"), p.T("hours.holiday"), p.T("reason.open")) {
					fail("it says whether it is open")
				}
			}
			for _, r := range f.rights {
				short := p.T("right." + r.ID + ".short")
				if strings.Contains(s.Name, short) { // the NHS Health Check is called that, whoever may have one
					short = ""
				}
				if (old(r.Assurance.ExpiresOn, today) || quiet) && pl.has(p.T("right."+r.ID), short) {
					fail("the right " + r.ID)
				}
			}
			for _, a := range s.Alerts {
				over := old(a.Until, today) && a.Until.String() != today
				words := p.T("alert." + string(a.Kind))
				others := slices.ContainsFunc(s.Alerts, func(b directory.Alert) bool { return b.Kind == a.Kind && b.Until != a.Until })
				if over && !others && (pl.has(words) || pl.has(p.T("alert."+string(a.Kind)+".short"))) {
					fail("news that is over")
				}
				vouched := s.Assurance
				if a.Assurance != nil {
					vouched = *a.Assurance
				}
				if old(vouched.ExpiresOn, today) && pl.has(words) && !others && !careful {
					fail("old news")
				}
				seen["news"]++
			}
		}
	}
	moment := func(t *rapid.T) time.Time {
		d := rapid.SampledFrom(f.dates).Draw(t, "day")
		at := time.Date(d.Year, max(d.Month, 1), max(d.Day, 1), 0, 0, 0, 0, f.london)
		if rapid.Bool().Draw(t, "at midnight") {
			return at.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "seconds")) * time.Second)
		}
		return at.Add(time.Duration(rapid.IntRange(-90*24*60, 90*24*60).Draw(t, "minutes")) * time.Minute)
	}
	langs := []string{"en"}
	for _, l := range locales.All() {
		langs = append(langs, l.Tag)
	}
	for i, id := range f.ids { // the last second and the first
		s := f.services[id]
		e := s.Assurance.ExpiresOn
		first := time.Date(e.Year, max(e.Month, 1), max(e.Day, 1), 0, 0, 0, 0, f.london)
		check(t, s, langs[i%len(langs)], first.Add(-time.Second))
		check(t, s, langs[i%len(langs)], first) // within one visit, over midnight
	}
	rapid.Check(t, func(t *rapid.T) {
		s := f.services[rapid.SampledFrom(f.ids).Draw(t, "service")]
		check(t, s, rapid.SampledFrom(langs).Draw(t, "lang"), moment(t))
	})
	for _, what := range []string{"stale list", "stale page", "stale paper", "stale paper in English", "stale code", "old hours list", "old hours page", "old hours paper", "old hours code", "news"} {
		if seen[what] < 20 {
			t.Errorf("%s was seen only %d times: this proves little", what, seen[what])
		}
	}
}

// bare is a sentence as a vCard has it.
func bare(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2066", "", "\u2067", "", "\u2069", "", "’", "'").Replace(s))
}

// A right that has to be checked leads to no card from a list, and a card that is looked at
// over midnight says so in both languages, on paper and in its code.
func TestAnOldRightIsNeverShownAsCertain(t *testing.T) {
	f := everything(t)
	en := f.words.Printer("en")
	for _, right := range f.rights {
		e := right.Assurance.ExpiresOn
		first := time.Date(e.Year, e.Month, e.Day, 0, 0, 0, 0, f.london)
		for _, l := range locales.All() {
			p, r := f.words.Printer(l.Tag), f.runtime
			for now, is := range map[time.Time]bool{first: true, first.Add(-time.Second): false} {
				r.state = journey.State{Screen: journey.Results, Lang: l.Tag, Leaf: right.Needs[0], Where: journey.Here}
				if listed := slices.Contains(drawn[glass.Results](t.Context(), r, now).Rights, right.ID); listed == is {
					t.Errorf("%s at %s: over the list %v", right.ID, now, listed)
				}
				r.state.Screen, r.state.Right, r.state.Paper = journey.Right, right.ID, journey.PaperRight
				card := wording.RightCard(p, en, *drawn[glass.Right](t.Context(), r, now).Card)
				if (card.Stale != "") != is || l.Tag != "en" && strings.Contains(card.English, en.T("trust.stale.nophone")) != is {
					t.Errorf("%s in %s at %s: %+v", right.ID, l.Tag, now, card)
				}
				slip := r.taken(t.Context(), now)
				said := strings.Join(unfolded(slip.Card), " ")
				if strings.Contains(said, bare(p.T("trust.stale.nophone"))) != is {
					t.Errorf("%s in %s at %s: the code says %q", right.ID, l.Tag, now, said)
				}
			}
		}
	}
}

// The plan on paper, and its code, name several services: each has its own caution.
func TestAPlanIsAsCarefulAsItsServices(t *testing.T) {
	f := everything(t)
	now := time.Date(2028, time.September, 1, 11, 2, 0, 0, f.london)
	r := f.runtime
	stale := 0
	for _, l := range locales.All() {
		p := f.words.Printer(l.Tag)
		r.state = journey.State{Screen: journey.Take, Paper: journey.PaperPlan, Lang: l.Tag, Leaf: "health/gp", Where: journey.Here}
		slip := r.taken(t.Context(), now)
		answers := r.visit.answers(t.Context(), r.state, now).found.Answers
		for _, line := range unfolded(slip.Card) {
			for _, a := range answers[:3] {
				if a.Trust.Stale && strings.Contains(line, a.Service.Name+" - ") && !strings.Contains(line, bare(wording.Stale(p, a))) {
					t.Errorf("%s: %q", l.Tag, line)
				}
			}
		}
		for _, a := range answers[:3] {
			if a.Trust.Stale {
				stale++
			}
		}
	}
	if stale < 6 {
		t.Errorf("only %d services had to be checked", stale)
	}
}
