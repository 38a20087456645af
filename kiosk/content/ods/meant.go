package ods

import (
	"maps"
	"slices"
	"strings"

	"frontdoor/kiosk/directory"
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

// communities are words of practices that are for the members of a house only: its pupils,
// students, pensioners or staff. A street may be called so, and a surgery in an old school.
var communities = []string{ //nolint:gochecknoglobals // read only
	"SCHOOL", "COLLEGE", "UNIVERSITY", "STUDENT", "STUDENTS", "ROYAL HOSPITAL CHELSEA", "STAFF", "OCCUPATIONAL HEALTH", "BARRACKS", "GARRISON", "ARMY", "RAF", "HMS", "MOD", "MILITARY",
	"UNREGISTERED", "UNREGISTERED PATIENTS", "EMBASSY", "SEMINARY",
}

// places are words that make of the one before them the name of a street or a house.
var places = []string{ //nolint:gochecknoglobals // read only
	"ROAD", "RD", "LANE", "STREET", "ST", "WAY", "GREEN", "HOUSE", "HILL", "AVENUE", "CLOSE", "PARK", "GATE", "GROVE", "SQUARE", "COURT", "YARD", "SURGERY", "FIELD", "FIELDS", "MEWS", "END", "PLACE", "DRIVE", "CRESCENT", "TERRACE",
}

// distant are words, or parts of words, of pharmacies that sell at a distance: they send
// medicines, and nobody may come to their door for the essential services (NHS Regulations 2013, 64).
var (
	distant     = []string{"ONLINE", "INTERNET", "DIGITAL PHARMACY", "E-PHARMACY", "EPHARMACY", "DISTANCE SELLING", "MAIL ORDER", "PHARMACY DIRECT", "DIRECT PHARMACY", "CHEMIST DIRECT", "DELIVERY PHARMACY", "DELIVERY CHEMIST", "PHARMACY DELIVERY"} //nolint:gochecknoglobals // read only
	distantPart = []string{".CO.UK", ".COM", "WWW.", "ONLINE", "2U ", "2U.", "4U ", "MYDIRECTPHARMACY", "LLOYDSDIRECT", "LETTERBOXPHARMACY"}                                                                                                            //nolint:gochecknoglobals // read only
)

// notForResidents says why a row is nothing that everybody can go to; nothing where it may be.
func notForResidents(row []string, k Kind) string {
	for _, words := range sorted(closedTo) {
		if says(row[colName], words) || slices.ContainsFunc(row[colAddress:colAddress+5], func(l string) bool { return says(l, words) }) {
			return closedTo[words]
		}
	}
	name := row[colName]
	switch {
	case k.kind == "gp" && slices.ContainsFunc(units, func(words string) bool { return says(name, words) }):
		return "by its name nobody registers there"
	case k.kind == "gp" && slices.ContainsFunc(communities, func(words string) bool { return house(name, words) }):
		return "by its name it is for one house's own people"
	case k.kind == "pharmacy" && sellsFar(name):
		return "by its name it sells at a distance, and nobody goes there"
	case k.kind == "pharmacy" && (says(name, "APPLIANCE") || says(name, "APPLIANCES") || says(name, "APPLIANCE CONTRACTORS")):
		return "by its name it sells appliances, and is no pharmacy"
	}
	return ""
}

func sellsFar(name string) bool {
	upper := strings.ToUpper(name) + " "
	return slices.ContainsFunc(distant, func(w string) bool { return says(name, w) }) || slices.ContainsFunc(distantPart, func(w string) bool { return strings.Contains(upper, w) })
}

// house reports whether a name has a word of a community that is not part of the name of a
// street or of a surgery in an old school: "Westminster School", not "School Lane Surgery".
func house(name, words string) bool {
	if !says(name, words) || says(name, "OLD "+words) {
		return false
	}
	after := strings.SplitN(" "+plainly(name)+" ", " "+words+" ", 2)[1]
	next, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	// "The College Practice" stands for a street; "Imperial College Health Centre" for a house.
	alone := strings.TrimSpace(strings.SplitN(" "+plainly(name)+" ", " "+words+" ", 2)[0])
	unnamed := (words == "SCHOOL" || words == "COLLEGE") && (alone == "" || alone == "THE" || strings.HasSuffix(alone, " PRACTICE"))
	return !slices.Contains(places, next) && !unnamed
}

func sorted(m map[string]string) []string {
	return slices.Sorted(maps.Keys(m))
}

// londonAreas are the letters with which London's postcodes begin.
const londonAreas = " BR CR DA E EC EN HA IG KT N NW RM SE SM SW TN TW UB W WC WD "

// elsewhere says why a row of London's grouping is not there: a practice is counted where it
// was founded, and one of its doors is in Birmingham.
func elsewhere(row []string, area string) string {
	postcode, ok := directory.Postcode(row[colPostcode])
	if area != "Y56" || !ok {
		return ""
	}
	letters := postcode[:strings.IndexFunc(postcode, func(r rune) bool { return r >= '0' && r <= '9' })]
	if strings.Contains(londonAreas, " "+letters+" ") {
		return ""
	}
	return "it is counted in London, and its postcode is not there"
}

// says reports whether whole words are in a text, next to each other.
func says(text, words string) bool {
	return strings.Contains(" "+plainly(text)+" ", " "+plainly(words)+" ")
}

// plainly returns the words of a text in capitals, with single spaces between them.
func plainly(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '\'' {
			return r
		}
		return ' '
	}, strings.ToUpper(text))
	return strings.Join(strings.Fields(clean), " ")
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
