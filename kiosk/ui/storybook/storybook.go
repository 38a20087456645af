// Package storybook has at least one view of every screen, with invented services and a fixed
// clock, so that a designer, a translator or a test can see the whole kiosk without walking
// through it. cmd/gallery draws it in every language and format, and the golden pictures are
// drawn from it. A new screen is one page here, in the list of its theme.
package storybook

import (
	"slices"
	"time"

	"frontdoor/kiosk/directory"
	"frontdoor/kiosk/glass"
	"frontdoor/kiosk/handoff"
	"frontdoor/kiosk/journey"
	"frontdoor/kiosk/phrasebook"
	"frontdoor/kiosk/usage"
)

// A Page is one screen of the storybook.
type Page struct {
	Name string
	View glass.View // without a language
}

// In returns the page's view in a language. The screens before a language is chosen stay as
// they are.
func (p Page) In(lang string) glass.View {
	v := p.View
	if v.Screen != (glass.Attract{}) && p.Name != "languages" {
		v.Lang = lang
	}
	return v
}

// Pages returns every screen: what a resident meets on a good day, and the empty list, the
// fault and the warning.
func Pages(tops, leaves []string) []Page {
	return slices.Concat(visit(), finding(tops, leaves), people(), book(), staff())
}

// page is a page with what is the same on every one.
func page(name string, s glass.Screen, around ...func(*glass.Frame)) Page {
	v := glass.View{Frame: glass.Frame{Site: "Example Library", Clock: 11*60 + 42, Offer: desk()}, Screen: s}
	for _, change := range around {
		change(&v.Frame)
	}
	return Page{name, v}
}

// assisted, inDanger and warned are what can be around a screen.
func assisted(f *glass.Frame) { f.Assist = true }
func inDanger(f *glass.Frame) { f.QuickExit = true }
func warned(f *glass.Frame)   { f.Warning, f.Left = true, 17 }

// calls is a desk that answers, with or without a call.
func calls(s handoff.Status) func(*glass.Frame) { return func(f *glass.Frame) { f.Desk = s } }

func visit() []Page {
	return []Page{
		page("attract", glass.Attract{}),
		page("languages", glass.Languages{}),
		page("missing", glass.Missing{}),
		page("comfort", glass.Comfort{}),
		page("remembered", glass.Remembered{Counted: counted(), Waiting: waits}),
		page("remembered-deleted", glass.Remembered{Discarded: true, Counted: []usage.Cell{
			{Dimension: usage.Visits, Value: usage.All, Count: 1}, {Dimension: usage.Outcome, Value: usage.Discarded, Count: 1},
		}}),
		page("finished", glass.Finished{}),
		page("finished-rated", glass.Finished{Rated: "yes"}),
		page("warning", doctors(glass.Results{Answers: Answers()}), warned),
	}
}

// doctors is a list of doctors near a postcode.
func doctors(s glass.Results) glass.Results {
	s.Need, s.Where, s.Postcode = "health/gp", journey.Postcode, "E1 6AN"
	return s
}

// urgent is a list for an urgent need.
func urgent(need string, answers ...directory.Answer) glass.Results {
	return glass.Results{Need: need, Urgent: true, Where: journey.Here, Answers: answers}
}

