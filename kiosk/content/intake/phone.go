package intake

import (
	"slices"
	"strings"

	"frontdoor/kiosk/directory"
)

// shortNumbers are those of three figures that answer in England. 116 123 and its like, and Childline's
// 0800 1111, are short as well.
var shortNumbers = []string{"101", "105", "111", "112", "119", "159", "999"} //nolint:gochecknoglobals // read only

// fiveFigures are the areas whose code has five figures after the nought. Source: Ofcom, the National
// Telephone Numbering Plan.
var fiveFigures = []string{ //nolint:gochecknoglobals // read only
	"013873", "015242", "015394", "015395", "015396", "016973", "016974", "016977", "017683", "017684", "017687", "019467",
}

// digitsOf returns the figures of a number as it is dialled in the United Kingdom, and false for one
// of another country.
func digitsOf(text string) (string, bool) {
	text = strings.TrimSuffix(strings.TrimSpace(Clean(text)), ".0") // a program took it for a sum
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	rest, abroad := digits, strings.HasPrefix(strings.TrimLeft(text, " ("), "+")
	switch {
	case strings.HasPrefix(digits, "00"):
		rest, abroad = digits[2:], true
	case len(digits) == 12 && strings.HasPrefix(digits, "44"):
		abroad = true
	}
	if !abroad {
		return digits, true
	}
	own, ok := strings.CutPrefix(rest, "44")
	return "0" + strings.TrimPrefix(own, "0"), ok
}

// Phone brings a number into the groups in which it is said. It reports whether there is a
// number in the text at all. One of another country is none.
func Phone(text string) (string, bool) {
	digits, ok := digitsOf(text)
	if len(digits) == 10 && strings.ContainsRune("12378", rune(digits[0])) {
		digits = "0" + digits
	}
	if !ok || len(digits) < 10 || len(digits) > 11 || digits[0] != '0' || strings.ContainsRune("046", rune(digits[1])) {
		return "", false
	}
	long := len(digits) == 11
	switch {
	case !long && digits[1] != '1' && !strings.HasPrefix(digits, "0800") && !strings.HasPrefix(digits, "0500"):
		return "", false // a figure is missing
	case digits[1] == '2':
		return digits[:3] + " " + digits[3:7] + " " + digits[7:], true
	case digits[1] == '3', digits[1] == '8', digits[:3] == "050", digits[1] == '1' && (digits[2] == '1' || long && digits[3] == '1'):
		return digits[:4] + " " + digits[4:7] + " " + digits[7:], true
	case slices.Contains(fiveFigures, digits[:6]):
		return digits[:6] + " " + digits[6:], true
	}
	return digits[:5] + " " + digits[5:], true
}

// Dialled is Phone, and short numbers as well: "111", "116 123", "0800 1111".
func Dialled(text string) (string, bool) {
	if number, ok := Phone(text); ok {
		return number, true
	}
	digits, ok := digitsOf(text)
	switch {
	case !ok:
	case slices.Contains(shortNumbers, digits):
		return digits, true
	case len(digits) == 6 && strings.HasPrefix(digits, "116"):
		return digits[:3] + " " + digits[3:], true
	case digits == "08001111":
		return "0800 1111", true
	}
	return "", false
}

// FreeToRing reports whether a number, in its groups, costs nothing from any telephone.
func FreeToRing(number string) bool {
	return strings.HasPrefix(number, "0800") || strings.HasPrefix(number, "0808") || strings.HasPrefix(number, "116 ") ||
		slices.Contains([]string{"101", "105", "111", "112", "119", "999"}, number)
}

// silent are words of a number that no voice answers.
var silent = []string{"fax", "facsimile", "minicom", "textphone", "typetalk", "pager", "telex", "tty", "text", "texts", "sms", "whatsapp", "relay", "video", "skype"} //nolint:gochecknoglobals // read only

// labels are words that say no more than that this is a number.
var labels = []string{ //nolint:gochecknoglobals // read only
	"tel", "telephone", "phone", "phones", "mobile", "mob", "call", "calls", "office", "main", "reception", "t", "m", "p", "number", "no", "ring", "freephone", "helpline",
	"landline", "free", "voice", "on", "line", "enquiries", "general", "contact",
}

// Voice reads one number that may have a label: "Tel: 020 7946 0111". It says why there is none that
// can be rung: a fax is not answered, and "ext 4" is not dialled.
func Voice(text string) (number, why string) {
	text = Clean(text)
	if NoVoice(text) {
		return "", "nobody answers a fax, a textphone or a number for texts"
	}
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if !slices.Contains(labels, w) {
			return "", "this is not a telephone number"
		}
	}
	number, ok := Dialled(strings.TrimLeft(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:. \t"))
	if !ok {
		return "", "this is not a telephone number"
	}
	return number, ""
}

// NoVoice reports whether words beside a number say that no voice answers it.
func NoVoice(text string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if slices.Contains(silent, w) {
			return true
		}
	}
	return false
}

// Voices reads a cell that may hold several numbers. unread has what is there beside them, with why.
func Voices(cell string) (found []directory.Phone, unread [][2]string) {
	cell = strings.NewReplacer(" or ", ";", " OR ", ";", " and ", ";", " & ", ";").Replace(Clean(cell))
	for one := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune(",;/|\n", r) }) {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		number, why := Voice(one)
		switch {
		case why != "":
			unread = append(unread, [2]string{one, why})
		case !slices.ContainsFunc(found, func(p directory.Phone) bool { return p.Number == number }):
			found = append(found, directory.Phone{Number: number})
		}
	}
	return found, unread
}

// TextWord returns the word to send to a number for texts: one word, as "SHOUT", or the one of "Text
// SHOUT to 85258". A sentence says something else.
func TextWord(text string) (string, bool) {
	words := strings.Fields(strings.NewReplacer(`"`, "", "'", "", "“", "", "”", "", "‘", "", "’", "", ".", "").Replace(Clean(text)))
	for i := 0; i+2 < len(words); i++ {
		if (strings.EqualFold(words[i], "text") || strings.EqualFold(words[i], "send")) && strings.EqualFold(words[i+2], "to") {
			words = words[i+1 : i+2]
		}
	}
	if len(words) != 1 || len(words[0]) > 20 || words[0] != strings.ToUpper(words[0]) || strings.Trim(words[0], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" ||
		strings.Trim(words[0], "0123456789") == "" || words[0] == "SMS" || words[0] == "TEXT" {
		return "", false
	}
	return words[0], true
}
