package ods

import (
	"slices"
	"strings"
)

// The register has rows that are practices by their code and nothing that a resident can go
// to. They are told by whole words of their names, which were chosen by reading all of
// England's names; what is not told by them stays.

// closedTo are words of places that nobody walks into.
var closedTo = map[string]string{ //nolint:gochecknoglobals // read only
	"HMP": "it is inside a prison", "PRISON": "it is inside a prison", "YOI": "it is inside a prison", "HMYOI": "it is inside a prison",
	"IRC": "it is inside a removal centre", "REGIONAL SECURE": "it is inside a secure unit", "SECURE UNIT": "it is inside a secure unit",
}

// units are words of what the register counts as a GP practice and where nobody registers.
var units = []string{ //nolint:gochecknoglobals // read only
	"PCN", "HUB", "GP FEDERATION", "EXTENDED ACCESS", "EXTENDED HOURS", "OUT OF HOURS", "OOH", "SPECIAL ALLOCATION", "SAS", "COVID", "DELIVERY UNIT",
	"CARE HOME SERVICE", "CARE HOMES SERVICE", "NURSING HOME SERVICES", "GYNAECOLOGY SERVICES", "URGENT CARE", "MINOR INJURIES", "VASECTOMY", "DERMATOLOGY",
}

// notForResidents says why a row is nothing that a resident can go to; nothing where it may be.
func notForResidents(row []string, k Kind) string {
	for words, why := range closedTo {
		if says(row[colName], words) || slices.ContainsFunc(row[colAddress:colAddress+5], func(l string) bool { return says(l, words) }) {
			return why
		}
	}
	if k.kind == "gp" && slices.ContainsFunc(units, func(words string) bool { return says(row[colName], words) }) {
		return "by its name nobody registers there"
	}
	return ""
}

// says reports whether whole words stand in a text, next to each other.
func says(text, words string) bool {
	clean := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '\'' {
			return r
		}
		return ' '
	}, strings.ToUpper(text))
	return strings.Contains(" "+strings.Join(strings.Fields(clean), " ")+" ", " "+words+" ")
}

// common are words that say what a place is and not which. A name that has no other needs its
// address to be told from its neighbours: 321 dentists of London are called "Dental Surgery".
const common = " THE DENTAL SURGERY PRACTICE CLINIC CENTRE CARE PHARMACY CHEMIST CHEMISTS MEDICAL HEALTH NHS DENTIST DENTISTS DENTISTRY GP DOCTORS "

func nameless(name string) bool {
	for _, w := range strings.Fields(strings.ToUpper(name)) {
		if !strings.Contains(common, " "+strings.Trim(w, ".,()")+" ") {
			return false
		}
	}
	return true
}
