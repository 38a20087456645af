package dashboard

import (
	"cmp"
	"strconv"

	"frontdoor/kiosk/usage"
)

// words are what coordinators call the values that are the same in every kiosk. Languages
// and needs have their names from outside.
var words = map[string]map[string]string{
	usage.Outcome: {
		usage.Finished:    "Finished by the resident",
		usage.TimedOut:    "Walked away: the kiosk cleared the visit",
		usage.Interrupted: "Cut short: the kiosk was switched off",
		usage.Discarded:   "The resident deleted the visit’s counts",
	},
	usage.Unmet: {
		usage.NoneFound:       "No service found for the need",
		usage.PostcodeUnknown: "A postcode that the kiosk does not know",
		usage.NoneOpen:        "Nothing that was open",
		usage.TooFar:          "Nothing within a 45-minute walk",
		usage.NotInLanguage:   "Nothing in the resident's language",
		usage.NoneFree:        "Nothing known to be free, when the resident asked for that",
		usage.NoneStepFree:    "Nothing known to be step-free, when the resident asked for that",
		usage.ProofNeeded:     "Nothing that does not ask for proof of address",
		usage.NotEligible:     "The resident was told there that it was not for them",
		usage.Full:            "The resident was told there that it was full",
	},
	usage.Person: {
		usage.PersonDesk:  "Staff at the desk",
		usage.PersonPhone: "A telephone number",
		usage.Person111:   "NHS 111",
		usage.Person999:   "The 999 card",
	},
	usage.Handoff: {
		usage.Offered:    "A call was offered",
		usage.Asked:      "The resident called",
		usage.Refused:    "The resident called, but nobody could be reached by then",
		usage.Accepted:   "Someone took the call",
		usage.Arrived:    "Someone came to the resident",
		usage.Missed:     "Someone took the call but did not come",
		usage.Unanswered: "Nobody came",
		usage.Withdrawn:  "The resident cancelled the call, or left",
	},
	usage.Wait: {
		"0-1": "Under 1 minute", "1-3": "1 to 3 minutes", "3-5": "3 to 5 minutes", "5-10": "5 to 10 minutes", "10+": "10 minutes or more",
	},
	usage.Help: {
		"helped": "Helped with what they came for", "signposted": "Told where to go", "introduced": "Introduced to someone else",
		"booked": "An appointment was made", "unable": "We could not help", "nobody": "Nobody was there", "unsaid": "The desk did not say",
	},
	usage.Lasted: {
		"0-5": "Up to 5 minutes", "5-15": "5 to 15 minutes", "15-30": "15 to 30 minutes", "30+": "30 minutes or more",
	},
	usage.Format: {
		usage.SideBySide: "In two languages side by side, with a champion",
		usage.Larger:     "With larger text",
		usage.Shared:     "A handover shared with the desk",
		usage.QR:         "A code to scan with a phone",
		usage.Paper:      "Printed on paper",
		usage.Phrasebook: "Pointing at sentences in the phrasebook",
	},
	usage.Turned: {
		usage.ProofNeeded: "They asked for proof of address", usage.PapersAsked: "They asked for a passport or immigration papers",
		usage.Full: "They were full", usage.NoneOpen: "It was closed", usage.NotEligible: "They said it was not for the resident",
		usage.NotInLanguage: "Nobody spoke the resident’s language", usage.NoneStepFree: "The resident could not get in", usage.NoneFree: "It cost money",
		usage.SentOn: "They sent the resident somewhere else", usage.Other: "Something else",
	},
	usage.Helpful: {usage.HelpfulYes: "Yes", usage.HelpfulPartly: "A little", usage.HelpfulNo: "No"},
	usage.Left: {
		"languages": "The languages", "needs": "The first question", "leaves": "What kind of help", "place": "Where to look", "results": "The list of places",
		"service": "One place", "person": "Talk to a person", "emergency": "The 999 card", "comfort": "Text size", "staff": "The staff page",
		"pin": "The staff PIN", "handover": "What to tell the desk", "pairing": "Pairing a staff device", "filter": "Narrowing the list", "right": "One of the resident’s rights",
		"take": "Taking something away", "phrases": "The phrasebook", "sentences": "The phrasebook’s sentences", "phrase": "One sentence", "blank": "Completing a sentence",
		"missing": "Missing languages", "turned": "Why they were not helped", "remembered": "What the kiosk remembers",
	},
	usage.Health: {
		usage.ContentDamaged: "a content pack was damaged, and the built-in one was shown",
		usage.ContentKept:    "a new content pack was damaged, and the one before was kept",
		usage.SiteUnreadable: "the site's settings could not be read",
		usage.CountsLost:     "its file of counts was damaged, and the counts waiting in it were lost",
		usage.RecordRefused:  "the hub refused an hour of counts",
		usage.GlassAgain:     "its window crashed or hung, and was opened again",
		usage.PrinterFault:   "its printer failed or ran out of paper",
		usage.BellFault:      "its bell or lamp did not work",
		usage.Other:          "a fault that this version of the hub does not know",
	},
}

// name returns what a value is called in English.
func (r *report) name(dimension, value string) string {
	if word := words[dimension][value]; word != "" {
		return word
	}
	if value == usage.Other {
		return "Other"
	}
	return cmp.Or(r.names(dimension, value), value)
}

// rows returns the report as the lines of a file, with the numbers of the page.
func (r *report) rows() [][]string {
	site := cmp.Or(r.Site, "All sites")
	out := [][]string{{"site", "period", "table", "value", "name", "count"}}
	add := func(table, value, name, count string) {
		out = append(out, []string{site, r.Period.Name, table, value, name, count})
	}
	add("visits", usage.All, "Visits", r.Visits.String())
	for _, b := range r.Chart.Bars {
		add(r.Chart.Unit, b.Name, b.Name, b.Number.String())
	}
	for _, t := range r.Tables {
		for _, row := range t.Rows {
			add(t.ID, row.Value, row.Name, row.Number.String())
		}
	}
	add("undated", usage.All, "Visits, of all time, on a day that is not known", r.Undated.String())
	return out
}

// digits writes a number as it is read in English: 12,500.
func digits(n uint64) string {
	s := strconv.FormatUint(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
