package intake

import (
	"strings"
	"sync"
	"unicode"
)

// kept are words that stay in capitals or have a form of their own.
var kept = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"NHS": "NHS", "GP": "GP", "GPS": "GPs", "UK": "UK", "LTD": "Ltd", "PLC": "plc", "DR": "Dr", "DRS": "Drs",
		"HC": "HC", "PMS": "PMS", "APMS": "APMS", "GMS": "GMS", "UCC": "UCC", "WIC": "WIC", "LLP": "LLP",
		"II": "II", "III": "III", "IV": "IV", "VI": "VI", "VII": "VII", "VIII": "VIII",
		"OF": "of", "AND": "and", "THE": "the", "IN": "in", "ON": "on", "AT": "at", "FOR": "for", "BY": "by",
		"UPON": "upon", "WITH": "with", "TO": "to", "NEAR": "near",
		"ST": "St", "ST.": "St", "RD": "Road", "MCDONALD": "McDonald", "MACDONALD": "MacDonald",
		"H/C": "Health Centre", "CTR": "Centre", "MED": "Medical", "SURG": "Surgery", "PHCY": "Pharmacy", "PRACT": "Practice",
		"DDS": "DDS", "BDS": "BDS", "EC": "EC", "SE": "SE", "NW": "NW", "SW": "SW", "WC": "WC", "A&E": "A&E", "HIV": "HIV",
		"AMP": "AMP", "OOH": "OOH", "NEL": "NEL", "SEL": "SEL", "MR": "Mr", "MRS": "Mrs", "CO": "Co", "T/A": "t/a", "C/O": "c/o",
		"YMCA": "YMCA", "YWCA": "YWCA", "RNIB": "RNIB", "RNID": "RNID", "ESOL": "ESOL", "ICT": "ICT", "EAL": "EAL", "EFL": "EFL", "ADHD": "ADHD", "ASD": "ASD",
		"AIDS": "AIDS", "BAME": "BAME", "BAMER": "BAMER", "BME": "BME", "LGBTQIA": "LGBTQIA", "LGBTI": "LGBTI", "CAMHS": "CAMHS", "IAPT": "IAPT",
		"RSPCA": "RSPCA", "USA": "USA", "EU": "EU", "DLA": "DLA", "ESA": "ESA", "SEN": "SEN", "SENCO": "SENCO", "SENDIASS": "SENDIASS", "DIY": "DIY", "CIC": "CIC", "CIO": "CIO",
		"UCL": "UCL", "UCLH": "UCLH", "LSE": "LSE", "WI": "WI", "STI": "STI", "IELTS": "IELTS", "OCD": "OCD", "COPD": "COPD", "IDVA": "IDVA", "VAWG": "VAWG",
		"FGM": "FGM", "UASC": "UASC", "EMDR": "EMDR", "AA": "AA", "RAF": "RAF", "SSAFA": "SSAFA", "PAYE": "PAYE", "NEET": "NEET", "ID": "ID",
		// The register shortens words to fit: these are written out.
		"CT": "Court", "CRT": "Court", "AVE": "Avenue", "SQ": "Square", "GDNS": "Gardens", "FL": "Floor", "LN": "Lane",
		"PK": "Park", "STN": "Station", "BRG": "Bridge", "GRN": "Green", "BLDG": "Building", "HSE": "House",
		"HTH": "Health", "HLTH": "Health", "HPL": "Hospital", "HOSP": "Hospital", "GRP": "Group", "CNTR": "Centre",
		"PRAC": "Practice", "PARTN": "Partners", "P/SHIP": "Partnership", "H/CENTRE": "Health Centre", "S/CENTRE": "Shopping Centre",
		"CTRL": "Central", "CENT": "Centre", "COMM": "Community", "FAM": "Family", "IND": "Industrial", "EST": "Estate", "SOC": "Society", "AV": "Avenue", "CL": "Close", "RCH": "Reach",
		"BDGE": "Bridge", "PLCE": "Place", "DEPT": "Department", "SERV": "Services", "IST": "1st", "MDDX": "Middlesex", "LNDN": "London", "B'DWAY": "Broadway",
	}
})

// SensibleName writes a name or an address that is in capitals as a person would. A text
// that is not all in capitals is left as it is.
func SensibleName(s string) string {
	s = strings.Join(strings.Fields(spaced(Prose(s))), " ")
	if s != strings.ToUpper(s) {
		return s
	}
	special := kept()
	var out strings.Builder
	var before string // the word before
	first := true     // a small word that begins something is written large: "49 The Broadway"
	words := split(s)
	for i, word := range words {
		switch {
		case word == "AT" && first && i+2 < len(words) && words[i+2] == "MEDICS": // a firm
			out.WriteString(word)
		case !isWord(word):
			if strings.HasPrefix(word, "(") && before != "" {
				out.WriteByte(' ')
			}
			out.WriteString(word)
			first = first || strings.ContainsAny(word, "(,–/") || word == " - "
			continue
		case title(before) && initialsOf(word) && i+1 < len(words):
			out.WriteString(word)
		default:
			out.WriteString(sensibleWord(word, first || word == "THE" && i > 1 && words[i-1] == "-" && special[before] == "", special))
		}
		first = strings.Trim(word, "0123456789/&-") == ""
		before = word
	}
	return strings.Join(strings.Fields(possessives(out.String())), " ")
}

