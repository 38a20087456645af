package spreadsheet

import (
	"fmt"
	"strings"
	"testing"

	"frontdoor/kiosk/directory"
)

// week says hours as "mon 09:00-17:00; sat 10:00-13:00".
func week(h *directory.Hours) string {
	if h == nil {
		return "not known"
	}
	var out []string
	if h.Always {
		out = append(out, "always")
	}
	if h.ByAppointment {
		out = append(out, "by appointment")
	}
	for _, d := range []int{1, 2, 3, 4, 5, 6, 0} {
		var spans []string
		for _, s := range h.Week[d] {
			spans = append(spans, fmt.Sprintf("%02d:%02d-%02d:%02d", s.Open/60, s.Open%60, s.Close/60, s.Close%60))
		}
		if len(spans) > 0 {
			out = append(out, []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}[d]+" "+strings.Join(spans, ","))
		}
	}
	return strings.Join(out, "; ")
}

func TestHoursAreReadAsPeopleWriteThem(t *testing.T) {
	weekdays := func(span string) string {
		return "mon " + span + "; tue " + span + "; wed " + span + "; thu " + span + "; fri " + span
	}
	for text, want := range map[string]string{
		"":                               "not known",
		"Mon-Fri 9am-5pm; Sat 10-1":      weekdays("09:00-17:00") + "; sat 10:00-13:00",
		"Monday to Friday 09:00 - 17:30": weekdays("09:00-17:30"),
		"Weekdays 9.30am–5.30pm":         weekdays("09:30-17:30"),
		"Mon, Wed & Fri: 10-12":          "mon 10:00-12:00; wed 10:00-12:00; fri 10:00-12:00",
		"Mon 9-12, 1pm-4pm":              "mon 09:00-12:00,13:00-16:00",
		"Tues 1-3pm\nThurs 11-12pm":      "tue 13:00-15:00; thu 11:00-12:00",
		"Sat and Sun closed, Mon 9-5":    "mon 09:00-17:00",
		"Fri-Mon 8am-noon":               "mon 08:00-12:00; fri 08:00-12:00; sat 08:00-12:00; sun 08:00-12:00",
		"Fri 6pm-midnight":               "fri 18:00-24:00",
		"Fri 6pm-2am":                    "fri 18:00-02:00",
		"Daily 12 noon to 2pm":           "mon 12:00-14:00; tue 12:00-14:00; wed 12:00-14:00; thu 12:00-14:00; fri 12:00-14:00; sat 12:00-14:00; sun 12:00-14:00",
		"Every Wednesday, 18:00-02:00":   "wed 18:00-02:00",
		"24/7":                           "always",
		"By appointment only":            "by appointment",
		"Wednesdays 9 a.m. - 5 p.m.":     "wed 09:00-17:00",
		"Open Mon 9-5":                   "mon 09:00-17:00",
		"Mon 9-5, Tue 10-4":              "mon 09:00-17:00; tue 10:00-16:00",
		"Mon 12-2pm":                     "mon 12:00-14:00",
		"Mon 9am-1":                      "mon 09:00-13:00",
	} {
		h, err := Hours(text)
		if got := week(h); err != nil || got != want {
			t.Errorf("%q is read as %s, %v; want %s", text, got, err, want)
		}
	}
}

// What is guessed sends somebody to a closed door.
func TestHoursThatCanBeReadInTwoWaysAreNotRead(t *testing.T) {
	for _, text := range []string{
		"9-5", "Mon", "Mon 9", "Mon 1-3", "most days", "Mon 9-5 (term time only)", "1st Tuesday of the month 10-12", "Mon 9-5, Mon 10-4", "Mon 9-5; 6-8",
		"Mon 25:00-26:00", "Mon 9:75-10", "9-5 Mon-Fri", "Mon closed 9-5", "Mon-Fri", "Mon 13pm-2pm", "please ring", "Mon 12-2, 1-3pm", "Mon to 5pm",
		"Mon 9-12 Tue", strings.Repeat("Mon 9-5 ", 100), "Mon 9-5 or by arrangement", "m 9-5", "Mon 12am noon",
	} {
		if h, err := Hours(text); err == nil {
			t.Errorf("%q is read as %s", text, week(h))
		}
	}
}

