package intake

import (
	"strings"
	"testing"
	"unicode"
)

func TestNamesAreWrittenAsAPersonWould(t *testing.T) {
	for capitals, want := range map[string]string{
		"THE SPITALFIELDS PRACTICE":      "The Spitalfields Practice",
		"ST JOHN'S WOOD MEDICAL CENTRE":  "St John's Wood Medical Centre",
		"CHASE FARM HOSPITALS NHS TRUST": "Chase Farm Hospitals NHS Trust",
		"HEALTH CENTRE OF THE PARISH":    "Health Centre of the Parish",
		"AT MEDICS STREATHAM":            "AT Medics Streatham",
		"AT THE PARK":                    "At the Park",
		"GP DIRECT":                      "GP Direct",
		"WEST4 GPS":                      "West4 GPs",
		"3ONEONE DENTAL":                 "3Oneone Dental",
		"DR SP TALPAHEWA":                "Dr SP Talpahewa",
		"DR AT PATEL":                    "Dr AT Patel",
		"DR ME SILVER'S PRACTICE":        "Dr ME Silver's Practice",
		"DR DE SOUZA":                    "Dr De Souza",
		"DR NG":                          "Dr Ng",
		"MR JL VARA DR NJ VARA":          "Mr JL Vara Dr NJ Vara",
		"DRS PATEL AND SHAH":             "Drs Patel and Shah",
		"JAMES O'RIORDAN MEDICAL CENTRE": "James O'Riordan Medical Centre",
		"L'ORTHODONTISTE":                "L'Orthodontiste",
		"D'ARBLAY STREET":                "D'Arblay Street",
		"MCDONALD PHARMACY":              "McDonald Pharmacy",
		"MACDONALD ROAD":                 "MacDonald Road",
		"MCCOIG PHARMACY":                "McCoig Pharmacy",
		"MACHINE WORKS":                  "Machine Works",
		"GRANSHAW'S CHEMIST":             "Granshaw's Chemist",
		"RJ'S PHARMACY":                  "RJ's Pharmacy",
		"ST JAMES' PRACTICE":             "St James' Practice",
		"J.P. PHARMACY":                  "J.P. Pharmacy",
		"H.A. MCPARLAND LTD":             "H.A. McParland Ltd",
		"ST. ANN'S ROAD":                 "St Ann's Road",
		"WALDRON H/C":                    "Waldron Health Centre",
		"WALDRON HLTH/CENTRE(SUITE 2)":   "Waldron Health Centre (Suite 2)",
		"HILL MEDICAL/CT":                "Hill Medical Centre",
		"EYE SMILE LTD T/A WHITTON":      "Eye Smile Ltd t/a Whitton",
		"GEORGE VI AVENUE":               "George VI Avenue",
		"HENRY VIII PRACTICE":            "Henry VIII Practice",
		"JS DENTAL":                      "JS Dental",
		"WHC SURGERY":                    "WHC Surgery",
		"SOMERSET GDNS FAM HTH CTR":      "Somerset Gardens Family Health Centre",
		"DERBY RD IND EST":               "Derby Road Industrial Estate",
		"NFDC LTD":                       "NFDC Ltd",
		"THE BAY SURGERY":                "The Bay Surgery",
		"OAK TREE PRACTICE":              "Oak Tree Practice",
		"SMITH-JONES PRACTICE":           "Smith-Jones Practice",
		"STRATFORD-UPON-AVON":            "Stratford-upon-Avon",
		"ADLER JS-THE SURGERY":           "Adler JS-The Surgery",
		"KRY-BA PHARMACY":                "Kry-Ba Pharmacy",
		"WANDSWORTH (THE ANNEXE)":        "Wandsworth (The Annexe)",
		"A&E DEPARTMENT":                 "A&E Department",
		"DR HARRIS & CO":                 "Dr Harris & Co",
		"49/51 THE BROADWAY":             "49/51 The Broadway",
		"3RD FLOOR, THE CENTRE":          "3rd Floor, The Centre",
		"AKERMAN HC,20 BRIDGE LN":        "Akerman HC, 20 Bridge Lane",
		"132/132A TOTTENHAM CRT ROAD":    "132/132A Tottenham Court Road",
		"1ST FLOOR, 22ND STREET":         "1st Floor, 22nd Street",
		"UNIT 7B":                        "Unit 7B",
		"E1 MEDICAL":                     "E1 Medical",
		"MED.CTR.":                       "Medical Centre",
		"CAFÉ ÉLAN":                      "Café Élan",
		"  TWO   SPACES ":                "Two Spaces",
		"":                               "",
		"Already as a Person Would":      "Already as a Person Would",
		"eHealth iBank":                  "eHealth iBank",
		"O'":                             "O'",
		"...":                            "...",
	} {
		if got := SensibleName(capitals); got != want {
			t.Errorf("%q: %q, want %q", capitals, got, want)
		}
	}
}

func FuzzSensibleName(f *testing.F) {
	for _, s := range []string{"DR A.B. O'NEIL'S H/C (THE-OF)", "/", "MC", "'S", "A/", "É'S", "MEDICAL/", "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := SensibleName(s)
		if s == strings.ToUpper(s) && strings.IndexFunc(s, unicode.IsLetter) >= 0 && strings.TrimSpace(got) == "" {
			t.Errorf("%q: nothing is left", s)
		}
	})
}

func TestANumberIsWrittenAsItIsDialled(t *testing.T) {
	for text, want := range map[string]string{
		"020 79460111": "020 7946 0111", "02079460111": "020 7946 0111", "0207 946 0111": "020 7946 0111", "2079460111": "020 7946 0111",
		"+44 20 7946 0111": "020 7946 0111", "+44 (0)20 7946 0111": "020 7946 0111", "0300 330 7010": "0300 330 7010", "08000121700": "0800 012 1700",
		"01632960123": "01632 960123", "0113 4960000": "0113 496 0000", "07700900123": "07700 900123",
		"": "", "0": "", "00000000000": "", "ring the bell": "", "123": "", "020 7946 01": "", "02079 46011": "", "020794601110": "", "99999999999": "",
	} {
		got, ok := Phone(text)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", text, got, ok, want)
		}
	}
}
