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
		usage.TimedOut:    "Walked away: the kiosk forgot the visit by itself",
		usage.Interrupted: "Cut short: the kiosk was switched off",
		usage.Discarded:   "The resident had the counts thrown away",
	},
	usage.Unmet: {
		usage.NoneFound:       "No service found for the need",
		usage.PostcodeUnknown: "A postcode that the kiosk does not know",
	},
	usage.Person: {
		usage.PersonDesk:  "Staff at the desk",
		usage.PersonPhone: "A telephone number",
		usage.Person111:   "NHS 111",
		usage.Person999:   "The 999 card",
	},
	usage.Health: {
		usage.ContentDamaged: "a content pack was damaged, and the built-in one was shown",
		usage.SiteUnreadable: "the site's settings could not be read",
		usage.CountsLost:     "its file of counts was damaged, and what waited in it was lost",
		usage.RecordRefused:  "the hub refused an hour of counts",
		usage.Other:          "a fault that this hub is too old to know",
	},
}

// name gives what a value is called in English.
func (r *report) name(dimension, value string) string {
	if word := words[dimension][value]; word != "" {
		return word
	}
	if value == usage.Other {
		return "Other"
	}
	return cmp.Or(r.names(dimension, value), value)
}

// rows gives the report as a file's lines, with the numbers of the page.
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
	add("undated", usage.All, "Visits of all time whose day is not known", r.Undated.String())
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