// Both readings of each are hours that somebody keeps. A wrong one is a closed door.
func TestCaseHoursWithTwoReadingsAreNotRead(t *testing.T) {
	for why, texts := range map[string][]string{
		"two clocks":              {"Mon-Fri 09:00-5:00", "Mon-Fri 08:30 - 6.30", "Mon-Fri 09:30-1:00", "Mon 13:00-5:00", "Mon 9am-05:00", "Mon 1pm-05:00", "Mon 9-05:00", "Mon 07:00-9:00", "Mon 22:00-2:00", "Mon 1:00-14:00"},
		"a clock of a program":    {"Mon-Fri 08:00-05:00", "Mon 09:00-01:00", "Mon 12:00-02:00", "Mon 01:00-03:00", "Mon 02:30-04:30", "Mon 18:00-12:00"},
		"half of it said":         {"Fri 10pm-2", "Wed 9pm-5", "Sat 10-2am", "Mon 7am-9", "Sat 8am-10", "Sat 10am-11", "Fri 9-midnight", "Fri 8-12 midnight"},
		"the evening as well":     {"Thu 7-9", "Tue 7.30-9.30", "Mon 8-10", "Mon 8-11", "Mon 7-12", "Mon 8-12", "Fri 8-2", "Fri 7-1", "Mon 10-12, 7-9", "Mon 6-8"},
		"twelve of the wrong day": {"Mon 10-12am", "Wed 10:00am - 12:30am", "Mon 9am-12am", "Mon 12am-2pm", "Mon 6pm-12pm", "Mon 6-12am", "Mon 10:00-12am", "Mon 12am-12am"},
		"three days, or five":     {"Mon-Wed-Fri 9-5", "Mon to Wed to Fri 9-5", "Mon - Wed - Fri: 10am-4pm", "Tue–Thu–Sat 10-4", "Mon until Wed until weekend 9-5"},
		"closed, or all day":      {"Mon 00:00-00:00", "Mon-Sun 00:00-00:00", "Mon 0:00-0:00", "Mon midnight-midnight", "Mon 00:00 to 00:00"},
	} {
		for _, text := range texts {
			if h, err := Hours(text); err == nil {
				t.Errorf("%s: %q is read as %s", why, text, week(h))
			}
		}
	}
	for text, want := range map[string]string{
		"Mon 09:00-12:00": "mon 09:00-12:00", "Mon 9-17:00": "mon 09:00-17:00", "Mon 9am-17:00": "mon 09:00-17:00", "Fri 6pm-12am": "fri 18:00-24:00",
		"Fri 18:00-00:00": "fri 18:00-24:00", "Fri 9pm-5am": "fri 21:00-05:00", "Fri 20:00-08:00": "fri 20:00-08:00", "Mon noon-2": "mon 12:00-14:00",
		"Mon 7-9pm": "mon 19:00-21:00", "Mon 7-5": "mon 07:00-17:00", "Mon 8-4": "mon 08:00-16:00", "Mon 10-11.30": "mon 10:00-11:30", "Mon 1pm-3": "mon 13:00-15:00",
		"Mon 09:00-5pm": "mon 09:00-17:00", "Mon 00:00-24:00": "mon 00:00-24:00", "Mon 00:00-23:59": "mon 00:00-24:00", "Mon-Wed, Fri-Sat 9-5": "mon 09:00-17:00; tue 09:00-17:00; wed 09:00-17:00; fri 09:00-17:00; sat 09:00-17:00",
		"Mon/Wed/Fri 9-5": "mon 09:00-17:00; wed 09:00-17:00; fri 09:00-17:00", "Fri 6pm-midnight": "fri 18:00-24:00", "Mon 8am-8": "mon 08:00-20:00", "Mon 10am-12.30": "mon 10:00-12:30",
		"Mon-Sun 00:00-24:00": "always", "Mon-Sun 00:00-23:59": "always", "Daily 00:00-24:00": "always",
	} {
		if h, err := Hours(text); err != nil || week(h) != want {
			t.Errorf("%q is read as %s, %v; want %s", text, week(h), err, want)
		}
	}
}

func FuzzHours(f *testing.F) {
	for _, s := range []string{"Mon-Fri 9am-5pm; Sat 10-1", "Fri 6pm-2am", "Daily 12 noon to 2pm", "Sun closed", "24/7", "Wed 9 a.m. - 5 p.m."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h, err := Hours(text)
		if err != nil || h == nil {
			return
		}
		for _, spans := range h.Week {
			for i, s := range spans {
				if s.Open < 0 || s.Open >= 1440 || s.Close < 0 || s.Close > 1440 || s.Open == s.Close || i > 0 && s.Open < spans[i-1].Close {
					t.Errorf("%q is read as %v", text, spans)
				}
			}
		}
	})
}