func finding(tops, leaves []string) []Page {
	all := doctors(glass.Results{Answers: Answers(), Choices: choices(), Rights: proof()})
	stepFree := glass.Filter{Filters: []string{"step-free"}, Choices: choices("step-free"), Answers: 1}
	return []Page{
		page("needs", glass.Needs{Tops: tops}),
		page("leaves", glass.Leaves{Top: "health", Leaves: leaves}),
		page("place", glass.Place{Typed: "E1 6A"}),
		page("place-fault", glass.Place{Typed: "E1 6ZZ", Fault: journey.Unknown}),
		page("results", all),
		page("results-beside", all, assisted),
		page("results-none", doctors(glass.Results{})),
		page("results-urgent-none", urgent("urgent/tonight")),
		page("results-filtered", doctors(glass.Results{
			Filters: []string{"open", "step-free"}, Answers: Answers()[1:2], Choices: choices("open", "step-free"),
			LeftOut: []directory.Left{{Count: 3}, {Filter: directory.FilterOpen, Count: 12}, {Filter: directory.FilterStepFree, Count: 1}},
		})),
		page("results-filtered-none", doctors(glass.Results{
			Filters: []string{"open", "step-free"}, Choices: choices("open", "step-free"),
			LeftOut: []directory.Left{{Filter: directory.FilterOpen, Count: 12}},
		})),
		page("results-danger", urgent("urgent/not-safe", Refuge(), Answers()[3]), inDanger),
		page("results-news", doctors(glass.Results{Answers: News(), Choices: choices()})),
		page("filter", stepFree),
		page("filter-beside", stepFree, assisted),
		page("service", service(Answers()[0], proof()...)),
		page("service-beside", service(Answers()[1]), assisted),
		page("service-danger", service(Refuge()), inDanger),
		page("service-group", service(Group())),
		page("service-both", service(both())),
		page("service-known", service(Answers()[1])),
		page("service-helpline", service(Answers()[3])),
		page("turned", glass.Turned{Reasons: usage.Reasons()}),
		page("turned-then", glass.Turned{Reason: usage.ProofNeeded, Rights: proof()}),
		page("right", glass.Right{Card: &directory.Card{Right: "gp-no-proof", Trust: directory.Trust{
			Source: "national", Assurer: "Healthwatch England; British Medical Association",
			VerifiedOn: directory.Date{Year: 2026, Month: time.November, Day: 23},
		}}}),
	}
}

// proof is a right that can be shown.
func proof() []string { return []string{"gp-no-proof"} }

// service is the screen of one service.
func service(a directory.Answer, rights ...string) glass.Service {
	return glass.Service{Service: a.Service.ID, Answer: &a, Rights: rights}
}

// both is a service that two lists have.
func both() directory.Answer {
	a := Answers()[1]
	a.Also = []directory.Trust{{Source: "nhs-ods", VerifiedOn: directory.Date{Year: 2026, Month: time.March, Day: 1}}}
	return a
}

// told is what the person who comes is told, and whether the desk reads it already.
func told(shared bool) glass.Handover {
	return glass.Handover{
		Access: []string{handoff.Seat}, Hidden: []string{string(handoff.LinePlace)}, Shared: shared,
		Lines: []handoff.Line{
			{Kind: handoff.LineLanguage, Value: "bn"},
			{Kind: handoff.LineInterpreter, Value: "bn"},
			{Kind: handoff.LineNeed, Value: "health/gp"},
			{Kind: handoff.LinePlace, Value: "E1 6AN"},
			{Kind: handoff.LineAccess, Value: handoff.Seat},
		},
	}
}

func people() []Page {
	waiting := func(q handoff.Request) func(*glass.Frame) { return calls(request(q)) }
	unanswered := request(handoff.Request{Phase: handoff.Unanswered})
	unanswered.Again = time.Date(2026, time.November, 23, 11, 43, 0, 0, time.UTC)
	take := func(a directory.Answer, press string) glass.Take {
		return glass.Take{What: journey.PaperService, VCard: invented, Paper: true, Press: press, Answer: &a}
	}
	return []Page{
		page("person", glass.Person{}),
		page("person-night", glass.Person{}, func(f *glass.Frame) { f.Offer = night() }),
		page("person-call", glass.Person{}, calls(handoff.Status{Listening: true, Answering: true, Console: true})),
		page("person-waiting", glass.Person{}, waiting(handoff.Request{Phase: handoff.Alerted})),
		page("person-late", glass.Person{}, waiting(handoff.Request{Phase: handoff.Alerted, Late: true})),
		page("person-coming", glass.Person{}, waiting(handoff.Request{Phase: handoff.Coming})),
		page("person-unanswered", glass.Person{}, calls(unanswered)),
		page("person-missing", glass.Person{Wanted: "pa"}),
		page("emergency", glass.Emergency{}),
		page("handover", told(false), waiting(handoff.Request{Phase: handoff.Alerted})),
		page("handover-shared", told(true), waiting(handoff.Request{Phase: handoff.Alerted})),
		page("take", take(Answers()[1], "")),
		page("take-no-paper", take(Answers()[3], "no-paper")),
		page("take-person", glass.Take{What: journey.PaperPerson, VCard: invented}),
	}
}

