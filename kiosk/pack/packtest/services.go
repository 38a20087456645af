package packtest

import "frontdoor/kiosk/directory"

// Everything returns a service of which everything is known.
func Everything() directory.Service {
	h := &directory.Hours{ByAppointment: true, Assurance: &directory.Assurance{
		Source: "example", Assurer: "the caretaker", VerifiedOn: directory.Date{Year: 2026, Month: 11, Day: 1}, ExpiresOn: directory.Date{Year: 2026, Month: 12, Day: 1},
	}}
	h.Week[1] = []directory.Span{{Open: 540, Close: 750}, {Open: 810, Close: 1440}}
	h.Week[5] = []directory.Span{{Open: 1080, Close: 120}}
	return directory.Service{
		ID: "everything", Name: "Everything “known” & ক, \"quoted\"", Kind: "clinic", Organization: "Example\tTrust",
		Needs: []string{"health/gp", "mind/talk"}, Phones: []directory.Phone{
			{Number: "020 7946 0111", Free: true}, {Number: "85258", Use: "text", Word: "SHOUT"}, {Number: "18001 020 7946 0111", Use: "relay"},
		},
		URL: "example.org/a?b=c", Email: "desk@example.org",
		Location: &directory.Location{Address: []string{"1 Example Lane", "Line \\ two"}, Postcode: "E1 6AN", Lat: 51.51888, Lon: -0.07847},
		Hours:    h, Cost: &directory.Cost{Note: "nhs-charge"},
		Eligibility: &directory.Eligibility{MinAge: 16, MaxAge: 64, Who: []string{"women", "deaf"}},
		Languages:   []string{"en", "bn"}, Interpreting: new(true), StepFree: new(false), HearingLoop: new(true), QuietSpace: new(true),
		Documents: []string{"id"}, Rights: []string{"gp-no-proof"},
		Description: &directory.Prose{Lang: "en", Text: "First line.\nSecond line with 'quotes' and \"\"\"more\"\"\"."},
		Assurance: directory.Assurance{
			Source: "example", Assurer: "a librarian", VerifiedOn: directory.Date{Year: 2026, Month: 11, Day: 16}, ExpiresOn: directory.Date{Year: 2027, Month: 11, Day: 16},
		},
		Also:   []directory.Assurance{{Source: "nhs-ods", VerifiedOn: directory.Date{Year: 2026, Month: 3, Day: 1}, ExpiresOn: directory.Date{Year: 2027, Month: 3, Day: 1}}},
		SameAs: []string{"ods-everything"},
	}
}

// Few returns services that differ in what is known of them.
func Few() []directory.Service {
	nothing := directory.Service{
		ID: "nothing", Name: "Nothing known", Kind: "charity", Needs: []string{"health/gp"}, Everywhere: true,
		Assurance: directory.Assurance{Source: "example", VerifiedOn: directory.Date{Year: 2022}, ExpiresOn: directory.Date{Year: 2024}},
	}
	bring := nothing
	bring.ID, bring.Documents, bring.Cost = "bring-nothing", []string{}, &directory.Cost{Free: true}
	refuge := nothing
	refuge.ID, refuge.Everywhere, refuge.Location = "refuge", false, &directory.Location{Confidential: true}
	always := nothing
	always.ID, always.Everywhere = "always", false
	always.Hours, always.Location = &directory.Hours{Always: true}, &directory.Location{Postcode: "QX1 6AD"}
	return []directory.Service{Everything(), nothing, bring, refuge, always}
}

// Places returns postcodes of two sectors, one of them far away.
func Places() map[string]directory.Point {
	return map[string]directory.Point{
		"E1 6AN": {Lat: 51.51888, Lon: -0.07847}, "E1 6AX": {Lat: 51.5, Lon: 0.000001}, "E16 1AA": {Lat: 51.509, Lon: 0.01}, "ZE2 9AA": {Lat: 60.1, Lon: -1.2},
	}
}
