package phrasebook

import (
	"fmt"
	"slices"
	"strings"
)

// days begin with those that are said most.
var days = [...]string{"today", "tomorrow", "1", "2", "3", "4", "5", "6", "0"}

// places are those of a library, a clinic or a hospital. Floors are counted as the British
// do: floor-1 is one above the street.
var places = [...]string{
	"desk", "entrance", "exit", "waiting", "toilet", "accessible-toilet", "lift", "stairs", "quiet-room", "meeting-room",
	"computers", "printer", "children", "pharmacy", "outside", "floor-basement", "floor-0", "floor-1", "floor-2", "floor-3",
}

var documents = [...]string{
	"passport", "evisa", "driving-licence", "birth-certificate", "photo", "ni-number", "nhs-number", "bank-statement", "payslip",
	"tenancy", "council-tax", "bill", "benefit-letter", "council-letter", "hospital-letter", "prescription", "library-card",
}

// hours and minutes of a time. An hour alone, "10:", is the first half of a choice.
const (
	hours    = 24
	minutes  = 60
	interval = 5 // minutes between two times that can be chosen
	half     = ":"
)

// MostFigures is how long a number can be.
const MostFigures = 4

// Partial reports whether a value is half of a choice: the hour of a time.
func Partial(value string) bool { return strings.HasSuffix(value, half) }

// Options returns what a blank can be filled with, in the order of the screen. A time is chosen
// in two steps: first the hour, "10:", then, once that is the chosen half, the times of that
// hour. A number has no options: it is typed.
func Options(k Kind, chosen string) []string {
	switch k {
	case Time:
		var out []string
		if !Partial(chosen) {
			for h := range hours {
				out = append(out, fmt.Sprintf("%02d%s", h, half))
			}
			return out
		}
		for m := 0; m < minutes; m += interval {
			out = append(out, fmt.Sprintf("%s%02d", chosen, m))
		}
		return out
	case Day:
		return slices.Clone(days[:])
	case Place:
		return slices.Clone(places[:])
	case Document:
		return slices.Clone(documents[:])
	case Number:
	}
	return nil
}

// Fits reports whether a value may be put into a blank now. chosen is what it holds.
func Fits(k Kind, chosen, value string) bool {
	if k == Number {
		return value != "" && len(value) <= MostFigures && strings.Trim(value, "0123456789") == ""
	}
	return slices.Contains(Options(k, chosen), value)
}

// MessageID returns the message that a value is said by; empty for what is said as it is.
func MessageID(k Kind, value string) string {
	switch k {
	case Day, Place, Document:
		return string(k) + "." + value
	case Time, Number:
	}
	return ""
}