func book() []Page {
	return []Page{
		page("phrases", glass.Phrases{Groups: phrasebook.Groups()}),
		page("sentences", glass.Sentences{Group: "time", Phrases: phrasebook.In("time")}),
		page("phrase", comeBack()),
		page("blank", glass.Blank{Kind: phrasebook.Day, Options: phrasebook.Options(phrasebook.Day, "")}),
		page("blank-number", glass.Blank{Kind: phrasebook.Number, Typed: "20"}),
		page("blank-time", glass.Blank{Kind: phrasebook.Time, Options: phrasebook.Options(phrasebook.Time, "")}),
	}
}

// comeBack is "please come back" with its time chosen.
func comeBack() glass.Phrase {
	s := glass.Phrase{Blanks: []string{"", "10:35"}}
	if p, ok := phrasebook.Find("time/come-back"); ok {
		s.Phrase, s.Replies = &p, phrasebook.Answers(p)
	}
	return s
}

func staff() []Page {
	const address = "https://192.168.1.20:8443/"
	notices := []glass.Notice{{ID: "content-damaged", Detail: "london.pack: 4,096 bytes are missing at the end"}}
	return []Page{
		page("staff", glass.Staff{Notices: notices}, func(f *glass.Frame) { f.Notice = true }),
		page("staff-unlocked", glass.Staff{Unlocked: true, Console: true}),
		page("pin", glass.Pin{Typed: 3, Fault: journey.WrongPin}),
		page("pairing", glass.Pairing{
			Invite:  handoff.Invitation{Address: address, Code: "7K2QX-M40RT"},
			Devices: []string{"Desk tablet", "Telephone at the counter"},
		}),
		page("pairing-ended", glass.Pairing{Invite: handoff.Invitation{Address: address}, Devices: []string{"Desk tablet"}}),
	}
}

// counted is what a visit would add that looked for a doctor.
func counted() []usage.Cell {
	v := usage.NewVocabulary(usage.Known{Languages: []string{"bn"}, Needs: []string{"health/gp"}, Screens: journey.Steps()}).Begin(time.Date(2026, time.November, 24, 11, 40, 0, 0, time.UTC))
	for _, c := range [][2]string{
		{usage.Language, "bn"},
		{usage.Need, "health/gp"},
		{usage.Step, "needs"},
		{usage.Step, "leaves"},
		{usage.Step, "place"},
		{usage.Step, "results"},
		{usage.Step, "remembered"},
		{usage.PlaceKind, usage.PlacePostcode},
		{usage.Unmet, usage.NoneOpen},
		{usage.Format, usage.QR},
	} {
		v.Count(c[0], c[1])
	}
	return v.Remembered(time.Date(2026, time.November, 24, 11, 42, 0, 0, time.UTC))
}

var waits = usage.Waiting{Hours: 12, Since: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC), Hub: true} //nolint:gochecknoglobals // read only

// invented is a card of nobody, for the storybook's codes.
const invented = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example Surgery;;;;\r\nFN:Example Surgery\r\nTEL;TYPE=VOICE:02079460111\r\nADR;TYPE=WORK:;;12 Example Lane;London;;E1 6AN;\r\nEND:VCARD\r\n"

// request is a desk that answers, with a call.
func request(q handoff.Request) handoff.Status {
	return handoff.Status{Request: &q, Listening: true, Answering: true, Console: true}
}

func desk() handoff.Offer {
	return handoff.Offer{
		Best:   handoff.Desk,
		Desk:   directory.Opening{State: directory.OpenNow, At: 17 * 60, Today: true},
		Number: "020 7946 0123",
		Calls:  directory.Opening{State: directory.OpenNow, At: 20 * 60, Today: true},
	}
}

