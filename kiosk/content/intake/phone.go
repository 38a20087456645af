package intake

import "strings"

// Phone brings a number into the groups in which it is said. It reports whether there is a
// number in the text at all.
func Phone(text string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if strings.HasPrefix(strings.TrimSpace(text), "+44") {
		digits = "0" + strings.TrimPrefix(digits[2:], "0")
	}
	if len(digits) == 10 && digits[0] != '0' {
		digits = "0" + digits
	}
	if len(digits) < 10 || len(digits) > 11 || digits[0] != '0' || strings.Trim(digits, "0") == "" {
		return "", false
	}
	switch {
	case strings.HasPrefix(digits, "02") && len(digits) < 11:
		return "", false // a figure is missing
	case strings.HasPrefix(digits, "02"):
		return digits[:3] + " " + digits[3:7] + " " + digits[7:], true
	case strings.HasPrefix(digits, "03"), strings.HasPrefix(digits, "08"), strings.HasPrefix(digits, "011"):
		return digits[:4] + " " + digits[4:7] + " " + digits[7:], true
	default:
		return digits[:5] + " " + digits[5:], true
	}
}