// spaced puts a space behind each comma that parts words: not in "10,000".
func spaced(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		figure := func(at int) bool { return at >= 0 && at < len(s) && s[at] >= '0' && s[at] <= '9' }
		if s[i] == ',' && (!figure(i-1) || !figure(i+1)) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// WhyName says what SensibleName has changed in a name.
func WhyName(was, now string) string {
	if was == strings.ToUpper(was) && was != now {
		return "it stood in capitals"
	}
	return "it was written for a program"
}

// title reports whether initials may follow a word.
func title(w string) bool { return w == "DR" || w == "MR" || w == "MRS" || w == "MISS" || w == "MS" }

// initialsOf reports whether a word of two letters, behind a title, is initials: "Dr AT Patel".
// Those that are also names or parts of names stay names.
func initialsOf(w string) bool {
	switch w {
	case "AM", "AN", "AS", "AT", "BE", "BY", "DO", "GO", "HE", "IF", "IN", "IS", "IT", "ME", "MY", "NO", "OF", "ON", "OR", "SO", "TO", "UP", "US", "WE", "CO", "CT", "FL", "LN", "PK", "SQ", "ST":
		return true
	}
	return false
}

// split cuts a text into words and what stands between them.
func split(s string) []string {
	var parts []string
	start, inWord := 0, false
	for i, r := range s {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || r == '&' || r == '.' || r == '/'
		if i > 0 && word != inWord {
			parts = append(parts, s[start:i])
			start = i
		}
		inWord = word
	}
	return append(parts, s[start:])
}

func isWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func sensibleWord(w string, first bool, special map[string]string) string {
	if form, ok := special[w]; ok {
		if first {
			return capital(form)
		}
		return form
	}
	if strings.ContainsRune(w, '/') {
		parts := strings.Split(w, "/")
		between := "/"
		if parts[0] == "MEDICAL" || parts[0] == "HLTH" { // "MEDICAL/CENTRE"
			between = " "
			if parts[1] == "CT" {
				parts[1] = "CENTRE"
			}
		}
		for i := range parts {
			parts[i] = sensibleWord(parts[i], first, special)
		}
		return strings.Join(parts, between)
	}
	digits := strings.ContainsFunc(w, unicode.IsDigit)
	switch {
	case w == "":
		return ""
	case digits && ordinal(w):
		return strings.ToLower(w)
	case digits && letters(w) > 3:
		rest := strings.TrimLeft(w, "0123456789") // "WEST4", "3ONEONE"
		return w[:len(w)-len(rest)] + capital(strings.ToLower(rest))
	case digits, strings.ContainsRune(w, '&'), initials(w):
		return w
	case len(w) == 2 && short(w):
	case len(w) <= 4 && !strings.ContainsAny(w, "AEIOUY'’."), len(w) == 2:
		return w // letters that stand for words: "JS", "WHC", "AF"
	}
	if owner, ok := strings.CutSuffix(w, "'S"); ok && len(owner) > 1 { // "RJ'S"
		return sensibleWord(owner, first, special) + "'s"
	}
	if head, tail, ok := strings.Cut(w, "."); ok && head != "" && tail != "" { // "MED.CTR."
		return sensibleWord(head, first, special) + " " + sensibleWord(tail, false, special)
	}
	if bare, ok := strings.CutSuffix(w, "."); ok {
		return sensibleWord(bare, first, special)
	}
	lower := strings.ToLower(w)
	for _, prefix := range []string{"mc", "o'", "o’", "d'", "d’", "l'", "l’"} {
		if rest, ok := strings.CutPrefix(lower, prefix); ok && len(rest) > 2 {
			return capital(prefix) + capital(rest)
		}
	}
	return capital(lower)
}

// short are words of two letters.
func short(w string) bool {
	switch w {
	case "AL", "AM", "AS", "BE", "DE", "DI", "DO", "DU", "EL", "GO", "HE", "IF", "IS", "IT", "JO", "LA", "LE", "LI",
		"LO", "ME", "MY", "NO", "OR", "OX", "SO", "UP", "US", "WE", "YE", "ED", "AN", "VE", "EN", "LU", "XU", "WU", "MA", "SU",
		"BA", "DA", "HO", "HU", "KO", "NG", "NU", "OH", "OP", "YU":
		return true
	}
	return false
}

// initials are letters with points between them: "J.P."
func initials(w string) bool {
	if !strings.Contains(w, ".") {
		return false
	}
	for part := range strings.SplitSeq(strings.Trim(w, "."), ".") {
		if len([]rune(part)) != 1 {
			return false
		}
	}
	return true
}

// ordinal is a figure with its ending: "1ST", "22ND".
func ordinal(w string) bool {
	n := strings.TrimLeft(w, "0123456789")
	return n != w && (n == "ST" || n == "ND" || n == "RD" || n == "TH")
}

// letters counts the capitals of a word.
func letters(w string) (n int) {
	for _, r := range w {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// possessives makes the S after an apostrophe small.
func possessives(s string) string {
	r := []rune(s)
	for i := 1; i+1 < len(r); i++ {
		if (r[i] == '\'' || r[i] == '’') && r[i+1] == 'S' && (i+2 == len(r) || !unicode.IsLetter(r[i+2])) {
			r[i+1] = 's'
		}
	}
	return string(r)
}