func night() handoff.Offer {
	return handoff.Offer{
		Best:   handoff.NHS,
		Desk:   directory.Opening{State: directory.Closed, At: 9 * 60, Day: time.Monday, Ahead: 3},
		Number: "020 7946 0123",
		Calls:  directory.Opening{State: directory.Closed, At: 8*60 + 30, Day: time.Monday, Ahead: 3},
	}
}

// Answers returns four invented services: what is known and what is not differs from one to
// the next.
func Answers() []directory.Answer {
	yes := true
	checked := directory.Assurance{Source: "nhs-ods", VerifiedOn: directory.Date{Year: 2023, Month: time.December, Day: 4}}
	fresh := directory.Assurance{Source: "example", VerifiedOn: directory.Date{Year: 2026, Month: time.November, Day: 16}}
	place := func(line, postcode string) *directory.Location {
		return &directory.Location{Address: []string{line, "London"}, Postcode: postcode, Lat: 51.51, Lon: -0.07}
	}
	return []directory.Answer{
		{
			Service: directory.Service{
				ID: "example-surgery", Name: "Example Surgery", Kind: "gp",
				Phones:   []directory.Phone{{Number: "020 7946 0111"}},
				Location: place("12 Example Lane", "E1 6AN"), Cost: &directory.Cost{Free: true},
				Rights: []string{"gp-no-proof"}, Interpreting: &yes, Assurance: checked,
			},
			Metres: 480, Walk: 9, Open: directory.Opening{State: directory.HoursUnknown},
			Reasons: []directory.Reason{directory.ReasonNearest, directory.ReasonRight},
			Trust:   directory.Trust{Source: checked.Source, VerifiedOn: checked.VerifiedOn, Stale: true},
		},
		{
			Service: directory.Service{
				ID: "meadow-road", Name: "Meadow Road Practice", Kind: "gp",
				Phones:   []directory.Phone{{Number: "020 7946 0144"}},
				Location: place("3 Meadow Road", "E1 5ZZ"), Cost: &directory.Cost{Free: true},
				Languages: []string{"bn", "pl", "ar", "ur", "zh-Hans"}, StepFree: &yes, Documents: []string{}, Assurance: fresh,
			},
			Metres: 640, Walk: 12, Open: directory.Opening{State: directory.OpenNow, At: 18*60 + 30, Today: true},
			Reasons: []directory.Reason{directory.ReasonNear, directory.ReasonOpen, directory.ReasonLanguage},
			Trust:   directory.Trust{Source: fresh.Source, VerifiedOn: fresh.VerifiedOn},
		},
		{
			Service: directory.Service{
				ID: "river-health", Name: "The Saint Example and Riverside Health Centre at Long Wharf", Kind: "gp",
				Location: place("Long Wharf", "E1 9ZZ"), Cost: &directory.Cost{Free: true}, Assurance: fresh,
			},
			Metres: 2100, Walk: 37, Open: directory.Opening{State: directory.Closed, At: 8 * 60, Day: time.Monday, Ahead: 3},
			Reasons: []directory.Reason{directory.ReasonNear, directory.ReasonFree},
			Trust:   directory.Trust{Source: fresh.Source, VerifiedOn: fresh.VerifiedOn},
		},
		{
			Service: directory.Service{
				ID: "national-example-line", Name: "Example Line", Kind: "helpline", Everywhere: true,
				Phones:      []directory.Phone{{Number: "0808 157 0192", Free: true}, {Number: "85258", Use: "text", Word: "EXAMPLE"}},
				Cost:        &directory.Cost{Free: true},
				Eligibility: &directory.Eligibility{MinAge: 16, Who: []string{"anyone"}},
				Assurance:   fresh,
			},
			Metres: -1, Walk: -1, Open: directory.Opening{State: directory.OpenAlways},
			Reasons: []directory.Reason{directory.ReasonOpen, directory.ReasonFree, directory.ReasonNational},
			Trust:   directory.Trust{Source: fresh.Source, VerifiedOn: fresh.VerifiedOn},
		},
	}
}
