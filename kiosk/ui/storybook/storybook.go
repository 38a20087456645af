// Package storybook has one view of every screen, with invented services and a fixed clock,
// so that a designer, a translator or a test can see the whole kiosk without walking through
// it. cmd/gallery draws it in every language and format; the golden pictures are drawn of it.
package storybook

import (
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

// In gives the page's view in a language. The screens before a language is chosen stay as
// they are.
func (p Page) In(lang string) glass.View {
	v := p.View
	if v.State.Screen != journey.Attract && p.Name != "languages" {
		v.State.Lang = lang
	}
	return v
}

// Pages gives every screen: what a resident meets on a good day, and the empty list, the
// fault and the warning.
func Pages(tops, leaves []string) []Page {
	base := glass.View{Site: "Example Library", Clock: 11*60 + 42, Offer: desk()}
	at := func(name string, s journey.State, change func(*glass.View)) Page {
		v := base
		v.State = s
		if change != nil {
			change(&v)
		}
		return Page{name, v}
	}
	here := journey.State{Screen: journey.Results, Top: "health", Leaf: "health/gp", Where: journey.Postcode, Postcode: "E1 6AN"}
	service := here
	service.Screen, service.Service = journey.Service, "example-surgery"
	doctor := func(screen journey.Screen) journey.State { s := here; s.Screen = screen; return s }
	told := doctor(journey.Handover)
	told.Access, told.Hidden = []string{handoff.Seat}, []string{string(handoff.LinePlace)}
	beside, besideService, besideFilter := here, service, here
	beside.Assist, besideService.Assist, besideFilter.Assist = true, true, true
	besideFilter.Screen, besideFilter.Filters = journey.Filter, []string{"step-free"}
	filtered, filterState, rightState := here, here, here
	filtered.Filters = []string{"open", "step-free"}
	filterState.Screen, filterState.Filters = journey.Filter, []string{"step-free"}
	rightState.Screen, rightState.Right = journey.Right, "gp-no-proof"
	danger := journey.State{Screen: journey.Results, Top: journey.UrgentTop, Leaf: "urgent/not-safe", Where: journey.Here}
	dangerService := danger
	dangerService.Screen, dangerService.Service = journey.Service, "example-safe-house"
	warned := here
	warned.Warning = true
	return []Page{
		at("attract", journey.State{}, nil),
		at("languages", journey.State{Screen: journey.Languages}, nil),
		at("needs", journey.State{Screen: journey.Needs}, func(v *glass.View) { v.Tops = tops }),
		at("leaves", journey.State{Screen: journey.Leaves, Top: "health"}, func(v *glass.View) { v.Leaves = leaves }),
		at("place", journey.State{Screen: journey.Place, Top: "health", Leaf: "health/gp", Typed: "E1 6A"}, nil),
		at("place-fault", journey.State{Screen: journey.Place, Top: "health", Leaf: "health/gp", Typed: "E1 6ZZ", Fault: journey.Unknown}, nil),
		at("results", here, func(v *glass.View) { v.Answers, v.Choices, v.Rights = Answers(), choices(), []string{"gp-no-proof"} }),
		at("results-none", here, nil),
		at("results-urgent-none", journey.State{Screen: journey.Results, Top: journey.UrgentTop, Leaf: "urgent/tonight", Where: journey.Here}, nil),
		at("results-filtered", filtered, func(v *glass.View) {
			v.Answers, v.Choices = Answers()[1:2], choices("open", "step-free")
			v.LeftOut = []directory.Left{{Count: 3}, {Filter: directory.FilterOpen, Count: 12}, {Filter: directory.FilterStepFree, Count: 1}}
		}),
		at("results-filtered-none", filtered, func(v *glass.View) {
			v.Choices, v.LeftOut = choices("open", "step-free"), []directory.Left{{Filter: directory.FilterOpen, Count: 12}}
		}),
		at("results-danger", danger, func(v *glass.View) { v.QuickExit, v.Answers = true, []directory.Answer{Refuge(), Answers()[3]} }),
		at("service-danger", dangerService, func(v *glass.View) { a := Refuge(); v.QuickExit, v.Answer = true, &a }),
		at("filter", filterState, func(v *glass.View) { v.Answers, v.Choices = Answers()[1:2], choices("step-free") }),
		at("right", rightState, func(v *glass.View) {
			v.Card = &directory.Card{Right: "gp-no-proof", Trust: directory.Trust{
				Source: "national", Assurer: "Healthwatch England; British Medical Association",
				VerifiedOn: directory.Date{Year: 2026, Month: time.November, Day: 23},
			}}
		}),
		at("results-news", here, func(v *glass.View) { v.Answers, v.Choices = News(), choices() }),
		at("service-group", service, func(v *glass.View) { a := Group(); v.Answer = &a }),
		at("service", service, func(v *glass.View) { a := Answers()[0]; v.Answer, v.Rights = &a, []string{"gp-no-proof"} }),
		at("service-both", service, func(v *glass.View) {
			a := Answers()[1]
			a.Also = []directory.Trust{{Source: "nhs-ods", VerifiedOn: directory.Date{Year: 2026, Month: time.March, Day: 1}}}
			v.Answer = &a
		}),
		at("service-known", service, func(v *glass.View) { a := Answers()[1]; v.Answer = &a }),
		at("service-helpline", service, func(v *glass.View) { a := Answers()[3]; v.Answer = &a }),
		at("person", journey.State{Screen: journey.Person}, nil),
		at("person-night", journey.State{Screen: journey.Person}, func(v *glass.View) { v.Offer = night() }),
		at("person-call", doctor(journey.Person), func(v *glass.View) { v.Desk = handoff.Status{Listening: true, Answering: true, Console: true} }),
		at("person-waiting", doctor(journey.Person), func(v *glass.View) { v.Desk = request(handoff.Request{Phase: handoff.Alerted}) }),
		at("person-late", doctor(journey.Person), func(v *glass.View) { v.Desk = request(handoff.Request{Phase: handoff.Alerted, Late: true}) }),
		at("person-coming", doctor(journey.Person), func(v *glass.View) { v.Desk = request(handoff.Request{Phase: handoff.Coming}) }),
		at("person-unanswered", doctor(journey.Person), func(v *glass.View) {
			v.Desk = request(handoff.Request{Phase: handoff.Unanswered})
			v.Desk.Again = time.Date(2026, time.November, 23, 11, 43, 0, 0, time.UTC)
		}),
		at("handover", told, func(v *glass.View) {
			v.Desk = request(handoff.Request{Phase: handoff.Alerted})
			v.Lines = []handoff.Line{
				{Kind: handoff.LineLanguage, Value: "bn"},
				{Kind: handoff.LineInterpreter, Value: "bn"},
				{Kind: handoff.LineNeed, Value: "health/gp"},
				{Kind: handoff.LinePlace, Value: "E1 6AN"},
				{Kind: handoff.LineAccess, Value: handoff.Seat},
			}
		}),
		at("results-beside", beside, func(v *glass.View) { v.Answers, v.Choices, v.Rights = Answers(), choices(), []string{"gp-no-proof"} }),
		at("filter-beside", besideFilter, func(v *glass.View) { v.Answers, v.Choices = Answers()[1:2], choices("step-free") }),
		at("service-beside", besideService, func(v *glass.View) { a := Answers()[1]; v.Answer = &a }),
		at("pin", journey.State{Screen: journey.Pin, Typed: "123", Fault: journey.WrongPin}, nil),
		at("staff-unlocked", journey.State{Screen: journey.Staff, Unlocked: true}, func(v *glass.View) { v.Console = true }),
		at("phrases", journey.State{Screen: journey.Phrases}, func(v *glass.View) { v.Groups = phrasebook.Groups() }),
		at("sentences", journey.State{Screen: journey.Sentences, Group: "time"}, func(v *glass.View) { v.Phrases = phrasebook.In("time") }),
		at("phrase", spoken(journey.Phrase), comeBack),
		at("blank", spoken(journey.Blank), func(v *glass.View) { comeBack(v); v.Options = phrasebook.Options(phrasebook.Day, "") }),
		at("blank-number", journey.State{Screen: journey.Blank, Group: "time", Phrase: "time/wait-minutes", Blanks: []string{""}, Typed: "20"}, func(v *glass.View) {
			if p, ok := phrasebook.Find("time/wait-minutes"); ok {
				v.Phrase = &p
			}
		}),
		at("blank-time", func() journey.State { s := spoken(journey.Blank); s.Blank = 1; s.Blanks[1] = ""; return s }(), func(v *glass.View) {
			comeBack(v)
			v.Options = phrasebook.Options(phrasebook.Time, "")
		}),
		at("take", taken(service, journey.PaperService), func(v *glass.View) {
			a := Answers()[1]
			v.Answer, v.Paper, v.VCard = &a, true, invented
		}),
		at("take-no-paper", taken(service, journey.PaperService), func(v *glass.View) {
			a := Answers()[3]
			v.Answer, v.Paper, v.Press, v.VCard = &a, true, "no-paper", invented
		}),
		at("take-person", taken(doctor(journey.Person), journey.PaperPerson), func(v *glass.View) { v.VCard = invented }),
		at("pairing", journey.State{Screen: journey.Pairing, Unlocked: true}, func(v *glass.View) {
			v.Invite = handoff.Invitation{Address: "https://192.168.1.20:8443/", Code: "7K2QX-M40RT"}
			v.Devices = []string{"Desk tablet", "Telephone at the counter"}
		}),
		at("pairing-ended", journey.State{Screen: journey.Pairing, Unlocked: true}, func(v *glass.View) {
			v.Invite, v.Devices = handoff.Invitation{Address: "https://192.168.1.20:8443/"}, []string{"Desk tablet"}
		}),
		at("missing", journey.State{Screen: journey.Missing}, nil),
		at("person-missing", journey.State{Screen: journey.Person, Wanted: "pa"}, nil),
		at("turned", doctor(journey.Turned), func(v *glass.View) { v.Reasons = usage.Reasons() }),
		at("turned-then", func() journey.State { s := doctor(journey.Turned); s.Reason = usage.ProofNeeded; return s }(), func(v *glass.View) {
			v.Rights = []string{"gp-no-proof"}
		}),
		at("remembered", doctor(journey.Remembered), func(v *glass.View) { v.Counted, v.Waiting = counted(), waits }),
		at("remembered-deleted", func() journey.State { s := doctor(journey.Remembered); s.Discarded = true; return s }(), func(v *glass.View) {
			v.Counted = []usage.Cell{{Dimension: usage.Visits, Value: usage.All, Count: 1}, {Dimension: usage.Outcome, Value: usage.Discarded, Count: 1}}
		}),
		at("finished-rated", journey.State{Screen: journey.Finished, Rated: "yes"}, nil),
		at("emergency", journey.State{Screen: journey.Emergency}, nil),
		at("comfort", journey.State{Screen: journey.Comfort}, nil),
		at("finished", journey.State{Screen: journey.Finished}, nil),
		at("warning", warned, func(v *glass.View) { v.Answers = Answers(); v.Left = 17 }),
		at("staff", journey.State{Screen: journey.Staff}, func(v *glass.View) {
			v.Notices = []glass.Notice{{ID: "content-damaged", Detail: "london.pack: 4,096 bytes are missing at the end"}}
		}),
	}
}

// counted is what a visit would add that looked for a doctor.
func counted() []usage.Cell {
	v := usage.NewVocabulary([]string{"bn"}, []string{"health/gp"}).Begin(time.Date(2026, time.November, 24, 11, 40, 0, 0, time.UTC))
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

// spoken is a page of the phrasebook: "please come back" with its time chosen.
func spoken(screen journey.Screen) journey.State {
	return journey.State{Screen: screen, Group: "time", Phrase: "time/come-back", Blanks: []string{"", "10:35"}}
}

func comeBack(v *glass.View) {
	if p, ok := phrasebook.Find("time/come-back"); ok {
		v.Phrase, v.Replies = &p, phrasebook.Answers(p)
	}
}

// invented is a card of nobody, for the storybook's codes.
const invented = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example Surgery;;;;\r\nFN:Example Surgery\r\nTEL;TYPE=VOICE:02079460111\r\nADR;TYPE=WORK:;;12 Example Lane;London;;E1 6AN;\r\nEND:VCARD\r\n"

// taken is the screen of what is taken away.
func taken(s journey.State, what journey.Paper) journey.State {
	s.Screen, s.Paper = journey.Take, what
	return s
}

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

// Answers gives four invented services: what is known and what is not differs from one to
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
