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
